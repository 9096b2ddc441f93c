import type { Argv } from 'yargs';
import { CauseMistake, checkCauses, eachAsACause, hasCauses, type Window } from '../../experiments/causes.ts';
import type { DecomposedOutcome, DecompositionResults } from '../../experiments/decomposition-results.ts';
import { type Decomposed, decomposeToFolder, simulationsOf } from '../../report/decompose-to-folder.ts';
import {
  asJson,
  biasWords,
  meansSaid,
  notToldApart,
  printedRows,
} from '../../report/decomposition-tables.ts';
import { type CausesFile, readCausesFile, SHIPPED_CAUSES } from '../../runtime/causes-file.ts';
import { UsageMistake } from '../../runtime/failures.ts';
import { monthText } from '../../scenario/dates.ts';
import type { Month, Scenario } from '../../scenario/scenario.ts';
import { aheadLines, firstLines } from '../ahead.ts';
import { aligned } from '../aligned.ts';
import { allChecked, allRead, toldWhereWritten } from '../checks.ts';
import { examples } from '../examples.ts';
import { EXIT_CODES } from '../exit-codes.ts';
import { mistake, plainNumber, resultsIn, SIMULATION_OPTIONS, wholeNumber } from '../options.ts';
import { readOutcomes } from '../outcomes.ts';
import { progressOn } from '../progress.ts';
import { chartsLine, costText } from '../results-lines.ts';
import {
  monthGiven,
  readReloadable,
  readSettings,
  type SimulationArguments,
} from '../simulation-arguments.ts';
import { paintFor, print, printJson, type Terminal } from '../terminal.ts';
import { readDoubt, UNCERTAINTY_OPTION } from '../uncertainty.ts';

/** Enough for a 90% range over sets that one set more hardly moves. */
const DEFAULT_SETS = 30;
const MOST_SETS = 1_000;
/** Four times the people halve the chance in a run: enough to see a bias that matters. */
const LARGER = 4;

interface DecomposeArguments extends SimulationArguments {
  scenario?: string;
  outcome?: string[];
  between?: string[];
  reference?: string[];
  sets?: string;
  causes?: string;
  uncertainty?: string;
  'larger-scale'?: string;
}

export const command = 'decompose [scenario]';
export const describe = 'What drove a change between two periods, cause by cause and motive by motive';

export const builder = (yargs: Argv) =>
  yargs
    .positional('scenario', { type: 'string', describe: 'scenario file; default: talentflow:baseline' })
    .options({
      ...SIMULATION_OPTIONS,
      ...resultsIn('decompose-<name>'),
      outcome: {
        type: 'array',
        string: true,
        nargs: 1,
        describe: 'what changed, as in compare; default: net-flow; repeat for several',
      },
      between: {
        string: true,
        nargs: 2,
        describe: 'two periods, YYYY-MM:YYYY-MM YYYY-MM:YYYY-MM; default: those of the causes file',
      },
      reference: {
        type: 'array',
        string: true,
        nargs: 1,
        describe:
          'months at whose mean a cause is held when it is off, YYYY-MM:YYYY-MM; repeat for several; default: those of the causes file',
      },
      causes: {
        type: 'string',
        requiresArg: true,
        describe:
          "YAML that says which drivers and events are one cause; default: the baseline's (evidence/causes.yaml), or each for itself",
      },
      sets: {
        type: 'string',
        requiresArg: true,
        describe: `parameter sets, each with a seed of its own; default: ${DEFAULT_SETS}`,
      },
      ...UNCERTAINTY_OPTION,
      'larger-scale': {
        type: 'string',
        requiresArg: true,
        describe: `scale at which a few sets are run again, to show what --scale does; none: not at all; default: ${LARGER} times the scale, to 1`,
      },
    })
    .epilogue(
      examples(
        ['talentflow decompose --scale 0.05', 'the reversal, over thirty parameter sets: an hour or more'],
        [
          'talentflow decompose --scale 0.05 --sets 4 --reference 2021-12:2022-11',
          'the same, roughly, off in one way',
        ],
        [
          'talentflow decompose my-market.yaml --outcome stock:rich --between 2021-01:2021-12 2022-01:2022-12',
          'a market of your own, each driver and event a cause; or --causes my-causes.yaml',
        ],
      ),
    );

export async function handler(given: DecomposeArguments, terminal: Terminal): Promise<number> {
  const { sets, base, file, between, references, largerScale, outcomes, doubt, settingsFor } = readAll(given);
  const { scenario } = base.variant;
  const [before, after] = between;
  const name = `decompose-${scenario.name}`;
  const runs = { sets, causes: file.causes, references, largerScale };
  const settings = settingsFor(name, simulationsOf(runs));
  const isQuiet = given.quiet ?? false;
  const progress = await progressOn(terminal, 'decompose', isQuiet);
  const needed = Math.max(before.last, after.last, ...references.map(({ last }) => last)) as Month;
  const until = given.until === undefined ? needed : scenario.calendar.end;
  const decomposed = await decomposeToFolder({
    ...settings,
    ...runs,
    name,
    base,
    outcomes,
    before,
    after,
    until,
    doubt,
    onFirst: (points) => isQuiet || print(terminal.err, ...firstLines(points)),
    onAhead: (ahead) =>
      isQuiet || print(terminal.err, ...aheadLines(ahead, until - scenario.calendar.start + 1, scenario)),
    onProgress: progress.onProgress,
    onWait: progress.onWait,
    signal: terminal.signal,
  }).finally(progress.stop);
  if (given.json) printJson(terminal.out, asJson(resultsOnly(decomposed)));
  else tell(decomposed, terminal);
  return EXIT_CODES.done;
}

function readAll(given: DecomposeArguments) {
  return allChecked((checks) => {
    const sets = checks.make(() => wholeNumber('sets', given.sets, 1, MOST_SETS) ?? DEFAULT_SETS);
    const base = checks.make(() => readReloadable(given.scenario ?? 'talentflow:baseline', given, checks));
    const scenario = () => base().variant.scenario;
    const calendar = () => scenario().calendar;
    const file = checks.make(() => readCauses(given.causes, scenario()));
    const between = checks.make(() =>
      asSaid(given.between, file, ['between', 'between'], (periods) => readBetween(periods, calendar)),
    );
    const references = checks.make(() =>
      asSaid(given.reference, file, ['reference', 'references'], (periods) =>
        readReferences(periods, calendar, () => between()[0]),
      ),
    );
    const largerScale = checks.make(() => readLargerScale(given['larger-scale'], () => scenario().scale));
    const outcomes = checks.make(() => readOutcomes(given.outcome, scenario, 1));
    const doubt = checks.make(() =>
      readDoubt(given.uncertainty, () => ({ scenarios: [base()], runs: 'pairs' })),
    );
    const settingsFor = checks.make(() => readSettings(given));
    return allRead({ sets, base, file, between, references, largerScale, outcomes, doubt, settingsFor });
  });
}

/** @throws UsageMistake */
function readCauses(given: string | undefined, scenario: Scenario): CausesFile {
  if (given !== undefined) return readCausesFile(given, scenario);
  const shipped = readCausesFile(SHIPPED_CAUSES());
  if (hasCauses(shipped.causes, scenario)) return shipped;
  const causes = eachAsACause(scenario);
  try {
    checkCauses(causes, scenario);
  } catch (error) {
    if (!(error instanceof CauseMistake)) throw error;
    throw new UsageMistake(`${scenario.name}  ${error.message}`, error);
  }
  return { causes, between: undefined, references: undefined, places: new Map() };
}

/** Periods that were typed, or the file's. @throws as `read`, with the file's place where it says them */
function asSaid<T>(
  typed: readonly string[] | undefined,
  file: () => CausesFile,
  [option, key]: readonly ['between', 'between'] | readonly ['reference', 'references'],
  read: (periods: readonly string[] | undefined) => T,
): T {
  if (typed !== undefined) return read(typed);
  const place = file().places.get(key);
  try {
    return read(file()[key]);
  } catch (error) {
    throw place === undefined ? error : toldWhereWritten(error, new Map([[option, place]]));
  }
}

const EXAMPLE = '2019-01:2022-11';

type Calendar = () => Scenario['calendar'];

/** A period that is written right: all of the calendar. */
const wholeOf = ({ start, end }: Scenario['calendar']) => `${monthText(start)}:${monthText(end)}`;

/** @throws UsageMistake, SeveralMistakes */
function windowGiven(option: string, text: string, calendar: Calendar): Window {
  const [from, to, ...more] = text.split(':');
  if (from === undefined || to === undefined || more.length > 0)
    throw mistake(option, text, 'a period, YYYY-MM:YYYY-MM', `write for example ${EXAMPLE}`);
  const window = allChecked((checks) => {
    const first = checks.make(() => monthGiven(option, from, calendar, wholeOf));
    const last = checks.make(() => monthGiven(option, to, calendar, wholeOf));
    return allRead({ first, last });
  });
  if (window.first > window.last)
    throw mistake(option, text, 'a period that ends after it begins', `write ${to}:${from}`);
  return window;
}

function readBetween(given: readonly string[] | undefined, calendar: Calendar): [Window, Window] {
  if (given?.length !== 2)
    throw mistake(
      'between',
      (given ?? []).join(' '),
      'two periods',
      `write for example --between ${EXAMPLE} 2022-12:2023-08`,
    );
  return windowsGiven('between', given, calendar) as [Window, Window];
}

const windowsGiven = (option: string, given: readonly string[], calendar: Calendar): Window[] =>
  allChecked((checks) => {
    const windows = given.map((text) => checks.make(() => windowGiven(option, text, calendar)));
    return windows.map((window) => window());
  });

function readReferences(
  given: readonly string[] | undefined,
  calendar: Calendar,
  before: () => Window,
): readonly Window[] {
  if (given === undefined) return [before()];
  const twice = given.find((text, at) => given.indexOf(text) !== at);
  if (twice !== undefined) throw mistake('reference', twice, 'each period once', 'leave the second out');
  return windowsGiven('reference', given, calendar);
}

function readLargerScale(given: string | undefined, scaleOf: () => number): number | null {
  if (given === 'none') return null;
  const asked = plainNumber('larger-scale', given, 0.001, 100);
  const scale = scaleOf();
  if (asked === undefined) return scale < 1 ? Math.min(1, LARGER * scale) : null;
  if (asked > scale) return asked;
  throw mistake('larger-scale', given!, `more than the scale, ${scale}, or none`, 'write a larger number');
}

function resultsOnly({ charts: _, folder, manifest: __, ...results }: Decomposed) {
  return { results: folder, ...results };
}

function tell(decomposed: Decomposed, { out }: Terminal): void {
  const { outcomes, leaving, bias, folder, charts, manifest } = decomposed;
  const paint = paintFor(out);
  const tables = manifest.files.map(({ path }) => path).filter((path) => !path.startsWith('charts/'));
  for (const one of outcomes) print(out, ...outcomeLines(one, paint), '');
  if (leaving !== null) {
    const { from, unit, parts, whole } = leaving;
    const means = meansSaid(leaving);
    const heading = `Leaving ${from}, ${unit}: from ${means.before} to ${means.after}`;
    print(out, paint('bold', heading), ...partLines(parts, whole), '');
  }
  if (bias.length > 0) print(out, 'What the scale does:', ...bias.map((one) => `  ${biasWords(one)}`), '');
  print(
    out,
    `${decomposed.sets === 1 ? 'Of' : 'Mean and 90% of'} ${setsWords(decomposed)}. Parts add up to the whole change as printed.`,
    'Monte Carlo: standard error of the mean, which more sets would lessen.',
    '',
    `Tables  ${folder}: ${tables.join(', ')}`,
    ...chartsLine(folder, charts),
    paint('dim', costText(manifest)),
  );
}

const setsWords = ({ sets, parameters }: DecompositionResults) =>
  `${sets} ${sets === 1 ? 'set' : 'sets'}, parameters ${parameters}`;

function outcomeLines(one: DecomposedOutcome, paint: ReturnType<typeof paintFor>): string[] {
  const { title, unit, before, after, reference, parts, whole } = one;
  const means = meansSaid(one);
  return [
    paint('bold', `${title}, ${unit}`),
    `${means.before} in ${before.from} to ${before.to}, ${means.after} in ${after.from} to ${after.to}; off: mean of ${reference.from} to ${reference.to}`,
    ...partLines(parts, whole),
    ...notToldApart(one).map((sentence) => `  ${sentence}`),
  ];
}

function partLines(parts: DecomposedOutcome['parts'], whole: DecomposedOutcome['whole']): string[] {
  const isNothing = ({ bySet }: (typeof parts)[number]) => bySet.every((part) => part === 0);
  const header = ['part', 'mean', '90% of sets', 'Monte Carlo', 'same sign'];
  const moved = parts.filter((part) => !isNothing(part));
  const rows = printedRows(moved, whole).map((row) => [
    row.label,
    row.part,
    row.range,
    row.error,
    row.sameSign,
  ]);
  const nothing = parts.filter(isNothing).map(({ label }) => label);
  return [
    ...aligned([header, ...rows]),
    ...(nothing.length === 0 ? [] : [`  nothing in any set: ${nothing.join(', ')}`]),
  ];
}
