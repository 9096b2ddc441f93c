import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Outlook, readOutlook } from '../evidence/outlook.ts';
import { UsageMistake } from './failures.ts';
import { packageRoot } from './package-files.ts';

/** The outlook that the package ships, or one of the user's, with series of the package's evidence. @throws ScenarioError, UsageMistake */
export function loadOutlook(path = join(packageRoot(), 'forecast', 'outlook.yaml')): Outlook {
  const series = (file: string): string | undefined => {
    const csv = join(packageRoot(), 'evidence', 'series', file);
    return existsSync(csv) ? readFileSync(csv, 'utf8') : undefined;
  };
  return readOutlook({ path: 'forecast/outlook.yaml', text: textOf(path) }, series);
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new UsageMistake(path, {
      found: (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'nothing' : (error as Error).message,
      expected: 'a file of drivers and predictions',
      remedy: 'its form is told at the end of forecast/outlook.yaml',
    });
  }
}
