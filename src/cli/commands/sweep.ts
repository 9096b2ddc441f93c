import type { Argv } from 'yargs';
import {
  type Axis,
  type Cell,
  cellsAt,
  DESIGNS,
  type Design,
  gridCells,
  latinHypercube,
  MOST_SOBOL_DIMENSIONS,
  sobol,
  valuesOf,
} from '../../experiments/designs.ts';
import { firstReplicates } from '../../experiments/plan.ts';
import { type Listening, oneByOne } from '../../report/one-by-one.ts';
import { doubtWords, type Reloadable } from '../../report/parameter-sets.ts';
import { digitsApart, said } from '../../report/said.ts';
import { type Sweep, sweepAsJson, sweepToFolder } from '../../report/sweep-to-folder.ts';
import { UsageMistake } from '../../runtime/failures.ts';
import { monthText } from '../../scenario/dates.ts';
import { Mistakes } from '../../scenario/mistakes.ts';
import type { Month, Scenario } from '../../scenario/scenario.ts';
import { type Place, ScenarioError } from '../../scenario/scenario-error.ts';
import { aligned } from '../aligned.ts';
import { axesOf, heldBy } from '../axes.ts';
import { refuseOutOfBounds } from '../bounds.ts';
import { allChecked, allCheckedSlowly, allRead, toldWhereWritten } from '../checks.ts';
import { MOST_CELLS, readDesignFile, withoutUndefined } from '../design-file.ts';
import { examples } from '../examples.ts';
import { EXIT_CODES } from '../exit-codes.ts';
import {
  MOST_REPLICATES,
  mistake,
  oneOfWords,
  resultsIn,
  SIMULATION_OPTIONS,
  WINDOW_OPTIONS,
  wholeNumber,
} from '../options.ts';
import { readOutcomes } from '../outcomes.ts';
import { progressOn } from '../progress.ts';
import { chartsLine, costText } from '../results-lines.ts';
import { readReloadable, readSettings, type SimulationArguments, windowOf } from '../simulation-arguments.ts';
import { paintFor, print, printJson, type Terminal } from '../terminal.ts';
import { readDoubt, UNCERTAINTY_OPTION } from '../uncertainty.ts';

/** Runs of a cell unless told otherwise: enough to see whether two cells differ by more than chance. */
const DEFAULT_REPLICATES = 4;
/** A power of two, as Sobol's sequence likes it. */
const DEFAULT_CELLS = 64;
const MOST_CELLS_SHOWN = 40;

interface SweepArguments extends SimulationArguments {
  scenario?: string;
  over?: string[];
  design?: string;
  cells?: string;
  file?: string;
  replicates?: string;
  outcome?: string[];
  from?: string;
  to?: string;
  uncertainty?: string;
}

export const command = 'sweep [scenario]';
export const describe = 'Outcomes over values of any parameters';

export const builder = (yargs: Argv) =>
  yargs
    .positional('scenario', { type: 'string', describe: 'scenario file; default: talentflow:baseline' })
    .options({
      ...SIMULATION_OPTIONS,
      ...resultsIn('sweep-<name>'),
      over: {
        type: 'array',
        string: true,
        nargs: 1,
        describe: 'path=a,b,c or path=from:to:steps; repeat for several parameters',
      },
      design: { type: 'string', requiresArg: true, describe: `${DESIGNS.join(', ')}; default: grid` },
      cells: {
        type: 'string',
        requiresArg: true,
        describe: `cells of sobol and latin-hypercube; default: ${DEFAULT_CELLS}`,
      },
      file: {
        type: 'string',
        requiresArg: true,
        describe:
          'a design in YAML that says scenario, over, design, cells, replicates, outcomes, from, to, uncertainty',
      },
      replicates: {
        type: 'string',
        requiresArg: true,
        describe: `runs of each cell; default: ${DEFAULT_REPLICATES}`,
      },
      outcome: {
        type: 'array',
        string: true,
        nargs: 1,
        describe: 'what is looked at, as in compare; repeat for several',
      },
      ...WINDOW_OPTIONS,
      ...UNCERTAINTY_OPTION,
    })
    .epilogue(
      examples(
        ['talentflow sweep my-market.yaml --over choice.elasticity=2:8:4', 'four values of one parameter'],
        [
          'talentflow sweep my-market.yaml --over choice.elasticity=2:8 --over people.looks-per-month=0.02:0.1 --design sobol --cells 128',
          'two parameters, 128 points',
        ],
        ['talentflow sweep --file design.yaml', 'a design that can be shared'],
      ),
    );

export async function handler(typed: SweepArguments, terminal: Terminal): Promise<number> {
  const file = typed.file === undefined ? undefined : readDesignFile(typed.file, typed);
  const given = { ...file?.says, ...withoutUndefined(typed) };
  const progress = await progressOn(terminal, 'sweep', given.quiet ?? false);
  const listening = { onProgress: progress.onProgress, signal: terminal.signal };
  const places = typed.over === undefined ? (file?.axes ?? []) : [];
  const untyped = [...(file?.places ?? [])].filter(
    ([key]) => typed[key as keyof SweepArguments] === undefined,
  );
  const { replicates, design, axes, base, cells, months, outcomes, doubt, settingsFor } = await readAll(
    given,
    places,
    listening,
  )
    .catch((error) => {
      throw toldWhereWritten(error, new Map(untyped));
    })
    .finally(progress.stop);
  const [from, to] = months;
  const paths = axes.map(({ path }) => path);
  const name = `sweep-${base.variant.name}`;
  const settings = settingsFor(name, replicates.length * cells.length);
  const sweep = await sweepToFolder({
    ...settings,
    name,
    paths,
    cells,
    doubt,
    design,
    outcomes,
    from,
    to,
    replicates,
    ...listening,
    onWait: progress.onWait,
  }).finally(progress.stop);
  if (given.json) printJson(terminal.out, sweepAsJson(paths, sweep.results));
  else tell(sweep, paths, doubtWords(doubt), terminal);
  return EXIT_CODES.done;
}

/** @param places where a file says the paths; none of `--over`. @throws SeveralMistakes, or the one there is; Interrupted */
function readAll(given: SweepArguments, places: readonly Place[], listening: Listening) {
  return allCheckedSlowly(async (checks) => {
    const runs = checks.make(() => wholeNumber('replicates', given.replicates, 1, MOST_REPLICATES));
    const replicates = checks.make(() => firstReplicates(runs() ?? DEFAULT_REPLICATES));
    const design = checks.make(() => oneOfWords('design', given.design, DESIGNS) ?? 'grid');
    const count = checks.make(() => wholeNumber('cells', given.cells, 2, MOST_CELLS));
    const axes = checks.make(() => readAxes(given, design()));
    const base = checks.make(() => readReloadable(given.scenario ?? 'talentflow:baseline', given, checks));
    const scenario = () => base().variant.scenario;
    const cells = await checks.makeSlowly(async () => {
      const values = cellsOf(axes(), design(), count(), scenario().seed);
      const paths = axes().map(({ path }) => path);
      return readCells(base(), paths, values, { places, listening });
    });
    const months = checks.make(() => windowOf(given, () => sharedCalendar(cells())));
    const outcomes = checks.make(() => readOutcomes(given.outcome, scenario));
    const doubt = checks.make(() =>
      readDoubt(given.uncertainty, () => ({
        scenarios: [base()],
        runs: replicates().length > 1 ? 'several' : 'one',
      })),
    );
    const settingsFor = checks.make(() => readSettings(given));
    return allRead({ replicates, design, axes, base, cells, months, outcomes, doubt, settingsFor });
  });
}

/** @throws UsageMistake, SeveralMistakes */
function readAxes(given: SweepArguments, design: Design): Axis[] {
  const axes = allChecked((checks) =>
    axesOf(given.over ?? [], design, heldBy(given), (told) => checks.add(told)),
  );
  if (axes.length > 0) return axes;
  throw new UsageMistake('talentflow sweep', {
    found: 'no --over',
    expected: 'a parameter and its values',
    remedy: 'write for example --over choice.elasticity=2:8:4',
  });
}

/**
 * The scenario of each cell. @param places where a file says the paths; none of `--over`.
 * @throws ScenarioError with the mistakes of all cells, each where the user wrote it; Interrupted
 */
async function readCells(
  base: Reloadable,
  paths: readonly string[],
  cells: readonly Cell[],
  { places, listening }: { places: readonly Place[]; listening: Listening },
): Promise<Reloadable[]> {
  const mistakes = new Mistakes();
  const told = new Set<string>();
  const readCell = (cell: Cell): Reloadable[] => {
    try {
      const read = cellOf(base, paths, cell);
      refuseOutOfBounds(read.variant.scenario, base.values, settingsOf(paths, cell));
      return [read];
    } catch (error) {
      if (!(error instanceof ScenarioError)) throw error;
      const set = settingsOf(paths, cell);
      for (const { place, path, found, expected, remedy } of error.mistakes) {
        const axis = 'set' in place ? set.indexOf(place.set) : -1;
        const written = axis < 0 ? place : (places[axis] ?? { set: set[axis]!, option: '--over' as const });
        const isOfPath = axis >= 0 && told.has(`${path} ${found} ${remedy}`);
        told.add(`${path} ${found} ${remedy}`); // a path that is not there is so whatever its values
        if (!isOfPath) mistakes.add(written, path, found, expected, remedy);
      }
      return [];
    }
  };
  const read = await oneByOne(cells, readCell, listening, 'cells');
  mistakes.throwIfAny(base.variant.files, []);
  return read.flat();
}

const settingsOf = (paths: readonly string[], cell: Cell): string[] =>
  paths.map((path, at) => `${path}=${cell[at]!}`);

/** The scenario of a cell, whose values hold whatever is drawn. */
function cellOf(base: Reloadable, paths: readonly string[], cell: Cell): Reloadable {
  const set = settingsOf(paths, cell);
  const reload = (settings: readonly string[]) => ({ ...base.reload([...settings, ...set]), set });
  return { ...base, variant: { ...reload([]), name: set.join(', ') }, reload };
}

/** The months that all cells have: means over other months of some cells would be told as if they were of the same. @throws UsageMistake */
function sharedCalendar(cells: readonly Reloadable[]): Scenario['calendar'] {
  const calendars = cells.map(({ variant }) => variant.scenario.calendar);
  const start = Math.max(...calendars.map((calendar) => calendar.start)) as Month;
  const reportFrom = Math.max(...calendars.map((calendar) => calendar.reportFrom)) as Month;
  const end = Math.min(...calendars.map((calendar) => calendar.end)) as Month;
  if (reportFrom <= end) return { ...calendars[0]!, start, reportFrom, end };
  throw mistake(
    'over',
    `a cell that begins to report in ${monthText(reportFrom)}, and one that ends in ${monthText(end)}`,
    'cells that have months in common',
    'leave one of the two values out',
  );
}

function cellsOf(axes: readonly Axis[], design: Design, asked: number | undefined, seed: string): Cell[] {
  if (design === 'grid') {
    if (asked !== undefined)
      throw mistake(
        'cells',
        String(asked),
        'a grid’s own number of cells',
        'leave --cells out, or choose --design sobol',
      );
    const count = axes.reduce((product, axis) => product * valuesOf(axis).length, 1);
    if (count <= MOST_CELLS) return gridCells(axes);
    throw mistake('over', `${count} cells`, `at most ${MOST_CELLS}`, 'take fewer steps, or --design sobol');
  }
  const count = asked ?? DEFAULT_CELLS;
  refuseAllThereIs(axes, design, count);
  if (design === 'latin-hypercube') return differing(cellsAt(axes, latinHypercube(count, axes.length, seed)));
  if (axes.length > MOST_SOBOL_DIMENSIONS)
    throw mistake(
      'over',
      `${axes.length} parameters`,
      `at most ${MOST_SOBOL_DIMENSIONS} with sobol`,
      'choose --design latin-hypercube',
    );
  return differing(cellsAt(axes, sobol(count, axes.length)));
}

/** Where lists alone have no more combinations than cells are asked for, a grid has each of them once. @throws UsageMistake */
function refuseAllThereIs(axes: readonly Axis[], design: Design, count: number): void {
  if (!axes.every((axis) => 'values' in axis)) return;
  const combinations = axes.reduce((product, axis) => product * valuesOf(axis).length, 1);
  if (combinations > count) return;
  throw mistake(
    'design',
    design,
    `a range, path=from:to, or more than ${combinations} combinations of values for ${count} cells`,
    'leave --design and --cells out: a grid has each combination once',
  );
}

/** Each cell once: values of lists may meet again, and would be told as if they were different. */
const differing = (cells: readonly Cell[]): Cell[] => [
  ...new Map(cells.map((cell) => [cell.join('\n'), cell])).values(),
];

function tell(
  { results, folder, charts, manifest }: Sweep,
  paths: readonly string[],
  parameters: string,
  { out }: Terminal,
): void {
  const paint = paintFor(out);
  const shown = results.slice(0, MOST_CELLS_SHOWN);
  const header = ['outcome', ...paths, 'mean', 'Monte Carlo error'];
  const digitsOf = (asked: string) =>
    digitsApart(shown.filter(({ outcome }) => outcome === asked).map(({ mean }) => mean));
  const rows = shown.map(({ cell, outcome, unit, mean, monteCarloError }) => [
    `${outcome}, ${unit}`,
    ...cell,
    said(mean, digitsOf(outcome)),
    said(monteCarloError),
  ]);
  const more =
    results.length > shown.length ? [`  and ${results.length - shown.length} more in sweep.csv`] : [];
  const shared =
    new Set(results.map(({ cell }) => cell.join())).size > 1
      ? ['All cells have the same seeds, so that chance moves their differences less than their means.']
      : [];
  print(out, ...aligned([header, ...rows]), ...more, '', `Parameters ${parameters}.`, ...shared);
  print(
    out,
    `Tables  ${folder}: sweep.csv, sweep.json`,
    ...chartsLine(folder, charts),
    paint('dim', costText(manifest)),
  );
}
