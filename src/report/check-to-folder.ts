import { checkChart } from '../charts/check-chart.ts';
import { coverageChart, figuresChart } from '../charts/trust-charts.ts';
import { type CheckedFact, checkFacts, worstFirst } from '../evidence/check.ts';
import type { Fact } from '../evidence/fact.ts';
import { observeAll } from '../evidence/observe.ts';
import type { Rival } from '../evidence/rivals.ts';
import {
  type Contest,
  contestsOf,
  type RivalRuns,
  type ScoredFact,
  scoreModel,
} from '../evidence/scoring.ts';
import type { Observed } from '../evidence/unanswered.ts';
import type { Plan } from '../experiments/plan.ts';
import { runsOfEnsemble } from '../experiments/runs.ts';
import { scenarioOf } from '../tables/tables.ts';
import { type ExperimentSettings, runPlan } from './experiment.ts';
import type { Manifest } from './manifest.ts';
import { manifestOf } from './manifest-of-run.ts';
import { writeCharts } from './pictures.ts';
import { type FolderSettings, inResultsFolder } from './results-folder.ts';
import { scoreTables } from './score-tables.ts';

export interface CheckRequest extends ExperimentSettings, FolderSettings {
  /** One ensemble, its first variant the scenario as it is. */
  plan: Plan;
  /** What the manifest says of how parameters were drawn. */
  settings: object;
  /** What the results are called: they may replace results of the same name. */
  name: string;
  facts: readonly Fact[];
  rivals: readonly Rival[];
  workers: number;
}

export interface CheckResults {
  /** As it was asked for. */
  folder: string;
  charts: string[];
  /** The worst first in each role. */
  facts: CheckedFact[];
  /** In the order of the facts. */
  scored: ScoredFact[];
  /** Against each rival. */
  contests: Contest[];
  manifest: Manifest;
}

/**
 * Runs an ensemble, holds every fact against it and writes the results folder, whole or not at all. Each run's tables are read once
 * and let go, so memory does not grow with the replicates.
 * @throws as `runToFolder`.
 */
export async function checkToFolder(request: CheckRequest): Promise<CheckResults> {
  const { plan, facts, rivals, folder } = request;
  const names = rivals.map(({ title }) => title);
  const { scenario } = plan.variants[0]!;
  const started = new Date();
  return inResultsFolder(request, async (publish) => {
    const store = await runPlan(plan, request);
    const runs = runsOfEnsemble(plan, store);
    const saidByRivals = factsAsRivalsSee(facts, rivals);
    const both = runs.map((tables, run) => {
      const own = scenarioOf(runs, run, scenario);
      return [observeAll(facts, own, tables), observeAll(saidByRivals, own, tables)] as const;
    });
    const observed = both.map(([ofModel]) => ofModel);
    const checked = worstFirst(checkFacts(facts, observed));
    const ofRivals = rivalRuns(
      rivals,
      saidByRivals,
      both.map(([, seen]) => seen),
    );
    const scored = scoreModel(facts, checked, observed, ofRivals);
    const contests = contestsOf(scored, names);
    const charts = [
      checkChart(scenario, checked, runs.length),
      figuresChart(scored, names),
      coverageChart(scored, contests),
    ].filter((chart) => chart !== null);
    const manifest = await publish(
      async (writer) => {
        await writer.add('facts.json', `${JSON.stringify(checked, null, 2)}\n`);
        for (const { path, text, rows } of scoreTables(scored, contests, names))
          await writer.add(path, text, rows);
        await writeCharts(writer, charts);
      },
      (files) => manifestOf({ ...request, command: 'check', store, started }, files),
    );
    return { folder, charts: charts.map((chart) => chart.name), facts: checked, scored, contests, manifest };
  });
}

/** Facts with the observation that a rival makes of them, each once. */
function factsAsRivalsSee(facts: readonly Fact[], rivals: readonly Rival[]): Fact[] {
  const observations = new Map(
    rivals.flatMap(({ figures }) =>
      figures.flatMap(({ fact, observation }) =>
        observation === null ? [] : [[fact, observation] as const],
      ),
    ),
  );
  return facts.flatMap((fact) => {
    const observation = observations.get(fact.id);
    return observation === undefined ? [] : [{ ...fact, observation }];
  });
}

/** What each run gives for a rival's figures. @param seen of each run, the facts as rivals see them. */
function rivalRuns(
  rivals: readonly Rival[],
  said: readonly Fact[],
  seen: readonly (readonly Observed[])[],
): Record<string, RivalRuns[]> {
  const runsOf = (id: string) => {
    const at = said.findIndex((fact) => fact.id === id);
    return seen.map((ofRun) => ofRun[at]!);
  };
  return Object.fromEntries(
    rivals.map(({ title, figures }) => [
      title,
      figures.map((figure) => ({
        figure,
        runs: figure.value === null ? runsOf(figure.fact) : [{ value: figure.value }],
      })),
    ]),
  );
}
