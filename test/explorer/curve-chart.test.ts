import { compile } from 'vega-lite';
import { expect, test } from 'vitest';
import { curveData, curveSpec, meansInWords, smoothed } from '../../src/explorer/curve-chart.ts';
import type { Summary } from '../../src/explorer/summary.ts';

test('the spec compiles without a warning, and its data and parameters keep their names', () => {
  const warnings: unknown[] = [];
  const warn = (...words: unknown[]) => {
    warnings.push(words);
    return logger;
  };
  const logger = { warn, info: warn, debug: () => logger, error: warn, level: () => logger } as never;
  const { spec } = compile(curveSpec() as never, { logger });
  expect(warnings).toEqual([]);
  const names = (list: readonly { name?: string }[] = []) => list.map(({ name }) => name);
  expect(names(spec.data as never)).toEqual(
    expect.arrayContaining(['own', 'ghost', 'steps', 'shaded', 'chosen', 'marks']),
  );
  expect(names(spec.signals as never)).toEqual(
    expect.arrayContaining(['from', 'to', 'ticks', 'own', 'text']),
  );
});

test('a running mean has the month in its middle, and none where the series ends', () => {
  const values = Float64Array.from([0, 6, 0, 6, 0, 6, 0, 6]);
  expect([...smoothed(values, 1)]).toEqual([...values]);
  expect([...smoothed(values, 6)].map((value) => (Number.isNaN(value) ? null : value))).toEqual([
    null,
    null,
    null,
    3,
    3,
    3,
    null,
    null,
  ]);
});

/** A run of four months whose net flow is what is given. */
const runOf = (...values: number[]): Summary => ({
  title: 'a run',
  observed: 'the giants',
  scale: 1,
  months: ['2019-11', '2019-12', '2020-01', '2020-02'],
  reportFrom: '2019-12',
  marks: [{ month: '2019-12', label: 'a mark' }],
  outcomes: [
    { name: 'net-flow', title: 'net flow', unit: 'people/month', values: Float64Array.from(values) },
  ],
  periods: [
    { id: 'F1', from: '2019-12', to: '2020-01', published: 5, simulated: values[1]!, isHeldOut: false },
    { id: 'F2', from: '2020-02', to: '2020-02', published: -2, simulated: values[3]!, isHeldOut: true },
  ],
  sectors: { places: [], people: new Float32Array() },
  regions: { places: [], people: new Float32Array() },
});

test('the line is the median of the runs from the first reported month on, the band holds them', () => {
  const { own, ghost, chosen, shaded } = curveData(
    [runOf(1, 10, 20, 30), runOf(1, 12, 20, 30), runOf(1, 20, 20, 30)],
    [runOf(0, 0, 0, 0)],
    1,
    ['2020-01', '2020-01'],
  );
  expect(own.map(({ people }) => people)).toEqual([12, 20, 30]);
  expect(own[0]).toMatchObject({ low: 10.2, high: 19.2 });
  expect(ghost).toHaveLength(3);
  expect(chosen).toEqual([{ from: 2020, to: 2020 + 1 / 12 }]);
  expect(shaded).toHaveLength(1);
});

test('periods are told in words', () => {
  expect(meansInWords([runOf(1, 10, 20, -1234.56)])).toEqual([
    '2019-12 to 2020-01: published 5.0, here 10.0',
    '2020-02 to 2020-02: published −2.0, here −1,234.6',
  ]);
});
