import { exp } from '../../maths/exp.ts';
import { log } from '../../maths/log.ts';
import type { KeyedDraws, Stream } from '../../random/keyed-draws.ts';
import { latinPoints } from '../designs.ts';

/** A point of the unit cube: for each parameter the share of its prior below it. */
export type CubePoint = readonly number[];

/** Random-walk moves of each particle between two steps; below this many, copies would stay together. */
const SWEEPS = 5;
/** 2.38 ÷ √dimensions is the best step for a normal target (Roberts, Gelman and Gilks 1997). */
const BEST_STEP = 2.38;
/** Share of particles that a step keeps at least: half of them, as in subset simulation. */
const KEPT = 0.5;
/** Against a region that cannot be reached, or is empty. */
const MOST_STEPS = 60;

export interface Region {
  readonly points: CubePoint[];
  /** Of the cube, and so of the prior. */
  readonly share: number;
  /** Largest value of what was asked for that is in the region: the limit, or more where the limit was not reached. */
  readonly limit: number;
}

/**
 * Points spread evenly over the part of the unit cube where `size` is at most `limit`, and the share of the cube that it is. The
 * limit comes down step by step, each to the median of the particles, which are then moved within it. Sources: Au and Beck (2001),
 * "Estimation of small failure probabilities in high dimensions by subset simulation", Probabilistic Engineering Mechanics 16; for
 * non-implausible regions Williamson and Vernon (2013), "Efficient uniform designs for multi-wave computer experiments".
 * @param size may stop and give anything above `enough` once it is past that.
 */
export function sampleRegion(
  size: (point: CubePoint, enough: number) => number,
  limit: number,
  { particles, dimensions, draws }: { particles: number; dimensions: number; draws: KeyedDraws },
): Region {
  let points: CubePoint[] = latinPoints(particles, dimensions, (dimension) =>
    draws.open(SAMPLING.first, dimension),
  );
  let sizes = points.map((point) => size(point, Number.POSITIVE_INFINITY));
  let share = 1;
  let reached = Number.POSITIVE_INFINITY;
  for (let step = 1; reached > limit && step <= MOST_STEPS; step++) {
    const sorted = sizes.toSorted((one, other) => one - other);
    const next = Math.max(limit, sorted[Math.ceil(KEPT * particles) - 1]!);
    const inside = points.flatMap((_, at) => (sizes[at]! <= next ? [at] : []));
    share *= inside.length / particles;
    if (next >= reached) break; // the particles no longer come nearer
    reached = next;
    const moves = proposals(inside.map((at) => points[at]!));
    const chosen = Array.from({ length: particles }, (_, at) => inside[at % inside.length]!);
    const moved = chosen.map((from, particle) => {
      const stream = draws.open(SAMPLING.move, step * particles + particle);
      let [point, itsSize] = [points[from]!, sizes[from]!];
      for (let sweep = 0; sweep < SWEEPS; sweep++) {
        const tried = moves(point, stream, sweep);
        const triedSize = size(tried, reached);
        if (triedSize <= reached) [point, itsSize] = [tried, triedSize];
      }
      return { point, itsSize };
    });
    points = moved.map(({ point }) => point);
    sizes = moved.map(({ itsSize }) => itsSize);
  }
  return { points, share, limit: reached };
}

/**
 * Points distributed as exp(density) within the region where `start` is spread evenly: the density comes in by degrees, each so large
 * that the weights are still worth half of the particles, and the particles are resampled and moved. Source: Del Moral, Doucet and
 * Jasra (2006), "Sequential Monte Carlo samplers", Journal of the Royal Statistical Society B 68.
 * @param density log density, −∞ outside the region.
 */
export function sampleDensity(
  density: (point: CubePoint) => number,
  start: readonly CubePoint[],
  draws: KeyedDraws,
): CubePoint[] {
  let points: CubePoint[] = [...start];
  let densities = points.map(density);
  let heat = 0;
  for (let step = 1; heat < 1 && step <= MOST_STEPS; step++) {
    const next = nextHeat(densities, heat);
    const weights = densities.map((one) => (next - heat) * one);
    heat = next;
    const chosen = resampled(weights, draws.open(SAMPLING.resample, step).uniform(0, 0));
    const moves = proposals(chosen.map((at) => points[at]!));
    const moved = chosen.map((from, particle) => {
      const stream = draws.open(SAMPLING.temper, step * points.length + particle);
      let [point, itsDensity] = [points[from]!, densities[from]!];
      for (let sweep = 0; sweep < SWEEPS; sweep++) {
        const tried = moves(point, stream, sweep);
        const triedDensity = density(tried);
        const accept = log(stream.uniform(sweep, -1)) < heat * (triedDensity - itsDensity);
        if (accept) [point, itsDensity] = [tried, triedDensity];
      }
      return { point, itsDensity };
    });
    points = moved.map(({ point }) => point);
    densities = moved.map(({ itsDensity }) => itsDensity);
  }
  return points;
}

/** What the draws of this module are for. */
const SAMPLING = { first: 1, move: 2, resample: 3, temper: 4 } as const;

/** Largest heat at which the particles' weights are still worth half of them. */
function nextHeat(densities: readonly number[], heat: number): number {
  const worth = (next: number) => effective(densities.map((one) => (next - heat) * one));
  if (worth(1) >= KEPT * densities.length) return 1;
  let [low, high] = [heat, 1];
  for (let halving = 0; halving < 40; halving++) {
    const middle = (low + high) / 2;
    if (worth(middle) >= KEPT * densities.length) low = middle;
    else high = middle;
  }
  return Math.max(low, heat + 1e-6);
}

/** Kish's effective number of weights given as logarithms. */
export function effective(logWeights: readonly number[]): number {
  const weights = normalised(logWeights);
  return 1 / weights.reduce((sum, weight) => sum + weight * weight, 0);
}

/** Weights that sum to 1, from their logarithms. */
export function normalised(logWeights: readonly number[]): number[] {
  const largest = Math.max(...logWeights);
  const weights = logWeights.map((one) => exp(one - largest));
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return weights.map((weight) => weight / sum);
}

/** Systematic resampling: positions, as many as there are weights. */
function resampled(logWeights: readonly number[], u: number): number[] {
  const weights = normalised(logWeights);
  const chosen: number[] = [];
  let below = 0;
  for (const [at, weight] of weights.entries()) {
    below += weight;
    while (chosen.length < weights.length && (chosen.length + u) / weights.length < below) chosen.push(at);
  }
  while (chosen.length < weights.length) chosen.push(weights.length - 1);
  return chosen;
}

/** Proposals of the random walk: a normal step with the particles' covariance, turned back at the cube's faces. */
function proposals(points: readonly CubePoint[]) {
  const dimensions = points[0]!.length;
  const means = Array.from(
    { length: dimensions },
    (_, at) => points.reduce((sum, point) => sum + point[at]!, 0) / points.length,
  );
  const factor = choleskyOfSpread(points, means);
  const step = BEST_STEP / Math.sqrt(dimensions);
  return (from: CubePoint, stream: Stream, sweep: number): CubePoint => {
    const normals = means.map((_, at) => stream.normal(sweep, at));
    // Now long, now short: a chain stuck in a corner gets out.
    const long = step * [1, 0.5, 0.2][sweep % 3]!;
    return from.map((value, row) => {
      let move = 0;
      for (let column = 0; column <= row; column++) move += factor[row]![column]! * normals[column]!;
      return turnedBack(value + long * move);
    });
  };
}

/**
 * Lower triangle whose square is the covariance of the points, and a little more on its diagonal. It is always there, as ml-matrix's
 * would not be: points may lie in a plane, and there rounding could leave nothing under a root.
 */
function choleskyOfSpread(points: readonly CubePoint[], means: readonly number[]): number[][] {
  const dimensions = means.length;
  const factor: number[][] = Array.from({ length: dimensions }, () => Array(dimensions).fill(0));
  for (let row = 0; row < dimensions; row++) {
    for (let column = 0; column <= row; column++) {
      let sum = 0;
      for (const point of points) sum += (point[row]! - means[row]!) * (point[column]! - means[column]!);
      let rest = sum / points.length + (row === column ? LEAST_SPREAD : 0);
      for (let at = 0; at < column; at++) rest -= factor[row]![at]! * factor[column]![at]!;
      factor[row]![column] =
        row === column ? Math.sqrt(Math.max(rest, LEAST_SPREAD)) : rest / factor[column]![column]!;
    }
  }
  return factor;
}
/** Variance that a step keeps in every direction, in sides of the cube squared. */
const LEAST_SPREAD = 1e-6;

/** A coordinate beyond a face comes back from it as far as it went. */
function turnedBack(value: number): number {
  const within = ((value % 2) + 2) % 2;
  return within > 1 ? 2 - within : within;
}

/** As many points, each in its turn the farthest from those chosen before it (maximin; Johnson, Moore and Ylvisaker 1990). */
export function spreadOut(points: readonly CubePoint[], count: number): CubePoint[] {
  const nearest = points.map(() => Number.POSITIVE_INFINITY);
  const chosen: CubePoint[] = [];
  let next = 0;
  while (chosen.length < Math.min(count, points.length)) {
    const point = points[next]!;
    chosen.push(point);
    for (const [at, other] of points.entries()) nearest[at] = Math.min(nearest[at]!, distance(point, other));
    next = nearest.reduce((best, one, at) => (one > nearest[best]! ? at : best), 0);
  }
  return chosen;
}

function distance(one: CubePoint, other: CubePoint): number {
  return one.reduce((sum, value, at) => sum + (value - other[at]!) * (value - other[at]!), 0);
}
