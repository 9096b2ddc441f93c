import { expect, test } from 'vitest';
import { type Effect, pairedDifference, spreadOf, varianceRatio } from '../../src/experiments/compare.ts';
import type { PointStore } from '../../src/experiments/executor.ts';
import type { Plan } from '../../src/experiments/plan.ts';
import {
  type ComparisonSettings,
  comparisonOf,
  pairsOfFirstOutcome,
  setsOf,
} from '../../src/report/comparison.ts';
import { comparisonTables } from '../../src/report/comparison-tables.ts';
import { PLAIN_MONTHS, plainScenario } from '../support/stored-runs.ts';
import { tableOf, tablesOf } from '../support/written-tables.ts';

/** What finished points say of two policies, by hand: which runs, months and parameter sets each number is of. */

const scenario = plainScenario();
const [FROM, TO] = ['2020-03', '2020-04'];
/**
 * Staff of rich, which the first outcome is of: `rich` in the mean of the window, less in its first month and more in its last; and of
 * calm, of the second: ten times as many, and the square of the run more.
 */
const tablesOfRun = ({ rich, variant, replicate }: Run) =>
  tablesOf(
    PLAIN_MONTHS,
    tableOf(
      'employers',
      'month unit sector staff net',
      ...PLAIN_MONTHS.flatMap((month) => {
        const staff = month === FROM ? rich - variant : month === TO ? rich + variant : 1000;
        return [
          [month, 'rich', 'firm', staff, staff],
          [month, 'calm', 'firm', 10 * staff + replicate * replicate, 0],
        ];
      }),
    ),
  );

interface Run {
  readonly rich: number;
  readonly variant: number;
  readonly replicate: number;
}

/** Runs of base, up and down; under each parameter set, in which runs are otherwise, one more of each. */
function stored(runs: readonly (readonly number[])[], sets: readonly (readonly number[])[]) {
  const names = ['base', 'up', 'down'];
  const variants = [...names, ...sets.flatMap((_, set) => names.map((name) => `${name}, set ${set}`))].map(
    (name) => ({ name, scenario, files: [], set: [] }),
  );
  const told: Run[] = [
    ...runs.flatMap((ofVariant, variant) =>
      ofVariant.map((rich, replicate) => ({ rich, variant, replicate })),
    ),
    ...sets.flatMap((ofSet, set) =>
      ofSet.map((rich, at) => ({ rich, variant: 3 * (set + 1) + at, replicate: set })),
    ),
  ];
  const idOf = ({ variant, replicate }: Run) => `${variant}/${replicate}`;
  const points = told.map((run) => ({
    id: idOf(run),
    variant: run.variant,
    seed: 's',
    replicate: run.replicate,
  }));
  const plan: Plan = { engine: '', variants, points };
  const runOf = (id: string) => told.find((run) => idOf(run) === id)!;
  const store = {
    tables: (id: string) => tablesOfRun(runOf(id)),
    // So many moves of a run of `up` are not those of base: the square of 1, 2 and 3.
    moves: (id: string) => Int32Array.of(runOf(id).variant === 1 ? runOf(id).replicate + 1 : 0),
  } as unknown as PointStore;
  return { plan, store };
}

const [BASE, UP, DOWN] = [
  [10, 20, 30],
  [11, 23, 35],
  [8, 17, 29],
];
const settings = (more: Partial<ComparisonSettings> = {}): ComparisonSettings => ({
  outcomes: ['stock:rich', 'stock:calm'],
  from: FROM,
  to: TO,
  replicates: 3,
  untilWidth: null,
  uncertainty: 'none',
  posterior: null,
  ...more,
});
const ofCalm = (values: readonly number[]) => values.map((rich, run) => 10 * rich + run * run);
const compared = (more: Partial<ComparisonSettings> = {}, sets: readonly (readonly number[])[] = []) => {
  const { plan, store } = stored([BASE, UP, DOWN], sets);
  return comparisonOf(plan, store, settings(more));
};
const effectOf = (effects: readonly Effect[], policy: string, outcome: string) =>
  effects.find((one) => one.policy === policy && one.outcome === outcome)!;

test('each policy less base in the months asked for, run by run; all intervals hold together', () => {
  const { effects, outcomes } = compared();
  expect(outcomes.map(({ name }) => name)).toEqual(['stock:rich', 'stock:calm']);
  expect(effects.map(({ policy, outcome }) => `${policy} ${outcome}`)).toEqual([
    'up stock:rich',
    'up stock:calm',
    'down stock:rich',
    'down stock:calm',
  ]);
  const expected = (of: (values: readonly number[]) => number[], policy: readonly number[]) => {
    const pairs = { base: of(BASE), policy: of(policy) };
    const paired = pairedDifference(pairs, { comparisons: 4 });
    return { ...paired, ...spreadOf(pairs, paired.difference), varianceRatio: varianceRatio(pairs) };
  };
  const own = (values: readonly number[]) => [...values];
  const about = { unit: 'people', from: FROM, to: TO, over: 'seeds', replicates: 3 };
  expect(effectOf(effects, 'up', 'stock:rich')).toMatchObject({
    ...about,
    ...expected(own, UP),
    difference: 3,
    movesChanged: 14 / 3,
  });
  expect(effectOf(effects, 'up', 'stock:calm')).toMatchObject({ ...about, ...expected(ofCalm, UP) });
  expect(effectOf(effects, 'down', 'stock:rich')).toMatchObject({
    ...about,
    ...expected(own, DOWN),
    difference: -2,
    movesChanged: 0,
  });
});

test('where runs were added, the error is that of the first stage', () => {
  const pairs = { base: BASE, policy: UP };
  const { effects } = compared({ replicates: 2, untilWidth: 5, outcomes: ['stock:rich'] });
  const stein = pairedDifference(pairs, { comparisons: 2, firstStage: 2 });
  expect(stein.monteCarloLow).not.toBe(pairedDifference(pairs, { comparisons: 2 }).monteCarloLow);
  expect(effectOf(effects, 'up', 'stock:rich')).toMatchObject({ ...stein, replicates: 3 });
});

test('the range is over the parameter sets, the mean and what pairing saves over the runs at their own values', () => {
  const sets = [
    [10, 5, 1],
    [10, 30, 2],
  ];
  const { effects } = compared({ replicates: 2, uncertainty: 'priors', outcomes: ['stock:rich'] }, sets);
  const own = { base: BASE, policy: UP };
  const up = effectOf(effects, 'up', 'stock:rich');
  expect(up).toMatchObject({
    difference: 3,
    over: 'priors',
    ...spreadOf({ base: [10, 10], policy: [5, 30] }, 3),
    varianceRatio: varianceRatio(own),
    replicates: 3,
  });
  expect(up.sameSign).toBe(0.5);
  expect(effectOf(effects, 'down', 'stock:rich')).toMatchObject({ low: -8.95, high: -8.05, sameSign: 1 });
});

test('a comparison has as many parameter sets as runs, up to 64; none where parameters are as they are', () => {
  const sets = (more: Partial<ComparisonSettings>) => setsOf(settings(more));
  expect(sets({ replicates: 16, uncertainty: 'posterior' })).toBe(16);
  expect(sets({ replicates: 100, uncertainty: 'priors' })).toBe(64);
  expect(sets({ replicates: 100 })).toBe(0);
});

test('month by month the first outcome alone, of each policy; and its pairs, from which runs are added', () => {
  const result = compared();
  const { monthly } = result;
  expect(monthly).toHaveLength(24);
  const of = (policy: string, month: string) =>
    monthly.find((one) => one.policy === policy && one.month === month)!.difference;
  expect([of('up', FROM), of('up', TO), of('down', TO), of('up', '2020-05')]).toEqual([2, 4, 0, 0]);
  const table = comparisonTables(result).find(({ path }) => path === 'monthly.csv')!;
  expect(table.rows).toBe(24);
  expect(table.text.split('\n')[3]).toMatch(/^stock:rich,up,2020-03,2,/);

  const { plan, store } = stored([BASE, UP, DOWN], []);
  expect(pairsOfFirstOutcome(plan, store, settings())).toEqual([
    { base: BASE, policy: UP },
    { base: BASE, policy: DOWN },
  ]);
});

test('all are seen as the base is: a policy that changed what the source covers would change no flow by it', () => {
  const { plan, store } = stored([BASE, UP, DOWN], []);
  const variants = plan.variants.map((variant, at) => ({
    ...variant,
    scenario: { ...scenario, observe: { ...scenario.observe, netFlowOf: 'firm', coverage: 0.5 + at } },
  }));
  const { effects } = comparisonOf({ ...plan, variants }, store, settings({ outcomes: ['net-flow'] }));
  expect(effects.map(({ difference }) => difference)).toEqual([1.5, -1]);
});
