import { log } from '../maths/log.ts';
import { drawnIndex, firstSuccess, roundedBy } from '../random/distributions.ts';
import { asUniform } from '../random/keyed-draws.ts';
import type { Borders } from './borders.ts';
import { Right, Stage } from './columns.ts';
import { Decision } from './decisions.ts';
import { type Market, NEVER, NO_JOB } from './market.ts';
import { apply, isWaitingForVisa } from './visas.ts';

/** Answers of `routeNeeded` beside a route: no visa is needed, or there is none to be had. */
export const NO_VISA = -1;
export const CLOSED = -2;

/** Home of somebody who starts or enters in a region: there, or drawn by the region's homes. */
export function homeOf(market: Market, region: number, key: number): number {
  const { homes } = market.scenario.regions[region]!;
  if (homes === null) return region;
  return drawnIndex(homes, market.draws.open(Decision.homeOfPerson, 0).uniform(key, 0));
}

/** Whether an employer answers somebody: not who could never come to work there. */
export function mayAnswer(market: Market, person: number, employer: number): boolean {
  const { borders, people, employers } = market;
  if (borders === null) return true;
  const region = employers.region[employer]!;
  if (people.home[person] === region || borders.isOpen[region] || needsNoVisa(market, person, employer))
    return true;
  // Any route will do here: which is best is asked only of those who are hired.
  for (const at of borders.forOffers[region]!) if (mayUse(market, borders, at, person, employer)) return true;
  return false;
}

/**
 * What somebody needs to work for an employer other than their own: NO_VISA at home, in a region open to everybody, with
 * a right to stay for good, as a graduate, or when their visa is for this employer too; else the best route; or CLOSED.
 */
export function routeNeeded(market: Market, person: number, employer: number): number {
  const { borders, people, employers } = market;
  if (borders === null) return NO_VISA;
  const region = employers.region[employer]!;
  if (people.home[person] === region || borders.isOpen[region]) return NO_VISA;
  return needsNoVisa(market, person, employer) ? NO_VISA : bestRoute(market, borders, person, employer);
}

/** Whether a foreigner's right to work where they are is enough for an employer's job there. */
function needsNoVisa(market: Market, person: number, employer: number): boolean {
  const { people, employers } = market;
  if (people.region[person] !== employers.region[employer]) return false;
  const right = people.right[person]!;
  if (right === Right.permanent || right === Right.graduate) return true;
  return (
    right === Right.temporary && covers(market, market.borders!, people.route[person]!, person, employer)
  );
}

/** Whether somebody may start at another employer this month, where they are; who waits for a visa to another does not. */
export function mayStartHere(market: Market, person: number, employer: number): boolean {
  const { people, employers } = market;
  return (
    people.region[person] === employers.region[employer] &&
    !isWaitingForVisa(people, person) &&
    routeNeeded(market, person, employer) === NO_VISA
  );
}

/** Whether a route is for somebody's skill and an employer's sector. */
function covers(market: Market, borders: Borders, at: number, person: number, employer: number): boolean {
  const { route, isForGroup } = borders.routes[at]!;
  return route.skills[market.people.skill[person]!] === 1 && isForGroup[market.employers.group[employer]!]!;
}

/** Whether a route is for somebody themselves, and they can use it. */
function isFor(market: Market, borders: Borders, at: number, person: number): boolean {
  const { route, key } = borders.routes[at]!;
  const { people, numbers } = market;
  if (route.homes[people.home[person]!] !== 1 || people.talent[person]! < route.leastTalent) return false;
  const reach = numbers.routes.reach[at]!;
  return reach >= 1 || borders.reach.uniform(people.key[person]!, key) < reach;
}

/** Of the routes open to somebody for an employer's job, one without a cap before one with, then by `isBetter`. CLOSED without any. */
function bestRoute(market: Market, borders: Borders, person: number, employer: number): number {
  let best = CLOSED;
  for (const at of borders.forOffers[market.employers.region[employer]!]!) {
    if (best >= 0 && !isBetter(market, borders, at, best)) continue;
    if (mayUse(market, borders, at, person, employer)) best = at;
  }
  return best;
}

/** Whether a route is open, to somebody, for an employer's job. */
function mayUse(market: Market, borders: Borders, at: number, person: number, employer: number): boolean {
  return (
    covers(market, borders, at, person, employer) &&
    chanceOf(market, borders, at) !== 0 &&
    isFor(market, borders, at, person)
  );
}

/** No cap, the higher chance, the shorter waiting, else the earlier id. */
function isBetter(market: Market, borders: Borders, one: number, other: number): boolean {
  const isCapped = (at: number) => borders.routes[at]!.route.cap !== null;
  if (isCapped(one) !== isCapped(other)) return isCapped(other);
  const difference = chanceOf(market, borders, one) - chanceOf(market, borders, other);
  if (difference !== 0) return difference > 0;
  const { waitingMonths } = market.numbers.routes;
  return waitingMonths[one]! < waitingMonths[other]!;
}

/** Odds × (1 − refusal): what can be known before a lottery. 0 where a cap is nothing, or used up for the year. */
export function chanceOf(market: Market, borders: Borders, at: number): number {
  const { route } = borders.routes[at]!;
  const { cap, refusal } = market.numbers.routes;
  if (route.cap !== null) {
    const isUsedUp = route.lotteryMonth === null && visasLeft(market, borders, at) <= 0;
    if (cap[at] === 0 || isUsedUp) return 0;
  }
  return oddsOf(market, at) * (1 - refusal[at]!);
}

/** Visas of a capped route left this calendar year: whole ones, as many when employers answer as when they are granted. */
export function visasLeft({ numbers, scenario }: Market, borders: Borders, at: number): number {
  const cap = roundedBy(numbers.routes.cap[at]! * scenario.scale, borders.roundingThisYear[at]!);
  return cap - borders.usedThisYear[at]!;
}

/** Probability of being selected: places ÷ applications of all occupations where they are given, at most 1. */
export function oddsOf(market: Market, at: number): number {
  const { odds, allPlaces, allApplications } = market.numbers.routes;
  if (market.borders!.routes[at]!.route.allPlaces === null) return odds[at]!;
  const places = allPlaces[at]!;
  return places >= allApplications[at]! ? 1 : places / allApplications[at]!;
}

/**
 * The right of somebody who starts or enters. Foreigners with a job at the start are tied to it or may stay for good; those
 * who enter as graduates get the permission for them, if there is one; nobody works without a right.
 * @param month in which they enter; null at the start.
 */
export function giveFirstRight(market: Market, person: number, month: number | null): void {
  const { people, borders } = market;
  const region = people.region[person]!;
  if (borders !== null) {
    people.rightEnds[person] = NEVER;
    people.permanentAt[person] = NEVER;
    people.startsAt[person] = NEVER;
  }
  if (people.home[person] === region) people.right[person] = Right.citizen;
  else if (borders === null || borders.isOpen[region]) people.right[person] = Right.permanent;
  else if (month !== null) giveGraduatesRight(market, borders, person, month);
  else giveRightAtStart(market, borders, person);
}

function giveGraduatesRight(market: Market, borders: Borders, person: number, month: number): void {
  const { people, recorder } = market;
  const route = borders.forGraduates[people.region[person]!]!.find(
    (at) =>
      borders.routes[at]!.route.skills[people.skill[person]!] === 1 && isFor(market, borders, at, person),
  );
  people.right[person] = route === undefined ? Right.none : Right.graduate;
  if (route !== undefined) {
    people.route[person] = route;
    recorder.countVisa('applications', route);
    recorder.countVisa('selected', route);
    recorder.countVisa('granted', route);
    recorder.countVisa('started', route);
  }
  // Without a permission they may look until the next month.
  const months = route === undefined ? 1 : borders.routes[route]!.route.permissionMonths;
  endRightAt(market, borders, person, month + months);
}

function giveRightAtStart(market: Market, borders: Borders, person: number): void {
  const { people, employers, scenario } = market;
  const employer = people.employer[person]!;
  const { permanentAtStart } = scenario.regions[people.region[person]!]!;
  const isTied =
    employer !== NO_JOB && borders.permanentAtStart.uniform(people.key[person]!, 0) >= permanentAtStart;
  const route = isTied
    ? borders.forOffers[employers.region[employer]!]!.find(
        (at) => covers(market, borders, at, person, employer) && isFor(market, borders, at, person),
      )
    : undefined;
  if (route === undefined) people.right[person] = Right.permanent;
  else giveVisa(market, borders, person, route, -1);
}

/** A right tied to the employers of a route, from a month on; when it becomes permanent is drawn now. */
export function giveVisa(market: Market, borders: Borders, person: number, at: number, month: number): void {
  const { people } = market;
  const { route } = borders.routes[at]!;
  people.right[person] = Right.temporary;
  people.route[person] = at;
  people.rightEnds[person] = NEVER;
  const months = monthsToPermanent(borders, people.key[person]!, month, route.permanentPerMonth);
  const permanentAt = month + route.permanentAfterMonths + months;
  const isInRun = permanentAt < borders.toReview.length;
  people.permanentAt[person] = isInRun ? permanentAt : NEVER;
  if (isInRun) borders.toReview[permanentAt]!.push(person);
}

/** Geometric, ≥ 1; infinite when the probability is 0. */
function monthsToPermanent(borders: Borders, key: number, month: number, probability: number): number {
  if (probability === 0) return Infinity;
  if (probability === 1) return 1;
  borders.permanentResidence.draw(key, month);
  return firstSuccess(asUniform(borders.permanentResidence.words[0]!), log(1 - probability));
}

/** The right of somebody who has just taken a job. @param how where they were, and the route of their visa if any. */
export function takeUpRight(
  market: Market,
  person: number,
  how: { regionBefore: number; route: number; month: number },
): void {
  const { people, borders } = market;
  const region = people.region[person]!;
  const hasMoved = region !== how.regionBefore;
  const mayStay = !hasMoved && people.right[person]! <= Right.permanent;
  if (borders !== null && how.route >= 0 && !mayStay) giveVisa(market, borders, person, how.route, how.month);
  else if (hasMoved) settleFor(market, person);
  else if (people.right[person] === Right.temporary) people.rightEnds[person] = NEVER;
  else if (borders !== null && people.right[person] === Right.graduate) askForVisa(market, borders, person);
}

/** The employer of a graduate asks for a visa at once, where there is a route and the job is where they are. */
function askForVisa(market: Market, borders: Borders, person: number): void {
  const employer = market.people.employer[person]!;
  if (market.employers.region[employer] !== market.people.region[person]) return;
  const route = bestRoute(market, borders, person, employer);
  if (route >= 0) apply(market, person, employer, route);
}

/** Citizen at home, else with the right to stay of a region open to everybody. */
export function settleFor({ people, borders }: Market, person: number): void {
  people.right[person] = people.home[person] === people.region[person] ? Right.citizen : Right.permanent;
  if (borders === null) return;
  people.rightEnds[person] = NEVER;
  people.permanentAt[person] = NEVER;
}

/** A visa that is tied to a job lasts some months without one: `startGrace` sets its end. */
export function noteLostJob(market: Market, person: number): void {
  if (market.people.right[person] === Right.temporary) market.borders?.lostJob.push(person);
}

/** Whoever lost a job on a visa this month and found no other has the months of grace from now. */
export function startGrace(market: Market, borders: Borders, month: number): void {
  const { people, scenario } = market;
  for (const person of borders.lostJob) {
    const isIdle = people.employer[person] === NO_JOB && people.stage[person] !== Stage.left;
    if (!isIdle || people.right[person] !== Right.temporary || people.rightEnds[person] !== NEVER) continue;
    endRightAt(market, borders, person, month + scenario.regions[people.region[person]!]!.graceMonths + 1);
  }
  borders.lostJob = [];
}

function endRightAt(market: Market, borders: Borders, person: number, month: number): void {
  market.people.rightEnds[person] = month;
  if (month < borders.toReview.length) borders.toReview[month]!.push(person);
}
