import type { Contacts } from '../scenario/scenario.ts';
import { inOneGo } from '../scenario/steps.ts';
import { callsOfMonth, LAYOUTS, standsOf } from './calls.ts';
import { Decision } from './decisions.ts';
import type { Market, MonthOfRun } from './market.ts';
import { marketNumber } from './numbers.ts';
import { mayAnswer } from './right-to-work.ts';
import type { Searchers } from './search.ts';

/** Employers met, searcher by searcher: those of searcher i stand from start[i] up to start[i + 1]. */
export interface Meetings {
  readonly start: Int32Array;
  employer: Int32Array;
}

/** Who look, taken between two chances for a caller to look up. */
const AT_A_TIME = 512;

/** Step 6. Each searcher meets the employers whose openings' calls reach them, or every employer with an opening. */
export function* meetVacanciesInSteps(
  market: Market,
  searchers: Searchers,
  month: MonthOfRun,
): Generator<void, Meetings> {
  const { contacts } = market.scenario.people;
  const meetings =
    contacts === 'all'
      ? meetEverybody(market, searchers)
      : yield* meetCallers(market, searchers, contacts, month);
  market.recorder.searchers = searchers.count;
  market.recorder.meetings = meetings.start[searchers.count]!;
  return meetings;
}

/** The same in one go. */
export function meetVacancies(market: Market, searchers: Searchers, month: MonthOfRun): Meetings {
  return inOneGo(meetVacanciesInSteps(market, searchers, month));
}

function meetEverybody(market: Market, searchers: Searchers): Meetings {
  const { people, skills, openings } = market;
  const open: number[][] = market.scenario.skills.map((_, skill) => {
    const employers: number[] = [];
    for (const employer of market.hiring) {
      if (openings[employer * skills + skill]! > 0) employers.push(employer);
    }
    return employers;
  });
  const start = market.room.ints('starts of those met', searchers.count + 1);
  let employers = market.room.ints('met', 4 * searchers.count);
  let met = 0;
  for (let searcher = 0; searcher < searchers.count; searcher++) {
    const person = searchers.people[searcher]!;
    for (const employer of open[people.skill[person]!]!) {
      if (employer === people.employer[person] || !mayAnswer(market, person, employer)) continue;
      if (met === employers.length) employers = market.room.ints('met', met + 1);
      employers[met++] = employer;
    }
    start[searcher + 1] = met;
  }
  return { start, employer: employers };
}

/**
 * A second answer of one employer, and the present employer's, count for nothing. One from another region counts with
 * probability `answersAbroad`, by a draw of the pair.
 */
function* meetCallers(
  market: Market,
  searchers: Searchers,
  contacts: Contacts,
  month: MonthOfRun,
): Generator<void, Meetings> {
  const { people, employers } = market;
  const stands = standsOf(market, searchers, contacts, month);
  yield;
  const callsBySkill = callsOfMonth(market, stands, month);
  yield;
  const answersAbroad = marketNumber(market.numbers, 'choice.answersAbroad');
  const areAllHeard = answersAbroad >= 1 || market.scenario.regions.length === 1;
  const abroad = market.draws.open(Decision.answerFromAbroad, month.date);
  const isOpenToAll = market.borders === null;
  /** Who was the last to meet an employer: one to whom it has answered already, if it is the same. */
  const lastMetBy = market.room.ints('last met by', market.employerCount).fill(-1);
  const start = market.room.ints('starts of those met', searchers.count + 1);
  let met = market.room.ints('met', 4 * searchers.count);
  const meetThose = (from: number, to: number, before: number): number => {
    let count = before;
    for (let searcher = from; searcher < to; searcher++) {
      const person = searchers.people[searcher]!;
      const key = people.key[person]!;
      const region = people.region[person]!;
      const calls = callsBySkill[people.skill[person]!]!;
      const { employer: callers, start: firstCall, toAll } = calls;
      lastMetBy[people.employer[person]!] = searcher;
      for (let layout = 0; layout <= LAYOUTS; layout++) {
        const isToAll = layout === LAYOUTS;
        const slot = isToAll ? 0 : stands.slots[LAYOUTS * searcher + layout]!;
        const heard = isToAll ? toAll : callers;
        const end = isToAll ? toAll.length : firstCall[slot + 1]!;
        for (let call = isToAll ? 0 : firstCall[slot]!; call < end; call++) {
          const employer = heard[call]!;
          if (lastMetBy[employer] === searcher) continue;
          lastMetBy[employer] = searcher;
          const isHeard =
            areAllHeard ||
            employers.region[employer] === region ||
            abroad.uniform(key, employers.key[employer]!) < answersAbroad;
          if (!isHeard || !(isOpenToAll || mayAnswer(market, person, employer))) continue;
          if (count === met.length) met = market.room.ints('met', count + 1);
          met[count++] = employer;
        }
      }
      start[searcher + 1] = count;
    }
    return count;
  };
  let count = 0;
  for (let searcher = 0; searcher < searchers.count; searcher += AT_A_TIME) {
    count = meetThose(searcher, Math.min(searcher + AT_A_TIME, searchers.count), count);
    yield;
  }
  return { start, employer: met };
}
