import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Outlook, readOutlook } from '../evidence/outlook.ts';
import { type EvidenceFolder, shippedEvidence } from './evidence-folder.ts';
import { UsageMistake } from './failures.ts';
import { packageRoot } from './package-files.ts';

/** How the shipped outlook is called, from the package. */
export const OUTLOOK_FILE = 'forecast/outlook.yaml';

/** The outlook that the package ships, or one of the user's, with series of the package's evidence. @throws ScenarioError, UsageMistake */
export const loadOutlook = (path?: string): Outlook => outlookOf(outlookText(path), shippedEvidence());

/** @throws ScenarioError */
export function outlookOf(text: string, folder: EvidenceFolder): Outlook {
  const series = (file: string): string | undefined => {
    const csv = join(folder.path, 'series', file);
    return existsSync(csv) ? folder.open(csv) : undefined;
  };
  return readOutlook({ path: OUTLOOK_FILE, text }, series);
}

/** @throws UsageMistake */
export function outlookText(path = join(packageRoot(), OUTLOOK_FILE)): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new UsageMistake(path, {
      found: (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'nothing' : (error as Error).message,
      expected: 'a file of drivers and predictions',
      remedy: `its form is told at the end of ${OUTLOOK_FILE}`,
    });
  }
}
