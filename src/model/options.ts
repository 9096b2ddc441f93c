import { inOneGo } from '../scenario/steps.ts';
import { Right, Stage } from './columns.ts';
import { Decision } from './decisions.ts';
import { JobValues, OWN_FIRM } from './job-value.ts';
import type { Market, MonthOfRun } from './market.ts';
import type { Meetings } from './meetings.ts';
import { competitorsBarred } from './non-competes.ts';
import { marketNumber } from './numbers.ts';
import type { Searchers } from './search.ts';
import { followerOf } from './trace-notes.ts';
import { tellChoice } from './trace-notes-of-choices.ts';

/** What each searcher would rather do than stay, best first: those of searcher i stand from start[i] up to start[i + 1]. */
export interface Options {
  readonly start: Int32Array;
  /** An employer, or OWN_FIRM. */
  readonly employer: Int32Array;
  readonly value: Float64Array;
}

/**
 * The same options, each searcher's only up to a position.
 * @param name of the arrays kept for it from month to month (`Room`). @param endOf position that is left out first, by searcher.
 */
export function optionsUpTo(
  market: Market,
  name: string,
  options: Options,
  searchers: Searchers,
  endOf: (searcher: number) => number,
): Options {
  const room = options.start[searchers.count]!;
  const left = {
    start: market.room.ints(`starts of ${name}`, searchers.count + 1),
    employer: market.room.ints(name, room),
    value: market.room.doubles(`values of ${name}`, room),
  };
  let kept = 0;
  for (let searcher = 0; searcher < searchers.count; searcher++) {
    const to = endOf(searcher);
    for (let option = options.start[searcher]!; option < to; option++, kept++) {
      left.employer[kept] = options.employer[option]!;
      left.value[kept] = options.value[option]!;
    }
    left.start[searcher + 1] = kept;
  }
  return left;
}

/** Searchers who rank between two chances for a caller to look up. */
const AT_A_TIME = 256;

/**
 * Step 7. Everybody ranks what they met, founding where it is open, and staying; what is worth less than staying is dropped.
 * The longest step of a month: it gives way on its way.
 */
export function* rankOptionsInSteps(
  market: Market,
  searchers: Searchers,
  meetings: Meetings,
  month: MonthOfRun,
): Generator<void, Options> {
  const room = meetings.start[searchers.count]! + searchers.count;
  const options = {
    start: market.room.ints('starts of options', searchers.count + 1),
    employer: market.room.ints('options', room),
    value: market.room.doubles('values of options', room),
  };
  const values = new JobValues(market, month);
  const mayFound = foundingOpenings(market, month);
  /** Values of the employers met, position by position. */
  const valuesOfMet = market.room.doubles('values of those met', meetings.start[searchers.count]!);
  const rankThose = (firstSearcher: number, end: number, keptBefore: number): number => {
    let kept = keptBefore;
    for (let searcher = firstSearcher; searcher < end; searcher++) {
      const person = searchers.people[searcher]!;
      const first = kept;
      const from = meetings.start[searcher]!;
      const to = meetings.start[searcher + 1]!;
      const canFound = mayFound(person);
      let valueOfOwnFirm = 0;
      if (to > from || canFound) {
        const staying = values.ofStaying(person);
        const cost = values.costOfLeaving(person);
        values.ofOffers(person, meetings.employer, from, to, cost, staying, valuesOfMet);
        for (let met = from; met < to; met++) {
          const value = valuesOfMet[met]!;
          if (value > staying) insert(options, first, kept++, meetings.employer[met]!, value);
        }
        if (canFound) {
          const value = values.ofOffer(person, OWN_FIRM, cost);
          if (value > staying) insert(options, first, kept++, OWN_FIRM, value);
          valueOfOwnFirm = value;
        }
      }
      if (followerOf(market, person) !== null) {
        const of = (at: number) => ({ employer: meetings.employer[at]!, value: valuesOfMet[at]! });
        const met = Array.from({ length: to - from }, (_, at) => of(from + at));
        if (canFound) met.push({ employer: OWN_FIRM, value: valueOfOwnFirm });
        tellChoice(market, values, month, person, 'search', met, [...options.employer.subarray(first, kept)]);
      }
      options.start[searcher + 1] = kept;
    }
    return kept;
  };
  let kept = 0;
  for (let searcher = 0; searcher < searchers.count; searcher += AT_A_TIME) {
    kept = rankThose(searcher, Math.min(searcher + AT_A_TIME, searchers.count), kept);
    yield;
  }
  return options;
}

/** The same in one go. */
export function rankOptions(
  market: Market,
  searchers: Searchers,
  meetings: Meetings,
  month: MonthOfRun,
): Options {
  return inOneGo(rankOptionsInSteps(market, searchers, meetings, month));
}

/** Keeps one searcher's options sorted by value, best first. Two values are never equal but by a draw of 2^−32. */
function insert(options: Options, first: number, end: number, employer: number, value: number): void {
  let at = end;
  while (at > first && options.value[at - 1]! < value) {
    options.value[at] = options.value[at - 1]!;
    options.employer[at] = options.employer[at - 1]!;
    at--;
  }
  options.value[at] = value;
  options.employer[at] = employer;
}

/**
 * Whether founding is open to a person this month: funding sets the rate, it goes to people who have had a job, some skills
 * found no firms, and nobody does on a visa.
 */
export function foundingOpenings(market: Market, month: MonthOfRun): (person: number) => boolean {
  const { founding } = market.scenario;
  if (founding === null) return () => false;
  const rate = marketNumber(market.numbers, 'founding.rate');
  const draws = market.draws.open(Decision.foundingOpen, month.date);
  const { people } = market;
  const isBarred = competitorsBarred(market);
  return (person) =>
    people.stage[person] !== Stage.new &&
    people.right[person]! <= Right.permanent &&
    founding.skills[people.skill[person]!] === 1 &&
    draws.uniform(people.key[person]!, 0) < rate &&
    !isBarred?.(person, OWN_FIRM);
}
