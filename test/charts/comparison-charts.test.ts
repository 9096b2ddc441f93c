import { expect, test } from 'vitest';
import { comparisonCharts } from '../../src/charts/comparison-charts.ts';
import type { Effect } from '../../src/experiments/compare.ts';
import type { MonthlyEffect } from '../../src/experiments/monthly-effects.ts';
import { outcomeOf } from '../../src/experiments/outcomes.ts';
import { renderSvg } from '../../src/report/pictures.ts';
import { monthText } from '../../src/scenario/dates.ts';
import { effectOf } from '../support/effects.ts';
import { plainScenario } from '../support/stored-runs.ts';

const scenario = plainScenario([]);
const outcome = outcomeOf('stock:rich', scenario);

/** By policy: the mean and the bounds of its Monte Carlo interval. */
type Means = Readonly<Record<string, readonly [number, number, number]>>;

function chartOf(means: Means, over: Effect['over'] = 'posterior') {
  const effects = Object.entries(means).map(([policy, [difference, monteCarloLow, monteCarloHigh]]) =>
    effectOf({
      policy,
      outcome: outcome.name,
      unit: outcome.unit,
      difference,
      monteCarloLow,
      monteCarloHigh,
      low: 8,
      high: 9,
      over,
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

const spec = (chart: { readonly spec: object }) => chart.spec as never as Drawn;
interface Drawn {
  readonly data: { readonly values: readonly object[] };
  readonly concat: readonly {
    readonly title: { readonly text: string };
    readonly data: { readonly values: readonly object[] };
    readonly layer: readonly {
      readonly encoding: {
        readonly x: { readonly field: string; readonly axis: { readonly title: string } };
        readonly x2?: { readonly field: string };
      };
    }[];
  }[];
}

test('each outcome has its own policies, means and intervals; what no run can say is not drawn', () => {
  const other = outcomeOf('pay:rich', scenario);
  const effect = (policy: string, { name, unit }: typeof outcome, more: Partial<Effect>) =>
    effectOf({
      policy,
      outcome: name,
      unit,
      difference: 5,
      monteCarloLow: 4,
      monteCarloHigh: 7,
      low: 1,
      high: 11,
      ...more,
    });
  const effects = [
    effect('raise', outcome, {}),
    effect('raise', other, {
      difference: 0.5,
      monteCarloLow: null,
      monteCarloHigh: null,
      low: null,
      high: null,
    }),
    effect('cut', outcome, { difference: -30, monteCarloLow: -40, monteCarloHigh: -20 }),
    effect('cut', other, { difference: null }),
  ];
  const charts = comparisonCharts({ scenario, outcomes: [outcome, other], effects, monthly: [] });
  expect(charts.map(({ name }) => name)).toEqual(['policies', 'outcomes']);
  expect(charts[0]!.title).toBe('AI talent at rich: cut changes it most, by −30 people');
  const raise = { policy: 'raise', difference: 5, monteCarloLow: 4, monteCarloHigh: 7, low: 1, high: 11 };
  const cut = { ...raise, policy: 'cut', difference: -30, monteCarloLow: -40, monteCarloHigh: -20 };
  expect(spec(charts[0]!).data.values).toEqual([raise, cut]);
  const [first, second] = spec(charts[1]!).concat;
  expect([first!.title.text, first!.data.values]).toEqual([['AI talent at rich'], [raise, cut]]);
  expect(second!.data.values).toEqual([
    { policy: 'raise', difference: 0.5, monteCarloLow: 0.5, monteCarloHigh: 0.5, low: 0.5, high: 0.5 },
  ]);
  expect(first!.layer.map(({ encoding: { x, x2 } }) => [x.field, x2?.field])).toEqual([
    ['zero', undefined],
    ['low', 'high'],
    ['monteCarloLow', 'monteCarloHigh'],
    ['difference', undefined],
  ]);
  expect([first, second].map((panel) => panel!.layer[1]!.encoding.x.axis.title)).toEqual([
    outcome.unit,
    other.unit,
  ]);
  expect(JSON.stringify(charts[0]!.spec)).toContain('Dot: mean of 16 pairs of runs');
});

test('over time from a year before anything differs, with 0 in sight', () => {
  const monthly = Array.from({ length: 36 }, (_, at): MonthlyEffect => {
    const month = monthText(2020 * 12 + at);
    const differs = at >= 20; // from September 2021: the runs differ, the lower bound is still 0
    const low = at > 25 ? 3 : 0;
    return {
      policy: 'raise',
      month,
      difference: differs ? 6 : 0,
      monteCarloLow: 5,
      monteCarloHigh: 7,
      low,
      high: differs ? 10 : 0,
    };
  });
  const draw = (rows: readonly MonthlyEffect[]) =>
    comparisonCharts({ scenario, outcomes: [outcome], effects: [], monthly: rows })[0]!;
  const text = JSON.stringify(draw(monthly).spec);
  const months = [...text.matchAll(/"when":"(\d{4}-\d\d)"/g)].map(([, month]) => month!);
  expect(months.toSorted()[0]).toBe('2020-09');
  expect(text).toContain('Before Sep 2020 nothing differs.');
  expect(JSON.stringify(draw(monthly.slice(12)).spec)).not.toContain('nothing differs');
  expect(text).toContain('"value":6,"low":3,"high":10');
  expect(text).toContain('"domain":[-0.5,10.5]');
  const losses = monthly.map((row) => ({ ...row, difference: -6, low: -10, high: -2 }));
  expect(JSON.stringify(draw(losses).spec)).toContain('"domain":[-10.5,0.5]');
  const gains = monthly.map((row) => ({ ...row, difference: 6, low: 2, high: 10 }));
  expect(JSON.stringify(draw(gains).spec)).toContain('"domain":[-0.5,10.5]');
});

test('a long name of a policy goes on in a second line after a hyphen, where names that begin alike differ', async () => {
  const svg = await renderSvg(
    chartOf({
      'green-cards-for-all-who-finish-a-degree-of-artificial-intelligence': [20, 12, 28],
      [`${'x'.repeat(40)}yy`]: [20, 12, 28],
    }).spec,
  );
  const lines = [...svg.matchAll(/<tspan[^>]*>([^<]*)<\/tspan>/g)].map(([, text]) => text);
  expect(lines.slice(0, 4)).toEqual([
    'green-cards-for-all-who-finish-a-',
    'degree-of-artificial-intelligence',
    'x'.repeat(36),
    'xxxxyy',
  ]);
});

test('a ratio that a policy moves in its seventh place is drawn, with ticks that say so', async () => {
  const other = outcomeOf('pay:rich', scenario);
  const effects = [outcome, other].map(({ name, unit }) =>
    effectOf({
      policy: 'raise',
      outcome: name,
      unit,
      difference: 2e-7,
      monteCarloLow: -1e-7,
      monteCarloHigh: 5e-7,
      low: 1e-7,
      high: 3e-7,
    }),
  );
  const monthly = ['2020-01', '2020-02', '2020-03'].map((month, at): MonthlyEffect => {
    const difference = at * 2e-7;
    return {
      policy: 'raise',
      month,
      difference,
      monteCarloLow: 0,
      monteCarloHigh: 0,
      low: 0,
      high: difference,
    };
  });
  const charts = comparisonCharts({ scenario, outcomes: [other, outcome], effects, monthly });
  expect(JSON.stringify(charts[0]!.spec)).toContain('"value":4e-7');
  for (const { spec: drawn } of charts) expect(await renderSvg(drawn)).toContain('>0.0000002<');
  expect(spec(charts[1]!).data.values).toMatchObject([{ difference: 2e-7, monteCarloLow: -1e-7 }]);
});

test('labels of a small panel stand evenly: where one would lie on its neighbour every other is left out', async () => {
  const effects = ['stock:rich', 'pay:rich'].map((name) =>
    effectOf({
      policy: 'raise',
      outcome: name,
      difference: -0.498,
      monteCarloLow: -1.84,
      monteCarloHigh: 0.84,
      low: -0.4,
      high: 0.42,
    }),
  );
  const outcomes = [outcome, outcomeOf('pay:rich', scenario)];
  const [, panels] = comparisonCharts({ scenario, outcomes, effects, monthly: [] });
  const svg = await renderSvg(panels!.spec);
  const shown = svg.replace(/<text[^>]*opacity="0"[^>]*>[^<]*/g, '');
  const labels = [...shown.matchAll(/translate\(([\d.]+),[\d.]+\)[^>]*>(−?\d(?:\.\d+)?)</g)].map(
    ([, x, text]) => ({ x: Number(x), value: Number(text!.replace('−', '-')) }),
  );
  expect(labels.length).toBeGreaterThan(3);
  const steps = labels.slice(1).map(({ value }, at) => value - labels[at]!.value);
  const within = steps.filter((step) => step > 0); // from panel to panel it goes back
  expect(Math.max(...within) / Math.min(...within)).toBeCloseTo(1);
});
