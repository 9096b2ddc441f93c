import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { screened, trajectories } from '../../src/experiments/morris.ts';

const each = (factors: number) => Array.from({ length: factors }, (_, factor) => factor);

describe('Morris trajectories', () => {
  test('move each factor once, by two thirds of its range, within the cube, and are the same every time', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 8 }),
        fc.integer({ min: 1, max: 6 }),
        fc.string(),
        (factors, count, seed) => {
          const walks = trajectories(count, each(factors), seed);
          expect(walks).toHaveLength(count);
          expect(trajectories(count, each(factors), seed)).toEqual(walks);
          for (const { points, order } of walks) {
            expect(order.toSorted((a, b) => a - b)).toEqual(each(factors));
            for (const [step, factor] of order.entries()) {
              const moved = points[step + 1]!.map((u, at) => Math.abs(u - points[step]![at]!));
              moved.forEach((by, at) => {
                expect(by).toBeCloseTo(at === factor ? 2 / 3 : 0, 12);
              });
            }
            for (const u of points.flat()) expect(u >= -1e-12 && u <= 1 + 1e-12).toBe(true);
          }
        },
      ),
      { numRuns: 15 },
    );
  });

  test('are farther apart than the first that come', () => {
    const few = trajectories(4, each(6), 'a');
    const spread = (walks: typeof few) =>
      walks.reduce(
        (sum, one) =>
          sum + walks.reduce((inner, other) => inner + distance(one.points[0]!, other.points[0]!), 0),
        0,
      );
    const first = [...'bcdefghij'].map((seed) => spread(trajectories(4, each(6), seed)));
    expect(spread(few)).toBeGreaterThan(10);
    expect(Math.min(...first)).toBeGreaterThan(10); // four at random have 14 ± 2.5; chosen ones never few
  });
});

const distance = (one: readonly number[], other: readonly number[]) =>
  Math.sqrt(one.reduce((sum, u, at) => sum + (u - other[at]!) ** 2, 0));

describe('elementary effects', () => {
  const of = (f: (point: readonly number[]) => number, factorOf: readonly number[], count = 12) => {
    const walks = trajectories(count, factorOf, 'effects');
    return screened(
      walks,
      walks.map(({ points }) => points.map(f)),
      factorOf,
      'effects',
    );
  };

  test('of a sum are its coefficients, without spread', () => {
    const [rises, falls, idle] = of(([x, y]) => 5 * x! - 2 * y!, each(3));
    expect(rises!.strength).toBeCloseTo(5, 10);
    expect(rises!.mean).toBeCloseTo(5, 10);
    expect(rises!.deviation).toBeCloseTo(0, 10);
    expect(falls!.mean).toBeCloseTo(-2, 10);
    expect(falls!.strength).toBeCloseTo(2, 10);
    expect(idle).toMatchObject({ strength: 0, mean: 0, deviation: 0, low: 0, high: 0, effects: 12 });
  });

  test('that cancel are seen by their absolute mean: x·(y − ½) has μ near 0, μ* a third, and a spread', () => {
    const [x] = of(([x, y]) => x! * (y! - 0.5), each(2), 400);
    // y stands at 0, ⅓, ⅔ and 1 alike: the effect is y − ½, with mean 0, absolute mean ⅓ and variance 5/36.
    expect(x!.mean).toBeCloseTo(0, 1);
    expect(x!.strength).toBeCloseTo(1 / 3, 1);
    expect(x!.deviation).toBeCloseTo(Math.sqrt(5 / 36), 1);
  });

  test('have an interval of 90%: 1.645 standard errors of their mean down, and up', () => {
    const walks = trajectories(400, each(2), 'effects');
    const values = walks.map(({ points }) => points.map(([x, y]) => x! * (y! - 0.5)));
    // The absolute effects are ½ and ⅙. Over twenty bootstraps: one has its ends within a tenth of their distance.
    const found = Array.from(
      { length: 20 },
      (_, of) => screened(walks, values, each(2), `bootstrap ${of}`)[0]!,
    );
    const mean = (of: (x: (typeof found)[number]) => number) =>
      found.reduce((all, x) => all + of(x), 0) / found.length;
    const strength = found[0]!.strength!;
    const halves = (strength - 1 / 6) / (1 / 3); // the share of effects of ½
    const error = (1 / 3) * Math.sqrt((halves * (1 - halves)) / 400);
    expect(mean(({ low }) => strength - low!) / error).toBeCloseTo(1.645, 1);
    expect(mean(({ high }) => high! - strength) / error).toBeCloseTo(1.645, 1);
  });

  test('of a group are of all its parameters at once, each its own way', () => {
    const [group, alone] = of(([x, y, z]) => 3 * x! + y! + 4 * z!, [0, 0, 1]);
    expect(group!.strength).toBeGreaterThanOrEqual(2 - 1e-9); // 3 − 1 when they move against each other
    expect(group!.strength).toBeLessThanOrEqual(4 + 1e-9);
    expect(group).toMatchObject({ mean: null, deviation: null });
    // The two parameters move by two thirds, alike or against each other: 4 or 2 by a range moved.
    const effects = trajectories(12, [0, 0, 1], 'effects').map(({ points, order }) => {
      const step = order.indexOf(0);
      const [x, y] = [0, 1].map((of) => points[step + 1]![of]! - points[step]![of]!) as [number, number];
      return Math.sign(x) === Math.sign(y) ? 4 : 2;
    });
    expect(group!.strength).toBeCloseTo(effects.reduce((sum, one) => sum + one, 0) / 12, 10);
    expect(alone!.strength).toBeCloseTo(4, 10);
  });

  test('of one trajectory have no interval', () => {
    const walks = trajectories(1, each(1), 'effects');
    const [one] = screened(walks, [walks[0]!.points.map(([x]) => 3 * x!)], each(1), 'test');
    expect(one).toMatchObject({ effects: 1, low: null, high: null, deviation: null });
    expect(one!.strength).toBeCloseTo(3, 10);
  });

  test('of runs that cannot say are left out', () => {
    const [x] = of(([x]) => (x! > 0.9 ? Number.NaN : x!), each(1));
    expect(x!.effects).toBeLessThan(12);
    const [none] = of(() => Number.NaN, each(1));
    expect(none).toMatchObject({ strength: null, low: null, mean: null, effects: 0 });
  });
});
