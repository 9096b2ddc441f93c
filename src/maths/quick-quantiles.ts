import { log } from './log.ts';
import { normalQuantile } from './normal-quantile.ts';

/**
 * Quantiles for draws that are made by the million: straight lines between exact values at the ends of 2,048 equal parts of (0, 1), and
 * the exact formula in the outer 3% at either end, where the curves are too steep for that.
 */
const PARTS = 2048;
const STEEP = 64;
/** 2^−21: what turns a word into parts. */
const WORD_TO_PART = PARTS / 4_294_967_296;

function exactAtEndsOfParts(quantile: (u: number) => number): Float64Array {
  return Float64Array.from({ length: PARTS }, (_, part) =>
    part === 0 ? Number.NaN : quantile(part / PARTS),
  );
}

function gumbelQuantile(u: number): number {
  return -log(-log(u));
}

const GUMBEL = exactAtEndsOfParts(gumbelQuantile);
const NORMAL = exactAtEndsOfParts(normalQuantile);

/**
 * The standard Gumbel value below which a share (word + ½) ÷ 2³² of draws lies, at most 3.1e−5 too high or low. Two logarithms take
 * eight times as long. @param word 32 random bits.
 */
export function quickGumbel(word: number): number {
  const at = ((word >>> 0) + 0.5) * WORD_TO_PART;
  const part = at | 0;
  if (part < STEEP || part >= PARTS - STEEP) return gumbelQuantile(at / PARTS);
  return GUMBEL[part]! + (at - part) * (GUMBEL[part + 1]! - GUMBEL[part]!);
}

/** The same for the standard normal distribution, at most 1.2e−5 off. */
export function quickNormal(word: number): number {
  const at = ((word >>> 0) + 0.5) * WORD_TO_PART;
  const part = at | 0;
  if (part < STEEP || part >= PARTS - STEEP) return normalQuantile(at / PARTS);
  return NORMAL[part]! + (at - part) * (NORMAL[part + 1]! - NORMAL[part]!);
}

/** A Gumbel value ÷ `divisor` for each of so many words: in one go, as a number that a function hands back is put into memory of its own. */
export function quickGumbels(words: Int32Array, count: number, divisor: number, values: Float64Array): void {
  for (let at = 0; at < count; at++) values[at] = quickGumbel(words[at]!) / divisor;
}

/** Adds `factor` × a normal value for each of so many words. */
export function addQuickNormals(
  words: Int32Array,
  count: number,
  factor: number,
  values: Float64Array,
): void {
  for (let at = 0; at < count; at++) values[at]! += factor * quickNormal(words[at]!);
}
