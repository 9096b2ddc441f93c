import type { Argv } from 'yargs';
import { isFailure, tallies } from '../../evidence/check.ts';
import { coverageOf } from '../../evidence/scoring.ts';
import { firstReplicates } from '../../experiments/plan.ts';
import { checkToFolder } from '../../report/check-to-folder.ts';
import { doubtInManifest, doubtWords, ensemblePlan } from '../../report/parameter-sets.ts';
import { checkEvidence } from '../../runtime/check-evidence.ts';
import { evidenceGiven } from '../../runtime/evidence-folder.ts';
import { checkLines, trustLines } from '../check-lines.ts';
import { REPORTERS, type Reporter } from '../check-reporters.ts';
import { allChecked, allRead } from '../checks.ts';
import { examples } from '../examples.ts';
import { EXIT_CODES } from '../exit-codes.ts';
import {
  EVIDENCE_OPTIONS,
  MOST_REPLICATES,
  mistake,
  oneOfWords,
  resultsIn,
  SIMULATION_OPTIONS,
  wholeNumber,
} from '../options.ts';
import { progressOn } from '../progress.ts';
import { readReloadable, readSettings, type SimulationArguments } from '../simulation-arguments.ts';
import { paintFor, print, printJson, type Terminal } from '../terminal.ts';
import { readDoubt, UNCERTAINTY_OPTION } from '../uncertainty.ts';

/** The ends of a 90% interval are then the least and the largest run but one in twenty. */
const DEFAULT_REPLICATES = 20;

interface CheckArguments extends SimulationArguments {
  scenario?: string;
  replicates?: string;
  reporter?: string;
  evidence?: string;
  uncertainty?: string;
}

export const command = 'check [scenario]';
export const describe = 'Hold every published fact against an ensemble of runs';

export const builder = (yargs: Argv) =>
  yargs
    .positional('scenario', { type: 'string', describe: 'scenario file; default: talentflow:baseline' })
    .options({
      ...SIMULATION_OPTIONS,
      ...resultsIn('check-<name>'),
      ...EVIDENCE_OPTIONS,
      replicates: {
        type: 'string',
        requiresArg: true,
        describe: `number of runs, each with chance of its own; default: ${DEFAULT_REPLICATES}`,
      },
      reporter: {
        type: 'string',
        requiresArg: true,
        describe: 'print for a machine instead: junit (XML) or github (annotations)',
      },
      ...UNCERTAINTY_OPTION,
    })
    .epilogue(
      examples(
        [
          'talentflow check',
          'the baseline at full size, 20 runs; exit code 1 if a fitted fact is outside; one not answered fails nothing',
        ],
        ['talentflow check --scale 0.3 --replicates 8', 'quicker, with wider intervals'],
        ['talentflow check --reporter junit > facts.xml', 'for a system that shows tests'],
      ),
    );

/** @returns the exit code: 1 if a fitted fact is outside. */
export async function handler(given: CheckArguments, terminal: Terminal): Promise<number> {
  const { reporter, replicates, evidence, checked, doubt, settingsFor } = readAll(given);
  const { facts, rivals, read } = evidence;
  const { variant } = checked;
  const name = `check-${variant.scenario.name}`;
  const settings = settingsFor(name, replicates.length);

  const progress = await progressOn(terminal, name, given.quiet ?? false);
  const told = { onProgress: progress.onProgress, signal: terminal.signal };
  const results = await ensemblePlan(checked, replicates, doubt, told)
    .then((plan) =>
      checkToFolder({
        ...settings,
        plan,
        settings: { ...doubtInManifest(doubt), evidence: read },
        name,
        facts,
        rivals,
        onWait: progress.onWait,
        ...told,
      }),
    )
    .finally(progress.stop);

  const { folder } = results;
  if (given.json) {
    printJson(terminal.out, {
      format: 'talentflow.check/1',
      results: folder,
      replicates: replicates.length,
      uncertainty: doubt.over,
      counts: tallies(results.facts),
      facts: results.facts,
      coverage: coverageOf(results.scored),
      rivals: results.contests,
      scores: results.scored,
    });
  } else if (reporter !== undefined) {
    print(terminal.out, REPORTERS[reporter](variant.scenario.name, results.facts, results));
  } else {
    const paint = paintFor(terminal.out);
    const { title, seed, scale } = variant.scenario;
    const what = [
      title,
      `seed ${seed}`,
      `${replicates.length} ${replicates.length === 1 ? 'run' : 'runs'}, parameters ${doubtWords(doubt)}`,
      ...(scale === 1 ? [] : [`scale ${scale}`]),
    ];
    print(terminal.out, paint('bold', what.join(', ')), '', ...checkLines(results.facts, paint));
    print(terminal.out, '', ...trustLines(results), '', `Facts   ${folder}/facts.json`);
    print(terminal.out, `Scores  ${folder}: scores.md, scores.csv, scores.json`);
    for (const chart of results.charts) print(terminal.out, `Chart   ${folder}/charts/${chart}.svg`);
  }
  return results.facts.some(isFailure) ? EXIT_CODES.checkFailed : EXIT_CODES.done;
}

function readAll(given: CheckArguments) {
  return allChecked((checks) => {
    const reporter = checks.make(() => readReporter(given));
    const runs = checks.make(() => wholeNumber('replicates', given.replicates, 1, MOST_REPLICATES));
    const replicates = checks.make(() => firstReplicates(runs() ?? DEFAULT_REPLICATES));
    const evidence = checks.make(() => checkEvidence(evidenceGiven(given.evidence)));
    const checked = checks.make(() => readReloadable(given.scenario ?? 'talentflow:baseline', given, checks));
    const settingsFor = checks.make(() => readSettings(given));
    const doubt = checks.make(() =>
      readDoubt(given.uncertainty, () => ({
        scenarios: [checked()],
        runs: replicates().length > 1 ? 'several' : 'one',
      })),
    );
    return allRead({ reporter, replicates, evidence, checked, settingsFor, doubt });
  });
}

function readReporter({ reporter, json }: CheckArguments): Reporter | undefined {
  const read = oneOfWords('reporter', reporter, Object.keys(REPORTERS) as Reporter[]);
  if (read !== undefined && json) {
    throw mistake('reporter', read, 'one of --reporter and --json', 'leave one of the two out');
  }
  return read;
}
