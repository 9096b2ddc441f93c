import type { Stream } from '../random/keyed-draws.ts';
import { TEAM, TEAM_WORDS } from './columns.ts';
import { Decision } from './decisions.ts';
import type { Market, MonthOfRun } from './market.ts';
import type { Meetings } from './meetings.ts';
import { marketNumber } from './numbers.ts';
import { mayAnswer } from './right-to-work.ts';
import type { Searchers } from './search.ts';
import { DEPARTURE, DEPARTURE_NUMBERS, departuresFrom, mateLeftAt } from './teams.ts';

/** Step 6, its part: one who looks also meets employers that former team-mates left for. Costs only those who have any. */
export function meetThroughTies(
  market: Market,
  searchers: Searchers,
  meetings: Meetings,
  month: MonthOfRun,
): Meetings {
  if (market.teams === null || marketNumber(market.numbers, 'teams.ties') === 0) return meetings;
  const met = new Map<number, number[]>();
  const draws = market.draws.open(Decision.tie, month.date);
  let more = 0;
  for (let searcher = 0; searcher < searchers.count; searcher++) {
    const person = searchers.people[searcher]!;
    if (month.index - mateLeftAt(market, person) > market.scenario.teams!.tiesMonths) continue;
    const ofTies = employersOfTies(market, person, month, draws);
    if (ofTies.length === 0) continue;
    const known = meetings.employer.subarray(meetings.start[searcher]!, meetings.start[searcher + 1]!);
    const employers = ofTies.filter((employer) => !known.includes(employer));
    if (employers.length === 0) continue;
    met.set(searcher, employers);
    more += employers.length;
  }
  market.recorder.meetings += more;
  return more === 0 ? meetings : withMore(market, searchers, meetings, met, more);
}

/**
 * Employers with an opening for a person that a team-mate left for in the last months while they were on the team; each is met
 * with the probability of a tie.
 */
export function employersOfTies(
  market: Market,
  person: number,
  month: MonthOfRun,
  draws: Stream,
): readonly number[] {
  const { people, employers, openings, skills, scenario } = market;
  const departures = departuresFrom(market, person);
  if (departures.length === 0) return NO_EMPLOYERS;
  const probability = marketNumber(market.numbers, 'teams.ties');
  const { tiesMonths } = scenario.teams!;
  const since = people.onTeam[TEAM_WORDS * person + TEAM.since]!;
  const lastLeft = mateLeftAt(market, person);
  const found: number[] = [];
  for (let at = 0; at < departures.length; at += DEPARTURE_NUMBERS) {
    const left = departures[at + DEPARTURE.month]!;
    if (left <= since || left > lastLeft || month.index - left > tiesMonths) continue; // they were not there
    const to = departures[at + DEPARTURE.to]!;
    const toKey = departures[at + DEPARTURE.toKey]!;
    // A firm that closed may have left its room to another.
    if (employers.key[to] !== toKey || employers.group[to]! < 0 || to === people.employer[person]) continue;
    if (openings[to * skills + people.skill[person]!] === 0 || !mayAnswer(market, person, to)) continue;
    if (!found.includes(to) && draws.uniform(people.key[person]!, toKey) < probability) found.push(to);
  }
  return found;
}

const NO_EMPLOYERS: readonly number[] = [];

function withMore(
  market: Market,
  searchers: Searchers,
  meetings: Meetings,
  met: ReadonlyMap<number, readonly number[]>,
  more: number,
): Meetings {
  const start = market.room.ints('starts of those met with ties', searchers.count + 1);
  const employer = market.room.ints('met with ties', meetings.start[searchers.count]! + more);
  let at = 0;
  for (let searcher = 0; searcher < searchers.count; searcher++) {
    const end = meetings.start[searcher + 1]!;
    for (let known = meetings.start[searcher]!; known < end; known++)
      employer[at++] = meetings.employer[known]!;
    const others = met.get(searcher);
    if (others !== undefined) {
      employer.set(others, at);
      at += others.length;
    }
    start[searcher + 1] = at;
  }
  return { start, employer };
}
