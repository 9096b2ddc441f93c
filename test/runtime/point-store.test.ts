import { mkdirSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Task } from '../../src/experiments/executor.ts';
import { hashes } from '../../src/runtime/engine-hash.ts';
import { FolderOfPoints } from '../../src/runtime/point-store.ts';
import { runPoint } from '../../src/runtime/run-here.ts';
import { TABLE_NAMES } from '../../src/tables/columns.ts';
import { toCsv } from '../../src/tables/tables.ts';
import { plainScenario } from '../support/stored-runs.ts';
import { emptyFolder } from '../support/talentflow.ts';

let folder: ReturnType<typeof emptyFolder>;
let store: FolderOfPoints;
beforeEach(() => {
  folder = emptyFolder();
  store = new FolderOfPoints(join(folder.path, 'deep', '.points'));
});
afterEach(() => folder.remove());

const scenario = plainScenario();
const task: Task = {
  point: { id: hashes().pointId(scenario, 's', 0), variant: 0, seed: 's', replicate: 0 },
  scenario,
};
const { id } = task.point;
const packed = await runPoint(task, () => {});

test('a point is there after it is kept, and its tables are those of the run', async () => {
  expect(store.state(id)).toEqual({ is: 'absent' });
  await store.keep(task, packed);
  expect(store.state(id)).toEqual({ is: 'whole' });
  expect(readdirSync(store.folder)).toEqual([id]);
  expect(store.about(id)).toMatchObject({ id, seed: 's', replicate: 0, scenario: { name: scenario.name } });
  expect(store.list().map((point) => point.id)).toEqual([id]);
  const tables = store.tables(id);
  for (const name of TABLE_NAMES)
    expect(tables[name].rowCount, name).toBe(packed.tables.find((table) => table.name === name)!.rows);
  expect(toCsv(tables.market).split('\n')).toHaveLength(
    packed.tables.find(({ name }) => name === 'market')!.rows + 2,
  );
});

test('nothing in a point depends on when or where it was run', async () => {
  await store.keep(task, packed);
  const elsewhere = new FolderOfPoints(join(folder.path, 'elsewhere'));
  await elsewhere.keep(task, await runPoint(task, () => {}));
  for (const file of readdirSync(join(store.folder, id)))
    expect(readFileSync(join(elsewhere.folder, id, file)), file).toEqual(
      readFileSync(join(store.folder, id, file)),
    );
});

test.each<[string, (point: string) => void]>([
  ['a file cut short', (point) => truncateSync(join(point, 'flows.parquet'), 100)],
  ['a flipped bit', (point) => flipBit(join(point, 'market.parquet'))],
  ['a table too few', (point) => writeFileSync(join(point, 'point.json'), '{"format":"talentflow.point/1"}')],
  ['no description', (point) => truncateSync(join(point, 'point.json'), 0)],
])('%s is found, and the point can be kept again', async (_, harm) => {
  await store.keep(task, packed);
  harm(join(store.folder, id));
  expect(store.state(id)).toMatchObject({ is: 'damaged' });
  await store.keep(task, packed);
  expect(store.state(id)).toEqual({ is: 'whole' });
});

function flipBit(file: string): void {
  const bytes = readFileSync(file);
  bytes[bytes.length >> 1]! ^= 4;
  writeFileSync(file, bytes);
}

test('what a dead process had half written is removed, what a live one writes is not', () => {
  // Process 1 is always there; the largest number is never used.
  for (const pid of [1, 4194305]) mkdirSync(join(store.folder, `.writing-${pid}-${id}`), { recursive: true });
  expect(store.removeHalfWritten()).toBe(1);
  expect(readdirSync(store.folder)).toEqual([`.writing-1-${id}`]);
});

test('a disk that refuses leaves nothing behind, and the way out is told', async () => {
  writeFileSync(join(folder.path, 'deep'), 'a file where a folder should be');
  await expect(store.keep(task, packed)).rejects.toMatchObject({
    name: 'RunFailure',
    remedy: expect.stringContaining('--points DIR'),
  });
});
