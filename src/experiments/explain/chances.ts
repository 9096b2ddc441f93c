import type { Worth } from '../../model/trace.ts';

/**
 * Chance of each option to be the one liked best, given who was met: logit shares. The month's noise of every option is Gumbel of
 * scale 1 ÷ elasticity, all else of a value is known (the lasting quality of a pair, too): P = e^(η·v) ÷ Σ e^(η·v) over values
 * without that noise. Source: MODEL.md, "What a job is worth"; McFadden 1974.
 * @param thresholds log points added to each value before they are compared; 0 unless told.
 */
export function logitChances(
  worths: readonly Worth[],
  elasticity: number,
  thresholds: readonly number[] = worths.map(() => 0),
): number[] {
  const known = worths.map((worth, at) => elasticity * (knownValue(worth) + thresholds[at]!));
  const highest = Math.max(...known);
  if (highest === Number.NEGATIVE_INFINITY) return worths.map((_, at) => (at === 0 ? 1 : 0));
  const weights = known.map((value) => Math.exp(value - highest));
  const sum = weights.reduce((a, b) => a + b, 0);
  return weights.map((weight) => weight / sum);
}

/** Value without the noise that is drawn anew each month, log points. */
export function knownValue({ value, lasting, parts }: Worth): number {
  return value === Number.NEGATIVE_INFINITY ? value : value - (parts.at(-1)! - lasting);
}
