import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Outlook, readOutlook } from '../evidence/outlook.ts';
import { type EvidenceFolder, shippedEvidence } from './evidence-folder.ts';
import { packageRoot } from './package-files.ts';
import { textOfFile } from './scenario-files.ts';

/** How the shipped outlook is called, from the package. */
export const OUTLOOK_FILE = 'forecast/outlook.yaml';

/** The outlook that the package ships, or one of the user's, with series of the package's evidence. @throws ScenarioError, UsageMistake */
export const loadOutlook = (path?: string): Outlook => outlookOf(path, outlookText(path), shippedEvidence());

/** @param path what the user calls it; undefined: the package's. @throws ScenarioError */
export function outlookOf(path: string | undefined, text: string, folder: EvidenceFolder): Outlook {
  const series = (file: string): string | undefined => {
    const csv = join(folder.path, 'series', file);
    return existsSync(csv) ? folder.open(csv) : undefined;
  };
  return readOutlook({ path: path ?? OUTLOOK_FILE, text }, series);
}

/** @throws UsageMistake */
export const outlookText = (path = join(packageRoot(), OUTLOOK_FILE)): string => textOfFile(path);
