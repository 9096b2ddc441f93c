import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, realpathSync, rmSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const PROJECT = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');
const BIN = join(PROJECT, 'dist', 'talentflow.js');

export interface Finished {
  code: number | null;
  out: string;
  err: string;
}

export interface Where {
  cwd: string;
  env?: Record<string, string>;
  /** Called with what was written to standard error so far. */
  onErr?: (err: string, process: ChildProcess) => void;
}

/** Runs the built command as a user would, in a folder of its own. */
export function talentflow(words: readonly string[], { cwd, env, onErr }: Where): Promise<Finished> {
  const child = spawn(process.execPath, [BIN, ...words], {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return new Promise((resolve, reject) => {
    let out = '';
    let err = '';
    child.stdout.setEncoding('utf8').on('data', (text) => {
      out += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text) => {
      err += text;
      onErr?.(err, child);
    });
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, out, err }));
  });
}

/**
 * An empty folder for one test, and its removal. In memory, where there is room: a command waits for the disk at every file, half of
 * its time, and no test can tell whether it did. On disk for what fills it, stays, or is a program.
 */
export function emptyFolder(where: 'memory' | 'disk' = 'memory'): { path: string; remove: () => void } {
  const parent = where === 'memory' && hasRoom(MEMORY) ? MEMORY : tmpdir();
  const path = realpathSync(mkdtempSync(join(parent, 'talentflow-test-')));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}
/** Of Linux; a container's has 64 MB unless told. */
const MEMORY = '/dev/shm';
/** Bytes: the long suite's folders, of all workers together, take a tenth. */
const ROOM = 2e9;

function hasRoom(folder: string): boolean {
  if (process.env.TMPDIR !== undefined || !existsSync(folder)) return false;
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize > ROOM;
}
