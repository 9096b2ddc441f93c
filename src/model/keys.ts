import type { Scenario } from '../scenario/scenario.ts';

/**
 * Who somebody is must not depend on how many others there are or on the order of a file, or one more employer would
 * rename, and so redraw, everybody. Keys are 32 bits, packed without collision:
 *
 * - who starts in a job:   0 | 11 bits of the employer group's slot | 20 bits of the number in the group
 * - who enters later:      1 | 11 bits of the month | 5 bits of the programme's or retraining's slot | 15 bits of the number in it
 * - an employer:           11 bits of its group's slot | 21 bits of the number in the group
 * - a founded firm:        32 bits drawn from its founder's key and the month (two alike would share some noise, no more)
 *
 * A slot is found by the id's hash, so that another id rarely moves it.
 */
const GROUP_SLOTS = 2048;
const PROGRAMME_SLOTS = 32;
const PEOPLE_PER_GROUP = 1 << 20;
const MEMBERS_PER_GROUP = 1 << 21;
const ENTRANTS_PER_MONTH = 1 << 15;
const MONTHS = 2048;

/** Stands for "without a job" among employers' keys; slot 2047 is kept for it. */
export const NO_JOB_KEY = -1;
export const NO_JOB_GROUP_ID = 'no job';

/** A limit of the key space was passed; the message says which and what to do. */
export class KeySpaceFull extends RangeError {}

/** Slots of employer groups by id, and of NO_JOB_GROUP_ID. @throws KeySpaceFull */
export function slotsOfGroups(scenario: Scenario): Map<string, number> {
  const slots = slotsById(
    scenario.employers.map((group) => group.id),
    GROUP_SLOTS - 1,
    'employers',
  );
  return slots.set(NO_JOB_GROUP_ID, GROUP_SLOTS - 1);
}

/** Slots of programmes by id, and of retraining by `retraining.` and id. */
export function slotsOfProgrammes(
  scenario: Pick<Scenario, 'programmes' | 'retraining'>,
): Map<string, number> {
  const ids = [
    ...scenario.programmes.map(({ id }) => id),
    ...scenario.retraining.map(({ id }) => retrainingSlot(id)),
  ];
  return slotsById(ids, PROGRAMME_SLOTS, 'programmes and kinds of retraining');
}

export function retrainingSlot(id: string): string {
  return `retraining.${id}`;
}

function slotsById(ids: readonly string[], slots: number, what: string): Map<string, number> {
  if (ids.length > slots)
    throw new KeySpaceFull(`${ids.length} ${what}, at most ${slots} have room; join some into groups`);
  const taken = new Set<number>();
  const slotOf = new Map<string, number>();
  for (const id of [...ids].sort(byCodePoint)) {
    let slot = hash(id) % slots;
    while (taken.has(slot)) slot = (slot + 1) % slots;
    taken.add(slot);
    slotOf.set(id, slot);
  }
  return slotOf;
}

function byCodePoint(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** A key for a word of a scenario, such as the name of a lot: two words could share one, once in 2³² pairs. */
export function keyOfWord(word: string): number {
  return hash(word) | 0;
}

/** FNV-1a, 32 bits. */
function hash(text: string): number {
  let state = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) state = Math.imul(state ^ text.charCodeAt(at), 0x01000193);
  return state >>> 0;
}

/** Of somebody who starts in a job. @param number of the person in the group, from 0. @throws KeySpaceFull */
export function keyOfFirstStaff(slot: number, number: number): number {
  if (number >= PEOPLE_PER_GROUP) {
    throw new KeySpaceFull(
      `more than ${PEOPLE_PER_GROUP} people start in one employer group; split the group or lower scale`,
    );
  }
  return (slot << 20) | number;
}

/** @param monthOfRun counted from the calendar's start; months of spin-up are negative and wrap. */
export function keyOfEntrant(monthOfRun: number, programmeSlot: number, number: number): number {
  if (number >= ENTRANTS_PER_MONTH) {
    throw new KeySpaceFull(
      `more than ${ENTRANTS_PER_MONTH} people enter from one programme in a month; split the programme or lower scale`,
    );
  }
  return (1 << 31) | ((monthOfRun & (MONTHS - 1)) << 20) | (programmeSlot << 15) | number;
}

/** Slot of the programme or kind of retraining that somebody entered from; −1 for who started in the market. */
export function slotOfEntrant(key: number): number {
  return key < 0 ? (key >>> 15) & (PROGRAMME_SLOTS - 1) : -1;
}

/** @param number of the employer in the group, from 0. @throws KeySpaceFull */
export function keyOfEmployer(slot: number, number: number): number {
  if (number >= MEMBERS_PER_GROUP) {
    throw new KeySpaceFull(
      `more than ${MEMBERS_PER_GROUP} employers in one group; split the group or lower scale`,
    );
  }
  return (slot << 21) | number;
}

/** Routes are few; two alike would share some draws, no more. */
export function keyOfRoute(region: string, route: string): number {
  return hash(`${region}/${route}`) | 0;
}

/** @throws KeySpaceFull when the months of the run, spin-up included, would share keys. */
export function checkMonthsFit(months: number): void {
  if (months > MONTHS)
    throw new KeySpaceFull(`${months} months with spin-up, at most ${MONTHS} have room; shorten spin-up`);
}

/** What the key of a person says: where they started and as which, or when and by which course they entered. */
export type PersonKeyParts =
  | { readonly slotOfGroup: number; readonly number: number }
  | { readonly monthOfRun: number; readonly slotOfProgramme: number; readonly number: number };

/** @param firstMonth of the run, ≤ 0: months of spin-up are counted down from the calendar's start. */
export function partsOfPersonKey(key: number, firstMonth: number): PersonKeyParts {
  if (key >= 0) return { slotOfGroup: key >>> 20, number: key & (PEOPLE_PER_GROUP - 1) };
  const months = (key >>> 20) & (MONTHS - 1);
  return {
    monthOfRun: months - MONTHS >= firstMonth ? months - MONTHS : months,
    slotOfProgramme: (key >>> 15) & (PROGRAMME_SLOTS - 1),
    number: key & (ENTRANTS_PER_MONTH - 1),
  };
}

/** Of an employer that was there at the start, or is named; the key of a founded firm says nothing. */
export function partsOfEmployerKey(key: number): { readonly slotOfGroup: number; readonly number: number } {
  return { slotOfGroup: key >>> 21, number: key & (MEMBERS_PER_GROUP - 1) };
}
