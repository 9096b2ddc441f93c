import fc from 'fast-check';
import { probit } from 'simple-statistics';
import { describe, expect, it } from 'vitest';
import { exp } from '../../src/maths/exp.ts';
import { log } from '../../src/maths/log.ts';
import { normalQuantile } from '../../src/maths/normal-quantile.ts';
import { quickGumbel, quickNormal } from '../../src/maths/quick-quantiles.ts';

/** Two units in the last place: ours and the platform's may each be off by one. */
const RELATIVE = 4.5e-16;

describe('portable logarithm and exponential', () => {
  it('agree with the platform to two units in the last place', () => {
    fc.assert(
      fc.property(fc.double({ min: -745, max: 709.7, noNaN: true }), (x) => {
        expect(Math.abs(exp(x) - Math.exp(x))).toBeLessThanOrEqual(RELATIVE * Math.exp(x) + 5e-324);
      }),
      { numRuns: 2000 },
    );
    fc.assert(
      fc.property(fc.double({ min: 5e-324, max: 1.7976931348623157e308, noNaN: true }), (x) => {
        expect(Math.abs(log(x) - Math.log(x))).toBeLessThanOrEqual(RELATIVE * Math.abs(Math.log(x)));
      }),
      { numRuns: 2000 },
    );
  });

  it('keep the corners', () => {
    expect([exp(0), exp(-Infinity), exp(Infinity), exp(-746), exp(710)]).toEqual([
      1,
      0,
      Infinity,
      0,
      Infinity,
    ]);
    expect([log(1), log(0), log(Infinity), log(-1)]).toEqual([0, -Infinity, Infinity, NaN]);
    expect(log(1.7976931348623157e308)).toBeCloseTo(709.782712893384, 12);
  });
});

describe('normal quantile', () => {
  it('gives the textbook values', () => {
    expect(normalQuantile(0.5)).toBe(0);
    expect(normalQuantile(0.975)).toBeCloseTo(1.959963984540054, 14);
    expect(normalQuantile(1e-10)).toBeCloseTo(-6.361340902404056, 12);
  });

  it('is odd around a half, rising, and near another library', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.001, max: 0.499, noNaN: true }), (p) => {
        expect(normalQuantile(p) + normalQuantile(1 - p)).toBeCloseTo(0, 12);
        expect(normalQuantile(p + 0.001)).toBeGreaterThan(normalQuantile(p));
        expect(normalQuantile(p)).toBeCloseTo(probit(p), 1); // theirs is good to two digits
      }),
    );
  });
});

describe('quick quantiles', () => {
  const words = Array.from({ length: 40_000 }, (_, at) => Math.floor((at + 0.37) * (2 ** 32 / 40_000)) | 0);
  const largestError = (quick: (word: number) => number, exact: (u: number) => number) =>
    Math.max(...words.map((word) => Math.abs(quick(word) - exact(((word >>> 0) + 0.5) / 2 ** 32))));

  it('are as near the exact ones as they say', () => {
    expect(largestError(quickGumbel, (u) => -log(-log(u)))).toBeLessThan(3.1e-5);
    expect(largestError(quickNormal, normalQuantile)).toBeLessThan(1.2e-5);
  });

  it('rise from end to end, where they change from lines to the formula too', () => {
    for (const quick of [quickGumbel, quickNormal]) {
      const values = words.map(quick);
      expect(values).toEqual([...values].sort((a, b) => a - b));
      expect([0, -1].map(quick).every(Number.isFinite)).toBe(true);
    }
  });
});
