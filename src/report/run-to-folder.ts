import { runCharts } from '../charts/run-charts.ts';
import { type PeopleAMonth, peopleAMonth } from '../evidence/people-a-month.ts';
import type { Figure } from '../evidence/score.ts';
import { scoreFacts } from '../evidence/score.ts';
import { type PointProgress, type PointRunner, type RunPoint, runEnsemble } from '../experiments/ensemble.ts';
import { loadFacts } from '../runtime/evidence-files.ts';
import { diskFailure } from '../runtime/failures.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { csvPieces, type Tables, withReplicate } from '../tables/tables.ts';
import { checkReplaceable, realTarget } from './folder-owner.ts';
import { finishSwap } from './folder-swap.ts';
import { FolderWriter } from './folder-writer.ts';
import type { Manifest } from './manifest.ts';
import { manifestOf } from './manifest-of-run.ts';
import { renderPng, renderSvg } from './pictures.ts';

export interface RunRequest {
  scenario: Scenario;
  /** Files the scenario was made from, and `--set` as given. */
  files: readonly string[];
  set: readonly string[];
  points: readonly RunPoint[];
  runPoints: PointRunner;
  workers: number;
  folder: string;
  /** Replace a folder that is not ours or holds another scenario. */
  force: boolean;
  onMonth?: (progress: PointProgress) => void;
  signal: AbortSignal;
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
  runs: Tables[];
  scenario: Scenario;
  manifest: Manifest;
}

/**
 * Runs the points and writes the results folder, whole or not at all.
 * @throws UsageMistake when the folder may not be replaced, Interrupted, RunFailure when the disk refuses.
 */
export async function runToFolder(request: RunRequest): Promise<RunResults> {
  const { scenario, points, runPoints, folder, force, onMonth, signal } = request;
  const started = new Date();
  const target = realTarget(folder);
  prepareTarget(target, scenario.name, force);
  const facts = loadFacts();
  const runs = await runEnsemble(scenario, points, runPoints, onMonth ? { onMonth, signal } : { signal });

  const figures = scoreFacts(facts, scenario, runs);
  const headlines = new Set(facts.filter(({ headline }) => headline).map(({ id }) => id));
  const shown = scenario.observe.netFlowOf === null ? [] : figures.filter(({ id }) => headlines.has(id));
  const charts = runCharts(scenario, runs, figures, facts);

  const writer = new FolderWriter(target, signal);
  try {
    for (const table of Object.values(points.length > 1 ? withReplicate(runs) : runs[0]!)) {
      await writer.add(`${table.name}.csv`, csvPieces(table), table.rowCount);
    }
    await writer.add('figures.json', `${JSON.stringify(shown, null, 2)}\n`);
    for (const { name, spec } of charts) {
      const svg = await renderSvg(spec);
      await writer.add(`charts/${name}.vl.json`, `${JSON.stringify(spec, null, 2)}\n`);
      await writer.add(`charts/${name}.svg`, svg);
      await writer.add(`charts/${name}.png`, await renderPng(svg));
    }
    checkReplaceable(target, scenario.name, force); // it may have changed while the market ran
    const manifest = await writer.finish((files) => manifestOf(request, files, started));
    return {
      folder,
      charts: charts.map(({ name }) => name),
      figures: shown,
      peopleAMonth: peopleAMonth(facts, scenario, runs).filter(({ id }) => headlines.has(id)),
      runs,
      scenario,
      manifest,
    };
  } catch (error) {
    writer.discard();
    throw error;
  }
}

function prepareTarget(target: string, scenarioName: string, force: boolean): void {
  try {
    finishSwap(target);
    checkReplaceable(target, scenarioName, force);
  } catch (error) {
    throw diskFailure(target, error);
  }
}
