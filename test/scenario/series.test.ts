import { expect, test } from 'vitest';
import { monthOf, monthText } from '../../src/scenario/dates.ts';
import type { Month } from '../../src/scenario/scenario.ts';
import { compounded } from '../../src/scenario/series.ts';
import { mistakesOf, parseFiles, SMALL, shownAt } from './texts.ts';

/** The driver's values from January 2020 on, of the small market's year. */
function driver(rules: string, files: Record<string, string> = {}) {
  const text = `${SMALL}drivers:\n  - { id: d, ${rules} }\n`;
  return parseFiles({ 'market.yaml': text, ...files }).scenario.drivers[0]!;
}
const values = (rules: string, files?: Record<string, string>) => driver(rules, files).values;
const months = (rules: string) =>
  driver(rules)
    .published.map((isPublished) => (isPublished ? 'p' : '-'))
    .join('');

const QUARTERS = 'series: { values: { 2019Q4: 3, 2020Q1: 6, 2020Q2: 12, 2020Q4: 24 } }';

test('hold: the latest published value stays; a quarter’s stands in its last month', () => {
  const rules = `${QUARTERS}, between: hold`;
  expect(values(rules)).toEqual([3, 3, 6, 6, 6, 12, 12, 12, 12, 12, 12, 24]);
  expect(months(rules)).toBe('--p--p-----p');
});

test('linear: a straight line between published values', () => {
  expect(values(`${QUARTERS}, between: linear`)).toEqual([4, 5, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24]);
});

test('step: each month of a period has its value; spread: an equal part of it', () => {
  const series =
    'series: { values: { 2020Q1: 6, 2020Q2: 12, 2020Q3: 3, 2020-10: 1, 2020-11: 2, 2020-12: 3 } }';
  expect(values(`${series}, between: step`)).toEqual([6, 6, 6, 12, 12, 12, 3, 3, 3, 1, 2, 3]);
  expect(values(`${series}, between: spread`)).toEqual([2, 2, 2, 4, 4, 4, 1, 1, 1, 1, 2, 3]);
  expect(months(`${series}, between: step`)).toBe('pppppppppppp');
});

test('a year’s total is spread over its twelve months', () => {
  expect(values('series: { values: { 2020: 24 } }, between: spread')).toEqual(Array(12).fill(2));
});

test('a rate in force from a day on is that of the last day of the month', () => {
  const rate =
    'series: { values: { 2019-08-01: 2.25, 2020-03-04: 1.25, 2020-03-16: 0.25 } }, between: hold, after: hold';
  expect(values(rate)).toEqual([2.25, 2.25, 0.25, ...Array(9).fill(0.25)]);
  expect(months(rate)).toBe('ppp---------'); // in force until the last that is told
});

test('before and after: hold, a number, or growth of so much a year', () => {
  const series = 'series: { values: { 2020-04: 100, 2020-05: 110, 2020-06: 120 } }';
  expect(values(`${series}, before: hold, after: 5`)).toEqual([
    100, 100, 100, 100, 110, 120, 5, 5, 5, 5, 5, 5,
  ]);
  expect(months(`${series}, before: hold, after: 5`)).toBe('---ppp------');
  const grown = values(`${series}, before: { grow: 100% }, after: { grow: 0.1 }`);
  expect(grown[0]).toBeCloseTo(100 / 2 ** (3 / 12), 10);
  expect(grown[11]).toBeCloseTo(120 * 1.1 ** (6 / 12), 10);
  const sameGrown = values(`${series}, before: { grow: 100 %/year }, after: { grow: 10 %/year }`);
  expect(sameGrown).toEqual(grown);
});

test.each([
  [0.08, 12],
  [0.08, 7],
  [-0.5, 30],
  [3, -25],
  [0, 100],
  [-0.999, 5],
])('growth of %d a year over %d months is the twelfth root’s power', (yearly, count) =>
  expect(compounded(yearly, count) / (1 + yearly) ** (count / 12)).toBeCloseTo(1, 9),
);

test('later: another series from a month on; smoothing runs over the seam, and what is before stays', () => {
  const base = 'series: { values: { 2019: 1, 2020: 2 } }, between: step';
  const later = (between: string) =>
    `later: { from: 2020-04, series: { values: { 2020-06: 8, 2020-07: 9 } }, ${between}after: hold }`;
  expect(values(`${base}, ${later('')}`)).toEqual([2, 2, 2, 2, 2, 8, 9, 9, 9, 9, 9, 9]);
  expect(values(`${base}, ${later('between: linear, ')}`).slice(2, 7)).toEqual([2, 4, 6, 8, 9]);
  expect(values(`${base}, smooth: 2, ${later('')}`).slice(0, 7)).toEqual([1.5, 2, 2, 2, 2, 5, 8.5]);
  expect(values(`${base}, ${later('')}, reference: 2020-07`)).toHaveLength(12);
  expect(
    values(`${base}, later: { from: 2021-01, series: { values: { 2021-01: 8 } }, after: hold }`),
  ).toEqual(values(base));
});

test('lag: the value of month t is that of t − lag; smooth: the mean of the last months, after the lag', () => {
  const series =
    'series: { values: { 2019-11: 1, 2019-12: 2, 2020-01: 3, 2020-02: 4, 2020-03: 5 } }, after: hold, before: hold';
  expect(values(`${series}, lag: 2 months`).slice(0, 5)).toEqual([1, 2, 3, 4, 5]);
  expect(values(`${series}, smooth: 3`).slice(0, 4)).toEqual([2, 3, 4, 14 / 3]);
  expect(values(`${series}, lag: 1, smooth: 2`).slice(0, 3)).toEqual([1.5, 2.5, 3.5]);
  expect(driver(`${series}, smooth: 2`).published.slice(0, 4)).toEqual([true, true, true, false]);
  const begins = 'series: { values: { 2020-02: 4, 2020-03: 5 } }, before: hold, after: hold';
  expect(driver(`${begins}, smooth: 2`).published.slice(0, 4)).toEqual([false, false, true, false]);
  // With a lag the last months of the calendar need no value of their own.
  expect(values('series: { values: { 2019-11: 1, 2020-10: 12 } }, between: linear, lag: 2')).toEqual([
    1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12,
  ]);
});

test('the reference is the first value of the calendar, a month’s value, or a number', () => {
  const series = 'series: { values: { 2019-06: 5, 2020-01: 7, 2020-12: 18 } }, between: linear';
  expect(driver(series).reference).toBe(7);
  expect(driver(`${series}, reference: 2020-03`).reference).toBe(9);
  expect(driver(`${series}, reference: 2019-06`).reference).toBe(5);
  expect(driver(`${series}, reference: 2.5`).reference).toBe(2.5);
  expect(driver(`${series}, unit: index, reference: 2.5 index`).reference).toBe(2.5);
});

test('an elasticity needs a reference above 0', () => {
  const told = (reference: number) =>
    mistakesOf(() =>
      driver(
        `series: { values: { 2020: 1 } }, between: step, reference: ${reference}, acts-on: [{ path: employers.rich.demand, elasticity: 1 }]`,
      ),
    );
  expect(told(1)).toBe('no mistake');
  expect(told(0)).toContain('a reference of 0 with an elasticity');
});

const CSV = `# A comment, and another one.
# "Not closed here.
quarter, money ,note
2019Q4,3,"first, of four"

2020Q1,6,
2020Q2,,missing is not zero
2020Q4,24,"a ""quoted"" word"
`;

test('a CSV column: comments, blank lines, quotes and spaces; an empty cell is missing, never zero', () => {
  const rules = 'series: { file: ./x.csv, column: money }, between: linear';
  expect(values(rules, { 'x.csv': CSV })).toEqual([4, 5, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24]);
  expect(values(rules, { 'x.csv': `\uFEFF${CSV.replaceAll('\n', '\r\n')}` })[11]).toBe(24);
  const step = mistakesOf(() =>
    values('series: { file: ./x.csv, column: money }, between: step', { 'x.csv': CSV }),
  );
  expect(step).toContain('x.csv:7:1  drivers.d.series');
  expect(step).toContain('an empty cell in column money: no value for 2020-04 to 2020-09');
});

test('a file’s comments stand for its source, unless the scenario gives one', () => {
  const parsed = (source: string) =>
    parseFiles({
      'market.yaml': `${SMALL}drivers: [{ id: d, series: { file: ./x.csv, column: money${source} }, between: hold }]\n`,
      'x.csv': CSV,
    });
  expect(shownAt(parsed(''), 'drivers.d.series.values').source).toBe('the # lines of x.csv');
  expect(shownAt(parsed(', source: a bank'), 'drivers.d.series.values').source).toBe('a bank');
  expect(parsed('').files).toEqual(['market.yaml', 'x.csv']);
});

test('months are texts and back', () => {
  expect(monthText(monthOf('2022-11')!)).toBe('2022-11');
  expect(monthText(monthOf('0000-01')! as Month)).toBe('0000-01');
  expect(monthOf('2022-13')).toBeUndefined();
});
