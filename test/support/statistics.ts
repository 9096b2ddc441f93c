import { expect } from 'vitest';

/**
 * Standard deviations that a normal variable passes on either side less than once in 10⁶: 2·(1 − Φ(5)) = 5.7·10⁻⁷.
 */
export const ONCE_IN_A_MILLION = 5;

/**
 * That a count of so many independent tries is what their probability gives, but for chance.
 * @param deviations more than five where many such claims are made at once: six for a hundred, 100 · 2·10⁻⁹.
 */
export function expectBinomial(
  count: number,
  tries: number,
  probability: number,
  message: string,
  deviations = ONCE_IN_A_MILLION,
): void {
  const mean = tries * probability;
  // Cornish and Fisher: the skew of a binomial moves its far quantiles out by at most (z² − 1) ÷ 6; and half for whole counts.
  const skew = (deviations * deviations - 1) / 6;
  const tolerance = deviations * Math.sqrt(mean * (1 - probability)) + skew + 0.5;
  const says = `${message}: ${count} of ${tries}, expected ${mean.toFixed(1)} ± ${tolerance.toFixed(1)}`;
  expect(Math.abs(count - mean), says).toBeLessThanOrEqual(tolerance);
}
