/**
 * The two 32-bit halves of a double, to read its exponent. Every engine that runs JavaScript today is little-endian;
 * `HIGH` would be 0 on another.
 */
export const DOUBLE = new Float64Array(1);
export const WORDS = new Int32Array(DOUBLE.buffer);
export const HIGH = 1;

/**
 * 2^(index − 1023) for index 1 … 2046. A product with one of these is exact, and faster than writing an exponent
 * into the words of a double: a load of 64 bits after a store of 32 stalls the processor.
 */
export const POWERS_OF_TWO = Float64Array.from({ length: 2047 }, (_, index) => {
  if (index === 0) return 0;
  let power = 1;
  for (let up = 1023; up < index; up++) power *= 2;
  for (let down = 1023; down > index; down--) power /= 2;
  return power;
});
