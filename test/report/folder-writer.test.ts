import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { FolderWriter } from '../../src/report/folder-writer.ts';
import type { Manifest, WrittenFile } from '../../src/report/manifest.ts';
import { Interrupted, RunFailure } from '../../src/runtime/failures.ts';

let parent: string;
let target: string;
beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'talentflow-writer-'));
  target = join(parent, 'output', 'market');
});
afterEach(() => rmSync(parent, { recursive: true, force: true }));

const manifestOf = (files: WrittenFile[]) => ({ files }) as Manifest;

test('files are listed in the manifest with the rows, bytes and SHA-256 of what is on the disk', async () => {
  const writer = new FolderWriter(target);
  await writer.add('flows.csv', ['month,people\n', '2020-01,3\n'], 1);
  await writer.add('charts/flow.svg', '<svg>é</svg>');
  await writer.add('charts/flow.png', new Uint8Array([137, 80]));
  const manifest = await writer.finish(manifestOf);
  for (const { path, bytes, sha256 } of manifest.files) {
    const content = readFileSync(join(target, path));
    expect([path, bytes, sha256]).toEqual([
      path,
      content.length,
      createHash('sha256').update(content).digest('hex'),
    ]);
  }
  expect(manifest.files.map(({ path, rows }) => [path, rows])).toEqual([
    ['flows.csv', 1],
    ['charts/flow.svg', null],
    ['charts/flow.png', null],
  ]);
  expect(JSON.parse(readFileSync(join(target, 'manifest.json'), 'utf8'))).toEqual(manifest);
  expect(readdirSync(join(parent, 'output'))).toEqual(['market']);
});

test('the target appears only at the end, and a discarded folder leaves nothing', async () => {
  const writer = new FolderWriter(target);
  await writer.add('flows.csv', 'x');
  expect(existsSync(target)).toBe(false);
  writer.discard();
  expect(readdirSync(join(parent, 'output'))).toEqual([]);
});

test('an interrupted writer stops before the swap and keeps the earlier results', async () => {
  const first = new FolderWriter(target);
  await first.add('flows.csv', 'earlier');
  await first.finish(manifestOf);

  const stop = new AbortController();
  const second = new FolderWriter(target, stop.signal);
  await second.add('flows.csv', 'later');
  stop.abort();
  await expect(second.finish(manifestOf)).rejects.toThrow(Interrupted);
  second.discard();
  expect(readFileSync(join(target, 'flows.csv'), 'utf8')).toBe('earlier');
});

test.each(['file', 'inside a file', 'where no folder can be made'])(
  '%s: a place that cannot be written to is told with its remedy',
  (place) => {
    const file = join(parent, 'file');
    writeFileSync(file, '');
    const paths: Record<string, string> = {
      file: join(file, 'results'),
      'inside a file': join(file, 'deep', 'results'),
      'where no folder can be made': '/proc/talentflow/deep/results',
    };
    const writing = () => new FolderWriter(paths[place]!);
    expect(writing).toThrow(RunFailure);
    expect(writing).toThrow(expect.objectContaining({ remedy: expect.stringContaining('--out DIR') }));
  },
);
