import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { Outcome, Progress } from '../../src/experiments/executor.ts';
import { Interrupted } from '../../src/runtime/failures.ts';
import { runInWorkers, type WorkerOptions } from '../../src/runtime/run-in-workers.ts';
import { plainPlan, plainScenario } from '../support/stored-runs.ts';
import { emptyFolder } from '../support/talentflow.ts';

const folder = emptyFolder();
afterAll(folder.remove);
const scenario = plainScenario();
const plan = plainPlan(scenario, 3);
const tasks = plan.points.map((point) => ({ point, scenario }));

/** A worker of a test's own. */
function worker(name: string, code: string): string {
  const file = join(folder.path, `${name}.mjs`);
  writeFileSync(file, code);
  return file;
}

async function runAll(workers: number, options: WorkerOptions) {
  const outcomes: Outcome[] = [];
  const told: Progress[] = [];
  const run = runInWorkers(workers, options)(tasks, { onProgress: (progress) => told.push(progress) });
  for await (const outcome of run) outcomes.push(outcome);
  return { outcomes, told };
}

test('a worker that runs out of memory is tried again, and its point fails without stopping the others', async () => {
  const file = worker(
    'hungry',
    `export default async ({ point, progress }) => {
      progress.close();
      const eaten = [];
      if (point.replicate === 1) for (;;) eaten.push(new Array(1000).fill(Math.random()));
      return { packed: { tables: [], moves: new Int32Array() } };
    };`,
  );
  const { outcomes, told } = await runAll(1, { file, heapMegabytes: 32 });
  const failed = outcomes.find((outcome) => 'why' in outcome);
  expect(outcomes).toHaveLength(3);
  expect(failed).toMatchObject({ point: { replicate: 1 }, why: 'its worker ran out of memory, 2 times' });
  expect(told.filter(({ kind }) => kind === 'again')).toEqual([
    { kind: 'again', point: plan.points[1], why: 'its worker ran out of memory' },
  ]);
});

test('a worker that has gone silent is named once, with what it runs', async () => {
  const file = worker(
    'silent',
    `export default async ({ point, progress }) => {
      if (point.replicate < 2) await new Promise((resolve) => setTimeout(resolve, 900));
      progress.close();
      return { packed: { tables: [], moves: new Int32Array() } };
    };`,
  );
  const { told } = await runAll(2, { file, silentAfterSeconds: 0.2 });
  const silent = told.filter((one) => one.kind === 'silent');
  const named = (replicate: number) =>
    silent.flatMap(({ point, worker }) => (point.replicate === replicate ? [worker] : []));
  expect([named(0), named(1)]).toEqual([['worker 1'], ['worker 2']]);
  expect(named(2), 'a third point waits for one of the two').not.toContain('worker 3');
});

test('a thread is not ended while it loads its modules, which may abort the process', async () => {
  const loaded = join(folder.path, 'loaded');
  const file = worker(
    'slow-to-load',
    `import { writeFileSync } from 'node:fs';
    await new Promise((resolve) => setTimeout(resolve, 400));
    writeFileSync(${JSON.stringify(loaded)}, '');
    export default async ({ progress }) => {
      progress.close();
      return { packed: { tables: [], moves: new Int32Array() } };
    };`,
  );
  const stop = new AbortController();
  setTimeout(() => stop.abort(), 100);
  const run = runInWorkers(1, { file })(tasks, { signal: stop.signal });
  const finished: Outcome[] = [];
  const all = async () => {
    for await (const outcome of run) finished.push(outcome);
  };
  await expect(all()).rejects.toThrow(Interrupted);
  expect(existsSync(loaded)).toBe(true);
  expect(finished.length).toBeLessThan(tasks.length);
});
