import { interval90 } from '../evidence/centre-and-interval.ts';
import { KeyedDraws } from '../random/keyed-draws.ts';
import { resampled } from './bootstrap.ts';
import { latinHypercube, MOST_SOBOL_DIMENSIONS, sobol } from './designs.ts';

/**
 * Points of the unit cube for Sobol's indices: two samples A and B of the same size, and for each factor A with that factor's coordinates
 * from B (Saltelli and others 2010, Computer Physics Communications 181).
 */
export interface SobolDesign {
  readonly a: readonly (readonly number[])[];
  readonly b: readonly (readonly number[])[];
  /** By factor. */
  readonly mixed: readonly (readonly (readonly number[])[])[];
}

/**
 * @param count points of a sample: a power of two, as Sobol's sequence likes it. @param factorOf factor of each coordinate, 0 and on.
 * Beyond the dimensions for which there are direction numbers a Latin hypercube takes the sequence's place.
 */
export function sobolDesign(count: number, factorOf: readonly number[], seed: string): SobolDesign {
  const dimensions = factorOf.length;
  const points = shifted(
    2 * dimensions <= MOST_SOBOL_DIMENSIONS
      ? sobol(count, 2 * dimensions)
      : latinHypercube(count, 2 * dimensions, seed),
    seed,
  );
  const a = points.map((point) => point.slice(0, dimensions));
  const b = points.map((point) => point.slice(dimensions));
  const factors = new Set(factorOf).size;
  const mixed = Array.from({ length: factors }, (_, factor) =>
    a.map((point, row) => point.map((u, at) => (factorOf[at] === factor ? b[row]![at]! : u))),
  );
  return { a, b, mixed };
}

/** The sequence begins in a corner of the cube, for A and B the same: all points are moved alike, round the edges (Cranley and Patterson 1976). */
function shifted(points: readonly (readonly number[])[], seed: string): number[][] {
  const draws = new KeyedDraws(`${seed} shift`).open(0, 0);
  return points.map((point) => point.map((u, at) => (u + draws.uniform(at, 0)) % 1));
}

/** Shares of an outcome's variance; numbers are null where it does not vary or no run can say. */
export interface Indices {
  /** What is left less certain by not knowing this factor alone; and its 90% interval, by the bootstrap over rows; null of one row. */
  readonly first: number | null;
  readonly firstLow: number | null;
  readonly firstHigh: number | null;
  /** The same with all its interactions. */
  readonly total: number | null;
  readonly totalLow: number | null;
  readonly totalHigh: number | null;
}

/** An outcome at the points of a design. */
export interface SobolValues {
  readonly a: readonly number[];
  readonly b: readonly number[];
  readonly mixed: readonly (readonly number[])[];
}

/**
 * First-order indices by Saltelli and others (2010), table 2 (b), total ones by Jansen (1999, Computer Physics Communications 117).
 * Rows in which a run cannot say are left out.
 * @returns one a factor.
 */
export function sobolIndices(values: SobolValues, seed: string): Indices[] {
  const rows = [...values.a.keys()].filter((row) =>
    [values.a[row]!, values.b[row]!, ...values.mixed.map((one) => one[row]!)].every(Number.isFinite),
  );
  const a = Float64Array.from(rows, (row) => values.a[row]!);
  const b = Float64Array.from(rows, (row) => values.b[row]!);
  return values.mixed.map((one, factor) => {
    const mixed = Float64Array.from(rows, (row) => one[row]!);
    const all = Int32Array.from(rows.keys());
    const point = rows.length === 0 ? null : indicesOf(a, b, mixed, all);
    if (point === null)
      return { first: null, firstLow: null, firstHigh: null, total: null, totalLow: null, totalHigh: null };
    if (rows.length === 1)
      return { ...point, firstLow: null, firstHigh: null, totalLow: null, totalHigh: null };
    const again = resampled(rows.length, `${seed} factor ${factor}`, (of) =>
      indicesOf(a, b, mixed, of),
    ).filter((one) => one !== null);
    const ofFirst = interval90(again.map(({ first }) => first));
    const ofTotal = interval90(again.map(({ total }) => total));
    return {
      ...point,
      firstLow: ofFirst.low,
      firstHigh: ofFirst.high,
      totalLow: ofTotal.low,
      totalHigh: ofTotal.high,
    };
  });
}

/** Null where the outcome does not vary over the rows. */
function indicesOf(a: Float64Array, b: Float64Array, mixed: Float64Array, rows: Int32Array) {
  let sum = 0;
  for (const row of rows) sum += a[row]! + b[row]!;
  const centre = sum / rows.length / 2; // what the estimate is of is the same about any value, and it is least noisy about the mean
  let spread = 0;
  let first = 0;
  let total = 0;
  for (const row of rows) {
    const [ofA, ofB, ofMixed] = [a[row]! - centre, b[row]! - centre, mixed[row]! - centre];
    spread += (ofA * ofA + ofB * ofB) / 2;
    first += ofB * (ofMixed - ofA);
    total += ((ofA - ofMixed) * (ofA - ofMixed)) / 2;
  }
  return spread === 0 ? null : { first: first / spread, total: total / spread };
}
