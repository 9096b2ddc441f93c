import { mean, sampleStandardDeviation } from 'simple-statistics';
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
  const expected = tries * probability;
  // Cornish and Fisher: the skew of a binomial moves its far quantiles out by at most (z² − 1) ÷ 6; and half for whole counts.
  const skew = (deviations * deviations - 1) / 6;
  const tolerance = deviations * Math.sqrt(expected * (1 - probability)) + skew + 0.5;
  const says = `${message}: ${count} of ${tries}, expected ${expected.toFixed(1)} ± ${tolerance.toFixed(1)}`;
  expect(Math.abs(count - expected), says).toBeLessThanOrEqual(tolerance);
}

/** That the mean of independent counts is what it should be, but for chance. Their own spread says how far it may be off. */
export function expectMean(counts: readonly number[], expected: number, message: string): void {
  const error = sampleStandardDeviation([...counts]) / Math.sqrt(counts.length);
  const difference = mean([...counts]) - expected;
  const says = `${message}: ${mean([...counts])}, expected ${expected} ± ${error * ONCE_IN_A_MILLION}`;
  expect(Math.abs(difference), says).toBeLessThanOrEqual(error * ONCE_IN_A_MILLION);
  expect(error * ONCE_IN_A_MILLION, 'a test that means something').toBeLessThan(0.2 * expected);
}
