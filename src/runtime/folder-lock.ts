import { linkSync, lstatSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { hostname } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { isAlive, makeFolder, writeFileDurably } from './durable-files.ts';
import { diskFailure, Interrupted, RunFailure } from './failures.ts';

/** How often a waiting process looks again. */
const LOOK_AGAIN_MS = 200;

/** Who holds a folder. */
interface Holder {
  pid: number;
  host: string;
  /** When its process began, as the system counts it: a number used again is another process. Null where it is not told. */
  began: string | null;
}

export interface WaitOptions {
  /** Told once when the folder is held by another process. */
  onWait?: (pid: number) => void;
  signal?: AbortSignal;
}

/**
 * Holds a results folder for this process until the function that it gives is called. Waits while another process of this machine holds
 * it; what a dead one held is free. Kept libraries notice a dead holder by its silence only, seconds later; here the system is asked.
 * @throws RunFailure when a process of another machine holds it, which cannot be asked; Interrupted.
 */
export async function holdFolder(target: string, { onWait, signal }: WaitOptions = {}): Promise<() => void> {
  const lock = join(dirname(target), `.${basename(target)}.talentflow-lock`);
  const ours: Holder = { pid: process.pid, host: hostname(), began: beganAt(process.pid) };
  let isTold = false;
  while (!take(lock, ours, target)) {
    const holder = holderOf(lock);
    if (holder === null) continue; // let go meanwhile
    if (holder.host !== ours.host) throw heldElsewhere(lock, target, holder);
    if (!isHolding(holder)) {
      removeStale(lock, holder);
      continue;
    }
    if (!isTold) onWait?.(holder.pid);
    isTold = true;
    await setTimeout(LOOK_AGAIN_MS);
    if (signal?.aborted) throw new Interrupted();
  }
  return () => rmSync(lock, { force: true });
}

/** A link appears with its content, all at once; a file that is created and then written does not. */
function take(lock: string, holder: Holder, target: string): boolean {
  const own = `${lock}-${process.pid}`;
  try {
    makeFolder(dirname(lock));
    try {
      writeFileDurably(own, `${JSON.stringify(holder)}\n`);
      return isLinked(own, lock);
    } finally {
      rmSync(own, { force: true });
    }
  } catch (error) {
    throw diskFailure(target, error);
  }
}

function isLinked(own: string, lock: string): boolean {
  try {
    linkSync(own, lock);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** Null when the lock is gone; what is no lock of ours, or one that a power cut has torn, is held by nobody. */
function holderOf(lock: string): Holder | null {
  if (!lstatSync(lock, { throwIfNoEntry: false })) return null;
  try {
    const { pid, host, began } = JSON.parse(readFileSync(lock, 'utf8')) as Holder;
    if (Number.isInteger(pid) && typeof host === 'string') return { pid, host, began };
  } catch (error) {
    // Another user's, who may well hold it.
    if ((error as NodeJS.ErrnoException).code === 'EACCES') throw diskFailure(lock, error);
  }
  return { pid: 0, host: hostname(), began: null };
}

function isHolding({ pid, began }: Holder): boolean {
  return pid > 0 && isAlive(pid) && (began === null || beganAt(pid) === began);
}

/** Of two processes that find the same dead holder only one moves its lock away. */
function removeStale(lock: string, dead: Holder): void {
  const aside = `${lock}-stale-${process.pid}`;
  try {
    renameSync(lock, aside);
    const moved = holderOf(aside);
    if (moved?.pid !== dead.pid || moved.began !== dead.began) linkSync(aside, lock); // a new holder's: put back
  } catch {
    // another process was quicker
  } finally {
    rmSync(aside, { recursive: true, force: true });
  }
}

/** Field 22 of /proc/PID/stat, counted after the name, which may hold spaces. */
function beganAt(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null;
  } catch {
    return null;
  }
}

function heldElsewhere(lock: string, target: string, { pid, host }: Holder): RunFailure {
  return new RunFailure(target, {
    found: `process ${pid} of the machine ${host} writes there`,
    expected: 'a results folder that nobody else writes to',
    remedy: `wait for it, choose another with --out DIR, or remove ${lock} when that process is gone`,
  });
}
