import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { FLOW_KINDS, type MonthRecord } from '../../src/model/records.ts';
import { simulate } from '../../src/model/simulation.ts';
import { loadScenario, SHIPPED, shippedScenarios } from '../../src/runtime/scenario-files.ts';
import type { Scenario } from '../../src/scenario/scenario.ts';
import { holdsOnRandomMarkets, recordsOf } from '../support/laws.ts';
import { isLong, longTest } from '../support/long-suite.ts';
import { TwinStops } from '../support/naive-twin/world.ts';
import { simulateNaively } from '../support/naive-twin.ts';
import { PROJECT } from '../support/talentflow.ts';

/** The twin takes a third of a second a market; the issue asks for twenty. */
const TWINNED = isLong ? 100 : 20;

test('the month written a second time, from the text, gives the same records to the bit', () => {
  const kindsSeen = new Set<string>();
  let finished = 0;
  holdsOnRandomMarkets((scenario) => {
    const records = recordsOf(scenario);
    expect(recordsOfTwin(scenario)).toStrictEqual(records);
    for (const record of records) for (const { kind } of record.flows) kindsSeen.add(kind);
    if (records.length === scenario.calendar.end - scenario.calendar.start + 1) finished++;
  }, TWINNED);
  expect([...kindsSeen].sort(), 'kinds of flows that the markets try').toEqual([...FLOW_KINDS].sort());
  expect(finished, 'markets that went on to their end').toBeGreaterThan(TWINNED * 0.7);
});

const MARKETS = join(PROJECT, 'scenarios', 'markets');
/** People that the twin visits in a moment. */
const FEW = 400;
const TINY = ['scale=0.003'];

test.each(readdirSync(MARKETS).filter((file) => file.endsWith('.yaml')))(
  'the market shipped as %s is the twin’s, too, with no more than a few hundred people',
  (file) => {
    const path = join(MARKETS, file);
    const [first] = simulate(loadScenario(path).scenario);
    const { scenario } = loadScenario(path, { set: [`scale=${Math.min(1, FEW / first!.market.people)}`] });
    expect(recordsOfTwin(scenario)).toStrictEqual(recordsOf(scenario));
  },
);

/** They have all that random markets hardly ever try: caps and grace of visas, deals for a firm's staff, promises kept. */
const [BASELINE, ...POLICIES] = shippedScenarios();

test('so is the baseline, with a thousand people at its end', () => {
  const { scenario } = loadScenario(`${SHIPPED}${BASELINE}`, { set: TINY });
  expect(recordsOfTwin(scenario)).toStrictEqual(recordsOf(scenario));
});

longTest.each(POLICIES)('and %s', (name) => {
  const { scenario } = loadScenario(`${SHIPPED}${name}`, { set: TINY });
  expect(recordsOfTwin(scenario)).toStrictEqual(recordsOf(scenario));
});

function recordsOfTwin(scenario: Scenario): MonthRecord[] {
  const records: MonthRecord[] = [];
  try {
    for (const record of simulateNaively(scenario, scenario.seed)) records.push(record);
  } catch (error) {
    if (!(error instanceof TwinStops)) throw error;
  }
  return records;
}
