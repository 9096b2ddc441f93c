import { expect, test } from 'vitest';
import {
  execute,
  type PackedPoint,
  type PointRunner,
  type PointStore,
  type Progress,
} from '../../src/experiments/executor.ts';
import { firstReplicates, planOf, planOfSets, pointsOf, type Variant } from '../../src/experiments/plan.ts';
import type { Scenario } from '../../src/scenario/scenario.ts';
import type { Tables } from '../../src/tables/tables.ts';

const NOTHING: PackedPoint = { tables: [], moves: new Int32Array() };
const hashes = {
  engine: 'e',
  pointId: ({ title }: Scenario, seed: string, replicate: number) => `${title}/${seed}/${replicate}`,
};
const variant = (name: string, title = name): Variant => ({
  name,
  scenario: { title, seed: 's' } as Scenario,
  files: [],
  set: [],
});

/** A store in memory; `damaged` are ids that it finds broken. */
function storeOf(whole: string[] = [], damaged: string[] = []) {
  const kept = new Set(whole);
  const store: PointStore = {
    state: (id) =>
      damaged.includes(id)
        ? { is: 'damaged', why: 'bytes differ' }
        : { is: kept.has(id) ? 'whole' : 'absent' },
    keep: async ({ point }) => void kept.add(point.id),
    tables: () => ({}) as Tables,
    moves: () => new Int32Array(),
  };
  return { store, kept };
}

/** Gives results in the opposite order, and says what it was asked. */
function lastFirst(asked: string[] = []): PointRunner {
  return async function* (tasks) {
    asked.push(...tasks.map(({ point }) => point.id));
    for (const { point } of [...tasks].reverse()) yield { point, packed: NOTHING };
  };
}

test('a plan is decided before anything runs: the same replicates of every variant', () => {
  const plan = planOf([variant('a'), variant('b')], firstReplicates(2), hashes);
  expect(plan.points.map(({ id }) => id)).toEqual(['a/s/0', 'a/s/1', 'b/s/0', 'b/s/1']);
  expect(plan).toEqual(planOf([variant('a'), variant('b')], firstReplicates(2), hashes));
});

test('a plan of sets has a point a set, each of its own variant; the first variant has none', () => {
  const sets = ['a', 'b'].map((name, at) => ({ variant: variant(name), replicate: 5 + at }));
  const reseeded = { ...variant('c'), scenario: { title: 'c', seed: 'own' } as Scenario };
  expect(planOfSets(variant('as it is'), [{ variant: reseeded, replicate: 0 }], hashes).points).toEqual([
    { id: 'c/own/0', variant: 1, seed: 'own', replicate: 0 },
  ]);
  const plan = planOfSets(variant('as it is'), sets, hashes);
  expect(plan.variants.map(({ name }) => name)).toEqual(['as it is', 'a', 'b']);
  expect(plan.points.map(({ id, variant }) => [id, variant])).toEqual([
    ['a/s/5', 1],
    ['b/s/6', 2],
  ]);
  expect([0, 1, 2].map((of) => pointsOf(plan, of).map(({ id }) => id))).toEqual([[], ['a/s/5'], ['b/s/6']]);
});

test('only what is not stored is run, and what two variants share is run once', async () => {
  const plan = planOf([variant('a'), variant('same', 'a'), variant('b')], firstReplicates(2), hashes);
  const { store, kept } = storeOf(['a/s/1']);
  const asked: string[] = [];
  const told: Progress[] = [];
  await execute(plan, store, lastFirst(asked), { onProgress: (progress) => told.push(progress) });
  expect(asked).toEqual(['a/s/0', 'b/s/0', 'b/s/1']);
  expect([...kept].sort()).toEqual(['a/s/0', 'a/s/1', 'b/s/0', 'b/s/1']);
  expect(told[1]).toEqual({ kind: 'found', points: 4, done: 1 });

  await execute(plan, store, lastFirst(asked));
  expect(asked).toHaveLength(3);
  await execute(plan, store, lastFirst(asked), { fresh: true });
  expect(asked).toHaveLength(7);
});

test('a point is run as its own variant has it, by a runner that can be stopped', async () => {
  const plan = planOf([variant('a'), variant('b')], firstReplicates(1), hashes);
  const { signal } = new AbortController();
  const asked: unknown[] = [];
  const runner: PointRunner = async function* (tasks, options) {
    asked.push(options.signal);
    for (const { point, scenario } of tasks) {
      asked.push([point.id, scenario.title]);
      yield { point, packed: NOTHING };
    }
  };
  await execute(plan, storeOf().store, runner, { signal });
  expect(asked).toEqual([signal, ['a/s/0', 'a'], ['b/s/0', 'b']]);
});

test('a damaged point is told of and run again', async () => {
  const plan = planOf([variant('a')], firstReplicates(2), hashes);
  const told: Progress[] = [];
  const asked: string[] = [];
  await execute(plan, storeOf(['a/s/0', 'a/s/1'], ['a/s/1']).store, lastFirst(asked), {
    onProgress: (progress) => told.push(progress),
  });
  expect(asked).toEqual(['a/s/1']);
  expect(told[1]).toMatchObject({ kind: 'damaged', why: 'bytes differ' });
});

test('a point that fails does not stop the others', async () => {
  const failing: PointRunner = async function* (tasks) {
    for (const { point } of tasks) {
      if (point.replicate === 0) yield { point, why: 'no people left', isOfTheMarket: true };
      else yield { point, packed: NOTHING };
    }
  };
  const { store, kept } = storeOf();
  const failed = await execute(planOf([variant('a')], firstReplicates(3), hashes), store, failing);
  expect(failed.map(({ point, why }) => [point.id, why])).toEqual([['a/s/0', 'no people left']]);
  expect([...kept]).toEqual(['a/s/1', 'a/s/2']);
});

test('a point is told of as done when the store has it, and a store that cannot keep it stops the plan', async () => {
  const plan = planOf([variant('a')], firstReplicates(2), hashes);
  const { store, kept } = storeOf();
  const slow: PointStore = {
    ...store,
    keep: (task, packed) => new Promise(setImmediate).then(() => store.keep(task, packed)),
  };
  const doneWhenKept: boolean[] = [];
  await execute(plan, slow, lastFirst(), {
    onProgress: (told) => {
      if (told.kind === 'done') doneWhenKept.push(kept.has(told.point.id));
    },
  });
  expect(doneWhenKept).toEqual([true, true]);
  const full: PointStore = {
    ...store,
    state: () => ({ is: 'absent' }),
    keep: () => Promise.reject(new Error('disk full')),
  };
  await expect(execute(plan, full, lastFirst())).rejects.toThrow('disk full');
});

test('what was finished before a runner breaks is kept', async () => {
  const breaking: PointRunner = async function* ([first]) {
    yield { point: first!.point, packed: NOTHING };
    throw new Error('power cut');
  };
  const { store, kept } = storeOf();
  const plan = planOf([variant('a')], firstReplicates(3), hashes);
  await expect(execute(plan, store, breaking)).rejects.toThrow('power cut');
  expect([...kept]).toEqual(['a/s/0']);
});

test('a runner that leaves a point out, or gives one twice, is found out', async () => {
  const plan = planOf([variant('a')], firstReplicates(2), hashes);
  const forgetful: PointRunner = async function* ([, second]) {
    yield { point: second!.point, packed: NOTHING };
  };
  await expect(execute(plan, storeOf().store, forgetful)).rejects.toThrow('left out replicate 0 of a');
  const twice: PointRunner = async function* ([first]) {
    yield { point: first!.point, packed: NOTHING };
    yield { point: first!.point, packed: NOTHING };
  };
  await expect(execute(plan, storeOf().store, twice)).rejects.toThrow('twice');
});
