import type { Fact } from '../evidence/fact.ts';
import { factsOfPriors } from '../evidence/facts-of-priors.ts';
import type { Rival } from '../evidence/rivals.ts';
import { loadAllPriors, loadFacts } from './evidence-files.ts';
import { type EvidenceFolder, type EvidenceRead, noted } from './evidence-folder.ts';
import { loadRivals } from './rivals-file.ts';

/** What a check holds a model against. */
export interface CheckEvidence {
  /** With the outcomes that priors are about. */
  readonly facts: readonly Fact[];
  readonly rivals: readonly Rival[];
  readonly read: EvidenceRead;
}

/** @throws ScenarioError when a file is wrong, UsageMistake when there is no such folder. */
export function checkEvidence(folder: EvidenceFolder): CheckEvidence {
  const notes = noted(folder);
  const facts = [...loadFacts(notes.folder), ...factsOfPriors(loadAllPriors(notes.folder))];
  const rivals = loadRivals(facts, notes.folder);
  return { facts, rivals, read: notes.read() };
}
