import { log } from '../../maths/log.ts';
import type { Emulator } from './gaussian-process.ts';
import type { CubePoint } from './sampling.ts';
import { halfWidth, type Target, toleranceVariance } from './targets.ts';

/** Points beyond it are ruled out: a distribution of one peak, whatever its form, has 95% within (Pukelsheim 1994). */
export const CUTOFF = 3;

/** What the runs at the size that counts have more than those that are emulated; nothing where the size is the same. */
export interface Discrepancy {
  readonly mean: number;
  readonly variance: number;
}
export const NO_DISCREPANCY: Discrepancy = { mean: 0, variance: 0 };

/** What is known of how the figures answer the parameters, after some waves. */
export interface Knowledge {
  readonly targets: readonly Target[];
  /** One a target. */
  readonly emulators: readonly Emulator[];
  /** One a target. */
  readonly discrepancies: readonly Discrepancy[];
  /** Correlations of the figures' noise in one run. */
  readonly noiseCorrelations: readonly (readonly number[])[];
  /** Variance of a run's figure at the size that counts over that of the emulated runs. */
  readonly noiseRatio: number;
  /** What was known before the last wave: these emulators learned from runs near the facts, and only earlier ones saw what lies beyond. */
  readonly before: Knowledge | null;
}

/**
 * How far a point is from the facts: the largest over targets and waves of |figure − published| over the standard deviation of all that
 * may explain it: tolerance, the model's own noise, the emulator's doubt and the reduced scale's. What one wave rules out stays ruled
 * out. Source: Craig and others (1997); Vernon, Goldstein and Bower (2010), "Galaxy formation: a Bayesian uncertainty analysis",
 * Bayesian Analysis 5, equation 13; for stochastic models Andrianakis and others (2015), PLOS Computational Biology 11.
 * @param enough once above it, the rest of targets and waves is not looked at.
 */
export function implausibility(
  knowledge: Knowledge,
  point: CubePoint,
  enough = Number.POSITIVE_INFINITY,
): number {
  let largest = 0;
  for (let known: Knowledge | null = knowledge; known !== null; known = known.before) {
    for (let at = 0; at < known.targets.length; at++) {
      largest = Math.max(largest, implausibilityOf(known, at, point, largest));
      if (largest > enough) return largest;
    }
  }
  return largest;
}

/** @param least where it is not above this, anything that is not above it may be given: the emulator's doubt is dear. */
function implausibilityOf(
  { targets, emulators, discrepancies, noiseRatio }: Knowledge,
  at: number,
  point: CubePoint,
  least: number,
): number {
  const target = targets[at]!;
  const emulator = emulators[at]!;
  const discrepancy = discrepancies[at]!;
  const prediction = emulator.predict(point);
  const figure = prediction.mean + discrepancy.mean;
  const distance = Math.abs(figure - target.published);
  const certain = toleranceVariance(target, figure) + discrepancy.variance + emulator.noise * noiseRatio;
  if (distance <= least * Math.sqrt(certain)) return 0;
  return distance / Math.sqrt(certain + prediction.variance);
}

/**
 * Log of the synthetic likelihood of the published figures, but for a constant: normal around the emulated ones, with the covariance of
 * noise, tolerance, emulator and scale. Source: Wood (2010), "Statistical inference for noisy nonlinear ecological dynamic systems",
 * Nature 466; with emulated moments Wilkinson (2014), "Accelerating ABC methods using Gaussian processes". A tolerance that reaches
 * farther on one side makes a normal of two halves, continuous at the published figure.
 */
export function logLikelihood(knowledge: Knowledge, point: CubePoint): number {
  const { targets, emulators, discrepancies, noiseCorrelations, noiseRatio } = knowledge;
  const count = targets.length;
  const noise = emulators.map((emulator) => Math.sqrt(emulator.noise * noiseRatio));
  const residuals = new Float64Array(count);
  const covariance: number[][] = [];
  for (let row = 0; row < count; row++) {
    const target = targets[row]!;
    const { mean, variance } = emulators[row]!.predict(point);
    const discrepancy = discrepancies[row]!;
    const figure = mean + discrepancy.mean;
    const own = toleranceVariance(target, figure);
    const usual = (halfWidth(target) / 2) * (halfWidth(target) / 2);
    // Measured in units that make the tolerance the same on both sides.
    const unit = own === 0 ? 1 : Math.sqrt(usual / own);
    residuals[row] = (figure - target.published) * unit;
    covariance.push(
      Array.from({ length: row + 1 }, (_, column) =>
        row === column
          ? usual + variance + discrepancy.variance + noise[row]! * noise[row]!
          : noiseCorrelations[row]![column]! * noise[row]! * noise[column]!,
      ),
    );
  }
  return logNormal(residuals, covariance);
}

/**
 * Log density of a normal at residuals from its mean, but for a constant. Factored and solved row by row in place: each step of the
 * sampler asks for it, and ml-matrix would make three matrices each time. @param covariance its lower triangle, overwritten.
 */
function logNormal(residuals: Float64Array, covariance: number[][]): number {
  let sum = 0;
  const whitened: number[] = [];
  for (const [row, cells] of covariance.entries()) {
    for (let column = 0; column <= row; column++) {
      for (let at = 0; at < column; at++) cells[column]! -= cells[at]! * covariance[column]![at]!;
      if (column < row) cells[column]! /= covariance[column]![column]!;
    }
    if (!(cells[row]! > 0)) return Number.NEGATIVE_INFINITY;
    cells[row] = Math.sqrt(cells[row]!);
    let value = residuals[row]!;
    for (let at = 0; at < row; at++) value -= cells[at]! * whitened[at]!;
    whitened.push(value / cells[row]!);
    sum -= 0.5 * whitened[row]! * whitened[row]! + log(cells[row]!);
  }
  return sum;
}
