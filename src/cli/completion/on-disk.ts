import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Answer } from './answers.ts';

/** What talentflow writes into every results folder. */
const MANIFEST = 'manifest.json';
/** Where commands leave results unless told. */
const OUTPUT = 'output';

/** Files of a name that fits, and folders to go into, below the folder that was typed. */
export function filesThatFit(current: string, name: RegExp): Answer[] {
  return entriesBelow(current).flatMap(({ path, isFolder }) => {
    if (isFolder) return { word: `${path}/`, about: 'folder' };
    return name.test(path) ? { word: path, about: 'file' } : [];
  });
}

/** Results folders, those of `output` first, and folders to go into. */
export function resultsThatFit(current: string): Answer[] {
  const folders = [...(current === '' ? entriesBelow(`${OUTPUT}/`) : []), ...entriesBelow(current)].filter(
    ({ isFolder }) => isFolder,
  );
  return folders.map(({ path }) =>
    existsSync(join(path, MANIFEST))
      ? { word: path, about: 'results' }
      : { word: `${path}/`, about: 'folder' },
  );
}

/** What lies in the folder that a path names, up to its last slash; nothing where there is none. */
function entriesBelow(current: string): { path: string; isFolder: boolean }[] {
  const folder = current.slice(0, current.lastIndexOf('/') + 1);
  try {
    return readdirSync(folder === '' ? '.' : folder)
      .filter((name) => !name.startsWith('.') && name !== 'node_modules')
      .sort()
      .map((name) => ({
        path: folder + name,
        isFolder: statSync(folder + name, { throwIfNoEntry: false })?.isDirectory() ?? false,
      }));
  } catch {
    return [];
  }
}
