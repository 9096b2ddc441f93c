import { Stage } from './columns.ts';
import { Decision } from './decisions.ts';
import { countReasonOfMove, fillOpening } from './hires.ts';
import { JobValues } from './job-value.ts';
import { type Market, type MonthOfRun, NO_JOB } from './market.ts';
import { matchStably } from './matching.ts';
import { takeJob } from './moves.ts';
import { competitorsBarred } from './non-competes.ts';
import { marketNumber } from './numbers.ts';
import type { Options } from './options.ts';
import { UNLIMITED } from './planning.ts';
import { mayStartHere, NO_VISA } from './right-to-work.ts';
import type { Searchers } from './search.ts';
import { type Departure, teammates, teamOf } from './teams.ts';
import { followerOf, placeOf, tell } from './trace-notes.ts';
import { tellChoice } from './trace-notes-of-choices.ts';

/** Somebody goes where a team-mate went. */
export interface Follow {
  readonly person: number;
  readonly employer: number;
}

/** Step 10, its first part: team-mates of those hired this month may follow, to the same place. */
export function moveTeams(market: Market, month: MonthOfRun): void {
  if (market.teams === null || market.teams.leavers.length === 0) return;
  const leads = market.teams.leavers.filter(({ kind }) => kind === 'job-to-job' || kind === 'founding');
  const places = new FollowPlaces(market, leads, month);
  const follows = chooseFollowers(market, leads, places, month);
  recordReasons(market, follows, month);
  applyFollows(market, leads, follows, month);
}

/** Places that employers open for followers this month, by employer and skill. */
export class FollowPlaces {
  private readonly market: Market;
  private readonly month: MonthOfRun;
  private readonly opened = new Map<number, number>();
  private readonly liftOuts = new Set<Departure>();

  constructor(market: Market, leads: readonly Departure[], month: MonthOfRun) {
    this.market = market;
    this.month = month;
    const { liftOutPlaces, founderPlaces } = market.scenario.teams!;
    const draws = market.draws.open(Decision.liftOut, month.date);
    const probability = marketNumber(market.numbers, 'teams.liftOuts');
    for (const lead of leads) {
      const isFounder = lead.kind === 'founding';
      const isLiftOut = !isFounder && draws.uniform(market.people.key[lead.person]!, 0) < probability;
      if (isLiftOut) this.liftOuts.add(lead);
      const more = isFounder ? founderPlaces : isLiftOut ? liftOutPlaces : 0;
      if (more > 0) this.opened.set(lead.to, (this.opened.get(lead.to) ?? 0) + more);
    }
  }

  isLiftOut(lead: Departure): boolean {
    return this.liftOuts.has(lead);
  }

  /** A share of the openings left, and of places opened for teams what the mix gives the skill, rounded by a draw. */
  ofSkill(employer: number, skill: number): number {
    const { market, month } = this;
    const left = market.openings[employer * market.skills + skill]!;
    if (left >= UNLIMITED) return UNLIMITED;
    const mix = market.numbers.skillMix[market.employers.group[employer]! * market.skills + skill]!;
    const places = market.scenario.teams!.followPlaces * left + (this.opened.get(employer) ?? 0) * mix;
    if (places === 0) return 0;
    const u = market.draws
      .open(Decision.followPlaces, month.date)
      .uniform(market.employers.key[employer]!, skill);
    return Math.floor(places + u);
  }
}

/**
 * Who follows whom. A team-mate left behind is asked with a probability, by the whole of a lift-out; goes only where it is better
 * than staying, by the same values and noise as any offer; and only to a place. Who is asked to several places, and places asked
 * for by several, are settled as all hires are: by deferred acceptance.
 */
export function chooseFollowers(
  market: Market,
  leads: readonly Departure[],
  places: FollowPlaces,
  month: MonthOfRun,
): Follow[] {
  const asked = whoIsAsked(market, leads, places, month);
  if (asked.size === 0) return [];
  const searchers: Searchers = { people: Int32Array.from(asked.keys()), count: asked.size };
  const options = optionsOf(market, searchers, asked, month);
  return withOpenings(market, searchers, options, places, () => {
    const matches = matchStably(market, searchers, options, month);
    return [...searchers.people].flatMap((person, searcher) =>
      matches[searcher] === NO_JOB ? [] : [{ person, employer: matches[searcher]! }],
    );
  });
}

function whoIsAsked(
  market: Market,
  leads: readonly Departure[],
  places: FollowPlaces,
  month: MonthOfRun,
): Map<number, number[]> {
  const { people } = market;
  const follow = marketNumber(market.numbers, 'teams.follow');
  const draws = market.draws.open(Decision.follow, month.date);
  const isBarred = competitorsBarred(market);
  const asked = new Map<number, number[]>();
  for (const lead of leads) {
    const isLiftOut = places.isLiftOut(lead);
    if (follow === 0 && !isLiftOut) continue;
    const mates = teammates(market, lead.employer, lead.team, month);
    for (let at = 0; at < mates.length; at += 2) {
      const [mate, key] = [mates[at]!, mates[at + 1]!];
      // The draw first: it turns nearly all mates down, and is the cheapest to ask.
      if (!isLiftOut && draws.uniform(key, people.key[lead.person]!) >= follow) continue;
      if (people.stage[mate] === Stage.founder || !mayStartHere(market, mate, lead.to)) continue;
      if (places.ofSkill(lead.to, people.skill[mate]!) === 0) continue;
      if (isBarred?.(mate, lead.to)) continue;
      const to = asked.get(mate) ?? [];
      if (!to.includes(lead.to)) asked.set(mate, [...to, lead.to]);
      if (followerOf(market, mate) !== null) {
        const inputs = { place: placeOf(market, lead.to), follow, isLiftOut };
        tell(market, mate, 'asked to follow', {
          other: people.key[lead.person]!,
          inputs,
          draws: {},
          outcome: {},
        });
      }
    }
  }
  return asked;
}

function optionsOf(
  market: Market,
  searchers: Searchers,
  asked: ReadonlyMap<number, readonly number[]>,
  month: MonthOfRun,
): Options {
  const values = new JobValues(market, month);
  const start = new Int32Array(searchers.count + 1);
  const better: { employer: number; value: number }[] = [];
  searchers.people.forEach((person, searcher) => {
    const staying = values.ofStaying(person);
    const cost = values.costOfLeaving(person);
    const met = asked
      .get(person)!
      .map((employer) => ({ employer, value: values.ofOffer(person, employer, cost) }));
    const ofPerson = met.filter(({ value }) => value > staying).sort((a, b) => b.value - a.value);
    if (followerOf(market, person) !== null)
      tellChoice(
        market,
        values,
        month,
        person,
        'follow',
        met,
        ofPerson.map(({ employer }) => employer),
      );
    better.push(...ofPerson);
    start[searcher + 1] = better.length;
  });
  return {
    start,
    employer: Int32Array.from(better, ({ employer }) => employer),
    value: Float64Array.from(better, ({ value }) => value),
  };
}

/** Acts while the openings of those whom somebody would follow are the places for followers; what was open stays so. */
function withOpenings<T>(
  market: Market,
  searchers: Searchers,
  options: Options,
  places: FollowPlaces,
  act: () => T,
): T {
  const { people, skills, openings } = market;
  const before = new Map<number, number>();
  searchers.people.forEach((person, searcher) => {
    const skill = people.skill[person]!;
    for (let option = options.start[searcher]!; option < options.start[searcher + 1]!; option++) {
      const employer = options.employer[option]!;
      const vacancy = employer * skills + skill;
      if (before.has(vacancy)) continue;
      const forFollowers = places.ofSkill(employer, skill);
      before.set(vacancy, openings[vacancy]!);
      openings[vacancy] = forFollowers;
    }
  });
  const result = act();
  for (const [vacancy, left] of before) openings[vacancy] = left;
  return result;
}

function recordReasons(market: Market, follows: readonly Follow[], month: MonthOfRun): void {
  if (!market.recorder.isOn || follows.length === 0) return;
  const values = new JobValues(market, month);
  for (const { person, employer } of follows) countReasonOfMove(market, values, person, employer, 0);
}

/** Followers fill openings left first; places beyond them were opened for the team, and are wanted from now on. */
function applyFollows(
  market: Market,
  leads: readonly Departure[],
  follows: readonly Follow[],
  month: MonthOfRun,
): void {
  const { people, employers, skills, openings, recorder } = market;
  const teamsMoved = new Map<string, { from: number; to: number; people: number }>();
  const beyondOpenings = new Map<number, number>();
  for (const { person, employer } of follows) {
    const from = people.employer[person]!;
    const id = `${from} ${teamOf(people, person)} ${employer}`;
    const moved = teamsMoved.get(id) ?? {
      from: recorder.unitOf(market, from),
      to: recorder.unitOf(market, employer),
      people: 0,
    };
    moved.people++;
    teamsMoved.set(id, moved);
    const vacancy = employer * skills + people.skill[person]!;
    if (openings[vacancy]! > 0) fillOpening(market, employer, people.skill[person]!);
    else beyondOpenings.set(employer, (beyondOpenings.get(employer) ?? 0) + 1);
    takeJob(
      market,
      person,
      employer,
      'lift-out',
      month.index,
      NO_VISA,
      teamOfLead(market, leads, person, employer),
    );
  }
  for (const [employer, places] of beyondOpenings) employers.wantedStaff[employer]! += places;
  for (const { from, to, people: moved } of teamsMoved.values())
    recorder.countTeam(from, to, 'lift-out', moved);
}

/** Followers join the team of the one they followed; of several that with the least key. */
function teamOfLead(market: Market, leads: readonly Departure[], person: number, employer: number): number {
  const { people } = market;
  let first: Departure | null = null;
  for (const lead of leads) {
    if (lead.to !== employer || lead.employer !== people.employer[person]) continue;
    if (lead.team !== teamOf(people, person)) continue;
    if (first === null || people.key[lead.person]! < people.key[first.person]!) first = lead;
  }
  return teamOf(people, first!.person);
}
