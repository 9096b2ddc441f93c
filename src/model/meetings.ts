import { log } from '../maths/log.ts';
import { GUIDE_SHIFT, POINT_SHIFT } from '../random/guide-table.ts';
import { Decision } from './decisions.ts';
import type { Market, MonthOfRun } from './market.ts';
import { marketNumber } from './numbers.ts';
import type { Searchers } from './search.ts';

/** Employers met, searcher by searcher: those of searcher i stand from start[i] up to start[i + 1]. */
export interface Meetings {
  readonly start: Int32Array;
  employer: Int32Array;
}

/**
 * Step 6. Each searcher draws contacts from the fixed list; a place answers with probability openings ÷ declared largest
 * openings, so that more openings anywhere bring more answers and move nobody else's.
 */
export function meetVacancies(market: Market, searchers: Searchers, month: MonthOfRun): Meetings {
  const meetings: Meetings = {
    start: new Int32Array(searchers.count + 1),
    employer: new Int32Array(4 * searchers.count + 16),
  };
  if (market.scenario.people.contacts === 'all') meetEverybody(market, searchers, meetings);
  else meetContacts(market, searchers, month, meetings);
  market.recorder.searchers = searchers.count;
  market.recorder.meetings = meetings.start[searchers.count]!;
  return meetings;
}

function meetEverybody(market: Market, searchers: Searchers, meetings: Meetings): void {
  const { people, skills, openings } = market;
  const open: number[][] = market.scenario.skills.map((_, skill) => {
    const employers: number[] = [];
    for (let employer = 1; employer < market.employerCount; employer++) {
      if (openings[employer * skills + skill]! > 0) employers.push(employer);
    }
    return employers;
  });
  let met = 0;
  for (let searcher = 0; searcher < searchers.count; searcher++) {
    const person = searchers.people[searcher]!;
    for (const employer of open[people.skill[person]!]!) {
      if (employer === people.employer[person]) continue;
      if (met === meetings.employer.length) meetings.employer = lengthened(meetings.employer);
      meetings.employer[met++] = employer;
    }
    meetings.start[searcher + 1] = met;
  }
}

function meetContacts(market: Market, searchers: Searchers, month: MonthOfRun, meetings: Meetings): void {
  const { people, skills, contactList, scenario } = market;
  const contacts = scenario.people.contacts as number;
  const draws = market.draws.open(Decision.contact, month.date);
  const answers = market.draws.open(Decision.answeringEmployer, month.date);
  const answersAbroad = marketNumber(market.numbers, 'choice.answersAbroad');
  const { words } = draws;
  let met = 0;
  for (let searcher = 0; searcher < searchers.count; searcher++) {
    const person = searchers.people[searcher]!;
    const skill = people.skill[person]!;
    const table = contactList.tables[skill]!;
    if (table !== null) {
      const { ends, guide } = table;
      const answeredUpTo = contactList.answeredUpTo[skill]!;
      const key = people.key[person]!;
      const firstMet = met;
      for (let contact = 0; contact < contacts; contact++) {
        if ((contact & 1) === 0) draws.draw(key, contact >> 1); // two words, two contacts
        // `pick` of the guide table, written out: most contacts end at the comparison below, before any division.
        const point = words[contact & 1]! >>> POINT_SHIFT;
        let place = guide[point >> GUIDE_SHIFT]!;
        while (point >= ends[place]!) place++;
        if (point >= answeredUpTo[place]!) continue;
        const start = place === 0 ? 0 : ends[place - 1]!;
        const reach =
          ((point + 0.5 - start) / (ends[place]! - start)) * contactList.bound[place * skills + skill]!;
        const employer = whoAnswers(market, place, person, reach, answersAbroad, answers);
        if (employer < 0 || employer === people.employer[person]) continue;
        if (isAmong(meetings.employer, firstMet, met, employer)) continue;
        if (met === meetings.employer.length) meetings.employer = lengthened(meetings.employer);
        meetings.employer[met++] = employer;
      }
    }
    meetings.start[searcher + 1] = met;
  }
}

/**
 * The employer of a place that answers, or −1: one weighs its openings, abroad times `answersAbroad`; none answers when
 * `reach` lies beyond their sum. Among several the shortest waiting time wins, each at its own weight and with its own draw,
 * so that another employer's openings only ever take a person over, never pass them round.
 * @param reach uniform on (0, declared largest openings of the place).
 */
function whoAnswers(
  market: Market,
  place: number,
  person: number,
  reach: number,
  answersAbroad: number,
  draws: ReturnType<Market['draws']['open']>,
): number {
  const { people, employers, openings, skills, nextOpen, contactList } = market;
  const skill = people.skill[person]!;
  const region = people.region[person]!;
  const first = contactList.firstOpen[place]!;
  let openHere = 0;
  let openAbroad = 0;
  let candidates = 0;
  let answering = -1;
  for (let employer = first; employer >= 0; employer = nextOpen[employer]!) {
    const open = openings[employer * skills + skill]!;
    if (open === 0) continue;
    if (employers.region[employer] === region) openHere += open;
    else if (answersAbroad > 0) openAbroad += open;
    else continue;
    candidates++;
    answering = employer;
  }
  // Sums of whole numbers, so that no order of adding matters; who hires without limit has all that is declared.
  const declared = contactList.bound[place * skills + skill]!;
  if (reach >= Math.min(declared, openHere) + Math.min(declared, openAbroad) * answersAbroad) return -1;
  if (candidates === 1) return answering;
  let leastWait = Infinity;
  for (let employer = first; employer >= 0; employer = nextOpen[employer]!) {
    const open = openings[employer * skills + skill]!;
    const weight = employers.region[employer] === region ? open : open * answersAbroad;
    if (weight === 0) continue;
    const wait = -log(draws.uniform(people.key[person]!, employers.key[employer]!)) / weight;
    if (wait < leastWait) {
      leastWait = wait;
      answering = employer;
    }
  }
  return answering;
}

function isAmong(employers: Int32Array, from: number, to: number, employer: number): boolean {
  for (let at = from; at < to; at++) if (employers[at] === employer) return true;
  return false;
}

function lengthened(array: Int32Array): Int32Array {
  const longer = new Int32Array(array.length * 2);
  longer.set(array);
  return longer;
}
