import { calibrationCharts, ranksChart } from '../charts/calibration-charts.ts';
import type { WaveTold } from '../experiments/calibrate/calibrate.ts';
import type { FreeParameter } from '../experiments/calibrate/parameters.ts';
import { packageVersion } from '../runtime/package-files.ts';
import {
  type Calibration,
  type CalibrationEffort,
  type CalibrationSettings,
  type CalibrationTask,
  calibration,
  calibrationFiles,
  type Ranks,
  ranksFiles,
  ranksOfPlanted,
} from './calibration.ts';
import { CalibrationRuns, type RunsToObserve } from './calibration-runs.ts';
import { openStore } from './experiment.ts';
import type { Manifest } from './manifest.ts';
import { manifestOf } from './manifest-of-run.ts';
import { writeCharts } from './pictures.ts';
import { type FolderSettings, inResultsFolder } from './results-folder.ts';

export interface CalibrateRequest extends RunsToObserve, FolderSettings {
  readonly name: string;
  readonly parameters: readonly FreeParameter[];
  readonly effort: CalibrationEffort;
  /** What the manifest says of it beyond the effort. */
  readonly said: Pick<CalibrationSettings, 'typed' | 'numbers' | 'evidence'>;
  readonly workers: number;
  readonly onWave: (told: WaveTold) => void;
}

export interface CalibrationResults extends Calibration {
  readonly charts: readonly string[];
  readonly folder: string;
  readonly manifest: Manifest;
}

/**
 * Fits the free parameters to the targets and writes the posterior, what it rests on, and its charts.
 * @throws UsageMistake, Interrupted, RunFailure.
 */
export async function calibrateToFolder(request: CalibrateRequest): Promise<CalibrationResults> {
  const { said, folder, name } = request;
  const task = taskOf(request);
  const started = new Date();
  return inResultsFolder({ ...request, name }, async (publish) => {
    const runs = new CalibrationRuns(request);
    const found = await calibration(task, runs, request.onWave);
    const charts = calibrationCharts(task.scenario.title, found);
    const manifest = await publish(
      async (writer) => {
        const made = { typed: said.typed, version: packageVersion() };
        for (const { path, text, rows } of calibrationFiles(task, found, made))
          await writer.add(path, text, rows);
        await writeCharts(writer, charts);
      },
      (files) => manifestOf({ ...request, ...madeOf(request, runs, null), started }, files),
    );
    return { ...found, charts: charts.map((chart) => chart.name), folder, manifest };
  });
}

const taskOf = ({ base, parameters, targets, effort }: CalibrateRequest): CalibrationTask => ({
  scenario: base.variant.scenario,
  parameters,
  targets,
  effort,
});

function madeOf({ effort, said, points }: CalibrateRequest, runs: CalibrationRuns, plant: number | null) {
  const settings: CalibrationSettings = { ...effort, plant, ...said };
  return { command: 'calibrate' as const, settings, plan: runs.plan(), store: openStore(points) };
}

export interface PlantRequest extends CalibrateRequest {
  /** How many parameter sets are planted. */
  readonly draws: number;
  readonly onDraw: (drawn: number) => void;
}

export interface PlantResults extends Ranks {
  readonly folder: string;
  readonly charts: readonly string[];
}

/** Plants parameter sets, asks for them back, and writes their ranks. @throws as `calibrateToFolder`. */
export async function plantToFolder(request: PlantRequest): Promise<PlantResults> {
  const { parameters, draws, folder, name } = request;
  const task = taskOf(request);
  const started = new Date();
  return inResultsFolder({ ...request, name }, async (publish) => {
    const runs = new CalibrationRuns(request);
    const ranks = await ranksOfPlanted(task, runs, draws, request.onDraw);
    const charts = [ranksChart(task.scenario.title, parameters, ranks.planted)];
    await publish(
      async (writer) => {
        for (const { path, text, rows } of ranksFiles(task, ranks)) await writer.add(path, text, rows);
        await writeCharts(writer, charts);
      },
      (files) => manifestOf({ ...request, ...madeOf(request, runs, draws), started }, files),
    );
    return { ...ranks, folder, charts: charts.map((chart) => chart.name) };
  });
}
