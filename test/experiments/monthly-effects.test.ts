import { expect, test } from 'vitest';
import { monthlyEffects } from '../../src/experiments/monthly-effects.ts';
import type { Calendar } from '../../src/scenario/scenario.ts';
import { START } from '../support/plain-market.ts';

const calendar = { start: START + 10, end: START + 12 } as Calendar;
const runs = (of: (run: number, month: number) => number) =>
  Array.from({ length: 5 }, (_, run) => Float64Array.from([0, 1, 2], (month) => of(run, month)));

test('each month of the calendar has the mean of its pairs, Student’s bounds of that month alone, and 90% of pairs', () => {
  const base = runs((run) => 100 * run);
  // By 0, 1, 2, 3 and 4 more in the first month, ten times that in the second, a run of the third cannot say.
  const policy = runs(
    (run, month) => 100 * run + (month < 2 ? 10 ** month * run : run === 0 ? Number.NaN : 7),
  );
  const [november, december, january] = monthlyEffects('visas', calendar, base, policy);
  // t(0.95; 4) = 2.131847; the standard deviation of 0 … 4 is the root of 2.5.
  const reach = 2.131847 * Math.sqrt(2.5 / 5);
  expect(november).toEqual({
    policy: 'visas',
    month: '2020-11',
    difference: 2,
    monteCarloLow: expect.closeTo(2 - reach, 5),
    monteCarloHigh: expect.closeTo(2 + reach, 5),
    low: expect.closeTo(0.2, 9), // between the first two, a fifth of the way
    high: expect.closeTo(3.8, 9),
  });
  expect(december).toMatchObject({ month: '2020-12', difference: 20, low: expect.closeTo(2, 9) });
  expect(january).toMatchObject({ month: '2021-01', difference: 7, monteCarloLow: 7, low: 7, high: 7 });
});

test('90% of pairs is from the 5th to the 95th per cent', () => {
  const pairs = (of: (run: number) => number) =>
    Array.from({ length: 101 }, (_, run) => Float64Array.of(of(run)));
  const oneMonth = { ...calendar, end: calendar.start };
  expect(
    monthlyEffects(
      'visas',
      oneMonth,
      pairs(() => 0),
      pairs((run) => run),
    )[0],
  ).toMatchObject({
    low: 5,
    high: 95,
  });
});

test('a month of which no pair can say is left out', () => {
  const base = runs((_, month) => (month === 1 ? Number.NaN : 1));
  expect(
    monthlyEffects(
      'visas',
      calendar,
      base,
      runs(() => 1),
    ).map(({ month }) => month),
  ).toEqual(['2020-11', '2021-01']);
});
