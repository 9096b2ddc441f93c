import type { Contacts } from '../scenario/scenario.ts';
import { Decision } from './decisions.ts';
import type { Market, MonthOfRun } from './market.ts';
import { UNLIMITED } from './planning.ts';
import type { Searchers } from './search.ts';

/**
 * How openings reach people. Every opening makes calls; a call names one cell of one of two layouts, and everybody who looks
 * stands in one cell of each. So one more opening, employer or person anywhere moves nobody else's calls or cells, no
 * bound on openings is needed, and the cost grows with calls and those they reach.
 */
export interface CallSetting {
  /** Cells of a layout: 2 to this power. */
  readonly cellBits: number;
  /** Calls an opening makes on average. Each reaches a person with probability 1 ÷ cells. */
  readonly callsPerOpening: number;
}

/**
 * An opening makes at least so many calls, and fewer than twice as many: the number of cells follows from it. With fewer, an
 * employer with one opening would often call nobody at all; with more, most calls would reach nobody, as there are about as many
 * cells as openings, so 0.3 to 2 people who look in each, and every call costs a draw.
 * Neighbours in a cell have the calls of one layout in common, half of theirs. All of their calls only those share who meet in both
 * layouts: of 50,000 who look among 32,768 cells, one person in 20,000 has such a twin.
 */
const LEAST_CALLS = 2;
/**
 * Small markets have more cells than that, or crowds would hear the same calls: 2^10, and the smallest of them so many an opening, since there
 * more cells would only be more calls that nobody hears. In the baseline 2 to 15 people look in a month for each of the openings that `contacts` counts
 * by, all skills together: at most one a cell on average.
 */
const LEAST_CELL_BITS = 10;
const ENOUGH_CELLS_PER_OPENING = 16;
/** A handful of people do not hear the same calls either. */
const FEWEST_CELL_BITS = 6;
/** Beyond the largest an opening makes fewer calls. */
const MOST_CELL_BITS = 18;
export const LAYOUTS = 2;

/** An employer with so many calls a cell meets everybody: e^−40 is less than the last bit of a probability. */
const CALLS_PER_CELL_TO_ALL = 40;

/** @param contacts answers that one who looks gets while so many openings are posted at scale 1. */
export function callSetting(contacts: Contacts, scale: number): CallSetting {
  const openings = contacts.openings * scale;
  const answersPerOpening = contacts.answers / openings;
  let cellBits = FEWEST_CELL_BITS;
  while (cellBits < LEAST_CELL_BITS && 1 << cellBits < ENOUGH_CELLS_PER_OPENING * openings) cellBits++;
  while (cellBits < MOST_CELL_BITS && answersPerOpening * (1 << cellBits) < LEAST_CALLS) cellBits++;
  return { cellBits, callsPerOpening: answersPerOpening * (1 << cellBits) };
}

/** Where those who look stand this month. A slot is cell × layouts + layout. */
export interface Stands {
  readonly setting: CallSetting;
  /** Searcher by searcher, one slot in each layout. */
  readonly slots: Int32Array;
  /** Skill by skill, a bit a slot: whether anybody of the skill stands in it. */
  readonly isTaken: Int32Array;
}

/** The month's calls to people of one skill, by the cell they name; those that nobody can hear are left out. */
export interface Calls {
  /** Calls to a slot stand from start[slot] up to start[slot + 1]. */
  readonly start: Int32Array;
  /** The employer that calls. */
  readonly employer: Int32Array;
  /** Employers that everybody of the skill meets. */
  readonly toAll: Int32Array;
}

/** Draws where those who look stand. */
export function standsOf(
  market: Market,
  searchers: Searchers,
  contacts: Contacts,
  month: MonthOfRun,
): Stands {
  const { people, room, skills } = market;
  const setting = callSetting(contacts, market.scenario.scale);
  const { cellBits } = setting;
  const draws = market.draws.open(Decision.cell, month.date);
  const slots = room.ints('slots of searchers', LAYOUTS * searchers.count);
  const words = wordsOfSlots(cellBits);
  const isTaken = room.ints('slots taken', skills * words).fill(0);
  for (let searcher = 0; searcher < searchers.count; searcher++) {
    const person = searchers.people[searcher]!;
    const ofSkill = words * people.skill[person]!;
    draws.draw(people.key[person]!, 0);
    for (let layout = 0; layout < LAYOUTS; layout++) {
      const slot = slotOfPerson(draws.words[layout]!, cellBits, layout);
      slots[LAYOUTS * searcher + layout] = slot;
      isTaken[ofSkill + (slot >> 5)]! |= 1 << (slot & 31);
    }
  }
  return { setting, slots, isTaken };
}

const wordsOfSlots = (cellBits: number): number => (LAYOUTS << cellBits) >> 5;

/** All calls of the month, by skill. Who has openings of a skill calls: calls per opening × openings, rounded by a draw. */
export function callsOfMonth(market: Market, stands: Stands, month: MonthOfRun): Calls[] {
  return market.scenario.skills.map((_, skill) => callsOfSkill(market, stands, skill, month));
}

/** Most calls reach nobody: they are drawn, since a draw tells whom they reach, and not sorted. */
function callsOfSkill(market: Market, stands: Stands, skill: number, month: MonthOfRun): Calls {
  const { employers, openings, skills, room } = market;
  const { cellBits, callsPerOpening } = stands.setting;
  const words = wordsOfSlots(cellBits);
  const isTaken = stands.isTaken.subarray(words * skill, words * (skill + 1));
  const rounding = market.draws.open(Decision.callRounding, month.date);
  const draws = market.draws.open(Decision.call, month.date);
  const most = CALLS_PER_CELL_TO_ALL << cellBits;
  const toSlot = 31 - cellBits;
  const toAll: number[] = [];
  let slots = room.ints('slots called', 1);
  let callers = room.ints('callers', 1);
  let heard = 0;
  for (const employer of market.hiring) {
    const open = openings[employer * skills + skill]!;
    if (open === 0) continue;
    const key = employers.key[employer]!;
    const calls = Math.floor(callsPerOpening * open + rounding.uniform(key, skill));
    if (open >= UNLIMITED || calls >= most) {
      toAll.push(employer);
      continue;
    }
    slots = room.ints('slots called', heard + calls);
    callers = room.ints('callers', heard + calls);
    for (let call = 0; call < calls; call++) {
      if ((call & 1) === 0) draws.draw(key, numberOfDraw(skill, call >> 1)); // two words, two calls
      const slot = draws.words[call & 1]! >>> toSlot;
      if (((isTaken[slot >> 5]! >>> (slot & 31)) & 1) === 0) continue;
      slots[heard] = slot;
      callers[heard++] = employer;
    }
  }
  return {
    toAll: Int32Array.from(toAll),
    ...sortedBySlot(market, skill, slots, callers, heard, LAYOUTS << cellBits),
  };
}

/** Skill and running number in one word: an employer makes fewer than 2^25 calls to a skill. */
export function numberOfDraw(skill: number, number: number): number {
  return (skill << 24) | number;
}

/** A counting sort. */
function sortedBySlot(
  { room }: Market,
  skill: number,
  slots: Int32Array,
  callers: Int32Array,
  heard: number,
  slotCount: number,
) {
  const start = room.ints(`calls to skill ${skill}`, slotCount + 1).fill(0);
  for (let call = 0; call < heard; call++) start[slots[call]!]!++;
  let end = 0;
  for (let slot = 0; slot <= slotCount; slot++) {
    end += start[slot]!;
    start[slot] = end;
  }
  const employer = room.ints(`callers of skill ${skill}`, heard);
  for (let call = 0; call < heard; call++) employer[--start[slots[call]!]!] = callers[call]!;
  return { start, employer };
}

/** The slot where a person stands in a layout. @param word the layout's word of the person's draw this month. */
export function slotOfPerson(word: number, cellBits: number, layout: number): number {
  return LAYOUTS * (word >>> (32 - cellBits)) + layout;
}
