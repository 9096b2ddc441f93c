import { roundedBy } from '../random/distributions.ts';
import type { Borders } from './borders.ts';
import { hasOwnPay, type PersonColumns, Right, Stage } from './columns.ts';
import { Decision } from './decisions.ts';
import { type Market, type MonthOfRun, NEVER, NO_JOB } from './market.ts';
import { takeJob } from './moves.ts';
import { giveVisa, oddsOf, startGrace, visasLeft } from './right-to-work.ts';
import type { RecordOf } from './trace.ts';
import { followerOf, placeOf, routesNow, tell } from './trace-notes.ts';

/** Employer that has asked for a visa for somebody; NO_JOB without one, as where nobody needs any. */
export function sponsorOf({ appliedTo }: PersonColumns, person: number): number {
  return appliedTo.length === 0 ? NO_JOB : appliedTo[person]!;
}

/** Whether a place is kept for somebody elsewhere: they stay where they are and do not look. */
export function isWaitingForVisa(people: PersonColumns, person: number): boolean {
  const sponsor = sponsorOf(people, person);
  return sponsor !== NO_JOB && sponsor !== people.employer[person];
}

/** Whether the present employer has asked for a visa for somebody. */
export function isSponsored(people: PersonColumns, person: number): boolean {
  const sponsor = sponsorOf(people, person);
  return sponsor !== NO_JOB && sponsor === people.employer[person];
}

/** Accepted by an employer that they need a visa for: it is asked for, and the place kept. An earlier application falls. */
export function apply(market: Market, person: number, employer: number, route: number): void {
  const { people, recorder, skills } = market;
  const borders = market.borders!;
  withdraw(market, person);
  people.appliedTo[person] = employer;
  people.appliedRoute[person] = route;
  people.startsAt[person] = NEVER;
  if (hasOwnPay(people)) people.logPromisedPay[person] = 0;
  borders.applicants[route]!.push(person);
  recorder.countVisa('applications', route);
  recorder.visasWaiting[route]!++;
  if (followerOf(market, person) !== null)
    tell(market, person, 'applies', {
      other: market.employers.key[employer]!,
      inputs: { region: people.region[person]!, right: people.right[person]!, routes: routesNow(market) },
      draws: {},
      outcome: { place: placeOf(market, employer), route },
    });
  if (!isWaitingForVisa(people, person)) return;
  market.reserved[employer * skills + people.skill[person]!]!++;
  borders.withPlaceKept.add(person);
}

/** An application is over, one way or another: the place that was kept is free. @returns its route. */
function closeApplication(market: Market, person: number): number {
  const { people, recorder, skills } = market;
  const route = people.appliedRoute[person]!;
  if (isWaitingForVisa(people, person)) {
    market.reserved[people.appliedTo[person]! * skills + people.skill[person]!]!--;
    market.borders!.withPlaceKept.delete(person);
  }
  people.appliedTo[person] = NO_JOB;
  people.startsAt[person] = NEVER;
  recorder.visasWaiting[route]!--;
  return route;
}

export function withdraw(market: Market, person: number): void {
  if (sponsorOf(market.people, person) === NO_JOB) return;
  market.recorder.countVisa('withdrawn', closeApplication(market, person));
}

export function withdrawSponsored(market: Market, person: number): void {
  if (isSponsored(market.people, person)) withdraw(market, person);
}

/** An employer that ends has no places to keep. */
export function withdrawApplicationsTo(market: Market, employer: number): void {
  if (!keepsPlaces(market, employer)) return; // nearly always: few are waited for
  for (const person of market.borders?.withPlaceKept ?? []) {
    if (market.people.appliedTo[person] === employer) withdraw(market, person);
  }
}

function keepsPlaces({ reserved, skills }: Market, employer: number): boolean {
  for (let skill = 0; skill < skills; skill++) if (reserved[employer * skills + skill]! > 0) return true;
  return false;
}

/** Step 9. Months of grace begin, lotteries are held, and whoever has waited long enough goes to work. */
export function* crossBordersInSteps(market: Market, month: MonthOfRun): Generator<void, void> {
  const { borders } = market;
  if (borders === null) return;
  startGrace(market, borders, month.index);
  for (const [at, { route }] of borders.routes.entries()) {
    if (route.lotteryMonth === null || route.lotteryMonth === month.monthOfYear)
      yield* decideInSteps(market, borders, month, at);
  }
  for (const person of borders.starting[month.index]!) startWork(market, month, person);
}

/** Applications, decided between two chances for a caller to look up. */
const AT_A_TIME = 256;

/**
 * Everybody who applied to a route, in an order drawn by person: with a cap it goes down the list while visas are left, what one is refused going
 * to the next; else each is selected at the odds. Graduates at work who are not selected stay on the list of a lottery.
 */
function* decideInSteps(
  market: Market,
  borders: Borders,
  month: MonthOfRun,
  at: number,
): Generator<void, void> {
  if (borders.applicants[at]!.length === 0) return;
  yield;
  const { people, recorder, numbers, draws } = market;
  const { route, key } = borders.routes[at]!;
  const odds = oddsOf(market, at);
  const refusals = draws.open(Decision.visaRefusal, month.date);
  const stayOnList: number[] = [];
  let left = route.cap === null ? Infinity : visasLeft(market, borders, at);
  let decided = 0;
  for (const { person, u } of listDrawn(market, borders, month, at)) {
    if (++decided % AT_A_TIME === 0) yield;
    const isSelected = route.cap === null ? u < odds : left > 0;
    const staysOnList = !isSelected && route.lotteryMonth !== null && isSponsored(people, person);
    const refused = refusals.uniform(people.key[person]!, key);
    const isRefused = isSelected ? refused < numbers.routes.refusal[at]! : !staysOnList;
    if (followerOf(market, person) !== null)
      tellDecision(market, at, person, {
        chance: route.cap === null ? { odds } : { left },
        draws: { place: u, refusal: refused },
        becomes: becomes(isSelected, isRefused),
      });
    if (isSelected) recorder.countVisa('selected', at);
    if (staysOnList) stayOnList.push(person);
    else if (isRefused) refuse(market, month, person);
    else {
      left--;
      borders.usedThisYear[at]!++;
      grant(market, borders, month, person);
    }
  }
  borders.applicants[at] = stayOnList;
}

type Becomes = RecordOf<'visa'>['outcome']['becomes'];

function becomes(isSelected: boolean, isRefused: boolean): Becomes {
  if (isSelected) return isRefused ? 'refused' : 'granted';
  return isRefused ? 'not selected' : 'stays on the list';
}

function tellDecision(
  market: Market,
  at: number,
  person: number,
  told: { chance: Record<string, number>; draws: { place: number; refusal: number }; becomes: Becomes },
): void {
  const { route, key } = market.borders!.routes[at]!;
  tell(market, person, 'visa', {
    other: key,
    inputs: {
      ...told.chance,
      refusal: market.numbers.routes.refusal[at]!,
      isAtWork: isSponsored(market.people, person),
      isLottery: route.lotteryMonth !== null,
    },
    draws: told.draws,
    outcome: { becomes: told.becomes },
  });
}

/** Those whose application still stands, each once, lowest draw first; ties by key. */
function listDrawn(
  market: Market,
  borders: Borders,
  month: MonthOfRun,
  at: number,
): { person: number; u: number }[] {
  const { people } = market;
  const lots = market.draws.open(Decision.lottery, month.date);
  const isStanding = (person: number) =>
    people.appliedTo[person] !== NO_JOB &&
    people.appliedRoute[person] === at &&
    people.startsAt[person] === NEVER;
  return [...new Set(borders.applicants[at]!)]
    .filter(isStanding)
    .map((person) => ({ person, u: lots.uniform(people.key[person]!, borders.routes[at]!.key) }))
    .sort((a, b) => a.u - b.u || people.key[a.person]! - people.key[b.person]!);
}

/** Who is at work already goes on with the visa at once; who comes waits for the first day. */
function grant(market: Market, borders: Borders, month: MonthOfRun, person: number): void {
  const { people, recorder, numbers, draws } = market;
  const at = people.appliedRoute[person]!;
  recorder.countVisa('granted', at);
  if (isSponsored(people, person)) {
    recorder.countVisa('started', closeApplication(market, person));
    giveVisa(market, borders, person, at, month.index);
    return;
  }
  const u = draws
    .open(Decision.waitingRounding, month.date)
    .uniform(people.key[person]!, borders.routes[at]!.key);
  const startsAt = month.index + roundedBy(numbers.routes.waitingMonths[at]!, u);
  people.startsAt[person] = Math.min(startsAt, borders.starting.length); // a month after the end is as good as any
  if (followerOf(market, person) !== null) {
    const inputs = { waitingMonths: numbers.routes.waitingMonths[at]! };
    const other = borders.routes[at]!.key;
    tell(market, person, 'waits', {
      other,
      inputs,
      draws: { u },
      outcome: { months: startsAt - month.index },
    });
  }
  borders.starting[startsAt]?.push(person);
}

/** The place is free from the next month on, but for those whom the employer takes on where they are. */
function refuse(market: Market, month: MonthOfRun, person: number): void {
  const { people, recorder, draws } = market;
  const employer = people.appliedTo[person]!;
  const wasSponsored = isSponsored(people, person);
  const at = closeApplication(market, person);
  recorder.countVisa('refused', at);
  if (wasSponsored || !mayWorkForAnybody(people, person)) return;
  const { route, key } = market.borders!.routes[at]!;
  const u = draws.open(Decision.hiredAbroad, month.date).uniform(people.key[person]!, key);
  if (followerOf(market, person) !== null) {
    const inputs = { place: placeOf(market, employer), share: route.hiredAbroad };
    tell(market, person, 'hired abroad', {
      other: key,
      inputs,
      draws: { u },
      outcome: { isHired: u < route.hiredAbroad },
    });
  }
  if (u >= route.hiredAbroad) return;
  recorder.countVisa('hiredAbroad', at);
  takeJob(market, person, employer, 'hired-abroad', month.index);
}

/** Where they are, for an employer that is elsewhere. */
function mayWorkForAnybody(people: PersonColumns, person: number): boolean {
  const right = people.right[person];
  return right === Right.citizen || right === Right.permanent || right === Right.graduate;
}

function startWork(market: Market, month: MonthOfRun, person: number): void {
  const { people, recorder } = market;
  const isStarting =
    people.stage[person] !== Stage.left &&
    people.appliedTo[person] !== NO_JOB &&
    people.startsAt[person] === month.index;
  if (!isStarting) return;
  const employer = people.appliedTo[person]!;
  const route = closeApplication(market, person);
  recorder.countVisa('started', route);
  takeJob(market, person, employer, 'visa-hire', month.index, route);
}
