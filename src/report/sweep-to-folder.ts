import { mean, sampleStandardDeviation } from 'simple-statistics';
import * as z from 'zod';
import { type CellResult, type SweptParameter, sweepCharts } from '../charts/sweep-charts.ts';
import { interval90 } from '../evidence/centre-and-interval.ts';
import { meanOfWindow } from '../experiments/compare.ts';
import type { Cell } from '../experiments/designs.ts';
import type { PointStore } from '../experiments/executor.ts';
import { outcomeOf } from '../experiments/outcomes.ts';
import { type Plan, type Point, planOf } from '../experiments/plan.ts';
import { hashes } from '../runtime/engine-hash.ts';
import { monthOf, monthText } from '../scenario/dates.ts';
import type { Month } from '../scenario/scenario.ts';
import { type ExperimentSettings, runPlan } from './experiment.ts';
import type { Manifest } from './manifest.ts';
import { manifestOf } from './manifest-of-run.ts';
import { oneByOne } from './one-by-one.ts';
import { type Doubt, doubtInManifest, type Reloadable, UNCERTAINTIES, underDoubt } from './parameter-sets.ts';
import { writeCharts } from './pictures.ts';
import { type FolderSettings, inResultsFolder } from './results-folder.ts';
import { csvFile, jsonFile, type TextFile } from './text-files.ts';

export interface SweepRequest extends ExperimentSettings, FolderSettings {
  readonly name: string;
  /** What is changed, by path. */
  readonly paths: readonly string[];
  /** The scenario of each cell: its `set` gives each path its value, in the order of the paths, and keeps them under any draw. */
  readonly cells: readonly Reloadable[];
  readonly doubt: Doubt;
  readonly design: string;
  readonly outcomes: readonly string[];
  readonly from: Month;
  readonly to: Month;
  readonly replicates: readonly number[];
  readonly workers: number;
}

export interface Sweep {
  readonly results: readonly CellResult[];
  readonly charts: readonly string[];
  readonly folder: string;
  readonly manifest: Manifest;
}

/** What a sweep was asked, as its manifest says it. */
export const SWEEP_SETTINGS = z.strictObject({
  paths: z.array(z.string()).min(1),
  design: z.string(),
  outcomes: z.array(z.string()).min(1),
  from: z.string(),
  to: z.string(),
  uncertainty: z.enum(UNCERTAINTIES),
  /** SHA-256 of the posterior, where parameters were drawn from it. */
  posterior: z.string().nullable(),
});
export type SweepSettings = z.infer<typeof SWEEP_SETTINGS>;

/**
 * Runs every cell on the same seeds, and writes each outcome's mean by cell.
 * @throws OutcomeMistake, UsageMistake, Interrupted, MarketFailure, RunFailure.
 */
export async function sweepToFolder(request: SweepRequest): Promise<Sweep> {
  const { cells, doubt, paths, design, folder, name } = request;
  const started = new Date();
  const outcomes = request.outcomes.map((one) => outcomeOf(one, cells[0]!.variant.scenario));
  const window = { from: monthText(request.from), to: monthText(request.to) };
  const asked = { paths: [...paths], design, outcomes: [...request.outcomes] };
  const settings = { ...asked, ...window, ...doubtInManifest(doubt) };
  const plan = await sweepPlan(request);
  return inResultsFolder({ ...request, name }, async (publish) => {
    const store = await runPlan(plan, request);
    const results = sweepOf(plan, store, settings);
    const charts = sweepCharts(paths.map(withUnit(cells[0]!)), outcomes, results, window);
    const manifest = await publish(
      async (writer) => {
        for (const { path, text, rows } of sweepTables(settings, results)) await writer.add(path, text, rows);
        await writeCharts(writer, charts);
      },
      (files) => manifestOf({ ...request, command: 'sweep', settings, plan, store, started }, files),
    );
    return { results, charts: charts.map((chart) => chart.name), folder, manifest };
  });
}

/** A path with the unit of its value. */
const withUnit =
  ({ values }: Reloadable) =>
  (path: string): SweptParameter => ({
    path,
    unit: values.find((value) => value.path === path)?.unit ?? null,
  });

/** The cells as they are; where there is doubt each cell's runs follow, under draws that are the same for all cells. */
async function sweepPlan(request: SweepRequest): Promise<Plan> {
  const { cells, replicates, doubt } = request;
  const variants = cells.map(({ variant }) => variant);
  if (doubt.over === 'none') return planOf(variants, replicates, hashes());
  const { engine, pointId } = hashes();
  const { seed } = variants[0]!.scenario;
  const draw = (replicate: number) => underDoubt(cells, doubt, seed, replicate);
  const bySet = await oneByOne(replicates, draw, request);
  const points: Point[] = [];
  for (const [cell] of cells.entries()) {
    for (const [at, replicate] of replicates.entries()) {
      const drawn = bySet[at]![cell]!;
      points.push({
        id: pointId(drawn.scenario, seed, replicate),
        variant: variants.length,
        seed,
        replicate,
      });
      variants.push({ ...drawn, toldFrom: cell });
    }
  }
  return { engine, variants, points };
}

/** What the finished points of a sweep say, cell by cell and outcome by outcome. @throws OutcomeMistake */
export function sweepOf(plan: Plan, store: PointStore, settings: SweepSettings): CellResult[] {
  const drawn = settings.uncertainty === 'none' ? 0 : plan.points.length; // a variant of its own each
  const cells = plan.variants.slice(0, plan.variants.length - drawn);
  const runsOfCell = plan.points.length / cells.length;
  return cells.flatMap(({ set }, cell) => {
    const points = plan.points.slice(cell * runsOfCell, (cell + 1) * runsOfCell);
    const byRun = points.map(({ id, variant }) => {
      const { scenario } = plan.variants[variant]!; // what a source covers may differ from draw to draw
      const { start } = scenario.calendar;
      const [first, last] = [monthOf(settings.from)! - start, monthOf(settings.to)! - start];
      const tables = store.tables(id);
      return settings.outcomes.map((one) =>
        meanOfWindow(outcomeOf(one, scenario).monthly(tables), first, last),
      );
    });
    return settings.outcomes.map((one, which): CellResult => {
      const { name: outcome, unit } = outcomeOf(one, plan.variants[0]!.scenario);
      const values = byRun.map((run) => run[which]!).filter((value) => !Number.isNaN(value));
      return { cell: cellOf(set), outcome, unit, ...summaryOf(values) };
    });
  });
}

/** Values of the paths, from the settings that made a cell's variant. */
const cellOf = (set: readonly string[]): Cell =>
  set.map((setting) => setting.slice(setting.indexOf('=') + 1));

/** The sweep as a table for a spreadsheet and for a program. */
export function sweepTables({ paths }: SweepSettings, results: readonly CellResult[]): TextFile[] {
  const rows = results.map(({ cell, ...result }) => ({
    ...Object.fromEntries(paths.map((path, at) => [path, cell[at]!])),
    ...result,
  }));
  return [csvFile('sweep.csv', rows), jsonFile('sweep.json', sweepAsJson(paths, results))];
}

export function sweepAsJson(paths: readonly string[], results: readonly CellResult[]) {
  return { format: 'talentflow.sweep/1', paths, cells: results };
}

/** Mean over runs, its standard error, and 90% of the runs. */
function summaryOf(values: readonly number[]): Omit<CellResult, 'cell' | 'outcome' | 'unit'> {
  const replicates = values.length;
  if (replicates === 0) return { mean: null, monteCarloError: null, low: null, high: null, replicates };
  return {
    mean: mean([...values]),
    monteCarloError: replicates < 2 ? null : sampleStandardDeviation([...values]) / Math.sqrt(replicates),
    ...interval90(values),
    replicates,
  };
}
