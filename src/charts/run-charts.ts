import type { Fact } from '../evidence/fact.ts';
import { peopleAMonth } from '../evidence/people-a-month.ts';
import type { Figure } from '../evidence/score.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { textsOf } from '../tables/table.ts';
import type { Runs } from '../tables/tables.ts';
import { bordersChart } from './borders-chart.ts';
import { concentrationChart } from './concentration-chart.ts';
import { destinationsChart } from './destinations-chart.ts';
import { doctorsChart } from './doctors-chart.ts';
import { giantsStaffChart } from './giants-staff-chart.ts';
import { netFlowChart } from './net-flow-chart.ts';
import { comparedPeriods } from './periods.ts';
import { reasonsChart } from './reasons-chart.ts';
import { staffChart } from './staff-chart.ts';
import { starsChart } from './stars-chart.ts';
import type { Chart } from './style.ts';

/**
 * The charts of a run or an ensemble, those that it has something to show for.
 * @param runs one item per replicate.   @param figures of `facts`, as `scoreFacts` gives them.
 */
export function runCharts(
  scenario: Scenario,
  runs: Runs,
  figures: readonly Figure[],
  facts: readonly Fact[],
): Chart[] {
  const [first] = runs;
  const months = first ? textsOf(first.market, 'month').texts : [];
  if (months.length === 0) return [];
  const published = peopleAMonth(facts, scenario, runs);
  const periods = comparedPeriods(published, months, scenario);
  return [
    netFlowChart(scenario, runs, published, figures),
    destinationsChart(scenario, runs, periods),
    staffChart(scenario, runs),
    doctorsChart(scenario, runs, facts, figures),
    reasonsChart(scenario, runs, periods),
    starsChart(scenario, runs),
    bordersChart(scenario, runs),
    giantsStaffChart(scenario, runs),
    concentrationChart(scenario, runs),
  ].filter((chart) => chart !== null);
}
