import * as z from 'zod';
import {
  type Effect,
  meanOfWindow,
  type Pairs,
  pairedDifference,
  spreadOf,
  varianceRatio,
} from '../experiments/compare.ts';
import type { PointStore } from '../experiments/executor.ts';
import { type MonthlyEffect, monthlyEffects } from '../experiments/monthly-effects.ts';
import { type Outcome, outcomeOf } from '../experiments/outcomes.ts';
import { type Plan, pointsOf } from '../experiments/plan.ts';
import { runsOf } from '../experiments/runs.ts';
import { monthOf } from '../scenario/dates.ts';
import { movesThatDiffer } from '../tables/move-sketch.ts';
import { UNCERTAINTIES } from './parameter-sets.ts';

/** More parameter sets would not move a 90% range much, and each is a scenario to be read anew. */
const MOST_PARAMETER_SETS = 64;

/** What a comparison was asked, as its manifest says it. */
export const COMPARISON_SETTINGS = z.strictObject({
  /** Names; the first is the one that charts over time and `untilWidth` are about. */
  outcomes: z.array(z.string()).min(1),
  from: z.string(),
  to: z.string(),
  replicates: z.int().min(1),
  /** Runs were added until the first outcome's Monte Carlo interval was so wide at most; null: `replicates` it is. */
  untilWidth: z.number().nullable(),
  uncertainty: z.enum(UNCERTAINTIES),
  /** SHA-256 of the posterior, where parameters were drawn from it. */
  posterior: z.string().nullable(),
});
export type ComparisonSettings = z.infer<typeof COMPARISON_SETTINGS>;

/** How policies differ from the base. */
export interface ComparisonResult {
  readonly outcomes: readonly Outcome[];
  readonly effects: readonly Effect[];
  /** Of the first outcome. */
  readonly monthly: readonly MonthlyEffect[];
}

/** How many further pairs with drawn parameters a comparison has: one for each paired run asked for, up to a number. */
export function setsOf({ uncertainty, replicates }: ComparisonSettings): number {
  return uncertainty === 'none' ? 0 : Math.min(replicates, MOST_PARAMETER_SETS);
}

/**
 * What the finished points of a comparison say.
 * @param plan base and policies at their own values, then base and policies under each parameter set.
 * @throws OutcomeMistake
 */
export function comparisonOf(plan: Plan, store: PointStore, settings: ComparisonSettings): ComparisonResult {
  const sets = setsOf(settings);
  const compared = plan.variants.length / (1 + sets);
  const [main, ...ofSets] = Array.from({ length: 1 + sets }, (_, part) =>
    partOf(plan, part * compared, compared),
  );
  const [base, ...policies] = main!.variants;
  const outcomes = settings.outcomes.map((one) => outcomeOf(one, base!.scenario));
  const measured = measure(main!, store, settings);
  const measuredOfSets = ofSets.map((part) => measure(part, store, settings));
  const effects = policies.flatMap(({ name }, policy) =>
    outcomes.map((outcome, at): Effect => {
      const pairs = pairsOf(measured, policy, at);
      const paired = pairedDifference(pairs, {
        comparisons: policies.length * outcomes.length,
        ...(settings.untilWidth === null ? {} : { firstStage: settings.replicates }),
      });
      const spreadPairs = sets > 0 ? pairsOverSets(measuredOfSets, policy, at) : pairs;
      return {
        policy: name,
        outcome: outcome.name,
        unit: outcome.unit,
        from: settings.from,
        to: settings.to,
        ...paired,
        ...spreadOf(spreadPairs, paired.difference),
        over: settings.uncertainty === 'none' ? 'seeds' : settings.uncertainty,
        varianceRatio: varianceRatio(pairs),
        movesChanged: movesChanged(main!, policy + 1, store),
        replicates: pairs.base.length,
      };
    }),
  );
  const monthly = policies.flatMap(({ name }, policy) =>
    monthlyEffects(
      name,
      base!.scenario.calendar,
      measured[0]!.map((run) => run.monthly),
      measured[policy + 1]!.map((run) => run.monthly),
    ),
  );
  return { outcomes, effects, monthly };
}

/** The first outcome of base and each policy, run by run: what tells how many more runs a width needs. */
export function pairsOfFirstOutcome(plan: Plan, store: PointStore, settings: ComparisonSettings): Pairs[] {
  const measured = measure(plan, store, { ...settings, outcomes: settings.outcomes.slice(0, 1) });
  return plan.variants.slice(1).map((_, policy) => pairsOf(measured, policy, 0));
}

/** The part of a plan that is about `length` variants from `first` on. */
function partOf(plan: Plan, first: number, length: number): Plan {
  const points = plan.points
    .filter(({ variant }) => variant >= first && variant < first + length)
    .map((point) => ({ ...point, variant: point.variant - first }));
  return { ...plan, variants: plan.variants.slice(first, first + length), points };
}

/** What one run gives: each outcome's mean over the window, and the first outcome month by month. */
interface Measured {
  readonly means: readonly number[];
  readonly monthly: Float64Array;
}

/** By variant and run. All are seen as the base of these runs is: what a source covers may differ from set to set. */
function measure(
  plan: Plan,
  store: PointStore,
  { outcomes: names, from, to }: ComparisonSettings,
): Measured[][] {
  const outcomes = names.map((one) => outcomeOf(one, plan.variants[0]!.scenario));
  return plan.variants.map(({ scenario }, variant) => {
    const { start } = scenario.calendar;
    const [first, last] = [monthOf(from)! - start, monthOf(to)! - start];
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
