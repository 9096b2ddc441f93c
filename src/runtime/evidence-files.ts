import type { Fact } from '../evidence/fact.ts';
import type { Prior } from '../evidence/prior.ts';
import { readFacts } from '../evidence/read-facts.ts';
import { readPriors } from '../evidence/read-priors.ts';
import { type EvidenceFolder, evidenceFiles, shippedEvidence } from './evidence-folder.ts';

/**
 * All evidence, held out or not: for what shows facts and judges a model by them. What chooses a parameter may not
 * import this module (test/architecture.test.ts); it has `fitting-evidence.ts`.
 */

const ALL = () => true;

/** Every published fact. @throws ScenarioError when a file is wrong, UsageMistake when there is no such folder. */
export function loadFacts(folder: EvidenceFolder = shippedEvidence()): Fact[] {
  return readFacts(evidenceFiles(folder, 'facts', ALL));
}

/** Every prior, and what is held out beside them. @throws as `loadFacts`. */
export function loadAllPriors(folder: EvidenceFolder = shippedEvidence()): Prior[] {
  return readPriors(evidenceFiles(folder, 'priors', ALL));
}
