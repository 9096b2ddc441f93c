import type { Argv } from 'yargs';
import { planOfManifest, verifyResults } from '../../report/verify.ts';
import { examples } from '../examples.ts';
import { EXIT_CODES } from '../exit-codes.ts';
import { wholeNumber } from '../options.ts';
import { progressOn } from '../progress.ts';
import { readWorkers } from '../simulation-arguments.ts';
import { paintFor, print, printJson, type Terminal } from '../terminal.ts';

interface VerifyArguments {
  results: string;
  sample?: string;
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
        describe: 'run only so many points, spread evenly; default: all',
      },
      workers: {
        type: 'string',
        requiresArg: true,
        describe: "worker threads; default: one less than the machine's cores",
      },
      json: { type: 'boolean', describe: 'one JSON object on standard output, nothing else' },
      quiet: { type: 'boolean', describe: 'no progress' },
    })
    .epilogue(
      examples(
        ['talentflow verify output/baseline', 'every run of it'],
        ['talentflow verify output/baseline --sample 3', 'three of its runs'],
      ),
    );

export async function handler(given: VerifyArguments, terminal: Terminal): Promise<number> {
  const sample = wholeNumber('sample', given.sample, 1, 1_000_000) ?? null;
  const { plan } = planOfManifest(given.results);
  const { runPoints } = readWorkers(
    given.workers,
    Math.min(sample ?? plan.points.length, plan.points.length),
  );
  const progress = await progressOn(terminal, 'verify', given.quiet ?? false);
  const { results } = given;
  const { onProgress } = progress;
  const verdict = await verifyResults({
    results,
    sample,
    runPoints,
    onProgress,
    signal: terminal.signal,
  }).finally(progress.stop);
  if (given.json) printJson(terminal.out, { format: 'talentflow.verify/1', results, ...verdict });
  else tell(verdict, given.results, terminal);
  return verdict.breaches.length === 0 ? EXIT_CODES.done : EXIT_CODES.checkFailed;
}

function tell(verdict: Awaited<ReturnType<typeof verifyResults>>, results: string, { out }: Terminal): void {
  const { points, ofPoints, files, tables, breaches } = verdict;
  const paint = paintFor(out);
  const made = tables > 0 ? `, ${tables} tables made anew from them` : '';
  const compared = `${points} of ${ofPoints} points run again${made}, ${files} files compared`;
  if (breaches.length === 0) print(out, paint('green', `${results} is what its manifest says`), compared);
  else
    print(
      out,
      paint('red', `${results} is not what its manifest says`),
      compared,
      ...breaches.map((one) => `  ${one}`),
    );
}
