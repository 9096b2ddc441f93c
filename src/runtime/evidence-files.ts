import type { Fact } from '../evidence/fact.ts';
import type { Prior } from '../evidence/prior.ts';
import { readFacts } from '../evidence/read-facts.ts';
import { readPriors } from '../evidence/read-priors.ts';
import { factsOfRuns } from '../evidence/score.ts';
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

/** What the files hold that `loadFactsOfRuns` needs. */
const SHOWN_BY_RUNS = /^headline: true|measure: first-jobs/m;

/** The shipped facts that a run's summary and charts show. Other files are not parsed: all of them would cost a run a sixth of a second. */
export function loadFactsOfRuns(): Fact[] {
  const files = evidenceFiles(shippedEvidence(), 'facts', ALL);
  return factsOfRuns(readFacts(files.filter(({ text }) => SHOWN_BY_RUNS.test(text))));
}

/** Every prior, and what is held out beside them. @throws as `loadFacts`. */
export function loadAllPriors(folder: EvidenceFolder = shippedEvidence()): Prior[] {
  return readPriors(evidenceFiles(folder, 'priors', ALL));
}
