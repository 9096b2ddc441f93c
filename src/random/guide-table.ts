/**
 * Draws an index in proportion to fixed weights: the indices lie side by side on a line of 2^30 points, each as wide as its
 * weight, and a word's upper 30 bits are a point on it. A guide says where to start looking, so that a draw takes about one step (Chen and
 * Asau 1974). Made once and never changed during a run: a table remade when weights change would move everybody's draw.
 */
export interface GuideTable {
  /** Where each index's stretch ends; the next one's begins there. */
  readonly ends: Int32Array;
  /** First index that a point of each of 8,192 equal parts of the line can belong to. */
  readonly guide: Int32Array;
}

/** Whole numbers below 2^31 are the fastest; a weight is good to one part in 2^30 of all. */
const LINE = 1 << 30;
const GUIDE_BITS = 13;
/** Bits to drop from a word for its point, and from a point for its part of the line. */
export const POINT_SHIFT = 2;
export const GUIDE_SHIFT = 30 - GUIDE_BITS;

/** @param weights ≥ 0, at least one > 0. @throws RangeError otherwise. */
export function guideTable(weights: ArrayLike<number>): GuideTable {
  let total = 0;
  for (let index = 0; index < weights.length; index++) total += weights[index]!;
  if (!(total > 0)) throw new RangeError('a guide table needs at least one weight above 0');
  const ends = new Int32Array(weights.length);
  let sum = 0;
  let last = 0;
  for (let index = 0; index < weights.length; index++) {
    sum += weights[index]!;
    ends[index] = Math.round((sum / total) * LINE);
    if (weights[index]! > 0) last = index;
  }
  ends.fill(LINE, last); // no rounding may leave a point beyond the last stretch
  const guide = new Int32Array(1 << GUIDE_BITS);
  for (let part = 0, index = 0; part < guide.length; part++) {
    while (ends[index]! <= part * (LINE / guide.length)) index++;
    guide[part] = index;
  }
  return { ends, guide };
}

/**
 * The index whose stretch a word falls into.
 * @param word 32 random bits. @param within receives, at 0, where within the stretch: uniform on (0, 1), good to
 * 2^−30 ÷ the index's share of all weights.
 */
export function pick(table: GuideTable, word: number, within: Float64Array): number {
  const { ends, guide } = table;
  const point = word >>> POINT_SHIFT;
  let index = guide[point >> GUIDE_SHIFT]!;
  while (point >= ends[index]!) index++;
  const start = index === 0 ? 0 : ends[index - 1]!;
  within[0] = (point + 0.5 - start) / (ends[index]! - start);
  return index;
}
