import { type GuideTable, guideTable } from '../random/guide-table.ts';
import type { EmployerGroup, Scenario } from '../scenario/scenario.ts';

/**
 * The fixed list from which contacts are drawn, in proportion to declared largest openings. A place is one employer, or a
 * block of small ones that answer together: a block's openings vary less than those of its members, so fewer
 * contacts end at nobody. Founded firms take reserved places. Nothing that happens during a run changes the list, so
 * one more opening anywhere moves nobody's contacts.
 */
export interface ContactList {
  /** Declared largest openings of a place, people: place × skills + skill. */
  readonly bound: Float64Array;
  /** Id of the group whose employers share the place, for a message about a passed bound. */
  readonly owner: readonly string[];
  /** One table a skill over the places it can be wanted at; null where there are none. */
  readonly tables: readonly (GuideTable | null)[];
  readonly reserved: { readonly first: number; readonly count: number };
  /** This month's openings of a place, and its employers that have any: rebuilt by `planVacancies`. */
  readonly openings: Float64Array;
  readonly firstOpen: Int32Array;
  /**
   * By skill and place: up to where on a table's line a contact may be answered this month, a hair too far rather than too
   * near. Most contacts end at a comparison with it.
   */
  readonly answeredUpTo: readonly Int32Array[];
}

/** An employer with fewer declared openings a skill than this shares a place with others of its group: twice the slack. */
const OWN_PLACE_FROM = 8;
/** Declared openings of a block, about: many enough that the luck of its members evens out, few enough to look through. */
const OPENINGS_PER_BLOCK = 96;
/** Openings of one skill that a place may have beyond those declared: chance alone opens a few at once in a small one. */
const SLACK = 4;

/** Employers of one group, in the order of their numbers, with their staff at the start. */
export interface GroupMembers {
  readonly group: EmployerGroup;
  readonly employers: readonly number[];
  readonly startStaff: readonly number[];
}

/**
 * @param groups in an order that does not depend on that of the file.
 * @param setPlace told the place of every employer.
 */
export function createContactList(
  scenario: Scenario,
  groups: readonly GroupMembers[],
  setPlace: (employer: number, place: number) => void,
): ContactList {
  const bounds: number[][] = [];
  const owner: string[] = [];
  const addPlace = (id: string) => {
    bounds.push(scenario.skills.map(() => 0));
    return owner.push(id) - 1;
  };
  for (const { group, employers, startStaff } of groups) {
    const declared = startStaff.map((staff) => declaredOpenings(group, staff, scenario.scale));
    const isLarge = declared.map((openings) => group.isNamed || hasOwnPlace(openings));
    const smallOnes = declared.filter((_, member) => !isLarge[member]);
    const blocks = Math.max(1, Math.ceil(sumOf(smallOnes.flat()) / OPENINGS_PER_BLOCK));
    const firstBlock = owner.length;
    if (smallOnes.length > 0) for (let count = 0; count < blocks; count++) addPlace(group.id);
    let dealt = 0; // small members are dealt round, so that no block is left with a few
    employers.forEach((employer, member) => {
      const place = isLarge[member] ? addPlace(group.id) : firstBlock + (dealt++ % blocks);
      declared[member]!.forEach((openings, skill) => {
        bounds[place]![skill]! += openings;
      });
      setPlace(employer, place);
    });
  }
  const reserved = { first: owner.length, count: reservedPlaces(scenario) };
  for (let count = 0; count < reserved.count; count++) bounds[addPlace('founding')] = reservedBound(scenario);
  const bound = Float64Array.from(bounds.flat(), (openings) => (openings > 0 ? openings + SLACK : 0));
  return {
    bound,
    owner,
    tables: scenario.skills.map((_, skill) =>
      tableOf(bound.filter((__, at) => at % scenario.skills.length === skill)),
    ),
    reserved,
    openings: new Float64Array(bound.length),
    firstOpen: new Int32Array(owner.length),
    answeredUpTo: scenario.skills.map(() => new Int32Array(owner.length)),
  };
}

function hasOwnPlace(declared: readonly number[]): boolean {
  return sumOf(declared) >= OWN_PLACE_FROM * declared.filter((openings) => openings > 0).length;
}

function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0);
}

function tableOf(weights: Float64Array): GuideTable | null {
  return weights.some((weight) => weight > 0) ? guideTable(weights) : null;
}

/** Largest openings of one employer by skill, people. A fixed number of vacancies is its own bound. */
function declaredOpenings(group: EmployerGroup, startStaff: number, scale: number): number[] {
  const { vacancies, openingsBound, skillMix } = group;
  if (typeof vacancies === 'number') {
    const number = vacancies * (group.isNamed ? scale : 1);
    return skillMix.map((mix) => Math.ceil(number * mix)); // as many as rounding can make of it
  }
  return skillMix.map((mix) =>
    mix > 0 ? Math.max(openingsBound.atLeast, openingsBound.shareOfStaff * startStaff * mix) : 0,
  );
}

function reservedPlaces(scenario: Scenario): number {
  return scenario.founding === null ? 0 : Math.max(1, Math.round(scenario.founding.places * scenario.scale));
}

/** Founded firms want the skills of their stealth and their launched group. */
function reservedBound(scenario: Scenario): number[] {
  const { stealthGroup, launchedGroup, openingsBoundPerPlace } = scenario.founding!;
  const groups = scenario.employers.filter(({ id }) => id === stealthGroup || id === launchedGroup);
  return scenario.skills.map((_, skill) =>
    groups.some(({ skillMix }) => skillMix[skill]! > 0) ? openingsBoundPerPlace : 0,
  );
}

/** @param key of the firm, 32 random bits. */
export function placeOfFounded(list: ContactList, key: number): number {
  return list.reserved.first + ((key >>> 0) % list.reserved.count);
}
