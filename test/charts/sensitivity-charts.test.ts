import { expect, test } from 'vitest';
import { sensitivityCharts } from '../../src/charts/sensitivity-charts.ts';
import { CHANCE, type ScreenedFactor } from '../../src/experiments/sensitivity.ts';

const screened = (factor: string, strength: number, deviation: number): ScreenedFactor => ({
  outcome: 'stock',
  unit: 'people',
  factor,
  parameters: 1,
  strength,
  low: strength,
  high: strength,
  mean: strength,
  deviation,
  trajectories: 4,
  aboveChance: factor !== CHANCE.id,
});

test('chance is no factor among those that are counted', () => {
  const screening = [screened('pay', 100, 10), screened('elasticity', 50, 60), screened(CHANCE.id, 5, 6)];
  const outcome = { outcome: 'stock', title: 'staff', unit: 'people', mean: null, standardDeviation: null };
  const results = { outcomes: [outcome], screening, shares: [], from: '2020-01', to: '2020-12' };
  const charts = sensitivityCharts(results as unknown as Parameters<typeof sensitivityCharts>[0]);
  expect(charts.map(({ title }) => title)).toEqual([
    'Staff: pay moves it most, by 100 people over its range',
    'Staff: of the 2 strongest factors 1 does different things depending on where the others stand',
  ]);
});

test('an estimated share above all of the variance is not told as a share', () => {
  const share = (factor: string, first: number, total: number) => ({
    outcome: 'stock',
    unit: 'people',
    factor,
    samples: 16,
    first,
    firstLow: first,
    firstHigh: first,
    total,
    totalLow: total,
    totalHigh: total,
  });
  const outcome = { outcome: 'stock', title: 'staff', unit: 'people', mean: null, standardDeviation: null };
  const titleOf = (...shares: unknown[]) => {
    const results = { outcomes: [outcome], screening: [], shares, from: '2020-01', to: '2020-12' };
    return sensitivityCharts(results as unknown as Parameters<typeof sensitivityCharts>[0]).at(-1)!.title;
  };
  expect(titleOf(share('pay', 0.4, 0.6))).toBe(
    'Staff: pay has 40% of the variance alone, 60% with its interactions',
  );
  expect(titleOf(share('pay', 1.34, 1.39))).toBe(
    'Staff: pay has most of the variance; the samples are too few to tell its share',
  );
});
