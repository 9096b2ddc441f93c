import { exp } from '../maths/exp.ts';
import { type PersonColumns, Stage, TEAM, TEAM_WORDS } from './columns.ts';
import type { JobValues } from './job-value.ts';
import { foundingOption, monthsNotVested, OWN_FIRM, PART } from './job-value.ts';
import { NO_JOB_KEY } from './keys.ts';
import { laterMultiple } from './leave-sooner.ts';
import { type Market, type MonthOfRun, NEVER, NO_JOB } from './market.ts';
import type { Matches } from './matching.ts';
import type { Meetings } from './meetings.ts';
import { marketNumber } from './numbers.ts';
import type { Options } from './options.ts';
import { JOB, logPayGrowth, logPostedPay, lotteryOf } from './posted-jobs.ts';
import type { FlowKind } from './records.ts';
import { chanceOf } from './right-to-work.ts';
import { rosterOf } from './roster.ts';
import type { Searchers } from './search.ts';
import { DEPARTURE, DEPARTURE_NUMBERS, departuresFrom, mateLeftAt } from './teams.ts';
import type {
  Inputs,
  InputsOfChoice,
  Place,
  Proposal,
  RecordOf,
  Told,
  Trace,
  TraceRecord,
  WayToChoose,
  Worth,
} from './trace.ts';
import { isWaitingForVisa } from './visas.ts';

/** What is told to a listener, made from the market where it is told. None of this is called without one. */

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

/** Null: a firm of one's own. */
export function placeChosen(market: Pick<Market, 'employers'>, employer: number): Place | null {
  return employer === OWN_FIRM ? null : placeOf(market, employer);
}

/** Of a decision about a person, who is followed. */
export function tell<What extends TraceRecord['what']>(
  market: Pick<Market, 'trace' | 'people'>,
  person: number,
  what: What,
  told: Omit<Extract<TraceRecord, { what: What }>, 'what' | 'who' | 'other'> & { other?: number | null },
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
        rightEnds: monthOr(people.rightEnds[person]!),
        permanentAt: monthOr(people.permanentAt[person]!),
        appliedTo: placeOf(market, people.appliedTo[person]!).key,
        startsAt: monthOr(people.startsAt[person]!),
        logPromisedPay: people.appliedTo[person] === 0 ? 0 : people.logPromisedPay[person]!,
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
    route: people.route[person]!,
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

interface Offered {
  readonly employer: number;
  /** As the engine has it. */
  readonly value: number;
  /** Log points that the offer adds to pay. */
  readonly premium?: number;
  /** When it is not that of any offer. */
  readonly costOfLeaving?: number;
}

/**
 * What somebody could choose from. The values are those that the engine has just ranked; their parts are asked for once more from
 * the same `values`, and must add up to them to the bit.
 * @param met employers, with their values, and OWN_FIRM where founding is open. @param ranked those kept, best first.
 */
export function tellChoice(
  market: Market,
  values: JobValues,
  month: MonthOfRun,
  person: number,
  way: WayToChoose,
  met: readonly Offered[],
  ranked: readonly number[],
): void {
  const { people } = market;
  const staying = worthOf(market, values, person, { employer: people.employer[person]!, value: null });
  const options = met.map((offered) => worthOf(market, values, person, offered));
  if (met.some(({ value }, at) => value === -Infinity && options[at]!.value > staying.value))
    throw new Error('a job that is told as better than staying was not looked at: engine and trace differ');
  tell(market, person, 'chooses', {
    inputs: inputsOfChoice(market, month, person, way),
    draws: {},
    outcome: {
      staying,
      options,
      ranked: ranked.map((employer) => met.findIndex((option) => option.employer === employer)),
    },
  });
}

/** @param offered its value is null for staying. */
function worthOf(
  market: Market,
  values: JobValues,
  person: number,
  offered: Omit<Offered, 'value'> & { readonly value: number | null },
): Worth {
  const { employer, premium = 0 } = offered;
  const isStaying = offered.value === null;
  const costOfLeaving = isStaying ? 0 : (offered.costOfLeaving ?? values.costOfLeaving(person));
  const own = isStaying ? values.ofStaying(person) : values.ofOffer(person, employer, costOfLeaving);
  // An offer that is worth less than staying, whatever its equity, has no value of its own in the engine.
  const value = offered.value === null || offered.value === -Infinity ? own : offered.value;
  if (own + premium !== value)
    throw new Error(
      `${value} was the value of a job that is told as ${own + premium}: engine and trace differ`,
    );
  const parts = [...values.parts];
  parts[PART.pay]! += premium;
  return {
    place: placeChosen(market, employer),
    parts,
    value,
    lasting: values.lastingQuality(person, employer),
    pay: isStaying && employer === NO_JOB ? null : exp(parts[PART.pay]!),
    inputs: inputsOfWorth(market, person, employer, isStaying, costOfLeaving, premium),
  };
}

/** Of somebody, whatever the job. */
function inputsOfChoice(market: Market, month: MonthOfRun, person: number, way: WayToChoose): InputsOfChoice {
  const { people, scenario, numbers } = market;
  const { choice, vesting } = scenario;
  const employer = people.employer[person]!;
  const ofJob =
    employer === NO_JOB
      ? { noJobPay: choice.noJobPay }
      : {
          costOfMoving: choice.costOfMoving,
          logOwnPay: people.logOwnPay[person]!,
          monthsNotVested:
            vesting === null
              ? 0
              : monthsNotVested(
                  month.index - people.vestsFrom[person]!,
                  vesting.cliffMonths,
                  vesting.intervalMonths,
                ),
        };
  return {
    way,
    elasticity: choice.elasticity,
    belief: people.equityBelief[person]! * marketNumber(numbers, 'people.equityBeliefLevel'),
    riskAversion: people.riskAversion[person]!,
    tasteForAutonomy: people.tasteForAutonomy[person]!,
    tasteForMission: people.tasteForMission[person]!,
    attachmentToHome: people.attachmentToHome[person]!,
    region: people.region[person]!,
    home: people.home[person]!,
    payRatio: scenario.skills[people.skill[person]!]!.payRatio,
    matchQualitySd: choice.matchQualitySd,
    costOfRelocating: choice.costOfRelocating,
    felt: feltNumbers(market, month),
    ...ofJob,
  };
}

/** Of a job, whoever looks at it. */
function inputsOfWorth(
  market: Market,
  person: number,
  employer: number,
  isStaying: boolean,
  costOfLeaving: number,
  premium: number,
): Inputs {
  if (isStaying && employer === NO_JOB) return {};
  if (employer === OWN_FIRM) {
    const { equityShare, nothing, logPay, autonomy, mission, outcomes } = foundingOption(market)!;
    return {
      costOfLeaving,
      equityShare,
      equityNothing: nothing,
      postedLogPay: logPay,
      autonomy,
      mission,
      outcomes: [...outcomes],
    };
  }
  const { postedJobs, people } = market;
  const at = postedJobs.of(market, employer);
  return {
    costOfLeaving,
    premium,
    ...equityOf(market, employer),
    postedLogPay: postedJobs.numbers[at + JOB.logPay]!,
    autonomy: postedJobs.numbers[at + JOB.autonomy]!,
    mission: postedJobs.numbers[at + JOB.mission + people.cause[person]!]!,
    regionOfJob: isStaying ? people.region[person]! : market.employers.region[employer]!,
  };
}

/** Numbers of the lottery that an employer's equity is. */
function equityOf(market: Market, employer: number): Inputs {
  const { employers, numbers } = market;
  const lottery = lotteryOf(market, employer);
  return {
    equityShare: numbers.equityShare[lottery]!,
    equityNothing: numbers.equityNothing[lottery]!,
    equitySd: numbers.attributes.equitySd[employers.group[employer]!]!,
  };
}

/** Events felt by a part of people that are in force; undefined for none, as nearly always. */
function feltNumbers(market: Market, month: MonthOfRun): string | undefined {
  const inForce = market.timeline.felt.filter(({ event }) => event.from <= month.date);
  return inForce.length === 0
    ? undefined
    : JSON.stringify(inForce.map(({ event }) => [event.value, event.until, event.rampMonths, event.felt]));
}

/** Whom those who looked asked, best first down to where they went, whom they did not ask any more, and what came of it. */
export function tellMatches(
  market: Market,
  searchers: Searchers,
  options: Options,
  matches: Matches,
  rankOf: (person: number, employer: number) => number,
  leastRankOf: (option: number) => number | null,
): void {
  const { people, skills, openings } = market;
  for (let searcher = 0; searcher < searchers.count; searcher++) {
    const person = searchers.people[searcher]!;
    if (followerOf(market, person) === null) continue;
    const proposals: Proposal[] = [];
    let isAsked = true;
    for (let option = options.start[searcher]!; option < options.start[searcher + 1]!; option++) {
      const employer = options.employer[option]!;
      const isAccepted = matches[searcher] === employer;
      proposals.push({
        place: placeChosen(market, employer),
        places: employer === OWN_FIRM ? 1 : openings[employer * skills + people.skill[person]!]!,
        rank: employer === OWN_FIRM ? 0 : rankOf(person, employer),
        leastRank: employer === OWN_FIRM ? null : leastRankOf(option),
        isAsked,
        isAccepted,
      });
      if (isAccepted) isAsked = false;
    }
    tell(market, person, 'matched', {
      inputs: { proposals },
      draws: {},
      outcome: { to: matches[searcher] === NO_JOB ? 'stays' : placeChosen(market, matches[searcher]!) },
    });
  }
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
  },
): void {
  const { people, employers, numbers, scenario } = market;
  const { probability, largest, u, looks } = told;
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
      largest,
      isWaiting: isWaitingForVisa(people, person),
    },
    draws: { u },
    outcome: { probability, looks },
  });
}

function tellOfEmployer<What extends TraceRecord['what']>(
  market: Market,
  employer: number,
  what: What,
  told: Omit<Extract<TraceRecord, { what: What }>, 'what' | 'who' | 'other'> & { other?: number | null },
): void {
  const who = market.employers.key[employer]!;
  if (market.trace!.followsEmployer(who))
    market.trace!.note({ other: null, ...told, what, who } as unknown as TraceRecord);
}

/** @param wantedBefore last month. */
export function tellPlan(market: Market, month: MonthOfRun, employer: number, wantedBefore: number): void {
  const { employers, numbers, scenario, skills, staff, reserved, openings, staffRounding } = market;
  const group = employers.group[employer]!;
  const { demand, adjustment, costElasticity, freeze, expectedLeaving } = numbers.attributes;
  const ofSkills = (column: Int32Array | Float64Array) => [
    ...column.subarray(employer * skills, (employer + 1) * skills),
  ];
  tellOfEmployer(market, employer, 'plans', {
    inputs: {
      place: placeOf(market, employer),
      wantedBefore,
      startStaff: employers.startStaff[employer]!,
      demand: demand[group]!,
      adjustment: adjustment[group]!,
      costElasticity: costElasticity[group]!,
      logPayGrowth: logPayGrowth(market, employer),
      subsidy: numbers.wageSubsidy[employers.region[employer]!]!,
      freeze: freeze[group]!,
      expectedLeaving: expectedLeaving[group]!,
      skillMix: [...numbers.skillMix.subarray(group * skills, (group + 1) * skills)],
      staff: ofSkills(staff),
      reserved: ofSkills(reserved),
      rounding: ofSkills(staffRounding),
      pay: exp(logPostedPay(market, employer)),
      vacancies: scenario.employers[group]!.vacancies,
      month: month.date,
    },
    draws: {},
    outcome: { wanted: employers.wantedStaff[employer]!, openings: ofSkills(openings) },
  });
}

export function tellFate(
  market: Market,
  firm: number,
  risks: { failure: number; acquisition: number; listing: number; isEmpty: boolean },
  u: number,
  fate: RecordOf<'fate'>['outcome']['fate'],
): void {
  const inputs = { ...risks, rounds: market.employers.rounds[firm]!, group: market.employers.group[firm]! };
  tellOfEmployer(market, firm, 'fate', { inputs, draws: { u }, outcome: { fate } });
}

/** @param candidates that might have bought it. */
export function tellSale(market: Market, firm: number, buyer: number, candidates: readonly number[]): void {
  const { employers } = market;
  const wants = candidates.map((one) => [
    employers.key[one]!,
    employers.wantedStaff[one]!,
    employers.region[one]!,
  ]);
  const inputs = { wants, region: employers.region[firm]! };
  tellOfEmployer(market, firm, 'bought', { inputs, draws: {}, outcome: { buyer: placeOf(market, buyer) } });
}

export function tellFounding(market: Market, firm: number, founder: number): void {
  tellOfEmployer(market, firm, 'founded', {
    other: market.people.key[founder]!,
    inputs: { region: market.people.region[founder]! },
    draws: {},
    outcome: { place: placeOf(market, firm) },
  });
}

export function tellRound(market: Market, firm: number): void {
  const rounds = market.employers.rounds[firm]!;
  tellOfEmployer(market, firm, 'round of funding', {
    inputs: { before: rounds - 1 },
    draws: {},
    outcome: { rounds },
  });
}

/** A firm is in another group now: each of its people has changed place without moving. @param before where the firm was. */
export function tellChangeOfGroup(
  market: Market,
  firm: number,
  before: Place,
  kind: 'launch' | 'listing',
): void {
  tellOfEmployer(market, firm, kind, { inputs: {}, draws: {}, outcome: {} });
  for (const person of rosterOf(market.people, market.employers, firm))
    tellMove(market, person, before, placeOf(market, firm), kind);
}

/** @param inputs log pay added before this month; openings posted and left. */
export function tellPayAnswer(market: Market, employer: number, inputs: Inputs): void {
  const { usualFill } = market.scenario.payAnswers!;
  const logPay = market.employers.logPayAnswer[employer]!;
  tellOfEmployer(market, employer, 'pay answers', {
    inputs: { ...inputs, usualFill },
    draws: {},
    outcome: { logPay },
  });
}
