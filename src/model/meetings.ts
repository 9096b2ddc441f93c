import { type Calls, callsOfMonth, LAYOUTS, lengthened, slotOfPerson } from './calls.ts';
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

/** Step 6. Each searcher meets the employers whose openings' calls reach them, or every employer with an opening. */
export function meetVacancies(market: Market, searchers: Searchers, month: MonthOfRun): Meetings {
  const { contacts } = market.scenario.people;
  const meetings =
    contacts === 'all'
      ? meetEverybody(market, searchers)
      : meetCallers(market, searchers, callsOfMonth(market, contacts, month), month);
  market.recorder.searchers = searchers.count;
  market.recorder.meetings = meetings.start[searchers.count]!;
  return meetings;
}

function meetEverybody(market: Market, searchers: Searchers): Meetings {
  const { people, skills, openings } = market;
  const open: number[][] = market.scenario.skills.map((_, skill) => {
    const employers: number[] = [];
    for (let employer = 1; employer < market.employerCount; employer++) {
      if (openings[employer * skills + skill]! > 0) employers.push(employer);
    }
    return employers;
  });
  const start = new Int32Array(searchers.count + 1);
  let employers = new Int32Array(4 * searchers.count + 16);
  let met = 0;
  for (let searcher = 0; searcher < searchers.count; searcher++) {
    const person = searchers.people[searcher]!;
    for (const employer of open[people.skill[person]!]!) {
      if (employer === people.employer[person] || !mayAnswer(market, person, employer)) continue;
      if (met === employers.length) employers = lengthened(employers);
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
function meetCallers(
  market: Market,
  searchers: Searchers,
  callsBySkill: readonly Calls[],
  month: MonthOfRun,
): Meetings {
  const { people, employers } = market;
  const cells = market.draws.open(Decision.cell, month.date);
  const abroad = market.draws.open(Decision.answerFromAbroad, month.date);
  const answersAbroad = marketNumber(market.numbers, 'choice.answersAbroad');
  /** Who was the last to meet an employer: one to whom it has answered already, if it is the same. */
  const lastMetBy = new Int32Array(market.employerCount).fill(-1);
  const start = new Int32Array(searchers.count + 1);
  let employersMet = new Int32Array(4 * searchers.count + 16);
  let met = 0;
  for (let searcher = 0; searcher < searchers.count; searcher++) {
    const person = searchers.people[searcher]!;
    const key = people.key[person]!;
    const calls = callsBySkill[people.skill[person]!]!;
    lastMetBy[people.employer[person]!] = searcher;
    const meet = (employer: number) => {
      if (lastMetBy[employer] === searcher) return;
      lastMetBy[employer] = searcher;
      if (employers.region[employer] !== people.region[person] && answersAbroad < 1) {
        if (abroad.uniform(key, employers.key[employer]!) >= answersAbroad) return;
      }
      if (!mayAnswer(market, person, employer)) return;
      if (met === employersMet.length) employersMet = lengthened(employersMet);
      employersMet[met++] = employer;
    };
    cells.draw(key, 0);
    for (let layout = 0; layout < LAYOUTS; layout++) {
      const slot = slotOfPerson(cells.words[layout]!, calls.cellBits, layout);
      for (let call = calls.start[slot]!; call < calls.start[slot + 1]!; call++) meet(calls.employer[call]!);
    }
    for (const employer of calls.toAll) meet(employer);
    start[searcher + 1] = met;
  }
  return { start, employer: employersMet };
}
