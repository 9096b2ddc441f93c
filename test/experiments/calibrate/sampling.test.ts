import { expect, test } from 'vitest';
import {
  type CubePoint,
  effective,
  sampleDensity,
  sampleRegion,
  spreadOut,
} from '../../../src/experiments/calibrate/sampling.ts';
import { KeyedDraws } from '../../../src/random/keyed-draws.ts';

const draws = () => new KeyedDraws('sampling');
const fromMiddle = (point: CubePoint) => Math.max(...point.map((value) => Math.abs(value - 0.5)));
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

test('a box of a known share of the cube is found, filled evenly, and its share told', () => {
  // Half-width 0.05 in four dimensions: 0.1⁴ of the cube.
  const region = sampleRegion(fromMiddle, 0.05, { particles: 400, dimensions: 4, draws: draws() });
  expect(region.limit).toBe(0.05);
  expect(region.points.every((point) => fromMiddle(point) <= 0.05)).toBe(true);
  expect(Math.log10(region.share)).toBeGreaterThan(-4.35);
  expect(Math.log10(region.share)).toBeLessThan(-3.65);
  for (let at = 0; at < 4; at++) {
    const column = region.points.map((point) => point[at]!);
    expect(Math.abs(mean(column) - 0.5)).toBeLessThan(0.01); // uniform: sd 0.029, so 0.0014 for independent points
    const sd = Math.sqrt(mean(column.map((value) => (value - 0.5) * (value - 0.5))));
    expect(sd).toBeGreaterThan(0.024);
    expect(sd).toBeLessThan(0.034);
  }
});

test('where nothing is ruled out, all of the cube is the region', () => {
  const region = sampleRegion(fromMiddle, 0.5, { particles: 100, dimensions: 2, draws: draws() });
  expect(region.share).toBe(1);
});

test('points that may be anywhere stay evenly spread to the edges, and none lies on one', () => {
  const start = sampleRegion(fromMiddle, 0.5, { particles: 1000, dimensions: 1, draws: draws() }).points;
  const found = sampleDensity(() => 0, start, draws()).map(([x]) => x!);
  expect(found.filter((x) => x === 0 || x === 1)).toEqual([]);
  // A tenth of a thousand: 100 ± 9.5.
  for (const edge of [(x: number) => x < 0.1, (x: number) => x > 0.9])
    expect(Math.abs(found.filter(edge).length - 100)).toBeLessThan(48);
});

test('a limit that nothing reaches is said, with the nearest that was found', () => {
  const region = sampleRegion((point) => 1 + fromMiddle(point), 0.5, {
    particles: 100,
    dimensions: 2,
    draws: draws(),
  });
  expect(region.limit).toBeGreaterThan(0.5);
  expect(region.points.length).toBe(100);
});

test('points follow a density: mean, spread and correlation of a normal', () => {
  const density = ([x, y]: CubePoint) => {
    const [a, b] = [(x! - 0.5) / 0.05, (y! - 0.5) / 0.1];
    return -(a * a - 1.2 * a * b + b * b) / (2 * (1 - 0.36)); // correlation 0.6
  };
  const start = sampleRegion(fromMiddle, 0.5, { particles: 800, dimensions: 2, draws: draws() }).points;
  const points = sampleDensity(density, start, draws());
  const [xs, ys] = [points.map(([x]) => (x! - 0.5) / 0.05), points.map(([, y]) => (y! - 0.5) / 0.1)];
  expect(Math.abs(mean(xs))).toBeLessThan(0.15);
  expect(mean(xs.map((x) => x * x))).toBeGreaterThan(0.8);
  expect(mean(xs.map((x) => x * x))).toBeLessThan(1.25);
  expect(mean(xs.map((x, at) => x * ys[at]!))).toBeGreaterThan(0.45);
  expect(mean(xs.map((x, at) => x * ys[at]!))).toBeLessThan(0.75);
});

test('the farthest from each other are chosen', () => {
  const line = [0, 0.1, 0.5, 0.9, 1].map((x) => [x]);
  expect(spreadOut(line, 3)).toEqual([[0], [1], [0.5]]);
});

test('equal weights are worth as many as they are, one weight alone is worth one', () => {
  expect(effective([3, 3, 3, 3])).toBeCloseTo(4, 12);
  expect(effective([0, -1000])).toBeCloseTo(1, 12);
});
