import { expect, test } from 'vitest';
import type { Emulator } from '../../../src/experiments/calibrate/gaussian-process.ts';
import {
  implausibility,
  type Knowledge,
  logLikelihood,
  NO_DISCREPANCY,
} from '../../../src/experiments/calibrate/likelihood.ts';
import type { Target } from '../../../src/experiments/calibrate/targets.ts';

/** An emulator that says the same everywhere. */
const saying = (mean: number, variance: number, noise: number): Emulator => ({
  predict: () => ({ mean, variance }),
  noise,
  leaveOneOut: () => [],
  hyperparameters: { linear: 0, remainder: 0, noise: 0, lengths: [0] },
});
const target = (published: number, from: number, to: number): Target => ({
  id: 'F',
  title: 'F',
  unit: '',
  published,
  tolerance: { from, to },
  isEvidence: true,
});
const known = (changes: Partial<Knowledge>): Knowledge => ({
  targets: [target(10, 8, 12)],
  emulators: [saying(13, 1, 2)],
  discrepancies: [{ mean: 1, variance: 0.5 }],
  noiseCorrelations: [[1]],
  noiseRatio: 0.25,
  before: null,
  ...changes,
});

test('implausibility by hand: tolerance, emulator, scale and noise each add their variance', () => {
  // |13 + 1 − 10| ÷ √((2 ÷ 2)² + 1 + 0.5 + 2 · 0.25)
  expect(implausibility(known({}), [0.5])).toBeCloseTo(4 / Math.sqrt(3), 12);
});

test('what an earlier wave rules out stays ruled out, whatever later emulators say of it', () => {
  const nearer = known({ emulators: [saying(9, 0, 0)], discrepancies: [{ mean: 0, variance: 0 }] });
  // |9 − 10| ÷ √1 now, |16 − 10| ÷ √(1 + 3) before.
  const earlier = { ...nearer, emulators: [saying(16, 3, 0)] };
  expect(implausibility({ ...nearer, before: earlier }, [0.5])).toBeCloseTo(3, 12);
  expect(implausibility({ ...earlier, before: nearer }, [0.5])).toBeCloseTo(3, 12);
  expect(implausibility(nearer, [0.5])).toBeCloseTo(1, 12);
});

test('a tolerance counts on its own side', () => {
  const lopsided = known({
    targets: [target(10, 0, 12)],
    discrepancies: [{ mean: 0, variance: 0 }],
    noiseRatio: 0,
  });
  expect(implausibility(lopsided, [0.5])).toBeCloseTo(3 / Math.sqrt(1 + 1), 12);
  const below = { ...lopsided, emulators: [saying(7, 1, 0)] };
  expect(implausibility(below, [0.5])).toBeCloseTo(3 / Math.sqrt(25 + 1), 12);
});

test('the likelihood is the normal one, with the covariance of noise', () => {
  const two = known({
    targets: [target(10, 8, 12), target(0, -4, 4)],
    emulators: [saying(11, 0, 1), saying(1, 0, 4)],
    discrepancies: [
      { mean: 0, variance: 0 },
      { mean: 0, variance: 0 },
    ],
    noiseCorrelations: [
      [1, 0.5],
      [0.5, 1],
    ],
    noiseRatio: 1,
  });
  // Covariance [[1 + 1, 0.5·1·2], [1, 4 + 4]], residuals (1, 1): det 15, quadratic form (8 − 2 + 2) ÷ 15.
  expect(logLikelihood(two, [0.5])).toBeCloseTo(-0.5 * (8 / 15) - 0.5 * Math.log(15), 12);
});

test('the likelihood’s variance is that of tolerance, emulator, scale and noise; its figure is at full size', () => {
  // |13 + 1 − 10| over a variance of (2 ÷ 2)² + 1 + 0.5 + 2 · 0.25.
  expect(logLikelihood(known({}), [0.5])).toBeCloseTo(-0.5 * (16 / 3) - 0.5 * Math.log(3), 12);
});

test('the likelihood measures a tolerance on its own side, in units in which both are the same', () => {
  const lopsided = known({
    targets: [target(10, 0, 12)],
    emulators: [saying(7, 0, 0)],
    discrepancies: [{ mean: 0, variance: 0 }],
  });
  // 3 below, of 10 ÷ 2: as 3 · (3 ÷ 5) of the half-width 6 ÷ 2.
  expect(logLikelihood(lopsided, [0.5])).toBeCloseTo(-0.5 * (1.8 / 3) ** 2 - 0.5 * Math.log(9), 12);
});

test('implausibility is the largest of all targets, in any order', () => {
  const two = known({
    targets: [target(10, 8, 12), target(10, 8, 12)],
    emulators: [saying(12, 0, 0), saying(13, 0, 0)],
    discrepancies: [NO_DISCREPANCY, NO_DISCREPANCY],
  });
  expect(implausibility(two, [0.5])).toBe(3);
  expect(implausibility({ ...two, emulators: two.emulators.toReversed() }, [0.5])).toBe(3);
});
