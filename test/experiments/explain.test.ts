import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Diary, listen } from '../../src/experiments/explain/diary.ts';
import { explainEmployer } from '../../src/experiments/explain/employer.ts';
import type { ChoiceExplained, LifeEvent, PersonExplained } from '../../src/experiments/explain/explained.ts';
import { explainMonth } from '../../src/experiments/explain/month.ts';
import { findPeople, type MovesAsked } from '../../src/experiments/explain/movers.ts';
import { Names } from '../../src/experiments/explain/names.ts';
import { explainPerson, personOf } from '../../src/experiments/explain/person.ts';
import { eventsTold, firmsCounted, movesCounted, whenTold } from '../../src/experiments/explain/telling.ts';
import { ModelError } from '../../src/model/model-error.ts';
import { type FlowRow, MOTIVES } from '../../src/model/records.ts';
import { simulate } from '../../src/model/simulation.ts';
import type { Trace } from '../../src/model/trace.ts';
import { loadScenario } from '../../src/runtime/scenario-files.ts';
import { monthText } from '../../src/scenario/dates.ts';
import { parseScenario } from '../../src/scenario/parse.ts';
import type { Scenario } from '../../src/scenario/scenario.ts';
import { collectTables } from '../../src/tables/collect.ts';
import { rowsOf } from '../../src/tables/table.ts';
import { expectSame, holdsOnRandomMarkets, recordsOf } from '../support/laws.ts';
import { isLong } from '../support/long-suite.ts';
import { TWO_EMPLOYERS } from '../support/markets.ts';
import { PROJECT } from '../support/talentflow.ts';

const marketOf = (text: string) =>
  parseScenario('market.yaml', { read: () => ({ path: 'market.yaml', text }) }).scenario;
const run = { simulate };
const twoEmployers = marketOf(TWO_EMPLOYERS);

/** Follows one person in five. */
class Some extends Diary {
  override followsPerson(key: number): boolean {
    return key % 5 === 0;
  }
}

function livesOf(scenario: Scenario, diary: Diary): PersonExplained[] {
  return [...diary.people()].map((key) => personOf(scenario, diary, key, run));
}

const choicesOf = ({ life }: PersonExplained) => life.flatMap(({ choice }) => choice ?? []);

describe('what is told is what the engine used', () => {
  test('a listener changes nothing; parts add up to values; the best is taken; and the moves are those of the flows', () => {
    let choices = 0;
    holdsOnRandomMarkets(
      (scenario) => {
        const diary = new Some(scenario, { employers: 'everybody', moves: true });
        const records = recordsOf(scenario, { trace: diary });
        expectSame(records, recordsOf(scenario));
        const months = new Set(records.map(({ month }) => month));
        const names = new Names(scenario);
        const told = [...diary.moves.those(({ month }) => months.has(monthText(month)))].map(
          ({ month, ...move }) => ({
            ...move,
            row: rowKey(monthText(month), {
              from: move.from === null ? 'entry' : names.place(move.from),
              to: move.to === null ? 'left the field' : names.place(move.to),
              kind: move.kind,
              skill: names.skill(move.skill),
            }),
          }),
        );
        const flows = records.flatMap(({ month, flows }) =>
          flows.flatMap((row) => Array.from({ length: row.people }, () => rowKey(month, row))),
        );
        expect(told.map(({ row }) => row).sort()).toEqual(flows.sort());

        const lives = livesOf(scenario, diary);
        const inLives = lives.flatMap(({ life }) =>
          life.flatMap(({ month, move }) => (move !== null && months.has(month) ? rowKey(month, move) : [])),
        );
        const ofThem = told.filter(({ person }) => person % 5 === 0).map(({ row }) => row);
        expect(inLives.sort()).toEqual(ofThem.sort());
        for (const choice of lives.flatMap(choicesOf)) {
          expectParts(choice);
          expectBest(choice);
          choices++;
        }
      },
      isLong ? 60 : 12,
    );
    expect(choices).toBeGreaterThan(2000);
  });
});

function rowKey(
  month: string,
  {
    from,
    to,
    skill,
    kind,
  }: { from: string | { unit: string }; to: string | { unit: string } } & Pick<FlowRow, 'skill' | 'kind'>,
): string {
  const unit = (place: string | { unit: string }) => (typeof place === 'string' ? place : place.unit);
  return `${month} ${unit(from)} → ${unit(to)} ${skill} ${kind}`;
}

function expectParts({ options }: ChoiceExplained): void {
  for (const { parts, value } of options) {
    const sum = MOTIVES.reduce((total, motive) => total + parts[motive], 0);
    if (sum !== value) expect(sum).toBeCloseTo(value, 12);
  }
  const chances = options.reduce((sum, { chance }) => sum + chance, 0);
  expect(chances).toBeCloseTo(1, 9);
}

function expectBest({ occasion, options, taken, tipping, moveElsewhere }: ChoiceExplained): void {
  const own = options[taken]!;
  expect(moveElsewhere !== null).toBe(occasion === 'firm bought');
  if (moveElsewhere !== null) {
    const [staying, buyer] = options;
    expect(buyer!.value >= staying!.value - moveElsewhere.cost).toBe(taken === 1);
    const ahead = buyer!.value - (staying!.value - moveElsewhere.cost);
    expect(tipping!.gap).toBeCloseTo(Math.abs(ahead), 9);
  }
  for (const option of options) {
    const isHad =
      option.answer !== 'turned down' &&
      option.answer !== 'would have been turned down' &&
      (option.rank === null || option.rank.least === null || option.rank.own > option.rank.least);
    if (option === own || !isHad || (option.rank?.places === 0 && option.rank.least === null)) continue;
    if (occasion === 'approached') {
      expect(own.bid ?? own.value).toBeGreaterThanOrEqual(option.bid ?? option.value);
    } else if (occasion !== 'firm bought') {
      // Who stays for a counter-offer is offered as much as the best that they could have had.
      if (option.answer === 'beaten by their employer' && own.isStaying) continue;
      // Two outside may be worth the same, by 2^−32; nobody moves to what is worth no more.
      if (option.isStaying) expect(own.value).toBeGreaterThan(option.value);
      else expect(own.value).toBeGreaterThanOrEqual(option.value);
    }
  }
  if (own.isStaying && own.raise !== null && own.bid === null) {
    const beaten = options.filter(({ answer }) => answer === 'beaten by their employer');
    expect(Math.max(...beaten.map(({ value }) => value)) - own.value).toBeCloseTo(own.raise, 9);
  } else if (occasion === 'looking' && own.isStaying) {
    expect(options.map(({ answer }) => answer)).not.toContain('beaten by their employer');
  }
  if (tipping !== null) expect(tipping.gap).toBeGreaterThanOrEqual(-1e-12);
}

describe('a choice between two employers', async () => {
  const person = await explainPerson(twoEmployers, 'calm/7', run);
  const choice = choicesOf(person).find(({ options }) => options.length === 2)!;
  const [staying, other] = choice.options as [
    ChoiceExplained['options'][number],
    ChoiceExplained['options'][number],
  ];

  test('parts are those of the scenario', () => {
    expect([staying.place.id, other.place.id]).toEqual(['calm', 'rich']);
    expect(staying.parts).toMatchObject({
      pay: expect.closeTo(Math.log(200_000), 12),
      autonomy: expect.closeTo(0.1, 7),
      cost: expect.closeTo(0, 12),
    });
    expect(other.parts).toMatchObject({
      pay: expect.closeTo(Math.log(220_000), 12),
      autonomy: 0,
      cost: expect.closeTo(0, 12),
    });
    expect(other.pay).toBeCloseTo(220_000, 6);
  });

  test('chances are the logit shares: e^(η·0.1) · 200,000^η against 220,000^η', () => {
    const [calm, rich] = [Math.exp(4.1 * 0.1) * 200_000 ** 4.1, 220_000 ** 4.1];
    expect(staying.chance).toBeCloseTo(calm / (calm + rich), 6);
    expect(other.chance).toBeCloseTo(rich / (calm + rich), 6);
  });

  test('so much more pay would have tipped it', () => {
    const [own, instead] = choice.taken === 0 ? [staying, other] : [other, staying];
    expect(choice.tipping!.gap).toBeCloseTo(own.value - instead.value, 12);
    expect(Math.log(instead.pay! + choice.tipping!.morePayUsd!) - Math.log(instead.pay!)).toBeCloseTo(
      choice.tipping!.gap,
      9,
    );
  });

  test('over many, chances are shares', () => {
    const everybody = new Diary(twoEmployers, { people: 'everybody' });
    recordsOf(twoEmployers, { trace: everybody });
    const all = livesOf(twoEmployers, everybody)
      .flatMap(choicesOf)
      .filter(({ options }) => options.length === 2);
    const moved = all.filter(({ taken }) => taken === 1).length;
    const expected = all.reduce((sum, { options }) => sum + options[1]!.chance, 0);
    const variance = all.reduce((sum, { options }) => sum + options[1]!.chance * (1 - options[1]!.chance), 0);
    // Five standard deviations: by chance once in two million.
    expect(Math.abs(moved - expected)).toBeLessThan(5 * Math.sqrt(variance));
  });
});

describe('keys', () => {
  const { scenario } = loadScenario('talentflow:baseline', { set: ['scale=0.003'] });
  const names = new Names(scenario);

  test('are read as they are written, and as the engine has them', () => {
    const key = fc.oneof(
      fc
        .tuple(fc.constantFrom('microsoft', 'adopting-firms', 'no-job'), fc.nat(1_048_575))
        .map((parts) => parts.join('/')),
      fc
        .tuple(
          fc.constantFrom('doctorates-us', 'masters-us', 'retraining.engineers-to-operations'),
          fc.integer({ min: 2000, max: 2030 }),
          fc.integer({ min: 1, max: 12 }),
          fc.nat(32_767),
        )
        .map(
          ([programme, year, month, number]) =>
            `${programme}/${year}-${String(month).padStart(2, '0')}/${number}`,
        ),
    );
    fc.assert(
      fc.property(key, (text) => {
        const number = names.personKey(text);
        expect(names.person(number)).toBe(text);
        expect(names.personKey(String(number))).toBe(number);
      }),
    );
    for (const text of ['openai', 'adopting-firms/12', 'firm/00c0ffee'])
      expect(names.employer({ key: names.employerKey(text), group: 0, region: 0 })).toBe(text);
  });

  test.each([
    [() => names.personKey('mircosoft/3'), 'did you mean microsoft/3?'],
    [() => names.personKey('nobody-at-all'), 'explain person --from'],
    [() => names.personKey('doctorates-us/2019-13/0'), 'write for example doctorates-us/2019-05/0'],
    [() => names.personKey('masters-us/2019-06'), 'write for example masters-us/2019-06/0'],
    [() => names.personKey('masters-us/2019-01'), 'write for example masters-us/2019-05/0'],
    [() => names.personKey('masers-us/2019-06/7'), 'did you mean masters-us/2019-06/7?'],
    [() => names.personKey('masers-us/2019-06'), 'did you mean masters-us/2019-06/0?'],
    [() => names.employerKey('opnai'), 'did you mean openai?'],
    [() => names.employerKey('giants'), 'write for example alphabet'],
    [() => names.employerKey('adopting-firms'), 'adopting-firms/0'],
    [() => names.selector('gaints'), 'did you mean giants?'],
  ])('a wrong one is told with what to write: %#', (ask, remedy) => {
    expect(ask).toThrow(remedy);
  });

  test('somebody, or a month, that the run has not', async () => {
    await expect(explainPerson(twoEmployers, 'calm/150', run)).rejects.toThrow('calm/0 to calm/149');
    await expect(explainEmployer(twoEmployers, 'clam', { most: 3 }, run)).rejects.toThrow(
      'did you mean calm?',
    );
    const eve = { ...run, until: scenario.calendar.start };
    await expect(explainEmployer(scenario, 'adopting-firms/99999', { most: 3 }, eve)).rejects.toMatchObject({
      found: '"adopting-firms/99999"',
      remedy: 'write for example adopting-firms/0',
    });
    await expect(explainMonth(twoEmployers, '2021-01', { most: 3 }, run)).rejects.toThrow(
      'from 2020-01 to 2020-12',
    );
    await expect(findPeople(twoEmployers, { when: '1999', most: 3 }, run)).rejects.toThrow(
      'a year YYYY or a month',
    );
  });
});

/** Ten questions, each answer held against the tables of the same scenario and seed. */
describe('the answers are those of the tables', async () => {
  const { scenario } = loadScenario(`${PROJECT}/scenarios/baseline.yaml`, { set: ['scale=0.01'] });
  const short = {
    ...scenario,
    calendar: { ...scenario.calendar, spinUpMonths: 12, end: (2014 * 12) as never },
  };
  const tables = collectTables(short, [...simulate(short)]);
  const cellsOf = (name: 'flows' | 'employers' | 'market') => {
    const columns = tables[name].columns.map((column) => column.name);
    return [...rowsOf(tables[name])].map((row) =>
      Object.fromEntries(row.map((cell, at) => [columns[at]!, cell])),
    );
  };
  const flows = cellsOf('flows');
  const people = (fits: (row: (typeof flows)[number]) => boolean) =>
    Math.round(flows.filter(fits).reduce((sum, row) => sum + (row.people as number) * short.scale, 0));
  const most = 100_000;

  test.each([
    ['who left giants for no job?', { from: 'giants', to: 'no-job' }],
    ['who quit in 2012?', { kind: 'quit', when: '2012' }],
    ['who left the field in 2011?', { to: 'left', when: '2011' }],
    ['which doctors came from no job?', { from: 'no-job', skill: 'doctor' }],
  ] as [string, Omit<MovesAsked, 'most'>][])('%s', async (_question, asked) => {
    const answer = await findPeople(short, { ...asked, most }, run);
    const giants = new Set(['alphabet', 'amazon', 'apple', 'meta', 'microsoft', 'giants']);
    const expected = people(
      (row) =>
        (asked.from === undefined ||
          (asked.from === 'giants' ? giants.has(row.from as string) : row.from === 'no job')) &&
        (asked.to === undefined || row.to === (asked.to === 'left' ? 'left the field' : 'no job')) &&
        (asked.kind === undefined || row.kind === asked.kind) &&
        (asked.skill === undefined || row.skill === asked.skill) &&
        (asked.when === undefined || (row.month as string).startsWith(asked.when)),
    );
    expect(answer.moves.filter(({ isRecorded }) => isRecorded)).toHaveLength(expected);
    expect(expected).toBeGreaterThan(0);
  });

  test.each(['microsoft', 'ibm', 'nvidia'])('what did %s do, month by month?', async (employer) => {
    const answer = await explainEmployer(short, employer, { most }, run);
    const rows = cellsOf('employers').filter(({ unit }) => unit === employer);
    const count = (counts: object) =>
      Object.values(counts).reduce((sum: number, one: number) => sum + one, 0);
    const told = answer.months.filter(({ isRecorded }) => isRecorded);
    expect(told).toHaveLength(rows.length);
    told.forEach((month, at) => {
      const row = rows[at] as Record<string, number>;
      const scaled = (column: string) => Math.round(row[column]! * short.scale);
      expect(month.staffAfter, month.month).toBe(scaled('staff'));
      expect(count(month.came)).toBe(scaled('hires'));
      expect(count(month.came) - count(month.left)).toBe(scaled('net'));
      expect(month.openings).toBe(scaled('vacancies'));
    });
  });

  test('who began a founded firm, and who stayed while it came out of stealth?', async () => {
    const { moves: launches } = await findPeople(short, { kind: 'launch', most: 1 }, run);
    const answer = await explainEmployer(short, launches[0]!.from.id, { most }, run);
    const [first, ...later] = answer.months;
    expect(first).toMatchObject({ staffBefore: 0, wanted: null, openings: 0, came: { founding: 1 } });
    expect(later[0]!.staffBefore).toBe(first!.staffAfter);
    const { came, left, stayed } = answer.byDirection;
    const inMonths = (of: 'came' | 'left') =>
      answer.months.flatMap((month) => Object.values(month[of])).reduce((sum, people) => sum + people, 0);
    expect([inMonths('came'), inMonths('left')]).toEqual([came, left]);
    expect(came + left + stayed).toBe(answer.found);
    expect(stayed).toBe(answer.moves.filter(({ direction }) => direction === 'stayed').length);
    expect(stayed).toBeGreaterThan(0);
    const { spells } = await explainPerson(short, launches[0]!.person, run);
    const at = spells.findIndex(({ howItBegan }) => howItBegan === 'launch');
    expect(spells[at]).toMatchObject({ from: launches[0]!.month, place: launches[0]!.to });
    expect(spells[at - 1]).toMatchObject({ until: launches[0]!.month, place: launches[0]!.from });
    expect(movesCounted(answer)).toBe(
      `${came} came, ${left} left; ${stayed} stayed while the firm changed sector`,
    );
  });

  test('how does an employer come to what it wants?', async () => {
    const { months } = await explainEmployer(short, 'microsoft', { most }, run);
    // Wanted staff move part of the way to the target: MODEL.md, "Employers plan". Nobody else adds to them here but in between.
    const { adjustment } = short.employers.find(({ id }) => id === 'microsoft')!.attributes;
    months.slice(1).forEach((month, at) => {
      const before = months[at]!.wanted!;
      expect(month.wanted).toBeCloseTo(before + adjustment * (month.target! - before), 6);
    });
  });

  test('what happened in May 2012?', async () => {
    const answer = await explainMonth(short, '2012-05', { most }, run);
    const row = cellsOf('market').find(({ month }) => month === '2012-05') as Record<string, number>;
    expect(answer.market.people).toBe(Math.round(row.people! * short.scale));
    const told = (founded: number) =>
      firmsCounted({ ...answer, market: { ...answer.market, founded, failed: 2 } });
    expect([told(1), told(0)]).toEqual(['1 firm founded, 2 failed', '0 firms founded, 2 failed']);
    expect(answer.market.searchers).toBe(Math.round(row.searchers! * short.scale));
    expect(answer.found).toBe(people(({ month }) => month === '2012-05'));
  });

  test('what became of one who moved, and of one who entered?', async () => {
    const { moves } = await findPeople(short, { kind: 'job-to-job', most: 1 }, run);
    const entered = await findPeople(short, { from: 'entry', when: '2011-05', most: 1 }, run);
    for (const { person } of [...moves, ...entered.moves]) {
      const { life } = await explainPerson(short, person, run);
      for (const { move, month } of life.filter((event) => event.isRecorded && event.move !== null)) {
        const isRow = (row: (typeof flows)[number]) =>
          row.month === month &&
          row.from === move!.from.unit &&
          row.to === move!.to.unit &&
          row.skill === move!.skill &&
          row.kind === move!.kind;
        expect(people(isRow), `${person} ${month}`).toBeGreaterThan(0);
      }
      expect(life.some(({ move }) => move !== null)).toBe(true);
    }
  });
});

test('without a listener nothing is asked for; with one that follows nobody, nothing is told', async () => {
  const told: string[] = [];
  const nobody: Trace = {
    beginMonth() {},
    followsPerson: () => false,
    followsEmployer: () => false,
    moved: ({ kind }) => told.push(kind),
    note: ({ what }) => told.push(what),
  };
  await listen(twoEmployers, nobody, run);
  expect(new Set(told)).toEqual(new Set(['job-to-job']));
  expect(() => recordsOf(twoEmployers)).not.toThrow(ModelError);
});

test('what is said again is told once, with how often; spin-up apart from what the tables have', () => {
  const looks = (month: string, isRecorded: boolean): LifeEvent => ({
    month,
    isRecorded,
    what: 'chooses',
    says: 'looks, meets nobody: stays at calm',
    move: null,
    choice: { options: [{}], taken: 0 } as unknown as ChoiceExplained,
  });
  const life = [
    looks('2004-12', false),
    looks('2006-07', false),
    looks('2010-03', true),
    looks('2010-08', true),
    looks('2011-01', true),
  ];
  expect(eventsTold(life).map((event) => [whenTold(event), event.isRecorded])).toEqual([
    ['2 times from 2004-12 to 2006-07', false],
    ['3 times from 2010-03 to 2011-01', true],
  ]);
  expect(eventsTold(life.slice(1, 3)).map(whenTold)).toEqual(['2006-07', '2010-03']);
});

test('every counter-offer and every letter is told; what would have tipped it could have been had', () => {
  const { scenario: whole } = loadScenario(`${PROJECT}/scenarios/baseline.yaml`, {
    set: ['scale=0.008', 'superstars.approach-rate=0.02', 'superstars.talent-from=7'],
  });
  const calendar = { ...whole.calendar, spinUpMonths: 12, end: (2018 * 12) as never };
  const scenario = { ...whole, calendar };
  const diary = new Diary(scenario, { people: 'everybody' });
  recordsOf(scenario, { trace: diary });
  let kept = 0;
  let refused = 0;
  let letters = 0;
  for (const key of diary.people()) {
    const entries = diary.ofPerson(key);
    const counters = entries.filter(({ what }) => what === 'kept').length;
    const isAnswered = entries.some(
      (entry) => entry.what === 'answers offers' && entry.outcome.room !== null,
    );
    if (!isAnswered && !entries.some(({ what }) => what === 'auction')) continue;
    const { life } = personOf(scenario, diary, key, run);
    const answered = life.filter(({ says }) => says.includes('whose counter-offer of'));
    expect(answered).toHaveLength(counters);
    for (const { choice } of answered) {
      const { room } = choice!.counterOffer!;
      const { raise } = choice!.options[0]!;
      expect(raise).toBeLessThanOrEqual(room);
      expect(choice!.tipping).toMatchObject({ isKnownToBeHad: true, gap: expect.closeTo(room - raise!, 9) });
      kept++;
    }
    for (const { choice } of life.filter((event) => event.choice?.counterOffer && event.move === null)) {
      expect(choice!.chanceIs).toContain('the most that their employer would pay to keep them');
      const [staying, ...others] = choice!.options;
      if (choice!.taken !== 0 || staying!.raise !== null) continue;
      const better = others.filter(({ value }) => value > staying!.value);
      for (const { answer } of better) expect(answer).toMatch(/turned down$/);
      expect(better.map(({ place }) => place.id)).not.toContain(choice!.tipping?.instead.id);
      // A firm of their own asks nobody.
      const isOwnFirm = choice!.tipping?.instead.id === 'a firm of their own';
      expect(choice!.tipping?.isKnownToBeHad ?? false).toBe(isOwnFirm);
      refused += better.filter(({ answer }) => answer === 'would have been turned down').length;
    }
    for (const { choice, says } of life.filter((event) => event.choice?.occasion === 'approached')) {
      expect(choice!.letters.length).toBeGreaterThan(0);
      expect(says).not.toContain('by 0 employers');
      letters++;
    }
  }
  expect(kept).toBeGreaterThan(20);
  expect(refused).toBeGreaterThan(0);
  expect(letters).toBeGreaterThan(0);
});
