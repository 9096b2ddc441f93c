import { log } from '../maths/log.ts';
import { inOneGo } from '../scenario/steps.ts';
import { Decision } from './decisions.ts';
import { OWN_FIRM } from './job-value.ts';
import { type Market, type MonthOfRun, NO_JOB } from './market.ts';
import type { Options } from './options.ts';
import type { Searchers } from './search.ts';
import { tellMatches } from './trace-notes-of-choices.ts';

/** The employer that each searcher goes to (or OWN_FIRM), NO_JOB for nowhere: they stay as they are. */
export type Matches = Int32Array;

/** Proposals between two chances for a caller to look up. */
const AT_A_TIME = 1024;

/**
 * Step 8. Deferred acceptance at posted pay, people proposing (Gale and Shapley 1962): afterwards no person and employer who met
 * would both rather have had each other. An employer keeps the best applicants of a skill, as many as it has openings.
 * The outcome does not depend on who proposes first, as all rankings are strict.
 */
export function* matchStablyInSteps(
  market: Market,
  searchers: Searchers,
  options: Options,
  month: MonthOfRun,
): Generator<void, Matches> {
  const { people, openings } = market;
  const matches: Matches = new Int32Array(searchers.count).fill(NO_JOB);
  const nextOption = options.start.slice(0, searchers.count);
  const vacancyOf = vacanciesListed(market, searchers, options);
  yield;
  const held = new HeldApplicants(market, vacancyOf, options.start[searchers.count]!);
  const rank = applicantRanks(market, month);
  const waiting: number[] = [];
  for (let searcher = 0; searcher < searchers.count; searcher++) {
    if (options.start[searcher + 1]! > options.start[searcher]!) waiting.push(searcher);
  }
  for (let proposals = 1; waiting.length > 0; proposals++) {
    if (proposals % AT_A_TIME === 0) yield;
    const searcher = waiting.pop()!;
    const option = nextOption[searcher]!++;
    if (option >= options.start[searcher + 1]!) continue; // nobody left to ask: stays
    const employer = options.employer[option]!;
    const vacancy = vacancyOf[option]!;
    matches[searcher] = employer;
    if (vacancy < 0) continue;
    const person = searchers.people[searcher]!;
    const turnedDown = held.consider(
      vacancy,
      openings[vacancy]!,
      searcher,
      rank(person, employer),
      people.key[person]!,
    );
    if (turnedDown >= 0) {
      matches[turnedDown] = NO_JOB;
      waiting.push(turnedDown);
    }
  }
  if (market.trace !== null) {
    const leastRank = (option: number) =>
      vacancyOf[option]! < 0 ? null : held.leastRank(vacancyOf[option]!, openings[vacancyOf[option]!]!);
    tellMatches(market, searchers, options, matches, rank, leastRank);
  }
  held.leave(vacancyOf, options.start[searchers.count]!);
  return matches;
}

/** The same in one go. */
export function matchStably(
  market: Market,
  searchers: Searchers,
  options: Options,
  month: MonthOfRun,
): Matches {
  return inOneGo(matchStablyInSteps(market, searchers, options, month));
}

/** An employer's ranking of applicants: talent, practice and how well they fit this month. */
export function applicantRanks(
  market: Market,
  month: MonthOfRun,
): (person: number, employer: number) => number {
  const { weightOfTalent, fitSd } = market.scenario.hiring;
  const { people, employers } = market;
  const { weightOfPractice } = market.numbers.attributes;
  const fit = market.draws.open(Decision.applicantFit, month.date);
  return (person, employer) =>
    weightOfTalent * log(people.talent[person]!) +
    weightOfPractice[employers.group[employer]!]! * people.practice[person]! +
    fitSd * fit.normal(people.key[person]!, employers.key[employer]!);
}

/** Applicants that employers hold on to so far, by vacancy (employer and skill): a binary heap each, the worst on top. */
class HeldApplicants {
  /** Where each vacancy's heap begins: it never holds more than ever list the vacancy. */
  private readonly offset: Int32Array;
  private readonly size: Int32Array;
  private readonly searcher: Int32Array;
  private readonly rank: Float64Array;
  private readonly key: Int32Array;

  /** @param vacancyOf every option's vacancy, negative where nobody is held. */
  constructor({ room, openings }: Market, vacancyOf: Int32Array, options: number) {
    this.offset = room.ints('first held', openings.length);
    const listed = room.ints(LISTED, openings.length);
    for (let option = 0; option < options; option++)
      if (vacancyOf[option]! >= 0) listed[vacancyOf[option]!]!++;
    let held = 0;
    for (let option = 0; option < options; option++) {
      const vacancy = vacancyOf[option]!;
      if (vacancy < 0 || listed[vacancy] === 0) continue;
      this.offset[vacancy] = held;
      held += listed[vacancy]!;
      listed[vacancy] = 0;
    }
    this.size = listed; // all zero by now: nobody is held yet
    this.searcher = room.ints('held', held);
    this.rank = room.doubles('ranks of those held', held);
    this.key = room.ints('keys of those held', held);
  }

  /** Leaves the counts as they were found, all zero, without going over the vacancies that nobody listed. */
  leave(vacancyOf: Int32Array, options: number): void {
    for (let option = 0; option < options; option++)
      if (vacancyOf[option]! >= 0) this.size[vacancyOf[option]!] = 0;
  }

  /** Takes an applicant in. @returns the searcher turned down for it, perhaps the applicant; −1 for nobody. */
  consider(vacancy: number, openings: number, searcher: number, rank: number, key: number): number {
    if (openings === 0) return searcher; // its places went to stars before the matching
    const top = this.offset[vacancy]!;
    const size = this.size[vacancy]!;
    if (size < openings) {
      this.size[vacancy] = size + 1;
      this.rise(top, size, searcher, rank, key);
      return -1;
    }
    if (!this.isWorse(top, rank, key)) return searcher;
    const turnedDown = this.searcher[top]!;
    this.sink(top, size, searcher, rank, key);
    return turnedDown;
  }

  /** Rank of the last who has a place; null while one is left, infinite where there never was one. */
  leastRank(vacancy: number, openings: number): number | null {
    if (openings === 0) return Infinity;
    return this.size[vacancy]! < openings ? null : this.rank[this.offset[vacancy]!]!;
  }

  /** Whether the one at a position ranks below (rank, key). Equal ranks go by key. */
  private isWorse(at: number, rank: number, key: number): boolean {
    return this.rank[at]! < rank || (this.rank[at]! === rank && this.key[at]! < key);
  }

  private rise(top: number, position: number, searcher: number, rank: number, key: number): void {
    let at = position;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (this.isWorse(top + parent, rank, key)) break;
      this.copy(top + parent, top + at);
      at = parent;
    }
    this.put(top + at, searcher, rank, key);
  }

  private sink(top: number, size: number, searcher: number, rank: number, key: number): void {
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= size) break;
      const right = child + 1;
      if (right < size && this.isWorse(top + right, this.rank[top + child]!, this.key[top + child]!))
        child = right;
      if (!this.isWorse(top + child, rank, key)) break;
      this.copy(top + child, top + at);
      at = child;
    }
    this.put(top + at, searcher, rank, key);
  }

  private copy(from: number, to: number): void {
    this.put(to, this.searcher[from]!, this.rank[from]!, this.key[from]!);
  }

  private put(at: number, searcher: number, rank: number, key: number): void {
    this.searcher[at] = searcher;
    this.rank[at] = rank;
    this.key[at] = key;
  }
}

/** Room where all vacancies count nobody between steps. */
const LISTED = 'listed';

/** The vacancy of every option, negative for one's own firm and where all who list a vacancy can have a place: nobody is ranked for it. */
function vacanciesListed(market: Market, searchers: Searchers, options: Options): Int32Array {
  const { people, skills, openings, room } = market;
  const count = options.start[searchers.count]!;
  const vacancyOf = room.ints('vacancies listed', count);
  const listed = room.ints(LISTED, openings.length);
  for (let searcher = 0; searcher < searchers.count; searcher++) {
    const skill = people.skill[searchers.people[searcher]!]!;
    for (let option = options.start[searcher]!; option < options.start[searcher + 1]!; option++) {
      const employer = options.employer[option]!;
      vacancyOf[option] = employer === OWN_FIRM ? -1 : employer * skills + skill;
      if (employer !== OWN_FIRM) listed[vacancyOf[option]!]!++;
    }
  }
  // What nobody is ranked for keeps its number, negative, until the counts are zero again.
  for (let option = 0; option < count; option++) {
    const vacancy = vacancyOf[option]!;
    if (vacancy >= 0 && listed[vacancy]! <= openings[vacancy]!) vacancyOf[option] = -1 - vacancy;
  }
  for (let option = 0; option < count; option++) {
    const vacancy = vacancyOf[option]!;
    listed[vacancy < 0 ? -1 - vacancy : vacancy] = 0;
  }
  return vacancyOf;
}
