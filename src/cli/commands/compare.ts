import type { Argv } from 'yargs';
import type { Effect } from '../../experiments/compare.ts';
import { type Comparison, compareToFolder } from '../../report/compare-to-folder.ts';
import { asJson } from '../../report/comparison-tables.ts';
import { doubtWords, type Reloadable } from '../../report/parameter-sets.ts';
import { range, said } from '../../report/said.ts';
import { UsageMistake } from '../../runtime/failures.ts';
import { monthText } from '../../scenario/dates.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import { aligned } from '../aligned.ts';
import { allChecked, allRead, type Checks, ifRead } from '../checks.ts';
import { examples } from '../examples.ts';
import { EXIT_CODES } from '../exit-codes.ts';
import { MOST_REPLICATES, plainNumber, resultsIn, SIMULATION_OPTIONS, wholeNumber } from '../options.ts';
import { readOutcomes } from '../outcomes.ts';
import { progressOn } from '../progress.ts';
import { chartsLine, costText } from '../results-lines.ts';
import { readReloadable, readSettings, type SimulationArguments, windowOf } from '../simulation-arguments.ts';
import { paintFor, print, printJson, type Terminal } from '../terminal.ts';
import { readDoubt, UNCERTAINTY_OPTION } from '../uncertainty.ts';

/**
 * Paired runs unless told otherwise: with 16 the Monte Carlo error is a quarter of the spread of one pair, and the baseline takes minutes.
 */
const DEFAULT_PAIRED_RUNS = 16;

interface CompareArguments extends SimulationArguments {
  base: string;
  policies: string[];
  replicates?: string;
  'until-width'?: string;
  from?: string;
  to?: string;
  outcome?: string[];
  uncertainty?: string;
}

export const command = 'compare <base> <policies..>';
export const describe = 'What policies change: the same runs with and without them';

export const builder = (yargs: Argv) =>
  yargs
    .positional('base', { type: 'string', describe: 'scenario without the policies', demandOption: true })
    .positional('policies', {
      type: 'string',
      array: true,
      describe: 'scenarios with them',
      demandOption: true,
    })
    .options({
      ...SIMULATION_OPTIONS,
      ...resultsIn('compare-<base>-<policies>'),
      replicates: {
        type: 'string',
        requiresArg: true,
        describe: `paired runs; default: ${DEFAULT_PAIRED_RUNS}`,
      },
      'until-width': {
        type: 'string',
        requiresArg: true,
        describe:
          "as many more as make the first outcome's Monte Carlo interval at most so wide, in its unit",
      },
      from: {
        type: 'string',
        requiresArg: true,
        describe: 'first month compared, YYYY-MM; default: the first reported',
      },
      to: { type: 'string', requiresArg: true, describe: 'last month compared, YYYY-MM; default: the last' },
      outcome: {
        type: 'array',
        string: true,
        nargs: 1,
        describe:
          'what is compared, such as net-flow, net-flow:ID, stock:ID, pay:ID, doctors:academia, founders, employers.hires:sector=ID; repeat for several',
      },
      uncertainty: {
        ...UNCERTAINTY_OPTION.uncertainty,
        describe:
          "what the parameters of further pairs are drawn from, of which the 90% range and the share with the mean's sign are: posterior (what calibration left open; the default where there is one), priors (the scenarios' ranges; the default where there are only these) or none (no further pairs: both are of the mean's own)",
      },
    })
    .epilogue(
      examples(
        [
          'talentflow compare talentflow:baseline talentflow:us-immigration-easing --scale 0.1',
          'one policy, a tenth of the people',
        ],
        [
          'talentflow compare talentflow:baseline my-policy.yaml talentflow:no-non-competes --replicates 64 --from 2023-10',
          'two policies from a month on',
        ],
        [
          'talentflow compare talentflow:baseline my-policy.yaml --outcome net-flow --until-width 5',
          'until the effect is known to 5 people a month',
        ],
      ),
    );

export async function handler(given: CompareArguments, terminal: Terminal): Promise<number> {
  const { replicates, untilWidth, base, policies, doubt, months, outcomes, settingsFor } = readAll(given);
  const [from, to] = months;
  const name = `compare-${[base, ...policies].map(({ variant }) => variant.name).join('-')}`.slice(0, 120);
  const settings = settingsFor(name, replicates * (policies.length + 1));
  const progress = await progressOn(terminal, 'compare', given.quiet ?? false);
  const comparison = await compareToFolder({
    ...settings,
    name,
    base,
    policies,
    outcomes,
    from,
    to,
    replicates,
    untilWidth,
    doubt,
    onProgress: progress.onProgress,
    onWait: progress.onWait,
    signal: terminal.signal,
  }).finally(progress.stop);
  if (given.json) printJson(terminal.out, asJson(comparison.effects));
  else tell(comparison, doubtWords(doubt), terminal);
  return EXIT_CODES.done;
}

function readAll(given: CompareArguments) {
  return allChecked((checks) => {
    const replicates = checks.make(
      () => wholeNumber('replicates', given.replicates, 2, MOST_REPLICATES) ?? DEFAULT_PAIRED_RUNS,
    );
    const untilWidth = checks.make(
      () => plainNumber('until-width', given['until-width'], 1e-9, 1e12) ?? null,
    );
    const base = checks.make(() => readReloadable(given.base, given, checks));
    const policies = readPolicies(given, base, checks);
    const doubt = checks.make(() =>
      readDoubt(given.uncertainty, () => ({ scenarios: [base(), ...policies()], runs: 'pairs' })),
    );
    const scenario = () => base().variant.scenario;
    const months = checks.make(() => windowOf(given, () => scenario().calendar));
    const outcomes = checks.make(() =>
      readOutcomes(given.outcome, scenario, undefined, () =>
        policies().map(({ variant }) => variant.scenario),
      ),
    );
    const settingsFor = checks.make(() => readSettings(given));
    return allRead({ replicates, untilWidth, base, policies, doubt, months, outcomes, settingsFor });
  });
}

/** At base's seed, in the same world, each with a name of its own. */
function readPolicies(given: CompareArguments, base: () => Reloadable, checks: Checks): () => Reloadable[] {
  const seed = given.seed ?? ifRead(base)?.variant.scenario.seed;
  const ofBase = seed === undefined ? given : { ...given, seed };
  const policies = given.policies.map((file) => {
    const policy = checks.make(() => readReloadable(file, ofBase, checks));
    checks.make(() => checkSameWorld(file, base().variant.scenario, policy().variant.scenario));
    return policy;
  });
  return checks.make(() => {
    const taken = new Set([base().variant.name]);
    return policies.map((policy) => renamed(policy(), ownName(policy().variant.name, taken)));
  });
}

function renamed(policy: Reloadable, name: string): Reloadable {
  return { ...policy, variant: { ...policy.variant, name } };
}

function ownName(name: string, taken: Set<string>): string {
  let own = name;
  for (let number = 2; taken.has(own); number++) own = `${name}-${number}`;
  taken.add(own);
  return own;
}

function checkSameWorld(file: string, base: Scenario, policy: Scenario): void {
  const told = (what: string, found: string, expected: string) =>
    new UsageMistake(file, {
      found: `${what} ${found}`,
      expected: `base's, ${expected}`,
      remedy: `let both say the same ${what}`,
    });
  if (policy.scale !== base.scale) throw told('scale', String(policy.scale), String(base.scale));
  const months = ({ calendar }: Scenario) => `${monthText(calendar.start)} to ${monthText(calendar.end)}`;
  if (months(policy) !== months(base)) throw told('calendar', months(policy), months(base));
}

/** Policies under which nobody moves otherwise, such as one that begins after the runs end: its zeros are no finding. */
function idle(effects: readonly Effect[]): string[] {
  const policies = effects.filter(({ movesChanged }) => movesChanged === 0).map(({ policy }) => policy);
  return [...new Set(policies)].map(
    (policy) => `${policy} changes no move in these runs: does what it changes begin before they end?`,
  );
}

function tell(
  { effects, folder, charts, manifest }: Comparison,
  parameters: string,
  { out }: Terminal,
): void {
  const paint = paintFor(out);
  const [{ from, to, over, replicates }] = effects as [Effect];
  print(out, paint('bold', `Policy less base, means over ${from} to ${to}`), '');
  const header = [
    'policy',
    'outcome',
    'difference',
    'Monte Carlo',
    '90% of pairs',
    "with mean's sign",
    'variance ratio',
    'moves changed',
  ];
  const rows = effects.map((effect) => [
    effect.policy,
    `${effect.outcome}, ${effect.unit}`,
    said(effect.difference),
    range(effect.monteCarloLow, effect.monteCarloHigh),
    range(effect.low, effect.high),
    effect.sameSign === null ? '–' : `${Math.round(100 * effect.sameSign)}%`,
    said(effect.varianceRatio),
    effect.movesChanged === null ? '–' : Math.round(effect.movesChanged).toLocaleString('en-GB'),
  ]);
  print(out, ...aligned([header, ...rows]), '');
  print(
    out,
    `Difference: mean of ${replicates} pairs of runs at the scenarios' own values.`,
    'Monte Carlo: bounds of that mean, which more runs would narrow; all hold together with 90%.',
    over === 'seeds'
      ? "90% of pairs, and the share with the mean's sign: of the same pairs."
      : `90% of pairs, and the share with the mean's sign: of further pairs, parameters ${parameters}; the mean need not lie in the range.`,
    'Variance ratio: independent seeds over paired ones. Moves changed: of simulated people, in one of the two runs only, about.',
    ...idle(effects),
    '',
    `Tables  ${folder}: comparison.md, comparison.csv, comparison.json, monthly.csv`,
    ...chartsLine(folder, charts),
    paint('dim', `${costText(manifest)}, ${Math.round(manifest.peakMemoryBytes / 1e6)} MB`),
  );
}
