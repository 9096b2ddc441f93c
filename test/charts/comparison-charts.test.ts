import { expect, test } from 'vitest';
import { comparisonCharts } from '../../src/charts/comparison-charts.ts';
import type { Effect } from '../../src/experiments/compare.ts';
import { outcomeOf } from '../../src/experiments/outcomes.ts';
import { plainScenario } from '../support/stored-runs.ts';

const scenario = plainScenario([]);
const outcome = outcomeOf('stock:rich', scenario);

/** By policy: the mean and the bounds of its Monte Carlo interval. */
type Means = Readonly<Record<string, readonly [number, number, number]>>;

function chartOf(means: Means, over: Effect['over'] = 'posterior') {
  const effects = Object.entries(means).map(
    ([policy, [difference, monteCarloLow, monteCarloHigh]]): Effect => ({
      policy,
      outcome: outcome.name,
      unit: outcome.unit,
      from: '2020-01',
      to: '2020-12',
      difference,
      monteCarloError: (monteCarloHigh - monteCarloLow) / 4,
      monteCarloLow,
      monteCarloHigh,
      low: 8,
      high: 9,
      over,
      sameSign: 0,
      varianceRatio: 1,
      movesChanged: 1,
      replicates: 3,
    }),
  );
  return comparisonCharts({ scenario, outcomes: [outcome], effects, monthly: [] })[0]!;
}

test.each<[string, Means, string]>([
  ['surely', { raise: [20, 12, 28] }, 'raise changes it most, by 20 people'],
  ['perhaps', { raise: [-0.25, -2.33, 1.83] }, 'the runs do not tell whether raise raises or lowers it'],
  [
    'perhaps, all',
    { raise: [3, -1, 7], cut: [-2, -5, 1] },
    'the runs do not tell whether any policy raises or lowers it',
  ],
  [
    'the largest perhaps',
    { raise: [30, -1, 61], cut: [-2, -3, -1] },
    'cut changes it most, of those whose sign the runs tell, by −2.0 people',
  ],
])(
  'a policy changes something %s: the title says no more than the Monte Carlo interval',
  (_, means, told) => {
    expect(chartOf(means).title).toBe(`AI talent at rich: ${told}`);
  },
);

test('no policy changes anything', () => {
  expect(chartOf({ nothing: [0, 0, 0] }).title).toBe('No policy changes the AI talent at rich');
});

test('the caption says which pairs the dot and the thin line are of', () => {
  const captionOf = (over: Effect['over']) =>
    (chartOf({ raise: [20, 12, 28] }, over).spec.title as { subtitle: string[] }).subtitle.join(' ');
  expect(captionOf('posterior')).toContain('90% of further pairs with parameters drawn from the posterior');
  expect(captionOf('seeds')).toContain('90% of the same pairs');
});
