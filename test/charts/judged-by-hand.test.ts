import { expect, it } from 'vitest';
import { checkChart } from '../../src/charts/check-chart.ts';
import { type Chart, COLOURS, GREY, subtitleOfSpec } from '../../src/charts/style.ts';
import { type CellResult, sweepCharts } from '../../src/charts/sweep-charts.ts';
import { coverageChart, figuresChart } from '../../src/charts/trust-charts.ts';
import type { ScoredFact } from '../../src/evidence/scoring.ts';
import type { Outcome } from '../../src/experiments/outcomes.ts';
import { type Drawn, rowsOf } from '../support/drawn.ts';
import { checked, POSITIVE } from '../support/facts.ts';
import { madeUpScenario } from '../support/records.ts';

const rowOf = (chart: Chart | null, id: string) =>
  rowsOf(chart).find(({ row }) => String(row).startsWith(`${id} `));
const scenario = madeUpScenario();

it('a check: interval and published value in half-widths, the verdict’s colour, how many are inside under each heading', () => {
  const chart = checkChart(
    scenario,
    [
      checked([11, 13, 15], { id: 'F01' }),
      checked([10, 10.5, 11], {
        id: 'F02',
        value: 11,
        tolerance: { kind: 'interval', from: 8, to: 12, why: '' },
      }),
      checked([1, 10, 19], { id: 'F03' }), // wider than twice the tolerance
      checked([1, 1, -1, -1], { id: 'F10', tolerance: POSITIVE, role: 'held out' }),
      checked([1, 1], { id: 'F11', tolerance: POSITIVE, role: 'held out' }),
    ],
    3,
  );
  expect(rowOf(chart, 'F01')).toMatchObject({ at: 1.5, from: 0.6, to: 2.4, published: 0 }); // 10 ± 2
  expect(rowOf(chart, 'F01')).toMatchObject({ colour: COLOURS.black, shape: 'circle', text: '10 → 13' });
  expect(rowOf(chart, 'F02')).toMatchObject({ at: 0.25, published: 0.5, colour: COLOURS.blue });
  expect(rowOf(chart, 'F03')).toMatchObject({ from: -4, to: 4, colour: GREY });
  expect(rowOf(chart, 'F10')).toMatchObject({ agree: 50, needed: 90, colour: COLOURS.black });
  expect(rowOf(chart, 'F11')).toMatchObject({ agree: 100, needed: 90, colour: COLOURS.blue });
  expect((chart!.spec as Drawn).vconcat!.map(({ title }) => title!.text)).toEqual([
    'Fitted: 1 of 3 inside',
    'Signs and orders: 1 of 2 inside',
  ]);
});

it('a check of nothing fitted or held out says what of the rest is inside', () => {
  const titleOf = (...facts: Parameters<typeof checkChart>[1]) => checkChart(scenario, facts, 1)!.title;
  expect(titleOf(checked([10], { role: 'prior' }))).toBe(
    'A made-up market: 1 of 1 outcomes that priors are about are inside',
  );
  expect(titleOf(checked([1], { tolerance: POSITIVE }), checked([-1], { tolerance: POSITIVE }))).toBe(
    'A made-up market: 1 of 2 signs and orders are inside',
  );
  expect(titleOf(checked([1], { tolerance: POSITIVE }), checked(['nobody left']))).toBe(
    'A made-up market: no figure was answered',
  );
});

const scored = (
  id: string,
  level: number,
  role: ScoredFact['role'] = 'fitted',
  more: Partial<ScoredFact> = {},
): ScoredFact => ({
  id,
  role,
  kind: 'number',
  title: 'A figure',
  unit: 'people',
  published: 10,
  tolerance: { from: 8, to: 12 },
  scale: 2,
  simulated: { low50: 9, high50: 11, low90: 7, high90: 15 },
  seen: null,
  level,
  isInformative: true,
  model: { value: 10.5, verdict: 'inside', crps: 1, score: 0.5 },
  rivals: {},
  ...more,
});

it('coverage: the share of figures that each central interval holds, by role', () => {
  const facts = [scored('F1', 0.2), scored('F2', 0.45), scored('F3', 0.9), scored('F4', 0.96, 'held out')];
  const chart = coverageChart(facts, [{ rival: 'last year', facts: 1, model: 0.5, score: 1.25, won: 1 }]);
  const held = (name: string) =>
    Object.fromEntries(
      rowsOf(chart).flatMap((row) => (row.name === name ? [[row.nominal as number, row.held]] : [])),
    );
  expect(held('Fitted, 3 figures')).toMatchObject({ 0: 0, 15: 0, 20: 33.33, 40: 33.33, 45: 66.67, 90: 100 });
  expect(held('Held out, 1 figures')).toMatchObject({ 90: 0, 95: 0, 100: 100 });
  expect(subtitleOfSpec(chart!.spec)).toContain('smaller is better: last year 1.25 (model 0.50).');
});

it('figures: the median, both intervals and the rivals in half-widths, published first', () => {
  const rivals = { simple: { value: 12, verdict: 'outside', crps: 2, score: 1 } } as ScoredFact['rivals'];
  const chart = figuresChart([scored('F1', 0.2, 'fitted', { rivals })], ['simple']);
  expect(rowOf(chart, 'F1')).toEqual({
    row: 'F1  A figure',
    at: 0.25,
    low50: -0.5,
    high50: 0.5,
    low90: -1.5,
    high90: 2.5,
    published: 0,
    colour: COLOURS.blue,
    text: '10 → 10.5',
  });
  expect(rowsOf(chart)).toContainEqual({ row: 'F1  A figure', at: 1 });
});

const people = { name: 'stock', title: 'AI talent', unit: 'people' } as unknown as Outcome;
const pay = { name: 'pay', title: 'pay', unit: 'USD' } as unknown as Outcome;
const cell = (outcome: Outcome, names: string[], mean: number | null): CellResult => ({
  cell: names,
  outcome: outcome.name,
  unit: outcome.unit,
  mean,
  monteCarloError: 1,
  low: mean && mean - 2,
  high: mean && mean + 5,
  replicates: 4,
});

const swept = (...paths: string[]) => paths.map((path) => ({ path, unit: null }));

it('a sweep draws each outcome with its own mean and band, and leaves out cells that cannot say', () => {
  const results = [
    cell(people, ['0.1'], 10),
    cell(people, ['0.2'], 20),
    cell(people, ['0.3'], null),
    cell(pay, ['0.1'], 500),
    cell(pay, ['0.2'], 600),
  ];
  const charts = sweepCharts(swept('a.b'), [people, pay], results, { from: '2020-01', to: '2020-12' });
  expect(charts.map(({ name, title }) => [name, title])).toEqual([
    ['sweep', 'AI talent: 10 to 20 people over a.b'],
    ['sweep-2', 'Pay: 500 to 600 USD over a.b'],
  ]);
  expect(rowsOf(charts[0]!)).toEqual([
    { across: 0.1, mean: 10, low: 8, high: 15 },
    { across: 0.2, mean: 20, low: 18, high: 25 },
  ]);
  expect(subtitleOfSpec(charts[0]!.spec)).toBe(
    'People, means over Jan 2020–Dec 2020 of 4 runs a cell. Line: mean; band: 90% of the runs.',
  );
});

it('a sweep over three parameters draws means over the third', () => {
  const results = [
    cell(people, ['1', 'x', 'yes'], 10),
    cell(people, ['1', 'x', 'no'], 20),
    cell(people, ['2', 'x', 'yes'], 40),
  ];
  const [chart] = sweepCharts(swept('a', 'b', 'c'), [people], results, { from: '2020-01', to: '2020-12' });
  expect(rowsOf(chart!)).toEqual([
    { across: 1, up: 'x', mean: 15 },
    { across: 2, up: 'x', mean: 40 },
  ]);
  expect(chart!.title).toBe('AI talent: 15 to 40 people over a and b');
  expect(subtitleOfSpec(chart!.spec)).toMatch(/Colour: mean of the runs\. Means over c\.$/);
});
