import { asUniform, KeyedDraws } from '../random/keyed-draws.ts';

/**
 * Enough that chance in the resampling moves a bound of a 90% interval by a tenth of the statistic's standard error: of a normal's 5%
 * quantile by √(0.05 · 0.95 ÷ 500) ÷ φ(1.645).
 */
const RESAMPLES = 500;

/**
 * A statistic of as many items drawn with replacement, five hundred times over; keyed by the seed, so it is the same every time.
 * Source: Efron and Tibshirani (1993), An Introduction to the Bootstrap; their percentile intervals are what callers take of it.
 * @param of the statistic of the items at these positions, which are overwritten for the next.
 */
export function resampled<T>(items: number, seed: string, of: (positions: Int32Array) => T): T[] {
  const draws = new KeyedDraws(`${seed} bootstrap`);
  const counters = Int32Array.from({ length: items }, (_, item) => item);
  const words = new Int32Array(items);
  return Array.from({ length: RESAMPLES }, (_, sample) => {
    draws.open(sample, 0).drawMany(0, counters, items, words);
    for (let item = 0; item < items; item++) words[item] = Math.floor(asUniform(words[item]!) * items);
    return of(words);
  });
}
