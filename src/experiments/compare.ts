import jstat from 'jstat';
import { mean, sampleStandardDeviation, sampleVariance } from 'simple-statistics';
import { interval90 } from '../evidence/centre-and-interval.ts';

/** Share of repeats in which all Monte Carlo intervals of a comparison together hold what they are for. */
export const CONFIDENCE = 0.9;

/** What a policy does to one outcome. Numbers are null where no run, or one run alone, can say. */
export interface Effect {
  readonly policy: string;
  readonly outcome: string;
  readonly unit: string;
  /** Months YYYY-MM, both included. */
  readonly from: string;
  readonly to: string;
  /** Mean of policy less base over paired runs at the scenarios' own values. */
  readonly difference: number | null;
  /** Standard error of that mean: what more runs would lessen. */
  readonly monteCarloError: number | null;
  /** Bounds of the mean: all of a comparison hold together with 90% (Bonferroni). */
  readonly monteCarloLow: number | null;
  readonly monteCarloHigh: number | null;
  /**
   * 90% of pairs, which more runs would not narrow. Over `seeds` these are the pairs of the mean; else further pairs, whose
   * parameters are drawn, so that the mean need not lie between.
   */
  readonly low: number | null;
  readonly high: number | null;
  readonly over: 'posterior' | 'priors' | 'seeds';
  /** Share of the pairs of `low` and `high` whose difference has the sign of the mean; 1 when all are zero, null when the mean alone is. */
  readonly sameSign: number | null;
  /** Variance of the difference with independent seeds over that with paired seeds; null when the pairs do not vary. */
  readonly varianceRatio: number | null;
  /** Moves of simulated people a run that one of base and policy has and the other has not, about. */
  readonly movesChanged: number | null;
  /** Pairs of the mean. */
  readonly replicates: number;
}

/** Whether the runs tell the sign of an effect: its Monte Carlo interval does not hold 0, or there is none. */
export const signIsTold = ({ monteCarloLow: low, monteCarloHigh: high }: Effect): boolean =>
  low === null || high === null || low > 0 || high < 0;

/** Whether a policy changed an outcome in no run at all. */
export const isNothing = ({ difference, monteCarloLow: low, monteCarloHigh: high }: Effect): boolean =>
  difference === 0 && (low ?? 0) === 0 && (high ?? 0) === 0;

/** One outcome of the same runs under base and policy. */
export interface Pairs {
  readonly base: readonly number[];
  readonly policy: readonly number[];
}

export interface Precision {
  /** Bounds that hold together: policies × outcomes. */
  readonly comparisons: number;
  /** Runs from which the variance is taken (Stein's first stage); default: all. */
  readonly firstStage?: number;
}

/**
 * A difference that is less than this share of what it is taken from is the rounding of binary fractions, and means none. Over a
 * mean of twenty years rounding reaches some 1e-14 of it, and the least difference there is, one of a million people in one of
 * their months, 4e-9.
 */
const ROUNDING = 1e-9;

const withoutRounding = (difference: number, magnitude: number): number =>
  Math.abs(difference) < ROUNDING * magnitude ? 0 : difference;

/** The largest of the numbers that say something, sign aside. */
const magnitudeOf = (values: readonly number[]): number =>
  Math.max(0, ...values.filter((value) => !Number.isNaN(value)).map(Math.abs));
const magnitudeOfPairs = ({ base, policy }: Pairs): number => magnitudeOf([...base, ...policy]);

/** The difference of paired runs: its mean, Monte Carlo error and bounds. Runs that cannot say are left out. */
export function pairedDifference(pairs: Pairs, { comparisons, firstStage }: Precision) {
  const differences = differencesOf(pairs);
  const nothing = { difference: null, monteCarloError: null, monteCarloLow: null, monteCarloHigh: null };
  if (differences.length === 0) return nothing;
  const magnitude = magnitudeOfPairs(pairs);
  const difference = withoutRounding(mean(differences), magnitude);
  const used = differencesOf({
    base: pairs.base.slice(0, firstStage), // in runs: of the later ones none counts, though some of these cannot say
    policy: pairs.policy.slice(0, firstStage),
  });
  if (used.length < 2) return { ...nothing, difference };
  const monteCarloError =
    withoutRounding(sampleStandardDeviation(used), magnitude) / Math.sqrt(differences.length);
  const reach = boundsFactor(used.length, comparisons) * monteCarloError;
  return {
    difference,
    monteCarloError,
    monteCarloLow: difference - reach,
    monteCarloHigh: difference + reach,
  };
}

/** Standard errors from the mean to a bound, so that `comparisons` intervals hold together (Student's t, Bonferroni). */
function boundsFactor(runs: number, comparisons: number): number {
  return jstat.studentt.inv(1 - (1 - CONFIDENCE) / (2 * comparisons), runs - 1);
}

/** 5% and 95% of pairs, and the share of them with the sign of `difference`, which may be the mean of other pairs. */
export function spreadOf(pairs: Pairs, difference: number | null): Pick<Effect, 'low' | 'high' | 'sameSign'> {
  const differences = differencesOf(pairs);
  if (differences.length === 0 || difference === null) return { low: null, high: null, sameSign: null };
  const same = differences.filter((one) => Math.sign(one) === Math.sign(difference)).length;
  const hasSign = difference !== 0 || same === differences.length;
  return {
    ...interval90(differences),
    sameSign: hasSign ? same / differences.length : null,
  };
}

/** How much pairing saves: (variance of base + variance of policy) ÷ variance of the difference. */
export function varianceRatio(pairs: Pairs): number | null {
  const isSaid = pairs.base.map((base, run) => !Number.isNaN(base) && !Number.isNaN(pairs.policy[run]!));
  const [base, policy] = [pairs.base, pairs.policy].map((values) => values.filter((_, run) => isSaid[run]));
  if (base!.length < 2) return null;
  const paired = sampleVariance(differencesOf(pairs));
  const isRounding = withoutRounding(Math.sqrt(paired), magnitudeOfPairs(pairs)) === 0;
  return isRounding ? null : (sampleVariance(base!) + sampleVariance(policy!)) / paired;
}

/** Policy less base, run by run; runs that cannot say are left out. */
export function differencesOf(pairs: Pairs): number[] {
  const { base, policy } = pairs;
  const magnitude = magnitudeOfPairs(pairs);
  return base
    .map((value, run) => withoutRounding(policy[run]! - value, magnitude))
    .filter((difference) => !Number.isNaN(difference));
}

/**
 * Paired runs that make the Monte Carlo interval of each policy at most `width` wide: Stein's two-stage rule. The variance is
 * taken from a first stage and never again, so that the number of runs does not depend on the mean, and the interval keeps its
 * coverage exactly for normal differences. Source: C. Stein (1945), "A two-sample test for a linear hypothesis whose power is
 * independent of the variance", Annals of Mathematical Statistics 16.
 * @param firstStage one item per policy: its paired runs so far, at least 2.
 */
export function runsForWidth(firstStage: readonly Pairs[], width: number, comparisons: number): number {
  const needed = firstStage.map((pairs) => {
    const differences = differencesOf(pairs);
    if (differences.length < 2) return differences.length;
    const reach = boundsFactor(differences.length, comparisons) * sampleStandardDeviation(differences);
    const saying = ((2 * reach) / width) * ((2 * reach) / width);
    return Math.ceil(saying * (pairs.base.length / differences.length)); // as many again cannot say as of the first
  });
  return Math.max(...needed, ...firstStage.map(({ base }) => base.length));
}

/** Mean of a window's months that say something; NaN when none does. */
export function meanOfWindow(monthly: Float64Array, first: number, last: number): number {
  const said = monthly.slice(first, last + 1).filter((value) => !Number.isNaN(value));
  if (said.length === 0) return Number.NaN;
  return withoutRounding(mean([...said]), magnitudeOf([...said])); // gains and losses may cancel
}
