import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  changeInLeaving,
  type Leaving,
  leaversOf,
  leavingOf,
  leavingOverSets,
  PARTS_OF_LEAVING,
} from '../../src/experiments/leaving.ts';
import { FLOW_KINDS, type FlowKind } from '../../src/model/records.ts';
import { simulate } from '../../src/model/simulation.ts';
import type { Month, Scenario, TimelineEvent } from '../../src/scenario/scenario.ts';
import { collectTables } from '../../src/tables/tables.ts';
import { constant, employer, plainMarket, START } from '../support/plain-market.ts';
import { madeUpScenario } from '../support/records.ts';
import { tableOf, tablesOf } from '../support/written-tables.ts';

const at = (parts: readonly number[], id: string) =>
  parts[PARTS_OF_LEAVING.findIndex((part) => part.id === id)]!;

describe('a change in leaving', () => {
  const η = 4.1;
  const raise: TimelineEvent = {
    id: 'raise',
    label: 'raise',
    from: (START + 1) as Month,
    until: null,
    rampMonths: 0,
    target: { of: 'employer', id: 'there', attribute: 'pay' },
    operation: 'multiply',
    value: 1.1,
  };
  const PEOPLE = 40_000;
  const scenario: Scenario = plainMarket(
    [employer('here', { staff: constant(PEOPLE) }), employer('there', { sector: 'other' })],
    { months: 2, timeline: [raise], choice: { elasticity: η } },
  );
  const tables = collectTables(scenario, simulate(scenario));
  const [before, after] = [0, 1].map((month) =>
    leavingOf(scenario, tables, 'firm', { first: (START + month) as Month, last: (START + month) as Month }),
  ) as [Leaving, Leaving];

  test('where only pay changes is pay’s, by the logit, beside that of who is there and looks, and chance', () => {
    const parts = changeInLeaving(before, after);
    const logit = 1 / (1 + Math.exp(-η * Math.log(1.1)));
    // Everybody there at the start of a month looks; the mean over both orders weighs the change by those who look.
    expect(at(parts, 'pay')).toBeCloseTo((logit - 0.5) * meanLookers(before, after), 0);
    for (const id of [
      'equity',
      'autonomy',
      'mission',
      'home',
      'cost',
      'lay-offs',
      'visas',
      'failures',
      'settled',
    ])
      expect(at(parts, id), id).toBe(0);
    expect(at(parts, 'answers')).toBeCloseTo(0, 6); // one job met, before and after
    expect(Math.abs(at(parts, 'chance'))).toBeLessThan(5 * Math.sqrt(PEOPLE / 2));
    expect(parts.reduce((sum, part) => sum + part, 0)).toBeCloseTo(leaversOf(after) - leaversOf(before), 6);
  });

  /** Σ over the orders of staff and share who look: what multiplies a change in what adds up to the probability. */
  function meanLookers(one: Leaving, other: Leaving): number {
    const [s0, s1] = [one.looked / one.staff, other.looked / other.staff];
    return (one.staff * s0 + other.staff * s1) / 3 + (one.staff * s1 + other.staff * s0) / 6;
  }

  test('leavers are the separations of the employers’ table', () => {
    const [month] = [...simulate(scenario)];
    const row = month!.employers.find(({ unit }) => unit === 'here')!;
    expect(leaversOf(before)).toBe(row.jobToJob + row.quits + row.layOffs + row.failures + row.exits);
  });

  test('is nothing where nobody works: told, not divided by', () => {
    const nobody = { first: START, last: START };
    expect(() => leavingOf(scenario, tables, 'nowhere', nobody)).toThrow(RangeError);
  });
});

test('everybody who leaves is counted once, by the way they go; who had no job leaves no employer', () => {
  const months = ['2010-01', '2010-02'];
  const sizeOf = (kind: FlowKind) => 2 ** FLOW_KINDS.indexOf(kind);
  const tables = tablesOf(
    months,
    tableOf(
      'flows',
      'month from kind people',
      ...months.flatMap((month) =>
        ['alpha', 'no job'].flatMap((from) => FLOW_KINDS.map((kind) => [month, from, kind, sizeOf(kind)])),
      ),
    ),
    tableOf('employers', 'month unit staff', ...months.map((month) => [month, 'alpha', 1000])),
    tableOf(
      'choices',
      'month unit looked would_leave answers pay equity autonomy mission home cost',
      ...months.map((month) => [month, 'alpha', 100, 40, 30, 1, 2, 3, 4, 5, -12]),
    ),
  );
  const january = { first: (2010 * 12) as Month, last: (2010 * 12) as Month };
  const sum = (...kinds: FlowKind[]) => kinds.reduce((people, kind) => people + sizeOf(kind), 0);
  const byChoice = sum('job-to-job', 'founding', 'visa-hire', 'hired-abroad');
  const leaving: Leaving = {
    staff: 1000,
    looked: 100,
    other: {
      'lay-offs': sum('lay-off'),
      visas: sum('visa-end'),
      failures: sum('failure'),
      together: sum('lift-out', 'acqui-hire', 'acquisition'),
      'without-job': sum('quit', 'return-home', 'studies', 'exit'),
    },
    weighed: {
      ...{ answers: 30, pay: 1, equity: 2, autonomy: 3, mission: 4, home: 5, cost: -12 },
      chance: 40 - 33,
      settled: byChoice - 40,
    },
  };
  for (const sector of ['giants', null]) {
    expect(leavingOf(madeUpScenario(), tables, sector, january)).toEqual(leaving);
    const bothMonths = { ...january, last: (january.last + 1) as Month };
    expect(leavingOf(madeUpScenario(), tables, sector, bothMonths)).toEqual(leaving);
  }
});

test('where nobody looks, nobody weighs anything: no part is undefined', () => {
  const nothing = {
    answers: 0,
    pay: 0,
    equity: 0,
    autonomy: 0,
    mission: 0,
    home: 0,
    cost: 0,
    chance: 0,
    settled: 0,
  };
  const other = { 'lay-offs': 10, visas: 0, failures: 0, together: 0, 'without-job': 0 };
  const still: Leaving = { staff: 100, looked: 0, other, weighed: nothing };
  const moving: Leaving = { ...still, looked: 10, weighed: { ...nothing, answers: 5 } };
  const parts = changeInLeaving(still, moving);
  expect(at(parts, 'looking') + at(parts, 'answers')).toBeCloseTo(5, 12);
  expect(parts.reduce((sum, part) => sum + part, 0)).toBeCloseTo(5, 12);
});

test('the parts of any change add up, to the millionth after rounding', () => {
  const people = fc.double({ min: 0, max: 500, noNaN: true });
  const leaving: fc.Arbitrary<Leaving> = fc.record({
    staff: fc.double({ min: 1, max: 20_000, noNaN: true }),
    looked: fc.double({ min: 1, max: 500, noNaN: true }),
    other: fc.record({
      'lay-offs': people,
      visas: people,
      failures: people,
      together: people,
      'without-job': people,
    }),
    weighed: fc.record({
      answers: people,
      pay: people,
      equity: people,
      autonomy: people,
      mission: people,
      home: people,
      cost: people,
      chance: people,
      settled: people,
    }),
  });
  fc.assert(
    fc.property(leaving, leaving, (one, other) => {
      const change = leaversOf(other) - leaversOf(one);
      expect(changeInLeaving(one, other).reduce((sum, part) => sum + part, 0)).toBeCloseTo(change, 5);
      const { whole, parts } = leavingOverSets([{ before: one, after: other }]);
      const micro = parts.reduce((sum, { mean }) => sum + Math.round(mean * 1e6), 0);
      expect(micro).toBe(Math.round(whole.mean * 1e6));
      expect(Math.abs(whole.mean - change)).toBeLessThan(1e-6);
    }),
  );
});
