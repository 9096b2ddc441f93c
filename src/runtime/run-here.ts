import { setImmediate } from 'node:timers/promises';
import type { PointRunner, RunPoint } from '../experiments/ensemble.ts';
import { KeySpaceFull } from '../model/keys.ts';
import { ModelError } from '../model/model-error.ts';
import type { MonthRecord } from '../model/records.ts';
import { simulate } from '../model/simulation.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { collectTables, type Tables } from '../tables/tables.ts';
import { Interrupted, MarketFailure } from './failures.ts';

/**
 * Runs one point on this thread, giving way after each month so that Ctrl-C is heard.
 * @throws Interrupted when the signal aborts, MarketFailure when the market cannot go on.
 */
export async function runPoint(
  scenario: Scenario,
  point: RunPoint,
  onMonth: (record: MonthRecord) => void,
  signal?: AbortSignal,
): Promise<Tables> {
  const records: MonthRecord[] = [];
  try {
    for (const record of simulate(scenario, { seed: point.seed, replicate: point.replicate })) {
      records.push(record);
      onMonth(record);
      await setImmediate();
      if (signal?.aborted) throw new Interrupted();
    }
  } catch (error) {
    const isOfTheMarket = error instanceof ModelError || error instanceof KeySpaceFull;
    throw isOfTheMarket ? new MarketFailure(error.message) : error;
  }
  return collectTables(scenario, records);
}

/** One point after another, on this thread. */
export const runHere: PointRunner = async function* (scenario, points, { onMonth, signal }) {
  for (const point of points) {
    const tell = (record: MonthRecord) =>
      onMonth?.({ point, month: record.month, people: record.market.people });
    yield { point, tables: await runPoint(scenario, point, tell, signal) };
  }
};
