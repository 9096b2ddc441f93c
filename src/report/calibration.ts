import * as z from 'zod';
import {
  type Calibrated,
  calibrate,
  type Effort,
  type Figures,
  type Problem,
  type WaveTold,
} from '../experiments/calibrate/calibrate.ts';
import type { Findings } from '../experiments/calibrate/findings.ts';
import type { FreeParameter } from '../experiments/calibrate/parameters.ts';
import { binsFor, chanceOfEven, type Planted, plantAndAsk } from '../experiments/calibrate/planted.ts';
import type { CubePoint } from '../experiments/calibrate/sampling.ts';
import {
  bestOf,
  correlationsOf,
  figuresAfter,
  parametersAfter,
  spreadOf,
  type Trial,
  trialOf,
} from '../experiments/calibrate/summaries.ts';
import type { Target } from '../experiments/calibrate/targets.ts';
import { type Posterior, posteriorText } from '../experiments/posterior.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { calibrationAsJson, calibrationTables } from './calibration-tables.ts';
import { csvFile, jsonFile, type TextFile } from './text-files.ts';

/** What a calibration was asked, as its manifest says it. */
export const CALIBRATION_SETTINGS = z.strictObject({
  /** People a person in the waves, and at the size that counts. */
  scale: z.number(),
  fullScale: z.number(),
  waves: z.int().min(1),
  /** Runs of a wave. */
  points: z.int().min(1),
  particles: z.int().min(1),
  sets: z.int().min(1),
  /** At full size, to measure what the reduced scale does. */
  fullRuns: z.int().min(0),
  /** Sets tried at full size for the best, beside the scenario's own values; and runs of each. */
  candidates: z.int().min(0),
  trialRuns: z.int().min(1),
  /** How many parameter sets were planted and asked for back; null: none, the facts were fitted. */
  plant: z.int().min(1).nullable(),
  /** As it could be typed again. */
  typed: z.string(),
  /** What stood in the scenario where the free priors say so, by path. */
  numbers: z.record(z.string(), z.number()),
  /** SHA-256 of each file that was read, by its path in the folder of evidence. */
  evidence: z.record(z.string(), z.string()),
});
export type CalibrationSettings = z.infer<typeof CALIBRATION_SETTINGS>;
/** How much is run. */
export type CalibrationEffort = Omit<CalibrationSettings, 'plant' | 'typed' | 'numbers' | 'evidence'>;

/** Gives the figures of the targets: by simulating, or from runs that are there. */
export interface ObservesRuns {
  /** One run with each of the settings. Figures are null where a run gives none. */
  observe(
    settings: readonly (readonly string[])[],
    replicates: readonly number[],
    scale: number,
  ): Promise<Figures[]>;
}

/** What is fitted to what, and with how much effort. */
export interface CalibrationTask {
  /** As it is, before anything is fitted. */
  readonly scenario: Scenario;
  readonly parameters: readonly FreeParameter[];
  readonly targets: readonly Target[];
  readonly effort: CalibrationEffort;
}

export interface Calibration extends Findings {
  readonly posterior: Posterior;
}

/** What the first trials are called; the others are sets of the sample. */
const TRIED = ['as it was', 'centre of the sets'];

/** Fits the free parameters to the targets. The same task and figures give the same. */
export async function calibration(
  task: CalibrationTask,
  runs: ObservesRuns,
  onWave?: (told: WaveTold) => void,
): Promise<Calibration> {
  const { parameters, targets, effort } = task;
  const calibrated = await calibrate(problemOf(task, runs), effortOf(task), onWave);
  const tried = [calibrated.centre, ...calibrated.sets.slice(0, effort.candidates)];
  const trials = await trialsAt(task, runs, [
    [],
    ...tried.map((point) => settingsOfPoint(parameters, point)),
  ]);
  const best = bestOf(trials);
  return {
    targets,
    freeParameters: parameters,
    calibrated,
    parameters: parametersAfter(parameters, calibrated.sets),
    figures: figuresAfter(targets, calibrated.waves),
    correlations: correlationsOf(parameters, calibrated.sets),
    trials,
    best,
    posterior: posteriorOf(parameters, calibrated, best),
  };
}

/** @param made the command and the version that made it, for a reader of the file who wants to make it again. */
export function calibrationFiles(
  { scenario }: Pick<CalibrationTask, 'scenario'>,
  found: Calibration,
  made: { readonly typed: string; readonly version: string },
): TextFile[] {
  const { posterior, parameters, targets } = found;
  const counted = targets.filter(({ isEvidence }) => isEvidence).length;
  const notes = [
    `Parameter sets that agree with the fitted facts: talentflow ${made.version}, ${made.typed}`,
    `Scenario ${scenario.name}, seed ${scenario.seed}; ${parameters.length} parameters, ${counted} figures counted as evidence. Set 0 is the best.`,
  ];
  return [
    { path: 'posterior.csv', text: posteriorText(posterior, notes), rows: posterior.sets.length },
    ...calibrationTables(found).map(([table, rows]) => csvFile(`${table}.csv`, rows)),
    jsonFile('calibration.json', calibrationAsJson(found)),
  ];
}

/** The calibration as its mathematics sees it. */
function problemOf({ targets, parameters, effort }: CalibrationTask, runs: ObservesRuns): Problem {
  return {
    targets,
    dimensions: parameters.length,
    observe: (points, replicates, size) =>
      runs.observe(
        points.map((point) => settingsOfPoint(parameters, point)),
        replicates,
        size === 'full' ? effort.fullScale : effort.scale,
      ),
  };
}

const effortOf = ({ scenario, effort }: CalibrationTask): Effort => ({
  ...effort,
  seed: scenario.seed,
  noiseRatio: effort.scale / effort.fullScale,
});

/** Planted sets and how they came back. */
export interface Ranks {
  readonly planted: readonly Planted[];
  /** By parameter: the chance that right ranks would be as uneven as these. */
  readonly chances: readonly { readonly id: string; readonly chance: number }[];
}

/** Plants parameter sets and asks for them back. @param onDraw told after each. */
export async function ranksOfPlanted(
  task: CalibrationTask,
  runs: ObservesRuns,
  draws: number,
  onDraw?: (drawn: number) => void,
): Promise<Ranks> {
  const planted = await plantAndAsk(problemOf(task, runs), effortOf(task), draws, onDraw);
  const bins = binsFor(planted.length);
  const chances = task.parameters.map(({ id }, at) => ({
    id,
    chance: chanceOfEven(
      planted.map(({ ranks }) => ranks[at]!),
      bins,
    ),
  }));
  return { planted, chances };
}

export function ranksFiles(
  { parameters }: Pick<CalibrationTask, 'parameters'>,
  { planted, chances }: Ranks,
): TextFile[] {
  const rows = planted.flatMap(({ truth, ranks, sets }, draw) =>
    parameters.map(({ id, quantile }, at) => {
      const found = spreadOf(sets.map((set) => quantile(set[at]!)));
      return { draw, id, planted: quantile(truth[at]!), ...found, rank: ranks[at] };
    }),
  );
  return [csvFile('ranks.csv', rows), jsonFile('ranks.json', ranksAsJson(chances, planted.length))];
}

export const ranksAsJson = (chances: Ranks['chances'], draws: number) => ({
  format: 'talentflow.ranks/1',
  draws,
  parameters: chances,
});

function settingsOfPoint(parameters: readonly FreeParameter[], point: CubePoint): string[] {
  return parameters.flatMap(({ paths, quantile, valuesAt }, at) => {
    const values = valuesAt(quantile(point[at]!));
    return paths.map((path, which) => `${path}=${values[which]!}`);
  });
}

/** The scenario's own values and the likeliest sets at full size, all on the same chances. */
async function trialsAt(
  { targets, effort }: CalibrationTask,
  runs: ObservesRuns,
  settings: readonly (readonly string[])[],
): Promise<Trial[]> {
  const replicates = Array.from({ length: effort.trialRuns }, (_, run) => run);
  const each = settings.flatMap((ofSet) => replicates.map(() => ofSet));
  const chances = settings.flatMap(() => replicates);
  const figures = await runs.observe(each, chances, effort.fullScale);
  return settings.map((_, set) => {
    const own = figures.slice(set * replicates.length, (set + 1) * replicates.length);
    return trialOf(TRIED[set] ?? `set ${set - 1}`, targets, own);
  });
}

/**
 * The sets as they are written: the best of the trials first, as set 0. Where that is the scenario's own values or the centre of the
 * sets it is none of the sample, so that it has no weight: a single run takes it, an ensemble does not. Own values that are a set's, as
 * they are once it was adopted, are that set: the sets come out as they did before.
 */
function posteriorOf(
  parameters: readonly FreeParameter[],
  { sets, centre }: Calibrated,
  best: number,
): Posterior {
  const valuesOf = (point: CubePoint) =>
    parameters.flatMap(({ quantile, valuesAt }, at) => valuesAt(quantile(point[at]!)));
  const ofSample = (points: readonly CubePoint[]) =>
    points.map((point) => ({ weight: 1 / sets.length, values: valuesOf(point) }));
  const owns = parameters.flatMap((parameter) => parameter.owns);
  const isOwn = (point: CubePoint) => valuesOf(point).every((value, at) => value === owns[at]);
  const sampled = best === 0 ? sets.findIndex(isOwn) : best - TRIED.length;
  const rows =
    sampled >= 0
      ? ofSample([sets[sampled]!, ...sets.toSpliced(sampled, 1)])
      : [{ weight: 0, values: best === 0 ? owns : valuesOf(centre) }, ...ofSample(sets)];
  return {
    paths: parameters.flatMap(({ paths }) => paths),
    sets: rows.map((row, set) => ({ set, ...row })),
  };
}
