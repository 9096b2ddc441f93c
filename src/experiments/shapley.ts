/**
 * Shapley values in whole numbers: what each of several players adds to the worth of a coalition, the mean over all orders in
 * which they may come (Shapley 1953, A Value for n-Person Games). They sum to the whole exactly, which floating point would not promise.
 */
export interface Shares {
  /** One a player; divided by `denominator` its Shapley value. */
  readonly numerators: readonly bigint[];
  readonly denominator: bigint;
}

/**
 * @param worth of each coalition, at the position whose bits say who is in it: 2^players of them.
 */
export function shapley(worth: readonly bigint[], players: number): Shares {
  const weights = weightsOf(players);
  const numerators = Array.from({ length: players }, (_, player) => {
    const own = 1 << player;
    let sum = 0n;
    for (let others = 0; others < worth.length; others++) {
      if (others & own) continue;
      sum += weights[sizeOf(others)]! * (worth[others | own]! - worth[others]!);
    }
    return sum;
  });
  return { numerators, denominator: factorial(players) };
}

/**
 * How much more two players add together than each alone, averaged as Shapley values are: 0 when neither needs nor hinders the other.
 * Source: Grabisch and Roubens (1999), An axiomatic approach to the concept of interaction among players in cooperative games.
 */
export function interaction(worth: readonly number[], players: number, one: number, other: number): number {
  const [first, second] = [1 << one, 1 << other];
  let sum = 0;
  for (let rest = 0; rest < worth.length; rest++) {
    if (rest & (first | second)) continue;
    const size = sizeOf(rest);
    const weight = Number(factorial(size) * factorial(players - size - 2)) / Number(factorial(players - 1));
    sum +=
      weight * (worth[rest | first | second]! - worth[rest | first]! - worth[rest | second]! + worth[rest]!);
  }
  return sum;
}

/**
 * Whole numbers that add up to the rounded sum of fractions, each one of the two next to its fraction: the largest remainders are
 * rounded up (Hamilton's rule), ties to the earlier.
 * @param numerators of the fractions; all have the same denominator, above 0.
 */
export function roundedToTheirSum(numerators: readonly bigint[], denominator: bigint): bigint[] {
  const floors = numerators.map((numerator) => floorOf(numerator, denominator));
  const total = numerators.reduce((sum, numerator) => sum + numerator, 0n);
  const rounded = floorOf(2n * total + denominator, 2n * denominator);
  let missing = rounded - floors.reduce((sum, one) => sum + one, 0n);
  const byRemainder = numerators
    .map((numerator, at) => ({ at, remainder: numerator - floors[at]! * denominator }))
    .sort((a, b) => (a.remainder === b.remainder ? a.at - b.at : a.remainder > b.remainder ? -1 : 1));
  for (const { at } of byRemainder) {
    if (missing === 0n) break;
    floors[at]! += 1n;
    missing -= 1n;
  }
  return floors;
}

function weightsOf(players: number): bigint[] {
  return Array.from({ length: players }, (_, size) => factorial(size) * factorial(players - size - 1));
}

function factorial(number: number): bigint {
  let product = 1n;
  for (let factor = 2n; factor <= number; factor++) product *= factor;
  return product;
}

function floorOf(numerator: bigint, denominator: bigint): bigint {
  const quotient = numerator / denominator;
  return numerator % denominator < 0n ? quotient - 1n : quotient;
}

/** Members of a coalition. */
function sizeOf(coalition: number): number {
  let size = 0;
  for (let left = coalition; left !== 0; left &= left - 1) size++;
  return size;
}
