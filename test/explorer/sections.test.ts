import { type ComponentType, h } from 'preact';
import { renderToStaticMarkup } from 'preact-render-to-string';
import { describe, expect, test } from 'vitest';
import { CheckTable } from '../../src/explorer/page/check-table.tsx';
import type { Explorer, State } from '../../src/explorer/page/explorer.ts';
import { Levers } from '../../src/explorer/page/levers.tsx';
import { MonthSlider } from '../../src/explorer/page/month-slider.tsx';
import { Outcomes } from '../../src/explorer/page/outcomes.tsx';
import { Status } from '../../src/explorer/page/status.tsx';
import { ExplorerContext } from '../../src/explorer/page/use-explorer.ts';
import type { CheckedFact, Summary } from '../../src/explorer/summary.ts';
import { monthText } from '../../src/scenario/dates.ts';

/** Sections of the page as they are written for a state, without a browser. */
function written(section: ComponentType, state: Partial<State>, more: object = {}): string {
  const explorer = {
    state: { mistakes: [], ghost: [], facts: [], failed: null, ...state },
    missingOfBand: 0,
    ...more,
  };
  const page = h(ExplorerContext.Provider, {
    value: explorer as unknown as Explorer,
    children: h(section, null),
  });
  return renderToStaticMarkup(page);
}
/** Its texts, one a cell or element. */
const textsOf = (markup: string) =>
  markup
    .split(/<[^>]*>/)
    .map((text) => text.trim())
    .filter((text) => text !== '');

/** Two years of months and two more; the first two are not reported. */
const MONTHS = Array.from({ length: 26 }, (_, at) => monthText(12 * 2019 + 10 + at));
const runOf = (values: (at: number) => number, unit = 'people'): Summary =>
  ({
    months: MONTHS,
    reportFrom: '2020-01',
    scale: 0.1,
    outcomes: [
      {
        name: 'any',
        title: 'observed people',
        unit,
        values: Float64Array.from(MONTHS, (_, at) => values(at)),
      },
    ],
  }) as unknown as Summary;

describe('the month slider', () => {
  test.each([
    ['a month of the run', '2020-03', 2, 'Mar 2020'],
    ['its last', '2021-12', 23, 'Dec 2021'],
    ['before what is reported', '2019-12', 0, 'Jan 2020'],
    ['after the run', '2030-12', 23, 'Dec 2021'],
  ])('stands at %s', (_, month, value, name) => {
    const markup = written(MonthSlider, { runs: [runOf(() => 0)], month });
    expect(markup).toContain(`min="0" max="23" step="1" value="${value}" aria-valuetext="${name}"`);
  });
});

describe('outcomes', () => {
  const cellsOf = (own: Summary, ghost: Summary[], month: string) =>
    textsOf(written(Outcomes, { runs: [own], ghost, month }).split('<tbody>')[1]!);

  test('are means of the twelve months that end with the chosen one, beside the baseline', () => {
    // 2020 has 100, of which its last month 1,300; the months before have 7,000 and those after 0.
    const own = runOf((at) => (at < 2 ? 7000 : at < 13 ? 100 : at === 13 ? 1300 : 0));
    expect(cellsOf(own, [runOf(() => 150)], '2020-12')).toEqual(['People', 'people', '150', '200', '+50.0']);
    expect(cellsOf(own, [], '2020-12')).toEqual(['People', 'people', '200']);
    expect(cellsOf(own, [], '2021-11'), 'the last with the large month').toEqual(['People', 'people', '108']);
    expect(cellsOf(own, [], '2021-12')).toEqual(['People', 'people', '0.0']);
  });

  test('months without a value are left out, and a year without any has none', () => {
    const own = runOf((at) => (at < 14 || at % 2 === 1 ? Number.NaN : 0.5), 'ratio');
    expect(cellsOf(own, [], '2021-12')).toEqual(['People', 'ratio', '0.500']);
    expect(cellsOf(own, [runOf(() => 1)], '2020-12')).toEqual(['People', 'ratio', '1.000', '–', '–']);
  });

  test('a line has a point a year, the largest on top, and a gap where a year has no value', () => {
    const pathOf = (values: (at: number) => number) =>
      /class="own" d="([^"]*)"/.exec(written(Outcomes, { runs: [runOf(values)], month: '2021-12' }))![1];
    expect(pathOf((at) => (at < 2 ? 999 : at < 14 ? 1 : 2))).toBe('M2.0 23.0L118.0 3.0');
    expect(pathOf((at) => (at < 14 ? Number.NaN : 2))).toBe('M118.0 23.0');
  });
});

describe('facts', () => {
  const fact = (id: string, role: string, verdict: string, more: object = {}) =>
    ({
      id,
      title: `fact ${id}`,
      source: 'somebody',
      role,
      verdict,
      published: 0.5,
      simulated: 1234.5,
      low: null,
      high: null,
      agree: null,
      ...more,
    }) as CheckedFact;
  const facts = [
    fact('F1', 'held out', 'outside', { low: 1.25, high: 12 }),
    fact('F2', 'fitted', 'inside'),
    fact('F3', 'fitted', 'outside', { agree: 0.4 }),
    fact('F4', 'fitted', 'not judged'),
    fact('F5', 'held out', 'not answered'),
  ];

  test('are counted by their role where they were judged, and listed with their figures', () => {
    const texts = textsOf(written(CheckTable, { facts, runs: [runOf(() => 0)], stage: 'tenth' }));
    expect(texts.join(' ')).toContain(
      '1 of 2 fitted figures and 0 of 1 held-out figures are inside their tolerances.',
    );
    expect(texts.join(' ')).toContain('All 3 facts');
    const first = texts.indexOf('F1 fact F1');
    expect(texts.slice(first, first + 7)).toEqual([
      'F1 fact F1',
      'somebody',
      'held out',
      '0.500',
      '1,235',
      '1.3 to 12',
      'outside',
    ]);
    expect(texts).toContain('40% of runs');
  });

  test.each([
    ['sketch', 'Waits for a larger run'],
    ['full', 'None of the published facts is about this market'],
  ] as const)('at the stage %s none: %s', (stage, told) => {
    expect(written(CheckTable, { runs: [runOf(() => 0)], stage })).toContain(told);
  });
});

test('a lever stands at its value, and one that was moved leads back', () => {
  const lever = {
    id: 'pay',
    label: 'Pay',
    about: 'What it is.',
    unit: 'US$ a year',
    from: 100,
    to: 300,
    step: 100,
    times: 1,
  };
  const at = (value: number) =>
    written(
      Levers,
      { levers: { pay: value }, baseLevers: { pay: 220 } },
      { levers: [lever, { ...lever, id: 'none' }] },
    );
  expect(at(300)).toContain('max="3" step="1" value="3" aria-valuetext="US$300 a year"'); // 100, 200, 220, 300
  expect(textsOf(at(300))).toEqual([
    'Levers',
    'Pay',
    'US$300 a year',
    'What it is.',
    'Back to US$220 a year',
  ]);
  expect(textsOf(at(220))).toEqual(['Levers', 'Pay', 'US$220 a year', 'What it is.']);
});

describe('the status', () => {
  const done = {
    stage: 'tenth',
    runs: [runOf(() => 0)],
    textOfRuns: 'a',
    text: 'a',
    progress: null,
    isStopped: false,
    milliseconds: 2345,
  } as const;
  const told = (change: Partial<State>, more: object = {}) =>
    textsOf(written(Status, { ...done, ...change }, more)).join(' ');

  test('tells size, months, runs and time', () => {
    expect(told({})).toContain('A tenth of full size: 1 person in 10, 2019-11 to 2021-12, one run, 2.3 s.');
    expect(told({ milliseconds: 0, runs: [done.runs[0], done.runs[0]] })).toContain('2021-12, 2 runs.');
  });

  test.each([
    [
      'Stop',
      'Full size, the baseline',
      { progress: { stage: 'full', whose: 'baseline', replicate: 0, month: '2020-01', share: 0.5 } },
    ],
    [
      'Stop',
      'A tenth, run 3 ',
      { progress: { stage: 'tenth', whose: 'own', replicate: 2, month: '2020-01', share: 0.5 } },
    ],
    ['Go on', 'Stopped: not all runs were made.', { isStopped: true }],
    ['All runs are made', '2 runs', { stage: 'full', runs: [done.runs[0], done.runs[0]] }],
  ] as const)('offers %s: %s', (button, words, change) => {
    expect(written(Status, { ...done, ...(change as Partial<State>) })).toContain(`>${button}</button>`);
    expect(told(change as Partial<State>)).toContain(words);
  });

  test('offers the runs that a band lacks', () => {
    expect(told({ stage: 'full' }, { missingOfBand: 4 })).toContain('Add 4 runs for a band');
  });

  test('says of which text the picture is, where the present one cannot be run', () => {
    expect(told({ failed: 'Too large.', text: 'b' })).toContain(
      'Too large. The picture is of the text before.',
    );
    expect(told({ failed: 'Too large.' })).not.toContain('The picture');
    const mistakes = [{}, {}] as unknown as State['mistakes'];
    expect(told({ mistakes, text: 'b' })).toContain(
      'The scenario has 2 mistakes: see the text . The picture is of the last sound one.',
    );
  });
});
