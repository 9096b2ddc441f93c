import { checkChart } from '../charts/check-chart.ts';
import { coverageChart, figuresChart } from '../charts/trust-charts.ts';
import type { Fact } from '../evidence/fact.ts';
import type { Rival } from '../evidence/rivals.ts';
import type { Plan } from '../experiments/plan.ts';
import { type ExperimentSettings, runPlan } from './experiment.ts';
import {
  type CheckSettings,
  checkFiles,
  type HeldAgainstFacts,
  heldAgainstFacts,
  titlesOf,
} from './held-against-facts.ts';
import type { Manifest } from './manifest.ts';
import { manifestOf } from './manifest-of-run.ts';
import { writeCharts } from './pictures.ts';
import { type FolderSettings, inResultsFolder } from './results-folder.ts';

export interface CheckRequest extends ExperimentSettings, FolderSettings {
  /** One ensemble, its first variant the scenario as it is. */
  plan: Plan;
  settings: CheckSettings;
  /** What the results are called: they may replace results of the same name. */
  name: string;
  facts: readonly Fact[];
  rivals: readonly Rival[];
  workers: number;
}

export interface CheckResults extends HeldAgainstFacts {
  /** As it was asked for. */
  folder: string;
  charts: string[];
  manifest: Manifest;
}

/**
 * Runs an ensemble, holds every fact against it and writes the results folder, whole or not at all.
 * @throws as `runToFolder`.
 */
export async function checkToFolder(request: CheckRequest): Promise<CheckResults> {
  const { plan, rivals, folder } = request;
  const { scenario } = plan.variants[0]!;
  const started = new Date();
  return inResultsFolder(request, async (publish) => {
    const store = await runPlan(plan, request);
    const held = heldAgainstFacts(plan, store, request);
    const { facts, scored, contests } = held;
    const charts = [
      checkChart(scenario, facts, plan.points.length),
      figuresChart(scored, titlesOf(rivals)),
      coverageChart(scored, contests),
    ].filter((chart) => chart !== null);
    const manifest = await publish(
      async (writer) => {
        for (const { path, text, rows } of checkFiles(held, rivals)) await writer.add(path, text, rows);
        await writeCharts(writer, charts);
      },
      (files) => manifestOf({ ...request, command: 'check', store, started }, files),
    );
    return { folder, charts: charts.map((chart) => chart.name), ...held, manifest };
  });
}
