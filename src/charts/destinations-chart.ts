import { type CentreAndInterval, centreAndInterval } from '../evidence/centre-and-interval.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { type Runs, scenarioOf } from '../tables/tables.ts';
import { AROUND_PANELS, type DumbbellRow, dumbbells } from './dumbbells.ts';
import { ELSEWHERE, leaversByDestination } from './leavers.ts';
import { markBetween, type Period } from './periods.ts';
import { type Chart, chart, heightBelow } from './style.ts';
import { asObserved, ofRuns, periodName, short } from './words.ts';

/** Destinations with a row of their own; the smaller ones share one. */
const LARGEST = 10;

interface Destination {
  readonly id: string;
  readonly label: string;
  /** One per period. */
  readonly values: readonly CentreAndInterval[];
}

/** Where leavers of the observed sector went; null when the scenario observes none or nobody left. */
export function destinationsChart(scenario: Scenario, runs: Runs, periods: readonly Period[]): Chart | null {
  const { netFlowOf, label } = scenario.observe;
  if (netFlowOf === null) return null;
  const byRun = runs.map((tables) =>
    periods.map((period) => leaversByDestination(scenario, tables, netFlowOf, period)),
  );
  const coverages = byRun.map((_, run) => scenarioOf(runs, run, scenario).observe.coverage);
  const together = (ids: readonly string[]): CentreAndInterval[] =>
    periods.map((_, period) =>
      centreAndInterval(
        byRun.map(
          (of, run) => coverages[run]! * ids.reduce((sum, id) => sum + (of[period]!.get(id) ?? 0), 0),
        ),
      ),
    );
  const ids = [...new Set(byRun.flatMap((of) => of.flatMap((leavers) => [...leavers.keys()])))];
  const apart = new Set<string>(Object.values(ELSEWHERE));
  const destinations = ids
    .filter((id) => !apart.has(id) || id === ELSEWHERE.founding)
    .map((id): Destination => ({ id, label: labelOf(id, scenario), values: together([id]) }))
    .sort(
      (one, other) => last(other) - last(one) || first(other) - first(one) || (one.id < other.id ? -1 : 1),
    );
  if (destinations.length === 0) return null;
  const named = destinations.slice(0, destinations.length > LARGEST + 1 ? LARGEST : destinations.length);
  const smaller = destinations.slice(named.length).map(({ id }) => id);
  const row = (id: string, text: string): DumbbellRow[] =>
    ids.includes(id) ? [{ label: text, values: together([id]) }] : [];
  const elsewhere = [
    ...row(ELSEWHERE.inside, `another of ${label}`),
    ...row(ELSEWHERE['lay-off'], 'no job: laid off'),
    ...row(ELSEWHERE.quit, 'no job: quit'),
    ...row(ELSEWHERE.failure, 'no job: the firm failed'),
    ...row(ELSEWHERE['visa-end'], 'no job: the visa ended'),
    ...row(ELSEWHERE['return-home'], 'went home'),
    ...row(ELSEWHERE.studies, 'studies or a post elsewhere'),
    ...row(ELSEWHERE.exit, 'out of the field'),
  ];
  const employers = [
    ...named,
    ...(smaller.length > 0 ? [{ label: `${smaller.length} others`, values: together(smaller) }] : []),
  ];
  const both = employers.length > 0 && elsewhere.length > 0;
  const panels = [
    { title: 'To other employers', rows: employers, width: both ? 288 : 600 },
    { title: 'Inside (no change in net), or to no job', rows: elsewhere, width: both ? 190 : 600 },
  ].filter(({ rows }) => rows.length > 0);
  const title = titleOf(scenario, destinations, periods);
  const subtitle = [
    `People a month who left jobs at ${label}, ${asObserved(scenario, runs)}, by where they went${both ? '; the two axes differ' : ''}.${ofRuns(runs.length)}`,
  ];
  const height = heightBelow(title, subtitle) - AROUND_PANELS;
  const hconcat = panels.map(({ rows, ...panel }) =>
    dumbbells(rows, periods.map(periodName), { ...panel, height, axisTitle: 'people a month', say: short }),
  );
  return chart('destinations', title, subtitle, { hconcat, spacing: 24 });
}

const first = ({ values }: Destination): number => values[0]!.centre!;
const last = ({ values }: Destination): number => values.at(-1)!.centre!;
const rise = (destination: Destination): number => last(destination) - first(destination);

function titleOf(
  scenario: Scenario,
  destinations: readonly Destination[],
  periods: readonly Period[],
): string {
  const [largest] = destinations;
  const most = `Leavers of ${scenario.observe.label} went most to ${largest!.label}`;
  if (periods.length === 1) return most;
  const [only] = destinations.length === 1 ? destinations : [];
  const after = `after ${markBetween(periods, scenario) ?? periodName(periods[0]!)}`;
  const riser = destinations.toSorted((one, other) => rise(other) - rise(one))[0]!;
  if (only)
    return `Leavers of ${scenario.observe.label} went to ${only.label}: from ${short(first(only))} to ${short(last(only))} a month ${after}`;
  if (rise(riser) <= 0 || short(first(riser)) === short(last(riser)))
    return `${most}, and no more to any ${after}`;
  const more = `${short(first(riser))} to ${short(last(riser))} a month ${after}`;
  return riser === largest ? `${most}: from ${more}` : `${most}; ${riser.label} rose most, from ${more}`;
}

/** A sector's label stands for its employers without a name: the others of it, when it has named ones too. */
function labelOf(id: string, scenario: Scenario): string {
  if (id === ELSEWHERE.founding) return 'a firm of their own';
  const employer = scenario.employers.find((one) => one.isNamed && one.id === id);
  if (employer) return employer.label;
  const label = scenario.sectors.find((sector) => sector.id === id)?.label ?? id;
  const hasNamed = scenario.employers.some(({ isNamed, sector }) => isNamed && sector === id);
  return hasNamed ? `other ${label}` : label;
}
