import { type PersonColumns, TEAM, TEAM_WORDS } from './columns.ts';
import { Decision } from './decisions.ts';
import { IntLists } from './int-lists.ts';
import { type Market, type MonthOfRun, NEVER } from './market.ts';
import type { FlowKind } from './records.ts';

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

/** Numbers of somebody on a team: who, their key and the month in which they joined. */
const MATE_NUMBERS = 3;

/**
 * Who works with whom, and who left which team for where. Team-mates are all over memory, where an access takes as long as hundreds of
 * sums: so what is asked of a whole team stands with the team. Kept up by the writers of moves, so that a team costs nothing until
 * somebody comes or goes. A team has a number of its own, from 0 on, for as long as the run lasts.
 */
export class Teams {
  /** Departures of this month, until `rememberDepartures`. */
  readonly leavers: Departure[] = [];
  /** By employer: the own numbers of its teams, or NOT_YET, by their number there; as long as the largest so far asks for. */
  readonly ids = new IntLists();
  /** By employer: the key of whose teams these are; room that a firm leaves goes to another. */
  readonly keyOfIds: number[] = [];
  /** By team: who is on it, MATE_NUMBERS each, in any order. */
  readonly mates = new IntLists();
  count = 0;
  /** By team: departures, DEPARTURE_NUMBERS each, known for as many months as ties last. */
  readonly departures: number[][] = [];
  /** By team: the month of the last departure. */
  readonly lastLeftAt: number[] = [];
  /** By month of the run: the teams that somebody left. */
  readonly leftIn: number[][] = [];
}

const NOT_YET = -1;
/** `place` of somebody who is on no team. */
const ON_NONE = -1;

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
  const id = idOf(teams, employer, market.employers.key[employer]!, joined);
  const place = TEAM_WORDS * person;
  onTeam[place + TEAM.team] = joined;
  onTeam[place + TEAM.id] = id;
  onTeam[place + TEAM.since] = month;
  onTeam[place + TEAM.place] = teams.mates.lengthOf(id);
  const at = teams.mates.extend(id, MATE_NUMBERS);
  const { words } = teams.mates;
  words[at] = person;
  words[at + 1] = people.key[person]!;
  words[at + 2] = month;
}

/** The team's own number; it begins with the first who joins it. */
function idOf(teams: Teams, employer: number, employerKey: number, team: number): number {
  const { ids } = teams;
  if (teams.keyOfIds[employer] !== employerKey) {
    if (ids.lengthOf(employer) > 0) ids.shorten(employer, ids.lengthOf(employer)); // another firm's
    teams.keyOfIds[employer] = employerKey;
  }
  const missing = team + 1 - ids.lengthOf(employer);
  if (missing > 0) {
    const from = ids.extend(employer, missing);
    ids.words.fill(NOT_YET, from, from + missing);
  }
  const at = ids.startOf(employer) + team;
  if (ids.words[at] === NOT_YET) {
    ids.words[at] = teams.count++;
    teams.departures.push([]);
    teams.lastLeftAt.push(NEVER);
  }
  return ids.words[at]!;
}

/** The own number of an employer's team, or NOT_YET. */
function knownId({ ids }: Teams, employer: number, team: number): number {
  return team < ids.lengthOf(employer) ? ids.words[ids.startOf(employer) + team]! : NOT_YET;
}

/** Somebody begins who has been on no team yet. */
export function beginWithoutTeam({ people, teams }: Market, person: number): void {
  if (teams === null) return;
  people.onTeam[TEAM_WORDS * person + TEAM.id] = NOT_YET;
  people.onTeam[TEAM_WORDS * person + TEAM.place] = ON_NONE;
  people.onTeam[TEAM_WORDS * person + TEAM.mateLeftAt] = NEVER;
}

/** Which team it was stays with the person: former team-mates are still known to who lost the job. */
export function leaveTeam(market: Market, person: number): void {
  const { people, teams } = market;
  if (teams === null) return;
  const { onTeam } = people;
  const at = TEAM_WORDS * person;
  const id = onTeam[at + TEAM.id]!;
  const { mates } = teams;
  const place = onTeam[at + TEAM.place]!;
  onTeam[at + TEAM.mateLeftAt] = mateLeftAt(market, person);
  onTeam[at + TEAM.place] = ON_NONE;
  mates.shorten(id, MATE_NUMBERS);
  const last = mates.lengthOf(id);
  if (place === last) return;
  const { words } = mates;
  const start = mates.startOf(id);
  for (let number = 0; number < MATE_NUMBERS; number++)
    words[start + place + number] = words[start + last + number]!;
  onTeam[TEAM_WORDS * words[start + place]! + TEAM.place] = place;
}

/** The last month in which a team-mate left for another employer while somebody was on the team; NEVER where none has. */
export function mateLeftAt({ people, teams }: Pick<Market, 'people' | 'teams'>, person: number): number {
  if (teams === null) return NEVER;
  const { onTeam } = people;
  const place = TEAM_WORDS * person;
  if (onTeam[place + TEAM.place] === ON_NONE) return onTeam[place + TEAM.mateLeftAt]!;
  const left = teams.lastLeftAt[onTeam[place + TEAM.id]!]!;
  return left > onTeam[place + TEAM.since]! ? left : NEVER;
}

/** Departures from the team somebody is on, or was on last, that ties remember. */
export function departuresFrom({ people, teams }: Market, person: number): readonly number[] {
  if (teams === null) return [];
  return teams.departures[people.onTeam[TEAM_WORDS * person + TEAM.id]!] ?? [];
}

/** Those on a team who joined it before this month, and their keys: person and key in turn. */
export function teammates(market: Market, employer: number, team: number, month: MonthOfRun): number[] {
  const { mates } = market.teams!;
  const found: number[] = [];
  const id = knownId(market.teams!, employer, team);
  if (id === NOT_YET) return found;
  const { words } = mates;
  const start = mates.startOf(id);
  for (let at = start; at < start + mates.lengthOf(id); at += MATE_NUMBERS)
    if (words[at + 2]! < month.index) found.push(words[at]!, words[at + 1]!);
  return found;
}

/** After everybody has moved: those still on the teams that somebody left will know where to. */
export function rememberDepartures(market: Market, month: MonthOfRun): void {
  const { teams, scenario } = market;
  if (teams === null) return;
  const left: number[] = [];
  for (const { employer, team, to, toKey } of teams.leavers.splice(0)) {
    const id = knownId(teams, employer, team);
    teams.departures[id]!.push(to, toKey, month.index);
    if (teams.lastLeftAt[id] === month.index) continue;
    teams.lastLeftAt[id] = month.index;
    left.push(id);
  }
  teams.leftIn[month.index] = left;
  const forgotten = month.index - scenario.teams!.tiesMonths;
  for (const id of teams.leftIn[forgotten] ?? [])
    teams.departures[id] = since(teams.departures[id]!, forgotten);
}

/** Departures after a month: they stand in the order of months. */
function since(departures: number[], month: number): number[] {
  let first = 0;
  while (first < departures.length && departures[first + DEPARTURE.month]! <= month)
    first += DEPARTURE_NUMBERS;
  return departures.slice(first);
}
