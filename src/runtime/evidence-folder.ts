import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import type { EvidenceFile } from '../evidence/form.ts';
import { UsageMistake } from './failures.ts';
import { packageRoot } from './package-files.ts';
import { sha256Of } from './sha256.ts';

/** A folder of evidence, and how its files are read; tests watch which are opened. */
export interface EvidenceFolder {
  /** Holds `facts` and `priors`. */
  readonly path: string;
  /** How the folder is called in messages. */
  readonly name: string;
  open: (path: string) => string;
}

const readText = (path: string): string => readFileSync(path, 'utf8');

/** The evidence shipped in the package. */
export const shippedEvidence = (): EvidenceFolder => ({
  path: join(packageRoot(), 'evidence'),
  name: 'evidence',
  open: readText,
});

/** A folder of the user's. */
export const evidenceAt = (path: string): EvidenceFolder => ({ path, name: path, open: readText });

/** The folder that was named, or the shipped one. */
export const evidenceGiven = (path: string | undefined): EvidenceFolder =>
  path === undefined ? shippedEvidence() : evidenceAt(path);

/** SHA-256 of each file that was read, by its path in the folder of evidence: what a manifest says of evidence. */
export type EvidenceRead = Readonly<Record<string, string>>;

/** The same folder, and the files of it that were opened so far. */
export function noted(folder: EvidenceFolder): { folder: EvidenceFolder; read: () => EvidenceRead } {
  const opened = new Map<string, string>();
  const open = (file: string): string => {
    const text = folder.open(file);
    opened.set(relative(folder.path, file).replaceAll(sep, '/'), sha256Of(text));
    return text;
  };
  const read = () => Object.fromEntries([...opened].sort(([one], [other]) => (one < other ? -1 : 1)));
  return { folder: { ...folder, open }, read };
}

/**
 * The files of one kind, in the order of their names.
 * @param isWanted by name: what is not wanted is not opened.
 * @throws UsageMistake when the folder cannot be read.
 */
export function evidenceFiles(
  { path, name, open }: EvidenceFolder,
  kind: 'facts' | 'priors',
  isWanted: (name: string) => boolean,
): EvidenceFile[] {
  const names = yamlFilesIn(join(path, kind), join(name, kind));
  return names
    .filter(isWanted)
    .map((file) => ({ path: `${name}/${kind}/${file}`, text: open(join(path, kind, file)) }));
}

function yamlFilesIn(folder: string, shown: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith('.yaml'))
      .sort();
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new UsageMistake(shown, {
      found: code === 'ENOENT' || code === 'ENOTDIR' ? 'nothing' : message,
      expected: 'a folder of YAML files, one a fact or prior',
      remedy: 'name a folder that holds facts/ and priors/',
    });
  }
}
