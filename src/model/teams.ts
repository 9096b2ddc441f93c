import { type PersonColumns, TEAM, TEAM_WORDS } from './columns.ts';
import { Decision } from './decisions.ts';
import { type Market, type MonthOfRun, NEVER } from './market.ts';
import type { FlowKind } from './records.ts';
import { NOBODY } from './roster.ts';

/** Somebody left a team for another employer, or to found one. */
export interface Departure {
  readonly person: number;
  readonly kind: FlowKind;
  readonly employer: number;
  readonly team: number;
  readonly to: number;
  readonly toKey: number;
  /** Month of the run. */
  readonly month: number;
}

/** Numbers of a departure that ties remember, one after the other: an object for each would lie somewhere else. */
export const DEPARTURE = { to: 0, toKey: 1, month: 2 } as const;
export const DEPARTURE_NUMBERS = 3;

/**
 * Who works with whom, beside the columns of people: somebody on each team, from whom the others are found, and who left which
 * team for where. Kept up by the writers of moves, so that a team costs nothing until somebody comes or goes.
 */
export class Teams {
  /** Departures of this month, until `rememberDepartures`. */
  readonly leavers: Departure[] = [];
  /** By employer, then team: somebody on it, or NOBODY; as long as the largest number of a team so far asks for. */
  readonly firstMate: Int32Array<ArrayBuffer>[] = [];
  /** By key of the employer, then team: departures, DEPARTURE_NUMBERS each, known for as many months as ties last. */
  readonly departures = new Map<number, Map<number, number[]>>();
  /** By month of the run: the teams that somebody left, by key of the employer and number. */
  readonly leftIn: { employerKey: number; team: number }[][] = [];
}

/** Number of the team somebody is on; without a job, of the last one. */
export function teamOf({ onTeam }: PersonColumns, person: number): number {
  return onTeam[TEAM_WORDS * person + TEAM.team]!;
}

/** Which team somebody joins: any of as many as the staff wanted makes, the same whenever they come. */
export function teamJoined(market: Market, person: number, employer: number): number {
  const u = market.draws
    .open(Decision.team, 0)
    .uniform(market.people.key[person]!, market.employers.key[employer]!);
  return Math.floor(u * teamsOf(market, employer));
}

/** More teams than this count as so many: numbers beyond would not be told apart. */
const MOST_TEAMS = 1 << 20;

/** Number of teams: wanted staff ÷ people a team, at least one. Not staff, which changes with every hire of a month. */
export function teamsOf(market: Market, employer: number): number {
  const { wantedStaff, teamSize } = market.employers;
  return Math.min(MOST_TEAMS, Math.max(1, Math.ceil(wantedStaff[employer]! / teamSize[employer]!)));
}

/** @param month of the run, in which the job began. @param team −1: the one drawn. */
export function joinTeam(
  market: Market,
  person: number,
  employer: number,
  month: number,
  team: number,
): void {
  const { people, teams } = market;
  if (teams === null) return;
  const { onTeam } = people;
  const joined = team >= 0 ? team : teamJoined(market, person, employer);
  const ofEmployer = roomForTeam(teams, employer, joined);
  const first = ofEmployer[joined]!;
  const place = TEAM_WORDS * person;
  onTeam[place + TEAM.team] = joined;
  onTeam[place + TEAM.since] = month;
  onTeam[place + TEAM.employerKey] = market.employers.key[employer]!;
  onTeam[place + TEAM.mateLeftAt] = NEVER;
  onTeam[place + TEAM.next] = first;
  onTeam[place + TEAM.previous] = NOBODY;
  if (first !== NOBODY) onTeam[TEAM_WORDS * first + TEAM.previous] = person;
  ofEmployer[joined] = person;
}

/** The first mates of an employer's teams, with room for one more team. */
function roomForTeam({ firstMate }: Teams, employer: number, team: number): Int32Array<ArrayBuffer> {
  const known = firstMate[employer];
  if (known !== undefined && team < known.length) return known;
  const longer = new Int32Array(Math.max(team + 1, 2 * (known?.length ?? 0))).fill(NOBODY);
  if (known !== undefined) longer.set(known);
  firstMate[employer] = longer;
  return longer;
}

/** Which team it was stays with the person: former team-mates are still known to who lost the job. */
export function leaveTeam(market: Market, person: number): void {
  const { people, teams } = market;
  if (teams === null) return;
  const { onTeam } = people;
  const place = TEAM_WORDS * person;
  const next = onTeam[place + TEAM.next]!;
  const previous = onTeam[place + TEAM.previous]!;
  if (next !== NOBODY) onTeam[TEAM_WORDS * next + TEAM.previous] = previous;
  if (previous !== NOBODY) {
    onTeam[TEAM_WORDS * previous + TEAM.next] = next;
  } else {
    teams.firstMate[people.employer[person]!]![onTeam[place + TEAM.team]!] = next;
  }
}

/** Those on a team who joined it before this month. */
export function teammates(market: Market, employer: number, team: number, month: MonthOfRun): number[] {
  const { teams } = market;
  const { onTeam } = market.people;
  const mates: number[] = [];
  let person = teams!.firstMate[employer]?.[team] ?? NOBODY;
  for (; person !== NOBODY; person = onTeam[TEAM_WORDS * person + TEAM.next]!) {
    if (onTeam[TEAM_WORDS * person + TEAM.since]! < month.index) mates.push(person);
  }
  return mates;
}

/** After everybody has moved: those still on the teams that somebody left will know where to. */
export function rememberDepartures(market: Market, month: MonthOfRun): void {
  const { teams, employers, scenario } = market;
  if (teams === null) return;
  const { onTeam } = market.people;
  const left: { employerKey: number; team: number }[] = [];
  for (const { employer, team, to, toKey } of teams.leavers.splice(0)) {
    const employerKey = employers.key[employer]!;
    let ofEmployer = teams.departures.get(employerKey);
    if (ofEmployer === undefined) {
      ofEmployer = new Map();
      teams.departures.set(employerKey, ofEmployer);
    }
    const known = ofEmployer.get(team);
    const isTold = known !== undefined && known.at(DEPARTURE.month - DEPARTURE_NUMBERS) === month.index;
    if (known === undefined) ofEmployer.set(team, [to, toKey, month.index]);
    else known.push(to, toKey, month.index);
    if (isTold) continue; // those left behind have been told of another
    for (const mate of teammates(market, employer, team, month))
      onTeam[TEAM_WORDS * mate + TEAM.mateLeftAt] = month.index;
    left.push({ employerKey, team });
  }
  teams.leftIn[month.index] = left;
  const forgotten = month.index - scenario.teams!.tiesMonths;
  for (const { employerKey, team } of teams.leftIn[forgotten] ?? []) {
    const ofEmployer = teams.departures.get(employerKey)!;
    const kept = since(ofEmployer.get(team) ?? [], forgotten);
    if (kept.length > 0) ofEmployer.set(team, kept);
    else ofEmployer.delete(team);
  }
}

/** Departures after a month: they stand in the order of months. */
function since(departures: number[], month: number): number[] {
  let first = 0;
  while (first < departures.length && departures[first + DEPARTURE.month]! <= month)
    first += DEPARTURE_NUMBERS;
  return departures.slice(first);
}
