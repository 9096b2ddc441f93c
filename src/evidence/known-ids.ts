import { FLOW_KINDS, OUTSIDE } from '../model/records.ts';
import { DESTINATIONS, type Scenario } from '../scenario/scenario.ts';
import { sectorsOfUnits } from '../tables/collect.ts';
import { OBSERVED_SECTOR } from './observation.ts';
import { Unanswered } from './unanswered.ts';

/** What each kind of text column may hold in a scenario; a column that is not here may hold anything. */
function knownIn(scenario: Scenario, column: string): readonly string[] | null {
  const outside: string[] = Object.values(OUTSIDE);
  const sectors = scenario.sectors.map(({ id }) => id);
  if (column === 'sector' || column.endsWith('-sector')) return [...sectors, ...outside];
  if (['unit', 'from', 'to'].includes(column)) return [...sectorsOfUnits(scenario).keys(), ...outside];
  if (column === 'skill') return scenario.skills.map(({ id }) => id);
  if (column === 'region' || column === 'home') return scenario.regions.map(({ id }) => id);
  return column === 'destination' ? DESTINATIONS : null;
}

/**
 * The ids that a fact names in a column, the observed sector put in; those that the scenario does not have are left out.
 * @throws Unanswered when it has none of them: zero would be no answer.
 */
export function idsInScenario(
  scenario: Scenario,
  table: string,
  column: string,
  named: string | string[],
): string[] {
  const ids = withObserved(scenario, named);
  const known = table === 'flows' && column === 'kind' ? FLOW_KINDS : knownIn(scenario, column);
  const there = known === null ? ids : ids.filter((id) => (known as readonly string[]).includes(id));
  if (there.length > 0) return there;
  throw new Unanswered(`the scenario has no ${column} ${ids.join(', ')}`);
}

/** The ids as they are named, the observed sector put in. */
export function withObserved(scenario: Scenario, named: string | string[]): string[] {
  return [named].flat().map((id) => (id === OBSERVED_SECTOR ? observedSector(scenario) : id));
}

/** @throws Unanswered when the scenario observes no sector. */
export function observedSector({ observe }: Scenario): string {
  if (observe.netFlowOf === null) throw new Unanswered('the scenario observes no sector');
  return observe.netFlowOf;
}
