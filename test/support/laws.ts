import fc from 'fast-check';
import { expect } from 'vitest';
import { createMarket } from '../../src/model/create-market.ts';
import { type Market, type MonthOfRun, monthOfRun } from '../../src/model/market.ts';
import { ModelError } from '../../src/model/model-error.ts';
import type { MonthRecord } from '../../src/model/records.ts';
import { type SimulateOptions, simulate } from '../../src/model/simulation.ts';
import type { Scenario } from '../../src/scenario/scenario.ts';
import { isCi, isLong } from './long-suite.ts';
import { randomScenario } from './random-scenario.ts';

/**
 * Random markets on which each law is tried. `npm run test:long` draws new ones every time; `npm test` and CI take the same
 * ones, so that a commit that passed goes on passing.
 */
export const MARKETS = isLong ? 200 : 50;
/** The same for laws that run each market several times. */
export const FEWER_MARKETS = isLong ? 100 : 12;

/** Tries a law on random markets; a failure prints the seed and path with which it comes back, and the smallest market found. */
export function holdsOnRandomMarkets(law: (scenario: Scenario) => void, markets = MARKETS): void {
  fc.assert(fc.property(randomScenario(), law), {
    numRuns: markets,
    ...(isLong && !isCi ? {} : { seed: 20_190_101 }),
  });
}

/** The records up to where a market cannot go on. */
export function recordsOf(scenario: Scenario, options?: SimulateOptions): MonthRecord[] {
  const records: MonthRecord[] = [];
  try {
    for (const record of simulate(scenario, options)) records.push(record);
  } catch (error) {
    if (!(error instanceof ModelError)) throw error;
  }
  return records;
}

/** That two runs' records say the same: as text first, which is quick, and by value where they differ, which says where. */
export function expectSame(records: readonly unknown[], expected: readonly unknown[]): void {
  if (JSON.stringify(records) !== JSON.stringify(expected)) expect(records).toStrictEqual(expected);
}

/** Calls back with the live state of a market on its eve; ends quietly where the market cannot go on. */
export function withMarket(
  scenario: Scenario,
  act: (market: Market, month: (index: number) => MonthOfRun) => void,
): void {
  try {
    const market = createMarket(scenario, scenario.seed);
    act(market, (index) => monthOfRun(market, index));
  } catch (error) {
    if (!(error instanceof ModelError)) throw error;
  }
}

/** Rows in an order of their own, so that only what they say is compared. */
export function withoutOrder(record: MonthRecord): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(record).map(([table, rows]) => [
      table,
      Array.isArray(rows) ? rows.map((row) => JSON.stringify(row)).sort() : rows,
    ]),
  );
}
