import { mean, quantileSorted, sampleStandardDeviation } from 'simple-statistics';
import * as z from 'zod';
import { type CellResult, sweepCharts } from '../charts/sweep-charts.ts';
import { meanOfWindow } from '../experiments/compare.ts';
import type { Cell } from '../experiments/designs.ts';
import type { PointStore } from '../experiments/executor.ts';
import { outcomeOf } from '../experiments/outcomes.ts';
import { monthName, type Plan, planOf, type Variant } from '../experiments/plan.ts';
import { runsOf } from '../experiments/runs.ts';
import { hashes } from '../runtime/engine-hash.ts';
import { monthOf } from '../scenario/dates.ts';
import type { Month } from '../scenario/scenario.ts';
import { csvOfRecords, type TextFile } from './comparison-tables.ts';
import { type ExperimentSettings, runPlan } from './experiment.ts';
import type { Manifest } from './manifest.ts';
import { manifestOf } from './manifest-of-run.ts';
import { writeCharts } from './pictures.ts';
import { type FolderSettings, inResultsFolder } from './results-folder.ts';

export interface SweepRequest extends ExperimentSettings, FolderSettings {
  readonly name: string;
  /** What is changed, by path. */
  readonly paths: readonly string[];
  /** The scenario of each cell: its `set` gives each path its value, in the order of the paths. */
  readonly variants: readonly Variant[];
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
});
export type SweepSettings = z.infer<typeof SWEEP_SETTINGS>;

/**
 * Runs every cell on the same seeds, and writes each outcome's mean by cell.
 * @throws OutcomeMistake, UsageMistake, Interrupted, MarketFailure, RunFailure.
 */
export async function sweepToFolder(request: SweepRequest): Promise<Sweep> {
  const { variants, paths, design, folder, name } = request;
  const started = new Date();
  const outcomes = request.outcomes.map((one) => outcomeOf(one, variants[0]!.scenario));
  const window = { from: monthName(request.from), to: monthName(request.to) };
  const settings = { paths: [...paths], design, outcomes: [...request.outcomes], ...window };
  const plan = planOf(variants, request.replicates, hashes());
  return inResultsFolder({ ...request, name }, async (publish) => {
    const store = await runPlan(plan, request);
    const results = sweepOf(plan, store, settings);
    const charts = sweepCharts(paths, outcomes, results);
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

/** What the finished points of a sweep say, cell by cell and outcome by outcome. @throws OutcomeMistake */
export function sweepOf(plan: Plan, store: PointStore, settings: SweepSettings): CellResult[] {
  const outcomes = settings.outcomes.map((one) => outcomeOf(one, plan.variants[0]!.scenario));
  return plan.variants.flatMap(({ scenario, set }, at) => {
    const { start } = scenario.calendar;
    const [first, last] = [monthOf(settings.from)! - start, monthOf(settings.to)! - start];
    const byRun = runsOf(plan, at, store).map((tables) =>
      outcomes.map((outcome) => meanOfWindow(outcome.monthly(tables), first, last)),
    );
    return outcomes.map(({ name: outcome, unit }, which): CellResult => {
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
  return [
    { path: 'sweep.csv', text: csvOfRecords(rows), rows: rows.length },
    { path: 'sweep.json', text: `${JSON.stringify(sweepAsJson(paths, results), null, 2)}\n`, rows: null },
  ];
}

export function sweepAsJson(paths: readonly string[], results: readonly CellResult[]) {
  return { format: 'talentflow.sweep/1', paths, cells: results };
}

/** Mean over runs, its standard error, and 90% of the runs. */
function summaryOf(values: readonly number[]): Omit<CellResult, 'cell' | 'outcome' | 'unit'> {
  const replicates = values.length;
  if (replicates === 0) return { mean: null, monteCarloError: null, low: null, high: null, replicates };
  const sorted = values.toSorted((one, other) => one - other);
  return {
    mean: mean([...values]),
    monteCarloError: replicates < 2 ? null : sampleStandardDeviation([...values]) / Math.sqrt(replicates),
    low: quantileSorted(sorted, 0.05),
    high: quantileSorted(sorted, 0.95),
    replicates,
  };
}
