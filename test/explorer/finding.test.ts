import { expect, test } from 'vitest';
import { findingOf } from '../../src/explorer/finding.ts';
import type { Summary } from '../../src/explorer/summary.ts';

/** A run of four months, two of them reported. */
const runOf = (
  values: readonly number[],
  simulated: readonly (number | null)[] = [],
  months = ['2019-11', '2019-12', '2020-01', '2020-02'],
) =>
  ({
    observed: simulated.length === 0 ? null : 'the giants',
    months,
    reportFrom: '2020-01',
    outcomes: [
      { name: 'net-flow', title: 'net flow of a', unit: 'people/month', values: Float64Array.from(values) },
    ],
    periods: simulated.map((one) => ({ simulated: one })),
  }) as unknown as Summary;

test('nothing is said of nothing', () => {
  expect(findingOf([], [])).toBe('');
});

test('periods that are published are told one after another, by the median of the runs', () => {
  const runs = [150, 154, 190].map((norm) => runOf([0, 0, 0, 0], [norm, -20, 0]));
  expect(findingOf(runs, [])).toBe(
    'The giants gained 154 people a month until ChatGPT, then lost 20, then neither gained nor lost any.',
  );
});

test('where a run cannot say one of them, the mean is told, of the months that have a value', () => {
  const told = 'Net flow of a: 2.0 people a month on average.';
  expect(findingOf([runOf([1, Number.NaN, 2, 3], [150, null])], [])).toBe(told);
  expect(findingOf([runOf([1, Number.NaN, 2, 3])], [])).toBe(told);
});

test.each([
  ['more', [9, 9, 12, 16], [0, 0, 10, 10], 'that is 4 a month more than in the baseline.'],
  ['fewer', [0, 0, 1, 1], [9, 9, 10, 10], 'that is 9 a month fewer than in the baseline.'],
  ['hardly another', [9, 9, 10, 9.2], [0, 0, 10, 10], 'that is as in the baseline.'],
])('against the baseline, over the reported months: %s', (_, own, baseline, told) => {
  expect(findingOf([runOf(own)], [runOf(baseline)])).toContain(`Over 2020 to 2020 ${told}`);
});

test('only months that both have are held against each other', () => {
  const shorter = runOf([1, 1, 1], [], ['2019-12', '2020-01', '2020-03']);
  expect(findingOf([runOf([0, 0, 5, 100])], [shorter])).toContain('that is 4 a month more');
});
