import type { Fact } from '../evidence/fact.ts';
import type { Prior } from '../evidence/prior.ts';
import { HELD_OUT_ENDING, readFacts } from '../evidence/read-facts.ts';
import { readPriors } from '../evidence/read-priors.ts';
import {
  type EvidenceFolder,
  type EvidenceRead,
  evidenceFiles,
  noted,
  shippedEvidence,
} from './evidence-folder.ts';

/**
 * The evidence that may choose a parameter: fitted facts and priors. A file whose name says that it is held out is not even
 * opened, and the readers refuse a file whose name and role disagree.
 */

const isOpen = (name: string) => !name.endsWith(HELD_OUT_ENDING);

/** The facts that a fit may look at. @throws ScenarioError when one of their files is wrong, UsageMistake when there is no such folder. */
export function loadFittedFacts(folder: EvidenceFolder = shippedEvidence()): Fact[] {
  return readFacts(evidenceFiles(folder, 'facts', isOpen)).filter(({ role }) => role === 'fitted');
}

/** The priors that a fit may look at. @throws as `loadFittedFacts`. */
export function loadPriors(folder: EvidenceFolder = shippedEvidence()): Prior[] {
  return readPriors(evidenceFiles(folder, 'priors', isOpen));
}

/** What a calibration reads of a folder. */
export interface FittingEvidence {
  readonly facts: readonly Fact[];
  readonly priors: readonly Prior[];
  readonly read: EvidenceRead;
}

/** @throws ScenarioError, UsageMistake */
export function fittingEvidence(folder: EvidenceFolder): FittingEvidence {
  const notes = noted(folder);
  const [facts, priors] = [loadFittedFacts(notes.folder), loadPriors(notes.folder)];
  return { facts, priors, read: notes.read() };
}
