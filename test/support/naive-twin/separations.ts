import { Decision } from '../../../src/model/decisions.ts';
import { endRights, isWaitingForVisa, loseJob, withdraw } from './borders.ts';
import { largestOf, nextCandidate } from './candidates.ts';
import type { Diary } from './diary.ts';
import { endFirms } from './firms.ts';
import { isUnsettled } from './teams.ts';
import {
  type Employer,
  groupOf,
  type MonthOfTwin,
  type Person,
  presentPeople,
  staffOf,
  uniform,
  type World,
} from './world.ts';

/** Step 3. */
export function separate(world: World, month: MonthOfTwin, diary: Diary): void {
  holdLayOffRounds(world, month, diary);
  layOffAtRates(world, month, diary);
  endFirms(world, month, diary);
  for (const person of presentPeople(world)) quit(world, month, person, diary);
  for (const person of presentPeople(world)) quitSooner(world, month, person, diary);
  for (const person of presentPeople(world)) leaveTheField(world, month, person, diary);
  for (const person of staffOf(world, null)) {
    const u = uniform(world, Decision.exitWithoutJob, month.date, person.key);
    if (u < month.numbers.market['separations.leaveFieldWithoutJobPerMonth'])
      leaveField(person, 'exit', diary);
  }
  endRights(world, month, diary);
}

function leaveField(person: Person, kind: string, diary: Diary): void {
  diary.leftField(person, kind);
  if (person.application !== null) withdraw(person, diary);
  person.stage = 'left';
}

function holdLayOffRounds(world: World, month: MonthOfTwin, diary: Diary): void {
  const { layOffs, scale } = world.scenario;
  for (const round of layOffs?.rounds ?? []) {
    if (round.month !== month.date) continue;
    for (const employer of world.employers) {
      if (employer.isClosed || groupOf(world, employer).id !== round.employer) continue;
      const u = uniform(world, Decision.layOffRounding, month.date, employer.key);
      const count = Math.floor(round.people * month.numbers.market['layOffs.aiShare'] * scale + u);
      const lot = (person: Person) => uniform(world, Decision.layOffOrder, month.date, person.key);
      const gone = staffOf(world, employer)
        .sort((a, b) => lot(a) - lot(b) || a.key - b.key)
        .slice(0, count);
      for (const person of gone) loseJob(person, 'lay-off', diary);
      employer.lastLayOff = month.index;
      const rest = Math.floor(round.people * scale + u) - gone.length;
      const cut = Math.min(rest, otherStaffOf(world, month, employer));
      employer.otherCut += cut;
      diary.cut(employer, cut);
    }
  }
}

/** People in all other jobs. */
export function otherStaffOf(world: World, month: MonthOfTwin, employer: Employer): number {
  const { otherStaff } = month.numbers.groups[employer.group]!.attributes;
  if (otherStaff === 0) return 0;
  const scale = groupOf(world, employer).isNamed ? world.scenario.scale : 1;
  const r = uniform(world, Decision.otherStaffRounding, 0, employer.key);
  return Math.max(0, Math.floor(otherStaff * scale + r) - employer.otherCut);
}

function layOffAtRates(world: World, month: MonthOfTwin, diary: Diary): void {
  for (const employer of world.employers) {
    if (employer.isClosed) continue;
    const rate = month.numbers.groups[employer.group]!.attributes.layOffRate;
    for (const person of staffOf(world, employer)) {
      if (uniform(world, Decision.layOffAtRate, month.date, person.key) >= rate) continue;
      loseJob(person, 'lay-off', diary);
      employer.lastLayOff = month.index;
    }
  }
}

function quit(world: World, month: MonthOfTwin, person: Person, diary: Diary): void {
  if (person.nextQuit !== month.index) return;
  const probability = month.numbers.market['separations.quitPerMonth'] / largestOf(world, 'quit');
  const u = uniform(world, Decision.takeUpQuit, month.date, person.key);
  const multiple = laterMultiple(world, month, person);
  if (person.employer !== null && u < probability * multiple) loseJob(person, 'quit', diary);
  person.nextQuit = nextCandidate(world, 'quit', person.key, month.index);
}

/** MODEL.md, "Leaving sooner": in the first months after they came together, and after these. */
function isNewcomer(world: World, month: MonthOfTwin, person: Person): boolean {
  const { leaveSooner } = world.scenario;
  const tenure = month.index - person.hiredAt;
  if (leaveSooner === null || person.employer === null || !person.cameTogether) return false;
  return tenure >= 1 && tenure <= leaveSooner.months;
}

function laterMultiple(world: World, month: MonthOfTwin, person: Person): number {
  const { leaveSooner } = world.scenario;
  if (leaveSooner === null || !person.cameTogether) return 1;
  const { months, laterMonths, laterMultiple } = leaveSooner;
  const tenure = month.index - person.hiredAt;
  return tenure > months && tenure <= months + laterMonths ? laterMultiple : 1;
}

function quitSooner(world: World, month: MonthOfTwin, person: Person, diary: Diary): void {
  if (!isNewcomer(world, month, person)) return;
  const more = world.scenario.leaveSooner!.multiple - 1;
  const u = uniform(world, Decision.quitsSooner, month.date, person.key);
  if (u < more * month.numbers.market['separations.quitPerMonth']) loseJob(person, 'quit', diary);
}

function looksSooner(world: World, month: MonthOfTwin, person: Person, recruiters: number): boolean {
  if (!isNewcomer(world, month, person)) return false;
  const more = world.scenario.leaveSooner!.multiple - 1;
  const u = uniform(world, Decision.looksSooner, month.date, person.key);
  return u < more * probabilityOfLooking(world, month, person, recruiters);
}

function leaveTheField(world: World, month: MonthOfTwin, person: Person, diary: Diary): void {
  if (person.nextExit !== month.index) return;
  person.nextExit = nextCandidate(world, 'exit', person.key, month.index);
  if (person.employer === null) return;
  const { market } = month.numbers;
  const largest = largestOf(world, 'exit');
  const isStudyMonth = world.scenario.separations.studyMonths.includes(month.monthOfYear);
  const exits = market['separations.leaveFieldPerMonth'] / largest;
  const studies = isStudyMonth ? market['separations.leaveForStudiesPerMonth'] / largest : 0;
  const u = uniform(world, Decision.takeUpExit, month.date, person.key);
  if (u < exits) leaveField(person, 'exit', diary);
  else if (u < exits + studies) leaveField(person, 'studies', diary);
}

/** Step 2, after the plans: the equity of those who are there begins to vest anew. */
export function refreshEquity(world: World, month: MonthOfTwin): void {
  for (const { month: date, to, share } of world.scenario.vesting?.refreshes ?? []) {
    if (date !== month.date) continue;
    for (const person of presentPeople(world)) {
      if (person.employer === null) continue;
      const { id, sector } = groupOf(world, person.employer);
      const gets = uniform(world, Decision.equityRefresh, date, person.key, person.employer.key) < share;
      if ((to.of === 'sector' ? sector : id) === to.id && gets) person.vestsFrom = month.index;
    }
  }
}

/** Step 5: everybody without a job, and the employed who are candidates and take it up. */
export function peopleWhoLook(world: World, month: MonthOfTwin): Person[] {
  const present = presentPeople(world);
  const recruiters = world.scenario.skills.map((_, skill) => recruitersCalls(world, skill));
  const looking = present.filter(
    (person) =>
      !isWaitingForVisa(person) &&
      (person.employer === null ||
        looksSooner(world, month, person, recruiters[person.skill]!) ||
        (person.stage !== 'founder' &&
          person.nextLook === month.index &&
          uniform(world, Decision.takeUpLook, month.date, person.key) * largestOf(world, 'look') <
            probabilityOfLooking(world, month, person, recruiters[person.skill]!))),
  );
  for (const person of present) {
    if (person.nextLook === month.index)
      person.nextLook = nextCandidate(world, 'look', person.key, month.index);
  }
  return looking;
}

function probabilityOfLooking(world: World, month: MonthOfTwin, person: Person, recruiters: number): number {
  const { people, vesting } = world.scenario;
  let probability = month.numbers.market['people.looksPerMonth'];
  if (month.index - person.employer!.lastLayOff < people.looksAfterLayOff.months)
    probability *= people.looksAfterLayOff.multiplier;
  if (vesting !== null && month.index - person.vestsFrom === vesting.cliffMonths)
    probability *= people.looksAtVesting;
  if (isUnsettled(world, month, person)) probability *= world.scenario.teams!.looksAfterLeaving.multiplier;
  probability = Math.min(people.largestLooksPerMonth, probability + recruiters);
  return probability * laterMultiple(world, month, person);
}

/** Added probability of looking for people of a skill. */
function recruitersCalls(world: World, skill: number): number {
  const openings = world.employers
    .filter((employer) => !employer.isClosed)
    .reduce((sum, employer) => sum + employer.openings[skill]!, 0);
  const employed = presentPeople(world).filter(
    (person) => person.employer !== null && person.skill === skill,
  ).length;
  return (world.scenario.people.looksPerOpening * openings) / Math.max(1, employed);
}
