import type { Effect } from '../../src/experiments/compare.ts';

/** An effect as `compare` tells it, for tests to change what they are about. */
export const effectOf = (more: Partial<Effect>): Effect => ({
  policy: 'visas',
  outcome: 'stock:rich',
  unit: 'people',
  from: '2020-01',
  to: '2020-06',
  difference: 3,
  monteCarloError: 0.5,
  monteCarloLow: 2,
  monteCarloHigh: 4,
  low: -1,
  high: 7,
  over: 'priors',
  sameSign: 0.95,
  varianceRatio: 12,
  movesChanged: 17.6,
  replicates: 16,
  ...more,
});
