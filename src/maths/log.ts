import { DOUBLE, HIGH, POWERS_OF_TWO, WORDS } from './words.ts';

const LN2_HIGH = 6.9314718036912381649e-1;
const LN2_LOW = 1.90821492927058770002e-10;

/**
 * Natural logarithm with the same bits in every engine (Math.log differs between Node and browsers).
 * After fdlibm's e_log.c (Sun Microsystems 1993, freely distributable): error below one unit in the last place.
 * @param x ≥ 0. @returns −Infinity at 0, NaN below 0.
 */
export function log(x: number): number {
  if (!(x > 0)) return x === 0 ? -Infinity : NaN;
  if (x === Infinity) return x;
  if (x < 2.2250738585072014e-308) return log(x * 18014398509481984) - 54 * LN2_HIGH - 54 * LN2_LOW; // subnormal
  DOUBLE[0] = x;
  const high = WORDS[HIGH]!;
  // Mantissas above √2 count to the next power of two, so that f stays within −0.3 … 0.42.
  const exponent = (high >> 20) - 1023 + ((((high & 0x000fffff) + 0x95f64) >> 20) & 1);
  const f =
    exponent > -1023 && exponent < 1023
      ? x * POWERS_OF_TWO[1023 - exponent]! - 1
      : x * 0.25 * POWERS_OF_TWO[1025 - exponent]! - 1;
  const s = f / (2 + f);
  const z = s * s;
  const w = z * z;
  const even = w * (0.3999999999940941908 + w * (0.2222219843214978396 + w * 0.1531383769920937332));
  const odd =
    z *
    (0.666666666666673513 +
      w * (0.2857142874366239149 + w * (0.1818357216161805012 + w * 0.1479819860511658591)));
  const half = 0.5 * f * f;
  return exponent * LN2_HIGH - (half - (s * (half + (even + odd)) + exponent * LN2_LOW) - f);
}
