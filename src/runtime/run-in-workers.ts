import { availableParallelism } from 'node:os';
import { MessageChannel } from 'node:worker_threads';
import type { Piscina } from 'piscina';
import type { PointRunner, RunOptions, RunPoint } from '../experiments/ensemble.ts';
import type { Scenario } from '../scenario/scenario.ts';
import type { Tables } from '../tables/tables.ts';
import { Interrupted, MarketFailure } from './failures.ts';
import { workerFile } from './package-files.ts';
import type { WorkerAnswer, WorkerTask } from './worker.ts';

/** One core is left to the rest of the machine. */
export function defaultWorkers(): number {
  return Math.max(1, availableParallelism() - 1);
}

/** Runs points on worker threads, as many at a time as there are workers; yields each as it finishes. */
export function runInWorkers(workers: number): PointRunner {
  return async function* (scenario, points, options) {
    const { Piscina } = await import('piscina'); // one run needs no threads
    const pool = new Piscina({
      filename: workerFile(),
      minThreads: Math.min(workers, points.length),
      maxThreads: Math.min(workers, points.length),
      atomics: 'disabled', // a worker that waits on an atomic is deaf to the messages of its own run
    });
    const stop = () => void pool.destroy();
    options.signal?.addEventListener('abort', stop, { once: true });
    try {
      const running = new Map<number, Promise<{ point: RunPoint; tables: Tables }>>();
      for (const point of points) running.set(point.replicate, runOn(pool, scenario, point, options));
      for (const promise of running.values()) promise.catch(() => {}); // the first failure is thrown below, the rest follow from it
      while (running.size > 0) {
        const finished = await Promise.race(running.values());
        running.delete(finished.point.replicate);
        yield finished;
      }
    } catch (error) {
      throw options.signal?.aborted ? new Interrupted() : error;
    } finally {
      options.signal?.removeEventListener('abort', stop);
      await pool.destroy();
    }
  };
}

async function runOn(pool: Piscina, scenario: Scenario, point: RunPoint, { onMonth }: RunOptions) {
  const { port1: hearing, port2: telling } = new MessageChannel();
  hearing.on('message', ({ month, people }) => onMonth?.({ point, month, people }));
  const task: WorkerTask = { scenario, point, progress: telling };
  try {
    const answer: WorkerAnswer = await pool.run(task, { transferList: [telling] });
    if ('cannotGoOn' in answer) throw new MarketFailure(answer.cannotGoOn);
    return { point, tables: answer.tables };
  } finally {
    hearing.close();
  }
}
