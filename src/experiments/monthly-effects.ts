import { interval90 } from '../evidence/centre-and-interval.ts';
import { monthText } from '../scenario/dates.ts';
import type { Calendar } from '../scenario/scenario.ts';
import { differencesOf, type Pairs, pairedDifference } from './compare.ts';

/** How base and policy differ in one month, over paired runs at the scenarios' own values. */
export interface MonthlyEffect {
  readonly policy: string;
  readonly month: string;
  readonly difference: number;
  /** Monte Carlo interval of the mean, of this month alone. */
  readonly monteCarloLow: number;
  readonly monteCarloHigh: number;
  /** 90% of the runs of the mean: over seeds alone. */
  readonly low: number;
  readonly high: number;
}

/** @param base monthly values of each run. @param policy the same runs under the policy. Months without a value are left out. */
export function monthlyEffects(
  name: string,
  calendar: Calendar,
  base: readonly Float64Array[],
  policy: readonly Float64Array[],
): MonthlyEffect[] {
  const months = calendar.end - calendar.start + 1;
  return Array.from({ length: months }, (_, at) => at).flatMap((at) => {
    const pairs: Pairs = { base: base.map((run) => run[at]!), policy: policy.map((run) => run[at]!) };
    const { difference, monteCarloLow, monteCarloHigh } = pairedDifference(pairs, { comparisons: 1 });
    if (difference === null) return [];
    return [
      {
        policy: name,
        month: monthText(calendar.start + at),
        difference,
        monteCarloLow: monteCarloLow ?? difference,
        monteCarloHigh: monteCarloHigh ?? difference,
        ...interval90(differencesOf(pairs)),
      },
    ];
  });
}
