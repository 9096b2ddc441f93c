import { checkChart } from '../charts/check-chart.ts';
import { type CheckedFact, checkFacts, worstFirst } from '../evidence/check.ts';
import type { Fact } from '../evidence/fact.ts';
import { observeAll } from '../evidence/observe.ts';
import type { Plan } from '../experiments/plan.ts';
import { runsOfEnsemble } from '../experiments/runs.ts';
import { scenarioOf } from '../tables/tables.ts';
import { type ExperimentSettings, runPlan } from './experiment.ts';
import type { Manifest } from './manifest.ts';
import { manifestOf } from './manifest-of-run.ts';
import { writeCharts } from './pictures.ts';
import { type FolderSettings, inResultsFolder } from './results-folder.ts';

export interface CheckRequest extends ExperimentSettings, FolderSettings {
  /** One ensemble, its first variant the scenario as it is. */
  plan: Plan;
  /** What the manifest says of how parameters were drawn. */
  settings: object;
  /** What the results are called: they may replace results of the same name. */
  name: string;
  facts: readonly Fact[];
  workers: number;
}

export interface CheckResults {
  /** As it was asked for. */
  folder: string;
  charts: string[];
  /** The worst first in each role. */
  facts: CheckedFact[];
  manifest: Manifest;
}

/**
 * Runs an ensemble, holds every fact against it and writes the results folder, whole or not at all. Each run's tables are read once
 * and let go, so memory does not grow with the replicates.
 * @throws as `runToFolder`.
 */
export async function checkToFolder(request: CheckRequest): Promise<CheckResults> {
  const { plan, facts, folder } = request;
  const { scenario } = plan.variants[0]!;
  const started = new Date();
  return inResultsFolder(request, async (publish) => {
    const store = await runPlan(plan, request);
    const runs = runsOfEnsemble(plan, store);
    const observed = runs.map((tables, run) => observeAll(facts, scenarioOf(runs, run, scenario), tables));
    const checked = worstFirst(checkFacts(facts, observed));
    const charts = [checkChart(scenario, checked, runs.length)].filter((chart) => chart !== null);
    const manifest = await publish(
      async (writer) => {
        await writer.add('facts.json', `${JSON.stringify(checked, null, 2)}\n`);
        await writeCharts(writer, charts);
      },
      (files) => manifestOf({ ...request, command: 'check', store, started }, files),
    );
    return { folder, charts: charts.map((chart) => chart.name), facts: checked, manifest };
  });
}
