import type { Argv } from 'yargs';
import { MOST_SOBOL_DIMENSIONS } from '../../experiments/designs.ts';
import { uncertain } from '../../experiments/parameter-sets.ts';
import { monthsOf } from '../../experiments/plan.ts';
import { type Factor, factorsOf, isWithin } from '../../experiments/sensitivity.ts';
import { endedAt } from '../../experiments/until.ts';
import type { Reloadable } from '../../report/parameter-sets.ts';
import {
  asJson,
  SCREENING_HEADER,
  SHARES_HEADER,
  screeningRows,
  sharesRows,
} from '../../report/sensitivity-tables.ts';
import { type Sensitivity, sensitivityToFolder, simulationsOf } from '../../report/sensitivity-to-folder.ts';
import { UsageMistake } from '../../runtime/failures.ts';
import { didYouMean } from '../../scenario/nearest.ts';
import type { Month } from '../../scenario/scenario.ts';
import { aheadLines, firstLines } from '../ahead.ts';
import { aligned } from '../aligned.ts';
import { allChecked, allRead } from '../checks.ts';
import { examples } from '../examples.ts';
import { EXIT_CODES } from '../exit-codes.ts';
import { mistake, resultsIn, SIMULATION_OPTIONS, WINDOW_OPTIONS, wholeNumber } from '../options.ts';
import { readOutcomes } from '../outcomes.ts';
import { progressOn } from '../progress.ts';
import { chartsLine, costText } from '../results-lines.ts';
import { readReloadable, readSettings, type SimulationArguments, windowOf } from '../simulation-arguments.ts';
import { paintFor, print, printJson, type Terminal } from '../terminal.ts';

/** As many as the literature takes for a screening: 4 to 10 (Campolongo, Cariboni and Saltelli 2007). */
const DEFAULT_TRAJECTORIES = 10;
const MOST_TRAJECTORIES = 1_000;
/** A power of two, as Sobol's sequence likes it; more where the intervals are too wide. */
const DEFAULT_SAMPLES = 128;
const MOST_SAMPLES = 65_536;
/** What matters is seldom more. */
const DEFAULT_MOST = 6;
const MOST_REPLICATES = 1_000;
const MOST_READ = 12;

interface SensitivityArguments extends SimulationArguments {
  scenario?: string;
  outcome?: string[];
  parameter?: string[];
  together?: boolean;
  trajectories?: string;
  samples?: string;
  most?: string;
  replicates?: string;
  from?: string;
  to?: string;
}

export const command = 'sensitivity [scenario]';
export const describe = 'Which parameters matter: Morris screening, then Sobol shares';

export const builder = (yargs: Argv) =>
  yargs
    .positional('scenario', { type: 'string', describe: 'scenario file; default: talentflow:baseline' })
    .options({
      ...SIMULATION_OPTIONS,
      ...resultsIn('sensitivity-<name>'),
      outcome: {
        type: 'array',
        string: true,
        nargs: 1,
        describe:
          'what is looked at, as in compare; repeat for several; the first says which parameters matter; default: net-flow',
      },
      parameter: {
        type: 'array',
        string: true,
        nargs: 1,
        describe:
          'only parameters whose path is this or begins so, such as drivers or choice; repeat for several; default: all with a range',
      },
      together: {
        type: 'boolean',
        describe:
          'parameters of one item, such as employers.ID or drivers.ID, move together: a quick first look',
      },
      trajectories: {
        type: 'string',
        requiresArg: true,
        describe: `Morris trajectories, each one run more than there are factors; 0: no screening; default: ${DEFAULT_TRAJECTORIES}`,
      },
      samples: {
        type: 'string',
        requiresArg: true,
        describe: `points of each of the two samples of Sobol's indices; 0: none; default: ${DEFAULT_SAMPLES}`,
      },
      most: {
        type: 'string',
        requiresArg: true,
        describe: `how many of the strongest get indices; default: ${DEFAULT_MOST}`,
      },
      replicates: {
        type: 'string',
        requiresArg: true,
        describe: 'runs of each point, whose mean is taken; default: 1',
      },
      ...WINDOW_OPTIONS,
    })
    .epilogue(
      examples(
        [
          'talentflow sensitivity --scale 0.05 --together --samples 0 --from 2022-12 --to 2023-08 --set people.largest-looks-per-month=1',
          'which items matter at all',
        ],
        [
          'talentflow sensitivity --scale 0.05 --parameter drivers --parameter choice --from 2022-12 --to 2023-08',
          'the parameters of these, one by one, and shares of the six strongest',
        ],
      ),
    );

export async function handler(given: SensitivityArguments, terminal: Terminal): Promise<number> {
  const { base, months, outcomes, runs, settingsFor } = readAll(given);
  const [from, to] = months;
  const { scenario } = base.variant;
  const name = `sensitivity-${scenario.name}`;
  const settings = settingsFor(name, simulationsOf(runs));
  const isQuiet = given.quiet ?? false;
  const progress = await progressOn(terminal, 'sensitivity', isQuiet);
  const sensitivity = await sensitivityToFolder({
    ...settings,
    ...runs,
    name,
    base,
    outcomes,
    from,
    to,
    onFirst: (points) => isQuiet || print(terminal.err, ...firstLines(points)),
    onAhead: (ahead) => isQuiet || print(terminal.err, ...aheadLines(ahead, monthsOf(scenario), scenario)),
    onProgress: progress.onProgress,
    onWait: progress.onWait,
    signal: terminal.signal,
  }).finally(progress.stop);
  const { charts: _, folder, manifest: __, ...results } = sensitivity;
  if (given.json) printJson(terminal.out, { results: folder, ...asJson(results) });
  else tell(sensitivity, terminal);
  return EXIT_CODES.done;
}

function readAll(given: SensitivityArguments) {
  return allChecked((checks) => {
    const whole = (
      option: 'trajectories' | 'samples' | 'most' | 'replicates',
      [from, to]: [number, number],
      usual: number,
    ) => checks.make(() => wholeNumber(option, given[option], from, to) ?? usual);
    const trajectories = whole('trajectories', [0, MOST_TRAJECTORIES], DEFAULT_TRAJECTORIES);
    const samples = whole('samples', [0, MOST_SAMPLES], DEFAULT_SAMPLES);
    const most = whole('most', [1, 100], DEFAULT_MOST);
    const replicates = whole('replicates', [1, MOST_REPLICATES], 1);
    checks.make(() => {
      if (trajectories() === 0 && samples() === 0)
        throw mistake('samples', '0', 'a screening, or shares, or both', 'leave out one of the two zeros');
    });
    const read = checks.make(() => readReloadable(given.scenario ?? 'talentflow:baseline', given, checks));
    const months = checks.make(() => windowOf(given, () => read().variant.scenario.calendar));
    const outcomes = checks.make(() => readOutcomes(given.outcome, () => read().variant.scenario, 1));
    const factors = checks.make(() => readFactors(given, read()));
    checks.make(() => {
      if (trajectories() === 0 && samples() > 0) checkFew(factors());
    });
    const settingsFor = checks.make(() => readSettings(given));
    const base = () => untilMonth(read(), months()[1]);
    const runs = () => allRead({ factors, trajectories, samples, most, replicates });
    return allRead({ base, months, outcomes, runs, settingsFor });
  });
}

/** No run needs the months after those that are looked at. */
function untilMonth(base: Reloadable, to: Month): Reloadable {
  const cut = ({ scenario, ...variant }: Reloadable['variant']) => ({
    ...variant,
    scenario: endedAt(scenario, to),
  });
  return { ...base, variant: cut(base.variant), reload: (settings) => cut(base.reload(settings)) };
}

/** @throws UsageMistake, SeveralMistakes */
function readFactors({ parameter = [], together = false }: SensitivityArguments, base: Reloadable): Factor[] {
  allChecked((checks) => {
    for (const begin of parameter) checks.make(() => refuseUnknownParameter(begin, base));
  });
  const factors = factorsOf(base.values, parameter, together);
  if (factors.length > 0) return factors;
  throw new UsageMistake(base.variant.scenario.name, {
    found: 'no value with a range',
    expected:
      'parameters that may vary: a value written as { value: 4.1, kind: assumed, why: …, range: [2, 8] }',
    remedy: 'give some values a range; talentflow show --origin tells which have one',
  });
}

function refuseUnknownParameter(begin: string, { values }: Reloadable): void {
  const known = uncertain(values).map(({ path }) => path);
  if (known.some((path) => isWithin(path, begin))) return;
  const isThere = values.some(({ path }) => isWithin(path, begin));
  const beginnings = known.flatMap((path) =>
    path.split('.').map((_, at, parts) => parts.slice(0, at + 1).join('.')),
  );
  throw mistake(
    'parameter',
    begin,
    isThere ? 'a parameter with a range' : 'a parameter of the scenario, or the beginning of some',
    isThere
      ? 'give it a `range` in the scenario'
      : didYouMean(begin, [...new Set(beginnings)], 'see talentflow show --origin'),
  );
}

function checkFew(factors: readonly Factor[]): void {
  const parameters = factors.reduce((sum, { paths }) => sum + paths.length, 0);
  if (2 * (parameters + 1) <= MOST_SOBOL_DIMENSIONS) return;
  throw mistake(
    'trajectories',
    '0',
    `a screening of ${parameters} parameters before their shares are asked for, or at most ${MOST_SOBOL_DIMENSIONS / 2 - 1} of them`,
    'leave --trajectories out, or choose some with --parameter',
  );
}

function tell(sensitivity: Sensitivity, { out }: Terminal): void {
  const { outcomes, from, to, folder, charts, manifest, screening, shares } = sensitivity;
  const paint = paintFor(out);
  for (const { outcome, title, unit } of outcomes) {
    print(out, paint('bold', `${title}, ${unit}, mean of ${from} to ${to}`));
    if (screening.length > 0)
      print(out, ...aligned([SCREENING_HEADER, ...screeningRows(sensitivity, outcome, MOST_READ)]), '');
    if (shares.length > 0) print(out, ...aligned([SHARES_HEADER, ...sharesRows(sensitivity, outcome)]), '');
  }
  print(
    out,
    ...(screening.length === 0
      ? []
      : [
          'μ*: mean absolute effect over the whole range (Morris); μ with sign; σ: how much it depends on the others.',
        ]),
    ...(shares.length === 0
      ? []
      : [
          'First-order: share of the variance by this alone; total: with its interactions. Intervals: bootstrap.',
        ]),
    '',
    `Tables  ${folder}: sensitivity.md, sensitivity.json, ${[...(screening.length > 0 ? ['screening.csv'] : []), ...(shares.length > 0 ? ['shares.csv'] : [])].join(', ')}`,
    ...chartsLine(folder, charts),
    paint('dim', costText(manifest)),
  );
}
