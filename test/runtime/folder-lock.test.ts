import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { holdFolder } from '../../src/runtime/folder-lock.ts';
import { emptyFolder } from '../support/talentflow.ts';

let folder: ReturnType<typeof emptyFolder>;
let target: string;
let lock: string;
beforeEach(() => {
  folder = emptyFolder();
  target = join(folder.path, 'results');
  lock = join(folder.path, '.results.talentflow-lock');
});
afterEach(() => folder.remove());
/** That nobody is waited for, and nothing is left. */
async function expectFree(): Promise<void> {
  const waitedFor: number[] = [];
  (await holdFolder(target, { onWait: (pid) => waitedFor.push(pid) }))();
  expect(waitedFor).toEqual([]);
  expect(readdirSync(folder.path)).toEqual([]);
}
const heldBy = (holder: object) => writeFileSync(lock, JSON.stringify(holder));

test('a second waits until the first lets go, and is told for whom, once', async () => {
  const letGo = await holdFolder(target);
  const heard: string[] = [];
  // It asks whether it is to stop before each further look.
  const signal = {
    get aborted() {
      heard.push('looks again');
      if (heard.length === 3) letGo();
      return false;
    },
  } as AbortSignal;
  const letSecondGo = await holdFolder(target, { onWait: (pid) => heard.push(`waits for ${pid}`), signal });
  letSecondGo();
  expect(heard).toEqual([`waits for ${process.pid}`, 'looks again', 'looks again']);
  expect(readdirSync(folder.path)).toEqual([]);
});

test('what a dead process held is free at once', async () => {
  const dead = spawn('sleep', ['0']);
  await once(dead, 'exit');
  heldBy({ pid: dead.pid, host: hostname(), began: null });
  await expectFree();
});

test('a number that another process has now is not taken for the dead one', async () => {
  heldBy({ pid: process.pid, host: hostname(), began: 'at another time' });
  await expectFree();
});

test('when a process began stays the same while it grows: who holds a folder is not taken for dead', async () => {
  const began = async () => {
    const letGo = await holdFolder(target);
    const holder = JSON.parse(readFileSync(lock, 'utf8')) as { began: string | null };
    letGo();
    return holder.began;
  };
  const before = await began();
  const grown = Array.from({ length: 4 }, () => new Uint8Array(32_000_000));
  expect(await began()).toBe(before);
  expect(grown).toHaveLength(4);
});

test.each<[string, () => void]>([
  ['empty', () => writeFileSync(lock, '')],
  ['torn', () => writeFileSync(lock, '{"pid":')],
  ['no holder', () => writeFileSync(lock, '{}')],
  ['null', () => writeFileSync(lock, 'null')],
  ['a folder', () => mkdirSync(lock)],
  ['a link to nothing', () => symlinkSync('/nothing/there', lock)],
])('a lock that is %s is held by nobody', async (_, leave) => {
  leave();
  await expectFree();
});

test('a process of another machine cannot be asked: the second says why not, and what to do', async () => {
  heldBy({ pid: 1, host: 'another-machine', began: null });
  await expect(holdFolder(target)).rejects.toMatchObject({
    found: 'process 1 of the machine another-machine writes there',
    remedy: expect.stringContaining(lock),
  });
});

test('waiting is given up when the user stops it', async () => {
  const letGo = await holdFolder(target);
  const stop = new AbortController();
  const second = holdFolder(target, { signal: stop.signal, onWait: () => stop.abort() });
  await expect(second).rejects.toThrow('interrupted');
  letGo();
});

test('on a full disk nothing of it is left', async () => {
  symlinkSync('/dev/full', `${lock}-${process.pid}`); // where it writes who it is
  await expect(holdFolder(target)).rejects.toMatchObject({ found: expect.stringContaining('ENOSPC') });
  expect(readdirSync(folder.path)).toEqual([]);
});
