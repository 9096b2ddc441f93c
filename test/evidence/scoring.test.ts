import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkFacts, type Verdict } from '../../src/evidence/check.ts';
import {
  asSeen,
  contestsOf,
  coverageOf,
  fairCrps,
  intervalsOf,
  levelOf,
  scoreModel,
} from '../../src/evidence/scoring.ts';
import type { Observed } from '../../src/evidence/unanswered.ts';
import { factOf, POSITIVE } from '../support/facts.ts';

describe('the fair continuous ranked probability score', () => {
  it('is the absolute error of a single number, and 0 for two members evenly around the truth', () => {
    expect(fairCrps([7], 10)).toBe(3);
    expect(fairCrps([9, 11], 10)).toBe(0);
    expect(fairCrps([12, 12, 12], 10)).toBe(2);
  });

  it('is the mean distance less half the mean distance of two different members, in any order', () => {
    const numbers = fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 2, maxLength: 12 });
    fc.assert(
      fc.property(numbers, fc.integer({ min: -50, max: 50 }), (members, truth) => {
        const count = members.length;
        const distance = members.reduce((sum, one) => sum + Math.abs(one - truth), 0) / count;
        const pairs = members.flatMap((one) => members.map((other) => Math.abs(one - other)));
        const spread = pairs.reduce((sum, one) => sum + one, 0) / (2 * count * (count - 1));
        expect(fairCrps(members, truth)).toBeCloseTo(distance - spread, 9);
      }),
    );
  });

  it('has the same expectation for 2 members as for 40: members and truth of one distribution', () => {
    // Evenly spread quantiles stand for draws: every pair, and every truth, of a uniform grid.
    const grid = Array.from({ length: 41 }, (_, at) => at / 40);
    const pairs = grid.flatMap((one, a) => grid.slice(a + 1).map((other) => [one, other]));
    const meanScore = (ensembles: readonly number[][]) =>
      ensembles.reduce(
        (sum, members) => sum + grid.reduce((all, truth) => all + fairCrps(members, truth), 0) / grid.length,
        0,
      ) / ensembles.length;
    expect(meanScore(pairs)).toBeCloseTo(meanScore([grid]), 9);
  });
});

describe('intervals', () => {
  it('as seen are wider: an exact model with a tolerance of ±2 has a 90% interval of ±2', () => {
    const { low90, high90, low50, high50 } = intervalsOf(asSeen([10], 2));
    expect([low90, high90]).toEqual([expect.closeTo(8, 1), expect.closeTo(12, 1)]);
    expect(high50 - low50).toBeCloseTo((2 * 2 * 0.6745) / 1.645, 1);
  });

  it('are the middle half and the middle nine tenths', () => {
    const members = Array.from({ length: 101 }, (_, at) => at);
    expect(intervalsOf(members)).toEqual({ low50: 25, high50: 75, low90: 5, high90: 95 });
  });

  it('hold a value from the level on at which it is in the central one', () => {
    const members = Array.from({ length: 100 }, (_, at) => at);
    expect(levelOf(members, 49.5)).toBe(0);
    expect(levelOf(members, 74.5)).toBeCloseTo(0.5, 9);
    expect(levelOf(members, 200)).toBe(1);
    expect(levelOf([0, 1, 1, 2], 1)).toBe(0); // of equal ones half lie below
  });
});

describe('model and rivals', () => {
  const facts = [
    factOf({ id: 'F90', role: 'held out', value: 10 }),
    factOf({ id: 'F91', role: 'held out', value: 100, tolerance: { kind: 'plus-minus', size: 20, why: '' } }),
    factOf({ id: 'F92', role: 'held out', value: null, tolerance: POSITIVE }),
    factOf({ id: 'F93', role: 'input' }),
  ];
  const runs: Observed[][] = [9, 11, 10].map((value) => [
    { value },
    { value: 10 * value },
    { value: 1 },
    { value: 1 },
  ]);
  const of = (fact: string, value: number) => ({
    figure: { fact, value, observation: null, why: '' },
    runs: [{ value }],
  });
  const rivals = { near: [of('F90', 10), of('F91', 140)], far: [of('F90', 30)], signs: [of('F92', -1)] };
  const scored = scoreModel(facts, checkFacts(facts, runs), runs, rivals);

  it('are scored in tolerances, and only where they are judged', () => {
    expect(scored.map(({ id }) => id)).toEqual(['F90', 'F91', 'F92']);
    expect(scored[0]).toMatchObject({
      scale: 2,
      model: { value: 10, verdict: 'inside' },
      isInformative: true,
    });
    expect(scored[0]!.model.score).toBeCloseTo(0, 9); // mean distance 2/3, half of the mean distance of two 2/3
    expect(scored[1]!.rivals.near).toMatchObject({ value: 140, crps: 40, score: 2, verdict: 'outside' });
    expect(scored[2]).toMatchObject({ kind: 'sign', scale: null, level: null, model: { score: null } });
    expect(scored[2]!.rivals.signs).toMatchObject({ verdict: 'outside' });
  });

  it('meet on the facts that both say', () => {
    expect(contestsOf(scored, ['near', 'far', 'signs'])).toEqual([
      { rival: 'near', facts: 2, model: expect.closeTo(0, 9), score: 1, won: 1 },
      { rival: 'far', facts: 1, model: expect.closeTo(0, 9), score: 10, won: 1 },
    ]);
    expect(coverageOf(scored)).toEqual([
      { role: 'held out', facts: 2, in50: 2, in90: 2, informative: 2, inside: 2 },
    ]);
  });

  it('cover by level, both ends included; what is outside or too wide is not inside', () => {
    const near = scored[0]!;
    const of = (level: number, verdict: Verdict, isInformative = true) => ({
      ...near,
      level,
      isInformative,
      model: { ...near.model, verdict },
    });
    const mixed = [of(0.5, 'inside'), of(0.9, 'outside'), of(0.92, 'uninformative', false)];
    expect(coverageOf(mixed)).toEqual([
      { role: 'held out', facts: 3, in50: 1, in90: 2, informative: 2, inside: 1 },
    ]);
  });

  it('say as much where they are wrong, and nothing by a run that cannot say', () => {
    const told = [factOf({ role: 'held out' })];
    const wrong = [19, 20, 21].map((value): Observed[] => [{ value }]);
    const half = { ...of('F77', 10), runs: [{ value: 10 }, { unanswered: 'no visas' }] };
    const [fact] = scoreModel(told, checkFacts(told, wrong), wrong, { half: [half] });
    expect(fact).toMatchObject({ model: { verdict: 'outside' }, isInformative: true });
    const wide = [10, 20, 40].map((value): Observed[] => [{ value }]); // outside, and nearly seven tolerances wide
    const [vague] = scoreModel(told, checkFacts(told, wide), wide, {});
    expect(vague).toMatchObject({ model: { verdict: 'outside' }, isInformative: false });
    expect(fact!.rivals.half).toMatchObject({ value: null, crps: null, score: null });
  });

  it('do not meet on fitted facts, nor on numbers that belong to a sign', () => {
    const others = scored.flatMap((fact) => [
      { ...fact, role: 'fitted' as const },
      { ...fact, kind: 'sign' as const },
    ]);
    expect(contestsOf(others, ['near'])).toEqual([]);
  });
});
