import { parse, View } from 'vega';
import { compile } from 'vega-lite';
import { expect, test } from 'vitest';
import { endOf, middleOf, startOf } from '../../src/charts/time.ts';
import {
  COLOURS_OF_CURVE,
  curveData,
  curveSpec,
  meansInWords,
  monthAt,
  smoothed,
  ticksOf,
} from '../../src/explorer/curve-chart.ts';
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

test('months, steps and marks stand where they are in time', () => {
  const { own, steps, shaded, marks } = curveData([runOf(1, 10, 20, 30)], [], 1, null);
  const [november, december, january, february] = [0, 1, 2, 3].map((month) => 2019 + (10 + month) / 12);
  expect(own.map(({ time }) => time)).toEqual(
    [december, january, february].map((start) => expect.closeTo(start! + 1 / 24)),
  );
  expect(steps).toEqual([
    { from: expect.closeTo(december!), to: expect.closeTo(february!), published: 5, simulated: 10 },
    { from: expect.closeTo(february!), to: expect.closeTo(february! + 1 / 12), published: -2, simulated: 30 },
  ]);
  expect(shaded, 'the second period').toEqual([{ from: steps[1]!.from, to: steps[1]!.to }]);
  expect(marks, 'at the end of its month').toEqual([{ at: expect.closeTo(january!), label: 'a mark' }]);
  expect(november).toBeLessThan(own[0]!.time);
});

test('a click between the ends of a month chooses it, one outside the nearest reported month', () => {
  const run = { months: ['2019-11', '2019-12', '2020-01', '2020-02'], reportFrom: '2019-12' };
  for (const month of run.months.slice(1))
    for (const days of [-14, 0, 14]) expect(monthAt(middleOf(month) + days / 365, run)).toBe(month);
  expect(monthAt(middleOf('2019-11'), run)).toBe('2019-12');
  expect(monthAt(2031, run)).toBe('2020-02');
});

test('as many ticks as there is room for, months by their names', async () => {
  expect(ticksOf('2019-01', '2030-12', 600)).toEqual([
    2019, 2020, 2021, 2022, 2023, 2024, 2025, 2026, 2027, 2028, 2029, 2030, 2031,
  ]);
  expect(ticksOf('2019-01', '2030-12', 300)).toEqual([2020, 2022, 2024, 2026, 2028, 2030]);
  const { axis, mark } = await drawnAt('2019-11', '2020-02');
  expect(axis).toEqual(['Nov 2019', 'Dec 2019', '2020', 'Feb 2020', 'Mar 2020']);
  expect(mark).toBe('a mark');
});

test('lines, band and steps have the colours of their legend, and the band reaches from the lowest to the highest', async () => {
  const { svg } = await drawnAt('2019-11', '2020-02');
  const ofMark = (mark: string, colour: string) =>
    [...svg.matchAll(new RegExp(`<g class="mark-${mark} [^>]*>(.*?)</g>`, 'gs'))]
      .map(([, marks]) => marks!)
      .filter((marks) => marks.includes(`"${colour}"`));
  expect(ofMark('line', 'own')).toHaveLength(1);
  expect(ofMark('line', 'ghost')).toHaveLength(1);
  expect(ofMark('rule', 'published')[0]).toContain('stroke-width="5"');
  expect(ofMark('rule', 'text')[0]).toContain('stroke-width="2"');
  const [band] = ofMark('area', 'own');
  const heights = /d="([^"]+)"/
    .exec(band!)![1]!
    .split(/[MLZ]/)
    .filter((point) => point !== '');
  const atDecember = heights.filter((point) => point.split(',')[0] === heights[0]!.split(',')[0]);
  expect(new Set(atDecember.map((point) => point.split(',')[1])).size).toBe(2);
});

/** What the chart draws of two runs; each colour is called by its name. */
async function drawnAt(from: string, to: string) {
  const { spec } = compile(curveSpec() as never);
  const view = new View(parse(spec as never), { renderer: 'none' });
  view
    .signal('from', startOf(from))
    .signal('to', endOf(to))
    .signal('ticks', ticksOf(from, to, 600));
  for (const name of COLOURS_OF_CURVE) view.signal(name, name);
  const data = curveData([runOf(1, 10, 20, 30), runOf(1, 20, 20, 30)], [runOf(1, 5, 5, 5)], 1, null);
  for (const [name, rows] of Object.entries(data)) view.data(name, rows as object[]);
  const svg = await view.toSVG();
  const texts = [...svg.matchAll(/<text[^>]*>([^<]+)</g)].map(([, text]) => text!);
  return { axis: texts.filter((text) => /20\d\d$/.test(text)), mark: texts.at(-1), svg };
}

test('periods are told in words', () => {
  expect(meansInWords([runOf(1, 10, 20, -1234.56)])).toEqual([
    '2019-12 to 2020-01: published 5.0, here 10.0',
    '2020-02 to 2020-02: published −2.0, here −1,234.6',
  ]);
});
