// Points over a real Redis beside the same points on threads, and what one full run weighs on the way. Prints JSON.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { firstReplicates, planOf } from '../../src/experiments/plan.ts';
import { hashes } from '../../src/runtime/engine-hash.ts';
import { packageVersion } from '../../src/runtime/package-files.ts';
import { FolderOfPoints } from '../../src/runtime/point-store.ts';
import { resultMessage, resultOfMessage, taskMessage } from '../../src/runtime/queue-messages.ts';
import { runPoint } from '../../src/runtime/run-here.ts';
import { loadScenario } from '../../src/runtime/scenario-files.ts';
import { RedisServer, startWorker } from '../../test/support/redis.ts';
import { talentflow } from '../../test/support/talentflow.ts';

const [scale, replicates] = process.argv.slice(2) as [string, string];
const TURNS = 5;
/** A worker has loaded the program and is connected by then. */
const WORKERS_START_MS = 3_000;

const cwd = mkdtempSync(join(tmpdir(), 'talentflow-bench-'));
const redis = await RedisServer.start(cwd);
const words = [
  'run',
  '--scale',
  scale,
  '--replicates',
  replicates,
  '--uncertainty',
  'none',
  '--quiet',
  '--fresh',
];

const seconds: Record<string, number> = {};
for (const workers of [1, 2])
  seconds[`threads ${workers}`] = await run(`threads-${workers}`, ['--workers', String(workers)]);
for (const count of [1, 2]) {
  const workers = Array.from({ length: count }, () => startWorker(redis.url, cwd));
  await setTimeout(WORKERS_START_MS);
  seconds[`queue ${count}`] = await run(`queue-${count}`, ['--queue', redis.url]);
  for (const worker of workers) worker.kill('SIGKILL');
}
await redis.kill();
const weights = await weightsOfAFullRun();
rmSync(cwd, { recursive: true });
console.log(JSON.stringify({ seconds, ...weights }));

/** Wall-clock seconds of the command, results written. */
async function run(name: string, how: readonly string[]): Promise<number> {
  const { code, err } = await talentflow([...words, ...how, '--points', `${name}.points`, '--out', name], {
    cwd,
  });
  if (code !== 0) throw new Error(err);
  return JSON.parse(readFileSync(join(cwd, name, 'manifest.json'), 'utf8')).wallSeconds;
}

async function weightsOfAFullRun() {
  const { scenario } = loadScenario('talentflow:baseline');
  const variant = { name: scenario.name, scenario, files: [], set: [] };
  const [point] = planOf([variant], firstReplicates(1), hashes()).points;
  const task = { point: point!, scenario };
  const { tables, moves } = await runPoint(task, () => {});
  const packed = { tables, moves };
  const message = resultMessage(point!.id, packed);
  const store = new FolderOfPoints(join(cwd, 'one.points'));
  return {
    taskBytes: JSON.stringify(taskMessage(task, packageVersion())).length,
    resultBytes: message.byteLength,
    checkMs: await leastCpuMs(() => resultOfMessage(point!.id, message)),
    keepMs: await leastCpuMs(async () => {
      await store.keep(task, packed);
      store.remove(point!.id);
    }),
  };
}

/** CPU of the fastest of some turns, milliseconds. */
async function leastCpuMs(work: () => unknown): Promise<number> {
  const turns: number[] = [];
  for (let turn = 0; turn < TURNS; turn++) {
    const before = process.cpuUsage();
    await work();
    const { user, system } = process.cpuUsage(before);
    turns.push((user + system) / 1000);
  }
  return Math.min(...turns);
}
