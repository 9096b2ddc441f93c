import { expect, test } from 'vitest';
import { ensemblePoints, type PointRunner, runEnsemble } from '../../src/experiments/ensemble.ts';
import type { Scenario } from '../../src/scenario/scenario.ts';
import type { Tables } from '../../src/tables/tables.ts';

const scenario = {} as Scenario;
/** Tables that say which replicate they are of. */
const tablesOf = (replicate: number) => ({ replicate }) as unknown as Tables;

test('points are decided before anything runs: one a replicate, from 0', () => {
  expect(ensemblePoints('s', 3)).toEqual([0, 1, 2].map((replicate) => ({ seed: 's', replicate })));
});

test('tables come in the order of the points, whichever finished first', async () => {
  const lastFirst: PointRunner = async function* (_, points) {
    for (const point of [...points].reverse()) yield { point, tables: tablesOf(point.replicate) };
  };
  const runs = await runEnsemble(scenario, ensemblePoints('s', 4), lastFirst);
  expect(runs).toEqual([0, 1, 2, 3].map(tablesOf));
});

test('a runner that leaves a point out is found out', async () => {
  const forgetful: PointRunner = async function* (_, points) {
    for (const point of points.slice(1)) yield { point, tables: tablesOf(point.replicate) };
  };
  await expect(runEnsemble(scenario, ensemblePoints('s', 2), forgetful)).rejects.toThrow(
    'left out replicate 0',
  );
});
