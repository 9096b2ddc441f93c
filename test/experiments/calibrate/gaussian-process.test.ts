import { expect, test } from 'vitest';
import { fitEmulator } from '../../../src/experiments/calibrate/gaussian-process.ts';
import { latinHypercube } from '../../../src/experiments/designs.ts';
import { KeyedDraws } from '../../../src/random/keyed-draws.ts';

const points = latinHypercube(40, 2, 'design');
const smooth = ([x, y]: readonly number[]) => 3 + 2 * x! - y! + 0.5 * Math.sin(3 * x!);

test('without noise it goes through its training points, is sure there, and is close and less sure between', () => {
  const emulator = fitEmulator(points, points.map(smooth));
  for (const point of points) {
    const { mean, variance } = emulator.predict(point);
    expect(Math.abs(mean - smooth(point))).toBeLessThan(0.02); // of values that span 3
    expect(Math.sqrt(variance)).toBeLessThan(0.05);
  }
  const corner = emulator.predict([0.99, 0.99]);
  expect(corner.mean).toBeCloseTo(smooth([0.99, 0.99]), 1);
  expect(corner.variance).toBeGreaterThan(emulator.predict([0.5, 0.5]).variance);
});

test('of noisy runs it tells the noise, and its mean is nearer the truth than the runs are', () => {
  const stream = new KeyedDraws('noise').open(1, 0);
  const many = latinHypercube(150, 2, 'noisy');
  const emulator = fitEmulator(
    many,
    many.map((point, at) => smooth(point) + 0.3 * stream.normal(at, 0)),
  );
  expect(Math.sqrt(emulator.noise)).toBeGreaterThan(0.24);
  expect(Math.sqrt(emulator.noise)).toBeLessThan(0.36);
  const errors = many.map((point) => emulator.predict(point).mean - smooth(point));
  const error = Math.sqrt(errors.reduce((sum, one) => sum + one * one, 0) / errors.length);
  expect(error).toBeLessThan(0.1);
});

test('leaving one out by the formula is what comes of leaving it out', () => {
  const values = points.map(smooth);
  const emulator = fitEmulator(points, values);
  const left = emulator.leaveOneOut(points, values);
  const others = points.slice(1);
  // The same hyperparameters, without the first point: the search starts there and has nowhere better to go by much.
  const without = fitEmulator(others, values.slice(1), emulator.hyperparameters).predict(points[0]!);
  expect(left[0]!.mean).toBeCloseTo(without.mean, 1);
  expect(left).toHaveLength(points.length);
  for (const { variance } of left) expect(variance).toBeGreaterThan(0);
});

test('values that are all the same are emulated as such', () => {
  const emulator = fitEmulator(
    points,
    points.map(() => 7),
  );
  expect(emulator.predict([0.3, 0.3]).mean).toBeCloseTo(7, 9);
});

test('figures in other units are emulated alike: means as they are, variances by the square', () => {
  const own = fitEmulator(points, points.map(smooth));
  const inThousandths = points.map((point) => 5 + 1000 * smooth(point));
  const other = fitEmulator(points, inThousandths);
  const alike = (value: number, expected: number) => expect(value / expected).toBeCloseTo(1, 4);
  const middle = [0.5, 0.5];
  alike(other.predict(middle).mean - 5, 1000 * own.predict(middle).mean);
  alike(other.predict([0.99, 0.99]).variance, 1e6 * own.predict([0.99, 0.99]).variance);
  alike(other.noise, 1e6 * own.noise);
  const [left, itsLeft] = [
    own.leaveOneOut(points, points.map(smooth)),
    other.leaveOneOut(points, inThousandths),
  ];
  alike(itsLeft[3]!.mean - 5, 1000 * left[3]!.mean);
  alike(itsLeft[3]!.variance, 1e6 * left[3]!.variance);
});

test('the doubt of a prediction is its own, whenever it is asked for', () => {
  const emulator = fitEmulator(points, points.map(smooth));
  const corner = [0.99, 0.99];
  const [first, second] = [emulator.predict(corner), emulator.predict([0.5, 0.5])];
  const [ofSecond, ofFirst] = [second.variance, first.variance];
  expect(ofFirst).toBe(emulator.predict(corner).variance);
  expect(ofFirst).toBeGreaterThan(ofSecond);
});
