import { describe, expect, test } from 'vitest';
import { checkCauses, eachAsACause, withoutCauses } from '../../src/experiments/causes.ts';
import { decompose, digitsFor, printedParts } from '../../src/experiments/decompose.ts';
import { simulate } from '../../src/model/simulation.ts';
import type { Driver, Month } from '../../src/scenario/scenario.ts';
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
});
