import { exp } from '../maths/exp.ts';
import { log } from '../maths/log.ts';
import { normalQuantile } from '../maths/normal-quantile.ts';

/** The distributions a scenario may name; parameters are in the unit of the quantity drawn. */
export type Distribution =
  | { kind: 'constant'; value: number }
  | { kind: 'uniform'; from: number; to: number }
  | { kind: 'normal'; mean: number; sd: number }
  | { kind: 'lognormal'; median: number; logSd: number }
  | { kind: 'pareto'; smallest: number; largest: number; exponent: number };

/**
 * The value below which a share u of the distribution lies, so that one uniform draw gives one value (inversion keeps
 * paired runs paired: a wider distribution moves everybody outwards and nobody past another).
 * @param u in (0, 1). Pareto is bounded: density ∝ x^(−exponent−1) between smallest and largest.
 */
export function quantile(distribution: Distribution, u: number): number {
  switch (distribution.kind) {
    case 'constant':
      return distribution.value;
    case 'uniform':
      return distribution.from + u * (distribution.to - distribution.from);
    case 'normal':
      return distribution.mean + distribution.sd * normalQuantile(u);
    case 'lognormal':
      return distribution.median * exp(distribution.logSd * normalQuantile(u));
    case 'pareto':
      return paretoQuantile(distribution.smallest, distribution.largest, distribution.exponent, u);
  }
}

function paretoQuantile(smallest: number, largest: number, exponent: number, u: number): number {
  const shareAbove = exp(exponent * log(smallest / largest));
  return smallest * exp(-log(1 - u * (1 - shareAbove)) / exponent);
}

/** An integer whose mean over u is x: floor(x + u), u uniform on (0, 1). */
export function roundedBy(x: number, u: number): number {
  return Math.floor(x + u);
}

/**
 * Which of tries, one a month, is the first that succeeds, ≥ 1: geometric.
 * @param u uniform on (0, 1). @param logFailure ln(1 − probability of success in a month), < 0.
 */
export function firstSuccess(u: number, logFailure: number): number {
  return 1 + Math.floor(log(u) / logFailure);
}

/** An index by shares that sum to 1; rounding of the sum falls to the last. @param u uniform on (0, 1). */
export function drawnIndex(shares: ArrayLike<number>, u: number): number {
  let below = 0;
  for (let index = 0; index < shares.length - 1; index++) {
    below += shares[index]!;
    if (u < below) return index;
  }
  return shares.length - 1;
}
