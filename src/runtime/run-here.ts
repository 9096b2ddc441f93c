import { setImmediate } from 'node:timers/promises';
import { firstOutOfBounds } from '../experiments/bounds.ts';
import type { PackedPoint, PointRunner, Task } from '../experiments/executor.ts';
import type { MonthRecord } from '../model/records.ts';
import type { Scenario } from '../scenario/scenario.ts';
import type { Tables } from '../tables/tables.ts';
import { KeySpaceFull, ModelError, MoveSketch, simulate, TableCollector } from './engine.ts';
import { Interrupted, MarketFailure } from './failures.ts';
import { packTables } from './parquet.ts';

/**
 * Runs one point on this thread, giving way after each month so that Ctrl-C is heard.
 * @throws Interrupted when the signal aborts, MarketFailure when the market cannot go on.
 */
export async function runPoint(
  { scenario, point }: Task,
  onMonth: (record: MonthRecord) => void,
  signal?: AbortSignal,
): Promise<PackedPoint> {
  const moves = new MoveSketch();
  const made = await tablesOf({ scenario, point }, moves, onMonth, signal);
  return { ...packTables(made, moves.counters), made };
}

async function tablesOf(
  { scenario, point }: Task,
  moves: MoveSketch,
  onMonth: (record: MonthRecord) => void,
  signal: AbortSignal | undefined,
): Promise<Tables> {
  const collector = new TableCollector(scenario);
  try {
    const { seed, replicate } = point;
    const onMove = (person: number, to: number) => moves.add(person, to);
    for (const record of simulate(scenario, { seed, replicate, onMove })) {
      moves.endMonth();
      collector.addMonth(record);
      onMonth(record);
      await setImmediate();
      if (signal?.aborted) throw new Interrupted();
    }
  } catch (error) {
    const isOfTheMarket = error instanceof ModelError || error instanceof KeySpaceFull;
    throw isOfTheMarket ? new MarketFailure(`${error.message}${moversText(scenario)}`) : error;
  }
  return collector.finish();
}

/** Who took numbers out of their bounds, as far as that is why a market cannot go on. */
function moversText(scenario: Scenario): string {
  const movers = firstOutOfBounds(scenario)?.movers ?? [];
  return movers.length === 0
    ? ''
    : `; moved by ${movers.map(({ kind, id }) => `the ${kind} ${id}`).join(' and ')}`;
}

/** One point after another, on this thread. */
export const runHere: PointRunner = async function* (tasks, { onProgress, signal }) {
  for (const task of tasks) {
    const { point } = task;
    const tell = ({ month, market }: MonthRecord) =>
      onProgress?.({ kind: 'month', point, month, people: market.people });
    try {
      yield { point, packed: await runPoint(task, tell, signal) };
    } catch (error) {
      if (!(error instanceof MarketFailure)) throw error;
      yield { point, why: error.message, isOfTheMarket: true };
    }
  }
};
