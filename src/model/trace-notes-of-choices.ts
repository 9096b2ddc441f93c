import { exp } from '../maths/exp.ts';
import { foundingOption, type JobValues, monthsNotVested, OWN_FIRM, PART } from './job-value.ts';
import { type Market, type MonthOfRun, NO_JOB } from './market.ts';
import type { Matches } from './matching.ts';
import { marketNumber } from './numbers.ts';
import type { Options } from './options.ts';
import { JOB, lotteryOf } from './posted-jobs.ts';
import type { Searchers } from './search.ts';
import type { Inputs, InputsOfChoice, Place, Proposal, WayToChoose, Worth } from './trace.ts';
import { followerOf, placeOf, tell } from './trace-notes.ts';

/** What is told to a listener of how somebody who is followed chose, and what came of it. None of this is called without one. */

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

/** Null: a firm of one's own. */
function placeChosen(market: Pick<Market, 'employers'>, employer: number): Place | null {
  return employer === OWN_FIRM ? null : placeOf(market, employer);
}
