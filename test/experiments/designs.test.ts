import { expect, test } from 'vitest';
import {
  type Axis,
  cellsAt,
  gridCells,
  latinHypercube,
  MOST_SOBOL_DIMENSIONS,
  sobol,
} from '../../src/experiments/designs.ts';

const AXES: Axis[] = [
  { path: 'a', values: ['x', 'y'] },
  { path: 'b', from: 0, to: 1, steps: 3 },
];

test('a grid is every combination, the last parameter running fastest', () => {
  expect(gridCells(AXES)).toEqual([
    ['x', '0'],
    ['x', '0.5'],
    ['x', '1'],
    ['y', '0'],
    ['y', '0.5'],
    ['y', '1'],
  ]);
});

test('points of the cube become values of the parameters', () => {
  expect(
    cellsAt(AXES, [
      [0.2, 0.25],
      [0.99, 1],
    ]),
  ).toEqual([
    ['x', '0.25'],
    ['y', '1'],
  ]);
});

test('a list is cut into as many equal parts as it has values, and a range is not coarser than a number is written', () => {
  const list: Axis[] = [{ path: 'a', values: ['x', 'y', 'z'] }];
  expect(cellsAt(list, [[0], [0.33], [0.34], [0.66], [0.67], [1]]).flat()).toEqual([
    'x',
    'x',
    'y',
    'y',
    'z',
    'z',
  ]);
  expect(cellsAt([{ path: 'b', from: 200_000, to: 260_000, steps: null }], [[1 / 7]])).toEqual([
    ['208571.428571'],
  ]);
});

test('the first points of Sobol’s sequence are the published ones', () => {
  // Joe and Kuo's own program prints these for two and three dimensions.
  expect(sobol(8, 3)).toEqual([
    [0, 0, 0],
    [0.5, 0.5, 0.5],
    [0.75, 0.25, 0.25],
    [0.25, 0.75, 0.75],
    [0.375, 0.375, 0.625],
    [0.875, 0.875, 0.125],
    [0.625, 0.125, 0.875],
    [0.125, 0.625, 0.375],
  ]);
});

test.each([1, 2, 5, MOST_SOBOL_DIMENSIONS])(
  'in each of %i dimensions 256 points fill 256 equal parts',
  (dimensions) => {
    const points = sobol(256, dimensions);
    for (let dimension = 0; dimension < dimensions; dimension++)
      expect(new Set(points.map((point) => Math.floor(256 * point[dimension]!))).size).toBe(256);
    expect(() => sobol(2, MOST_SOBOL_DIMENSIONS + 1)).toThrow('no direction numbers');
  },
);

test('2^n points of n dimensions have one in each corner of the cube: Sobol’s property A', () => {
  // Joe and Kuo chose their numbers so; a wrong polynomial breaks it.
  for (let n = 1; n <= 15; n++) {
    const corners = sobol(2 ** n, n).map((point) =>
      point.reduce((corner, u) => 2 * corner + (u < 0.5 ? 0 : 1), 0),
    );
    expect(new Set(corners).size, `${n} dimensions`).toBe(2 ** n);
  }
});

test('every pair of the first dimensions fills squares evenly', () => {
  const points = sobol(64, 2);
  expect(new Set(points.map(([x, y]) => `${Math.floor(8 * x!)},${Math.floor(8 * y!)}`)).size).toBe(64);
});

test('a Latin hypercube has one point in each part of each dimension, the same each time', () => {
  const points = latinHypercube(50, 4, 's');
  for (let dimension = 0; dimension < 4; dimension++)
    expect(new Set(points.map((point) => Math.floor(50 * point[dimension]!))).size).toBe(50);
  const [first, second] = [0, 1].map((dimension) =>
    points.map((point) => Math.floor(50 * point[dimension]!)),
  );
  expect(first, 'parts are paired at random').not.toEqual(second);
  const within = points.flat().map((u) => (50 * u) % 1);
  expect([Math.min(...within) < 0.1, Math.max(...within) > 0.9], 'points lie anywhere in their part').toEqual(
    [true, true],
  );
  expect(latinHypercube(50, 4, 's')).toEqual(points);
  expect(latinHypercube(50, 4, 't')).not.toEqual(points);
});
