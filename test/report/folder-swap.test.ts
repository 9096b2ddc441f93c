import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { finishSwap, swapFolders, swapIn, swapSteps } from '../../src/report/folder-swap.ts';

let parent: string;
let target: string;
beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'talentflow-swap-'));
  target = join(parent, 'baseline');
});
afterEach(() => rmSync(parent, { recursive: true, force: true }));

function folderSaying(path: string, text: string): void {
  mkdirSync(path);
  writeFileSync(join(path, 'flows.csv'), text);
}
const whatTargetSays = () => readFileSync(join(target, 'flows.csv'), 'utf8');
const names = () => readdirSync(parent);

test('the new folder takes the place of the old one and nothing is left beside it', () => {
  folderSaying(target, 'old');
  folderSaying(swapFolders(target).writing, 'new');
  swapIn(target);
  expect(whatTargetSays()).toBe('new');
  expect(names()).toEqual(['baseline']);
});

test('a first folder is swapped in where there was none', () => {
  folderSaying(swapFolders(target).writing, 'new');
  swapIn(target);
  expect(whatTargetSays()).toBe('new');
  expect(names()).toEqual(['baseline']);
});

const stepsTaken = [0, 1, 2, 3, 4];
for (const hadOld of [true, false]) {
  test.each(stepsTaken)(
    `a process that dies after %i steps (old results: ${hadOld}) leaves whole results to the next start`,
    (taken) => {
      if (hadOld) folderSaying(target, 'old');
      const folders = swapFolders(target);
      folderSaying(folders.writing, 'new');
      for (const step of swapSteps(folders).slice(0, taken)) step.take();

      const wasInTheMiddle = taken === 1 || taken === 2;
      expect(finishSwap(target)).toBe(wasInTheMiddle);

      if (taken === 0 && !hadOld) expect(names()).toEqual([]);
      else {
        expect(whatTargetSays()).toBe(taken === 0 ? 'old' : 'new');
        expect(names()).toEqual(['baseline']);
      }
    },
  );
}

test('there are as many steps as the test above tries', () => {
  expect(swapSteps(swapFolders(target))).toHaveLength(stepsTaken.at(-1)!);
});

test('dying while the old folder is removed leaves the new one', () => {
  folderSaying(target, 'new');
  folderSaying(swapFolders(target).old, 'half removed');
  expect(finishSwap(target)).toBe(false);
  expect(whatTargetSays()).toBe('new');
  expect(names()).toEqual(['baseline']);
});

test('what an earlier death left of old results does not stand in the way of new ones that are whole', () => {
  folderSaying(target, 'old');
  folderSaying(swapFolders(target).old, 'half removed');
  folderSaying(swapFolders(target).ready, 'new');
  expect(finishSwap(target)).toBe(true);
  expect(whatTargetSays()).toBe('new');
  expect(names()).toEqual(['baseline']);
});

test('earlier results come back where the new ones were removed by hand before they took the place', () => {
  folderSaying(swapFolders(target).old, 'old');
  expect(finishSwap(target)).toBe(false);
  expect(whatTargetSays()).toBe('old');
  expect(names()).toEqual(['baseline']);
});

test('finishing twice is finishing once', () => {
  folderSaying(target, 'old');
  const folders = swapFolders(target);
  folderSaying(folders.writing, 'new');
  swapSteps(folders)[0]!.take();
  expect(finishSwap(target)).toBe(true);
  expect(finishSwap(target)).toBe(false);
  expect(whatTargetSays()).toBe('new');
});

test('what another living process is writing is left alone, what a dead one wrote is removed', () => {
  const living = join(parent, `.baseline.talentflow-writing-${process.ppid}`);
  const dead = join(parent, '.baseline.talentflow-writing-999999999');
  const ofAnother = join(parent, '.policy.talentflow-writing-999999999');
  for (const folder of [living, dead, ofAnother]) mkdirSync(folder);
  finishSwap(target);
  expect([living, dead, ofAnother].map((folder) => existsSync(folder))).toEqual([true, false, true]);
});
