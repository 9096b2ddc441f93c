import type { Scenario } from '../scenario/scenario.ts';
import { textsOf } from '../tables/table.ts';
import type { Tables } from '../tables/tables.ts';
import type { Fact } from './fact.ts';
import { firstJobsByYear, shareOfFirstJobs } from './first-jobs.ts';
import { meanIn, observedNetFlow } from './net-flow.ts';

/**
 * A fact's figure as one run gives it, in the fact's unit.
 * @param facts all of them: a ratio is over another fact's simulated figure of the same run.
 * @returns null where the run cannot say: the period is not all in it, nothing is observed, or the norm of a ratio is not above 0.
 */
export function observe(
  fact: Fact,
  facts: readonly Fact[],
  scenario: Scenario,
  tables: Tables,
): number | null {
  const { observation, period } = fact;
  if (observation.measure === 'first-jobs') {
    const year = period.from.slice(0, 4);
    if (!runCovers(tables, period)) return null;
    return shareOfFirstJobs(firstJobsByYear(tables, observation.skill), year, observation.destination);
  }
  const series = observedNetFlow(scenario, tables);
  const mean = series && meanIn(series, period, observation.months);
  if (observation.over === undefined || mean === null) return mean;
  const norm = observe(facts.find(({ id }) => id === observation.over)!, facts, scenario, tables);
  return norm !== null && norm > 0 ? mean / norm : null;
}

function runCovers(tables: Tables, { from, to }: { from: string; to: string }): boolean {
  const { texts } = textsOf(tables.market, 'month');
  return texts.includes(from) && texts.includes(to);
}
