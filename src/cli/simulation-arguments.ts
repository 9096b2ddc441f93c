import { join } from 'node:path';
import type { PointRunner } from '../experiments/executor.ts';
import { monthName } from '../experiments/plan.ts';
import { endedAt } from '../experiments/until.ts';
import type { ExperimentSettings } from '../report/experiment.ts';
import type { Reloadable } from '../report/parameter-sets.ts';
import type { FolderSettings } from '../report/results-folder.ts';
import { UsageMistake } from '../runtime/failures.ts';
import { pointsBeside } from '../runtime/point-store.ts';
import { runOverQueue } from '../runtime/queue.ts';
import { runHere } from '../runtime/run-here.ts';
import { defaultWorkers, runInWorkers } from '../runtime/run-in-workers.ts';
import { isBaselineFile, openScenarioFile } from '../runtime/scenario-files.ts';
import type { ParsedScenario } from '../scenario/parse.ts';
import type { ShownValue } from '../scenario/provenance.ts';
import type { Month, Scenario } from '../scenario/scenario.ts';
import { mistake, plainNumber, wholeNumber } from './options.ts';

/** A bound against a slip of the keyboard. */
const MOST_WORKERS = 1_000;

/** What `SCENARIO_OPTIONS` and `SIMULATION_OPTIONS` give, as typed on the command line. */
export interface ScenarioArguments {
  set?: string[];
  root?: string;
}
export interface SimulationArguments extends ScenarioArguments {
  seed?: string;
  scale?: string;
  until?: string;
  out?: string;
  workers?: string;
  queue?: string;
  points?: string;
  fresh?: boolean;
  json?: boolean;
  quiet?: boolean;
  force?: boolean;
}

/**
 * Reads a scenario and applies what the command line says; with its values as `show` gives them, and a way to read it again with
 * more settings. @param lastMonth where it ends when nothing is said, if its calendar goes so far: YYYY-MM. @throws UsageMistake, ScenarioError
 */
export function readReloadable(file: string, given: SimulationArguments, lastMonth?: string): Reloadable {
  const open = openScenarioFile(file, rootOf(given));
  const resolve = (settings: readonly string[]) => readWith(open, given, settings, lastMonth);
  const { variant, values } = resolve([]);
  const ofBaseline = new Set(values.filter(isOfBaseline()).map(({ path }) => path));
  return { variant, values, ofBaseline, reload: (settings) => resolve(settings).variant };
}

/** Whether a value stands in the baseline's own file; the disk is asked once a file. */
function isOfBaseline(): (value: ShownValue) => boolean {
  const known = new Map<string, boolean>();
  return ({ origin }) => {
    if (typeof origin === 'string') return false;
    if (!known.has(origin.file)) known.set(origin.file, isBaselineFile(origin.file));
    return known.get(origin.file)!;
  };
}

function readWith(
  resolve: (settings: readonly string[]) => ParsedScenario,
  given: SimulationArguments,
  settings: readonly string[],
  lastMonth: string | undefined,
) {
  const seed = seedOf(given.seed);
  const scale = plainNumber('scale', given.scale, 0.001, 100);
  // What the command line says holds whatever is drawn.
  const set = [...(given.set ?? []), ...(scale === undefined ? [] : [`scale=${scale}`])];
  const loaded = resolve([...settings, ...set]);
  const seeded = { ...loaded.scenario, seed: seed ?? loaded.scenario.seed };
  const { calendar } = seeded;
  const isShorter = lastMonth === undefined || lastMonth > monthName(calendar.end);
  const until = given.until ?? (isShorter ? undefined : lastMonth);
  const scenario = until === undefined ? seeded : endedAt(seeded, monthGiven('until', until, calendar));
  return { variant: { name: scenario.name, scenario, files: loaded.files, set }, values: loaded.values };
}

/**
 * Where results and points go and how points are run, as every command that simulates has it.
 * @param name of the results; their default folder. @param points how many there are: no more workers are started.
 * @throws UsageMistake
 */
export function readSettings(
  given: SimulationArguments,
  name: string,
  points: number,
): Omit<ExperimentSettings & FolderSettings, 'onProgress' | 'onWait' | 'signal'> & { workers: number } {
  const folder = given.out ?? join('output', name);
  if (folder === '') throw mistake('out', folder, 'a folder', 'name one, or leave --out away');
  if (given.points === '') throw mistake('points', '', 'a folder', 'name one, or leave --points away');
  return {
    folder,
    force: given.force ?? false,
    points: pointsFolder(given.points, folder),
    fresh: given.fresh ?? false,
    ...readWorkers(given.workers, points),
    ...(given.queue === undefined ? {} : { runPoints: runOverQueue(given.queue) }),
  };
}

/** How so many points are run: on this thread when one is enough. @throws UsageMistake */
export function readWorkers(
  given: string | undefined,
  points: number,
): { workers: number; runPoints: PointRunner } {
  const asked = wholeNumber('workers', given, 1, MOST_WORKERS) ?? defaultWorkers();
  const workers = Math.min(asked, points);
  return { workers, runPoints: workers > 1 ? runInWorkers(workers) : runHere };
}

/** The point store that is meant: as said, by the environment, or beside the results. */
export function pointsFolder(given: string | undefined, results: string): string {
  const { TALENTFLOW_POINTS: fromEnvironment = '' } = process.env;
  return given ?? (fromEnvironment === '' ? pointsBeside(results) : fromEnvironment);
}

/** For `loadScenario`, to which an absent root and an undefined one are not the same. */
export const rootOf = ({ root }: ScenarioArguments): { root?: string } =>
  root === undefined ? {} : { root };

function seedOf(seed: string | undefined): string | undefined {
  if (seed === '') throw mistake('seed', seed, 'any text but none', 'write for example --seed 2');
  return seed;
}

/** A month of the calendar. @throws UsageMistake */
export function monthGiven(option: string, text: string, { start, end }: Scenario['calendar']): Month {
  const [, year, month] = /^(\d{4})-(0[1-9]|1[0-2])$/.exec(text) ?? [];
  const given = year === undefined ? Number.NaN : Number(year) * 12 + Number(month) - 1;
  if (given >= start && given <= end) return given as Month;
  throw new UsageMistake(`--${option}`, {
    found: JSON.stringify(text),
    expected: `a month, YYYY-MM, from ${monthName(start)} to ${monthName(end)}`,
    remedy: `write for example --${option} ${monthName(end)}, or change the calendar in the scenario`,
  });
}

/** The months from `--from` to `--to`; unless told, those that are reported. @throws UsageMistake */
export function windowOf(
  { from, to }: { from?: string; to?: string },
  { calendar }: Scenario,
): [Month, Month] {
  const first = from === undefined ? calendar.reportFrom : monthGiven('from', from, calendar);
  const last = to === undefined ? calendar.end : monthGiven('to', to, calendar);
  if (first > last)
    throw mistake('from', monthName(first), `a month up to ${monthName(last)}`, 'exchange --from and --to');
  return [first, last];
}
