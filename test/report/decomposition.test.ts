import { describe, expect, test } from 'vitest';
import type { PairOfCauses, PartOfChange } from '../../src/experiments/decompose.ts';
import type { DecomposedOutcome } from '../../src/experiments/decomposition-results.ts';
import type { PointStore } from '../../src/experiments/executor.ts';
import type { Plan } from '../../src/experiments/plan.ts';
import { KNOWN_MOTIVES } from '../../src/model/records.ts';
import {
  type DecompositionSettings,
  decompositionOf,
  type RunOfDecomposition,
  runsOf,
  scenarioOfRun,
} from '../../src/report/decomposition.ts';
import { biasWords, decompositionFiles, notToldApart } from '../../src/report/decomposition-tables.ts';
import type { Scenario } from '../../src/scenario/scenario.ts';
import { PLAIN_MONTHS, plainScenario } from '../support/stored-runs.ts';
import { tableOf, tablesOf } from '../support/written-tables.ts';

/** A change split among two causes by hand, from finished points in which each of them adds a number of its own. */

const scenario: Scenario = {
  ...plainScenario(),
  scale: 1,
  observe: { ...plainScenario().observe, netFlowOf: 'firm', label: 'the firms' },
};
const cause = (id: string) => ({ id, label: `what ${id} does`, drivers: [], events: [id], layOffs: false });
const settings: DecompositionSettings = {
  outcomes: ['stock:rich', 'stock:calm'],
  causes: [cause('one'), cause('two')],
  before: { from: '2020-02', to: '2020-03' },
  after: { from: '2020-05', to: '2020-06' },
  references: [
    { from: '2020-01', to: '2020-01' },
    { from: '2020-01', to: '2020-04' },
  ],
  sets: 2,
  largerScale: 2,
  uncertainty: 'none',
  posterior: null,
};

/** With off as the first reference has it, the causes add 10 and 100 to a rest of 1; as the second has it, 20 and 89 to 2. */
const ADDED = [
  { rest: 1, causes: [10, 100] },
  { rest: 2, causes: [20, 89] },
];
/** By how much rich grows in a run; all of it is the rest's in the second set, 6 more. */
function changeOf({ set, isLarger, off }: RunOfDecomposition): number {
  const { rest, causes } = ADDED[off?.reference ?? 0]!;
  const coalition = off?.coalition ?? 3;
  const added = causes.reduce((sum, part, at) => sum + (coalition & (1 << at) ? part : 0), rest);
  return added + 6 * set + (isLarger ? 5 + 4 * set + 30 * (off === null ? 0 : off.reference + 1) : 0);
}

/** Calm has five times the people of rich, and only of rich somebody quits: more in the second period, where all is on. */
function tablesOfRun(run: RunOfDecomposition) {
  const before = 200 + run.set;
  const after = before + changeOf(run);
  const inPeriods: Record<string, number> = {
    '2020-02': before - 3,
    '2020-03': before + 3,
    '2020-05': after + 4,
    '2020-06': after - 4,
  };
  const quits = run.off !== null ? 50 : run.set + 3;
  return tablesOf(
    PLAIN_MONTHS,
    tableOf(
      'employers',
      'month unit sector staff',
      ...PLAIN_MONTHS.flatMap((month) => {
        const staff = inPeriods[month] ?? 5000;
        return [
          [month, 'rich', 'firm', staff],
          [month, 'calm', 'firm', 5 * staff],
        ];
      }),
    ),
    tableOf(
      'flows',
      'month from to kind people',
      ...PLAIN_MONTHS.map((month) => [
        month,
        'rich',
        'no job',
        'quit',
        month < '2020-05' ? quits : 4 * quits,
      ]),
    ),
    tableOf(
      'choices',
      `month unit looked answers would_leave ${KNOWN_MOTIVES.join(' ')}`,
      ...PLAIN_MONTHS.map((month) => [month, 'rich', 0, 0, 0, ...KNOWN_MOTIVES.map(() => 0)]),
    ),
  );
}

const runs = runsOf(settings);
const plan: Plan = {
  engine: '',
  variants: runs.map((_, at) => ({ name: `run ${at}`, scenario, files: [], set: [] })),
  points: runs.map(({ set }, at) => ({ id: String(at), variant: at, seed: 's', replicate: set })),
};
const store = { tables: (id: string) => tablesOfRun(runs[Number(id)]!) } as unknown as PointStore;
const results = decompositionOf(plan, store, settings);
const files = new Map(decompositionFiles(results).map((file) => [file.path, file]));
const rowsOf = (path: string) => {
  const [head, ...rows] = files
    .get(path)!
    .text.trimEnd()
    .split('\n')
    .map((line) => line.split(','));
  return rows.map((row) => Object.fromEntries(head!.map((name, at) => [name, row[at]])));
};

test('each cause has what it adds, and the rest what is left with all of them off, by outcome and reference', () => {
  const told = results.outcomes.map(({ outcome, reference, whole, parts, before, after }) => [
    `${outcome} ${reference.from} ${reference.to}`,
    before.mean,
    after.mean,
    ...parts.map(({ mean }) => mean),
    whole.mean,
  ]);
  expect(told).toEqual([
    ['stock:rich 2020-01 2020-01', 200.5, 314.5, 4, 10, 100, 114],
    ['stock:rich 2020-01 2020-04', 200.5, 314.5, 5, 20, 89, 114],
    ['stock:calm 2020-01 2020-01', 1002.5, 1572.5, 20, 50, 500, 570],
    ['stock:calm 2020-01 2020-04', 1002.5, 1572.5, 25, 100, 445, 570],
  ]);
  expect(results.outcomes[0]!.parts.map(({ bySet }) => bySet)).toEqual([
    [1, 7],
    [10, 10],
    [100, 100],
  ]);
});

test('leaving is told of the runs with all causes on, people a month', () => {
  const { leaving } = results;
  expect(leaving).toMatchObject({
    from: 'the firms',
    unit: 'people/month',
    before: { from: '2020-02', to: '2020-03', mean: 3.5 },
    after: { from: '2020-05', to: '2020-06', mean: 14 },
    whole: { mean: 10.5, bySet: [9, 12] },
  });
});

test('the same sets at a larger scale: all on, then all off by reference, with the error of the difference', () => {
  const [on, first, second, ofCalm] = results.bias;
  expect(results.bias).toHaveLength(6);
  const about = { outcome: 'stock:rich', unit: 'people', scale: 1, largerScale: 2, sets: 2 };
  // Of two differences, 5 and 9 people, the standard deviation is 2√2; over √2 it is 2.
  const error = { monteCarloError: expect.closeTo(2, 9) };
  expect(on).toEqual({ ...about, ...error, what: 'all causes on', change: 114, changeAtLarger: 121 });
  expect(first).toEqual({
    ...about,
    ...error,
    what: 'all off, as 2020-01 to 2020-01',
    change: 4,
    changeAtLarger: 41,
  });
  expect(second).toMatchObject({ what: 'all off, as 2020-01 to 2020-04', change: 5, changeAtLarger: 72 });
  expect(ofCalm).toMatchObject({ outcome: 'stock:calm', change: 570, changeAtLarger: 605 });
  expect(biasWords(on!)).toBe(
    'stock:rich, all causes on: 114 at scale 1, 121 at 2; difference 7 ± 2 people over 2 sets',
  );
});

test('no more than six sets are run at the larger scale; each reference has every coalition but all on', () => {
  const many = runsOf({ ...settings, sets: 9 });
  expect(many.filter(({ isLarger, off }) => isLarger && off === null).map(({ set }) => set)).toEqual([
    0, 1, 2, 3, 4, 5,
  ]);
  expect(many.filter(({ set }) => set === 8)).toHaveLength(1 + 2 * 3);
  expect(runsOf({ ...settings, largerScale: null }).some(({ isLarger }) => isLarger)).toBe(false);
});

test('a run has the causes of its coalition on, and drivers off as its reference has them', () => {
  const driver = { id: 'index', values: Float64Array.of(1, 2, 4, 9), heldAt: null };
  const allOn = {
    ...scenario,
    drivers: [driver],
    timeline: [{ id: 'one' }, { id: 'two' }],
  } as unknown as Scenario;
  const start = scenario.calendar.start;
  const asked = {
    causes: [{ ...cause('one'), drivers: ['index'] }, cause('two')],
    references: [0, 3].map((last) => ({ first: start, last: start + last })) as never,
    largerScale: 2,
  };
  const of = (isLarger: boolean, off: RunOfDecomposition['off']) => {
    const { timeline, drivers, scale } = scenarioOfRun({ set: 0, isLarger, off }, allOn, asked);
    return { on: timeline.map(({ id }) => id), heldAt: drivers[0]!.heldAt, scale };
  };
  expect(of(false, null)).toEqual({ on: ['one', 'two'], heldAt: null, scale: 1 });
  expect(of(true, null)).toEqual({ on: ['one', 'two'], heldAt: null, scale: 2 });
  expect(of(false, { reference: 0, coalition: 1 })).toEqual({ on: ['one'], heldAt: null, scale: 1 });
  expect(of(false, { reference: 0, coalition: 2 })).toEqual({ on: ['two'], heldAt: 1, scale: 1 });
  expect(of(true, { reference: 1, coalition: 0 })).toEqual({ on: [], heldAt: 4, scale: 2 });
});

test('as tables: the whole first, periods and references by their months, sets from 0', () => {
  const parts = rowsOf('decomposition.csv');
  expect(parts).toHaveLength(4 * 4);
  expect(parts[0]).toMatchObject({
    outcome: 'stock:rich',
    unit: 'people',
    before: '2020-02:2020-03',
    after: '2020-05:2020-06',
    reference: '2020-01:2020-01',
    id: 'whole',
    mean: '114',
  });
  expect(parts.slice(1, 4).map(({ id, mean }) => [id, mean])).toEqual([
    ['rest', '4'],
    ['one', '10'],
    ['two', '100'],
  ]);
  expect(rowsOf('sets.csv').slice(0, 2)).toEqual([
    {
      outcome: 'stock:rich',
      reference: '2020-01:2020-01',
      set: '0',
      whole: '111',
      rest: '1',
      one: '10',
      two: '100',
    },
    {
      outcome: 'stock:rich',
      reference: '2020-01:2020-01',
      set: '1',
      whole: '117',
      rest: '7',
      one: '10',
      two: '100',
    },
  ]);
  expect(rowsOf('leaving.csv')[0]).toMatchObject({
    from: 'the firms',
    before: '2020-02:2020-03',
    after: '2020-05:2020-06',
    id: 'whole',
    mean: '10.5',
  });
  const text = files.get('decomposition.md')!.text;
  expect(text).toContain(
    '2020-02 to 2020-03 against 2020-05 to 2020-06, off as 2020-01 to 2020-04\n\npeople; from 201 to 315; 2 sets, parameters as they are, scale 1\n',
  );
  expect(text).toContain('| the whole change | +114');
});

test('a label with an upright stroke stays in its cell', () => {
  const [first] = results.outcomes;
  const parts = first!.parts.map((part) => (part.id === 'one' ? { ...part, label: 'freeze | thaw' } : part));
  const [markdown] = decompositionFiles({ ...results, outcomes: [{ ...first!, parts }] });
  const line = markdown!.text.split('\n').find((one) => one.includes('thaw'))!;
  expect(line).toContain('| freeze \\| thaw |');
});

describe('which causes cannot be told apart', () => {
  const part = (id: string, mean: number, sameSign = 1): PartOfChange => ({
    id,
    label: id,
    mean,
    monteCarloError: null,
    low: mean,
    high: mean,
    sameSign,
    bySet: Array.from({ length: 10 }, () => mean),
  });
  const pair = (one: string, other: string, more: Partial<PairOfCauses>): PairOfCauses => ({
    one,
    other,
    interaction: 3.21,
    low: 0,
    high: 0,
    correlation: -0.85,
    actTogether: false,
    trade: false,
    orderUnknown: false,
    ...more,
  });
  const told = (parts: readonly PartOfChange[], pairs: readonly PairOfCauses[], sets = 10) =>
    notToldApart({
      unit: 'people',
      parts,
      pairs,
      whole: { ...part('whole', 1), bySet: Array.from({ length: sets }, () => 1) },
    } as unknown as DecomposedOutcome);
  const PARTS = [
    part('rest', 1, 0.6),
    part('a', -50),
    part('b', 40, 0.85),
    part('c', 9),
    part('noise', 0.5, 0.5),
  ];

  test('each pair by what is the matter with it, and the strongest reason alone; signs that are not known', () => {
    expect(
      told(PARTS, [
        pair('a', 'b', { actTogether: true, orderUnknown: true }),
        pair('a', 'c', { trade: true, orderUnknown: true }),
        pair('b', 'c', { orderUnknown: true }),
        pair('c', 'noise', { actTogether: true, trade: true, orderUnknown: true }),
      ]),
    ).toEqual([
      "a and b act together: both add 3.21 people beyond what each adds alone, so that neither's part is its own.",
      "a and c are known better together than apart: where one's part is larger the other's is smaller (correlation −0.85).",
      'Which of b and c did more is not known: in more than one set of ten it is the other way round.',
      'Even the sign of b is not known: 85% of the sets agree with the mean.',
    ]);
    expect(told(PARTS.slice(0, 2), [])).toEqual([]);
  });

  test('a cause that did a twentieth of all counts, however the signs of the others cancel', () => {
    const parts = [part('a', -90), part('b', 91), part('c', 10, 0.6), part('d', 9, 0.6)]; // 200 in all
    expect(told(parts, [])).toEqual([
      'Even the sign of c is not known: 60% of the sets agree with the mean.',
    ]);
  });

  test('ten sets can say, nine cannot', () => {
    expect(told(PARTS, [], 9)).toEqual([
      'Which causes can be told apart takes 10 sets or more to say; here are 9.',
    ]);
    expect(told(PARTS, [], 10)).toHaveLength(1);
  });
});
