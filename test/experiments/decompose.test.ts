import { describe, expect, test } from 'vitest';
import {
  checkCauses,
  eachAsACause,
  hasCauses,
  MOST_CAUSES,
  withoutCauses,
} from '../../src/experiments/causes.ts';
import { decompose, digitsFor, printedParts } from '../../src/experiments/decompose.ts';
import { simulate } from '../../src/model/simulation.ts';
import type { Driver, Month, Scenario, TimelineEvent } from '../../src/scenario/scenario.ts';
import { constant, employer, plainMarket, START } from '../support/plain-market.ts';

const CAUSES = ['one', 'two', 'three'].map((id) => ({ id, label: id }));
const REST = { id: 'rest', label: 'rest' };
/** Sets in which a cause's own part, and what the first two add together, differ. */
const changesOf = (own: readonly number[], together: number, rest = 1) =>
  Array.from({ length: 8 }, (_, coalition) => {
    const sum = own.reduce((total, part, cause) => (coalition & (1 << cause) ? total + part : total), rest);
    return (coalition & 3) === 3 ? sum + together : sum;
  });

describe('a change over parameter sets', () => {
  test('is split so that the parts add up to the millionth, set by set and in the mean', () => {
    const sets = [changesOf([1 / 3, 1 / 7, -2 / 11], 1 / 13), changesOf([0.1, 0.2, 0.3], -1 / 17, 2 / 3)];
    const { whole, parts } = decompose(CAUSES, REST, sets);
    const micro = (value: number) => Math.round(value * 1e6);
    expect(parts.reduce((sum, { mean }) => sum + micro(mean), 0)).toBe(micro(whole.mean));
    for (const set of [0, 1]) {
      expect(parts.reduce((sum, { bySet }) => sum + micro(bySet[set]!), 0)).toBe(micro(whole.bySet[set]!));
      expect(whole.bySet[set]).toBeCloseTo(sets[set]![7]!, 5);
    }
  });

  test('says which causes act together, trade with each other, or cannot be ordered', () => {
    const sets = Array.from({ length: 12 }, (_, set) => {
      const swing = set % 2 === 0 ? 3 : -3;
      return changesOf([-10 + swing, -10 - swing, 4], set < 6 ? -8 : -8.5);
    });
    const { pairs } = decompose(CAUSES, REST, sets);
    const [first, , last] = pairs;
    expect(first).toMatchObject({
      one: 'one',
      other: 'two',
      actTogether: true,
      trade: true,
      orderUnknown: true,
    });
    expect(first!.correlation).toBeLessThan(-0.99);
    expect(last).toMatchObject({
      one: 'two',
      other: 'three',
      actTogether: false,
      trade: false,
      orderUnknown: false,
    });
  });

  test('has the mean of the sets with its standard error, 90% of them, and the share with its sign', () => {
    // The first cause adds −10, −9 … 90 of itself, the whole 6 more: the mean is 40, ten sets of 101 are below nothing.
    const sets = Array.from({ length: 101 }, (_, set) => changesOf([set - 10, 2, 3], 0));
    const { whole, parts } = decompose(CAUSES, REST, sets);
    const [, one] = parts;
    const error = Math.sqrt((101 * 102) / 12 / 101); // the variance of n whole numbers in a row is n(n + 1) ÷ 12
    expect(one).toMatchObject({ mean: 40, low: -5, high: 85, sameSign: 90 / 101 });
    expect(one!.monteCarloError).toBeCloseTo(error, 9);
    expect(whole).toMatchObject({ mean: 46, low: 1, high: 91 });
  });

  const pairOf = (sets: readonly (readonly number[])[]) => decompose(CAUSES, REST, sets).pairs[0]!;
  const setsOf = (count: number, of: (set: number) => number[]) =>
    Array.from({ length: count }, (_, set) => of(set));

  test('has an interaction whose mean is told with 90% of the sets', () => {
    const pair = pairOf(setsOf(101, (set) => changesOf([1, 2, 3], set)));
    expect([pair.interaction, pair.low, pair.high]).toEqual(
      [50, 5, 95].map((value) => expect.closeTo(value, 6)),
    );
  });

  test('acts together where the interaction is half of the smaller part or more, beyond two standard errors', () => {
    const together = (interaction: (set: number) => number) =>
      pairOf(setsOf(10, (set) => changesOf([40, 10, 3], interaction(set)))).actTogether;
    // Half of what they add together belongs to each: the smaller part is 10 + 8 ÷ 2 and 10 + 11 ÷ 2.
    expect([6, 8, 11, 14].map((size) => together(() => size))).toEqual([false, true, true, true]);
    // A mean of 14 from a few sets far out: within two errors of nothing.
    expect(together((set) => (set === 0 ? 140 : 0))).toBe(false);
  });

  test('trades only where one part falls as the other rises, closely', () => {
    const swings = (other: (swing: number, set: number) => number) =>
      pairOf(setsOf(12, (set) => changesOf([100 + (set % 2) * 6, 20 + other((set % 2) * 6, set), 3], 0)));
    expect(swings((swing) => -swing)).toMatchObject({ trade: true, correlation: expect.closeTo(-1, 9) });
    expect(swings((swing) => swing)).toMatchObject({ trade: false, correlation: expect.closeTo(1, 9) });
    // Beside a swing of ±3, one of its own of ±3q has a correlation of −1 ÷ √(1 + q²): −0.75, then −0.65.
    const beside = (q: number) => swings((swing, set) => -swing + (Math.floor(set / 2) % 2) * 6 * q);
    expect([0.882, 1.169].map((q) => beside(q).trade)).toEqual([true, false]);
  });

  test('has no known order when more than one set of ten swaps it; of nine sets nothing of all this is said', () => {
    const swapped = (times: number, count = 20) =>
      pairOf(setsOf(count, (set) => changesOf(set < times ? [5, 9, 3] : [9, 5, 3], 0)));
    expect([2, 3].map((times) => swapped(times).orderUnknown)).toEqual([false, true]);
    expect(swapped(3, 9)).toMatchObject({ orderUnknown: false, correlation: null, trade: false });
    expect(swapped(3, 10)).toMatchObject({
      orderUnknown: true,
      correlation: expect.closeTo(-1, 9),
      trade: true,
    });
  });

  test('as printed still adds up', () => {
    const parts = [{ mean: 0.35 }, { mean: 0.35 }, { mean: 0.3 }];
    const printed = printedParts(parts, 1);
    expect(printed.reduce((sum, one) => sum + one, 0)).toBeCloseTo(1, 12);
    expect(digitsFor([{ mean: -168 }, { mean: 3 }])).toBe(0);
    expect(digitsFor([{ mean: 0.0345 }])).toBe(4);
  });
});

describe('a cause that is off', () => {
  const moving: Driver = {
    id: 'moving',
    label: 'moving',
    unit: 'index',
    values: [1, 1.1, 1.3, 1.2],
    published: [true, true, true, true],
    reference: 1,
    effects: [{ target: { of: 'employer', id: 'there', attribute: 'pay' }, form: 'elasticity', strength: 1 }],
  };
  const scenario = plainMarket(
    [employer('here', { staff: constant(400) }), employer('there', { staff: constant(400) })],
    { months: 4, drivers: [moving] },
  );
  const reference = { first: (START + 1) as Month, last: (START + 2) as Month };

  test('stands at the mean of the reference, from the first month to the last', () => {
    const off = withoutCauses(scenario, eachAsACause(scenario), reference);
    const level = (1.1 + 1.3) / 2;
    const flat = { ...scenario, drivers: [{ ...moving, values: [level, level, level, level] }] };
    expect([...simulate(off)]).toEqual([...simulate(flat)]);
    expect([...simulate(off)]).not.toEqual([...simulate(scenario)]);
  });

  test('takes its events or the lay-offs away, and leaves alone what is of other causes', () => {
    const raise = { id: 'raise', label: 'raise' } as TimelineEvent;
    const cut = { id: 'cut', label: 'cut' } as TimelineEvent;
    const rounds = [{ id: 'round', month: START, employer: 'here', people: 4 }];
    const full = { ...scenario, timeline: [raise, cut], layOffs: { aiShare: 1, rounds } };
    const causes = eachAsACause(full);
    expect(causes.map(({ id }) => id)).toEqual(['moving', 'raise', 'cut', 'lay-offs']);
    const off = (at: number) => withoutCauses(full, [causes[at]!], reference);
    expect(off(1)).toEqual({ ...full, timeline: [cut] });
    expect(off(3)).toEqual({ ...full, layOffs: { aiShare: 1, rounds: [] } });
    expect(off(0)).toEqual({ ...full, drivers: [{ ...moving, heldAt: expect.closeTo(1.2, 12) }] });
  });

  test('must name what the scenario has, each once', () => {
    const cause = { id: 'a', label: 'a', drivers: ['movng'], events: [], layOffs: false };
    expect(() => checkCauses([cause], scenario)).toThrow(
      expect.objectContaining({ remedy: 'did you mean moving?' }),
    );
    const twice = ['a', 'b'].map((id) => ({ ...cause, id, drivers: ['moving'] }));
    expect(() => checkCauses(twice, scenario)).toThrow(
      expect.objectContaining({ found: 'moving, which a has as well' }),
    );
    expect(() => checkCauses([], scenario)).toThrow(expect.objectContaining({ found: '0 causes' }));
  });

  test('has an id of its own, and its events and lay-offs to itself; ten are not too many', () => {
    const timeline = [{ id: 'raise', label: 'raise' } as TimelineEvent];
    const full = { ...scenario, timeline };
    const round = { month: scenario.calendar.start, people: 10 };
    const withRounds = {
      ...full,
      layOffs: { aiShare: 0.1, rounds: [round] } as unknown as Scenario['layOffs'],
    };
    const cause = (id: string, more: object = {}) => ({
      id,
      label: id,
      drivers: [],
      events: [],
      layOffs: false,
      ...more,
    });
    const found = (...causes: ReturnType<typeof cause>[]) => foundIn(full, ...causes);
    const foundIn = (market: Scenario, ...causes: ReturnType<typeof cause>[]) => {
      try {
        checkCauses(causes, market);
        return null;
      } catch (error) {
        return `${(error as Error).message}: ${(error as { found: string }).found}`;
      }
    };
    const many = (count: number) => Array.from({ length: count }, (_, at) => cause(`cause ${at}`));
    expect(found(...many(MOST_CAUSES))).toBeNull();
    expect(found(...many(MOST_CAUSES + 1))).toBe('causes: 11 causes');
    expect(found(cause('a', { events: ['raisd'] }))).toBe('a.events: "raisd"');
    expect(found(cause('a', { events: ['raise'] }), cause('b', { events: ['raise'] }))).toBe(
      'b.events: raise, which a has as well',
    );
    expect(found(cause('a'), cause('b'), cause('a'))).toBe('a: two causes of this id');
    const [sacked, again] = [cause('a', { layOffs: true }), cause('b', { layOffs: true })];
    expect(foundIn(withRounds, sacked)).toBeNull();
    expect(foundIn(withRounds, sacked, again)).toBe('lay-offs: in two causes');
    expect(found(sacked)).toBe('a: true'); // no round is there to be switched off
    expect(found(cause('a', { layOffs: true, events: ['raise'] }))).toBeNull();
    const [known, unknown] = [['moving'], ['movng']];
    expect(hasCauses([cause('a', { drivers: known, events: ['raise'] })], full)).toBe(true);
    expect(hasCauses([cause('a', { drivers: known, events: ['raisd'] })], full)).toBe(false);
    expect(hasCauses([cause('a', { drivers: unknown, events: ['raise'] })], full)).toBe(false);
  });
});
