import { mean, quantileSorted, sampleStandardDeviation } from 'simple-statistics';
import { type CellResult, sweepCharts } from '../charts/sweep-charts.ts';
import { meanOfWindow } from '../experiments/compare.ts';
import type { Cell } from '../experiments/designs.ts';
import { outcomeOf } from '../experiments/outcomes.ts';
import { monthName, planOf, type Variant } from '../experiments/plan.ts';
import { runsOf } from '../experiments/runs.ts';
import { hashes } from '../runtime/engine-hash.ts';
import type { Month } from '../scenario/scenario.ts';
import { csvOfRecords } from './comparison-tables.ts';
import { type ExperimentSettings, runPlan } from './experiment.ts';
import type { Manifest } from './manifest.ts';
import { manifestOf } from './manifest-of-run.ts';
import { writeCharts } from './pictures.ts';
import { type FolderSettings, inResultsFolder } from './results-folder.ts';

export interface SweepRequest extends ExperimentSettings, FolderSettings {
  readonly name: string;
  /** What is changed, by path. */
  readonly paths: readonly string[];
  /** Values of the paths, and the scenario with them, cell by cell. */
  readonly cells: readonly { readonly cell: Cell; readonly variant: Variant }[];
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

/**
 * Runs every cell on the same seeds, and writes each outcome's mean by cell.
 * @throws OutcomeMistake, UsageMistake, Interrupted, MarketFailure, RunFailure.
 */
export async function sweepToFolder(request: SweepRequest): Promise<Sweep> {
  const { cells, paths, folder, name, from, to } = request;
  const started = new Date();
  const first = cells[0]!.variant.scenario;
  const outcomes = request.outcomes.map((one) => outcomeOf(one, first));
  const plan = planOf(
    cells.map(({ variant }) => variant),
    request.replicates,
    hashes(),
  );
  return inResultsFolder({ ...request, name }, async (publish) => {
    const store = await runPlan(plan, request);
    const results = cells.flatMap(({ cell, variant }, at) => {
      const { start } = variant.scenario.calendar;
      const byRun = runsOf(plan, at, store).map((tables) =>
        outcomes.map((outcome) => meanOfWindow(outcome.monthly(tables), from - start, to - start)),
      );
      return outcomes.map((outcome, which): CellResult => {
        const values = byRun.map((run) => run[which]!).filter((value) => !Number.isNaN(value));
        return { cell, outcome: outcome.name, unit: outcome.unit, ...summaryOf(values) };
      });
    });
    const charts = sweepCharts(paths, outcomes, results);
    const rows = results.map(({ cell, ...result }) => ({
      ...Object.fromEntries(paths.map((path, at) => [path, cell[at]!])),
      ...result,
    }));
    const settings = {
      paths,
      design: request.design,
      outcomes: request.outcomes,
      from: monthName(from),
      to: monthName(to),
    };
    const manifest = await publish(
      async (writer) => {
        await writer.add('sweep.csv', csvOfRecords(rows), rows.length);
        await writer.add('sweep.json', `${JSON.stringify(sweepAsJson(paths, results), null, 2)}\n`);
        await writeCharts(writer, charts);
      },
      (files) => manifestOf({ ...request, command: 'sweep', settings, plan, store, started }, files),
    );
    return { results, charts: charts.map((chart) => chart.name), folder, manifest };
  });
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
