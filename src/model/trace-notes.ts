import { type PersonColumns, Stage, TEAM, TEAM_WORDS } from './columns.ts';
import { NO_JOB_KEY } from './keys.ts';
import { laterMultiple } from './leave-sooner.ts';
import { type Market, type MonthOfRun, NEVER, NO_JOB } from './market.ts';
import type { Meetings } from './meetings.ts';
import { marketNumber } from './numbers.ts';
import type { FlowKind } from './records.ts';
import { chanceOf } from './right-to-work.ts';
import type { Searchers } from './search.ts';
import { DEPARTURE, DEPARTURE_NUMBERS, departuresFrom, mateLeftAt } from './teams.ts';
import type { Inputs, Place, Told, ToldOf, Trace, TraceRecord } from './trace.ts';
import { isWaitingForVisa, sponsorOf } from './visas.ts';

/**
 * What is told to a listener, made from the market where it is told: here of the people whom it follows, in files of their own how they
 * choose and what employers do. None of this is called without one.
 */

/** The listener, where it follows a person; null for nearly everybody, and always without one. */
export function followerOf(
  { trace, people }: Pick<Market, 'trace' | 'people'>,
  person: number,
): Trace | null {
  return trace?.followsPerson(people.key[person]!) === true ? trace : null;
}

export function placeOf({ employers }: Pick<Market, 'employers'>, employer: number): Place {
  if (employer === NO_JOB) return { key: NO_JOB_KEY, group: -1, region: -1 };
  return {
    key: employers.key[employer]!,
    group: employers.group[employer]!,
    region: employers.region[employer]!,
  };
}

/** Of a decision about a person, who is followed. */
export function tell<What extends TraceRecord['what']>(
  market: Pick<Market, 'trace' | 'people'>,
  person: number,
  what: What,
  told: ToldOf<What>,
): void {
  const who = market.people.key[person]!;
  market.trace!.note({ other: null, ...told, what, who } as unknown as TraceRecord);
}

export function tellMove(
  { trace, people }: Pick<Market, 'trace' | 'people'>,
  person: number,
  from: Place | null,
  to: Place | null,
  kind: FlowKind,
): void {
  trace!.moved({ person: people.key[person]!, skill: people.skill[person]!, from, to, kind });
}

/** Somebody has taken up a place in the market: who they are, if they are followed from now on. */
export function tellBeginning(market: Market, person: number, isNew: boolean): void {
  const { people, scenario } = market;
  if (followerOf(market, person) === null) return;
  market.followed.push(person);
  const traits = scenario.people;
  tell(market, person, 'begins', {
    inputs: {
      traits: JSON.stringify([
        traits.talent,
        traits.tasteForAutonomy,
        traits.tasteForMission,
        traits.attachmentToHome,
        traits.riskAversion,
        traits.equityBelief,
        traits.practice,
        scenario.skills.map(({ practice }) => practice),
        [...market.numbers.causeShares],
        scenario.regions.map(({ homes, share, permanentAtStart }) => ({ homes, share, permanentAtStart })),
        scenario.people.skillMix,
      ]),
    },
    draws: {},
    outcome: {
      place: placeOf(market, people.employer[person]!),
      skill: people.skill[person]!,
      region: people.region[person]!,
      home: people.home[person]!,
      cause: people.cause[person]!,
      talent: people.talent[person]!,
      practice: people.practice[person]!,
      tasteForAutonomy: people.tasteForAutonomy[person]!,
      tasteForMission: people.tasteForMission[person]!,
      attachmentToHome: people.attachmentToHome[person]!,
      riskAversion: people.riskAversion[person]!,
      equityBelief: people.equityBelief[person]!,
      right: people.right[person]!,
      route: market.borders === null ? null : people.route[person]!,
      tenure: isNew ? null : -1 - people.hiredAt[person]!,
    },
  });
}

function teamWord({ onTeam }: PersonColumns, person: number, word: number): number {
  return onTeam[TEAM_WORDS * person + word]!;
}

/** What is so of everybody followed as a month begins. */
export function tellStandings(market: Market, month: MonthOfRun): void {
  const { people, trace } = market;
  trace!.beginMonth(month.date);
  for (const person of market.followed) {
    if (people.stage[person] === Stage.left) continue;
    const monthOr = (index: number) => (index === NEVER ? null : index);
    trace!.note({
      what: 'stands',
      who: people.key[person]!,
      other: null,
      inputs: {},
      draws: {},
      outcome: {
        place: placeOf(market, people.employer[person]!),
        hiredAt: monthOr(people.hiredAt[person]!),
        vestsFrom: monthOr(people.vestsFrom[person]!),
        stage: people.stage[person]!,
        region: people.region[person]!,
        right: people.right[person]!,
        rightEnds: monthOr(people.rightEnds[person] ?? NEVER),
        permanentAt: monthOr(people.permanentAt[person] ?? NEVER),
        appliedTo: placeOf(market, sponsorOf(people, person)).key,
        startsAt: monthOr(people.startsAt[person] ?? NEVER),
        logPromisedPay: sponsorOf(people, person) === NO_JOB ? 0 : people.logPromisedPay[person]!,
        logOwnPay: people.logOwnPay[person]!,
        team: teamWord(people, person, TEAM.team),
        teamSince: teamWord(people, person, TEAM.since),
        teammateLeftAt: monthOr(mateLeftAt(market, person)),
        hiredBy: people.hiredBy[person]!,
      },
    });
  }
}

/** Who answered those who look. @param answers of callers. @param withTies also of former team-mates' employers. @param met that are not barred. */
export function tellMeetings(
  market: Market,
  searchers: Searchers,
  answers: Meetings,
  withTies: Meetings,
  met: Meetings,
): void {
  for (let searcher = 0; searcher < searchers.count; searcher++) {
    const person = searchers.people[searcher]!;
    if (followerOf(market, person) === null) continue;
    const of = (meetings: Meetings) => [
      ...meetings.employer.subarray(meetings.start[searcher]!, meetings.start[searcher + 1]!),
    ];
    const callers = of(answers);
    const all = of(withTies);
    const kept = of(met);
    const places = (employers: number[]) => employers.map((employer) => placeOf(market, employer));
    tell(market, person, 'meets', {
      inputs: inputsOfMeetings(market, person),
      draws: {},
      outcome: {
        callers: places(callers),
        ties: places(all.filter((employer) => !callers.includes(employer))),
        barred: places(all.filter((employer) => !kept.includes(employer))),
      },
    });
  }
}

/** Which date of a right has come, before the right changes. */
export function tellRight(market: Market, person: number, becomes: 'permanent' | 'ended'): void {
  const { permanentAt, rightEnds } = market.people;
  tell(market, person, 'right', {
    inputs: { permanentAt: permanentAt[person]!, rightEnds: rightEnds[person]! },
    draws: {},
    outcome: { becomes },
  });
}

/** @param drawn employers whose draw says that they write. @param wrote those of them that may, and want her skill. */
export function tellApproach(
  market: Market,
  person: number,
  drawn: readonly number[],
  wrote: readonly number[],
): void {
  const places = (employers: readonly number[]) => employers.map((employer) => placeOf(market, employer));
  tell(market, person, 'approached', {
    inputs: {
      ...inputsOfMeetings(market, person),
      rate: marketNumber(market.numbers, 'superstars.approachRate'),
      approaches: [...market.numbers.attributes.approaches],
    },
    draws: {},
    outcome: { drawn: places(drawn), by: places(wrote) },
  });
}

/** What says who answers somebody, beside the employers' openings. */
function inputsOfMeetings(market: Market, person: number): Inputs {
  const { numbers, people } = market;
  const left = departuresFrom(market, person);
  return {
    place: placeOf(market, people.employer[person]!),
    region: people.region[person]!,
    right: people.right[person]!,
    route: people.route[person] ?? 0,
    answersAbroad: marketNumber(numbers, 'choice.answersAbroad'),
    routes: routesNow(market),
    ties: marketNumber(numbers, 'teams.ties'),
    // To whom and when; where an employer is stored says nothing.
    teammatesLeft: left.filter((_, at) => at % DEPARTURE_NUMBERS !== DEPARTURE.to),
    nonCompetes: marketNumber(numbers, 'nonCompetes.share'),
    enforced: [...numbers.enforced],
  };
}

/** Chance and reach of each route, as they are now: what says which is open, and which is best. */
export function routesNow(market: Market): Told {
  const { borders, numbers } = market;
  return borders?.routes.map((_, at) => [chanceOf(market, borders, at), numbers.routes.reach[at]!]);
}

/** In a candidate month, or beside them. @param told `u · largest` is what the probability is compared with. */
export function tellLooking(
  market: Market,
  month: MonthOfRun,
  person: number,
  recruiters: Float64Array,
  told: {
    readonly probability: number;
    readonly largest: number;
    readonly u: number;
    readonly looks: boolean;
    /** Of newcomers, who look beside their candidate months: by how much more than others. */
    readonly more?: number;
  },
): void {
  const { people, employers, numbers, scenario } = market;
  const { probability, largest, u, looks, more } = told;
  const { looksAfterLayOff, looksAtVesting, largestLooksPerMonth } = scenario.people;
  const sinceLayOff = month.index - employers.lastLayOff[people.employer[person]!]!;
  const sinceGrant = month.index - people.vestsFrom[person]!;
  const afterLeaving = scenario.teams?.looksAfterLeaving;
  const hasLostTeammate =
    afterLeaving !== undefined && month.index - mateLeftAt(market, person) <= afterLeaving.months;
  tell(market, person, 'looks', {
    inputs: {
      usual: marketNumber(numbers, 'people.looksPerMonth'),
      afterLayOff: sinceLayOff < looksAfterLayOff.months ? looksAfterLayOff.multiplier : 1,
      atVesting: sinceGrant === scenario.vesting?.cliffMonths ? looksAtVesting : 1,
      afterTeammateLeft: hasLostTeammate ? afterLeaving.multiplier : 1,
      recruiters: recruiters[people.skill[person]!]!,
      most: largestLooksPerMonth,
      laterMultiple: laterMultiple(market, person, month),
      more,
      largest,
      isWaiting: isWaitingForVisa(people, person),
    },
    draws: { u },
    outcome: { probability, looks },
  });
}
