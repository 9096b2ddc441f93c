import type { Argv } from 'yargs';
import { firstReplicates } from '../../experiments/plan.ts';
import { doubtInManifest, doubtWords, ensemblePlan } from '../../report/parameter-sets.ts';
import { runToFolder } from '../../report/run-to-folder.ts';
import { allChecked, allRead } from '../checks.ts';
import { examples } from '../examples.ts';
import { EXIT_CODES } from '../exit-codes.ts';
import { MOST_REPLICATES, mistake, SIMULATION_OPTIONS, wholeNumber } from '../options.ts';
import { planLines, plansByYear } from '../plans.ts';
import { progressOn } from '../progress.ts';
import { readReloadable, readSettings, type SimulationArguments } from '../simulation-arguments.ts';
import { summaryOf } from '../summary.ts';
import { paintFor, print, printJson, type Terminal } from '../terminal.ts';
import { readDoubt, UNCERTAINTY_OPTION } from '../uncertainty.ts';

interface RunArguments extends SimulationArguments {
  scenario?: string;
  replicates?: string;
  replicate?: string;
  plans?: boolean;
  uncertainty?: string;
}

export const command = 'run [scenario]';
export const describe = 'Simulate a scenario; write its tables and charts';

export const builder = (yargs: Argv) =>
  yargs
    .positional('scenario', { type: 'string', describe: 'scenario file; default: talentflow:baseline' })
    .options({
      ...SIMULATION_OPTIONS,
      replicates: {
        type: 'string',
        requiresArg: true,
        describe: 'number of runs, each with chance of its own; default: 1',
      },
      replicate: { type: 'string', requiresArg: true, describe: 'only this one of them, counted from 0' },
      plans: {
        type: 'boolean',
        describe: "print the observed sector's wanted growth, fill rate and net flow by year",
      },
      ...UNCERTAINTY_OPTION,
    })
    .epilogue(
      examples(
        ['talentflow run', 'the baseline, at full size'],
        ['talentflow run --scale 0.1 --until 2024-04', 'a tenth of the people, up to April 2024'],
        ['talentflow run --scale 0.1 --replicates 20', 'charts with median and 90% band'],
        [
          'talentflow run my-market.yaml --set employers.rich.pay=230000',
          'a market of your own, one value changed',
        ],
      ),
    );

export async function handler(given: RunArguments, terminal: Terminal): Promise<number> {
  const { replicates, scenario, settingsFor, doubt } = readAll(given);
  const { name } = scenario.variant.scenario;
  const settings = settingsFor(name, replicates.length);

  const progress = await progressOn(terminal, name, given.quiet ?? false);
  const told = { onProgress: progress.onProgress, signal: terminal.signal };
  const results = await ensemblePlan(scenario, replicates, doubt, told)
    .then((plan) =>
      runToFolder({
        ...settings,
        plan,
        settings: doubtInManifest(doubt),
        onWait: progress.onWait,
        ...told,
      }),
    )
    .finally(progress.stop);

  if (given.json) {
    printJson(terminal.out, {
      format: 'talentflow.run/1',
      results: results.folder,
      figures: results.figures,
      ...(given.plans ? { plans: plansByYear(results) } : {}),
    });
  } else {
    print(terminal.out, ...summaryOf(results, doubtWords(doubt), paintFor(terminal.out)));
    if (given.plans) print(terminal.out, '', ...planLines(results));
  }
  return EXIT_CODES.done;
}

function readAll(given: RunArguments) {
  return allChecked((checks) => {
    const replicates = checks.make(() => readReplicates(given));
    const scenario = checks.make(() =>
      readReloadable(given.scenario ?? 'talentflow:baseline', given, checks),
    );
    const settingsFor = checks.make(() => readSettings(given));
    const doubt = checks.make(() =>
      readDoubt(given.uncertainty, () => ({
        scenarios: [scenario()],
        runs: replicates().length > 1 ? 'several' : 'one',
      })),
    );
    return allRead({ replicates, scenario, settingsFor, doubt });
  });
}

function readReplicates({ replicates, replicate }: RunArguments): number[] {
  if (replicates !== undefined && replicate !== undefined) {
    throw mistake('replicate', replicate, 'one of --replicates and --replicate', 'leave one of the two out');
  }
  const alone = wholeNumber('replicate', replicate, 0, MOST_REPLICATES - 1);
  if (alone !== undefined) return [alone];
  return firstReplicates(wholeNumber('replicates', replicates, 1, MOST_REPLICATES) ?? 1);
}
