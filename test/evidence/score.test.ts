import { describe, expect, it } from 'vitest';
import type { Fact } from '../../src/evidence/fact.ts';
import { meanIn, observedNetFlow } from '../../src/evidence/net-flow.ts';
import { peopleAMonth } from '../../src/evidence/people-a-month.ts';
import { figureOf as figureOfFact, scoreFacts } from '../../src/evidence/score.ts';
import type { MonthRecord } from '../../src/model/records.ts';
import { loadFacts } from '../../src/runtime/evidence-files.ts';
import { collectTables, type Tables } from '../../src/tables/tables.ts';
import { madeUpRecords, madeUpScenario } from '../support/records.ts';

const scenario = madeUpScenario();
const facts = loadFacts();
const figureOf = (id: string, runs: Tables[], of = scenario) =>
  scoreFacts(facts, of, runs).find((figure) => figure.id === id)!;

/** A run in which the two giants (alpha and beta) gain, together, what is said for each month. */
function runWithNet(net: (month: string) => number): Tables {
  const records = [...madeUpRecords()].map((record): MonthRecord => {
    const half = net(record.month) / 2;
    const isGiant = (unit: string) => unit === 'alpha' || unit === 'beta';
    const employers = record.employers.map((row) => (isGiant(row.unit) ? { ...row, net: half } : row));
    return { ...record, employers };
  });
  return collectTables(scenario, records);
}
const worked = (norm: number, after: number) => runWithNet((month) => (month <= '2022-11' ? norm : after));

describe('net flow of the observed sector', () => {
  it('sums its employers, named or not, and is seen through the coverage', () => {
    const series = observedNetFlow(scenario, worked(200, -20))!;
    expect(series.months).toHaveLength(252);
    expect(series.values[0]).toBeCloseTo(160, 9); // 200 × 0.8
    expect(series.values.at(-1)).toBeCloseTo(-16, 9);
  });

  it('does not exist where no sector is observed', () => {
    const blind = madeUpScenario({ observe: { ...scenario.observe, netFlowOf: null } });
    expect(observedNetFlow(blind, worked(200, -20))).toBeNull();
    expect(figureOf('F01', [worked(200, -20)], blind)).toMatchObject({ simulated: null, inside: null });
  });

  it('has a mean only over periods that the run covers whole', () => {
    const series = { months: ['2020-01', '2020-02', '2020-03'], values: Float64Array.of(1, 2, 6) };
    expect(meanIn(series, { from: '2020-01', to: '2020-03' })).toBe(3);
    expect(meanIn(series, { from: '2020-01', to: '2020-03' }, [3])).toBe(6);
    expect(meanIn(series, { from: '2019-12', to: '2020-03' })).toBeNull();
    expect(meanIn(series, { from: '2020-01', to: '2020-03' }, [8])).toBeNull();
  });
});

describe('figures', () => {
  it('are the worked example: 200 a month, then −20, at coverage 0.8', () => {
    const run = worked(200, -20);
    expect(figureOf('F01', [run])).toEqual({
      id: 'F01',
      title: 'Net hires of the five giants until ChatGPT',
      unit: 'people/month',
      published: 168,
      simulated: expect.closeTo(160, 9),
      low: null,
      high: null,
      inside: true, // 168 is within 8% of 160
      role: 'fitted',
    });
    expect(figureOf('F02', [run])).toMatchObject({ simulated: expect.closeTo(-0.1, 9), inside: true });
    expect(figureOf('F03', [run])).toMatchObject({
      simulated: expect.closeTo(-0.1, 9),
      inside: false,
      role: 'held out',
    });
    expect(figureOf('F04', [run])).toMatchObject({ simulated: expect.closeTo(1, 9), inside: false });
  });

  it('are medians with a 90% interval over replicates, each over its own norm', () => {
    const runs = [worked(200, 0), worked(210, -21), worked(230, 23)];
    expect(figureOf('F01', runs)).toMatchObject({ simulated: expect.closeTo(168, 9) });
    const { simulated, low, high } = figureOf('F02', runs);
    expect(simulated).toBe(0);
    expect(low).toBeCloseTo(-0.09, 9); // a tenth of the way from −0.1 to 0
    expect(high).toBeCloseTo(0.09, 9);
  });

  it('find the season', () => {
    const summery = runWithNet(
      (month) => ({ '05': 300, '06': 300, '07': 300, '08': 20 })[month.slice(5)] ?? 150,
    );
    const norm = (4 * (3 * 300 + 20 + 8 * 150) - 150) / 47; // January 2019 to November 2022: no fourth December
    expect(figureOf('F04', [summery]).simulated).toBeCloseTo(300 / norm, 9);
    expect(figureOf('F05', [summery]).simulated).toBeCloseTo(20 / norm, 9);
  });

  it('are null where a ratio has no norm above 0, never infinite', () => {
    expect(figureOf('F02', [worked(0, -20)])).toMatchObject({ simulated: null, inside: null });
    expect(figureOf('F02', [worked(-5, -20)]).simulated).toBeNull();
  });

  it('are null in a run too short for their period', () => {
    const short = collectTables(scenario, madeUpRecords(1, 150));
    expect(figureOf('F01', [short])).toMatchObject({ published: 168, simulated: null, inside: null });
    expect(figureOf('F27.industry', [short]).simulated).not.toBeNull();
    expect(figureOf('F28.industry', [short]).simulated).toBeNull();
  });

  it('count doctors’ first jobs: 100 + 8 and 180 + 12 of 620 go to industry in 2011', () => {
    const run = collectTables(scenario, madeUpRecords());
    expect(figureOf('F27.industry', [run]).simulated).toBeCloseTo(
      (100 * (108 + 192)) / (108 + 192 + 292 + 20),
      9,
    );
    expect(figureOf('F27.academia', [run]).simulated).toBeCloseTo((100 * 292) / 612, 9);
  });

  it('survive JSON: no NaN and no Infinity', () => {
    const figures = scoreFacts(facts, scenario, [collectTables(scenario, madeUpRecords(1, 20))]);
    expect(JSON.parse(JSON.stringify(figures))).toEqual(figures);
  });
});

it('the three periods are told in people a month, in order of time', () => {
  const periods = peopleAMonth(facts, scenario, [worked(200, -20)]);
  expect(periods.map(({ id, from, published }) => [id, from, published])).toEqual([
    ['F01', '2019-01', 168],
    ['F02', '2022-12', -14],
    ['F03', '2023-09', 52.5],
  ]);
  expect(periods[1]!.simulated.centre).toBeCloseTo(-16, 9);
});

it.each<[string, number[], number | null, NonNullable<Fact['tolerance']>, boolean]>([
  ['on the edge of an interval', [-0.25], -0.08, { kind: 'interval', from: -0.25, to: 0, why: '' }, true],
  ['outside an interval', [0.01], -0.08, { kind: 'interval', from: -0.25, to: 0, why: '' }, false],
  [
    'in an interval without a published value',
    [3],
    null,
    { kind: 'interval', from: 1, to: 5, why: '' },
    true,
  ],
  ['2 of ±2 away', [12], 10, { kind: 'plus-minus', size: 2, why: '' }, true],
  ['3 of ±2 away', [13], 10, { kind: 'plus-minus', size: 2, why: '' }, false],
  ['median 2 of ±2 away', [5, 12, 90], 10, { kind: 'plus-minus', size: 2, why: '' }, true],
  [
    'within 8% of the simulated, though not of the published',
    [156],
    168,
    { kind: 'of-simulated', size: 0.08, why: '' },
    true,
  ],
  ['more than 8% of the simulated below', [155], 168, { kind: 'of-simulated', size: 0.08, why: '' }, false],
  ['a quarter of the published away', [125], 100, { kind: 'of-published', size: 0.25, why: '' }, true],
  ['a quarter of a negative one away', [-125], -100, { kind: 'of-published', size: 0.25, why: '' }, true],
  ['positive in three of four runs, half needed', [1, 2, 3, -9], null, above(0, 0.5), true],
  ['positive in three of four runs, nine tenths needed', [1, 2, 3, -9], null, above(0, 0.9), false],
  ['zero is not positive', [0], null, above(0, 0.5), false],
  ['first in one of two runs', [1, 2], null, upTo(1, 0.5), true],
])('inside: %s', (_, simulated, published, tolerance, inside) => {
  const fact = { ...facts.find(({ id }) => id === 'F01')!, value: published, tolerance };
  expect(
    figureOfFact(
      fact,
      simulated.map((value) => ({ value })),
    ).inside,
  ).toBe(inside);
});

function above(bound: number, runs: number): Fact['tolerance'] & object {
  return { kind: 'runs', within: { from: bound, to: Number.POSITIVE_INFINITY, isOpen: true }, runs, why: '' };
}
function upTo(bound: number, runs: number): Fact['tolerance'] & object {
  return { kind: 'runs', within: { from: 1, to: bound, isOpen: false }, runs, why: '' };
}
