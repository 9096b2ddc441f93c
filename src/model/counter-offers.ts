import { Decision } from './decisions.ts';
import { JobValues, OWN_FIRM } from './job-value.ts';
import { type Market, type MonthOfRun, NO_JOB } from './market.ts';
import { applicantRanks, type Matches } from './matching.ts';
import { marketNumber } from './numbers.ts';
import { type Options, optionsUpTo } from './options.ts';
import type { Searchers } from './search.ts';
import { followerOf, placeOf, tell } from './trace-notes.ts';

/** What the employers of those who look would beat, by searcher, in the searcher's utility: log points of pay. */
export interface CounterOffers {
  readonly staying: Float64Array;
  /** The most that staying can be made worth; −∞ where nobody answers. */
  readonly atMost: Float64Array;
}

/**
 * Step 8, before the matching: whose employer would answer what they are offered, and how far. Nobody is answered who has no job, is paid
 * as much over what is posted already, or would found a firm, which no raise can be measured against.
 * @returns null without the mechanism.
 */
export function counterOffersTo(
  market: Market,
  searchers: Searchers,
  options: Options,
  month: MonthOfRun,
): CounterOffers | null {
  if (market.scenario.counterOffers === null) return null;
  const { people, employers } = market;
  const share = marketNumber(market.numbers, 'counterOffers.share');
  const most = marketNumber(market.numbers, 'counterOffers.most');
  const answers = market.draws.open(Decision.answersOffers, 0);
  const values = new JobValues(market, month);
  const counters = {
    staying: new Float64Array(searchers.count),
    atMost: new Float64Array(searchers.count).fill(-Infinity),
  };
  for (let searcher = 0; searcher < searchers.count; searcher++) {
    const person = searchers.people[searcher]!;
    const isFollowed = followerOf(market, person) !== null;
    const hasBetter = options.start[searcher] !== options.start[searcher + 1];
    if (!hasBetter && !isFollowed) continue; // an employer answers or not before anything is offered: that is told
    const employer = people.employer[person]!;
    const room = most - people.logOwnPay[person]!;
    if (employer === NO_JOB || !(room > 0)) continue;
    const u = answers.uniform(people.key[person]!, employers.key[employer]!);
    if (isFollowed) {
      const inputs = {
        share,
        most,
        logOwnPay: people.logOwnPay[person]!,
        founds: wouldFound(options, searcher),
      };
      const isAnswered = u < share && !inputs.founds;
      tell(market, person, 'answers offers', {
        other: employers.key[employer]!,
        inputs,
        draws: { u },
        outcome: { room: isAnswered ? room : null },
      });
    }
    if (u >= share || !hasBetter) continue;
    if (wouldFound(options, searcher)) continue;
    counters.staying[searcher] = values.ofStaying(person);
    counters.atMost[searcher] = counters.staying[searcher]! + room;
  }
  return counters;
}

function wouldFound(options: Options, searcher: number): boolean {
  return options.employer.subarray(options.start[searcher], options.start[searcher + 1]).includes(OWN_FIRM);
}

/** The same options without those that their employer would beat: nobody leaves for these. Options stand best first. */
export function withoutBeaten(
  market: Market,
  options: Options,
  searchers: Searchers,
  counters: CounterOffers | null,
): Options {
  if (counters === null) return options;
  return optionsUpTo(market, 'options that nobody beats', options, searchers, (searcher) => {
    const end = options.start[searcher + 1]!;
    let option = options.start[searcher]!;
    while (option < end && options.value[option]! > counters.atMost[searcher]!) option++;
    return option;
  });
}

/**
 * Step 8, after the matching and before anybody moves: whoever stays and could have had a job that their employer beats is paid what makes
 * staying worth as much. They could have had it if a place is left there, or is held by somebody whom the employer likes less: so afterwards
 * no person and employer who met would both rather have had each other.
 * @param options all of them, those that are beaten too. @param matches of those left.
 */
export function makeCounterOffers(
  market: Market,
  searchers: Searchers,
  options: Options,
  matches: Matches,
  counters: CounterOffers | null,
  month: MonthOfRun,
): void {
  if (counters === null) return;
  const wouldTake = willingness(market, searchers, matches, month);
  for (let searcher = 0; searcher < searchers.count; searcher++) {
    if (counters.atMost[searcher] === -Infinity || matches[searcher] !== NO_JOB) continue;
    const person = searchers.people[searcher]!;
    for (let option = options.start[searcher]!; option < options.start[searcher + 1]!; option++) {
      if (options.value[option]! > counters.atMost[searcher]!) continue; // the matching has turned them down there
      if (!wouldTake(person, options.employer[option]!)) continue;
      const raise = options.value[option]! - counters.staying[searcher]!;
      market.people.logOwnPay[person]! += raise;
      market.recorder.countKept(market, person, raise);
      if (followerOf(market, person) !== null) {
        const beaten = placeOf(market, options.employer[option]!);
        tell(market, person, 'kept', {
          inputs: { value: options.value[option]!, staying: counters.staying[searcher]! },
          draws: {},
          outcome: { beaten, raise },
        });
      }
      break;
    }
  }
}

/** Whether an employer would rather have had a person than what the matching gave it: a place left empty, or its least liked hire. */
function willingness(
  market: Market,
  searchers: Searchers,
  matches: Matches,
  month: MonthOfRun,
): (person: number, employer: number) => boolean {
  const { people, skills, openings } = market;
  const rank = applicantRanks(market, month);
  /** Those matched to a vacancy (employer and skill). */
  const matched = new Map<number, number[]>();
  for (let searcher = 0; searcher < searchers.count; searcher++) {
    const employer = matches[searcher]!;
    if (employer === NO_JOB || employer === OWN_FIRM) continue;
    const person = searchers.people[searcher]!;
    const vacancy = employer * skills + people.skill[person]!;
    const others = matched.get(vacancy);
    if (others === undefined) matched.set(vacancy, [person]);
    else others.push(person);
  }
  return (person, employer) => {
    const vacancy = employer * skills + people.skill[person]!;
    const hired = matched.get(vacancy) ?? [];
    if (hired.length < openings[vacancy]!) return true;
    const own = rank(person, employer);
    const key = people.key[person]!;
    return hired.some((other) => {
      const theirs = rank(other, employer);
      return theirs < own || (theirs === own && people.key[other]! < key);
    });
  };
}
