import { expect, it } from 'vitest';
import { subtitleOfSpec } from '../../src/charts/style.ts';
import { type CellResult, sweepCharts } from '../../src/charts/sweep-charts.ts';
import { renderSvg } from '../../src/report/pictures.ts';

const outcome = { name: 'stock:rich', title: 'AI talent at rich', unit: 'people' };
type Outcomes = Parameters<typeof sweepCharts>[1];
const result = (cell: string[], mean: number, replicates = 1): CellResult => ({
  cell,
  outcome: outcome.name,
  unit: 'people',
  mean,
  monteCarloError: null,
  low: mean - 1,
  high: mean + 1,
  replicates,
});
const steps = (from: number, to: number) =>
  Array.from({ length: 12 }, (_, step) => String(from + (step * (to - from)) / 11));

it('names no step of a fine grid over another', async () => {
  const results = steps(180_000, 240_000).flatMap((pay, column) =>
    steps(0, 0.3).map((taste, row) => result([pay, taste], column + row)),
  );
  const [chart] = sweepCharts(['pay', 'taste'], [outcome] as unknown as Outcomes, results);
  const svg = await renderSvg(chart!.spec);
  const labels = [...svg.matchAll(/translate\(([\d.]+),[\d.]+\)[^>]*>(\d{3},\d{3})</g)];
  expect(labels.length).toBeGreaterThan(3);
  for (const [at, [, x]] of labels.entries())
    if (at > 0) expect(Number(x) - Number(labels[at - 1]![1])).toBeGreaterThan(48);
  expect(svg).toContain('>0.027273<');
});

it('says that one run has no band', () => {
  const charts = (replicates: number) =>
    sweepCharts(
      ['pay'],
      [outcome] as unknown as Outcomes,
      steps(1, 12).map((pay) => result([pay], 5, replicates)),
    );
  expect(subtitleOfSpec(charts(1)[0]!.spec)).toMatch(/One run has no band\.$/);
  expect(JSON.stringify(charts(1)[0]!.spec)).not.toContain('"area"');
  expect(subtitleOfSpec(charts(2)[0]!.spec)).toMatch(/band: 90% of the runs\.$/);
});

it('draws the mean and 90% of the runs of each cell, of one outcome a chart', () => {
  const other = { ...outcome, name: 'pay:rich', title: 'pay' };
  const results = [
    result(['1'], 5, 2),
    { ...result(['1'], 50, 2), outcome: other.name },
    { ...result(['2'], 7, 2), low: 4 },
    { ...result(['2'], 70, 2), outcome: other.name },
    { ...result(['3'], 9, 2), mean: null },
  ];
  const charts = sweepCharts(['scale'], [outcome, other] as unknown as Outcomes, results);
  expect(charts.map(({ name }) => name)).toEqual(['sweep', 'sweep-2']);
  expect(charts.map(({ spec }) => spec.data)).toEqual([
    {
      values: [
        { across: 1, mean: 5, low: 4, high: 6 },
        { across: 2, mean: 7, low: 4, high: 8 },
      ],
    },
    {
      values: [
        { across: 1, mean: 50, low: 49, high: 51 },
        { across: 2, mean: 70, low: 69, high: 71 },
      ],
    },
  ]);
  expect(subtitleOfSpec(charts[0]!.spec)).toContain('of 2 runs a cell');
});

it('draws two parameters across and up, the larger above, and the mean over all others', () => {
  const results = [
    result(['1', 'few', '0'], 5),
    result(['1', 'few', '9'], 7),
    result(['1', 'many', '0'], 20),
    result(['2', 'few', '0'], 30),
    result(['2', 'many', '0'], 40),
  ];
  const [chart] = sweepCharts(['scale', 'who', 'third'], [outcome] as unknown as Outcomes, results);
  expect(chart!.spec.data).toEqual({
    values: [
      { across: 1, up: 'few', mean: 6 },
      { across: 1, up: 'many', mean: 20 },
      { across: 2, up: 'few', mean: 30 },
      { across: 2, up: 'many', mean: 40 },
    ],
  });
  expect(chart!.spec.encoding).toMatchObject({
    y: { field: 'up', sort: 'descending' },
    x: { field: 'across' },
  });
  expect(chart!.title).toBe('AI talent at rich over scale and who');
  expect(subtitleOfSpec(chart!.spec)).toMatch(
    /of 1 run a cell\. Colour: mean of the runs\. Means over third\.$/,
  );
});
