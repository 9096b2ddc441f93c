import { ALL_REGIONS, FLOW_KINDS, MOTIVES, OUTSIDE, RETENTION_MONTHS, TOGETHER } from '../model/records.ts';
import { DEGREES, DESTINATIONS, type Scenario } from '../scenario/scenario.ts';

const idsOf = (items: readonly { readonly id: string }[]) => items.map(({ id }) => id);

/**
 * Everything that can stand in a text column of a result table of a scenario.
 * @param column its name; one of that table's.
 */
export function valuesInColumn(table: string, column: string, scenario: Scenario): readonly string[] {
  if (table === 'migration') return idsOf(scenario.regions);
  return IN_COLUMNS[column]?.(scenario, table) ?? [];
}

const units = ({ employers, sectors }: Scenario) => [
  ...idsOf(employers.filter(({ isNamed }) => isNamed)),
  ...idsOf(sectors),
  ...Object.values(OUTSIDE),
];
const regions = (scenario: Scenario) => [...idsOf(scenario.regions), ALL_REGIONS];

const IN_COLUMNS: Readonly<Record<string, (scenario: Scenario, table: string) => readonly string[]>> = {
  unit: units,
  from: units,
  to: units,
  sector: ({ sectors }) => [...idsOf(sectors), OUTSIDE.noJob, OUTSIDE.left],
  skill: ({ skills }) => idsOf(skills),
  region: regions,
  home: regions,
  programme: ({ programmes, retraining }) => [...idsOf(programmes), ...idsOf(retraining)],
  route: (scenario) => scenario.regions.flatMap(({ routes }) => idsOf(routes)),
  kind: (_, table) => (table === 'flows' ? FLOW_KINDS : TOGETHER),
  motive: () => MOTIVES,
  destination: () => DESTINATIONS,
  degree: () => [...DEGREES, 'retraining'],
  after: () => RETENTION_MONTHS.map(String),
};
