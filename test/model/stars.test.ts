import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Approach, approachStars } from '../../src/model/approaches.ts';
import { auctionOutcome, type Bidder, holdAuctions, logValueOfStar } from '../../src/model/auction.ts';
import { Clock } from '../../src/model/clock.ts';
import { createMarket } from '../../src/model/create-market.ts';
import { JobValues } from '../../src/model/job-value.ts';
import { type Market, type MonthOfRun, monthOfRun, NO_JOB } from '../../src/model/market.ts';
import { meetVacancies } from '../../src/model/meetings.ts';
import { simulateMonth } from '../../src/model/month.ts';
import { leaveJob, takeJob } from '../../src/model/moves.ts';
import { rankOptions } from '../../src/model/options.ts';
import { planVacancies } from '../../src/model/planning.ts';
import type { MonthRecord } from '../../src/model/records.ts';
import { chooseSearchers } from '../../src/model/search.ts';
import { simulate } from '../../src/model/simulation.ts';
import { isStar, logCostNow, presentStars } from '../../src/model/stars.ts';
import { applyDriversAndEvents } from '../../src/model/timeline.ts';
import { loadScenario } from '../../src/runtime/scenario-files.ts';
import type { EmployerGroup, Scenario, Superstars } from '../../src/scenario/scenario.ts';
import { FEWER_MARKETS, holdsOnRandomMarkets, recordsOf, withMarket } from '../support/laws.ts';
import { constant, employer, plainMarket } from '../support/plain-market.ts';

const STARS: Superstars = {
  talentFrom: 10,
  skills: [1],
  approachFromStaff: 1,
  approachRate: 1,
  value: 100_000,
  valueOfTalent: 1,
  valueOfScale: 0,
  matchesOffers: 0,
  opensPlaces: 1,
  highPay: 500_000,
};

/** Chance in the value of a job is a millionth of pay, so that prices come out to the dollar. */
const WITHOUT_NOISE = { elasticity: 1e7 };

type Changes = NonNullable<Parameters<typeof plainMarket>[1]>;

/** One star of talent 10 at `now`, which has nobody else, among employers that each have one ordinary person. */
function marketWithStar(
  others: EmployerGroup[],
  { superstars = {}, ...changes }: Omit<Changes, 'superstars'> & { superstars?: Partial<Superstars> } = {},
): Scenario {
  const now = employer('now', { staff: constant(1), vacancies: 0, attributes: { starValue: 0 } });
  return plainMarket([now, ...others], {
    ...changes,
    people: { looksPerMonth: 0, largestLooksPerMonth: 0, ...changes.people },
    choice: { ...WITHOUT_NOISE, ...changes.choice },
    superstars: { ...STARS, ...superstars },
  });
}

const bidder = (id: string, starValue: number, change: Parameters<typeof employer>[1] = {}) =>
  employer(id, {
    staff: constant(1),
    vacancies: 0,
    ...change,
    attributes: { starValue, ...change.attributes },
  });

/** The market with its one star made: person 0, who works at employer 1. */
function opened(scenario: Scenario): { market: Market; month: MonthOfRun } {
  const market = createMarket(scenario, 'seed');
  market.people.talent[0] = 10;
  market.stars.push(0);
  return { market, month: monthOfRun(market, 0) };
}

const payOf = (market: Market, person: number) => Math.exp(logCostNow(market, person));
const employerOf = (market: Market, person: number) =>
  market.scenario.employers[market.employers.group[market.people.employer[person]!]!]!.id;

function afterOneMonth(scenario: Scenario): { where: string; pay: number; market: Market } {
  const { market, month } = opened(scenario);
  market.recorder.beginMonth(true);
  simulateMonth(market, month);
  return { where: employerOf(market, 0), pay: payOf(market, 0), market };
}

describe('the auction by hand', () => {
  const [small, middle, large] = [
    { employer: 1, key: 1, least: 0, room: 1 },
    { employer: 2, key: 2, least: 0, room: 2 },
    { employer: 3, key: 3, least: 0, room: 5 },
  ] as const;

  test('three employers: the one who can go furthest wins, and pays what the second could', () => {
    expect(auctionOutcome([small, middle, large], null, -1)).toEqual({ employer: 3, raise: 2 });
    expect(auctionOutcome([large, small, middle], null, -1)).toEqual({ employer: 3, raise: 2 });
  });

  test('a job that she likes more by 1.5 costs 1.5 less; liked enough, no more than is posted', () => {
    expect(auctionOutcome([middle, { ...large, least: 1.5 }], null, -1)).toEqual({ employer: 3, raise: 0.5 });
    expect(auctionOutcome([middle, { ...large, least: 4 }], null, -1)).toEqual({ employer: 3, raise: 0 });
  });

  test('one employer alone pays what staying, or a firm of her own, is worth to her', () => {
    expect(auctionOutcome([large], null, 0.7)).toEqual({ employer: 3, raise: 0.7 });
    expect(auctionOutcome([large], null, -Infinity), 'without a job she takes what is posted').toEqual({
      employer: 3,
      raise: 0,
    });
  });

  test('nobody who can better what she has: no auction', () => {
    expect(auctionOutcome([small, middle], null, 2)).toBeNull();
    expect(auctionOutcome([small], { ...large, employer: 9 }, 1)).toBeNull();
  });

  test('the present employer matches: she stays at what the best of the others could pay', () => {
    const present = { employer: 9, key: 9, least: 0.5, room: 5 };
    expect(auctionOutcome([small, middle], present, 0.5)).toEqual({ employer: 9, raise: 1.5 });
    expect(auctionOutcome([small, middle, { ...large, room: 6 }], present, 0.5)).toEqual({
      employer: 3,
      raise: 5.5,
    });
  });

  test('bids alike go to the larger key', () => {
    const twin = { ...large, employer: 4, key: 4 };
    expect(auctionOutcome([large, twin], null, 0)).toEqual({ employer: 4, raise: 5 });
    expect(auctionOutcome([twin, large], null, 0)).toEqual({ employer: 4, raise: 5 });
  });
});

describe('a star and three employers, in a month', () => {
  // Of talent 10 she is worth 10 × 100,000 times the employer's own ratio.
  const three = [bidder('first', 0.5), bidder('second', 0.8), bidder('third', 1)];

  test('worth 500,000, 800,000 and a million: the third has her for 800,000', () => {
    const { where, pay } = afterOneMonth(marketWithStar(three));
    expect(where).toBe('third');
    expect(Math.round(pay / 100)).toBe(8000);
  });

  test('autonomy that is worth ten per cent of pay to her makes the third’s price ten per cent lower', () => {
    const calm = bidder('third', 1, { attributes: { autonomy: 1 } });
    const taste = { tasteForAutonomy: constant(Math.log(1.1)) };
    const { where, pay } = afterOneMonth(
      marketWithStar([three[0]!, three[1]!, calm], { people: { ...taste } }),
    );
    expect(where).toBe('third');
    expect(Math.round(pay / 1000)).toBe(Math.round(800 / 1.1));
  });

  test('equity counts as pay for the employer: it bids so much less', () => {
    const rich = bidder('third', 1, { attributes: { equity: 100_000 } });
    // 800,000 of pay and equity of the second are 800,000 of pay alone; two thirds of what the third gives is pay.
    const { where, pay, market } = afterOneMonth(marketWithStar([three[0]!, three[1]!, rich]));
    expect(where).toBe('third');
    expect(Math.round(pay / 100)).toBe(8000);
    expect(Math.exp(market.people.logOwnPay[0]!) * 200_000 * 1.5).toBeCloseTo(pay, 3);
  });

  test('a place is opened for her, wanted from now on, and counts as posted and filled', () => {
    const { market } = afterOneMonth(marketWithStar(three));
    const record = market.recorder.finishMonth(market, monthOfRun(market, 0));
    const row = record.employers.find(({ unit }) => unit === 'third')!;
    expect(row).toMatchObject({ hires: 1, vacancies: 1, fillRate: 1, staff: 2, wantedStaff: 2 });
    expect(record.stars).toEqual([
      { unit: 'now', stars: 0, medianPay: null, highlyPaid: 0, hires: 0, leavers: 1, founders: 0 },
      {
        unit: 'third',
        stars: 1,
        medianPay: expect.closeTo(800_000, -2),
        highlyPaid: 1,
        hires: 1,
        leavers: 0,
        founders: 0,
      },
    ]);
    expect(record.reasons).toMatchObject([{ from: 'now', to: 'third', tippedBy: 'pay', moves: 1 }]);
    expect(record.reasons[0]!.microParts.pay / 1e6).toBeCloseTo(Math.log(4), 3);
  });

  test('no place, no move: an employer that opens none and has no opening does not bid', () => {
    expect(afterOneMonth(marketWithStar(three, { superstars: { opensPlaces: 0 } })).where).toBe('now');
    const withOpening = [three[0]!, three[1]!, bidder('third', 1, { vacancies: 1 })];
    const scenario = marketWithStar(withOpening, { superstars: { opensPlaces: 0 } });
    const { where, pay, market } = afterOneMonth(scenario);
    expect(where).toBe('third');
    expect(Math.round(pay / 100), 'nobody else bids: what is posted').toBe(2000);
    expect([...market.openings.subarray(1, 5)], 'her place has left the matching').toEqual([0, 0, 0, 0]);
  });

  test('the counter-offer keeps her where she is worth most', () => {
    const scenario = marketWithStar(three, { superstars: { matchesOffers: 1 } });
    const valued = {
      ...scenario,
      employers: scenario.employers.map((one) =>
        one.id === 'now' ? { ...one, attributes: { ...one.attributes, starValue: 2 } } : one,
      ),
    };
    const { where, pay, market } = afterOneMonth(valued);
    expect(where).toBe('now');
    expect(Math.round(pay / 100), 'at what the best of the others could pay').toBe(10_000);
    // Carried while in the job: nobody can better it a month later, so nothing happens.
    market.recorder.beginMonth(true);
    simulateMonth(market, monthOfRun(market, 0));
    expect(payOf(market, 0)).toBe(pay);
  });

  test('an employer worth less to whom than it posts does not bid', () => {
    expect(afterOneMonth(marketWithStar([bidder('poor', 0.19)])).where).toBe('now');
  });

  test('what is hers alone is lost with the job, and by an ordinary move', () => {
    const { market } = opened(marketWithStar(three));
    market.people.logOwnPay[0] = 1;
    takeJob(market, 0, 3, 'job-to-job', 0);
    expect(market.people.logOwnPay[0]).toBe(0);
    market.people.logOwnPay[0] = 1;
    leaveJob(market, 0, 'quit');
    expect(market.people.logOwnPay[0]).toBe(0);
    expect(market.people.employer[0]).toBe(NO_JOB);
  });

  test('staying is worth more by what is hers, and a job elsewhere is not', () => {
    const { market, month } = opened(marketWithStar(three));
    const values = new JobValues(market, month);
    const [staying, offer] = [values.ofStaying(0), values.ofOffer(0, 3, 0)];
    market.people.logOwnPay[0] = 0.5;
    expect(values.ofStaying(0)).toBeCloseTo(staying + 0.5, 12);
    expect(values.ofOffer(0, 3, 0)).toBe(offer);
  });
});

describe('who is a star, and who writes', () => {
  test('whose pay with equity is just high pay is counted as highly paid, whatever the logarithm makes of it', () => {
    const paid = employer('paid', {
      staff: constant(7),
      vacancies: 0,
      attributes: { pay: 200_000, equity: 100_000 },
    });
    const scenario = plainMarket([paid], {
      people: { talent: constant(10) },
      superstars: { ...STARS, approachRate: 0, highPay: 300_000 },
    });
    const [first] = simulate(scenario, { seed: 'just' });
    expect(first!.stars).toEqual([expect.objectContaining({ unit: 'paid', stars: 7, highlyPaid: 7 })]);
  });

  test('talent from the threshold on, of a skill that has stars', () => {
    const { market } = opened(marketWithStar([bidder('other', 1)]));
    expect([0, 1].map((person) => isStar(market, person))).toEqual([true, false]);
    const without = opened(marketWithStar([bidder('other', 1)], { superstars: { skills: [0] } }));
    expect(isStar(without.market, 0)).toBe(false);
  });

  test('employers with enough AI staff, at their own multiple of the rate; founders are left alone', () => {
    const others = [
      bidder('small', 1),
      bidder('large', 1, { staff: constant(5) }),
      bidder('shy', 1, { staff: constant(5), attributes: { approaches: 0 } }),
    ];
    const { market, month } = opened(marketWithStar(others, { superstars: { approachFromStaff: 5 } }));
    expect(approachStars(market, month)).toEqual([{ person: 0, employers: [3] }]);
    market.people.stage[0] = 2;
    expect(approachStars(market, month)).toEqual([]);
  });

  test('at scale 0.1 a named employer counts ten times its simulated staff', () => {
    const others = [bidder('large', 1, { staff: constant(50) })];
    const scenario = marketWithStar(others, { superstars: { approachFromStaff: 50 }, scale: 0.1 });
    const { market, month } = opened({ ...scenario, employers: [scenario.employers[0]!, ...others] });
    market.people.employer[0] = NO_JOB;
    expect(approachStars(market, month).flatMap(({ employers }) => employers)).toEqual([2]);
  });

  test('the number of letters is binomial: rate × stars × employers', () => {
    const stars = 2000;
    const scenario = plainMarket(
      [employer('now', { staff: constant(stars) }), ...[1, 2, 3, 4].map((at) => bidder(`other-${at}`, 1))],
      {
        people: { talent: constant(12), looksPerMonth: 0 },
        superstars: { ...STARS, approachRate: 0.05 },
      },
    );
    const market = createMarket(scenario, 'seed');
    const letters = approachStars(market, monthOfRun(market, 0)).filter(({ person }) => person < stars);
    const count = letters.reduce((sum, { employers }) => sum + employers.length, 0);
    const pairs = stars * 4;
    // Five standard deviations: by chance less than once in a million.
    expect(Math.abs(count - 0.05 * pairs)).toBeLessThan(5 * Math.sqrt(pairs * 0.05 * 0.95));
  });

  test('worth rises with talent and with the employer’s staff as the elasticities say', () => {
    const others = [bidder('small', 1, { staff: constant(2) }), bidder('large', 1, { staff: constant(16) })];
    const { market } = opened(
      marketWithStar(others, {
        superstars: { valueOfTalent: 0.5, valueOfScale: 1 / 3, approachFromStaff: 2 },
      }),
    );
    expect(Math.exp(logValueOfStar(market, 0, 2))).toBeCloseTo(100_000 * Math.sqrt(10), 5);
    expect(Math.exp(logValueOfStar(market, 0, 3))).toBeCloseTo(200_000 * Math.sqrt(10), 5);
  });
});

describe('the tiny markets of scenarios/markets', () => {
  const rowsOf = (name: string) => {
    const file = fileURLToPath(new URL(`../../scenarios/markets/${name}.yaml`, import.meta.url));
    return [...simulate(loadScenario(file).scenario)].map(({ stars }) => stars);
  };

  test('auction: the third employer has all forty for what the second could pay, from the first month on', () => {
    const [first, ...later] = rowsOf('auction');
    const won = { unit: 'third', stars: 40, medianPay: expect.closeTo(800_000, -2), highlyPaid: 40 };
    expect(first).toEqual([
      expect.objectContaining({ unit: 'college', stars: 0, leavers: 40 }),
      { ...won, hires: 40, leavers: 0, founders: 0 },
    ]);
    for (const month of later) expect(month).toEqual([{ ...won, hires: 0, leavers: 0, founders: 0 }]);
  });

  test('counter-offer: nobody moves, and all have the third’s million less the cost of moving', () => {
    for (const month of rowsOf('counter-offer'))
      expect(month).toMatchObject([
        {
          unit: 'college',
          stars: 40,
          medianPay: expect.closeTo(1_000_000 * Math.exp(-0.01), -2),
          hires: 0,
          leavers: 0,
        },
      ]);
  });
});

const bidders = fc
  .array(fc.record({ least: fc.integer({ min: -30, max: 30 }), room: fc.integer({ min: 0, max: 50 }) }), {
    minLength: 1,
    maxLength: 8,
  })
  .map((some) => some.map((one, at): Bidder => ({ ...one, employer: at + 1, key: at + 1 })));
const otherwise = fc.integer({ min: -30, max: 40 });

/** What the star has in the end. */
function utility(all: Bidder[], present: Bidder | null, else_: number): number {
  const outcome = auctionOutcome(all, present, else_);
  if (outcome === null) return else_;
  const winner = [...all, ...(present ? [present] : [])].find(
    ({ employer }) => employer === outcome.employer,
  )!;
  return winner.least + outcome.raise;
}

describe('directions, at given bidders', () => {
  test('one more bidder never leaves her worse off, nor lowers the price where jobs are alike', () => {
    fc.assert(
      fc.property(bidders, otherwise, ([more, ...others], else_) => {
        expect(utility([...others, more!], null, else_)).toBeGreaterThanOrEqual(utility(others, null, else_));
      }),
    );
  });

  test('more talent, which raises everybody’s room alike, never lowers what she has', () => {
    fc.assert(
      fc.property(bidders, otherwise, fc.integer({ min: 0, max: 20 }), (some, else_, talent) => {
        const raised = some.map((one) => ({ ...one, room: one.room + talent }));
        expect(utility(raised, null, else_)).toBeGreaterThanOrEqual(utility(some, null, else_));
        const present = { employer: 99, key: 99, least: else_, room: 7 };
        const abler = { ...present, room: present.room + talent };
        expect(utility(raised, abler, else_)).toBeGreaterThanOrEqual(utility(some, present, else_));
      }),
    );
  });

  test('an employer that may match never leaves her worse off', () => {
    fc.assert(
      fc.property(bidders, otherwise, fc.integer({ min: 1, max: 50 }), (some, else_, room) => {
        const present = { employer: 99, key: 99, least: else_, room };
        expect(utility(some, present, else_)).toBeGreaterThanOrEqual(utility(some, null, else_));
      }),
    );
  });
});

describe('laws of every auction', () => {
  test('nobody pays more than she is worth to it, or less than it posts; nobody ends worse off than by staying', () => {
    let auctions = 0;
    onRandomAuctions((market, month, person, before) => {
      const values = new JobValues(market, month);
      const where = market.people.employer[person]!;
      const own = market.people.logOwnPay[person]!;
      const isKept = where === before.employer;
      if (!isKept || own !== before.own) {
        auctions++;
        expect(own).toBeGreaterThanOrEqual(isKept ? before.own : 0);
        // As much as rounding of logs may add, on a scale of pay.
        const worth = isKept ? before.worthHere : before.worthAt.get(where)!;
        expect(logCostNow(market, person)).toBeLessThanOrEqual(worth + 1e-9);
        const now = isKept ? values.ofStaying(person) : before.offers.get(where)! + own;
        expect(now).toBeGreaterThanOrEqual(before.staying - 1e-9);
      }
    });
    expect(auctions, 'auctions tried').toBeGreaterThan(50);
  });

  test('the order in which approaches are stored changes nothing', () => {
    onRandomMarketsInMonth((market, month, approaches) => {
      const [one, other] = [approaches, turnedOver(approaches)].map((order) =>
        JSON.stringify([...auctionsOf(copyOf(market), month, order)]),
      );
      expect(one).toBe(other);
    });
  });

  test('without approaches there are no auctions: everything as without the section', () => {
    holdsOnRandomMarkets((scenario) => {
      if (scenario.superstars === null) return;
      const silent = { ...scenario, superstars: { ...scenario.superstars, approachRate: 0 } };
      const without = { ...scenario, superstars: null };
      const apart = (records: MonthRecord[]) => records.map((record) => ({ ...record, stars: [] }));
      expect(apart(recordsOf(silent))).toEqual(apart(recordsOf(without)));
    }, FEWER_MARKETS);
  });

  test('stars of a unit now = before + hires − leavers, where no firm changes sector', () => {
    let movedStars = 0;
    holdsOnRandomMarkets((scenario) => {
      if (scenario.founding !== null) return;
      const records = recordsOf(scenario);
      records.slice(1).forEach((now, at) => {
        for (const { unit, stars, hires, leavers, founders } of now.stars) {
          if (unit === 'no job') continue;
          const before = records[at]!.stars.find((row) => row.unit === unit)?.stars ?? 0;
          expect(stars, `${unit} in ${now.month}`).toBe(before + hires - leavers);
          expect(founders).toBe(0);
          movedStars += hires + leavers;
        }
      });
    });
    expect(movedStars).toBeGreaterThan(20);
  });
});

const turnedOver = <T>(items: readonly T[]): T[] => [...items].reverse();

/** One month of random markets up to the auctions. */
function onRandomMarketsInMonth(
  act: (market: Market, month: MonthOfRun, approaches: readonly Approach[]) => void,
): void {
  holdsOnRandomMarkets((scenario) => {
    if (scenario.superstars === null) return;
    withMarket(scenario, (market, monthOf) => {
      for (let index = 0; index < 4; index++) {
        market.recorder.beginMonth(false);
        simulateMonth(market, monthOf(index));
      }
      const month = monthOf(4);
      applyDriversAndEvents(market, month);
      planVacancies(market, month);
      act(market, month, approachStars(market, month));
    });
  });
}

/** Who went where at which own pay, by key. */
function auctionsOf(market: Market, month: MonthOfRun, approaches: readonly Approach[]): Map<number, string> {
  const searchers = chooseSearchers(market, month);
  const options = rankOptions(market, searchers, meetVacancies(market, searchers, month), month);
  holdAuctions(market, approaches, searchers, options, month);
  const { people } = market;
  return new Map(
    presentStars(market).map((person) => [
      people.key[person]!,
      `${market.employers.key[people.employer[person]!]} ${people.logOwnPay[person]}`,
    ]),
  );
}

/** A market that may be changed while the other stays: the columns that auctions write. */
function copyOf(market: Market): Market {
  const columns = <C extends object>(of: C): C =>
    Object.fromEntries(Object.entries(of).map(([name, column]) => [name, column.slice()])) as C;
  return {
    ...market,
    people: columns(market.people),
    employers: columns(market.employers),
    staff: market.staff.slice(),
    openings: market.openings.slice(),
    clocks: { ...market.clocks, look: copyOfClock(market.clocks.look) }, // whose bucket `chooseSearchers` empties
  };
}

function copyOfClock(clock: Clock): Clock {
  const own = Object.entries(clock).map(([name, value]) => [
    name,
    name === 'gaps' ? value : structuredClone(value),
  ]);
  return Object.assign(Object.create(Clock.prototype), Object.fromEntries(own));
}

interface Before {
  employer: number;
  own: number;
  staying: number;
  worthHere: number;
  worthAt: Map<number, number>;
  offers: Map<number, number>;
}

/** Each star approached in a month of random markets, after an auction of hers alone. */
function onRandomAuctions(
  check: (market: Market, month: MonthOfRun, person: number, before: Before) => void,
): void {
  onRandomMarketsInMonth((original, month, approaches) => {
    for (const approach of approaches.slice(0, 20)) {
      const market = copyOf(original);
      const { person, employers } = approach;
      const { people } = market;
      const values = new JobValues(market, month);
      const employer = people.employer[person]!;
      const cost = values.costOfLeaving(person);
      const before: Before = {
        employer,
        own: people.logOwnPay[person]!,
        staying: values.ofStaying(person),
        worthHere: employer === NO_JOB ? 0 : logValueOfStar(market, person, employer),
        worthAt: new Map(employers.map((one) => [one, logValueOfStar(market, person, one)])),
        offers: new Map(employers.map((one) => [one, values.ofOffer(person, one, cost)])),
      };
      const nobody = { people: new Int32Array(0), count: 0 };
      const noOptions = { start: new Int32Array(1), employer: new Int32Array(0), value: new Float64Array(0) };
      holdAuctions(market, [approach], nobody, noOptions, month);
      check(market, month, person, before);
    }
  });
}
