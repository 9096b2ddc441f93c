import { availableParallelism } from 'node:os';
import { setTimeout as wait } from 'node:timers/promises';
import { MessageChannel } from 'node:worker_threads';
import type { Piscina } from 'piscina';
import type { Outcome, PointRunner, RunOptions, Task } from '../experiments/executor.ts';
import { Interrupted } from './failures.ts';
import { workerFile } from './package-files.ts';
import type { WorkerAnswer, WorkerTask } from './worker.ts';

/** One core is left to the rest of the machine. */
export function defaultWorkers(): number {
  return Math.max(1, availableParallelism() - 1);
}

/** A worker that tells of no month for so long is named: a month of a full market takes a twentieth of a second. */
export const SILENT_AFTER_SECONDS = 30;

/**
 * So long is a thread waited for that is to end but still loads its modules (a third of a second, several on a busy machine):
 * Node.js 20 may abort the whole process when a thread is ended meanwhile, 1 time in some 500.
 */
const LOADED_AFTER_SECONDS = 10;

/** How often a point is tried whose worker died or ran out of memory: once more, for it may have been its neighbours' doing. */
const TRIES = 2;

export interface WorkerOptions {
  /** Heap of one worker, megabytes; default: as Node.js has it. */
  heapMegabytes?: number;
  silentAfterSeconds?: number;
  /** What the threads run. */
  file?: string;
}

/** Runs points on worker threads, as many at a time as there are workers; yields each as it finishes. */
export function runInWorkers(workers: number, settings: WorkerOptions = {}): PointRunner {
  return async function* (tasks, options) {
    const { Piscina } = await import('piscina'); // one run needs no threads
    const threads = Math.min(workers, tasks.length);
    const { heapMegabytes, file = workerFile() } = settings;
    const pool = new Piscina({
      filename: file,
      minThreads: 0, // those of the start would be told as loaded at once
      maxThreads: threads,
      idleTimeout: Number.POSITIVE_INFINITY, // a thread waits for its next point
      atomics: 'disabled', // a worker that waits on an atomic is deaf to the messages of its own run
      ...(heapMegabytes === undefined ? {} : { resourceLimits: { maxOldGenerationSizeMb: heapMegabytes } }),
    });
    const loaded = new Set<number>();
    pool.on('workerCreate', ({ id }) => loaded.add(id)); // told when its modules have been loaded
    const watch = new Watch(settings.silentAfterSeconds ?? SILENT_AFTER_SECONDS, options);
    const stop = () => void end(pool, loaded);
    options.signal?.addEventListener('abort', stop, { once: true });
    try {
      yield* asTheyFinish(tasks, threads, (task) => runOn(pool, task, watch, options));
    } catch (error) {
      throw options.signal?.aborted ? new Interrupted() : error;
    } finally {
      options.signal?.removeEventListener('abort', stop);
      watch.end();
      await end(pool, loaded);
    }
  };
}

/** Ends the threads, once all have loaded what they run. */
async function end(pool: Piscina, loaded: ReadonlySet<number>): Promise<void> {
  const patience = performance.now() + LOADED_AFTER_SECONDS * 1000;
  const isLoading = () => pool.threads.some(({ threadId }) => !loaded.has(threadId));
  while (isLoading() && performance.now() < patience) await wait(5);
  await pool.destroy();
}

/** Starts a task whenever one has finished, so that at most `atOnce` scenarios and results are held. */
async function* asTheyFinish(
  tasks: readonly Task[],
  atOnce: number,
  run: (task: Task) => Promise<Outcome>,
): AsyncGenerator<Outcome> {
  const running = new Map<number, Promise<{ index: number; outcome: Outcome }>>();
  let next = 0;
  while (next < tasks.length || running.size > 0) {
    while (next < tasks.length && running.size < atOnce) {
      const index = next++;
      const promise = run(tasks[index]!).then((outcome) => ({ index, outcome }));
      promise.catch(() => {}); // the first failure is thrown below, the rest follow from it
      running.set(index, promise);
    }
    const { index, outcome } = await Promise.race(running.values());
    running.delete(index);
    yield outcome;
  }
}

async function runOn(pool: Piscina, task: Task, watch: Watch, options: RunOptions): Promise<Outcome> {
  const { point } = task;
  for (let attempt = 1; ; attempt++) {
    options.signal?.throwIfAborted(); // a pool that was destroyed would start threads anew
    try {
      const answer = await runOnce(pool, task, watch, options);
      if ('cannotGoOn' in answer) return { point, why: answer.cannotGoOn, isOfTheMarket: true };
      return { point, packed: answer.packed };
    } catch (error) {
      const why = whyWorkerDied(error);
      if (why === null || options.signal?.aborted) throw error;
      if (attempt === TRIES) return { point, why: `${why}, ${TRIES} times`, isOfTheMarket: false };
      options.onProgress?.({ kind: 'again', point, why });
    }
  }
}

/** What ended a worker thread from outside its code; null when the error is one of the code. */
function whyWorkerDied(error: unknown): string | null {
  const { code, message = '' } = (error ?? {}) as NodeJS.ErrnoException;
  if (code === 'ERR_WORKER_OUT_OF_MEMORY') return 'its worker ran out of memory';
  return /worker exited|exited with code/i.test(message) ? 'its worker died' : null;
}

async function runOnce(
  pool: Piscina,
  task: Task,
  watch: Watch,
  { onProgress }: RunOptions,
): Promise<WorkerAnswer> {
  const { port1: hearing, port2: telling } = new MessageChannel();
  const { point } = task;
  const forget = watch.follow(task);
  hearing.on('message', ({ month, people }) => {
    watch.heard(task);
    onProgress?.({ kind: 'month', point, month, people });
  });
  const asked: WorkerTask = { ...task, progress: telling };
  try {
    return await pool.run(asked, { transferList: [telling] });
  } finally {
    forget();
    hearing.close();
  }
}

/** Names a worker that has gone silent, once for each time. */
class Watch {
  readonly #lastHeard = new Map<Task, { worker: number; at: number; isTold: boolean }>();
  readonly #timer: NodeJS.Timeout;

  constructor(silentAfterSeconds: number, { onProgress }: RunOptions) {
    const look = () => {
      for (const [{ point }, heard] of this.#lastHeard) {
        const seconds = Math.round((performance.now() - heard.at) / 1000);
        if (heard.isTold || seconds < silentAfterSeconds) continue;
        heard.isTold = true;
        onProgress?.({ kind: 'silent', point, worker: `worker ${heard.worker}`, seconds });
      }
    };
    this.#timer = setInterval(look, Math.max(100, silentAfterSeconds * 250));
    this.#timer.unref();
  }

  follow(task: Task): () => void {
    const taken = new Set([...this.#lastHeard.values()].map(({ worker }) => worker));
    let worker = 1;
    while (taken.has(worker)) worker++;
    this.#lastHeard.set(task, { worker, at: performance.now(), isTold: false });
    return () => void this.#lastHeard.delete(task);
  }

  heard(task: Task): void {
    const heard = this.#lastHeard.get(task);
    if (heard) Object.assign(heard, { at: performance.now(), isTold: false });
  }

  end(): void {
    clearInterval(this.#timer);
  }
}
