import { quantileSorted } from 'simple-statistics';
import { expect, test } from 'vitest';
import {
  type Effect,
  meanOfWindow,
  pairedDifference,
  runsForWidth,
  signIsTold,
  spreadOf,
  varianceRatio,
} from '../../src/experiments/compare.ts';
import { outcomeOf } from '../../src/experiments/outcomes.ts';
import { normalQuantile } from '../../src/maths/normal-quantile.ts';
import { simulate } from '../../src/model/simulation.ts';
import { KeyedDraws } from '../../src/random/keyed-draws.ts';
import { collectTables } from '../../src/tables/collect.ts';
import { longTest } from '../support/long-suite.ts';
import { plainScenario } from '../support/stored-runs.ts';

const pairs = (base: number[], policy: number[]) => ({ base, policy });

test('a mean of paired differences with its standard error and Student’s bounds', () => {
  const paired = pairedDifference(pairs([1, 2, 3, 4], [2, 4, 4, 6]), { comparisons: 1 });
  expect(paired.difference).toBe(1.5);
  expect(paired.monteCarloError).toBeCloseTo(Math.sqrt(1 / 3) / 2, 12);
  // t(0.95; 3) = 2.353363 in any table.
  expect(paired.monteCarloHigh! - 1.5).toBeCloseTo(2.353363 * paired.monteCarloError!, 5);
  expect(1.5 - paired.monteCarloLow!).toBeCloseTo(2.353363 * paired.monteCarloError!, 5);
});

test('bounds of many comparisons are wider, so that all hold together', () => {
  const one = pairedDifference(pairs([1, 2, 3, 4], [2, 4, 4, 6]), { comparisons: 1 });
  const ten = pairedDifference(pairs([1, 2, 3, 4], [2, 4, 4, 6]), { comparisons: 10 });
  // t(0.995; 3) = 5.840909
  expect(ten.monteCarloHigh! - 1.5).toBeCloseTo((5.840909 / 2.353363) * (one.monteCarloHigh! - 1.5), 4);
});

test('no difference is exactly nothing, not nearly', () => {
  const same = pairs([0.1, 0.2, 0.3], [0.1, 0.2, 0.3]);
  const paired = pairedDifference(same, { comparisons: 3 });
  expect(paired).toEqual({ difference: 0, monteCarloError: 0, monteCarloLow: 0, monteCarloHigh: 0 });
  expect(spreadOf(same, 0)).toEqual({ low: 0, high: 0, sameSign: 1 });
  expect(varianceRatio(same)).toBeNull();
});

test('what rounding leaves of equal numbers is exactly nothing, and has no sign', () => {
  expect(0.1 + 0.2 - 0.3).not.toBe(0);
  const rounding = pairs([0.3, 0.3, 0.6], [0.1 + 0.2, 0.3, 0.6]);
  const nothing = { difference: 0, monteCarloError: 0, monteCarloLow: 0, monteCarloHigh: 0 };
  expect(pairedDifference(rounding, { comparisons: 1 })).toEqual(nothing);
  expect(spreadOf(rounding, 0)).toEqual({ low: 0, high: 0, sameSign: 1 });
  expect(varianceRatio(rounding)).toBeNull();
  // Pairs that differ and cancel: the mean alone is nothing, and pairs have no sign to share with it.
  const cancelling = pairs([0, 0, 0.3], [0.1, 0.2, 0]);
  const { difference } = pairedDifference(cancelling, { comparisons: 1 });
  expect(difference).toBe(0);
  expect(spreadOf(cancelling, difference).sameSign).toBeNull();
  expect(meanOfWindow(Float64Array.of(0.1, 0.2, -0.3), 0, 2)).toBe(0);
});

test('one person in one of 240 months is a difference, of a million people too', () => {
  const people = 1_000_000;
  const paired = pairedDifference(pairs([people, people], [people + 1 / 240, people]), { comparisons: 1 });
  expect(paired.difference).toBeCloseTo(1 / 480, 9);
});

test('pairs that differ alike, but for rounding, have no error', () => {
  const paired = pairedDifference(pairs([0, 0.1], [0.3, 0.1 + (0.1 + 0.2)]), { comparisons: 1 });
  expect(paired.monteCarloError).toBe(0);
});

test('runs that cannot say are left out; one alone has no error', () => {
  const paired = pairedDifference(pairs([1, Number.NaN], [2, 5]), { comparisons: 1 });
  expect(paired).toEqual({ difference: 1, monteCarloError: null, monteCarloLow: null, monteCarloHigh: null });
  expect(pairedDifference(pairs([Number.NaN], [1]), { comparisons: 1 }).difference).toBeNull();
  expect(meanOfWindow(Float64Array.of(9, 1, Number.NaN, 3, 9), 1, 3)).toBe(2);
});

test('the variance ratio says how many independent runs a pair is worth', () => {
  // Both vary by 1 about their means, the difference by a tenth: (1 + 1) / 0.01.
  const base = [-1, 0, 1];
  expect(varianceRatio(pairs(base, [-1.1, 0.1, 1]))).toBeCloseTo(2.11 / 0.01, 0);
  expect(varianceRatio(pairs([1, Number.NaN], [2, 5]))).toBeNull(); // one pair has no variance
});

test('Stein’s rule: as wide as asked at most, and it covers as often as it says', () => {
  const width = 0.6;
  const repeats = 2000;
  let covered = 0;
  for (let repeat = 0; repeat < repeats; repeat++) {
    const stream = new KeyedDraws('stein').open(1, repeat);
    const differences = Array.from({ length: 400 }, (_, run) => 0.3 + normalQuantile(stream.uniform(run, 0)));
    const of = (runs: number) => pairs(Array(runs).fill(0), differences.slice(0, runs));
    const runs = runsForWidth([of(8)], width, 1);
    const { monteCarloLow, monteCarloHigh } = pairedDifference(of(Math.min(runs, 400)), {
      comparisons: 1,
      firstStage: 8,
    });
    if (runs <= 400) expect(monteCarloHigh! - monteCarloLow!).toBeLessThanOrEqual(width * (1 + 1e-9));
    if (monteCarloLow! <= 0.3 && 0.3 <= monteCarloHigh!) covered++;
  }
  // 90% of 2000 within 5 standard errors (0.67% each): fails by chance less than once in a million.
  expect(covered / repeats).toBeGreaterThan(0.866);
  expect(covered / repeats).toBeLessThan(0.934);
});

test('runs of the first stage that cannot say are no runs of the second, and as many more are asked for', () => {
  const first = pairs([0, 0, 0, 0, 0, 0], [1, Number.NaN, 3, Number.NaN, 2, Number.NaN]);
  const saying = pairs([0, 0, 0], [1, 3, 2]);
  expect(runsForWidth([first], 0.5, 1)).toBeCloseTo(2 * runsForWidth([saying], 0.5, 1), -1);
  const more = pairs([...first.base, 0, 0], [...first.policy, 50, -50]);
  const of = pairedDifference(more, { comparisons: 1, firstStage: 6 });
  expect(of.monteCarloError).toBeCloseTo(1 / Math.sqrt(5), 10); // the deviation of 1, 3 and 2 over the root of five
  // t(0.95; 2) = 2.919986: freedom is of the three that gave the deviation, not of the five.
  expect(of.monteCarloHigh! - of.difference!).toBeCloseTo(2.919986 / Math.sqrt(5), 5);
});

/** Logit: everybody meets both employers each month, without cost of moving. */
function expectedStaff(pay: number): number {
  return 300 / (1 + Math.exp(-4.1 * (Math.log(pay / 200_000) - 0.1)));
}

longTest('the Monte Carlo interval covers an effect that is known in closed form', () => {
  const set = ['calendar.end=2020-02'];
  const scenarios = [plainScenario(set), plainScenario([...set, 'employers.rich.pay=260000'])];
  const effect = expectedStaff(260_000) - expectedStaff(220_000);
  const staff = outcomeOf('stock:rich', scenarios[0]!);
  const repeats = 100;
  let covered = 0;
  for (let repeat = 0; repeat < repeats; repeat++) {
    const [base, policy] = scenarios.map((scenario) =>
      Array.from({ length: 16 }, (_, replicate) => {
        const records = [...simulate(scenario, { seed: `known ${repeat}`, replicate })];
        return meanOfWindow(staff.monthly(collectTables(scenario, records)), 1, 1);
      }),
    ) as [number[], number[]];
    const { monteCarloLow, monteCarloHigh } = pairedDifference({ base, policy }, { comparisons: 1 });
    if (monteCarloLow! <= effect && effect <= monteCarloHigh!) covered++;
  }
  // These seeds are always the same: a number that passed goes on passing.
  expect(covered).toBeGreaterThanOrEqual(84);
  expect(covered).toBeLessThanOrEqual(96);
});

test('a sign is told by bounds that are both above or both below nothing', () => {
  const told = ([monteCarloLow, monteCarloHigh]: [number, number]) =>
    signIsTold({ monteCarloLow, monteCarloHigh } as Effect);
  expect(
    (
      [
        [1, 2],
        [-2, -1],
        [-1, 2],
        [0, 2],
        [-2, 0],
      ] as [number, number][]
    ).map(told),
  ).toEqual([true, true, false, false, false]);
});

test('90% of runs is from the 5th to the 95th per cent', () => {
  const policy = Array.from({ length: 101 }, (_, run) => run - 20);
  const spread = spreadOf(pairs(Array(101).fill(0), policy), 30);
  expect(spread).toEqual({
    low: quantileSorted(policy, 0.05),
    high: quantileSorted(policy, 0.95),
    sameSign: 80 / 101,
  });
});
