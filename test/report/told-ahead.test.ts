import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { aheadLines, firstLines } from '../../src/cli/ahead.ts';
import type { PointRunner } from '../../src/experiments/executor.ts';
import { type Ahead, runPlanToldAhead } from '../../src/report/told-ahead.ts';
import { runHere } from '../../src/runtime/run-here.ts';
import { plainPlan, plainScenario } from '../support/stored-runs.ts';
import { emptyFolder } from '../support/talentflow.ts';

let folder: ReturnType<typeof emptyFolder>;
beforeEach(() => {
  folder = emptyFolder();
});
afterEach(() => folder.remove());

const scenario = plainScenario(['people.count=20', 'employers.calm.staff=10', 'employers.rich.staff=10']);
const plan = plainPlan(scenario, 3);

/** What is told, and the replicates that run after the first. */
async function toldAhead(fresh: boolean) {
  const told: (number | Ahead)[] = [];
  const others: number[] = [];
  const runPoints: PointRunner = (tasks, options) => {
    others.push(...tasks.map(({ point }) => point.replicate));
    return runHere(tasks, options);
  };
  const store = await runPlanToldAhead(plan, {
    points: join(folder.path, 'points'),
    fresh,
    runPoints,
    signal: new AbortController().signal,
    workers: 2,
    onFirst: (points) => told.push(points),
    onAhead: (ahead) => told.push(ahead),
  });
  expect(plan.points.map(({ id }) => store.state(id).is)).toEqual(['whole', 'whole', 'whole']);
  return { told, others };
}

test('the first is run alone and says how long the two that are left take; then nothing is left to tell', async () => {
  const { told, others } = await toldAhead(false);
  expect(told).toEqual([3, { points: 2, secondsEach: expect.any(Number), workers: 2 }]);
  expect((told[1] as Ahead).secondsEach).toBeGreaterThan(0);
  expect(others).toEqual([1, 2]);
  expect(await toldAhead(false)).toEqual({ told: [], others: [] });
});

test('afresh none is run twice: the first is not run again with the others', async () => {
  await toldAhead(false);
  const { told, others } = await toldAhead(true);
  expect(told).toEqual([3, expect.objectContaining({ points: 2 })]);
  expect(others).toEqual([1, 2]);
});

test('the time of all is that of each, shared by the workers', () => {
  const lines = (workers: number) =>
    aheadLines({ points: 1200, secondsEach: 4.04, workers }, 12, { ...scenario, scale: 0.1 });
  expect(lines(1)[0]).toBe(
    '1,200 simulations of 12 months at scale 0.1, about 4.0 s each: 81 min with one worker.',
  );
  expect(lines(4)[0]).toMatch(/: 20 min with 4 workers\.$/);
  expect(lines(1)[1]).toMatch(/^What is finished is kept/);
  expect(aheadLines({ points: 0, secondsEach: 4, workers: 1 }, 12, scenario)).toEqual([]);
});

test('where there is one alone, nothing is said of a first', () => {
  expect(firstLines(1)).toEqual([]);
  expect(firstLines(1200)).toEqual(['One of 1,200 simulations first, alone; then how long all will take.']);
});
