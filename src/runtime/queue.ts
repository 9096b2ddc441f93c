import { setTimeout } from 'node:timers/promises';
import type { Job, Queue, Worker } from 'bullmq';
import type { Redis } from 'ioredis';
import type { Outcome, PointRunner, Progress, Task } from '../experiments/executor.ts';
import { Interrupted, MarketFailure, RunFailure, UsageMistake } from './failures.ts';
import { packageVersion } from './package-files.ts';
import { resultMessage, resultOfMessage, taskMessage, taskOfMessage } from './queue-messages.ts';
import { announceEngine, nobodyListens, pointsLeftToOthers, queueName } from './queue-of-engine.ts';
import { runPoint } from './run-here.ts';

/** Points on other machines: BullMQ on Redis carries them; the coordinator's point store is the truth. */

const resultKey = (id: string) => `talentflow:result:${id}`;
/** A result that no coordinator fetches is dropped: its point can be run again. */
const RESULT_SECONDS = 24 * 3600;
/** How often a point is tried whose worker dies or whose market fails in a way that another worker may not share. */
const TRIES = 3;
/** A worker that has not renewed its claim for so long is taken for dead, and its point given to another. */
const CLAIM_MS = 10_000;
/** Points handed out at once: enough for many workers, few enough that Redis holds some tens of MB. */
const OUTSTANDING = 256;
const LOOK_MS = 50;
/** Jobs are looked at one by one, for failures and losses, less often than results; and whether there are workers. */
const LOOK_AT_JOBS_MS = 2_000;
/** How often a worker looks whether points wait that it cannot run. */
const LOOK_AT_OTHERS_MS = 5_000;
const CONNECT_MS = 10_000;

/** A connection for as long as the program runs: a Redis that restarts is waited for. @throws UsageMistake, RunFailure */
async function connect(url: string, onTrouble: (text: string) => void): Promise<Redis> {
  const { Redis } = await import('ioredis');
  const redis: Redis = new Redis(checkedUrl(url), {
    maxRetriesPerRequest: null,
    retryStrategy: (attempt) => Math.min(100 * attempt, 2_000),
  });
  let lastTrouble = '';
  redis.on('error', (error: NodeJS.ErrnoException) => {
    const trouble = error.message || (error.code ?? 'no reason was told');
    if (trouble !== lastTrouble) onTrouble(`The queue cannot be reached (${trouble}); trying again.`);
    lastTrouble = trouble;
  });
  const isThere = await Promise.race([
    redis.ping().then(
      () => true,
      (error: Error) => error.message,
    ),
    setTimeout(CONNECT_MS, false, { ref: false }),
  ]);
  if (isThere === true) return redis;
  redis.disconnect();
  throw new RunFailure(withoutPassword(url), {
    found:
      isThere === false ? `no answer in ${CONNECT_MS / 1000} s${lastTrouble && `: ${lastTrouble}`}` : isThere,
    expected: 'a Redis that answers',
    remedy: /certificate/.test(lastTrouble)
      ? 'let NODE_EXTRA_CA_CERTS name the file of the authority that signed its certificate'
      : 'start one (redis-server --appendonly yes), or see its address, password and TLS in --queue',
  });
}

/** The address of a Redis as given. @throws UsageMistake when it is none */
export function checkedUrl(url: string): string {
  if (/^rediss?:\/\/[^/\s]+/.test(url) && URL.canParse(url)) return url;
  throw new UsageMistake('--queue', {
    found: JSON.stringify(withoutPassword(url)),
    expected: 'the address of a Redis: redis://… or, with TLS, rediss://…',
    remedy: 'write for example --queue redis://localhost:6379, or rediss://user:password@host:6380',
  });
}

/** A text with addresses in it, to be shown. All up to the last @ may be the password: one with an @, a colon or a slash in it, too. */
export const withoutPassword = (text: string) =>
  text.replace(/((?:\w+:\/\/)?[^:@/\s]*):(?!\/\/)\S*@/g, '$1:…@');

/** Hands points out to the workers of a queue, and collects their results. */
export function runOverQueue(url: string): PointRunner {
  return async function* (tasks, { onProgress, signal }) {
    const redis = await connect(url, (text) => onProgress?.({ kind: 'trouble', text }));
    const { Queue } = await import('bullmq');
    const queue = new Queue<object>(queueName(), { connection: redis });
    queue.on('error', () => {}); // told by the connection
    try {
      yield* new Coordinator(redis, queue, onProgress ?? (() => {})).run(tasks, signal);
    } catch (error) {
      throw refusedBy(url, error);
    } finally {
      await queue.close().catch(() => {});
      redis.disconnect();
    }
  };
}

/** What Redis answers instead of doing it, such as when it is full, as a failure to be told; other errors as they are. */
function refusedBy(url: string, error: unknown): unknown {
  if (!(error instanceof Error) || error.name !== 'ReplyError') return error;
  return new RunFailure(withoutPassword(url), {
    found: error.message,
    expected: 'a Redis that takes points and gives results',
    remedy:
      'see its memory and the rights of its user, or name another with --queue; then give the same command again',
  });
}

class Coordinator {
  readonly #redis: Redis;
  readonly #queue: Queue<object>;
  readonly #tell: (progress: Progress) => void;
  readonly #outstanding = new Map<string, Task>();
  #jobsLookedAt = performance.now();
  #isAlone = false;

  constructor(redis: Redis, queue: Queue<object>, tell: (progress: Progress) => void) {
    this.#redis = redis;
    this.#queue = queue;
    this.#tell = tell;
  }

  async *run(tasks: readonly Task[], signal: AbortSignal | undefined): AsyncGenerator<Outcome> {
    await announceEngine(this.#redis);
    let next = 0;
    while (next < tasks.length || this.#outstanding.size > 0) {
      if (signal?.aborted) throw new Interrupted();
      while (next < tasks.length && this.#outstanding.size < OUTSTANDING) await this.#handOut(tasks[next++]!);
      const outcomes = [...(await this.#arrived()), ...(await this.#failed())];
      yield* outcomes;
      if (outcomes.length === 0) await setTimeout(LOOK_MS);
    }
  }

  /** The id of the job is the point's: handing it out twice is once. */
  async #handOut(task: Task): Promise<void> {
    const { id } = task.point;
    this.#outstanding.set(id, task);
    const before = (await this.#queue.getJob(id)) as Job | undefined;
    // What is left of an earlier coordinator: a failure is tried anew, a result is fetched, work in progress is waited for.
    if (before !== undefined && (await before.isFailed())) await before.remove();
    await this.#queue.add('point', taskMessage(task, packageVersion()), {
      jobId: id,
      attempts: TRIES,
      backoff: { type: 'fixed', delay: 500 },
      removeOnComplete: true,
    });
  }

  async #arrived(): Promise<Outcome[]> {
    const ids = [...this.#outstanding.keys()];
    if (ids.length === 0) return [];
    const outcomes: Outcome[] = [];
    const lengths = await this.#redis.exists(...ids.map(resultKey)); // one question while nothing has come
    if (lengths === 0) return [];
    for (const id of ids) {
      const message = await this.#redis.getBuffer(resultKey(id));
      if (message === null) continue;
      await this.#redis.del(resultKey(id));
      const { point } = this.#outstanding.get(id)!;
      try {
        outcomes.push({ point, packed: resultOfMessage(id, message) });
        this.#outstanding.delete(id);
      } catch (error) {
        this.#tell({ kind: 'again', point, why: `its result was not taken: ${(error as Error).message}` });
        await this.#handOut(this.#outstanding.get(id)!);
      }
    }
    return outcomes;
  }

  /** Points whose tries are used up; those that Redis lost, as when it restarts from a file a second old, are handed out again. */
  async #failed(): Promise<Outcome[]> {
    if (performance.now() - this.#jobsLookedAt < LOOK_AT_JOBS_MS) return [];
    this.#jobsLookedAt = performance.now();
    await this.#tellIfAlone();
    const outcomes: Outcome[] = [];
    for (const [id, task] of [...this.#outstanding]) {
      const job = (await this.#queue.getJob(id)) as Job | undefined;
      if (job === undefined) {
        if ((await this.#redis.exists(resultKey(id))) === 0) await this.#handOut(task);
        continue;
      }
      if (!(await job.isFailed())) continue;
      const why = job.failedReason ?? 'no reason was told';
      this.#outstanding.delete(id);
      await job.remove();
      const isOfTheMarket = why.startsWith(OF_THE_MARKET);
      outcomes.push({
        point: task.point,
        why: isOfTheMarket ? why.slice(OF_THE_MARKET.length) : `${saidPlainly(why)}, ${TRIES} times`,
        isOfTheMarket,
      });
    }
    return outcomes;
  }

  /** Once for each time: who forgot to start workers, or started those of another version, would wait for ever. */
  async #tellIfAlone(): Promise<void> {
    const isAlone = (await this.#queue.getWorkersCount()) === 0;
    if (isAlone && !this.#isAlone) this.#tell({ kind: 'trouble', text: nobodyListens() });
    this.#isAlone = isAlone;
  }
}

const OF_THE_MARKET = 'the market cannot go on: ';

/** BullMQ's word for a claim that nobody renews is that its job stalls. */
function saidPlainly(why: string): string {
  return /stalled/.test(why) ? 'the worker that ran it died or could not be heard' : why;
}

export interface WorkerReport {
  readonly point: string;
  readonly seconds: number;
  /** Null when it was run. */
  readonly refused: string | null;
}

/**
 * Runs points of a queue, one at a time, until the signal aborts; the point in hand is then finished.
 * @throws UsageMistake, RunFailure
 */
export async function workFor(
  url: string,
  options: {
    signal: AbortSignal;
    onPoint: (report: WorkerReport) => void;
    onTrouble: (text: string) => void;
  },
): Promise<void> {
  const { signal, onPoint, onTrouble } = options;
  const redis = await connect(url, onTrouble);
  const { UnrecoverableError, Worker } = await import('bullmq');
  const work = async (job: Job<object>): Promise<void> => {
    const began = performance.now();
    const told = (refused: string | null) =>
      onPoint({ point: job.id ?? '?', seconds: (performance.now() - began) / 1000, refused });
    try {
      const task = taskOfMessage(job.data);
      const packed = await runPoint(task, () => {});
      const { id } = task.point;
      await redis.set(resultKey(id), resultMessage(id, packed), 'EX', RESULT_SECONDS);
      told(null);
    } catch (error) {
      told((error as Error).message);
      // The same market fails on every machine.
      if (error instanceof MarketFailure) throw new UnrecoverableError(`${OF_THE_MARKET}${error.message}`);
      throw error;
    }
  };
  const ofWorker = redis.duplicate();
  const worker: Worker = new Worker(queueName(), work, {
    connection: ofWorker,
    concurrency: 1,
    lockDuration: CLAIM_MS,
    stalledInterval: CLAIM_MS / 2,
    maxStalledCount: TRIES - 1,
  });
  worker.on('error', () => {}); // told by the connection
  const told = new Set<string>();
  const lookAtOthers = setInterval(() => {
    pointsLeftToOthers(redis, told).then(
      (texts) => texts.forEach(onTrouble),
      () => {}, // told by the connection
    );
  }, LOOK_AT_OTHERS_MS);
  await new Promise<void>((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
  clearInterval(lookAtOthers);
  await worker.close();
  ofWorker.disconnect(); // what it was given it leaves open, and the process would never end
  redis.disconnect();
}
