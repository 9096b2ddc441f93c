import { CholeskyDecomposition, Matrix } from 'ml-matrix';
import { exp } from '../../maths/exp.ts';
import { log } from '../../maths/log.ts';

/**
 * An emulator of one figure over the unit cube: a Gaussian process with a constant and linear mean whose coefficients have Gaussian
 * priors, a squared-exponential remainder with a length for each input, and noise of the runs. Source: Rasmussen and Williams (2006),
 * Gaussian Processes for Machine Learning, chapters 2, 4 and 5; the linear mean in the kernel after their section 2.7.
 */

/** Logarithms of the variances, of values scaled to variance 1, and of the lengths, in sides of the cube. */
export interface Hyperparameters {
  readonly linear: number;
  readonly remainder: number;
  readonly noise: number;
  readonly lengths: readonly number[];
}

export interface Prediction {
  readonly mean: number;
  /** Of the mean of many runs there, without the noise of one. Worked out when asked for: it costs the square of the runs. */
  readonly variance: number;
}

/** A figure at a point of the cube as seen from all other points. */
export interface LeftOut {
  readonly mean: number;
  /** Of a run there: emulator and noise. */
  readonly variance: number;
}

export interface Emulator {
  predict(point: ArrayLike<number>): Prediction;
  /** Variance of one run around its mean, as the runs tell. */
  readonly noise: number;
  /** Each of some runs predicted from the others of them (Rasmussen and Williams, equations 5.10 to 5.12). */
  leaveOneOut(points: readonly (readonly number[])[], values: readonly number[]): LeftOut[];
  readonly hyperparameters: Hyperparameters;
}

/** Variance of the constant: ten times the spread of the values, so that it is as good as free. */
const CONSTANT = 100;
/** Hyperparameters are chosen on so many points at most, spread evenly over the order of the runs: the cost grows with the cube. */
const MOST_FOR_CHOICE = 200;
/** Their priors, as centre and standard deviation of logarithms: smooth over the cube unless the runs say otherwise. */
const PRIORS = { linear: [0, 2], remainder: [-1.5, 1.5], noise: [-2, 2], length: [0.7, 0.8] } as const;
/** Steps of the search, in logarithms, a round each; each halves the last. */
const STEPS = [1.2, 0.6, 0.3];
/** Beyond these a hyperparameter says nothing more. */
const WIDEST = 9;

/**
 * Fits an emulator to noisy values at points of the unit cube. Deterministic: the search is a fixed pattern.
 * @param start where the search begins, such as the hyperparameters of an earlier wave.
 */
export function fitEmulator(
  points: readonly (readonly number[])[],
  values: readonly number[],
  start?: Hyperparameters,
): Emulator {
  const dimensions = points[0]!.length;
  const { centre, scale } = scaleOf(values);
  const scaled = values.map((value) => (value - centre) / scale);
  const some = spread(points.length, MOST_FOR_CHOICE);
  const chosen = chooseHyperparameters(
    some.map((at) => points[at]!),
    some.map((at) => scaled[at]!),
    start ?? usual(dimensions),
  );
  const process = conditioned(points, scaled, chosen);
  return {
    hyperparameters: chosen,
    noise: exp(chosen.noise) * scale * scale,
    predict(point) {
      const itsScaled = process.predict(point);
      return {
        mean: centre + scale * itsScaled.mean,
        get variance() {
          return scale * scale * itsScaled.variance;
        },
      };
    },
    leaveOneOut(some, itsValues) {
      const itsScaled = itsValues.map((value) => (value - centre) / scale);
      const left = conditioned(some, itsScaled, chosen).leaveOneOut();
      return left.map(({ mean, variance }) => ({
        mean: centre + scale * mean,
        variance: scale * scale * variance,
      }));
    },
  };
}

const usual = (dimensions: number): Hyperparameters => ({
  linear: PRIORS.linear[0],
  remainder: PRIORS.remainder[0],
  noise: PRIORS.noise[0],
  lengths: Array(dimensions).fill(PRIORS.length[0]),
});

function scaleOf(values: readonly number[]): { centre: number; scale: number } {
  const centre = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - centre) * (value - centre), 0);
  return { centre, scale: Math.sqrt(squares / values.length) || 1 };
}

/** Positions spread evenly over so many, all of them if they are few. */
function spread(count: number, most: number): number[] {
  if (count <= most) return Array.from({ length: count }, (_, at) => at);
  return Array.from({ length: most }, (_, at) => Math.floor((at * count) / most));
}

/**
 * The largest posterior density of the hyperparameters that one round of exploratory moves for each step finds: the first half of Hooke and
 * Jeeves' direct search (1961, Journal of the ACM 8), without its pattern moves.
 */
function chooseHyperparameters(
  points: readonly (readonly number[])[],
  values: readonly number[],
  start: Hyperparameters,
): Hyperparameters {
  let best = toVector(start);
  let density = densityAt(points, values, best);
  for (const step of STEPS) {
    for (let at = 0; at < best.length; at++) {
      for (const sign of [1, -1]) {
        const tried = best.with(at, best[at]! + sign * step);
        if (Math.abs(tried[at]!) > WIDEST) continue;
        const itsDensity = densityAt(points, values, tried);
        if (itsDensity > density) {
          best = tried;
          density = itsDensity;
          break;
        }
      }
    }
  }
  return fromVector(best);
}

const toVector = ({ linear, remainder, noise, lengths }: Hyperparameters): number[] => [
  noise,
  linear,
  remainder,
  ...lengths,
];
const fromVector = ([noise, linear, remainder, ...lengths]: readonly number[]): Hyperparameters => ({
  linear: linear!,
  remainder: remainder!,
  noise: noise!,
  lengths,
});

/** Log of likelihood times prior of the hyperparameters, but for a constant. */
function densityAt(
  points: readonly (readonly number[])[],
  values: readonly number[],
  vector: readonly number[],
): number {
  const hyperparameters = fromVector(vector);
  const factor = factorOf(points, hyperparameters);
  if (factor === null) return Number.NEGATIVE_INFINITY;
  const whitened = forward(factor, Float64Array.from(values));
  let sum = priorDensity(hyperparameters);
  for (let at = 0; at < values.length; at++)
    sum -= 0.5 * whitened[at]! * whitened[at]! + log(factor[at * values.length + at]!);
  return sum;
}

function priorDensity({ linear, remainder, noise, lengths }: Hyperparameters): number {
  const normal = (value: number, [centre, sd]: readonly [number, number]) =>
    -0.5 * ((value - centre) / sd) * ((value - centre) / sd);
  return (
    normal(linear, PRIORS.linear) +
    normal(remainder, PRIORS.remainder) +
    normal(noise, PRIORS.noise) +
    lengths.reduce((sum, length) => sum + normal(length, PRIORS.length), 0)
  );
}

/** The covariances of points, without noise. */
class Kernel {
  readonly #linear: number;
  readonly #remainder: number;
  readonly #precisions: Float64Array;

  constructor({ linear, remainder, lengths }: Hyperparameters) {
    this.#linear = exp(linear);
    this.#remainder = exp(remainder);
    this.#precisions = Float64Array.from(lengths, (length) => exp(-2 * length));
  }

  /** With each of several points. @param others their coordinates, point by point. @param into receives one a point. */
  withEach(one: ArrayLike<number>, others: Float64Array, into: Float64Array): void {
    const precisions = this.#precisions;
    const dimensions = precisions.length;
    for (let other = 0; other < into.length; other++) {
      const first = other * dimensions;
      let product = 0;
      let distance = 0;
      for (let at = 0; at < dimensions; at++) {
        const a = one[at]!;
        const b = others[first + at]!;
        product += (a - 0.5) * (b - 0.5);
        distance += (a - b) * (a - b) * precisions[at]!;
      }
      into[other] = CONSTANT + this.#linear * product + this.#remainder * exp(-0.5 * distance);
    }
  }

  /** Of a figure at one point: with itself. */
  variance(one: ArrayLike<number>): number {
    let product = 0;
    for (let at = 0; at < this.#precisions.length; at++) product += (one[at]! - 0.5) * (one[at]! - 0.5);
    return CONSTANT + this.#linear * product + this.#remainder;
  }
}

/** Coordinates point by point. */
const flat = (points: readonly (readonly number[])[]): Float64Array => Float64Array.from(points.flat());

/** The lower triangle of the covariance's Cholesky factor, row by row; null when it has none. */
function factorOf(
  points: readonly (readonly number[])[],
  hyperparameters: Hyperparameters,
): Float64Array | null {
  const kernel = new Kernel(hyperparameters);
  const noise = exp(hyperparameters.noise);
  const count = points.length;
  const covariance = Matrix.zeros(count, count);
  const coordinates = flat(points);
  const towards = new Float64Array(count);
  for (let row = 0; row < count; row++) {
    const before = towards.subarray(0, row + 1);
    kernel.withEach(points[row]!, coordinates, before);
    for (let column = 0; column <= row; column++) {
      const value = before[column]! + (row === column ? noise : 0);
      covariance.set(row, column, value);
      covariance.set(column, row, value);
    }
  }
  const cholesky = new CholeskyDecomposition(covariance);
  return cholesky.isPositiveDefinite() ? Float64Array.from(cholesky.lowerTriangularMatrix.to1DArray()) : null;
}

/** Solves L x = b for a lower triangle, which ml-matrix does only together with Lᵀ. @param solution receives x. */
function forward(
  factor: Float64Array,
  right: Float64Array,
  solution = new Float64Array(right.length),
): Float64Array {
  const count = right.length;
  for (let row = 0; row < count; row++) {
    let sum = right[row]!;
    const start = row * count;
    for (let column = 0; column < row; column++) sum -= factor[start + column]! * solution[column]!;
    solution[row] = sum / factor[start + row]!;
  }
  return solution;
}

/** Solves Lᵀ x = b. */
function backward(factor: Float64Array, right: Float64Array): Float64Array {
  const count = right.length;
  const solution = Float64Array.from(right);
  for (let row = count - 1; row >= 0; row--) {
    const start = row * count;
    solution[row]! /= factor[start + row]!;
    const value = solution[row]!;
    for (let column = 0; column < row; column++) solution[column]! -= factor[start + column]! * value;
  }
  return solution;
}

/** The process given the scaled values. @throws Error when points coincide so that the covariance has no factor. */
function conditioned(
  points: readonly (readonly number[])[],
  values: readonly number[],
  hyperparameters: Hyperparameters,
) {
  const kernel = new Kernel(hyperparameters);
  const factor = factorOf(points, hyperparameters);
  if (factor === null) throw new Error('the covariance of the design points is not positive definite');
  const weights = backward(factor, forward(factor, Float64Array.from(values)));
  const count = points.length;
  const coordinates = flat(points);
  // Filled anew for each point that is asked for: arrays made for each took a quarter of a calibration's time.
  const towards = new Float64Array(count);
  const whitened = new Float64Array(count);
  let isTowards: ArrayLike<number> | null = null;
  const look = (point: ArrayLike<number>) => {
    if (isTowards !== point) kernel.withEach(point, coordinates, towards);
    isTowards = point;
  };
  return {
    predict(point: ArrayLike<number>): Prediction {
      look(point);
      let mean = 0;
      for (let at = 0; at < count; at++) mean += towards[at]! * weights[at]!;
      return {
        mean,
        get variance() {
          look(point);
          forward(factor, towards, whitened);
          let variance = kernel.variance(point);
          for (let at = 0; at < count; at++) variance -= whitened[at]! * whitened[at]!;
          return Math.max(0, variance);
        },
      };
    },
    leaveOneOut(): LeftOut[] {
      const unit = new Float64Array(count);
      return values.map((value, at) => {
        unit.fill(0);
        unit[at] = 1;
        const column = forward(factor, unit);
        let precision = 0;
        for (let row = at; row < count; row++) precision += column[row]! * column[row]!;
        return { mean: value - weights[at]! / precision, variance: 1 / precision };
      });
    },
  };
}
