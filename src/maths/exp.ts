import { POWERS_OF_TWO } from './words.ts';

const LN2_HIGH = 6.9314718036912381649e-1;
const LN2_LOW = 1.90821492927058770002e-10;
const INVERSE_LN2 = 1.442695040888963387;

/**
 * e to the power x with the same bits in every engine (Math.exp differs between Node and browsers).
 * After fdlibm's e_exp.c (Sun Microsystems 1993, freely distributable): error below one unit in the last place.
 */
export function exp(x: number): number {
  if (!(x < 709.782712893384)) return x > 0 ? Infinity : NaN;
  if (x < -745.1332191019411) return 0;
  const power = Math.floor(INVERSE_LN2 * x + 0.5);
  const high = x - power * LN2_HIGH;
  const low = power * LN2_LOW;
  const r = high - low;
  const t = r * r;
  const c =
    r -
    t *
      (1.66666666666666019037e-1 +
        t *
          (-2.77777777770155933842e-3 +
            t *
              (6.61375632143793436117e-5 + t * (-1.6533902205465251539e-6 + t * 4.13813679705723846039e-8))));
  const y = 1 - (low - (r * c) / (2 - c) - high);
  if (power === 0) return y;
  if (power > -1023 && power < 1024) return y * POWERS_OF_TWO[1023 + power]!;
  // Beyond the normal range in two steps: 2^1024 has no double, and 2^−1023 none of full precision.
  return power >= 1024
    ? y * 2 * POWERS_OF_TWO[1022 + power]!
    : y * POWERS_OF_TWO[1123 + power]! * POWERS_OF_TWO[923]!;
}
