import { describe, expect, test } from 'vitest';
import { sobolDesign, sobolIndices } from '../../src/experiments/sobol-indices.ts';

type F = (point: readonly number[]) => number;

function indicesOf(f: F, factorOf: readonly number[], points: number) {
  const { a, b, mixed } = sobolDesign(points, factorOf, 'test');
  return sobolIndices({ a: a.map(f), b: b.map(f), mixed: mixed.map((one) => one.map(f)) }, 'test');
}
const each = (factors: number) => Array.from({ length: factors }, (_, factor) => factor);

describe('Sobol’s indices', () => {
  test('of the Ishigami function are within 0.02 of the known ones at 8,192 points, and inside their intervals', () => {
    // Ishigami and Homma (1990), a = 7, b = 0.1, on (−π, π)³.
    const [A, B] = [7, 0.1];
    const ishigami: F = (point) => {
      const [x, y, z] = point.map((u) => Math.PI * (2 * u - 1)) as [number, number, number];
      return Math.sin(x) + A * Math.sin(y) ** 2 + B * z ** 4 * Math.sin(x);
    };
    const variance = A ** 2 / 8 + (B * Math.PI ** 4) / 5 + (B ** 2 * Math.PI ** 8) / 18 + 1 / 2;
    const ofX = (1 / 2) * (1 + (B * Math.PI ** 4) / 5) ** 2;
    const ofXAndZ = B ** 2 * Math.PI ** 8 * (1 / 18 - 1 / 50);
    const first = [ofX, A ** 2 / 8, 0].map((part) => part / variance);
    const total = [ofX + ofXAndZ, A ** 2 / 8, ofXAndZ].map((part) => part / variance);
    const found = indicesOf(ishigami, each(3), 8192);
    for (const [factor, indices] of found.entries()) {
      expect(Math.abs(indices.first! - first[factor]!), `first of ${factor}`).toBeLessThan(0.02);
      expect(Math.abs(indices.total! - total[factor]!), `total of ${factor}`).toBeLessThan(0.02);
      expect(indices.firstLow! - 0.01).toBeLessThan(first[factor]!);
      expect(indices.firstHigh! + 0.01).toBeGreaterThan(first[factor]!);
    }
  });

  test('of Sobol’s g function are within 0.02', () => {
    const weights = [0, 1, 4.5, 9, 99, 99];
    const g: F = (point) =>
      point.reduce(
        (product, u, at) => (product * (Math.abs(4 * u - 2) + weights[at]!)) / (1 + weights[at]!),
        1,
      );
    const own = weights.map((weight) => 1 / 3 / (1 + weight) ** 2);
    const variance = own.reduce((product, part) => product * (1 + part), 1) - 1;
    const total = own.map((part) => (part * (1 + variance)) / (1 + part) / variance);
    for (const [factor, indices] of indicesOf(g, each(6), 4096).entries()) {
      expect(Math.abs(indices.first! - own[factor]! / variance), `first of ${factor}`).toBeLessThan(0.02);
      expect(Math.abs(indices.total! - total[factor]!), `total of ${factor}`).toBeLessThan(0.02);
    }
  });

  test('of a group count its parameters together; beyond the sequence’s dimensions too', () => {
    // Variance of 3x + y + 2z: (9 + 1 + 4) ÷ 12.
    const sum: F = (point) => 3 * point[0]! + point[1]! + 2 * point[2]!;
    const [pair, alone] = indicesOf(sum, [0, 0, 1], 1024);
    expect(pair!.first).toBeCloseTo(10 / 14, 1);
    expect(alone!.total).toBeCloseTo(4 / 14, 1);
    const many = indicesOf((point) => point[24]!, each(25), 512);
    expect(many[24]!.total).toBeCloseTo(1, 1);
    expect(many[0]!.total).toBe(0);
  });

  test('have an interval that reaches as far down as up, where rows are many', () => {
    const { a, b, mixed } = sobolDesign(512, each(2), 'test');
    const sum: F = ([x, y]) => 3 * x! + y!;
    const values = { a: a.map(sum), b: b.map(sum), mixed: mixed.map((one) => one.map(sum)) };
    // Over ten bootstraps: one has its ends within a tenth of their distance.
    const found = Array.from({ length: 10 }, (_, of) => sobolIndices(values, `bootstrap ${of}`)[1]!);
    const mean = (of: (indices: (typeof found)[number]) => number) =>
      found.reduce((all, indices) => all + of(indices), 0) / found.length;
    const [down, up] = [mean((y) => y.total! - y.totalLow!), mean((y) => y.totalHigh! - y.total!)];
    expect(down / up).toBeGreaterThan(0.85);
    expect(down / up).toBeLessThan(1.15);
  });

  test('have no interval of one row', () => {
    const [one] = sobolIndices({ a: [0], b: [1], mixed: [[1]] }, 'test');
    expect(one).toMatchObject({ total: 2, firstLow: null, firstHigh: null, totalLow: null, totalHigh: null });
  });

  test('leave out the rows of which a run cannot say', () => {
    const { a, b, mixed } = sobolDesign(512, each(2), 'test');
    const sum: F = ([x, y]) => 3 * x! + y!;
    const gone = (values: readonly number[], row: number) => values.with(row, Number.NaN);
    const found = sobolIndices(
      { a: gone(a.map(sum), 3), b: gone(b.map(sum), 5), mixed: mixed.map((one) => gone(one.map(sum), 7)) },
      'test',
    );
    expect(found[0]!.first).toBeCloseTo(0.9, 1);
    expect(found[1]!.total).toBeCloseTo(0.1, 1);
  });

  test('come from points that another seed moves: two designs share none', () => {
    const [one, other] = ['one', 'other'].map((seed) => sobolDesign(64, each(2), seed).a);
    for (const [row, point] of one!.entries())
      for (const [at, u] of point.entries()) expect(u).not.toBe(other![row]![at]);
  });

  test('are nothing of an outcome that never varies, or that no run can say', () => {
    const nothing = {
      first: null,
      firstLow: null,
      firstHigh: null,
      total: null,
      totalLow: null,
      totalHigh: null,
    };
    expect(indicesOf(() => 3, each(1), 8)).toEqual([nothing]);
    expect(indicesOf(() => Number.NaN, each(1), 8)).toEqual([nothing]);
  });
});
