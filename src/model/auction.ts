import { log } from '../maths/log.ts';
import type { Approach } from './approaches.ts';
import { Decision } from './decisions.ts';
import { countReasonOfMove, fillOpening } from './hires.ts';
import { JobValues, OWN_FIRM, PART } from './job-value.ts';
import { type Market, type MonthOfRun, NO_JOB } from './market.ts';
import { takeJob } from './moves.ts';
import { marketNumber } from './numbers.ts';
import { foundingOpenings, type Options, optionsUpTo } from './options.ts';
import { routeNeeded } from './right-to-work.ts';
import { sizeScale, staffAtFullScale } from './scale.ts';
import type { Searchers } from './search.ts';
import { logEquityFactor } from './stars.ts';
import { followerOf, placeOf, tell } from './trace-notes.ts';
import { tellChoice } from './trace-notes-of-choices.ts';
import { apply } from './visas.ts';

/** One employer in the auction for a star, in her own utility: log points of pay. */
export interface Bidder {
  readonly employer: number;
  readonly key: number;
  /** What its job is worth to her at the pay it must give at least: what it posts, or what she has there now. */
  readonly least: number;
  /** Log points by which it can raise that pay before she, equity included, costs it more than she is worth to it. */
  readonly room: number;
}

export interface AuctionOutcome {
  readonly employer: number;
  /** Log points of pay over what the employer posts or, where she is now, over what she has. */
  readonly raise: number;
}

/**
 * The ascending auction: bids rise until one bidder is left, who pays what makes her indifferent to the last bid of the
 * next best, and no less than it must. In utility, so the price is the second-highest bid adjusted for her tastes.
 * @param present her employer, if it may match what others offer; it has no cost of moving.
 * @param otherwise what she can have for sure: staying at her pay, a firm of her own.
 * @returns null when nobody outside can better that: then nothing happens.
 */
export function auctionOutcome(
  outside: readonly Bidder[],
  present: Bidder | null,
  otherwise: number,
): AuctionOutcome | null {
  if (!outside.some((bidder) => bidder.least + bidder.room > otherwise)) return null;
  const bidders = present === null ? outside : [...outside, present];
  const winner = bidders.reduce((best, bidder) => (isAbove(bidder, best) ? bidder : best));
  let second = otherwise;
  for (const bidder of bidders) if (bidder !== winner) second = Math.max(second, bidder.least + bidder.room);
  return {
    employer: winner.employer,
    raise: Math.min(winner.room, Math.max(0, second - winner.least)),
  };
}

/** Highest bids that are alike go by key, the larger first, as applicants do. */
function isAbove(one: Bidder, other: Bidder): boolean {
  const difference = one.least + one.room - (other.least + other.room);
  return difference > 0 || (difference === 0 && one.key > other.key);
}

/**
 * Log of what a star is worth a year to an employer, USD: value · her talent^value-of-talent · (its AI staff ÷ those from which
 * employers approach)^value-of-scale · its own ratio. Rosen 1981; Gabaix and Landier 2008. −∞ for one without staff.
 */
export function logValueOfStar(market: Market, person: number, employer: number): number {
  const { people, employers, numbers, scenario } = market;
  const { valueOfTalent, valueOfScale, approachFromStaff } = scenario.superstars!;
  const staff = staffAtFullScale(market, employer);
  if (staff === 0) return -Infinity;
  const own = numbers.attributes.starValue[employers.group[employer]!]!;
  return (
    log(marketNumber(numbers, 'superstars.value') * own) +
    valueOfTalent * log(people.talent[person]!) +
    valueOfScale * log(staff / approachFromStaff)
  );
}

/**
 * Step 8, before the matching. Star by star in a keyed order, as an employer's places run out: those who wrote bid, each up to its
 * value of her, and her employer may match. Whoever is won or kept leaves the matching, and so does the place.
 * @returns the people it settled, moved or not.
 */
export function holdAuctions(
  market: Market,
  approaches: readonly Approach[],
  searchers: Searchers,
  options: Options,
  month: MonthOfRun,
): ReadonlySet<number> {
  const settled = new Set<number>();
  if (approaches.length === 0) return settled;
  const values = new JobValues(market, month);
  const places = new PlacesForStars(market, month);
  const ownFirms = foundingValues(approaches, searchers, options);
  const mayTellOfFirm = firmsToTell(market, searchers, month);
  for (const { person, employers } of inKeyedOrder(market, approaches, month)) {
    const staying = values.ofStaying(person);
    const present = presentBidder(market, person, staying, values.parts[PART.pay]!, month);
    const skill = market.people.skill[person]!;
    const open = employers.filter((employer) => places.has(employer, skill));
    const outside = outsideBidders(market, values, person, open);
    const ownFirm = ownFirms.get(person) ?? -Infinity;
    const otherwise = Math.max(staying, ownFirm);
    const outcome = auctionOutcome(outside, present, otherwise);
    if (followerOf(market, person) !== null)
      tellAuction(market, values, month, person, {
        outside,
        present,
        ownFirm: mayTellOfFirm(person)
          ? values.ofOffer(person, OWN_FIRM, values.costOfLeaving(person))
          : -Infinity,
        otherwise,
        outcome,
      });
    if (outcome === null) continue;
    settled.add(person);
    if (outcome.employer === market.people.employer[person]) {
      market.people.logOwnPay[person]! += outcome.raise;
    } else {
      places.take(outcome.employer, skill);
      accept(market, values, person, outcome, month);
    }
  }
  return settled;
}

function tellAuction(
  market: Market,
  values: JobValues,
  month: MonthOfRun,
  person: number,
  told: {
    outside: readonly Bidder[];
    present: Bidder | null;
    /** Whether it is better than staying or not; −∞ where founding is not open. */
    ownFirm: number;
    otherwise: number;
    outcome: AuctionOutcome | null;
  },
): void {
  const { outside, present, ownFirm, otherwise, outcome } = told;
  const bids = outside.map(({ employer, least }) => ({ employer, value: least }));
  if (ownFirm !== -Infinity) bids.push({ employer: OWN_FIRM, value: ownFirm });
  const isWon = outcome !== null && outcome.employer !== present?.employer; // where she is, is no option
  tellChoice(market, values, month, person, 'approach', bids, isWon ? [outcome.employer] : []);
  const bidOf = ({ employer, least, room }: Bidder) => ({ place: placeOf(market, employer), least, room });
  tell(market, person, 'auction', {
    inputs: { outside: outside.map(bidOf), present: present === null ? null : bidOf(present), otherwise },
    draws: {},
    outcome: {
      winner: outcome === null ? null : placeOf(market, outcome.employer),
      raise: outcome?.raise ?? 0,
    },
  });
}

/** She moves, or applies for the visa that it needs and has the place kept, and the pay. */
function accept(
  market: Market,
  values: JobValues,
  person: number,
  { employer, raise }: AuctionOutcome,
  month: MonthOfRun,
): void {
  const { people } = market;
  const route = routeNeeded(market, person, employer);
  if (route >= 0) {
    apply(market, person, employer, route);
    people.logPromisedPay[person] = raise;
    return;
  }
  countReasonOfMove(market, values, person, employer, raise);
  const kind = people.employer[person] === NO_JOB ? 'hire' : 'job-to-job';
  takeJob(market, person, employer, kind, month.index);
  people.logOwnPay[person] = raise; // after the move, which ends what was agreed before
}

function inKeyedOrder(market: Market, approaches: readonly Approach[], month: MonthOfRun): Approach[] {
  const draws = market.draws.open(Decision.auctionOrder, month.date);
  return approaches
    .map((approach) => {
      const key = market.people.key[approach.person]!;
      return { approach, key, u: draws.uniform(key, 0) };
    })
    .sort((a, b) => a.u - b.u || a.key - b.key)
    .map(({ approach }) => approach);
}

function outsideBidders(
  market: Market,
  values: JobValues,
  person: number,
  employers: readonly number[],
): Bidder[] {
  const costOfLeaving = values.costOfLeaving(person);
  return employers.flatMap((employer) => {
    const least = values.ofOffer(person, employer, costOfLeaving);
    const cost = values.parts[PART.pay]! + logEquityFactor(market, employer);
    const room = logValueOfStar(market, person, employer) - cost;
    return room < 0 ? [] : [{ employer, key: market.employers.key[employer]!, least, room }];
  });
}

/** Her employer, if it matches outside offers to her this month and she is worth more to it than she is paid. */
function presentBidder(
  market: Market,
  person: number,
  staying: number,
  logPay: number,
  month: MonthOfRun,
): Bidder | null {
  const employer = market.people.employer[person]!;
  if (employer === NO_JOB) return null;
  const key = market.employers.key[employer]!;
  const u = market.draws.open(Decision.counterOffer, month.date).uniform(market.people.key[person]!, key);
  if (u >= marketNumber(market.numbers, 'superstars.matchesOffers')) return null;
  const room = logValueOfStar(market, person, employer) - (logPay + logEquityFactor(market, employer));
  return room <= 0 ? null : { employer, key, least: staying, room };
}

/** What a firm of her own is worth to each star for whom founding is open this month and better than staying. */
function foundingValues(
  approaches: readonly Approach[],
  searchers: Searchers,
  options: Options,
): ReadonlyMap<number, number> {
  const approached = new Set(approaches.map(({ person }) => person));
  const values = new Map<number, number>();
  for (let searcher = 0; searcher < searchers.count; searcher++) {
    const person = searchers.people[searcher]!;
    if (!approached.has(person)) continue;
    for (let option = options.start[searcher]!; option < options.start[searcher + 1]!; option++)
      if (options.employer[option] === OWN_FIRM) values.set(person, options.value[option]!);
  }
  return values;
}

/** Whether a firm of her own is open to a star, to tell of: the auction itself asks only for one that is better than staying. */
function firmsToTell(market: Market, searchers: Searchers, month: MonthOfRun): (person: number) => boolean {
  if (market.trace === null) return () => false;
  const mayFound = foundingOpenings(market, month);
  const looks = (person: number) => searchers.people.subarray(0, searchers.count).includes(person);
  return (person) => mayFound(person) && looks(person);
}

/** Places for stars: an employer's openings, then so many more as it opens for them in a month. */
class PlacesForStars {
  private readonly market: Market;
  private readonly toOpen = new Map<number, number>();
  private readonly month: MonthOfRun;

  constructor(market: Market, month: MonthOfRun) {
    this.market = market;
    this.month = month;
  }

  has(employer: number, skill: number): boolean {
    const { openings, skills } = this.market;
    return openings[employer * skills + skill]! > 0 || this.leftToOpen(employer) > 0;
  }

  /** An opening if there is one; else a place is opened, wanted from now on, and counts as posted. */
  take(employer: number, skill: number): void {
    const { openings, skills, employers, recorder } = this.market;
    if (openings[employer * skills + skill] === 0) {
      this.toOpen.set(employer, this.leftToOpen(employer) - 1);
      openings[employer * skills + skill] = 1;
      employers.wantedStaff[employer]! += 1;
      recorder.posted[recorder.unitOf(this.market, employer)]! += 1;
    }
    fillOpening(this.market, employer, skill);
  }

  /** Rounded by a draw at a scale other than 1, where a named employer opens a part of its places. */
  private leftToOpen(employer: number): number {
    const known = this.toOpen.get(employer);
    if (known !== undefined) return known;
    const { scenario, employers, draws } = this.market;
    const u = draws.open(Decision.placesForStars, this.month.date).uniform(employers.key[employer]!, 0);
    return Math.floor(scenario.superstars!.opensPlaces * sizeScale(scenario, employers.group[employer]!) + u);
  }
}

/** The same options without those of people whom the auctions settled. */
export function withoutSettled(
  market: Market,
  options: Options,
  searchers: Searchers,
  settled: ReadonlySet<number>,
): Options {
  if (settled.size === 0) return options;
  return optionsUpTo(market, 'options of those not settled', options, searchers, (searcher) =>
    settled.has(searchers.people[searcher]!) ? options.start[searcher]! : options.start[searcher + 1]!,
  );
}
