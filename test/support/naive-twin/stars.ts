import { log } from '../../../src/maths/log.ts';
import { Decision } from '../../../src/model/decisions.ts';
import { apply, isWaitingForVisa, takeJob, visaFor } from './borders.ts';
import type { Diary } from './diary.ts';
import {
  costOfLeaving,
  equityShareOf,
  OWN_FIRM,
  partsOfJob,
  partsOfNoJob,
  partsOfStaying,
  sumOf,
} from './job-value.ts';
import type { Searcher } from './month.ts';
import { isBarred } from './teams.ts';
import {
  type Employer,
  groupOf,
  type MonthOfTwin,
  type Person,
  presentPeople,
  staffOf,
  UNLIMITED,
  uniform,
  type World,
} from './world.ts';

/** MODEL.md, "Stars". */
export function isStar(world: World, person: Person): boolean {
  const { superstars } = world.scenario;
  return (
    superstars !== null && person.talent >= superstars.talentFrom && superstars.skills[person.skill] === 1
  );
}

/** Log of pay and equity of somebody with a job, what is their own included. */
export function logCostOf(world: World, month: MonthOfTwin, person: Person): number {
  return partsOfStaying(world, month, person)[0]! + logEquityFactor(world, month, person.employer!);
}

function logEquityFactor(world: World, month: MonthOfTwin, employer: Employer): number {
  return log(1 + equityShareOf(world, month, employer));
}

/** AI people there, had the run all of them. */
function fullStaff(world: World, employer: Employer): number {
  const people = staffOf(world, employer).length;
  return groupOf(world, employer).isNamed ? people / world.scenario.scale : people;
}

/** Who is approached by whom, step 6. */
export function approachesOf(world: World, month: MonthOfTwin): Map<Person, Employer[]> {
  const approaches = new Map<Person, Employer[]>();
  const { superstars } = world.scenario;
  if (superstars === null) return approaches;
  const large = world.employers.filter(
    (one) => !one.isClosed && fullStaff(world, one) >= superstars.approachFromStaff,
  );
  for (const person of presentPeople(world)) {
    if (!isStar(world, person) || person.stage === 'founder' || isWaitingForVisa(person)) continue;
    const writing = large.filter((one) => {
      const { attributes, skillMix } = month.numbers.groups[one.group]!;
      const u = uniform(world, Decision.starApproach, month.date, person.key, one.key);
      return (
        one !== person.employer &&
        visaFor(world, month, person, one) !== 'not to be had' &&
        !isBarred(world, month, person, one) &&
        skillMix[person.skill]! > 0 &&
        u < month.numbers.market['superstars.approachRate'] * attributes.approaches
      );
    });
    if (writing.length > 0) approaches.set(person, writing);
  }
  return approaches;
}

/** A bidder: the lowest and the highest that its offer is worth to her. */
interface Bid {
  employer: Employer;
  lowest: number;
  highest: number;
  room: number;
}

/** Step 8, before the matching. Returns whom it settled. */
export function holdAuctions(
  world: World,
  month: MonthOfTwin,
  approaches: Map<Person, Employer[]>,
  searchers: Searcher[],
  diary: Diary,
): Set<Person> {
  const settled = new Set<Person>();
  const opened = new Map<Employer, number>();
  const lot = (person: Person) => uniform(world, Decision.auctionOrder, month.date, person.key);
  const order = [...approaches.keys()].sort((a, b) => lot(a) - lot(b) || a.key - b.key);
  for (const person of order) {
    const parts =
      person.employer === null ? partsOfNoJob(world, month, person) : partsOfStaying(world, month, person);
    const staying = sumOf(parts);
    const cost = costOfLeaving(world, month, person);
    const outside: Bid[] = [];
    for (const employer of approaches.get(person)!) {
      const hasPlace =
        employer.openings[person.skill]! > 0 ||
        (opened.get(employer) ?? 0) < mostOpened(world, month, employer);
      const offer = partsOfJob(world, month, person, employer, cost);
      const room =
        logValue(world, month, person, employer) - (offer[0]! + logEquityFactor(world, month, employer));
      if (hasPlace && room >= 0)
        outside.push({ employer, lowest: sumOf(offer), highest: sumOf(offer) + room, room });
    }
    const wish = searchers.find((searcher) => searcher.person === person);
    const ownFirm = wish?.wishes.includes(OWN_FIRM)
      ? sumOf(partsOfJob(world, month, person, OWN_FIRM, cost))
      : -Infinity;
    const otherwise = Math.max(staying, ownFirm);
    if (!outside.some((bid) => bid.highest > otherwise)) continue;
    const bids = [...outside, ...counterOffer(world, month, person, staying, parts[0]!)];
    bids.sort((a, b) => b.highest - a.highest || b.employer.key - a.employer.key);
    const winner = bids[0]!;
    const second = Math.max(otherwise, ...bids.slice(1).map((bid) => bid.highest));
    const raise = Math.min(winner.room, Math.max(0, second - winner.lowest));
    settled.add(person);
    if (winner.employer === person.employer) {
      person.logOwnPay += raise;
      continue;
    }
    const { employer } = winner;
    const visa = visaFor(world, month, person, employer);
    const isPending = typeof visa === 'object';
    if (person.employer !== null && !isPending) {
      const after = partsOfJob(world, month, person, employer, cost);
      const differences = after.map((part, at) => -parts[at]! + part);
      differences[0]! += raise;
      diary.chose(person.employer, employer, differences);
    }
    if (employer.openings[person.skill]! < UNLIMITED) world.filled[person.skill]! += 1;
    if (employer.openings[person.skill] === 0) {
      opened.set(employer, (opened.get(employer) ?? 0) + 1);
      employer.wantedStaff += 1;
      diary.postedMore(employer, 1);
    } else if (employer.openings[person.skill]! < UNLIMITED) employer.openings[person.skill]! -= 1;
    diary.filled(employer);
    if (isPending) {
      apply(person, employer, visa, diary);
      person.promisedPay = raise;
      continue;
    }
    const kind = person.employer === null ? 'hire' : 'job-to-job';
    takeJob(world, month, person, employer, { kind, visa: null }, diary);
    person.logOwnPay = raise;
  }
  return settled;
}

function counterOffer(
  world: World,
  month: MonthOfTwin,
  person: Person,
  staying: number,
  logPay: number,
): Bid[] {
  const { employer } = person;
  if (employer === null) return [];
  const u = uniform(world, Decision.counterOffer, month.date, person.key, employer.key);
  if (u >= month.numbers.market['superstars.matchesOffers']) return [];
  const room = logValue(world, month, person, employer) - (logPay + logEquityFactor(world, month, employer));
  return room > 0 ? [{ employer, lowest: staying, highest: staying + room, room }] : [];
}

function logValue(world: World, month: MonthOfTwin, person: Person, employer: Employer): number {
  const { valueOfTalent, valueOfScale, approachFromStaff } = world.scenario.superstars!;
  const staff = fullStaff(world, employer);
  if (staff === 0) return -Infinity;
  const { starValue } = month.numbers.groups[employer.group]!.attributes;
  return (
    log(month.numbers.market['superstars.value'] * starValue) +
    valueOfTalent * log(person.talent) +
    valueOfScale * log(staff / approachFromStaff)
  );
}

function mostOpened(world: World, month: MonthOfTwin, employer: Employer): number {
  const { opensPlaces } = world.scenario.superstars!;
  const places = opensPlaces * (groupOf(world, employer).isNamed ? world.scenario.scale : 1);
  return Math.floor(places + uniform(world, Decision.placesForStars, month.date, employer.key));
}
