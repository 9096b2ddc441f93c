import type { Scenario } from '../scenario/scenario.ts';
import { type Runs, scenarioOf } from '../tables/tables.ts';
import { type CentreAndInterval, centreAndInterval } from './centre-and-interval.ts';
import type { Fact } from './fact.ts';
import { meanIn, observedNetFlow } from './net-flow.ts';

/** A period of the observed sector's net flow, published and simulated, in people a month. */
export interface PeopleAMonth {
  /** Of the fact. */
  readonly id: string;
  readonly title: string;
  readonly from: string;
  readonly to: string;
  readonly published: number;
  /** After observation: median and 90% interval over replicates, as in `scoreFacts`. */
  readonly simulated: CentreAndInterval;
}

/** The facts about the mean net flow of whole periods in people a month, also those published as a ratio; in order of time. */
export function peopleAMonth(facts: readonly Fact[], scenario: Scenario, runs: Runs): PeopleAMonth[] {
  const series = runs.map((tables, run) => observedNetFlow(scenarioOf(runs, run, scenario), tables));
  return facts
    .filter(({ observation }) => observation?.measure === 'net-flow' && observation.months === undefined)
    .flatMap((fact) => {
      const published = inPeopleAMonth(fact);
      if (published === null) return [];
      const simulated = centreAndInterval(series.map((one) => one && meanIn(one, fact.period)));
      return [{ id: fact.id, title: fact.title, ...fact.period, published, simulated }];
    })
    .sort((one, other) => (one.from < other.from ? -1 : 1));
}

function inPeopleAMonth({ value, unit, also }: Fact): number | null {
  if (unit === 'people/month') return value;
  return also?.unit === 'people/month' ? also.value : null;
}
