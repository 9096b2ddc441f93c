import { expect, it } from 'vitest';
import { movesOfPeriod } from '../../src/charts/moves.ts';
import { comparedPeriods } from '../../src/charts/periods.ts';
import type { MonthRecord, Motive, ReasonRow } from '../../src/model/records.ts';
import { monthText } from '../../src/scenario/dates.ts';
import { collectTables } from '../../src/tables/tables.ts';
import { madeUpRecords, madeUpScenario } from '../support/records.ts';

const scenario = madeUpScenario();
const reason = (
  from: string,
  tippedBy: Motive,
  moves: number,
  parts: Partial<Record<Motive, number>>,
): ReasonRow => {
  const none = { pay: 0, equity: 0, autonomy: 0, mission: 0, home: 0, cost: 0, noise: 0 };
  const microParts = Object.fromEntries(
    Object.entries({ ...none, ...parts }).map(([motive, mean]) => [motive, mean * moves * 1e6]),
  ) as Record<Motive, number>;
  return { from, to: 'gamma', tippedBy, moves, microParts };
};

it('weighs each part by the moves: 3 who gained 0.2 in pay and 1 who lost 0.2 gained 0.1 on average', () => {
  const [january, february] = [...madeUpRecords(1, 2)] as [MonthRecord, MonthRecord];
  const tables = collectTables(scenario, [
    {
      ...january,
      reasons: [reason('alpha', 'pay', 3, { pay: 0.2 }), reason('adopters', 'home', 5, { home: 1 })],
    },
    { ...february, reasons: [reason('beta', 'mission', 1, { pay: -0.2, mission: 0.4 })] },
  ]);
  const isGiant = (sector: string) => sector === 'giants';
  const both = movesOfPeriod(scenario, tables, { from: '2010-01', to: '2010-02' }, isGiant)!;
  expect(both.gain.pay).toBeCloseTo(0.1, 9);
  expect(both.gain.mission).toBeCloseTo(0.1, 9);
  expect(both.gain.home).toBe(0);
  expect(both.tipped).toEqual({
    pay: 0.75,
    mission: 0.25,
    equity: 0,
    autonomy: 0,
    home: 0,
    cost: 0,
    noise: 0,
  });
  const others = movesOfPeriod(
    scenario,
    tables,
    { from: '2010-01', to: '2010-02' },
    (sector) => !isGiant(sector),
  )!;
  expect(others.tipped.home).toBe(1);
  expect(movesOfPeriod(scenario, tables, { from: '2011-01', to: '2011-02' }, isGiant)).toBeNull();
});

it('the first published period is compared with all later ones together; a run that lacks one of them is taken whole', () => {
  // Reported from January 2019 on.
  const published = [
    { from: '2019-01', to: '2022-11' },
    { from: '2022-12', to: '2023-11' },
    { from: '2023-12', to: '2024-06' },
  ] as never;
  const until = (year: number) =>
    Array.from({ length: 12 * (year - 2010) }, (_, at) => monthText(2010 * 12 + at));
  expect(comparedPeriods(published, until(2025), scenario)).toEqual([
    { from: '2019-01', to: '2022-11' },
    { from: '2022-12', to: '2024-06' },
  ]);
  expect(comparedPeriods(published, until(2024), scenario)).toEqual([{ from: '2019-01', to: '2023-12' }]);
  expect(comparedPeriods([], until(2012), scenario)).toEqual([{ from: '2010-01', to: '2011-12' }]);
});
