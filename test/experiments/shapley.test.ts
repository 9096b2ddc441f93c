import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { interaction, roundedToTheirSum, shapley } from '../../src/experiments/shapley.ts';

const valuesOf = (worth: readonly number[], players: number): number[] => {
  const { numerators, denominator } = shapley(worth.map(BigInt), players);
  return numerators.map((numerator) => Number(numerator) / Number(denominator));
};

describe('Shapley values', () => {
  test('of the glove game: who has the one left glove gets two thirds', () => {
    // Bits: a left glove, a right one, another right one; a pair is worth 6.
    const worth = [0, 0, 0, 6, 0, 6, 0, 6];
    expect(valuesOf(worth, 3)).toEqual([4, 1, 1]);
  });

  test('of what only adds up are each player’s own, without interactions', () => {
    const own = [5, -2, 11];
    const worth = Array.from({ length: 8 }, (_, coalition) =>
      own.reduce((sum, value, player) => (coalition & (1 << player) ? sum + value : sum), 7),
    );
    expect(valuesOf(worth, 3)).toEqual(own);
    expect(interaction(worth, 3, 0, 2)).toBe(0);
  });

  test('two who are worth 10 together and nothing apart share it, and the interaction says 10', () => {
    expect(valuesOf([0, 0, 0, 10], 2)).toEqual([5, 5]);
    expect(interaction([0, 0, 0, 10], 2, 0, 1)).toBe(10);
  });

  test('sum to the whole exactly, and a player who adds nothing gets nothing', () => {
    const worths = fc.array(fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }), {
      minLength: 16,
      maxLength: 16,
    });
    fc.assert(
      fc.property(worths, (some) => {
        const worth = [...some, ...some]; // the fifth player adds nothing
        const { numerators, denominator } = shapley(worth, 5);
        const sum = numerators.reduce((total, one) => total + one, 0n);
        expect(sum).toBe((worth.at(-1)! - worth[0]!) * denominator);
        expect(numerators[4]).toBe(0n);
      }),
    );
  });
});

test('fractions are rounded so that they add up to their rounded sum, each to a neighbour', () => {
  expect(roundedToTheirSum([1n, 1n, 1n], 3n)).toEqual([1n, 0n, 0n]);
  expect(roundedToTheirSum([-5n, 2n, 2n], 4n)).toEqual([-1n, 1n, 0n]);
  fc.assert(
    fc.property(
      fc.array(fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n }), { minLength: 1, maxLength: 9 }),
      fc.bigInt({ min: 1n, max: 10n ** 6n }),
      (numerators, denominator) => {
        const rounded = roundedToTheirSum(numerators, denominator);
        const total = numerators.reduce((sum, one) => sum + one, 0n);
        const off = 2n * (rounded.reduce((sum, one) => sum + one, 0n) * denominator - total);
        expect(off <= denominator && off >= -denominator).toBe(true);
        for (const [at, one] of rounded.entries()) {
          const distance = one * denominator - numerators[at]!;
          expect(distance <= denominator && distance >= -denominator).toBe(true);
        }
      },
    ),
  );
});
