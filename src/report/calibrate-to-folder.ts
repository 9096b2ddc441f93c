import { calibrationCharts, ranksChart } from '../charts/calibration-charts.ts';
import {
  type Calibrated,
  calibrate,
  type Effort,
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
import { type Posterior, posteriorText } from '../experiments/posterior.ts';
import { packageVersion } from '../runtime/package-files.ts';
import { CalibrationRuns, type RunsToObserve } from './calibration-runs.ts';
import { calibrationAsJson, calibrationTables } from './calibration-tables.ts';
import { csvOfRecords } from './comparison-tables.ts';
import { openStore } from './experiment.ts';
import type { Manifest } from './manifest.ts';
import { manifestOf } from './manifest-of-run.ts';
import { writeCharts } from './pictures.ts';
import { type FolderSettings, inResultsFolder } from './results-folder.ts';

/** How much is run. */
export interface CalibrationEffort {
  readonly scale: number;
  readonly fullScale: number;
  readonly waves: number;
  readonly points: number;
  readonly particles: number;
  readonly sets: number;
  /** At full size, to measure what the reduced scale does. */
  readonly fullRuns: number;
  /** Sets tried at full size for the best, beside the scenario's own values; and runs of each. */
  readonly candidates: number;
  readonly trialRuns: number;
}

export interface CalibrateRequest extends RunsToObserve, FolderSettings {
  readonly name: string;
  readonly parameters: readonly FreeParameter[];
  readonly effort: CalibrationEffort;
  readonly workers: number;
  /** As it could be typed again. */
  readonly command: string;
  readonly onWave: (told: WaveTold) => void;
}

export interface CalibrationResults extends Findings {
  readonly posterior: Posterior;
  readonly charts: readonly string[];
  readonly folder: string;
  readonly manifest: Manifest;
}

/** What the first trials are called; the others are sets of the sample. */
const TRIED = ['as it was', 'centre of the sets'];

/**
 * Fits the free parameters to the targets and writes the posterior, what it rests on, and its charts.
 * @throws UsageMistake, Interrupted, RunFailure.
 */
export async function calibrateToFolder(request: CalibrateRequest): Promise<CalibrationResults> {
  const { base, parameters, targets, effort, folder, name } = request;
  const started = new Date();
  return inResultsFolder({ ...request, name }, async (publish) => {
    const runs = new CalibrationRuns(request);
    const calibrated = await calibrate(problemOf(request, runs), effortOf(request), request.onWave);
    const tried = [calibrated.centre, ...calibrated.sets.slice(0, effort.candidates)];
    const trials = await trialsAt(request, runs, [
      [],
      ...tried.map((point) => settingsOfPoint(parameters, point)),
    ]);
    const best = bestOf(trials);
    const posterior = posteriorOf(parameters, calibrated, best);
    const found: Findings = {
      targets,
      freeParameters: parameters,
      calibrated,
      parameters: parametersAfter(parameters, calibrated.sets),
      figures: figuresAfter(targets, calibrated.waves),
      correlations: correlationsOf(parameters, calibrated.sets),
      trials,
      best,
    };
    const charts = calibrationCharts(base.variant.scenario.title, found);
    const manifest = await publish(
      async (writer) => {
        await writer.add('posterior.csv', posteriorText(posterior, notesOf(request)), posterior.sets.length);
        for (const [table, rows] of calibrationTables(found))
          await writer.add(`${table}.csv`, csvOfRecords(rows), rows.length);
        await writer.add('calibration.json', `${JSON.stringify(calibrationAsJson(found), null, 2)}\n`);
        await writeCharts(writer, charts);
      },
      (files) => {
        const made = { plan: runs.plan(), store: openStore(request.points), settings: effort, started };
        return manifestOf({ ...request, ...made, command: 'calibrate' }, files);
      },
    );
    return { ...found, posterior, charts: charts.map((chart) => chart.name), folder, manifest };
  });
}

/** The calibration as its mathematics sees it. */
function problemOf({ targets, parameters, effort }: CalibrateRequest, runs: CalibrationRuns): Problem {
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

const effortOf = ({ base, effort }: CalibrateRequest): Effort => ({
  ...effort,
  seed: base.variant.scenario.seed,
  noiseRatio: effort.scale / effort.fullScale,
});

export interface PlantRequest extends CalibrateRequest {
  /** How many parameter sets are planted. */
  readonly draws: number;
  readonly onDraw: (drawn: number) => void;
}

export interface PlantResults {
  readonly planted: readonly Planted[];
  /** By parameter: the chance that right ranks would be as uneven as these. */
  readonly chances: readonly { readonly id: string; readonly chance: number }[];
  readonly folder: string;
  readonly charts: readonly string[];
}

/** Plants parameter sets, asks for them back, and writes their ranks. @throws as `calibrateToFolder`. */
export async function plantToFolder(request: PlantRequest): Promise<PlantResults> {
  const { base, parameters, draws, folder, name } = request;
  const started = new Date();
  return inResultsFolder({ ...request, name }, async (publish) => {
    const runs = new CalibrationRuns(request);
    const planted = await plantAndAsk(problemOf(request, runs), effortOf(request), draws, request.onDraw);
    const bins = binsFor(planted.length);
    const chances = parameters.map(({ id }, at) => ({
      id,
      chance: chanceOfEven(
        planted.map(({ ranks }) => ranks[at]!),
        bins,
      ),
    }));
    const charts = [ranksChart(base.variant.scenario.title, parameters, planted)];
    const rows = planted.flatMap(({ truth, ranks, sets }, draw) =>
      parameters.map(({ id, quantile }, at) => {
        const found = spreadOf(sets.map((set) => quantile(set[at]!)));
        return { draw, id, planted: quantile(truth[at]!), ...found, rank: ranks[at] };
      }),
    );
    await publish(
      async (writer) => {
        await writer.add('ranks.csv', csvOfRecords(rows), rows.length);
        await writer.add('ranks.json', `${JSON.stringify(ranksAsJson(chances, planted.length), null, 2)}\n`);
        await writeCharts(writer, charts);
      },
      (files) => {
        const settings = { ...request.effort, plant: draws };
        const made = { plan: runs.plan(), store: openStore(request.points), settings, started };
        return manifestOf({ ...request, ...made, command: 'calibrate' }, files);
      },
    );
    return { planted, chances, folder, charts: charts.map((chart) => chart.name) };
  });
}

export const ranksAsJson = (chances: PlantResults['chances'], draws: number) => ({
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
  { targets, effort }: CalibrateRequest,
  runs: CalibrationRuns,
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
 * sets it is none of the sample, so that it has no weight: a single run takes it, an ensemble does not.
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
  const sampled = best - TRIED.length;
  const rows =
    sampled >= 0
      ? ofSample([sets[sampled]!, ...sets.toSpliced(sampled, 1)])
      : [
          { weight: 0, values: best === 0 ? parameters.flatMap(({ owns }) => owns) : valuesOf(centre) },
          ...ofSample(sets),
        ];
  return {
    paths: parameters.flatMap(({ paths }) => paths),
    sets: rows.map((row, set) => ({ set, ...row })),
  };
}

/** What a reader of the file needs to make it again. */
function notesOf({ command, base, parameters, targets }: CalibrateRequest): string[] {
  const counted = targets.filter(({ isEvidence }) => isEvidence).length;
  return [
    `Parameter sets that agree with the fitted facts: talentflow ${packageVersion()}, ${command}`,
    `Scenario ${base.variant.scenario.name}, seed ${base.variant.scenario.seed}; ${parameters.length} parameters, ${counted} figures counted as evidence. Set 0 is the best.`,
  ];
}
