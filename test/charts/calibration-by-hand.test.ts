import { expect, it } from 'vitest';
import { calibrationCharts, ranksChart } from '../../src/charts/calibration-charts.ts';
import { type Chart, COLOURS, GREY, subtitleOfSpec } from '../../src/charts/style.ts';
import type { Findings } from '../../src/experiments/calibrate/findings.ts';
import { type Drawn, rowsOf } from '../support/drawn.ts';

const spread = (low: number, median: number, high: number) => ({ mean: median, sd: 1, low, median, high });
const parameter = (id: string, title: string, ratio: number, more: object) => ({
  id,
  title,
  unit: 'USD',
  isSourced: false,
  paths: [],
  prior: spread(0, 5, 10),
  posterior: spread(2, 3, 4),
  ratio,
  isInformed: ratio < 0.7,
  ...more,
});
const figure = (id: string, more: object) => ({
  id,
  title: 'net flow',
  unit: 'people',
  published: 168,
  from: 150,
  to: 200,
  isEvidence: true,
  prior: spread(100, 150, 400),
  posterior: spread(150, 180, 195),
  inside: 0.5,
  ...more,
});
const found = {
  targets: [{}, {}],
  freeParameters: [{ quantile: (share: number) => 10 * share }, { quantile: (share: number) => 4e6 * share }],
  calibrated: {
    sets: [
      [0.25, 0.5],
      [0.5, 0.25],
    ],
    waves: [
      { wave: 1, share: 0.5, implausibilities: [0.01, 60] },
      { wave: 2, share: 0.0123, implausibilities: [2] },
    ],
  },
  parameters: [
    parameter('P01', 'taste', 0.9, {}),
    parameter('P02', 'pay', 0.25, {
      prior: spread(1e6, 2e6, 3e6),
      posterior: spread(1.5e6, 2e6, 2.25e6),
    }),
  ],
  figures: [figure('F01', {}), figure('F02', { posterior: null, isEvidence: false })],
  correlations: [{ one: 'P01', other: 'P02', correlation: -0.456 }],
  trials: [
    { name: 'as it was', figures: [1, 1], inside: 0 },
    { name: 'set 1', figures: [187.5, null], inside: 1 },
  ],
  best: 1,
} as unknown as Findings;
const [parameters, pairs, figures, waves] = calibrationCharts('A market', found) as [
  Chart,
  Chart,
  Chart,
  Chart,
];

it('parameters: the best informed first, the posterior on the scale of its prior', () => {
  expect(parameters.title).toBe('A market: the fitted facts inform 1 of 2 parameters (P02)');
  expect(rowsOf(parameters)).toEqual([
    {
      row: 'P02  pay',
      zero: 0,
      one: 1,
      low: 0.25,
      median: 0.5,
      high: 0.625,
      colour: COLOURS.blue,
      text: '2m (1.5m to 2.25m)   0.25',
    },
    {
      row: 'P01  taste',
      zero: 0,
      one: 1,
      low: 0.2,
      median: 0.3,
      high: 0.4,
      colour: GREY,
      text: '3 (2 to 4)   0.90',
    },
  ]);
});

it('pairs: the sets in the parameters’ own units, millions as such, and which go together most', () => {
  expect(pairs.title).toBe('Posterior pairs: of these 2, P01 and P02 go together most, correlation −0.46');
  expect(rowsOf(pairs)).toEqual([
    { P02: 2, P01: 2.5 },
    { P02: 1, P01: 5 },
  ]);
  expect(subtitleOfSpec(pairs.spec)).toMatch(/P02: pay \(million USD\); P01: taste \(USD\)$/);
});

it('figures: prior, posterior, best run and published value in half-widths of the tolerance', () => {
  expect(figures.title).toBe('A market: set 0 has 1 of 2 fitted figures inside their tolerance');
  expect(subtitleOfSpec(figures.spec)).toMatch(/Cut off at ±4\. Absorbed: .* no evidence\.$/);
  const within = { ...found, figures: [{ ...found.figures[0]!, prior: null }] };
  const told = calibrationCharts('A market', within).find(({ name }) => name === 'figures')!;
  expect(subtitleOfSpec(told.spec)).toMatch(/of the blue runs\.$/);
  const rows = rowsOf(figures).filter(({ row }) => row !== undefined);
  expect(rows).toEqual([
    {
      row: 'F01  net flow',
      priorLow: -3,
      priorHigh: 4, // 9, cut off
      posteriorLow: -1,
      posteriorHigh: 0.8,
      best: 0.5,
      published: -0.28,
      text: '168 → 180 (150 to 195)',
    },
    {
      row: 'F02  net flow (absorbed)',
      priorLow: -3,
      priorHigh: 4,
      posteriorLow: null,
      posteriorHigh: null,
      best: null,
      published: -0.28,
      text: '168 → –',
    },
  ]);
});

it('waves: each run beside the others of its wave, and what was left after it', () => {
  expect(waves.title).toBe('History matching: 1.2% of the prior is not ruled out after 2 waves');
  expect(rowsOf(waves).filter(({ wave }) => wave !== undefined)).toEqual([
    { wave: 1, across: 0.81, implausibility: 0.1 },
    { wave: 1, across: 1.19, implausibility: 50 },
    { wave: 2, across: 2, implausibility: 2 },
  ]);
  expect(rowsOf(waves).flatMap(({ text }) => text ?? [])).toEqual(['50% left', '1.2% left']);
});

it('ranks: how many planted sets fell into each part, and within what chance leaves them', () => {
  const planted = [0.1, 0.3, 0.6, 0.9].map((rank) => ({ ranks: [rank, 0.95] }));
  const names = [
    { id: 'P01', title: 'taste' },
    { id: 'P02', title: 'pay' },
  ];
  const chart = ranksChart('A market', names, planted as never);
  const panels = (chart.spec as Drawn).concat!;
  const counts = (panel: Drawn) => panel.layer![0]!.data!.values.map(({ count }) => count);
  expect(panels.map(counts)).toEqual([
    [2, 2],
    [0, 4],
  ]);
  expect(panels.map(({ title }) => title!.text)).toEqual(['P01  taste: p 1.00', 'P02  pay: p 0.05']); // χ² = 4, one degree of freedom
  const edges = panels[0]!.layer!.flatMap(({ data }) => data!.values.flatMap(({ edge }) => edge ?? []));
  expect(edges).toEqual([0, 4.576]); // 2 ± 2.576 √(2 × ½)
  expect(chart.title).toBe('A market: ranks of 4 planted parameter sets are even (least p 0.05)');
  const crowded = Array.from({ length: 8 }, () => ({ ranks: [0.9] }));
  expect(ranksChart('A market', names.slice(0, 1), crowded as never).title).toBe(
    'A market: ranks of 8 planted parameter sets are not even (least p 0.00)',
  );
});

it('a published figure is said with all its digits, thousands of people to the person', () => {
  const thousands = figure('F01', {
    published: 1325,
    from: 1295,
    to: 1355,
    prior: spread(1200, 1300, 1400),
    posterior: spread(1291, 1324.4, 1341),
  });
  const [, , figures] = calibrationCharts('A market', {
    ...found,
    figures: [thousands],
  } as Findings) as Chart[];
  expect(rowsOf(figures!).flatMap(({ text }) => text ?? [])).toContain('1,325 → 1,324 (1,291 to 1,341)');
});
