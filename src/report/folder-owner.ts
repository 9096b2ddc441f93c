import { accessSync, constants, existsSync, lstatSync, readdirSync, realpathSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { UsageMistake } from '../runtime/failures.ts';
import { MANIFEST_FILE, type Manifest, readManifest } from './manifest.ts';

/** Files that desktops leave in any folder they show. */
const LEFT_BY_DESKTOPS = new Set(['.DS_Store', 'Thumbs.db', 'desktop.ini']);

/** The folder that results really go to: links followed, so that a rename replaces the folder and not the link. */
export function realTarget(folder: string): string {
  const path = resolve(folder);
  if (existsSync(path)) return realpathSync(path);
  return existsSync(dirname(path)) ? join(realpathSync(dirname(path)), basename(path)) : path;
}

/**
 * Refuses a path that no folder can stand at, before anything is run: a link that leads nowhere, or a file on the way.
 * @param option what says where the folder is. @throws UsageMistake
 */
export function checkReachable(folder: string, option = '--out DIR'): void {
  const path = resolve(folder);
  let there = path;
  while (!stands(there) && there !== dirname(there)) there = dirname(there);
  const expected = 'a folder, or a path where nothing is yet';
  const remedy = `choose another with ${option}`;
  if (!existsSync(there))
    throw refusal(there, 'a link to what does not exist', expected, `remove it, or ${remedy}`);
  if (there !== path && !statSync(there).isDirectory())
    throw refusal(path, `a file on the way, ${JSON.stringify(basename(there))}`, expected, remedy);
}

/**
 * Refuses a path that no folder of finished runs can stand at, or that results would replace with all that is in it, before anything
 * is run. @param results their folder. @throws UsageMistake
 */
export function checkCanBeStore(folder: string, results: string): void {
  checkReachable(folder, '--points DIR');
  const expected = 'a folder of finished runs, or a path where nothing is yet';
  const remedy = 'choose another with --points DIR';
  if (existsSync(folder) && !statSync(folder).isDirectory())
    throw refusal(folder, 'a file', expected, remedy);
  if (holds(realTarget(results), folder))
    throw refusal(
      folder,
      `a folder in that of the results, ${results}, which is replaced as a whole`,
      'a folder outside of it',
      remedy,
    );
}

/** Whether something stands at the path, a link that leads nowhere too. */
function stands(path: string): boolean {
  try {
    lstatSync(path);
    return true;
  } catch {
    return false;
  }
}

/**
 * Refuses to replace what is not ours to replace. Empty and absent folders may be filled; results of the same name, which is
 * the scenario's for a run, may be replaced; anything else needs `force`; and a folder that holds the user's home or the current folder, or may not be written to, never.
 * @throws UsageMistake
 */
export function checkReplaceable(target: string, name: string, force: boolean): void {
  if (!existsSync(target)) return;
  if (!statSync(target).isDirectory()) {
    throw refusal(
      target,
      'a file',
      'a folder, or a path where nothing is yet',
      'choose another with --out DIR',
    );
  }
  if (holds(target, process.cwd()) || holds(target, homedir())) {
    const found = 'the folder you are in, your home folder, or one that holds it';
    throw refusal(target, found, 'a folder for results alone', 'choose another with --out DIR');
  }
  if (!mayBeWritten(target)) {
    const remedy = 'get the right to write there, or choose another with --out DIR';
    throw refusal(target, 'a folder that may not be written to', 'a folder that may', remedy);
  }
  if (force) return;
  const objection = objectionTo(target, name);
  if (objection !== null) {
    throw refusal(
      target,
      objection,
      `an empty folder, or results of ${name}`,
      'choose another with --out DIR, or give --force to replace the whole folder',
    );
  }
}

/** Somebody who takes all rights to write from their results protects them, even from one whom no right stops. */
function mayBeWritten(folder: string): boolean {
  if ((statSync(folder).mode & 0o222) === 0) return false;
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

function objectionTo(target: string, name: string): string | null {
  const names = readdirSync(target).filter((file) => !LEFT_BY_DESKTOPS.has(file));
  if (names.length === 0) return null;
  const manifest = readManifest(target);
  if (manifest === null) return 'a folder that talentflow did not write';
  const found = manifest.experiment?.name ?? manifest.scenario.name; // manifests of format 1 are of runs
  if (found !== name) return `results of another scenario, ${found}`;
  const strangers = filesNotOurs(target, manifest);
  return strangers.length === 0
    ? null
    : `files that talentflow did not write: ${strangers.slice(0, 3).join(', ')}`;
}

function filesNotOurs(target: string, manifest: Manifest): string[] {
  const ours = new Set([MANIFEST_FILE, ...manifest.files.map((file) => file.path)]);
  return readdirSync(target, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory() && !LEFT_BY_DESKTOPS.has(entry.name))
    .map((entry) => relative(target, join(entry.parentPath ?? entry.path, entry.name)).replaceAll('\\', '/'))
    .filter((path) => !ours.has(path));
}

/** @param inner may be absent, as the home folder of an account without one is. */
function holds(folder: string, inner: string): boolean {
  const path = relative(folder, realTarget(inner));
  return path === '' || !(path.startsWith('..') || resolve(path) === path);
}

function refusal(where: string, found: string, expected: string, remedy: string): UsageMistake {
  return new UsageMistake(where, { found, expected, remedy });
}
