/** Sums of numbers that are not whole are kept as integers of this many to a unit, so that no order of adding matters. */
export const MICRO = 1_000_000;

/** Sums by motive, as the record has them. @param micro in millionths, in the order of `motives`. */
export function microPartsOf<Motive extends string>(
  motives: readonly Motive[],
  micro: Float64Array,
): Readonly<Record<Motive, number>> {
  return Object.freeze(
    Object.fromEntries(motives.map((motive, at) => [motive, micro[at]!])) as Record<Motive, number>,
  );
}
