import { expect, test } from 'vitest';
import type { Wave } from '../../../src/experiments/calibrate/calibrate.ts';
import type { FreeParameter } from '../../../src/experiments/calibrate/parameters.ts';
import {
  bestOf,
  correlationsOf,
  figuresAfter,
  parametersAfter,
  spreadOf,
  trialOf,
} from '../../../src/experiments/calibrate/summaries.ts';
import { targetsOf } from '../../../src/experiments/calibrate/targets.ts';
import { factOf } from '../../support/facts.ts';

/** A parameter that is uniform from 0 to 10. */
const parameter = (id: string): FreeParameter => ({
  id,
  title: id,
  unit: '',
  isSourced: false,
  isAbsorbing: false,
  paths: [id],
  quantile: (share) => 10 * share,
  valuesAt: (value) => [value],
  owns: [5],
});
const evenly = (from: number, to: number) =>
  Array.from({ length: 101 }, (_, at) => from + ((to - from) * at) / 100);
/** 10 ± 2, and 5 within 1 and 6. */
const targets = targetsOf(
  [factOf(), factOf({ id: 'F78', value: 5, tolerance: { kind: 'interval', from: 1, to: 6, why: '' } })],
  [],
);

test('a spread is mean, deviation, median and 90%', () => {
  expect(spreadOf(evenly(100, 0))).toEqual({
    mean: 50,
    sd: expect.closeTo(Math.sqrt((101 * 101 - 1) / 12), 9), // of n whole numbers in a row
    low: 5,
    median: 50,
    high: 95,
  });
});

test('a parameter is informed where its deviation is less than 0.7 of the prior’s', () => {
  const [wide, narrow] = parametersAfter(
    [parameter('wide'), parameter('narrow')],
    evenly(0, 1).map((share) => [0.125 + 0.75 * share, 0.2 + 0.6 * share]),
  );
  expect(wide).toMatchObject({ ratio: expect.closeTo(0.75, 1), isInformed: false });
  expect(narrow).toMatchObject({ ratio: expect.closeTo(0.6, 1), isInformed: true });
  expect(narrow!.prior.sd).toBeCloseTo(10 / Math.sqrt(12), 3);
  expect(narrow!.posterior).toMatchObject({ low: expect.closeTo(2.3, 9), high: expect.closeTo(7.7, 9) });
});

test('correlations are of the parameters’ values, the closest first', () => {
  const sets = [
    [0, 0, 0.4],
    [0.1, 0.3, 0.1],
    [0.2, 0.6, 0.1],
    [0.3, 0.9, 0.4],
  ];
  expect(correlationsOf(['a', 'b', 'c'].map(parameter), sets)).toEqual([
    { one: 'a', other: 'b', correlation: expect.closeTo(1, 9) },
    { one: 'a', other: 'c', correlation: expect.closeTo(0, 9) },
    { one: 'b', other: 'c', correlation: expect.closeTo(0, 9) },
  ]);
});

test('a figure is told before and after: of the first wave’s runs and of the last’s, and how many of these are inside', () => {
  const wave = (...figures: Wave['figures']) => ({ figures }) as Wave;
  const [ten, five] = figuresAfter(targets, [
    wave([2, null], [4, null]),
    wave([0, 0], [0, 0]),
    wave([8, 0.9], [12, 1], [12.1, 7], [7.9, null]),
  ]);
  expect(ten).toMatchObject({ published: 10, from: 8, to: 12, inside: 0.5 });
  expect(ten!.prior!.mean).toBe(3);
  expect(ten!.posterior!.mean).toBe(10);
  expect(five).toMatchObject({ prior: null, inside: 1 / 3 });
});

test('a trial is the mean of its runs, held against each tolerance on its own side', () => {
  const runs = [
    [13, 4],
    [15, 2],
  ];
  // 4 over ½ · 2, and 2 below over ½ · 4: 16 and 1.
  expect(trialOf('a', targets, runs)).toEqual({ name: 'a', figures: [14, 3], inside: 1, misfit: 17 });
  expect(trialOf('b', targets, [...runs, [14, null]])).toMatchObject({ figures: [14, null], misfit: null });
  expect(trialOf('c', targets, [[7.9, 6.1]]).inside).toBe(0);
  const misfits = [null, 3, 2, 4].map((misfit) => ({ name: '', figures: [], inside: 0, misfit }));
  expect(bestOf(misfits)).toBe(2);
});
