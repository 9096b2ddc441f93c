import type { Redis } from 'ioredis';
import { engineHash } from './engine-hash.ts';
import { packageVersion } from './package-files.ts';

/**
 * Each engine's points wait in a queue of their own: a worker of another version, which could only refuse them, is idle and would be
 * given every one of them before those that can run them.
 */
const queueOf = (engine: string) => `talentflow-points-${engine.slice(0, 16)}`;
export const queueName = (): string => queueOf(engineHash());

/** Engines whose points were handed out, each with the version of the package. */
const ENGINES = 'talentflow:engines';

const short = (engine: string) => `${engine.slice(0, 12)}…`;

/** Says whose points are handed out, so that workers of other versions can tell that they leave them. */
export async function announceEngine(redis: Redis): Promise<void> {
  await redis.hset(ENGINES, engineHash(), packageVersion());
}

/** What a worker tells of points that wait for workers of other engines. @param told engines told of before; new ones are added. */
export async function pointsLeftToOthers(redis: Redis, told: Set<string>): Promise<string[]> {
  const { Queue } = await import('bullmq');
  const texts: string[] = [];
  for (const [engine, version] of Object.entries(await redis.hgetall(ENGINES))) {
    if (engine === engineHash() || told.has(engine)) continue;
    const queue = new Queue(queueOf(engine), { connection: redis });
    queue.on('error', () => {}); // told by the connection
    const waiting = await queue.getWaitingCount();
    await queue.close();
    if (waiting === 0) continue;
    told.add(engine);
    texts.push(
      `Points wait for the engine ${short(engine)} (talentflow ${version}); this worker has ${short(engineHash())} and leaves them: start workers of the same version.`,
    );
  }
  return texts;
}

/** What a coordinator tells whose points nobody takes. */
export const nobodyListens = (): string =>
  `Points wait: no worker of this engine, ${short(engineHash())} (talentflow ${packageVersion()}), listens at the queue; start talentflow worker --queue with the same address and version.`;
