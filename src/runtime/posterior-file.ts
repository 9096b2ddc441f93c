import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Posterior, PosteriorMistake, readPosterior } from '../experiments/posterior.ts';
import { type EvidenceFolder, shippedEvidence } from './evidence-folder.ts';
import { UsageMistake } from './failures.ts';
import { sha256Of } from './sha256.ts';

export const POSTERIOR_FILE = 'posterior.csv';

/** A posterior as it lies in a folder of evidence. */
export interface FiledPosterior {
  readonly posterior: Posterior;
  /** How the file is called in messages. */
  readonly name: string;
  readonly sha256: string;
}

/** The posterior of a folder of evidence, or null when it holds none. @throws UsageMistake when it cannot be read. */
export function loadPosterior(folder: EvidenceFolder = shippedEvidence()): FiledPosterior | null {
  const path = join(folder.path, POSTERIOR_FILE);
  if (!existsSync(path)) return null;
  const name = `${folder.name}/${POSTERIOR_FILE}`;
  const bytes = readFileSync(path);
  try {
    return { posterior: readPosterior(bytes.toString('utf8'), name), name, sha256: sha256Of(bytes) };
  } catch (error) {
    if (!(error instanceof PosteriorMistake)) throw error;
    throw new UsageMistake(error.message, error);
  }
}
