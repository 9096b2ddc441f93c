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
const swept = (...paths: string[]) => paths.map((path) => ({ path, unit: null }));
const PERIOD = { from: '2020-01', to: '2020-12' };
const steps = (from: number, to: number) =>
  Array.from({ length: 12 }, (_, step) => String(from + (step * (to - from)) / 11));

it('names no step of a fine grid over another', async () => {
  const results = steps(180_000, 240_000).flatMap((pay, column) =>
    steps(0, 0.3).map((taste, row) => result([pay, taste], column + row)),
  );
  const [chart] = sweepCharts(swept('pay', 'taste'), [outcome] as unknown as Outcomes, results, PERIOD);
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
      swept('pay'),
      [outcome] as unknown as Outcomes,
      steps(1, 12).map((pay) => result([pay], 5, replicates)),
      PERIOD,
    );
  expect(subtitleOfSpec(charts(1)[0]!.spec)).toMatch(/One run has no band\.$/);
  expect(JSON.stringify(charts(1)[0]!.spec)).not.toContain('"area"');
  expect(subtitleOfSpec(charts(2)[0]!.spec)).toMatch(/band: 90% of the runs\.$/);
});

it('draws a grid with the larger value above, each pair of values once', () => {
  const pairs = ['1', '2'].flatMap((across) => ['3', '9'].map((up) => [across, up]));
  const results = pairs.map((pair, at) => result(pair, at));
  const [chart] = sweepCharts(swept('pay', 'taste'), [outcome] as unknown as Outcomes, results, PERIOD);
  expect(chart!.spec.data).toEqual({
    values: pairs.map(([across, up], mean) => ({ across: Number(across), up: Number(up), mean })),
  });
  expect(chart!.spec.encoding).toMatchObject({
    y: { field: 'up', sort: 'descending' },
    x: { field: 'across', sort: null },
  });
  expect(subtitleOfSpec(chart!.spec)).toContain('of 1 run a cell.');
});

it('names the months of its means, and of a long path the end', () => {
  const path = 'employers.an-employer-with-a-long-name.mission.health-care';
  const results = steps(1, 12).map((one) => result([one], 5));
  const [chart] = sweepCharts(swept(path), [outcome] as unknown as Outcomes, results, PERIOD);
  expect(subtitleOfSpec(chart!.spec)).toContain('means over Jan 2020–Dec 2020 of 1 run a cell.');
  expect(JSON.stringify(chart!.spec.layer)).toContain(
    '"title":"…ployer-with-a-long-name.mission.health-care"',
  );
});

it('says the unit of a parameter that has one, on either axis', () => {
  const pairs = ['1', '2'].flatMap((pay) => ['low', 'high'].map((rule) => [pay, rule]));
  const results = pairs.map((pair, at) => result(pair, at));
  const parameters = [
    { path: 'employers.rich.pay', unit: 'USD/year' },
    { path: 'rule', unit: null },
  ];
  const [both] = sweepCharts(parameters, [outcome] as unknown as Outcomes, results, PERIOD);
  const text = JSON.stringify(both!.spec.encoding);
  expect(text).toContain('"title":"employers.rich.pay, USD/year"');
  expect(text).toContain('"title":"rule"');
  const alone = results.filter((_, at) => at % 2 === 0);
  const [one] = sweepCharts(parameters.slice(0, 1), [outcome] as unknown as Outcomes, alone, PERIOD);
  expect(JSON.stringify(one!.spec.layer)).toContain('"title":"employers.rich.pay, USD/year"');
});

it('tells apart means that differ in their seventh place: in the title, on the axis and as points', async () => {
  const results = [result(['1'], 1.0000001), result(['2'], 1.0000003)];
  const [chart] = sweepCharts(swept('pay'), [outcome] as unknown as Outcomes, results, PERIOD);
  expect(chart!.spec.data).toMatchObject({ values: [{ mean: 1.0000001 }, { mean: 1.0000003 }] });
  const tiny = [result(['1'], 0.0000001), result(['2'], 0.0000003)].map((one) => ({
    ...one,
    low: 0,
    high: 0,
  }));
  const [small] = sweepCharts(swept('pay'), [outcome] as unknown as Outcomes, tiny, PERIOD);
  const svg = await renderSvg(small!.spec);
  expect(svg).toContain('>0.0000002<');
});

it('says of equal means that they are the same throughout', () => {
  const results = [result(['1'], 5), result(['2'], 5)];
  const [chart] = sweepCharts(swept('pay'), [outcome] as unknown as Outcomes, results, PERIOD);
  expect(chart!.title).toBe('AI talent at rich: 5.0 people throughout over pay');
});
