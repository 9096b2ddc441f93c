import type { ReportedResults } from './reported-results.ts';

/** The commands that make a results folder again and prove it; only the second where no command line made it. */
export function commandsFor({ folder, manifest }: Pick<ReportedResults, 'folder' | 'manifest'>): string[] {
  const { words } = manifest.experiment;
  const verify = `talentflow verify ${quoted(folder)}`;
  if (words == null) return [verify];
  return [['talentflow', ...words.map(quoted), '--out', quoted(folder)].join(' '), verify];
}

/** As a shell reads it as one word. */
export function quoted(word: string): string {
  return /^[A-Za-z0-9_./:=,+@%^-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
