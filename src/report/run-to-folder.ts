import * as z from 'zod';
import { runCharts } from '../charts/run-charts.ts';
import type { Fact } from '../evidence/fact.ts';
import { type PeopleAMonth, peopleAMonth } from '../evidence/people-a-month.ts';
import { type Figure, scoreFacts } from '../evidence/score.ts';
import type { PointStore } from '../experiments/executor.ts';
import type { Plan } from '../experiments/plan.ts';
import { runsOfEnsemble } from '../experiments/runs.ts';
import { evidenceOfRuns } from '../runtime/evidence-files.ts';
import type { FolderOfPoints } from '../runtime/point-store.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { TABLE_NAMES, type TableName } from '../tables/columns.ts';
import { csvPieces, csvPiecesOfRuns, type Runs } from '../tables/tables.ts';
import { type ExperimentSettings, runPlan } from './experiment.ts';
import type { FolderWriter } from './folder-writer.ts';
import type { Manifest } from './manifest.ts';
import { manifestOf } from './manifest-of-run.ts';
import { UNCERTAINTIES } from './parameter-sets.ts';
import { writeCharts } from './pictures.ts';
import { type FolderSettings, inResultsFolder } from './results-folder.ts';
import { jsonFile, type TextFile } from './text-files.ts';

export interface RunRequest extends ExperimentSettings, FolderSettings {
  /** One ensemble, its first variant the scenario as it is; one run alone is written without a replicate column. */
  plan: Plan;
  /** What the manifest says of how parameters were drawn. */
  settings: Omit<RunSettings, 'evidence'>;
  workers: number;
}

export interface RunResults {
  /** As it was asked for. */
  folder: string;
  /** Names of the charts, without folder and ending. */
  charts: string[];
  /** The facts of a run's summary beside what was simulated; none when the scenario observes nothing. */
  figures: Figure[];
  /** The same periods in people a month. */
  peopleAMonth: PeopleAMonth[];
  runs: Runs;
  scenario: Scenario;
  manifest: Manifest;
}

/** What a run was asked, as its manifest says it. */
export const RUN_SETTINGS = z.strictObject({
  uncertainty: z.enum(UNCERTAINTIES),
  /** SHA-256 of the posterior, where parameters were drawn from it. */
  posterior: z.string().nullable(),
  /** SHA-256 of each file of facts beside which the run is shown, by its path in the folder of evidence. */
  evidence: z.record(z.string(), z.string()),
});
type RunSettings = z.infer<typeof RUN_SETTINGS>;

/** A run beside the facts that its summary shows. */
interface BesideFacts {
  /** Of all facts that summary and charts show. */
  readonly figures: Figure[];
  /** The headlines' figures; none where the scenario observes nothing. */
  readonly shown: Figure[];
  readonly periods: PeopleAMonth[];
}

function besideFacts(runs: Runs, scenario: Scenario, facts: readonly Fact[]): BesideFacts {
  const figures = scoreFacts(facts, scenario, runs);
  const headlines = new Set(facts.filter(({ headline }) => headline).map(({ id }) => id));
  const shown = scenario.observe.netFlowOf === null ? [] : figures.filter(({ id }) => headlines.has(id));
  const periods = peopleAMonth(facts, scenario, runs).filter(({ id }) => headlines.has(id));
  return { figures, shown, periods };
}

function figureFiles({ shown, periods }: BesideFacts): TextFile[] {
  return [jsonFile('figures.json', shown), jsonFile('net-flow.json', periods)];
}

/** The files of figures as an ensemble's finished points give them. */
export function figureFilesOf(plan: Plan, store: PointStore, facts: readonly Fact[]): TextFile[] {
  return figureFiles(besideFacts(runsOfEnsemble(plan, store), plan.variants[0]!.scenario, facts));
}

/**
 * Runs the points and writes the results folder, whole or not at all.
 * @throws UsageMistake when the folder may not be replaced, Interrupted, MarketFailure, RunFailure.
 */
export async function runToFolder(request: RunRequest): Promise<RunResults> {
  const { plan, folder } = request;
  const { scenario } = plan.variants[0]!;
  const started = new Date();
  return inResultsFolder({ ...request, name: scenario.name }, async (publish) => {
    const { facts, read } = evidenceOfRuns();
    const settings: RunSettings = { ...request.settings, evidence: read };
    const store = await runPlan(plan, request);
    const runs = runsOfEnsemble(plan, store);

    const beside = besideFacts(runs, scenario, facts);
    const charts = runCharts(scenario, runs, beside.figures, facts);

    const manifest = await publish(
      async (writer) => {
        await writeTables(writer, plan, store);
        for (const { path, text } of figureFiles(beside)) await writer.add(path, text);
        await writeCharts(writer, charts);
      },
      (files) =>
        manifestOf({ ...request, command: 'run', name: scenario.name, settings, store, started }, files),
    );
    return {
      folder,
      charts: charts.map(({ name }) => name),
      figures: beside.shown,
      peopleAMonth: beside.periods,
      runs,
      scenario,
      manifest,
    };
  });
}

/** The CSV files of an ensemble, made from its stored points run by run. */
async function writeTables(writer: FolderWriter, plan: Plan, store: FolderOfPoints): Promise<void> {
  const abouts = plan.points.map(({ id }) => store.about(id));
  for (const name of TABLE_NAMES) {
    const rows = abouts.reduce(
      (sum, { tables }) => sum + tables.find((table) => table.name === name)!.rows,
      0,
    );
    await writer.add(`${name}.csv`, csvOfRuns(runsOfEnsemble(plan, store), name), rows);
  }
}

/** A single run's table as it is; those of several one under the other, with a column that says which run a row is of. */
export function csvOfRuns(runs: Runs, name: TableName): Iterable<string> {
  const [first] = runs;
  return runs.length === 1 ? csvPieces(first![name]) : csvPiecesOfRuns(runs, name);
}
