import { comparisonCharts } from '../charts/comparison-charts.ts';
import { runsForWidth } from '../experiments/compare.ts';
import { outcomeOf } from '../experiments/outcomes.ts';
import { firstReplicates, type Plan, planOf, type Variant } from '../experiments/plan.ts';
import { hashes } from '../runtime/engine-hash.ts';
import { RunFailure } from '../runtime/failures.ts';
import { monthText } from '../scenario/dates.ts';
import type { Month } from '../scenario/scenario.ts';
import {
  type ComparisonResult,
  type ComparisonSettings,
  comparisonOf,
  pairsOfFirstOutcome,
  setsOf,
} from './comparison.ts';
import { comparisonTables } from './comparison-tables.ts';
import { type ExperimentSettings, runPlan } from './experiment.ts';
import type { Manifest } from './manifest.ts';
import { manifestOf } from './manifest-of-run.ts';
import { oneByOne } from './one-by-one.ts';
import { type Doubt, doubtInManifest, type Reloadable, underDoubt } from './parameter-sets.ts';
import { writeCharts } from './pictures.ts';
import { type FolderSettings, inResultsFolder } from './results-folder.ts';

const MOST_RUNS = 10_000;

export interface CompareRequest extends ExperimentSettings, FolderSettings {
  readonly name: string;
  readonly base: Reloadable;
  readonly policies: readonly Reloadable[];
  /** Names of outcomes; the first is the one that charts over time and `untilWidth` are about. */
  readonly outcomes: readonly string[];
  readonly from: Month;
  readonly to: Month;
  readonly replicates: number;
  /** Runs are added until the first outcome's Monte Carlo interval is so wide at most; null: `replicates` it is. */
  readonly untilWidth: number | null;
  readonly doubt: Doubt;
  readonly workers: number;
}

export interface Comparison extends ComparisonResult {
  readonly charts: readonly string[];
  readonly folder: string;
  readonly manifest: Manifest;
}

/**
 * Runs base and policies on the same seeds, and writes how they differ.
 * @throws OutcomeMistake, UsageMistake, Interrupted, MarketFailure, RunFailure.
 */
export async function compareToFolder(request: CompareRequest): Promise<Comparison> {
  const { base, folder, name } = request;
  const started = new Date();
  const { scenario } = base.variant;
  const settings = settingsOf(request);
  for (const one of settings.outcomes) outcomeOf(one, scenario); // a mistake is told before anything runs
  const sets = await variantsOfSets(request, settings);
  return inResultsFolder({ ...request, name }, async (publish) => {
    const plan = withSets(await mainPlan(request, settings), sets);
    const isFresh = request.fresh && settings.untilWidth === null; // the first stage has just been run
    const store = await runPlan(plan, { ...request, fresh: isFresh });
    const result = comparisonOf(plan, store, settings);
    const charts = comparisonCharts({ scenario, ...result });
    const manifest = await publish(
      async (writer) => {
        for (const { path, text, rows } of comparisonTables(result)) await writer.add(path, text, rows);
        await writeCharts(writer, charts);
      },
      (files) => manifestOf({ ...request, command: 'compare', settings, plan, store, started }, files),
    );
    return { ...result, charts: charts.map((chart) => chart.name), folder, manifest };
  });
}

function settingsOf({
  outcomes,
  from,
  to,
  replicates,
  untilWidth,
  doubt,
}: CompareRequest): ComparisonSettings {
  const window = { from: monthText(from), to: monthText(to) };
  return { outcomes: [...outcomes], ...window, replicates, untilWidth, ...doubtInManifest(doubt) };
}

/** The paired runs: as many as asked, or as the width asked for needs, which a first stage of runs tells. */
async function mainPlan(request: CompareRequest, settings: ComparisonSettings): Promise<Plan> {
  const { base, policies } = request;
  const { replicates, untilWidth, outcomes } = settings;
  const variants = [base, ...policies].map(({ variant }) => variant);
  const first = planOf(variants, firstReplicates(replicates), hashes());
  if (untilWidth === null) return first;
  const store = await runPlan(first, request);
  const pairs = pairsOfFirstOutcome(first, store, settings);
  const runs = runsForWidth(pairs, untilWidth, policies.length * outcomes.length);
  if (runs > MOST_RUNS) {
    throw new RunFailure('--until-width', {
      found: `${untilWidth}, for which ${runs.toLocaleString('en-GB')} runs of each scenario would be needed`,
      expected: `a width that ${MOST_RUNS.toLocaleString('en-GB')} runs can reach`,
      remedy: 'ask for a wider interval, fewer outcomes or fewer policies; the finished runs are kept',
    });
  }
  return planOf(variants, firstReplicates(runs), hashes());
}

/** Base and policies under each parameter set. */
function variantsOfSets(request: CompareRequest, settings: ComparisonSettings): Promise<Variant[][]> {
  const { base, policies, doubt } = request;
  const { seed } = base.variant.scenario;
  const draw = (set: number) => underDoubt([base, ...policies], doubt, seed, set);
  return oneByOne(firstReplicates(setsOf(settings)), draw, request);
}

/** One run of each scenario under each set, with the seed of the replicate of the set's number. */
function withSets(main: Plan, sets: readonly (readonly Variant[])[]): Plan {
  const { pointId } = hashes();
  const variants = [...main.variants];
  const points = [...main.points];
  for (const [replicate, set] of sets.entries()) {
    for (const variant of set) {
      const { seed } = variant.scenario;
      points.push({
        id: pointId(variant.scenario, seed, replicate),
        variant: variants.length,
        seed,
        replicate,
      });
      variants.push(variant);
    }
  }
  return { ...main, variants, points };
}
