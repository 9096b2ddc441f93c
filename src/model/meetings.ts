import { type Calls, callsOfMonth, LAYOUTS, slotOfPerson } from './calls.ts';
import { longer } from './columns.ts';
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
      if (met === employers.length) employers = longer(employers, 2 * employers.length);
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
  const { people } = market;
  const cells = market.draws.open(Decision.cell, month.date);
  const isAnswerLost = answersLostAbroad(market, month);
  /** Who was the last to meet an employer: one to whom it has answered already, if it is the same. */
  const lastMetBy = new Int32Array(market.employerCount).fill(-1);
  const start = new Int32Array(searchers.count + 1);
  let room = new Int32Array(4 * searchers.count + 16);
  let met = 0;
  for (let searcher = 0; searcher < searchers.count; searcher++) {
    const person = searchers.people[searcher]!;
    const calls = callsBySkill[people.skill[person]!]!;
    const { employer: callers, start: firstCall, toAll } = calls;
    lastMetBy[people.employer[person]!] = searcher;
    cells.draw(people.key[person]!, 0);
    for (let layout = 0; layout <= LAYOUTS; layout++) {
      const isToAll = layout === LAYOUTS;
      const slot = isToAll ? 0 : slotOfPerson(cells.words[layout]!, calls.cellBits, layout);
      const heard = isToAll ? toAll : callers;
      const end = isToAll ? toAll.length : firstCall[slot + 1]!;
      for (let call = isToAll ? 0 : firstCall[slot]!; call < end; call++) {
        const employer = heard[call]!;
        if (lastMetBy[employer] === searcher) continue;
        lastMetBy[employer] = searcher;
        if (isAnswerLost?.(person, employer) || !mayAnswer(market, person, employer)) continue;
        if (met === room.length) room = longer(room, 2 * room.length);
        room[met++] = employer;
      }
    }
    start[searcher + 1] = met;
  }
  return { start, employer: room };
}

/** Whether the answer of an employer in another region does not count; undefined where all count. */
function answersLostAbroad(
  market: Market,
  month: MonthOfRun,
): ((person: number, employer: number) => boolean) | undefined {
  const { people, employers } = market;
  const answersAbroad = marketNumber(market.numbers, 'choice.answersAbroad');
  if (answersAbroad >= 1 || market.scenario.regions.length === 1) return undefined;
  const draws = market.draws.open(Decision.answerFromAbroad, month.date);
  return (person, employer) =>
    employers.region[employer] !== people.region[person] &&
    draws.uniform(people.key[person]!, employers.key[employer]!) >= answersAbroad;
}
