import { comparisonCharts } from '../charts/comparison-charts.ts';
import {
  type Effect,
  meanOfWindow,
  type Pairs,
  pairedDifference,
  runsForWidth,
  spreadOf,
  varianceRatio,
} from '../experiments/compare.ts';
import type { PointStore } from '../experiments/executor.ts';
import { type MonthlyEffect, monthlyEffects } from '../experiments/monthly-effects.ts';
import { type Outcome, outcomeOf } from '../experiments/outcomes.ts';
import {
  firstReplicates,
  monthName,
  type Plan,
  planOf,
  pointsOf,
  type Variant,
} from '../experiments/plan.ts';
import { runsOf } from '../experiments/runs.ts';
import { hashes } from '../runtime/engine-hash.ts';
import { RunFailure } from '../runtime/failures.ts';
import type { Month } from '../scenario/scenario.ts';
import { movesThatDiffer } from '../tables/move-sketch.ts';
import { comparisonTables } from './comparison-tables.ts';
import { type ExperimentSettings, runPlan } from './experiment.ts';
import type { Manifest } from './manifest.ts';
import { manifestOf } from './manifest-of-run.ts';
import { type Doubt, doubtInManifest, type Reloadable, underDoubt } from './parameter-sets.ts';
import { writeCharts } from './pictures.ts';
import { type FolderSettings, inResultsFolder } from './results-folder.ts';

/** More parameter sets would not move a 90% range much, and each is a scenario to be read anew. */
const MOST_PARAMETER_SETS = 64;
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

export interface Comparison {
  readonly effects: readonly Effect[];
  /** Of the first outcome. */
  readonly monthly: readonly MonthlyEffect[];
  readonly charts: readonly string[];
  readonly folder: string;
  readonly manifest: Manifest;
}

/** What one run gives: each outcome's mean over the window, and the first outcome month by month. */
interface Measured {
  readonly means: readonly number[];
  readonly monthly: Float64Array;
}

/**
 * Runs base and policies on the same seeds, and writes how they differ.
 * @throws OutcomeMistake, UsageMistake, Interrupted, MarketFailure, RunFailure.
 */
export async function compareToFolder(request: CompareRequest): Promise<Comparison> {
  const { base, policies, folder, name } = request;
  const started = new Date();
  const variants = [base, ...policies].map(({ variant }) => variant);
  const outcomes = request.outcomes.map((one) => outcomeOf(one, base.variant.scenario));
  const sets = variantsOfSets(request);
  return inResultsFolder({ ...request, name }, async (publish) => {
    const { plan: main, firstStage } = await mainPlan(request, variants, outcomes);
    const plan = withSets(main, sets);
    const store = await runPlan(plan, { ...request, fresh: request.fresh && firstStage === undefined });
    const measured = measure(request, main, outcomes, store);
    const ofSets = sets.map((set) => measure(request, planOfSet(plan, set), outcomes, store));
    const effects = policies.flatMap(({ variant }, policy) =>
      outcomes.map((outcome, at) => {
        const pairs = pairsOf(measured, policy, at);
        const paired = pairedDifference(pairs, {
          comparisons: policies.length * outcomes.length,
          ...(firstStage === undefined ? {} : { firstStage }),
        });
        const spreadPairs = ofSets.length > 0 ? pairsOverSets(ofSets, policy, at) : pairs;
        return {
          policy: variant.name,
          outcome: outcome.name,
          unit: outcome.unit,
          from: monthName(request.from),
          to: monthName(request.to),
          ...paired,
          ...spreadOf(spreadPairs, paired.difference),
          over: request.doubt.over === 'none' ? ('seeds' as const) : request.doubt.over,
          varianceRatio: varianceRatio(pairs),
          movesChanged: movesChanged(main, policy + 1, store),
          replicates: pairs.base.length,
        };
      }),
    );
    const monthly = policies.flatMap(({ variant }, policy) =>
      monthlyEffects(
        variant.name,
        base.variant.scenario.calendar,
        measured[0]!.map((run) => run.monthly),
        measured[policy + 1]!.map((run) => run.monthly),
      ),
    );
    const charts = comparisonCharts({ scenario: base.variant.scenario, outcomes, effects, monthly });
    const manifest = await publish(
      async (writer) => {
        for (const { path, text, rows } of comparisonTables(effects, monthly, outcomes))
          await writer.add(path, text, rows);
        await writeCharts(writer, charts);
      },
      (files) =>
        manifestOf(
          { ...request, command: 'compare', settings: settingsOf(request), plan, store, started },
          files,
        ),
    );
    return { effects, monthly, charts: charts.map((chart) => chart.name), folder, manifest };
  });
}

function settingsOf({ outcomes, from, to, replicates, untilWidth, doubt }: CompareRequest): object {
  const window = { from: monthName(from), to: monthName(to) };
  return { outcomes, ...window, replicates, untilWidth, ...doubtInManifest(doubt) };
}

/** The paired runs: as many as asked, or as the width asked for needs, which a first stage of runs tells. */
async function mainPlan(
  request: CompareRequest,
  variants: readonly Variant[],
  outcomes: readonly Outcome[],
): Promise<{ plan: Plan; firstStage?: number }> {
  const { replicates, untilWidth, policies } = request;
  const first = planOf(variants, firstReplicates(replicates), hashes());
  if (untilWidth === null) return { plan: first };
  const store = await runPlan(first, request);
  const measured = measure(request, first, outcomes, store);
  const comparisons = policies.length * outcomes.length;
  const runs = runsForWidth(
    policies.map((_, policy) => pairsOf(measured, policy, 0)),
    untilWidth,
    comparisons,
  );
  if (runs > MOST_RUNS) {
    throw new RunFailure('--until-width', {
      found: `${untilWidth}, for which ${runs.toLocaleString('en-GB')} runs of each scenario would be needed`,
      expected: `a width that ${MOST_RUNS.toLocaleString('en-GB')} runs can reach`,
      remedy: 'ask for a wider interval, fewer outcomes or fewer policies; the finished runs are kept',
    });
  }
  return { plan: planOf(variants, firstReplicates(runs), hashes()), firstStage: replicates };
}

/** Base and policies under each parameter set. */
function variantsOfSets({ base, policies, doubt, replicates }: CompareRequest): Variant[][] {
  if (doubt.over === 'none') return [];
  const { seed } = base.variant.scenario;
  const sets = Math.min(replicates, MOST_PARAMETER_SETS);
  return firstReplicates(sets).map((set) => underDoubt([base, ...policies], doubt, seed, set));
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

/** The part of a plan that is about these variants. */
function planOfSet(plan: Plan, variants: readonly Variant[]): Plan {
  const first = plan.variants.indexOf(variants[0]!);
  const points = plan.points
    .filter(({ variant }) => variant >= first && variant < first + variants.length)
    .map((point) => ({ ...point, variant: point.variant - first }));
  return { ...plan, variants, points };
}

/** By variant and run. */
function measure(
  { from, to }: CompareRequest,
  plan: Plan,
  outcomes: readonly Outcome[],
  store: PointStore,
): Measured[][] {
  return plan.variants.map(({ scenario }, variant) => {
    const [first, last] = [from - scenario.calendar.start, to - scenario.calendar.start];
    return runsOf(plan, variant, store).map((tables) => {
      const monthly = outcomes.map((outcome) => outcome.monthly(tables));
      return { means: monthly.map((values) => meanOfWindow(values, first, last)), monthly: monthly[0]! };
    });
  });
}

function pairsOf(measured: readonly (readonly Measured[])[], policy: number, outcome: number): Pairs {
  const of = (variant: number) => measured[variant]!.map(({ means }) => means[outcome]!);
  return { base: of(0), policy: of(policy + 1) };
}

function pairsOverSets(
  sets: readonly (readonly (readonly Measured[])[])[],
  policy: number,
  outcome: number,
): Pairs {
  const all = sets.map((measured) => pairsOf(measured, policy, outcome));
  return { base: all.flatMap((pairs) => pairs.base), policy: all.flatMap((pairs) => pairs.policy) };
}

/** Mean over the paired runs. */
function movesChanged(plan: Plan, variant: number, store: PointStore): number {
  const base = pointsOf(plan, 0);
  const policy = pointsOf(plan, variant);
  const changed = base.map(({ id }, run) => movesThatDiffer(store.moves(id), store.moves(policy[run]!.id)));
  return changed.reduce((sum, moves) => sum + moves, 0) / changed.length;
}
