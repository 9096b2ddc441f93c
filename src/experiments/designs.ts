import { KeyedDraws, type Stream } from '../random/keyed-draws.ts';

/** One parameter of a sweep: its path, and the values it takes or the range it is drawn from. */
export type Axis =
  | { readonly path: string; readonly values: readonly string[] }
  | { readonly path: string; readonly from: number; readonly to: number; readonly steps: number | null };

/** Ways to choose the cells of a sweep. */
export const DESIGNS = ['grid', 'sobol', 'latin-hypercube'] as const;
export type Design = (typeof DESIGNS)[number];

/** What each parameter of a sweep is in one cell, in the order of the axes. */
export type Cell = readonly string[];

/** Every combination of the axes' values; the last axis runs fastest. */
export function gridCells(axes: readonly Axis[]): Cell[] {
  return axes.reduce<string[][]>(
    (cells, axis) => cells.flatMap((cell) => valuesOf(axis).map((value) => [...cell, value])),
    [[]],
  );
}

/** Values of an axis from its first to its last, evenly apart. */
export function valuesOf(axis: Axis): string[] {
  if ('values' in axis) return [...axis.values];
  const steps = axis.steps ?? 1;
  if (steps === 1) return [numberText(axis.from)];
  return Array.from({ length: steps }, (_, step) =>
    numberText(axis.from + ((axis.to - axis.from) * step) / (steps - 1)),
  );
}

/** Cells at points of the unit cube, one coordinate an axis. */
export function cellsAt(axes: readonly Axis[], points: readonly (readonly number[])[]): Cell[] {
  return points.map((point) => axes.map((axis, at) => valueAt(axis, point[at]!)));
}

function valueAt(axis: Axis, u: number): string {
  if (!('values' in axis)) return numberText(axis.from + u * (axis.to - axis.from));
  return axis.values[Math.min(axis.values.length - 1, Math.floor(u * axis.values.length))]!;
}

const numberText = (value: number): string => String(Number(value.toPrecision(12)));

/**
 * Latin hypercube: in each dimension one point in each of `count` equal parts, parts paired at random. Keyed by the seed, so it
 * is the same every time. Source: McKay, Beckman and Conover (1979), Technometrics 21.
 */
export function latinHypercube(count: number, dimensions: number, seed: string): number[][] {
  const draws = new KeyedDraws(`${seed} latin hypercube`);
  return latinPoints(count, dimensions, (dimension) => draws.open(dimension + 1, 0));
}

/** The same by draws of the caller's own. @param streamOf a stream for each dimension, from 0 on. */
export function latinPoints(
  count: number,
  dimensions: number,
  streamOf: (dimension: number) => Stream,
): number[][] {
  const columns = Array.from({ length: dimensions }, (_, dimension) => {
    const stream = streamOf(dimension);
    const order = Array.from({ length: count }, (_, part) => ({ part, key: stream.uniform(part, 0) }));
    order.sort((one, other) => one.key - other.key || one.part - other.part);
    return order.map(({ part }) => (part + stream.uniform(part, 1)) / count);
  });
  return Array.from({ length: count }, (_, point) => columns.map((column) => column[point]!));
}

/**
 * Primitive polynomials and first direction numbers by dimension, from the second on; the first is the van der Corput sequence.
 * Source: Joe and Kuo (2008), "Constructing Sobol sequences with better two-dimensional projections", file new-joe-kuo-6.21201.
 */
const DIRECTIONS: readonly { readonly polynomial: number; readonly first: readonly number[] }[] = [
  { polynomial: 0, first: [1] },
  { polynomial: 1, first: [1, 3] },
  { polynomial: 1, first: [1, 3, 1] },
  { polynomial: 2, first: [1, 1, 1] },
  { polynomial: 1, first: [1, 1, 3, 3] },
  { polynomial: 4, first: [1, 3, 5, 13] },
  { polynomial: 2, first: [1, 1, 5, 5, 17] },
  { polynomial: 4, first: [1, 1, 5, 5, 5] },
  { polynomial: 7, first: [1, 1, 7, 11, 19] },
  { polynomial: 11, first: [1, 1, 5, 1, 1] },
  { polynomial: 13, first: [1, 1, 1, 3, 11] },
  { polynomial: 14, first: [1, 3, 5, 5, 31] },
  { polynomial: 1, first: [1, 3, 3, 9, 7, 49] },
  { polynomial: 13, first: [1, 1, 1, 15, 21, 21] },
  { polynomial: 16, first: [1, 3, 1, 13, 27, 49] },
  { polynomial: 19, first: [1, 1, 1, 15, 7, 5] },
  { polynomial: 22, first: [1, 3, 1, 15, 13, 25] },
  { polynomial: 25, first: [1, 1, 5, 5, 19, 61] },
  { polynomial: 1, first: [1, 3, 7, 11, 23, 15, 103] },
  { polynomial: 4, first: [1, 3, 7, 13, 13, 15, 69] },
  { polynomial: 7, first: [1, 1, 3, 13, 7, 35, 63] },
  { polynomial: 8, first: [1, 3, 5, 9, 1, 25, 53] },
  { polynomial: 14, first: [1, 3, 1, 13, 9, 35, 107] },
  { polynomial: 19, first: [1, 3, 1, 5, 27, 61, 31] },
  { polynomial: 21, first: [1, 1, 5, 11, 19, 41, 61] },
  { polynomial: 28, first: [1, 3, 5, 3, 3, 13, 69] },
  { polynomial: 31, first: [1, 1, 7, 13, 1, 19, 1] },
  { polynomial: 32, first: [1, 3, 7, 5, 13, 19, 59] },
  { polynomial: 37, first: [1, 1, 3, 9, 25, 29, 41] },
  { polynomial: 41, first: [1, 3, 5, 13, 23, 1, 55] },
  { polynomial: 42, first: [1, 3, 7, 3, 13, 59, 17] },
  { polynomial: 50, first: [1, 3, 1, 3, 5, 53, 69] },
  { polynomial: 55, first: [1, 1, 5, 5, 23, 33, 13] },
  { polynomial: 56, first: [1, 1, 7, 7, 1, 61, 123] },
  { polynomial: 59, first: [1, 1, 7, 9, 13, 61, 49] },
  { polynomial: 62, first: [1, 3, 3, 5, 3, 55, 33] },
  { polynomial: 14, first: [1, 3, 1, 15, 31, 13, 49, 245] },
  { polynomial: 21, first: [1, 3, 5, 15, 31, 59, 63, 97] },
  { polynomial: 22, first: [1, 3, 1, 11, 11, 11, 77, 249] },
];
/** The first dimension needs no direction numbers. */
export const MOST_SOBOL_DIMENSIONS = DIRECTIONS.length + 1;
const BITS = 32;

/**
 * The first points of Sobol's sequence in Gray-code order (Antonov and Saleev 1979), the origin first.
 * @throws RangeError beyond `MOST_SOBOL_DIMENSIONS`.
 */
export function sobol(count: number, dimensions: number): number[][] {
  if (dimensions > MOST_SOBOL_DIMENSIONS)
    throw new RangeError(`no direction numbers for ${dimensions} dimensions`);
  const directions = Array.from({ length: dimensions }, (_, dimension) => directionsOf(dimension));
  const now = new Uint32Array(dimensions);
  const points: number[][] = [];
  for (let index = 0; index < count; index++) {
    points.push([...now].map((word) => word * 2.3283064365386963e-10)); // 2^−32
    const bit = Math.clz32(1) - Math.clz32(~index & (index + 1)); // the lowest zero of index
    for (let dimension = 0; dimension < dimensions; dimension++)
      now[dimension]! ^= directions[dimension]![bit]!;
  }
  return points;
}

function directionsOf(dimension: number): Uint32Array {
  const words = new Uint32Array(BITS);
  if (dimension === 0) {
    for (let bit = 0; bit < BITS; bit++) words[bit] = 2 ** (BITS - 1 - bit);
    return words;
  }
  const { polynomial, first } = DIRECTIONS[dimension - 1]!;
  const degree = first.length;
  for (let bit = 0; bit < BITS; bit++) {
    if (bit < degree) {
      words[bit] = first[bit]! * 2 ** (BITS - 1 - bit);
      continue;
    }
    let word = words[bit - degree]! ^ (words[bit - degree]! >>> degree);
    for (let term = 1; term < degree; term++)
      if ((polynomial >>> (degree - 1 - term)) & 1) word ^= words[bit - term]!;
    words[bit] = word;
  }
  return words;
}
