import { didYouMean, oneOf } from '../scenario/nearest.ts';
import type { Month, Scenario } from '../scenario/scenario.ts';

/** What is switched on and off as one: drivers, dated events, rounds of lay-offs. */
export interface Cause {
  readonly id: string;
  readonly label: string;
  /** Ids. */
  readonly drivers: readonly string[];
  readonly events: readonly string[];
  readonly layOffs: boolean;
}

/** Months from `first` to `last`, both included. */
export interface Window {
  readonly first: Month;
  readonly last: Month;
}

/** Causes of which a scenario has no such driver or event, or which share one. */
export class CauseMistake extends Error {
  readonly found: string;
  readonly expected: string;
  readonly remedy: string;
  /** Position of the cause, and what of it is meant; empty: all of them. */
  readonly at: readonly (string | number)[];

  constructor(
    where: string,
    found: string,
    expected: string,
    remedy: string,
    at: readonly (string | number)[] = [],
  ) {
    super(where);
    this.found = found;
    this.expected = expected;
    this.remedy = remedy;
    this.at = at;
  }
}

/** More would be more than a thousand runs a parameter set. */
export const MOST_CAUSES = 10;

/**
 * The scenario with causes off: their drivers stand at their mean over the reference from the first month to the last, their events
 * do not happen and nobody is laid off in a round. A driver that were held from some month on only would jump there, and what
 * employers do about the jump would be taken for the cause's doing.
 * @param reference within the calendar.
 */
export function withoutCauses(scenario: Scenario, off: readonly Cause[], reference: Window): Scenario {
  const drivers = new Set(off.flatMap((cause) => cause.drivers));
  const events = new Set(off.flatMap((cause) => cause.events));
  const [from, to] = [reference.first - scenario.calendar.start, reference.last - scenario.calendar.start];
  return {
    ...scenario,
    drivers: scenario.drivers.map((driver) => {
      if (!drivers.has(driver.id)) return driver;
      const values = driver.values.slice(from, to + 1);
      return { ...driver, heldAt: values.reduce((sum, value) => sum + value, 0) / values.length };
    }),
    timeline: scenario.timeline.filter(({ id }) => !events.has(id)),
    layOffs:
      scenario.layOffs === null || !off.some(({ layOffs }) => layOffs)
        ? scenario.layOffs
        : { ...scenario.layOffs, rounds: [] },
  };
}

/** Each driver, each event and the rounds of lay-offs as a cause of its own. */
export function eachAsACause(scenario: Scenario): Cause[] {
  const { drivers, timeline } = scenario;
  const nothing = { drivers: [], events: [], layOffs: false };
  return [
    ...drivers.map(({ id, label }) => ({ ...nothing, id, label, drivers: [id] })),
    ...timeline.map(({ id, label }) => ({ ...nothing, id, label, events: [id] })),
    ...(hasRounds(scenario)
      ? [{ ...nothing, id: 'lay-offs', label: 'rounds of lay-offs', layOffs: true }]
      : []),
  ];
}

const hasRounds = ({ layOffs }: Scenario): boolean => layOffs !== null && layOffs.rounds.length > 0;

/**
 * Whether a scenario has what the causes name, each once.
 * @throws CauseMistake
 */
export function checkCauses(causes: readonly Cause[], scenario: Scenario): void {
  const [first] = causeMistakes(causes, scenario);
  if (first !== undefined) throw first;
}

/** All that is wrong in causes of a scenario. */
export function causeMistakes(causes: readonly Cause[], scenario: Scenario): CauseMistake[] {
  if (causes.length < 1 || causes.length > MOST_CAUSES)
    return [
      new CauseMistake(
        'causes',
        `${causes.length} causes`,
        `1 to ${MOST_CAUSES}: each doubles the runs`,
        'say in a file which drivers and events are one cause, and name it with --causes',
      ),
    ];
  return [
    ...mistakenNames(causes, 'drivers', scenario.drivers),
    ...mistakenNames(causes, 'events', scenario.timeline),
    ...causes.flatMap((cause, at) => mistakenAlone(cause, at, causes, scenario)),
  ];
}

function mistakenAlone(
  cause: Cause,
  at: number,
  causes: readonly Cause[],
  scenario: Scenario,
): CauseMistake[] {
  const { id, layOffs, drivers, events } = cause;
  const before = causes.slice(0, at);
  const mistakes: CauseMistake[] = [];
  const tell = (where: string, key: string, found: string, expected: string, remedy: string) =>
    mistakes.push(new CauseMistake(where, found, expected, remedy, [at, key]));
  if (before.some((other) => other.id === id))
    tell(id, 'id', 'two causes of this id', 'ids of their own', 'rename one');
  if (layOffs && before.some((other) => other.layOffs))
    tell('lay-offs', 'lay-offs', 'in two causes', 'in one', 'take it out of one of them');
  // Beside drivers it may stand: a policy that has no rounds is decomposed by the baseline's causes all the same.
  const isNothing = drivers.length === 0 && events.length === 0 && !hasRounds(scenario);
  if (layOffs && isNothing)
    tell(id, 'lay-offs', 'true', 'rounds of lay-offs in the scenario, which has none', 'remove this cause');
  return mistakes;
}

function mistakenNames(
  causes: readonly Cause[],
  key: 'drivers' | 'events',
  known: readonly { readonly id: string }[],
): CauseMistake[] {
  const ids = known.map(({ id }) => id);
  const takenBy = new Map<string, string>();
  return causes.flatMap((cause, position) =>
    cause[key].flatMap((id, at): CauseMistake[] => {
      const where = `${cause.id}.${key}`;
      const path = [position, key, at];
      const other = takenBy.get(id);
      takenBy.set(id, cause.id);
      if (!ids.includes(id)) {
        const expected = `one of the scenario's ${key}: ${oneOf(ids, 12)}`;
        return [new CauseMistake(where, JSON.stringify(id), expected, meantAmong(id, ids), path)];
      }
      if (other === undefined) return [];
      const found = `${id}, which ${other === cause.id ? 'it' : other} has as well`;
      return [new CauseMistake(where, found, 'each in one cause', 'take it out of one', path)];
    }),
  );
}

const meantAmong = (id: string, ids: readonly string[]): string => didYouMean(id, ids, 'see talentflow show');

/** Whether a scenario has all drivers and events that the causes name. */
export function hasCauses(causes: readonly Cause[], scenario: Scenario): boolean {
  const drivers = new Set(scenario.drivers.map(({ id }) => id));
  const events = new Set(scenario.timeline.map(({ id }) => id));
  return causes.every(
    (cause) => cause.drivers.every((id) => drivers.has(id)) && cause.events.every((id) => events.has(id)),
  );
}
