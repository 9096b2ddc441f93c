import type { MessagePort } from 'node:worker_threads';
import type { PackedPoint, Task } from '../experiments/executor.ts';
import { MarketFailure } from './failures.ts';
import { runPoint } from './run-here.ts';

/** What a worker thread is asked for: one point. The scenario comes resolved, so that a worker reads no file. */
export interface WorkerTask extends Task {
  /** Hears of each month: `{ month, people }`. */
  progress: MessagePort;
}

/** A market that cannot go on is told by its text: the class of an error does not survive the way between threads. */
export type WorkerAnswer = { packed: PackedPoint } | { cannotGoOn: string };

/** The function that worker threads serve. */
export default async function runTask({ progress, ...task }: WorkerTask): Promise<WorkerAnswer> {
  try {
    const { tables, moves } = await runPoint(task, ({ month, market }) => {
      progress.postMessage({ month, people: market.people });
    });
    return { packed: { tables, moves } }; // what was made stays here: copying it would take longer than unpacking
  } catch (error) {
    if (error instanceof MarketFailure) return { cannotGoOn: error.message };
    throw error;
  } finally {
    progress.close();
  }
}
