import type { Fact } from '../evidence/fact.ts';
import type { Prior } from '../evidence/prior.ts';
import { readFacts } from '../evidence/read-facts.ts';
import { readPriors } from '../evidence/read-priors.ts';
import { factsOfRuns } from '../evidence/score.ts';
import { type EvidenceFolder, type EvidenceRead, evidenceFiles, shippedEvidence } from './evidence-folder.ts';
import { sha256Of } from './sha256.ts';

/**
 * All evidence, held out or not: for what shows facts and judges a model by them. What chooses a parameter may not
 * import this module (test/architecture.test.ts); it has `fitting-evidence.ts`.
 */

const ALL = () => true;

/** Every published fact. @throws ScenarioError when a file is wrong, UsageMistake when there is no such folder. */
export function loadFacts(folder: EvidenceFolder = shippedEvidence()): Fact[] {
  return readFacts(evidenceFiles(folder, 'facts', ALL));
}

/** What the files hold that `evidenceOfRuns` needs. */
const SHOWN_BY_RUNS = /^headline: true|measure: first-jobs/m;

/** What a run is shown beside. */
export interface EvidenceOfRuns {
  readonly facts: readonly Fact[];
  readonly read: EvidenceRead;
}

/** The facts that a run's summary and charts show. Other files are not parsed: all of them would cost a run a sixth of a second. */
export function evidenceOfRuns(folder: EvidenceFolder = shippedEvidence()): EvidenceOfRuns {
  const files = evidenceFiles(folder, 'facts', ALL).filter(({ text }) => SHOWN_BY_RUNS.test(text));
  const read = files.map(({ path, text }) => [path.slice(`${folder.name}/`.length), sha256Of(text)]);
  return { facts: factsOfRuns(readFacts(files)), read: Object.fromEntries(read) };
}

/** Every prior, and what is held out beside them. @throws as `loadFacts`. */
export function loadAllPriors(folder: EvidenceFolder = shippedEvidence()): Prior[] {
  return readPriors(evidenceFiles(folder, 'priors', ALL));
}
