import { createHash } from 'node:crypto';
import {
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { hostname } from 'node:os';
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

test('a copy of a point under another’s name is damaged: asked for, its run would count twice', async () => {
  await store.keep(task, packed);
  const other = 'f'.repeat(64);
  cpSync(join(store.folder, id), join(store.folder, other), { recursive: true });
  expect(store.list().map((point) => [point.id, point.about?.id ?? null])).toEqual(
    [
      [id, id],
      [other, null],
    ].sort(),
  );
});

test('what a point says of itself is what was run, its sketch of moves too', async () => {
  const third = { point: { ...task.point, replicate: 2 }, scenario: { ...scenario, scale: 0.5 } };
  await store.keep(third, packed);
  expect(store.about(id)).toMatchObject({ replicate: 2, scenario: { scale: 0.5 } });
  expect(packed.moves.some((counter) => counter !== 0)).toBe(true);
  expect(store.moves(id)).toEqual(packed.moves);
});

test('each point has its own tables, though those of the one kept last are still at hand', async () => {
  const point = { ...task.point, id: hashes().pointId(scenario, 's', 1), replicate: 1 };
  await store.keep(task, packed);
  await store.keep({ ...task, point }, await runPoint({ ...task, point }, () => {}));
  const anew = new FolderOfPoints(store.folder);
  for (const one of [id, point.id])
    expect(toCsv(store.tables(one).flows)).toBe(toCsv(anew.tables(one).flows));
  expect(toCsv(anew.tables(id).flows)).not.toBe(toCsv(anew.tables(point.id).flows));
});

test('a point under the id of another is damaged, and so is one without a table', async () => {
  await store.keep(task, packed);
  const other = 'f'.repeat(64);
  renameSync(join(store.folder, id), join(store.folder, other));
  expect(store.state(other)).toMatchObject({ is: 'damaged', why: expect.stringContaining('something else') });
  await store.keep(task, packed);
  const path = join(store.folder, id, 'point.json');
  const { sha256: _, tables, ...said } = JSON.parse(readFileSync(path, 'utf8'));
  writeFileSync(path, JSON.stringify({ ...said, tables: tables.slice(1) }));
  expect(store.state(id)).toEqual({ is: 'damaged', why: `table ${tables[0].name} is missing` });
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
  [
    'another number in its description',
    (point) => rewrite(join(point, 'point.json'), '"moves": "/', '"moves": "A'),
  ],
  [
    'a file in its place',
    (point) => {
      rmSync(point, { recursive: true });
      writeFileSync(point, '');
    },
  ],
])('%s is found, and the point can be kept again', async (_, harm) => {
  await store.keep(task, packed);
  harm(join(store.folder, id));
  expect(store.state(id)).toMatchObject({ is: 'damaged' });
  expect(store.bytesOf(id)).toBeGreaterThanOrEqual(0); // its shelf can be told
  await store.keep(task, packed);
  expect(store.state(id)).toEqual({ is: 'whole' });
});

test('a description of an earlier version, which says no SHA-256 of itself, is still read', async () => {
  await store.keep(task, packed);
  const path = join(store.folder, id, 'point.json');
  const { sha256, ...said } = JSON.parse(readFileSync(path, 'utf8'));
  expect(sha256).toMatch(/^[0-9a-f]{64}$/);
  writeFileSync(path, JSON.stringify(said));
  expect(store.state(id)).toEqual({ is: 'whole' });
});

test('a description of another format is not taken for ours', async () => {
  await store.keep(task, packed);
  const path = join(store.folder, id, 'point.json');
  const { sha256: _, ...said } = JSON.parse(readFileSync(path, 'utf8'));
  writeFileSync(path, JSON.stringify({ ...said, format: 'talentflow.point/9' }));
  expect(store.state(id)).toMatchObject({ is: 'damaged' });
});

test('points alone are listed, with the size of all their files', async () => {
  await store.keep(task, packed);
  mkdirSync(join(store.folder, 'notes'));
  writeFileSync(join(store.folder, `.writing-1-${id}`), 'half');
  expect(store.list().map((point) => point.id)).toEqual([id]);
  const files = readdirSync(join(store.folder, id)).map(
    (file) => statSync(join(store.folder, id, file)).size,
  );
  expect(store.bytesOf(id)).toBe(files.reduce((sum, size) => sum + size));
  expect(store.bytesOf('0'.repeat(64))).toBe(0);
});

function rewrite(file: string, from: string, to: string): void {
  const text = readFileSync(file, 'utf8');
  expect(text).toContain(from);
  writeFileSync(file, text.replace(from, to));
}

function flipBit(file: string): void {
  const bytes = readFileSync(file);
  bytes[bytes.length >> 1]! ^= 4;
  writeFileSync(file, bytes);
}

test('what a dead process of this machine had half written is removed, what others write is not', async () => {
  const machine = createHash('sha256').update(hostname()).digest('hex').slice(0, 12);
  const nameOf = (pid: number, on = machine) => `.writing-${pid}-${'0'.repeat(12)}-${on}-${id}`;
  // Process 1 is always there, the largest number is never used, and this process has another mark than an earlier one of its number.
  const [left, dead, earlier, elsewhere] = [
    nameOf(1),
    nameOf(4194305),
    nameOf(process.pid),
    nameOf(4194305, 'f'.repeat(12)),
  ];
  for (const name of [left, dead, earlier, elsewhere])
    mkdirSync(join(store.folder, name), { recursive: true });
  expect(store.removeHalfWritten()).toBe(2);
  expect(readdirSync(store.folder)).toEqual([left, elsewhere].sort());
});

test('a whole point stays where it is when it is kept again: another process may read it', async () => {
  await store.keep(task, packed);
  const { ino } = statSync(join(store.folder, id));
  await new FolderOfPoints(store.folder).keep(task, packed);
  expect(statSync(join(store.folder, id)).ino).toBe(ino);
  expect(readdirSync(store.folder)).toEqual([id]);
});

test('a whole point that says something else is replaced: it was asked for anew', async () => {
  const other = await runPoint({ ...task, point: { ...task.point, seed: 't' } }, () => {});
  for (const said of [other, { ...other, moves: packed.moves }, { ...packed, moves: other.moves }]) {
    await store.keep(task, said);
    await store.keep(task, packed);
    expect(store.about(id).tables.map(({ sha256 }) => sha256)).toEqual(
      packed.tables.map(({ sha256 }) => sha256),
    );
    expect(store.moves(id)).toEqual(packed.moves);
  }
  expect(readdirSync(store.folder)).toEqual([id]);
});

test('a disk that refuses leaves nothing behind, and the way out is told', async () => {
  writeFileSync(join(folder.path, 'deep'), 'a file where a folder should be');
  await expect(store.keep(task, packed)).rejects.toMatchObject({
    name: 'RunFailure',
    remedy: expect.stringContaining('--points DIR'),
  });
});
