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

/**
 * Who works with whom, beside the columns of people: somebody on each team, from whom the others are found, and who left which
 * team for where. Kept up by the writers of moves, so that a team costs nothing until somebody comes or goes.
 */
export class Teams {
  /** Departures of this month, until `rememberDepartures`. */
  readonly leavers: Departure[] = [];
  /** By employer, then team: somebody on it, or NOBODY; as long as the largest number of a team so far asks for. */
  readonly firstMate: Int32Array<ArrayBuffer>[] = [];
  /** By key of the employer, then team: known for as many months as ties last. */
  readonly departures = new Map<number, Map<number, Departure[]>>();
  /** By month of the run: the teams that somebody left, by key of the employer and number. */
  readonly leftIn: { employerKey: number; team: number }[][] = [];
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
  people.team[person] = team >= 0 ? team : teamJoined(market, person, employer);
  people.teamSince[person] = month;
  people.teamEmployer[person] = market.employers.key[employer]!;
  people.teammateLeftAt[person] = NEVER;
  const joined = people.team[person]!;
  const ofEmployer = roomForTeam(teams, employer, joined);
  const first = ofEmployer[joined]!;
  people.nextTeammate[person] = first;
  people.previousTeammate[person] = NOBODY;
  if (first !== NOBODY) people.previousTeammate[first] = person;
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
  const next = people.nextTeammate[person]!;
  const previous = people.previousTeammate[person]!;
  if (next !== NOBODY) people.previousTeammate[next] = previous;
  if (previous !== NOBODY) {
    people.nextTeammate[previous] = next;
  } else {
    teams.firstMate[people.employer[person]!]![people.team[person]!] = next;
  }
}

/** Those on a team who joined it before this month. */
export function teammates(market: Market, employer: number, team: number, month: MonthOfRun): number[] {
  const { people, teams } = market;
  const mates: number[] = [];
  let person = teams!.firstMate[employer]?.[team] ?? NOBODY;
  for (; person !== NOBODY; person = people.nextTeammate[person]!) {
    if (people.teamSince[person]! < month.index) mates.push(person);
  }
  return mates;
}

/** After everybody has moved: those still on the teams that somebody left will know where to. */
export function rememberDepartures(market: Market, month: MonthOfRun): void {
  const { teams, people, employers, scenario } = market;
  if (teams === null) return;
  const left: { employerKey: number; team: number }[] = [];
  for (const departure of teams.leavers.splice(0)) {
    const { employer, team } = departure;
    const employerKey = employers.key[employer]!;
    const ofEmployer = teams.departures.get(employerKey) ?? new Map<number, Departure[]>();
    teams.departures.set(employerKey, ofEmployer);
    const known = ofEmployer.get(team) ?? [];
    ofEmployer.set(team, known);
    known.push(departure);
    if (known.at(-2)?.month === month.index) continue; // those left behind have been told of another
    for (const mate of teammates(market, employer, team, month)) people.teammateLeftAt[mate] = month.index;
    left.push({ employerKey, team });
  }
  teams.leftIn[month.index] = left;
  const forgotten = month.index - scenario.teams!.tiesMonths;
  for (const { employerKey, team } of teams.leftIn[forgotten] ?? []) {
    const ofEmployer = teams.departures.get(employerKey)!;
    const kept = (ofEmployer.get(team) ?? []).filter((departure) => departure.month > forgotten);
    if (kept.length > 0) ofEmployer.set(team, kept);
    else ofEmployer.delete(team);
  }
}
