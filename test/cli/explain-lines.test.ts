import { h } from 'preact';
import { renderToStaticMarkup } from 'preact-render-to-string';
import { describe, expect, test } from 'vitest';
import { employerChart } from '../../src/charts/explained-charts.ts';
import {
  employerLines,
  localityLines,
  monthLines,
  peopleLines,
  personLines,
  versusLines,
} from '../../src/cli/explain-lines.ts';
import { yearsOf } from '../../src/experiments/explain/employer.ts';
import type {
  ChoiceExplained,
  EmployerExplained,
  LifeEvent,
  MonthExplained,
  MoverExplained,
  OptionExplained,
  PersonExplained,
} from '../../src/experiments/explain/explained.ts';
import type { LocalityReport } from '../../src/experiments/explain/locality.ts';
import type { VersusExplained } from '../../src/experiments/explain/versus.ts';
import { Life } from '../../src/explained/life.tsx';
import { TwoLives } from '../../src/explained/two-lives.tsx';
import { MOTIVES } from '../../src/model/records.ts';
import { explainedPageOf } from '../../src/report/html/explained.tsx';
import { placeNamed, runTold } from '../support/told.ts';

/** Each number stands in the column that names it: no two of an example are alike. */

const plain = (_style: string, text: string) => text;
const painted = (style: string, text: string) => `<${style}>${text}`;
const spaced = (lines: readonly string[]) => lines.map((line) => line.trim().replace(/ {2,}/g, ' | '));
const run = { ...runTold, from: '2020-11', until: '2021-01' };
const mover = (from: string, to: string): MoverExplained => ({
  month: '2020-12',
  isRecorded: true,
  person: 'here/7',
  kind: 'hire',
  skill: 'doctor',
  from: placeNamed(from),
  to: placeNamed(to),
  career: 'here → there',
});
const format = 'talentflow.explain/1';
const chart = {
  id: 'chart-x',
  title: 'x',
  caption: 'x',
  source: 'x',
  spec: { title: { text: 'x' } },
  still: { address: '', width: 1, height: 1 },
};
/** Rows of a page's tables, cell by cell. */
const rowsOf = (html: string) =>
  [...html.matchAll(/<tr[^>]*>(.*?)<\/tr>/gs)].map(([, row]) =>
    [...row!.matchAll(/<t[hd][^>]*>(.*?)<\/t[hd]>/gs)]
      .map(([, cell]) => cell!.replace(/<[^>]*>/g, ''))
      .join(' | '),
  );

const employer: EmployerExplained = {
  format,
  kind: 'employer',
  run,
  employer: {
    key: 'firm/00c0ffee',
    number: 1,
    label: 'one of young firms',
    sector: 'firm',
    region: 'here',
    unit: 'firm',
    founder: 'here/3',
  },
  events: [{ month: '2020-11', says: 'is founded by here/3' }],
  months: [
    {
      month: '2020-11',
      isRecorded: true,
      staffBefore: 10,
      staffAfter: 12,
      target: 20,
      wanted: 15.5,
      demand: 1.25,
      freeze: 0.5,
      openings: 4,
      pay: 100_000,
      came: { hire: 3 },
      left: { quit: 1 },
    },
    {
      month: '2020-12',
      isRecorded: true,
      staffBefore: 12,
      staffAfter: 14,
      target: 21,
      wanted: 16.5,
      demand: 1.5,
      freeze: 0.75,
      openings: 5,
      pay: 110_000,
      came: { hire: 1, 'job-to-job': 3 },
      left: { 'lay-off': 1, quit: 1 },
    },
    {
      month: '2021-01',
      isRecorded: true,
      staffBefore: 14,
      staffAfter: 13,
      target: null,
      wanted: 17,
      demand: 2,
      freeze: 0.25,
      openings: null,
      pay: 120_400,
      came: {},
      left: { quit: 1 },
    },
  ],
  moves: [{ ...mover('no job', 'firm/00c0ffee'), direction: 'came' }],
  found: 11,
  byDirection: { came: 7, left: 4, stayed: 0 },
};

describe('an employer', () => {
  test('year by year: stocks and plans are those of its last month, flows and openings are added', () => {
    const lines = spaced(employerLines(employer, false, plain));
    expect(lines).toEqual(
      expect.arrayContaining([
        'founded by here/3',
        "In the tables it is counted in firm, the sector's employers without a name.",
        'year | staff | wanted | target | demand | openings | came | left | net | pay USD',
        '2020 | 14 | 16.5 | 21.0 | 1.50 | 9 | 7 | 3 | +4 | 110,000',
        '2021 | 13 | 17.0 | – | 2.00 | unlimited | 0 | 1 | −1 | 120,400',
        '7 came, 4 left; the first 1 of these moves (--year YYYY or YYYY-MM chooses, --limit N lists more)',
        '1 | 2020-12 | here/7 | no job → firm/00c0ffee, hire | here → there',
      ]),
    );
    expect(lines.at(-1)).toContain(
      'employers.csv counts what is wanted at its end, in whole people of each skill',
    );
    expect(yearsOf(employer.months).map(({ year }) => year)).toEqual(['2020', '2021']);
  });

  test('month by month', () => {
    expect(spaced(employerLines(employer, true, plain))).toEqual(
      expect.arrayContaining([
        'month | staff | wanted | target | freeze | openings | pay | came | left',
        '2020-12 | 14 | 16.5 | 21.0 | 0.75 | 5 | $110,000 | 1 hire, 3 job-to-job | 1 lay-off, 1 quit',
        '2021-01 | 13 | 17.0 | – | 0.25 | unlimited | $120,400 | | 1 quit'.replace(' | | ', ' | '),
      ]),
    );
  });

  test('the page has the same in its tables, and its chart the same staff and moves', () => {
    expect(rowsOf(explainedPageOf(employer, chart, 'x'))).toEqual(
      expect.arrayContaining([
        'Year | Staff | Wanted | Target | Demand | Openings | Came | Left | Net | Pay, USD',
        '2020 | 14 | 16.5 | 21.0 | 1.50 | 9 | 7 | 3 | 4 | 110,000',
        '2021 | 13 | 17.0 | – | 2.00 | unlimited | 0 | 1 | −1 | 120,400',
        'Month | Staff | Wanted | Target | Freeze | Openings | Pay, USD | Came | Left',
        '2020-12 | 14 | 16.5 | 21.0 | 0.75 | 5 | 110,000 | 1 hire, 3 job-to-job | 1 lay-off, 1 quit',
        '2020-12 | here/7 | no job | firm/00c0ffee | hire | here → there',
      ]),
    );
    expect(employerChart(employer).title).toBe(
      'firm/00c0ffee had 10 AI staff in Nov 2020 and 13 in Jan 2021: 7 came, 4 left',
    );
  });
});

describe('a month', () => {
  const flow = (from: string, to: string, people: number, kind: 'hire' | 'quit' = 'hire') => ({
    month: '2020-12',
    from,
    to,
    skill: 'doctor',
    kind,
    people,
  });
  const month = {
    format,
    kind: 'month',
    run: { ...run, scale: 0.1 },
    month: '2020-12',
    market: {
      month: '2020-12',
      people: 5000,
      withoutJob: 321,
      searchers: 1234,
      meetings: 2345,
      vacancies: 3456,
      founded: 1,
      failed: 2,
    },
    byKind: { quit: 2, hire: 12 },
    before: [],
    flows: [
      flow('here', 'no job', 2, 'quit'),
      flow('no job', 'here', 3),
      flow('no job', 'there', 5),
      flow('no job', 'here', 4),
    ],
    moves: [mover('here', 'there')],
    found: 14,
  } as unknown as MonthExplained;

  test('counts beside their names; the largest kinds and flows first, a flow over all skills and kinds', () => {
    const lines = spaced(monthLines(month, plain));
    expect(lines.slice(0, 3)).toEqual([
      '2020-12: 5,000 people in the market, 321 without a job (simulated people; the tables divide by the scale, 0.1)',
      'A market, seed x, scale 0.1, 2020-11 to 2021-01',
      '1,234 looked and got 2,345 answers; 3,456 openings; 1 firm founded, 2 failed.',
    ]);
    const below = (heading: string) =>
      lines.slice(lines.indexOf(heading) + 1, lines.indexOf('', lines.indexOf(heading)));
    expect(below('Changes of place by kind')).toEqual(['hire | 12', 'quit | 2']);
    expect(below('Largest flows')).toEqual(['no job → here | 7', 'no job → there | 5', 'here → no job | 2']);
    expect(lines).toContain(
      '14 moves, the first 1 (--limit N lists more; --from, --to, --kind and --skill choose)',
    );
    expect(monthLines({ ...month, run }, plain)[0]).toMatch(/without a job$/);
  });

  test('openings without limit are no 0', () => {
    const openings = (vacancies: number, hasUnlimitedOpenings: boolean) => {
      const own = { ...month, market: { ...month.market, vacancies }, hasUnlimitedOpenings };
      const [, said] = / answers; (.*); 1 firm/.exec(monthLines(own, plain)[2]!)!;
      expect(explainedPageOf(own, chart, 'x')).toContain(` answers; ${said}; 1 firm`);
      return said;
    };
    expect([openings(0, true), openings(7, true), openings(1, false), openings(0, false)]).toEqual([
      'openings without limit',
      '7 openings, and others without limit',
      '1 opening',
      '0 openings',
    ]);
  });

  test('in which nobody changed place says so', () => {
    const calm = { ...month, byKind: {}, flows: [], moves: [], found: 0 };
    expect(monthLines(calm, plain).slice(3, -1)).toEqual(['', 'Nobody changed place.', '', '0 moves', '']);
  });

  test('the page has the same', () => {
    const html = explainedPageOf(month, chart, 'x');
    expect(html).toContain('5,000 people in the market, 321 without a job, as simulated');
    expect(html).toContain('1,234 looked and got 2,345 answers; 3,456 openings; 1 firm founded, 2 failed.');
    const rows = rowsOf(html);
    expect(rows.slice(0, 3)).toEqual(['Kind | People', 'hire | 12', 'quit | 2']);
    expect(rows.slice(3, 6)).toEqual([
      'From | To | Skill | Kind | People',
      'no job | there | doctor | hire | 5',
      'no job | here | doctor | hire | 4',
    ]);
  });
});

describe('a life', () => {
  const option = (id: string, more: Partial<OptionExplained>): OptionExplained => ({
    place: placeNamed(id),
    isStaying: false,
    isOwnFirm: false,
    isThroughTeammate: false,
    pay: 123_456,
    parts: Object.fromEntries(MOTIVES.map((motive, at) => [motive, at + 0.25])) as OptionExplained['parts'],
    value: 9.5,
    lasting: 0,
    chance: 0.75,
    answer: 'not asked',
    rank: null,
    bid: null,
    raise: null,
    inputs: {},
    ...more,
  });
  const choice: ChoiceExplained = {
    occasion: 'looking',
    looking: null,
    elasticity: 1,
    options: [option('here', { isStaying: true, chance: 0.25 }), option('there', { answer: 'taken' })],
    counterOffer: null,
    moveElsewhere: null,
    letters: [],
    barred: [],
    taken: 1,
    chanceIs: '',
    tipping: null,
  };
  const event = (month: string, says: string, more: Partial<LifeEvent> = {}): LifeEvent => ({
    month,
    isRecorded: true,
    what: 'moves',
    says,
    move: null,
    choice: null,
    ...more,
  });
  const person = { key: 'here/7', origin: 'there from the start' } as PersonExplained['person'];
  const stays: ChoiceExplained = {
    ...choice,
    taken: 0,
    options: choice.options.map((one) => ({ ...one, answer: 'stays' })),
  };
  const life = [
    event('2020-01', 'one'),
    event('2020-02', 'two'),
    event('2020-03', 'three'),
    event('2020-04', 'four'),
    event('2020-05', 'five', { move: mover('here', 'there'), choice }),
    event('2020-06', 'six', { choice: stays }),
  ];

  test('an option: pay, parts in the order of the header, value, chance, answer; the one taken is marked', () => {
    const lines = spaced(personLines({ person, life, run } as unknown as PersonExplained, false, plain));
    const header = lines.findIndex((line) => line.startsWith('pay USD'));
    expect(lines.slice(header, header + 3)).toEqual([
      `pay USD | ${MOTIVES.join(' | ')} | value | chance`,
      'stay: here | 123,456 | 0.25 | 1.25 | 2.25 | 3.25 | 4.25 | 5.25 | 6.25 | 9.50 | 25% | not asked',
      '> there | 123,456 | 0.25 | 1.25 | 2.25 | 3.25 | 4.25 | 5.25 | 6.25 | 9.50 | 75% | taken',
    ]);
    // Nothing came of the second choice: it is told in full only when asked for.
    expect(lines.filter((line) => line.startsWith('pay USD'))).toHaveLength(1);
    expect(lines.at(-1)).toBe('--details shows every choice in full.');
    const told = { person, life: life.slice(0, 5), run } as unknown as PersonExplained;
    expect(personLines(told, false, plain)).not.toContain('--details shows every choice in full.');
    const whole = spaced(personLines({ person, life, run } as unknown as PersonExplained, true, plain));
    expect(whole.filter((line) => line.startsWith('pay USD'))).toHaveLength(2);
    const bold = personLines({ person, life, run } as unknown as PersonExplained, false, painted);
    expect(bold.filter((line) => /^<bold>2020/.test(line))).toEqual(['<bold>2020-05  five']);
  });

  test('two lives: the last three of what was alike, then each from where they part', () => {
    const lines = versusLines(
      {
        person,
        run,
        policy: { ...run, scenario: 'policy' },
        firstInput: null,
        firstDecision: { month: '2020-05', decision: 'matched', isAlone: false, inputs: [], outcome: [] },
        breaches: [],
        base: { life, spells: [] },
        other: { life: [...life.slice(0, 4), event('2020-05', 'otherwise', { choice: stays })], spells: [] },
      } as unknown as VersusExplained,
      false,
      plain,
    );
    const at = lines.indexOf('Did the same until 2020-05: 4 events, the last');
    expect(lines.slice(at + 1, at + 5)).toEqual([
      '  2020-02  two',
      '  2020-03  three',
      '  2020-04  four',
      '',
    ]);
    expect(lines[at + 5]).toBe('First otherwise in 2020-05: who takes them');
    const [under, other] = [lines.indexOf('Under market'), lines.indexOf('Under policy')];
    expect(lines[under + 1]).toBe('2020-05  five');
    // Nothing came of the first choice under the policy; as the one where they part it is told in full.
    expect(lines[other + 1]).toBe('2020-05  otherwise');
    expect(lines[other + 2]).toMatch(/pay USD/);
  });

  const textIn = (html: string) => html.replace(/<[^>]*>/g, '');

  test('the page has the same: what was taken is marked, and a choice that came to something stands open', () => {
    const spinUp = event('2019-12', 'before', { isRecorded: false });
    const looked = { ...choice, looking: { probability: 0.5, reasons: [] }, barred: [placeNamed('afar')] };
    const alone = { ...stays, options: stays.options.slice(0, 1) };
    const html = renderToStaticMarkup(
      h(Life, {
        label: 'A life',
        life: [
          spinUp,
          ...life,
          event('2020-07', 'seven', { choice: looked }),
          event('2020-08', 'eight', { choice: alone }),
        ],
      }),
    );
    const items = html.split('<li').slice(1);
    expect(items.map((item) => /^[^>]* class="spin-up"/.test(item))).toEqual([true, ...Array(8).fill(false)]);
    expect(textIn(`<li${items[0]}`)).toBe('2019-12 before (spin-up: not in the tables)');
    expect(items.map((item) => /<details( open)?>/.exec(item)?.[0] ?? '')).toEqual([
      ...Array(5).fill(''),
      '<details open>',
      '<details>',
      '<details open>',
      '', // one who has no option has nothing to open
    ]);
    const rows = [...items[5]!.matchAll(/<tr([^>]*)>(.*?)<\/tr>/g)].map(([, attributes, row]) => [
      attributes,
      [...row!.matchAll(/<t[hd][^>]*>(.*?)<\/t[hd]>/g)].map(([, cell]) => cell).join(' | '),
    ]);
    expect(rows).toEqual([
      ['', `Option | pay, USD | ${MOTIVES.join(' | ')} | value | chance | What came of it`],
      ['', 'stay: here | 123,456 | 0.25 | 1.25 | 2.25 | 3.25 | 4.25 | 5.25 | 6.25 | 9.50 | 25% | not asked'],
      [
        ' class="taken"',
        'there | 123,456 | 0.25 | 1.25 | 2.25 | 3.25 | 4.25 | 5.25 | 6.25 | 9.50 | 75% | taken',
      ],
    ]);
    expect(items[7]).toMatch(
      /<p>Looked with a probability of 50% this month.<\/p><section.*<\/section><p>A non-compete barred afar.<\/p>/,
    );
  });

  test('two lives on a page: what was alike is closed, then each from the month in which they part', () => {
    const parting = { month: '2020-05', decision: 'matched', isAlone: false, inputs: [], outcome: [] };
    const page = (more: object) =>
      renderToStaticMarkup(
        h(TwoLives, {
          explained: {
            firstInput: null,
            firstDecision: parting,
            breaches: [],
            base: { life, spells: [] },
            other: { life: [...life.slice(0, 4), event('2020-05', 'otherwise')], spells: [] },
            ...more,
          } as unknown as VersusExplained,
          names: ['market', 'policy'],
          heading: 'h3',
        }),
      );
    const parts = page({}).split(/<h3>Under /);
    expect(textIn(parts[0]!)).toMatch(
      /^The same under both until 2020-05: 4 events2020-01 one2020-02 two2020-03 three2020-04 fourFirst otherwise/,
    );
    expect(parts[1]).toMatch(/^market<\/h3>/);
    expect(parts[1]).toContain('aria-label="Under market, from 2020-05 on"');
    expect([...parts[1]!.matchAll(/class="said(?: moved)?">([^<]*)</g)].map(([, says]) => says)).toEqual([
      'five',
      'six',
    ]);
    expect(parts[2]).toMatch(/^policy<\/h3>.*>otherwise</);
    expect(page({ other: { life: life.slice(0, 4), spells: [] } })).toContain(
      '<h3>Under policy</h3><p>Nothing more is told of them.</p>',
    );
    const same = page({ firstDecision: null });
    expect(same).toContain('The life under market and policy');
    expect(same).toContain('six');
  });

  test('a list of moves', () => {
    const people = { format, kind: 'people', run, moves: [mover('here', 'there')], found: 2 } as const;
    expect(spaced(peopleLines(people, plain))).toEqual(
      expect.arrayContaining([
        '2 moves, the first 1',
        '1 | 2020-12 | here/7 | here → there, hire | here → there',
      ]),
    );
    expect(peopleLines({ ...people, found: 1 }, plain)[0]).toBe('1 move');
    expect(peopleLines({ ...people, moves: [], found: 0 }, plain)[0]).toMatch(/^Nobody made such a move/);
  });
});

test('a check of locality: how many decisions were compared, came out otherwise, and were alone', () => {
  const report: LocalityReport = {
    format: 'talentflow.locality/1',
    base: 'market',
    policy: 'policy',
    from: '2020-11',
    until: '2021-01',
    compared: 1234,
    differing: 56,
    alone: 7,
    breachCount: 0,
    breaches: [],
  };
  const counted =
    '1,234 decisions that both runs made, 2020-11 to 2021-01: 56 come out otherwise; 7 were made in one run only.';
  expect(localityLines(report, painted)).toEqual([
    '<green>Locality holds between market and policy',
    counted,
    'None differs but where one of its declared inputs does.',
  ]);
  const breach = {
    month: '2020-12',
    who: 'here/7',
    decision: 'looks',
    differs: [{ path: 'u', base: 0.25, policy: 0.5 }],
    why: 'none of its declared inputs differs',
  };
  expect(localityLines({ ...report, breachCount: 3, breaches: [breach] }, painted)).toEqual([
    '<red>Locality is broken between market and policy, 3 times; the first',
    counted,
    '  2020-12  here/7  looks: none of its declared inputs differs',
    '      u 0.25 → 0.5',
  ]);
});
