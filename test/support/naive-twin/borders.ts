import { log } from '../../../src/maths/log.ts';
import { Decision } from '../../../src/model/decisions.ts';
import { keyOfRoute } from '../../../src/model/keys.ts';
import type { VisaCount } from '../../../src/model/records.ts';
import type { Route } from '../../../src/scenario/scenario.ts';
import { largestOf, nextCandidate } from './candidates.ts';
import type { Diary } from './diary.ts';
import { changeTeam } from './teams.ts';
import {
  type Application,
  type Employer,
  groupOf,
  indexByShares,
  type MonthOfTwin,
  type Person,
  presentPeople,
  uniform,
  type World,
} from './world.ts';

/** MODEL.md, "Borders". A route with the region it leads into. */
export interface RouteInto {
  readonly route: Route;
  readonly region: number;
  /** Position among all routes: regions in their order, routes by id. */
  readonly at: number;
  readonly key: number;
}

export function routesOf(world: World): RouteInto[] {
  const all = world.scenario.regions.flatMap((region, at) =>
    [...region.routes]
      .sort((a, b) => (a.id < b.id ? -1 : 1))
      .map((route) => ({ route, region: at, key: keyOfRoute(region.id, route.id) })),
  );
  return all.map((one, at) => ({ ...one, at }));
}

function isOpen(world: World, region: number): boolean {
  return world.scenario.regions[region]!.routes.length === 0;
}

export function homeOf(world: World, region: number, key: number): number {
  const { homes } = world.scenario.regions[region]!;
  return homes === null ? region : indexByShares(homes, uniform(world, Decision.homeOfPerson, 0, key));
}

/** What somebody needs for a job that is not theirs. */
export function visaFor(
  world: World,
  month: MonthOfTwin,
  person: Person,
  employer: Employer,
): 'none' | 'not to be had' | RouteInto {
  const { region } = employer;
  if (person.home === region || isOpen(world, region)) return 'none';
  if (person.region === region) {
    if (person.right === 'permanent' || person.right === 'graduate') return 'none';
    if (person.right === 'temporary' && isForJob(world, person.route!.route, person, employer)) return 'none';
  }
  return bestRoute(world, month, person, employer) ?? 'not to be had';
}

function isForJob(world: World, route: Route, person: Person, employer: Employer): boolean {
  return route.skills[person.skill] === 1 && route.sectors.includes(groupOf(world, employer).sector);
}

function isForPerson(world: World, { route, key }: RouteInto, reach: number, person: Person): boolean {
  return (
    route.homes[person.home] === 1 &&
    person.talent >= route.leastTalent &&
    uniform(world, Decision.reachOfRoute, 0, person.key, key) < reach
  );
}

function bestRoute(
  world: World,
  month: MonthOfTwin,
  person: Person,
  employer: Employer,
): RouteInto | undefined {
  const numbers = (one: RouteInto) => month.numbers.routes[one.at]!;
  const chance = (one: RouteInto) => {
    const { cap, refusal } = numbers(one);
    const isUsedUp =
      one.route.lotteryMonth === null && world.visasUsed[one.at]! >= visasOf(world, month, one);
    if (one.route.cap !== null && (cap === 0 || isUsedUp)) return 0;
    return oddsOf(month, one) * (1 - refusal);
  };
  const isCapped = (one: RouteInto) => (one.route.cap === null ? 0 : 1);
  return routesOf(world)
    .filter((one) => one.region === employer.region && one.route.isFor === 'offers')
    .filter((one) => chance(one) > 0 && isForJob(world, one.route, person, employer))
    .filter((one) => isForPerson(world, one, numbers(one).reach, person))
    .sort(
      (a, b) =>
        isCapped(a) - isCapped(b) ||
        chance(b) - chance(a) ||
        numbers(a).waitingMonths - numbers(b).waitingMonths ||
        a.at - b.at,
    )[0];
}

/** A cap of the calendar year, as whole visas. */
function visasOf(world: World, month: MonthOfTwin, { at, key }: RouteInto): number {
  const rounding = uniform(world, Decision.capRounding, 0, key, Math.floor(month.date / 12));
  return Math.floor(month.numbers.routes[at]!.cap * world.scenario.scale + rounding);
}

function oddsOf(month: MonthOfTwin, { route, at }: RouteInto): number {
  const { odds, allPlaces, allApplications } = month.numbers.routes[at]!;
  if (route.allPlaces === null) return odds;
  return allPlaces >= allApplications ? 1 : allPlaces / allApplications;
}

/** The right of somebody who starts, or who enters in a month. */
export function giveFirstRight(
  world: World,
  month: MonthOfTwin | null,
  person: Person,
  diary: Diary | null,
): void {
  const here = world.scenario.regions[person.region]!;
  if (person.home === person.region) person.right = 'citizen';
  else if (isOpen(world, person.region)) person.right = 'permanent';
  else if (month !== null) {
    const route = routesOf(world).find(
      (one) =>
        one.region === person.region &&
        one.route.isFor === 'graduates' &&
        one.route.skills[person.skill] === 1 &&
        isForPerson(world, one, month.numbers.routes[one.at]!.reach, person),
    );
    person.right = route === undefined ? 'none' : 'graduate';
    person.route = route ?? null;
    person.rightEnds = month.index + (route === undefined ? 1 : route.route.permissionMonths);
    if (route !== undefined)
      for (const what of ['applications', 'selected', 'granted', 'started'] as const)
        diary!.countVisa(what, route.at);
  } else {
    person.right = 'permanent';
    const { employer } = person;
    const u = uniform(world, Decision.permanentAtStart, 0, person.key);
    if (employer === null || u < here.permanentAtStart) return;
    const route = routesOf(world).find(
      (one) =>
        one.region === employer.region &&
        one.route.isFor === 'offers' &&
        isForJob(world, one.route, person, employer) &&
        isForPerson(world, one, world.numbersAtStart.routes[one.at]!.reach, person),
    );
    if (route !== undefined) giveVisa(world, person, route, -1);
  }
}

function giveVisa(world: World, person: Person, one: RouteInto, month: number): void {
  const { permanentAfterMonths, permanentPerMonth } = one.route;
  const u = uniform(world, Decision.permanentResidence, 0, person.key, month);
  const months =
    permanentPerMonth === 0
      ? Infinity
      : permanentPerMonth === 1
        ? 1
        : 1 + Math.floor(log(u) / log(1 - permanentPerMonth));
  person.right = 'temporary';
  person.route = one;
  person.rightEnds = null;
  person.permanentAt = month + permanentAfterMonths + months;
}

/** Step 3, its last part: rights that become permanent or end, and people who go home. */
export function endRights(world: World, month: MonthOfTwin, diary: Diary): void {
  if (month.monthOfYear === 1) world.visasUsed = world.visasUsed.map(() => 0);
  for (const person of presentPeople(world)) {
    if (person.right === 'temporary' && person.permanentAt === month.index) {
      person.right = 'permanent';
      person.rightEnds = null;
    } else if (person.rightEnds === month.index) {
      if (person.employer !== null) endJob(world, month, person, diary);
      goHome(person, diary);
    }
  }
  for (const person of presentPeople(world)) {
    if (person.nextReturn !== month.index) continue;
    person.nextReturn = nextCandidate(world, 'goHome', person.key, month.index);
    if (person.home === person.region || person.stage === 'founder' || isWaitingForVisa(person)) continue;
    const u = uniform(world, Decision.takeUpReturn, month.date, person.key);
    if (u * largestOf(world, 'goHome') >= month.numbers.returnHome[person.home]!) continue;
    if (person.employer !== null) loseJob(person, 'return-home', diary);
    goHome(person, diary);
  }
}

/** A permission ended that somebody had a job with: they go on in it from home, or lose it. */
function endJob(world: World, month: MonthOfTwin, person: Person, diary: Diary): void {
  const { route, key, at } = person.route!;
  if (uniform(world, Decision.hiredAbroad, month.date, person.key, key) < route.hiredAbroad) {
    if (person.application !== null) withdraw(person, diary);
    diary.countVisa('hiredAbroad', at);
  } else loseJob(person, 'visa-end', diary);
}

/** Everybody who loses a job comes through here: what the employer had asked for falls. */
export function loseJob(person: Person, kind: string, diary: Diary): void {
  if (person.application !== null && !isWaitingForVisa(person)) withdraw(person, diary);
  diary.took(person, null, kind, person.region);
  person.employer = null;
  person.logOwnPay = 0;
  person.hiredAt = -20_000;
  person.stage = 'settled';
}

function goHome(person: Person, diary: Diary): void {
  diary.crossed(person.region, person.home);
  person.region = person.home;
  person.right = 'citizen';
  person.rightEnds = null;
}

/** A place is kept for them elsewhere. */
export function isWaitingForVisa(person: Person): boolean {
  return person.application !== null && person.application.employer !== person.employer;
}

export function withdraw(person: Person, diary: Diary): void {
  diary.countVisa('withdrawn', person.application!.route.at);
  person.application = null;
}

export function apply(person: Person, employer: Employer, route: RouteInto, diary: Diary): void {
  if (person.application !== null) withdraw(person, diary);
  person.application = { employer, route, startsAt: null };
  person.promisedPay = 0;
  diary.countVisa('applications', route.at);
}

/** Places kept at an employer for people of a skill whose visa is pending. */
export function placesKept(world: World, employer: Employer, skill: number): number {
  return presentPeople(world).filter(
    (person) =>
      person.skill === skill && isWaitingForVisa(person) && person.application!.employer === employer,
  ).length;
}

/** Somebody takes a job: step 8, or step 9 with a visa, or after a refusal from where they are. */
export function takeJob(
  world: World,
  month: MonthOfTwin,
  person: Person,
  employer: Employer,
  how: { kind: string; visa: RouteInto | null; team?: number },
  diary: Diary,
): void {
  const isOver = !isWaitingForVisa(person) || person.application!.employer === employer;
  if (person.application !== null && isOver) withdraw(person, diary);
  const before = person.region;
  const region = ['hired-abroad', 'acquisition'].includes(how.kind) ? before : employer.region;
  diary.took(person, employer, how.kind, region);
  changeTeam(world, person, employer, how);
  person.employer = employer;
  person.region = region;
  person.logOwnPay = ['visa-hire', 'hired-abroad'].includes(how.kind) ? person.promisedPay : 0;
  person.hiredAt = month.index;
  person.vestsFrom = month.index;
  person.stage = how.kind === 'founding' ? 'founder' : 'settled';
  const mayStay = region === before && (person.right === 'citizen' || person.right === 'permanent');
  if (how.visa !== null && !mayStay) giveVisa(world, person, how.visa, month.index);
  else if (region !== before) {
    person.right = person.home === region ? 'citizen' : 'permanent';
    person.rightEnds = null;
  } else if (person.right === 'temporary') person.rightEnds = null;
  else if (person.right === 'graduate' && employer.region === region) {
    const route = bestRoute(world, month, person, employer);
    if (route !== undefined) apply(person, employer, route, diary);
  }
}

/** Step 9. */
export function crossBorders(world: World, month: MonthOfTwin, diary: Diary): void {
  for (const person of presentPeople(world)) {
    if (person.right !== 'temporary' || person.employer !== null || person.rightEnds !== null) continue;
    person.rightEnds = month.index + world.scenario.regions[person.region]!.graceMonths + 1;
  }
  for (const one of routesOf(world)) {
    const { lotteryMonth } = one.route;
    if (lotteryMonth === null || lotteryMonth === month.monthOfYear) holdLottery(world, month, one, diary);
  }
  for (const person of presentPeople(world)) {
    const { application } = person;
    if (application?.startsAt !== month.index) continue;
    person.application = null;
    diary.countVisa('started', application.route.at);
    const how = { kind: 'visa-hire', visa: application.route };
    takeJob(world, month, person, application.employer, how, diary);
  }
}

function holdLottery(world: World, month: MonthOfTwin, one: RouteInto, diary: Diary): void {
  const { route, key, at } = one;
  const count = (what: VisaCount) => diary.countVisa(what, at);
  const numbers = month.numbers.routes[at]!;
  const draw = (decision: number, person: Person) => uniform(world, decision, month.date, person.key, key);
  const visas = visasOf(world, month, one);
  const list = presentPeople(world)
    .filter(({ application }) => application?.route.at === at && application.startsAt === null)
    .sort((a, b) => draw(Decision.lottery, a) - draw(Decision.lottery, b) || a.key - b.key);
  for (const person of list) {
    const application = person.application!;
    const isAtWork = !isWaitingForVisa(person);
    const isSelected =
      route.cap === null ? draw(Decision.lottery, person) < oddsOf(month, one) : world.visasUsed[at]! < visas;
    if (!isSelected && isAtWork && route.lotteryMonth !== null) continue; // stays on the list
    if (isSelected) count('selected');
    if (!isSelected || draw(Decision.visaRefusal, person) < numbers.refusal) {
      person.application = null;
      count('refused');
      const mayGoOnHere = ['citizen', 'permanent', 'graduate'].includes(person.right);
      if (isAtWork || !mayGoOnHere || draw(Decision.hiredAbroad, person) >= route.hiredAbroad) continue;
      count('hiredAbroad');
      takeJob(world, month, person, application.employer, { kind: 'hired-abroad', visa: null }, diary);
      continue;
    }
    world.visasUsed[at]! += 1;
    count('granted');
    if (isAtWork) {
      person.application = null;
      count('started');
      giveVisa(world, person, one, month.index);
    } else {
      const wait = Math.floor(numbers.waitingMonths + draw(Decision.waitingRounding, person));
      (person.application as Application).startsAt = month.index + wait;
    }
  }
}
