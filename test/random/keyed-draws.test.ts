import { describe, expect, it } from 'vitest';
import { quantile } from '../../src/random/distributions.ts';
import { KeyedDraws } from '../../src/random/keyed-draws.ts';
import { threefry, threefryFirstWords } from '../../src/random/threefry.ts';

describe('threefry', () => {
  // Known answers published with Random123 (kat_vectors, threefry2x32 20).
  it.each([
    [
      [0, 0],
      [0, 0],
      [0x6b200159, 0x99ba4efe],
    ],
    [
      [0xffffffff, 0xffffffff],
      [0xffffffff, 0xffffffff],
      [0x1cb996fc, 0xbb002be7],
    ],
    [
      [0x243f6a88, 0x85a308d3],
      [0x13198a2e, 0x03707344],
      [0xc4923a9c, 0x483df7a0],
    ],
  ])('counter %j, key %j gives %j', (counter, key, expected) => {
    const words = new Int32Array(2);
    threefry(key[0]!, key[1]!, counter[0]!, counter[1]!, words);
    expect([...words].map((word) => word >>> 0)).toEqual(expected);
    const first = new Int32Array(2);
    threefryFirstWords(key[0]!, key[1]!, counter[0]!, Int32Array.of(counter[1]!, 7), 2, first);
    expect(first[0]! >>> 0).toBe(expected[0]);
    threefry(key[0]!, key[1]!, counter[0]!, 7, words);
    expect(first[1]).toBe(words[0]);
  });
});

describe('keyed draws', () => {
  it('depend on seed, decision, month, who and other, and on nothing drawn before', () => {
    const first = new KeyedDraws('a').open(1, 2).uniform(3, 4);
    const stream = new KeyedDraws('a').open(1, 2);
    stream.uniform(9, 9);
    expect(stream.uniform(3, 4)).toBe(first);
    const others = [
      new KeyedDraws('b').open(1, 2).uniform(3, 4),
      new KeyedDraws('a').open(2, 2).uniform(3, 4),
      new KeyedDraws('a').open(1, 3).uniform(3, 4),
      new KeyedDraws('a').open(1, 2).uniform(4, 4),
      new KeyedDraws('a').open(1, 2).uniform(3, 5),
    ];
    expect(new Set([first, ...others]).size).toBe(6);
  });

  it('have mean 1/2 over neighbouring people, and Gumbel noise mean 0.5772', () => {
    const stream = new KeyedDraws('1').open(3, 24000);
    let uniforms = 0;
    let gumbels = 0;
    const count = 200_000;
    for (let person = 0; person < count; person++) {
      uniforms += stream.uniform(person, 0);
      gumbels += stream.gumbel(person, 1);
    }
    // 5 standard errors: 0.289 and 1.283 over √200,000; passed by chance all but once in 10^6.
    expect(Math.abs(uniforms / count - 0.5)).toBeLessThan(5 * (0.2887 / Math.sqrt(count)));
    expect(Math.abs(gumbels / count - 0.5772157)).toBeLessThan(5 * (1.2826 / Math.sqrt(count)));
  });
});

describe('quantiles', () => {
  it.each([
    [{ kind: 'constant', value: 7 }, 0.3, 7],
    [{ kind: 'uniform', from: 2, to: 4 }, 0.25, 2.5],
    [{ kind: 'normal', mean: 1, sd: 2 }, 0.5, 1],
    [{ kind: 'lognormal', median: 3, logSd: 1 }, 0.5, 3],
    // P(X > x) = (x^−1 − 100^−1) ÷ (1 − 100^−1) is a half at x = 1.980198
    [{ kind: 'pareto', smallest: 1, largest: 100, exponent: 1 }, 0.5, 200 / 101],
  ] as const)('%j at %d is %d', (distribution, u, expected) => {
    expect(quantile(distribution, u)).toBeCloseTo(expected, 10);
  });
});
