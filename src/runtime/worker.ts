import type { MessagePort } from 'node:worker_threads';
import type { RunPoint } from '../experiments/ensemble.ts';
import type { Scenario } from '../scenario/scenario.ts';
import type { Tables } from '../tables/tables.ts';
import { MarketFailure } from './failures.ts';
import { runPoint } from './run-here.ts';

/** What a worker thread is asked for: one point. The scenario comes resolved, so that a worker reads no file. */
export interface WorkerTask {
  scenario: Scenario;
  point: RunPoint;
  /** Hears of each month: `{ month, people }`. */
  progress: MessagePort;
}

/** A market that cannot go on is told by its text: the class of an error does not survive the way between threads. */
export type WorkerAnswer = { tables: Tables } | { cannotGoOn: string };

/** The function that worker threads serve. */
export default async function runTask({ scenario, point, progress }: WorkerTask): Promise<WorkerAnswer> {
  try {
    const tables = await runPoint(scenario, point, (record) => {
      progress.postMessage({ month: record.month, people: record.market.people });
    });
    return { tables };
  } catch (error) {
    if (error instanceof MarketFailure) return { cannotGoOn: error.message };
    throw error;
  } finally {
    progress.close();
  }
}
