import { mean, sampleStandardDeviation } from 'simple-statistics';
import { interval90 } from '../evidence/centre-and-interval.ts';
import { KeyedDraws, type Stream } from '../random/keyed-draws.ts';
import { grouped } from '../scenario/grouped.ts';
import { resampled } from './bootstrap.ts';

/** Steps of a coordinate, 0 to 1; a factor moves by half of them, so that up and down are alike (Morris 1991). */
const LEVELS = 4;
const STEP = LEVELS / (2 * (LEVELS - 1));

/** A walk through the unit cube on which each factor moves once. */
export interface Trajectory {
  /** One more than there are factors; a coordinate a column. */
  readonly points: readonly (readonly number[])[];
  /** Which factor moves from a point to the next. */
  readonly order: readonly number[];
}

/**
 * Trajectories far from each other: of many drawn at random, those chosen one after another that add most to the distances
 * (Morris 1991, Technometrics 33; Campolongo, Cariboni and Saltelli 2007, Environmental Modelling & Software 22, whose best choice of
 * all is approached one by one as Ruano, Ribes and Ferrer 2012). Coordinates of one factor move together, each its own way.
 * @param factorOf factor of each coordinate, 0 and on.
 */
export function trajectories(count: number, factorOf: readonly number[], seed: string): Trajectory[] {
  const draws = new KeyedDraws(`${seed} trajectories`);
  const candidates = Array.from({ length: candidatesOf(count, factorOf) }, (_, at) =>
    trajectory(factorOf, draws.open(at, 0)),
  );
  return spreadOut(candidates, count, factorOf);
}

/** As many as Campolongo and others take, unless their distances would take longer than the runs. */
function candidatesOf(count: number, factorOf: readonly number[]): number {
  const MOST_CANDIDATES = 500;
  const MOST_STEPS = 3e8;
  const ofPair = (new Set(factorOf).size + 1) * factorOf.length;
  return Math.max(count, Math.min(MOST_CANDIDATES, Math.floor(Math.sqrt((2 * MOST_STEPS) / ofPair))));
}

function trajectory(factorOf: readonly number[], draws: Stream): Trajectory {
  const start = factorOf.map((_, at) => Math.floor(draws.uniform(at, 0) * LEVELS) / (LEVELS - 1));
  const factors = [...new Set(factorOf)].sort((one, other) => one - other);
  const order = factors
    .map((factor) => ({ factor, key: draws.uniform(factor, 1) }))
    .sort((one, other) => one.key - other.key || one.factor - other.factor)
    .map(({ factor }) => factor);
  const points = [start];
  for (const factor of order)
    points.push(points.at(-1)!.map((u, at) => (factorOf[at] !== factor ? u : u < 0.5 ? u + STEP : u - STEP)));
  return { points, order };
}

function spreadOut(
  candidates: readonly Trajectory[],
  count: number,
  factorOf: readonly number[],
): Trajectory[] {
  if (candidates.length <= count) return [...candidates];
  const coordinatesOf = grouped(factorOf.keys(), (at) => factorOf[at]!);
  const chosen = [0];
  const added = candidates.map(() => 0);
  while (chosen.length < count) {
    const last = candidates[chosen.at(-1)!]!;
    for (const [at, candidate] of candidates.entries())
      if (!chosen.includes(at)) added[at]! += distance(last, candidate, coordinatesOf) ** 2;
    let farthest = -1;
    for (const at of candidates.keys())
      if (!chosen.includes(at) && (farthest < 0 || added[at]! > added[farthest]!)) farthest = at;
    chosen.push(farthest);
  }
  return chosen.map((at) => candidates[at]!);
}

/** Sum of the distances of all points of one to all points of the other, squares kept up from step to step. */
function distance(
  one: Trajectory,
  other: Trajectory,
  coordinatesOf: ReadonlyMap<number, readonly number[]>,
): number {
  const first = one.points[0]!;
  const squares = other.points.map((point) => squareOf(first, point));
  let sum = squares.reduce((total, square) => total + Math.sqrt(square), 0);
  for (const [step, factor] of one.order.entries()) {
    const [before, after] = [one.points[step]!, one.points[step + 1]!];
    for (const [at, point] of other.points.entries()) {
      for (const coordinate of coordinatesOf.get(factor)!) {
        const [was, is] = [before[coordinate]! - point[coordinate]!, after[coordinate]! - point[coordinate]!];
        squares[at]! += is * is - was * was;
      }
      sum += Math.sqrt(Math.max(0, squares[at]!));
    }
  }
  return sum;
}

function squareOf(one: readonly number[], other: readonly number[]): number {
  return one.reduce((sum, u, at) => sum + (u - other[at]!) * (u - other[at]!), 0);
}

/** What a factor does to an outcome, over its whole range; numbers are null where no run can say. */
export interface Screened {
  /** μ*: mean of the absolute elementary effects; and its 90% interval, by the bootstrap; null of one trajectory. */
  readonly strength: number | null;
  readonly low: number | null;
  readonly high: number | null;
  /** μ: mean of the effects with their signs; null of several parameters, which move each its own way. */
  readonly mean: number | null;
  /** σ: their standard deviation; null of one trajectory, and of several parameters. */
  readonly deviation: number | null;
  readonly effects: number;
}

/**
 * @param walks the trajectories. @param values an outcome at each point of each; NaN where undefined.
 * @param factorOf as for `trajectories`. @returns one a factor.
 */
export function screened(
  walks: readonly Trajectory[],
  values: readonly (readonly number[])[],
  factorOf: readonly number[],
  seed: string,
): Screened[] {
  const factors = new Set(factorOf).size;
  return Array.from({ length: factors }, (_, factor) => {
    const coordinates = factorOf.flatMap((of, at) => (of === factor ? [at] : []));
    const effects = walks
      .map(({ points, order }, walk) => {
        const step = order.indexOf(factor);
        const change = values[walk]![step + 1]! - values[walk]![step]!;
        const moved = points[step + 1]![coordinates[0]!]! - points[step]![coordinates[0]!]!;
        return coordinates.length === 1 ? change / moved : Math.abs(change) / STEP;
      })
      .filter((effect) => !Number.isNaN(effect));
    return summaryOf(effects, coordinates.length === 1, `${seed} factor ${factor}`);
  });
}

function summaryOf(effects: readonly number[], isSigned: boolean, seed: string): Screened {
  if (effects.length === 0)
    return { strength: null, low: null, high: null, mean: null, deviation: null, effects: 0 };
  const absolute = effects.map(Math.abs);
  const { low, high } =
    effects.length === 1
      ? { low: null, high: null }
      : interval90(resampled(absolute.length, seed, (of) => mean([...of].map((at) => absolute[at]!))));
  return {
    strength: mean(absolute),
    low,
    high,
    mean: isSigned ? mean([...effects]) : null,
    deviation: isSigned && effects.length > 1 ? sampleStandardDeviation([...effects]) : null,
    effects: effects.length,
  };
}
