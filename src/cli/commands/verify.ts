import type { Argv } from 'yargs';
import { planOfManifest, type Verdict, verifyResults } from '../../report/verify.ts';
import { allChecked, allRead } from '../checks.ts';
import { examples } from '../examples.ts';
import { EXIT_CODES } from '../exit-codes.ts';
import { mistake, SIMULATION_OPTIONS, TELLING_OPTIONS, wholeNumber } from '../options.ts';
import { progressOn } from '../progress.ts';
import { readWorkers } from '../simulation-arguments.ts';
import { paintFor, print, printJson, type Terminal } from '../terminal.ts';

interface VerifyArguments {
  results: string;
  sample?: string;
  evidence?: string;
  outlook?: string;
  workers?: string;
  json?: boolean;
  quiet?: boolean;
}

export const command = 'verify <results>';
export const describe = 'Run results again from their manifest alone, and compare SHA-256';

export const builder = (yargs: Argv) =>
  yargs
    .positional('results', { type: 'string', describe: 'results folder', demandOption: true })
    .options({
      sample: {
        type: 'string',
        requiresArg: true,
        describe:
          'run only so many points, spread evenly; default: all, and then the tables are made anew from them',
      },
      evidence: {
        type: 'string',
        requiresArg: true,
        describe: "folder of the evidence that the results were made with; default: the package's",
      },
      outlook: {
        type: 'string',
        requiresArg: true,
        describe: "outlook that a forecast was made with; default: the package's",
      },
      workers: SIMULATION_OPTIONS.workers,
      ...TELLING_OPTIONS,
    })
    .epilogue(
      examples(
        ['talentflow verify output/baseline', 'every run of it'],
        ['talentflow verify output/baseline --sample 3', 'three of its runs'],
      ),
    );

export async function handler(given: VerifyArguments, terminal: Terminal): Promise<number> {
  const { sample, points, workersFor } = readAll(given);
  const { runPoints } = workersFor(Math.min(sample ?? points, points));
  const progress = await progressOn(terminal, 'verify', given.quiet ?? false);
  const { results } = given;
  const { onProgress } = progress;
  const verdict = await verifyResults({
    results,
    sample,
    evidence: given.evidence,
    outlook: given.outlook,
    runPoints,
    onProgress,
    onTables() {
      progress.stop();
      if (!given.quiet) print(terminal.err, 'All is run again; the tables are made anew.');
    },
    signal: terminal.signal,
  }).finally(progress.stop);
  if (given.json) printJson(terminal.out, { format: 'talentflow.verify/1', results, ...verdict });
  else tell(verdict, given.results, terminal);
  return verdict.breaches.length === 0 ? EXIT_CODES.done : EXIT_CODES.checkFailed;
}

function readAll(given: VerifyArguments) {
  return allChecked((checks) => {
    const sample = checks.make(() => wholeNumber('sample', given.sample, 1, 1_000_000) ?? null);
    for (const option of ['evidence', 'outlook'] as const) {
      if (given.sample === undefined || given[option] === undefined) continue;
      const remedy = 'leave one of the two out: of a sample no tables are made';
      checks.add(mistake(option, given[option], `one of --${option} and --sample`, remedy));
    }
    const workersFor = checks.make(() => readWorkers(given.workers));
    const points = checks.make(() => planOfManifest(given.results).plan.points.length);
    return allRead({ sample, points, workersFor });
  });
}

function tell(verdict: Verdict, results: string, { out }: Terminal): void {
  const { points, ofPoints, files, tables, bytesOnly, unproved, breaches } = verdict;
  const paint = paintFor(out);
  const made = tables > 0 ? `, ${tables} tables made anew from them` : '';
  const isProved = breaches.length === 0;
  print(
    out,
    isProved
      ? paint('green', `${results} is what its manifest says`)
      : paint('red', `${results} is not what its manifest says`),
    `${points} of ${ofPoints} points run again${made}, ${files} files compared`,
    ...(tables === 0 || bytesOnly.length === 0
      ? []
      : [`By their bytes alone: ${byFolder(bytesOnly).join(', ')}`]),
    ...unproved,
    ...breaches.map((one) => `  ${one}`),
  );
}

/** Files by name, and how many there are in each folder. */
function byFolder(paths: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const folder of paths.flatMap((path) => (path.includes('/') ? [path.split('/')[0]!] : [])))
    counts.set(folder, (counts.get(folder) ?? 0) + 1);
  const inFolders = [...counts].map(([folder, count]) => `${count} in ${folder}/`);
  return [...paths.filter((path) => !path.includes('/')), ...inFolders];
}
