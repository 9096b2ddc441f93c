import { OUTSIDE } from '../model/records.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { valuesInColumn } from '../tables/column-values.ts';
import { OBSERVED_SECTOR } from './observation.ts';
import { Unanswered } from './unanswered.ts';

/** What a text column may hold in a scenario, or the sector of what another column holds; null: anything. */
function knownIn(scenario: Scenario, table: string, column: string): readonly string[] | null {
  if (column.endsWith('-sector')) return [...scenario.sectors.map(({ id }) => id), ...Object.values(OUTSIDE)];
  const known = valuesInColumn(table, column, scenario);
  return known.length === 0 ? null : known;
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
  const known = knownIn(scenario, table, column);
  const there = known === null ? ids : ids.filter((id) => known.includes(id));
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
