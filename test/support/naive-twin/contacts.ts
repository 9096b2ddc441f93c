import { log } from '../../../src/maths/log.ts';
import { Decision } from '../../../src/model/decisions.ts';
import { guideTable, pick } from '../../../src/random/guide-table.ts';
import type { EmployerGroup } from '../../../src/scenario/scenario.ts';
import {
  type Employer,
  groupOf,
  type MonthOfTwin,
  type Person,
  TwinStops,
  UNLIMITED,
  uniform,
  type World,
} from './world.ts';

/** Openings declared beyond those of a place's employers, for each skill that any of them may want. */
const SLACK = 4;
/** Declared openings of a block, about. */
const OPENINGS_PER_BLOCK = 96;
/** Declared openings a skill from which an employer has a place of its own. */
const OWN_PLACE_FROM = 8;

/**
 * MODEL.md, "Meeting": named employers and those that declare eight openings a skill or more have a place each; the smaller ones
 * of a group are dealt round as many blocks as make about 48 openings each. Places come in the order of their groups' slots, a
 * group's blocks before its larger members, then those reserved for founded firms.
 */
export function makeContactList(world: World): void {
  const { scenario } = world;
  const slotOf = (group: EmployerGroup) => world.groupSlots.get(group.id)!;
  for (const group of [...scenario.employers].sort((a, b) => slotOf(a) - slotOf(b))) {
    const members = world.employers.filter((one) => groupOf(world, one) === group);
    const declaredBy = (one: Employer) => declaredOpenings(group, one.startStaff, scenario.scale);
    const small = members.filter((one) => !group.isNamed && !isLarge(declaredBy(one)));
    const blocks =
      small.length === 0 ? 0 : Math.max(1, Math.ceil(sumOf(small.flatMap(declaredBy)) / OPENINGS_PER_BLOCK));
    const firstBlock = world.places.length;
    for (let block = 0; block < blocks; block++)
      world.places.push({ declared: scenario.skills.map(() => 0) });
    small.forEach((one, dealt) => {
      one.place = firstBlock + (dealt % blocks);
      const block = world.places[one.place]!;
      block.declared = block.declared.map((openings, skill) => openings + declaredBy(one)[skill]!);
    });
    for (const one of members) {
      if (!small.includes(one)) one.place = world.places.push({ declared: declaredBy(one) }) - 1;
    }
  }
  reservePlaces(world);
  scenario.skills.forEach((_, skill) => {
    const bounds = world.places.map((place) => boundOf(place, skill));
    world.tables.push(bounds.some((bound) => bound > 0) ? guideTable(bounds) : null);
  });
}

function isLarge(declared: readonly number[]): boolean {
  return sumOf(declared) >= OWN_PLACE_FROM * declared.filter((openings) => openings > 0).length;
}

function reservePlaces(world: World): void {
  const { founding, employers, scale, skills } = world.scenario;
  if (founding === null) return;
  const groups = employers.filter(({ id }) => id === founding.stealthGroup || id === founding.launchedGroup);
  const declared = skills.map((_, skill) =>
    groups.some((group) => group.skillMix[skill]! > 0) ? founding.openingsBoundPerPlace : 0,
  );
  world.firstReserved = world.places.length;
  for (let place = 0; place < Math.max(1, Math.round(founding.places * scale)); place++)
    world.places.push({ declared });
}

function boundOf(place: { declared: number[] }, skill: number): number {
  const declared = place.declared[skill]!;
  return declared > 0 ? declared + SLACK : 0;
}

/** Largest openings that one employer declares, by skill. */
function declaredOpenings(group: EmployerGroup, startStaff: number, scale: number): number[] {
  const { vacancies, openingsBound, skillMix } = group;
  return skillMix.map((mix) => {
    if (mix === 0) return 0;
    if (typeof vacancies === 'number') return Math.ceil(vacancies * (group.isNamed ? scale : 1) * mix);
    return Math.max(openingsBound.atLeast, openingsBound.shareOfStaff * startStaff * mix);
  });
}

function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0);
}

/** Step 6: employers met by one who looks. */
export function employersMet(world: World, month: MonthOfTwin, person: Person): Employer[] {
  const { contacts } = world.scenario.people;
  const elsewhere = world.employers.filter((employer) => !employer.isClosed && employer !== person.employer);
  if (contacts === 'all') return elsewhere.filter((employer) => employer.openings[person.skill]! > 0);
  const met = new Set<Employer>();
  const table = world.tables[person.skill]!;
  if (table === null) return [];
  for (let contact = 0; contact < contacts; contact++) {
    const draw = world.draws.open(Decision.contact, month.date);
    draw.draw(person.key, Math.floor(contact / 2));
    const within = new Float64Array(1);
    const place = pick(table, draw.words[contact % 2]!, within);
    const reach = within[0]! * boundOf(world.places[place]!, person.skill);
    const answering = whoAnswers(world, month, person, place, reach);
    if (answering !== null && answering !== person.employer) met.add(answering);
  }
  return [...met];
}

function whoAnswers(
  world: World,
  month: MonthOfTwin,
  person: Person,
  place: number,
  reach: number,
): Employer | null {
  const abroad = month.numbers.market['choice.answersAbroad'];
  const weighed = openAt(world, place, person.skill)
    .map((employer) => ({
      employer,
      weight: employer.openings[person.skill]! * (employer.region === person.region ? 1 : abroad),
    }))
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => a.employer.key - b.employer.key);
  const openIn = (isHere: boolean) =>
    sumOf(
      weighed.map(({ employer }) =>
        (employer.region === person.region) === isHere ? employer.openings[person.skill]! : 0,
      ),
    );
  const declared = boundOf(world.places[place]!, person.skill);
  if (reach >= Math.min(declared, openIn(true)) + Math.min(declared, openIn(false)) * abroad) return null;
  let winner: { employer: Employer; wait: number } | null = null;
  for (const { employer, weight } of weighed) {
    const u = uniform(world, Decision.answeringEmployer, month.date, person.key, employer.key);
    const wait = -log(u) / weight;
    if (winner === null || wait < winner.wait) winner = { employer, wait };
  }
  return winner!.employer;
}

/** Contacts answer with probability openings ÷ declared openings, which may not pass one. */
export function refusePassedBounds(world: World): void {
  world.places.forEach((place, at) => {
    world.scenario.skills.forEach((_, skill) => {
      const bound = boundOf(place, skill);
      const open = openAt(world, at, skill).reduce((sum, employer) => sum + employer.openings[skill]!, 0);
      if (open > bound && open < UNLIMITED) throw new TwinStops('more openings than declared');
    });
  });
}

function openAt(world: World, place: number, skill: number): Employer[] {
  return world.employers.filter(
    (employer) => !employer.isClosed && employer.place === place && employer.openings[skill]! > 0,
  );
}
