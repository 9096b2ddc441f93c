import type { Fact } from '../evidence/fact.ts';
import type { Outlook } from '../evidence/outlook.ts';
import { type EvidenceFolder, type EvidenceRead, noted } from './evidence-folder.ts';
import { loadFittedFacts } from './fitting-evidence.ts';
import { OUTLOOK_FILE, outlookOf, outlookText } from './outlook-file.ts';
import { sha256Of } from './sha256.ts';

/** What a forecast reads. */
export interface ForecastEvidence {
  readonly outlook: Outlook;
  /** Those that a ratio may be over. */
  readonly fitted: readonly Fact[];
  readonly read: EvidenceRead;
}

/** @param outlook file of the user's; undefined: the package's. @throws ScenarioError, UsageMistake */
export function forecastEvidence(folder: EvidenceFolder, outlook: string | undefined): ForecastEvidence {
  const notes = noted(folder);
  const text = outlookText(outlook);
  return {
    outlook: outlookOf(outlook, text, notes.folder),
    fitted: loadFittedFacts(notes.folder).filter(({ observation }) => observation?.measure === 'net-flow'),
    read: { [OUTLOOK_FILE]: sha256Of(text), ...notes.read() },
  };
}
