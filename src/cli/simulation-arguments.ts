import { join } from 'node:path';
import { sharing } from '../experiments/differences.ts';
import type { PointRunner } from '../experiments/executor.ts';
import { endedAt } from '../experiments/until.ts';
import type { ExperimentSettings } from '../report/experiment.ts';
import { checkCanBeStore } from '../report/folder-owner.ts';
import type { Reloadable } from '../report/parameter-sets.ts';
import type { FolderSettings } from '../report/results-folder.ts';
import { pointsBeside } from '../runtime/point-store.ts';
import { checkedUrl, runOverQueue } from '../runtime/queue.ts';
import { runHere } from '../runtime/run-here.ts';
import { defaultWorkers, runInWorkers } from '../runtime/run-in-workers.ts';
import { isBaselineFile, openScenarioFile } from '../runtime/scenario-files.ts';
import { monthMeant, monthText } from '../scenario/dates.ts';
import type { ParsedScenario } from '../scenario/parse.ts';
import type { ShownValue } from '../scenario/provenance.ts';
import type { Month, Scenario } from '../scenario/scenario.ts';
import { refuseOutOfBounds } from './bounds.ts';
import { allChecked, type Checks, ifRead } from './checks.ts';
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
  /** All that was typed which says what is made. */
  words?: readonly string[];
}

/**
 * Reads a scenario and applies what the command line says; with its values as `show` gives them, and a way to read it again with
 * more settings. @param checks are told what is wrong with the options, without which the scenario is read then.
 * @param lastMonth where it ends when nothing is said, if its calendar goes so far: YYYY-MM. @throws UsageMistake, ScenarioError
 */
export function readReloadable(
  file: string,
  given: SimulationArguments,
  checks: Checks,
  lastMonth?: string,
): Reloadable {
  const seed = checks.sound(() => seedOf(given.seed));
  const scale = checks.sound(() => plainNumber('scale', given.scale, 0.001, 100));
  // What the command line says holds whatever is drawn.
  const set = [...(given.set ?? []), ...(scale === undefined ? [] : [`scale=${scale}`])];
  const open = checks.make(() => openScenarioFile(file, rootOf(given)));
  const read = checks.make(() => open()(set));
  const until = checks.sound(() => {
    if (given.until !== undefined) monthGiven('until', given.until, () => read().scenario.calendar);
    return given.until;
  });
  const variantOf = ({ scenario: { seed: own, ...others }, files }: ParsedScenario) => {
    const scenario = endedWhere({ ...others, seed: seed ?? own }, until, lastMonth);
    return { name: scenario.name, scenario, files, set };
  };
  const variant = variantOf(read());
  const { values } = read();
  checks.make(() => refuseOutOfBounds(variant.scenario, values, set));
  const ofBaseline = new Set(values.filter(isOfBaseline()).map(({ path }) => path));
  const reload = (settings: readonly string[]) => {
    const { scenario, ...others } = variantOf(open()([...settings, ...set]));
    return { ...others, scenario: sharing(variant.scenario, scenario) };
  };
  return { variant, values, ofBaseline, reload };
}

function endedWhere(scenario: Scenario, asked: string | undefined, lastMonth: string | undefined): Scenario {
  const { calendar } = scenario;
  const isShorter = lastMonth === undefined || lastMonth > monthText(calendar.end);
  const until = asked ?? (isShorter ? undefined : lastMonth);
  return until === undefined
    ? scenario
    : endedAt(
        scenario,
        monthGiven('until', until, () => calendar),
      );
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

type Settings = Omit<ExperimentSettings & FolderSettings, 'onProgress' | 'onWait' | 'signal'> & {
  workers: number;
};

/**
 * Where results and points go and how points are run, as every command that simulates has it.
 * @returns gives them for a name of the results, their default folder, and a number of points: no more workers are started.
 * @throws UsageMistake, SeveralMistakes
 */
export function readSettings(given: SimulationArguments): (name: string, points: number) => Settings {
  return allChecked((checks) => {
    checks.make(() => refuseUnnamed('out', given.out));
    checks.make(() => refuseUnnamed('points', given.points));
    const workersFor = checks.make(() => readWorkers(given.workers));
    const { queue, words } = given;
    const overQueue = checks.make(() =>
      queue === undefined ? {} : { runPoints: runOverQueue(checkedUrl(queue)) },
    );
    return (name, points) => {
      const folder = given.out ?? join('output', name);
      const store = pointsFolder(given.points, folder);
      if (store !== pointsBeside(folder)) checkCanBeStore(store, folder); // else the folder's own check says more
      return {
        folder,
        force: given.force ?? false,
        ...(words === undefined ? {} : { words }),
        points: store,
        fresh: given.fresh ?? false,
        ...workersFor()(points),
        ...overQueue(),
      };
    };
  });
}

/** @throws UsageMistake where a folder is said to be nothing. */
function refuseUnnamed(option: string, path: string | undefined): void {
  if (path === '') throw mistake(option, path, 'a folder', `name one, or leave --${option} away`);
}

/** How so many points are run: on this thread when one is enough. @throws UsageMistake */
export function readWorkers(
  given: string | undefined,
): (points: number) => { workers: number; runPoints: PointRunner } {
  const asked = wholeNumber('workers', given, 1, MOST_WORKERS) ?? defaultWorkers();
  return (points) => {
    const workers = Math.min(asked, points);
    return { workers, runPoints: workers > 1 ? runInWorkers(workers) : runHere };
  };
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

/**
 * A month of the calendar, which is not asked for where it makes no difference.
 * @param exampleOf what may be written, where that is more than a month. @throws UsageMistake
 */
export function monthGiven(
  option: string,
  text: string,
  calendar: () => Scenario['calendar'],
  exampleOf?: (calendar: Scenario['calendar']) => string,
): Month {
  const [, year, month] = /^(\d{4})-(0[1-9]|1[0-2])$/.exec(text) ?? [];
  const known = year === undefined ? ifRead(calendar) : calendar();
  const given = year === undefined ? Number.NaN : Number(year) * 12 + Number(month) - 1;
  if (known === undefined)
    throw mistake(option, text, 'a month, YYYY-MM', `write for example --${option} 2020-12`);
  const { start, end } = known;
  if (given >= start && given <= end) return given as Month;
  const meant = exampleOf === undefined ? monthMeant(text, option === 'until' || option === 'to') : undefined;
  const isWithin = meant !== undefined && meant >= monthText(start) && meant <= monthText(end);
  const example = exampleOf?.(known) ?? `--${option} ${monthText(end)}`;
  throw mistake(
    option,
    text,
    `a month, YYYY-MM, from ${monthText(start)} to ${monthText(end)}`,
    Number.isNaN(given) && isWithin
      ? `write --${option} ${meant}`
      : `write for example ${example}, or change the calendar in the scenario`,
  );
}

/** The months from `--from` to `--to`; unless told, those that are reported. @throws UsageMistake, SeveralMistakes */
export function windowOf(
  { from, to }: { from?: string; to?: string },
  calendar: () => Scenario['calendar'],
): [Month, Month] {
  const months = allChecked((checks) => {
    const begin = checks.make(() =>
      from === undefined ? calendar().reportFrom : monthGiven('from', from, calendar),
    );
    const end = checks.make(() => (to === undefined ? calendar().end : monthGiven('to', to, calendar)));
    return (): [Month, Month] => [begin(), end()];
  });
  const [first, last] = months();
  if (first > last)
    throw mistake('from', monthText(first), `a month up to ${monthText(last)}`, 'exchange --from and --to');
  return [first, last];
}
