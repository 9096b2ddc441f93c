import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Difference } from '../experiments/differences.ts';
import { UsageMistake } from '../runtime/failures.ts';
import { sha256Of } from '../runtime/sha256.ts';
import type { Scenario } from '../scenario/scenario.ts';

export const MANIFEST_FILE = 'manifest.json';
export const MANIFEST_FORMAT = 'talentflow.manifest/2';

/** Commands that write results folders; what each writes is made anew by `tables-again.ts`. */
export type CommandOfResults =
  | 'run'
  | 'check'
  | 'compare'
  | 'forecast'
  | 'calibrate'
  | 'sweep'
  | 'decompose'
  | 'sensitivity';

/** What made a results folder, and what is in it: enough to make it again and to see whether a file was changed. */
export interface Manifest {
  format: typeof MANIFEST_FORMAT;
  /** Version of the package, the commit it was built from when it was run from a git work tree, SHA-256 of the engine. */
  talentflow: { version: string; commit: string | null; engine: string };
  /** Node.js, operating system and processor. */
  machine: { node: string; platform: string; workers: number };
  experiment: {
    command: string;
    /** Results of the same name may replace each other: the scenario's for a run. */
    name: string;
    /** Words of a command line that make the same results, the command first; null where none made them. */
    words: readonly string[] | null;
    /** What the command was asked, beyond its scenarios, as it was understood: what is not said has its default here. */
    settings: object;
  };
  scenario: {
    /** What it is called in the experiment: a scenario's own name, or a cell of a sweep. */
    name: string;
    /** SHA-256 of the resolved scenario's canonical text. */
    sha256: string;
    /** The files it was made from, the first being the one named on the command line; and `--set` as given. */
    files: string[];
    set: string[];
    /** As the engine read it: merged, every default filled in. */
    resolved: Scenario;
  };
  /** Other scenarios of the experiment, each by what differs from another: policies of a comparison, cells of a sweep. */
  variants: VariantOfManifest[];
  seed: string;
  replicates: number[];
  /** Every run of the experiment, as planned before any was run. */
  points: PointOfManifest[];
  started: string;
  /** Of the whole process up to the writing of this file, its worker threads included. */
  wallSeconds: number;
  cpuSeconds: number;
  peakMemoryBytes: number;
  files: WrittenFile[];
  /** SHA-256 of all of this, as `manifestHash` has it; not said by earlier versions. */
  sha256?: string;
}

export interface VariantOfManifest {
  name: string;
  sha256: string;
  files: string[];
  set: string[];
  /** Position of the one it differs from, as points count: 0, the scenario, where it is not said. */
  from?: number;
  differs: Difference[];
}

export interface PointOfManifest {
  /** SHA-256 of what makes the point; its folder in the point store. */
  id: string;
  /** 0: the scenario; 1 and on: the variants. */
  variant: number;
  seed: string;
  replicate: number;
  /** SHA-256 of its tables' SHA-256. */
  result: string;
}

export interface WrittenFile {
  /** Relative to the folder, with forward slashes. */
  path: string;
  /** Rows of a table without its header; null for other files. */
  rows: number | null;
  bytes: number;
  sha256: string;
}

/** @returns the manifest of a results folder of ours, or null when the folder holds none. */
export function readManifest(folder: string): Manifest | null {
  try {
    const manifest = JSON.parse(readFileSync(join(folder, MANIFEST_FILE), 'utf8'));
    const isOurs = typeof manifest?.format === 'string' && manifest.format.startsWith('talentflow.manifest/');
    return isOurs && typeof manifest.scenario?.name === 'string' ? manifest : null;
  } catch {
    return null;
  }
}

/** Of what a manifest says, however it is laid out: a word changed in it is found where nothing else follows from that word, too. */
export function manifestHash({ sha256: _, ...said }: Manifest): string {
  return sha256Of(JSON.stringify(said));
}

/** What a manifest says that cannot be. @param found in it. */
export function contradiction(results: string, found: string): UsageMistake {
  return new UsageMistake(join(results, MANIFEST_FILE), {
    found,
    expected: 'a manifest as talentflow wrote it',
    remedy: 'it was changed by hand: make the results again',
  });
}
