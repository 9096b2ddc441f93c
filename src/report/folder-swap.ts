import { existsSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { isAlive, syncFolder } from '../runtime/durable-files.ts';

/** The folders that a replacement goes through, all beside the target so that each step is one rename on one disk. */
interface SwapFolders {
  target: string;
  /** Being written by this process: worth nothing until it is renamed to `ready`. */
  writing: string;
  /** Whole: from here on the replacement will be finished, now or by the next start. */
  ready: string;
  /** What the target held before. */
  old: string;
}

export function swapFolders(target: string): SwapFolders {
  const beside = (part: string) => join(dirname(target), `.${basename(target)}.talentflow-${part}`);
  return { target, writing: beside(`writing-${process.pid}`), ready: beside('ready'), old: beside('old') };
}

/**
 * The replacement of a folder by another, step by step; the process may die before, after or within any of them.
 * Up to the first step the target is the earlier one; after it, `finishSwap` brings the new one in.
 */
export function swapSteps(folders: SwapFolders): { name: string; take: () => void }[] {
  return [
    { name: 'call the written folder ready', take: () => move(folders.writing, folders.ready) },
    { name: 'rename the old folder aside', take: () => moveIfThere(folders.target, folders.old) },
    { name: 'rename the new folder in', take: () => move(folders.ready, folders.target) },
    { name: 'remove the old folder', take: () => remove(folders.old) },
  ];
}

/** Puts the folder written at `swapFolders(target).writing` in the place of `target`. */
export function swapIn(target: string): void {
  for (const step of swapSteps(swapFolders(target))) step.take();
}

/**
 * Finishes a replacement that a dead process left in the middle, and removes what dead processes had half written.
 * @returns whether a replacement was finished.
 */
export function finishSwap(target: string): boolean {
  const folders = swapFolders(target);
  const found = existsSync(folders.ready);
  if (found) {
    if (existsSync(target)) {
      remove(folders.old);
      move(target, folders.old);
    }
    move(folders.ready, target);
  } else if (!existsSync(target)) {
    moveIfThere(folders.old, target); // `ready` was removed by hand: the earlier results are better than none
  }
  remove(folders.old);
  removeHalfWritten(target);
  return found;
}

function removeHalfWritten(target: string): void {
  const start = `.${basename(target)}.talentflow-writing-`;
  if (!existsSync(dirname(target))) return;
  for (const name of readdirSync(dirname(target))) {
    if (!name.startsWith(start)) continue;
    const pid = Number(name.slice(start.length));
    // Our own number was another's before: this process has written nothing yet.
    if (pid === process.pid || !isAlive(pid)) remove(join(dirname(target), name));
  }
}

function moveIfThere(from: string, to: string): void {
  if (existsSync(from)) move(from, to);
}

function move(from: string, to: string): void {
  renameSync(from, to);
  syncFolder(dirname(to));
}

function remove(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
}
