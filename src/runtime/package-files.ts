import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

let found: { root: string; version: string } | undefined;

/** The package this code is part of, from source or built, installed or cloned. */
function ownPackage(): { root: string; version: string } {
  found ??= findPackage(dirname(fileURLToPath(import.meta.url)));
  return found;
}

function findPackage(from: string): { root: string; version: string } {
  for (let folder = from; ; folder = dirname(folder)) {
    const version = versionOfTalentflowAt(folder);
    if (version !== null) return { root: folder, version };
    if (folder === dirname(folder)) throw new Error(`no package.json of talentflow above ${from}`);
  }
}

function versionOfTalentflowAt(folder: string): string | null {
  try {
    const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    return manifest.name === 'talentflow' ? String(manifest.version) : null;
  } catch {
    return null;
  }
}

/** Folder that holds the package's `scenarios`, `evidence` and `dist`. */
export const packageRoot = (): string => ownPackage().root;

export const packageVersion = (): string => ownPackage().version;

/** What worker threads run: the built file, since threads cannot read TypeScript. */
export const workerFile = (): string => join(packageRoot(), 'dist', 'worker.js');

/** A commented scenario to start from, as shipped in `scenarios/templates`. */
export const templateText = (name: string): string =>
  readFileSync(join(packageRoot(), 'scenarios', 'templates', `${name}.yaml`), 'utf8');

/** Script and style sheet of a report's page, as built: they are put into the page. */
export const pageAsset = (name: 'main.js' | 'page.css'): string =>
  readFileSync(join(packageRoot(), 'dist', 'page', name), 'utf8');
