import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import { type Job, Queue, UnrecoverableError, Worker } from 'bullmq';
import { Redis } from 'ioredis';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Outcome, Progress } from '../../src/experiments/executor.ts';
import { runOverQueue, type WorkerReport, workFor } from '../../src/runtime/queue.ts';
import { queueName } from '../../src/runtime/queue-of-engine.ts';
import { isLong } from '../support/long-suite.ts';
import { RedisServer } from '../support/redis.ts';
import { plainPlan, plainScenario } from '../support/stored-runs.ts';
import { emptyFolder } from '../support/talentflow.ts';

const scenario = plainScenario();
const task = { point: plainPlan(scenario, 1).points[0]!, scenario };
const { id } = task.point;

/** Where it must be there, test/cli/queue.test.ts says that it is not. */
const hasRedis = isLong && spawnSync('redis-server', ['--version']).status === 0;

describe.skipIf(!hasRedis)('points over a queue whose Redis has been through something', () => {
  const folder = emptyFolder();
  let server: RedisServer;
  let redis: Redis;
  let queue: Queue;
  beforeAll(async () => {
    if (!hasRedis) return;
    server = await RedisServer.start(folder.path);
    redis = new Redis(server.url, { maxRetriesPerRequest: null });
    queue = new Queue(queueName(), { connection: redis });
  });
  afterEach(() => redis?.flushall());
  afterAll(async () => {
    await queue?.close();
    redis?.disconnect();
    await server?.kill();
    folder.remove();
  });

  /** A worker of ours in this process, until `during` ends. @returns what it told. */
  async function withWorker(during: () => Promise<unknown>): Promise<WorkerReport[]> {
    const told: WorkerReport[] = [];
    const stop = new AbortController();
    const working = workFor(server.url, {
      signal: stop.signal,
      onPoint: (report) => told.push(report),
      onTrouble: () => {},
    });
    await during().finally(() => stop.abort());
    await working;
    return told;
  }

  async function runTask(onProgress: (progress: Progress) => void = () => {}): Promise<Outcome[]> {
    const outcomes: Outcome[] = [];
    for await (const outcome of runOverQueue(server.url)([task], { onProgress })) outcomes.push(outcome);
    return outcomes;
  }

  const DONE = [{ point: task.point, packed: expect.objectContaining({ tables: expect.any(Array) }) }];

  test('a result that is none is told, and its point run again', async () => {
    await redis.set(`talentflow:result:${id}`, 'no result');
    const told: Progress[] = [];
    const reports = await withWorker(async () => {
      expect(await runTask((progress) => told.push(progress))).toEqual(DONE);
    });
    expect(reports).toEqual([{ point: id, seconds: expect.any(Number), refused: null }]);
    expect(told).toContainEqual({
      kind: 'again',
      point: task.point,
      why: expect.stringMatching(/^its result was not taken: /),
    });
    expect(await redis.exists(`talentflow:result:${id}`)).toBe(0);
  });

  test('a point that Redis lost is handed out again', async () => {
    const running = runTask();
    while ((await queue.getJob(id)) === undefined) await setTimeout(10);
    await redis.flushall();
    await withWorker(async () => expect(await running).toEqual(DONE));
  });

  test('what failed for an earlier command is tried anew', async () => {
    await queue.add('point', { of: 'another time' }, { jobId: id });
    const reports = await withWorker(async () => {
      while (!(await (await queue.getJob(id))?.isFailed())) await setTimeout(10);
      expect(await runTask()).toEqual(DONE);
    });
    expect(reports.map(({ refused }) => refused)).toEqual([
      expect.stringMatching(/^no message of talentflow: /),
      null,
    ]);
  });

  test.each([
    ['the market cannot go on: pay is 0', 'pay is 0', true],
    [
      'job stalled more than allowable limit',
      'the worker that ran it died or could not be heard, 3 times',
      false,
    ],
    ['no room', 'no room, 3 times', false],
  ])('a point that fails with %j is told so', async (thrown, why, isOfTheMarket) => {
    const fail = async (_: Job) => {
      throw new UnrecoverableError(thrown);
    };
    const connection = redis.duplicate();
    const worker = new Worker(queueName(), fail, { connection });
    await once(worker, 'ready');
    expect(await runTask()).toEqual([{ point: task.point, why, isOfTheMarket }]);
    await worker.close();
    connection.disconnect();
    expect(await queue.getJob(id)).toBeUndefined();
  });

  test('that no worker listens is told once, and that results are not kept for ever', async () => {
    const told: Progress[] = [];
    const stop = new AbortController();
    const run = runOverQueue(server.url)([task], {
      signal: stop.signal,
      onProgress: (progress) => {
        told.push(progress);
        setTimeout(4_500).then(() => stop.abort()); // it has looked twice more
      },
    });
    await expect(run[Symbol.asyncIterator]().next()).rejects.toMatchObject({ name: 'Interrupted' });
    expect(told).toEqual([{ kind: 'trouble', text: expect.stringContaining('no worker of this engine') }]);
    await withWorker(async () => {
      while ((await redis.exists(`talentflow:result:${id}`)) === 0) await setTimeout(10);
    });
    const seconds = await redis.ttl(`talentflow:result:${id}`);
    expect(seconds).toBeGreaterThan(23 * 3600);
    expect(seconds).toBeLessThanOrEqual(24 * 3600);
  });
});
