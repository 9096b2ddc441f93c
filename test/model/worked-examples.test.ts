import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { callSetting, numberOfDraw, slotOfPerson } from '../../src/model/calls.ts';
import {
  certaintyEquivalentGain,
  LOTTERY_POINTS,
  lotteryOutcomes,
} from '../../src/model/certainty-equivalent.ts';
import { Clock } from '../../src/model/clock.ts';
import { createMarket } from '../../src/model/create-market.ts';
import { drawnRegion } from '../../src/model/employers.ts';
import { JobValues, monthsNotVested, PART } from '../../src/model/job-value.ts';
import {
  checkMonthsFit,
  KeySpaceFull,
  keyOfEmployer,
  keyOfEntrant,
  keyOfFirstStaff,
  slotsOfGroups,
  slotsOfProgrammes,
} from '../../src/model/keys.ts';
import { type Market, monthOfRun } from '../../src/model/market.ts';
import { ModelError } from '../../src/model/model-error.ts';
import { marketNumber } from '../../src/model/numbers.ts';
import { answerOpeningsWithPay, payAnswer } from '../../src/model/pay.ts';
import { nextWantedStaff, openingsOf, planVacancies, UNLIMITED } from '../../src/model/planning.ts';
import { rosterOf } from '../../src/model/roster.ts';
import { membersSimulated } from '../../src/model/scale.ts';
import { probabilityOfLooking, recruitersCalls } from '../../src/model/search.ts';
import { lowestDraws } from '../../src/model/separations.ts';
import { seedOfReplicate, simulate } from '../../src/model/simulation.ts';
import { completing } from '../../src/model/studies.ts';
import { applyDriversAndEvents, changedBy, movedBy, shareInForce } from '../../src/model/timeline.ts';
import { drawnIndex, firstSuccess } from '../../src/random/distributions.ts';
import { KeyedDraws } from '../../src/random/keyed-draws.ts';
import { monthText } from '../../src/scenario/dates.ts';
import type { Month, Scenario } from '../../src/scenario/scenario.ts';
import { constant, employer, plainMarket, programme, region, START } from '../support/plain-market.ts';

const month = (year: number, ofYear: number) => (year * 12 + ofYear - 1) as Month;
const marketOf = (scenario: Scenario) => createMarket(scenario, 'seed');

describe('drivers and events', () => {
  test('an event ramps up over its months, holds, and ends', () => {
    const event = { from: month(2022, 11), until: month(2023, 6), rampMonths: 4 };
    const shares = [10, 11, 12].map((ofYear) => shareInForce(event, month(2022, ofYear)));
    expect(shares).toEqual([0, 0.25, 0.5]);
    expect([2, 6, 7].map((ofYear) => shareInForce(event, month(2023, ofYear)))).toEqual([1, 1, 0]);
    expect(shareInForce({ ...event, rampMonths: 0 }, month(2022, 11))).toBe(1);
    expect(shareInForce({ ...event, until: null }, month(2099, 1))).toBe(1);
  });

  test('half in force, an event sets, adds or multiplies by half', () => {
    expect(changedBy({ operation: 'set', value: 8 }, 4, 0.5)).toBe(6);
    expect(changedBy({ operation: 'add', value: 8 }, 4, 0.5)).toBe(8);
    expect(changedBy({ operation: 'multiply', value: 2 }, 4, 0.5)).toBe(6);
  });

  test('a driver at twice its reference', () => {
    expect(movedBy({ form: 'elasticity', strength: 2 }, 10, 2, 1)).toBeCloseTo(40, 12);
    expect(movedBy({ form: 'semiElasticity', strength: 0.5 }, 10, 2, 1)).toBeCloseTo(10 * Math.exp(0.5), 12);
    expect(movedBy({ form: 'slope', strength: 3 }, 10, 2, 1)).toBe(13);
  });

  test('a number out of its bounds stops the market and is named', () => {
    const event = { id: 'e', label: '', from: START, until: null, rampMonths: 0 };
    const scenario = plainMarket([employer('only')], {
      timeline: [
        {
          ...event,
          target: { of: 'market', attribute: 'people.looksPerMonth' },
          operation: 'multiply',
          value: 1.2,
        },
      ],
    });
    expect(() => [...simulate(scenario)]).toThrow(ModelError);
    expect(() => [...simulate(scenario)]).toThrow(
      /2020-01.*people\.looks-per-month is 1\.2 \(0 to 1 is allowed\)/,
    );
  });

  test('a number that grows beyond all numbers stops it, too', () => {
    const event = { id: 'e', label: '', from: START, until: null, rampMonths: 0 };
    const target = { of: 'employer', id: 'only', attribute: 'pay' } as const;
    const scenario = plainMarket([employer('only')], {
      timeline: [1e200, 1e200].map((value) => ({ ...event, target, operation: 'multiply' as const, value })),
    });
    expect(() => [...simulate(scenario)]).toThrow(/employers\.only\.pay is Infinity/);
  });

  test('drivers act on the numbers of the month; the next begins with the scenario’s own', () => {
    const scenario = plainMarket([employer('only')], {
      months: 2,
      drivers: [
        {
          id: 'd',
          label: '',
          unit: '',
          values: [0.5, 1],
          reference: 1,
          published: [true, true],
          effects: [
            {
              target: { of: 'market', attribute: 'people.looksPerMonth' },
              form: 'elasticity',
              strength: 1,
            },
          ],
        },
      ],
    });
    const market = marketOf(scenario);
    applyDriversAndEvents(market, monthOfRun(market, 0));
    expect(marketNumber(market.numbers, 'people.looksPerMonth')).toBeCloseTo(0.5, 15);
    applyDriversAndEvents(market, monthOfRun(market, 1));
    expect(marketNumber(market.numbers, 'people.looksPerMonth')).toBe(1);
  });

  test('months are written YYYY-MM', () => {
    expect(monthText(month(2022, 11))).toBe('2022-11');
    expect(monthText(month(987, 1))).toBe('0987-01');
  });
});

describe('planning', () => {
  const planned = (change: Parameters<typeof employer>[1] = {}) =>
    employer('only', { staff: constant(100), vacancies: 'planned', ...change });
  const [only, group] = [1, 0];

  test('wanted staff go a tenth of the way to a target half as high again', () => {
    const market = marketOf(plainMarket([planned()]));
    market.numbers.attributes.demand[group] = 1.5;
    expect(nextWantedStaff(market, only, group)).toBe(105);
  });

  test('pay 10% above the start lowers the target by the cost elasticity', () => {
    const market = marketOf(plainMarket([planned({ attributes: { adjustment: 1, costElasticity: -0.5 } })]));
    market.employers.logPayAnswer[only] = Math.log(1.1);
    expect(nextWantedStaff(market, only, group)).toBeCloseTo(100 / Math.sqrt(1.1), 12);
  });

  test('openings are wanted staff and expected leavers less the staff, rounded, less a freeze', () => {
    const market = marketOf(plainMarket([planned({ attributes: { expectedLeaving: 0.02 } })]));
    const open = () => openingsOf(market, monthOfRun(market, 0), only, group, 0);
    expect(open(), '100 wanted, 100 there, 2 expected to leave').toBe(2);
    market.employers.wantedStaff[only] = 107;
    expect(open()).toBe(9);
    market.numbers.attributes.freeze[group] = 1;
    expect(open()).toBe(0);
    market.employers.wantedStaff[only] = 50;
    market.numbers.attributes.freeze[group] = 0;
    expect(open(), 'never negative').toBe(0);
  });

  test('fixed and unlimited vacancies', () => {
    const scenario = plainMarket(
      [employer('fixed', { vacancies: 10, skillMix: [0.2, 0.8] }), employer('all', { skillMix: [0, 1] })],
      {
        skills: [
          { id: 'a', label: 'a', payRatio: 1, practice: 0 },
          { id: 'b', label: 'b', payRatio: 1, practice: 0 },
        ],
      },
    );
    const market = marketOf(scenario);
    planVacancies(market, monthOfRun(market, 0));
    expect([...market.openings.subarray(2, 6)]).toEqual([2, 8, 0, UNLIMITED]);
  });
});

describe('calls from openings', () => {
  const setting = (answers: number, openings: number, scale = 1) => callSetting({ answers, openings }, scale);

  test('an opening makes two to four calls; the cells follow, with a least for small markets', () => {
    // 3 answers a thousand openings: 2^10 cells of one in 333 each.
    expect(setting(3, 1000)).toEqual({ cellBits: 10, callsPerOpening: 3.072 });
    expect(setting(8, 100_000)).toEqual({ cellBits: 15, callsPerOpening: 2.62144 });
    expect(setting(8, 100_000, 0.01)).toEqual({ cellBits: 10, callsPerOpening: 8.192 });
    expect(setting(1, 1e7).cellBits, 'the most').toBe(18);
    // 12 openings: 16 cells each are 192, so 2^8.
    expect(setting(3, 1200, 0.01)).toEqual({ cellBits: 8, callsPerOpening: 64 });
    expect(setting(3, 4).cellBits, 'the fewest').toBe(6);
  });

  test('more answers call more often to the same cells', () => {
    expect(setting(9, 100_000)).toMatchObject({ cellBits: setting(8, 100_000).cellBits });
  });

  test('a person stands in one slot of each layout', () => {
    expect([0, 1].map((layout) => slotOfPerson(-1, 10, layout))).toEqual([2046, 2047]);
    expect([0, 1].map((layout) => slotOfPerson(0, 10, layout))).toEqual([0, 1]);
  });

  test('skill and running number share a word without collision', () => {
    const numbers = [0, 1, 255].flatMap((skill) => [0, 1, 2 ** 24 - 1].map((n) => numberOfDraw(skill, n)));
    expect(new Set(numbers).size).toBe(numbers.length);
  });
});

describe('pay answers openings left', () => {
  test('nothing at the usual fill, per-doubling a year at twice the usual openings left', () => {
    expect(payAnswer(0.03 / 12, 20, 10, 0.5)).toBe(0);
    expect(12 * payAnswer(0.03 / 12, 20, 20, 0.5)).toBeCloseTo(0.03, 15);
    expect(12 * payAnswer(0.03 / 12, 20, 0, 0.5)).toBeCloseTo(-0.03, 15);
  });

  test('only employers that posted openings answer', () => {
    const employers = [employer('some', { vacancies: 20 }), employer('none', { vacancies: 0 })];
    const scenario = plainMarket(employers, { payAnswers: { perDoubling: 0.12, usualFill: 0.5 } });
    const market = marketOf(scenario);
    planVacancies(market, monthOfRun(market, 0));
    answerOpeningsWithPay(market);
    expect(market.employers.logPayAnswer[1]).toBeCloseTo(0.01, 15);
    expect(market.employers.logPayAnswer[2]).toBe(0);
  });
});

describe('vesting', () => {
  test('a cliff of twelve months, then every third', () => {
    const accrued = [0, 1, 11, 12, 13, 14, 15, 17, 18].map((tenure) => monthsNotVested(tenure, 12, 3));
    expect(accrued).toEqual([0, 1, 11, 0, 1, 2, 0, 2, 0]);
  });

  test('who leaves five months in forfeits five twelfths of the gain from equity', () => {
    const scenario = plainMarket([employer('only', { staff: constant(1), attributes: { equity: 60_000 } })], {
      months: 6,
      vesting: { cliffMonths: 12, intervalMonths: 3, refreshes: [] },
      choice: { costOfMoving: 0.1 },
    });
    const market = marketOf(scenario);
    market.people.vestsFrom[0] = 0;
    const values = new JobValues(market, monthOfRun(market, 5));
    expect(values.costOfLeaving(0)).toBeCloseTo(0.1 + (Math.log(1.3) * 5) / 12, 12);
  });
});

describe('the certainty equivalent of pay plus equity', () => {
  const gain = (share: number, sd: number, nothing: number, riskAversion: number) => {
    const outcomes = new Float64Array(LOTTERY_POINTS);
    lotteryOutcomes(sd, nothing, outcomes, 0);
    return certaintyEquivalentGain(share, nothing, outcomes, 0, riskAversion);
  };

  test('who does not mind risk values equity at its mean, whatever the risk', () => {
    expect(gain(0.5, 1.2, 0.6, 0)).toBeCloseTo(Math.log(1.5), 14);
  });

  test('without risk everybody does', () => {
    for (const riskAversion of [0, 0.5, 1, 3])
      expect(gain(0.5, 0, 0, riskAversion)).toBeCloseTo(Math.log(1.5), 14);
  });

  test('all or nothing: log utility, and risk aversion of two', () => {
    // Worth 0.5 ÷ 0.25 = 2 with probability a quarter, nothing otherwise.
    expect(gain(0.5, 0, 0.75, 1)).toBeCloseTo(0.25 * Math.log(3), 14);
    expect(gain(0.5, 0, 0.75, 2)).toBeCloseTo(-Math.log(0.75 + 0.25 / 3), 14);
  });

  test('the rule’s own mean of the outcomes is what they are worth on average', () => {
    const outcomes = new Float64Array(LOTTERY_POINTS);
    lotteryOutcomes(1, 0.75, outcomes, 0);
    const weights = [0.011257411327720689, 0.22207592200561263, 0.5333333333333333];
    const all = [...weights, weights[1]!, weights[0]!];
    const mean = all.reduce((sum, weight, at) => sum + weight * outcomes[at]!, 0);
    expect(mean * 0.25).toBeCloseTo(1, 14);
  });

  test('five points are near a thousand where equity is as risky as a listed share’s', () => {
    const [share, sd, riskAversion, points] = [0.5, 0.4, 2, 1000];
    let expected = 0;
    for (let at = 0; at < points; at++) {
      const z = ((at + 0.5) / points - 0.5) * 16;
      const density = (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) * (16 / points);
      expected += density * (1 + share * Math.exp(sd * z - (sd * sd) / 2)) ** (1 - riskAversion);
    }
    expect(gain(share, sd, 0, riskAversion)).toBeCloseTo(Math.log(expected) / (1 - riskAversion), 4);
  });

  test('it lies between pay alone and pay plus the mean, and falls with risk and the dislike of it', () => {
    const number = (max: number) => fc.double({ min: 0, max, noNaN: true });
    fc.assert(
      fc.property(number(5), number(1.5), number(0.95), number(4), (share, sd, nothing, riskAversion) => {
        // Near a risk aversion of one the logarithm of nearly one is divided by nearly nothing.
        fc.pre([riskAversion, riskAversion + 0.5].every((one) => Math.abs(one - 1) > 0.01));
        const value = gain(share, sd, nothing, riskAversion);
        expect(value).toBeGreaterThanOrEqual(-1e-12);
        expect(value).toBeLessThanOrEqual(Math.log(1 + share) + 1e-9);
        expect(gain(share, sd, nothing, riskAversion + 0.5)).toBeLessThanOrEqual(value + 1e-9);
        expect(gain(share, sd, nothing + (1 - nothing) / 2, riskAversion)).toBeLessThanOrEqual(value + 1e-9);
        expect(gain(share * 1.1, sd, nothing, riskAversion)).toBeGreaterThanOrEqual(value - 1e-9);
      }),
    );
  });
});

describe('what a job is worth', () => {
  test('part by part, for somebody at home abroad', () => {
    const here = region('here', 1);
    const scenario = plainMarket(
      [
        employer('now', { staff: constant(1) }),
        employer('next', {
          region: 'there',
          mission: [2],
          attributes: { pay: 300_000, equity: 30_000, autonomy: 1.5, brandRisk: 0.5 },
        }),
      ],
      {
        regions: [here, { ...here, id: 'there', share: 0 }],
        people: {
          tasteForAutonomy: constant(0.25),
          tasteForMission: constant(0.125),
          attachmentToHome: constant(0.5),
          equityBelief: constant(2),
        },
        choice: { costOfMoving: 0.2, costOfRelocating: 0.3 },
        skills: [{ id: 'any', label: '', payRatio: 1.5, practice: 0 }],
      },
    );
    const market = marketOf(scenario);
    const values = new JobValues(market, monthOfRun(market, 0));
    const value = values.ofOffer(0, 2, values.costOfLeaving(0));
    expect(values.parts[PART.pay]).toBeCloseTo(Math.log(300_000 * 1.5), 12);
    expect(values.parts[PART.equity]).toBeCloseTo(Math.log(1.2), 12);
    expect(values.parts[PART.autonomy]).toBeCloseTo(0.25, 12);
    expect(values.parts[PART.mission]).toBeCloseTo(0.25, 12);
    expect(values.parts[PART.home]).toBe(0);
    expect(values.parts[PART.cost]).toBeCloseTo(-0.5, 12);
    expect(value).toBe(values.parts.reduce((sum, part) => sum + part, 0));
    values.ofStaying(0);
    expect(values.parts[PART.home]).toBe(0.5);
    expect(values.parts[PART.cost]).toBeCloseTo(0, 15);
  });
});

describe('who looks', () => {
  const scenario = plainMarket([employer('only', { staff: constant(100), vacancies: 25 })], {
    people: {
      looksPerMonth: 0.03,
      largestLooksPerMonth: 0.5,
      looksAfterLayOff: { multiplier: 3, months: 2 },
      looksAtVesting: 2,
      looksPerOpening: 0.1,
    },
    vesting: { cliffMonths: 12, intervalMonths: 3, refreshes: [] },
    months: 20,
  });
  const probability = (change: (market: Market) => void) => {
    const market = marketOf(scenario);
    change(market);
    return probabilityOfLooking(market, monthOfRun(market, 15), 0, Float64Array.of(0.01));
  };

  test('the usual rate and recruiters’ calls; after a round; at the cliff; both; no more than the largest', () => {
    const roundAt = (at: number) => (market: Market) => {
      market.employers.lastLayOff[1] = at;
    };
    expect(probability(() => {})).toBeCloseTo(0.04, 15);
    expect(probability(roundAt(14)), 'a month ago').toBeCloseTo(0.1, 15);
    expect(probability(roundAt(13)), 'two months ago').toBeCloseTo(0.04, 15);
    const atCliff = (market: Market) => {
      market.people.vestsFrom[0] = 3;
    };
    expect(probability(atCliff)).toBeCloseTo(0.07, 15);
    expect(
      probability((market) => {
        roundAt(15)(market);
        atCliff(market);
      }),
    ).toBeCloseTo(0.19, 15);
    expect(
      probability((market) => {
        market.numbers.market.fill(0.9);
      }),
    ).toBe(0.5);
  });

  test('25 openings and 100 employed make 0.25 openings a head', () => {
    const market = marketOf(scenario);
    planVacancies(market, monthOfRun(market, 0));
    expect(recruitersCalls(market)[0]).toBeCloseTo(0.025, 15);
  });
});

describe('leaving and entering', () => {
  test('the lowest draws go, the same ones first however many', () => {
    const market = marketOf(plainMarket([employer('only', { staff: constant(30) })]));
    const five = lowestDraws(market, START, 1, 5);
    expect(new Set(five).size).toBe(5);
    expect(lowestDraws(market, START, 1, 3)).toEqual(five.slice(0, 3));
    expect(lowestDraws(market, START, 1, 99).sort()).toEqual(
      rosterOf(market.people, market.employers, 1).sort(),
    );
  });

  test('120 graduates a year in two months are 60 in each, 30 at half scale', () => {
    const school = { ...programme('school', 120), months: [5, 6] };
    const graduates = (scale: number) => {
      const market = marketOf(plainMarket([employer('only')], { programmes: [school], scale }));
      return completing(market, monthOfRun(market, 4), market.studies.courses[0]!, 0);
    };
    expect(graduates(1)).toBe(60);
    expect(graduates(0.5)).toBe(30);
  });

  test('ten employers at half scale are five; a named one stays one', () => {
    const group = employer('group', { isNamed: false, count: 10 });
    const market = marketOf(plainMarket([group, employer('named')], { scale: 0.5 }));
    expect(membersSimulated(market, group)).toBe(5);
    expect(membersSimulated(market, employer('named'))).toBe(1);
  });

  test('an index by shares', () => {
    expect([0.1, 0.2, 0.6, 0.999].map((u) => drawnIndex([0.15, 0.45, 0.4], u))).toEqual([0, 1, 2, 2]);
    expect(drawnIndex([0.1, 0.2], 0.99), 'rounding of the sum falls to the last').toBe(1);
    const regions = [0.25, 0.75].map((share, at) => region(`${at}`, share));
    const scenario = { ...plainMarket([employer('only', { region: '0' })]), regions };
    expect([0.2, 0.3].map((u) => drawnRegion({ scenario }, u))).toEqual([0, 1]);
  });
});

describe('candidate months', () => {
  test('at one chance in ten a month: nine draws in ten are below 0.9, and wait longer than a month', () => {
    expect([0.99, 0.91, 0.89, 0.5, 1e-9].map((u) => firstSuccess(u, Math.log(0.9)))).toEqual([
      1, 1, 2, 7, 197,
    ]);
  });

  test('come every month at a rate of one, never at none, and the same for a person whoever else there is', () => {
    const candidatesOf = (largest: number, keys: number[]) => {
      const clock = new Clock(new KeyedDraws('seed'), 40, largest, 400);
      keys.forEach((key, person) => {
        clock.schedule(person, key, -1);
      });
      return Array.from({ length: 400 }, (_, at) => clock.candidates(at)).flatMap((people, at) =>
        people.length === 0 ? [] : [at],
      );
    };
    expect(candidatesOf(1, [7])).toEqual([0]);
    expect(candidatesOf(0, [7])).toEqual([]);
    const [alone] = candidatesOf(0.1, [7]);
    expect(candidatesOf(0.1, [3, 7])).toContain(alone);
  });
});

describe('keys', () => {
  test('of those who start, who enter later, and of employers never meet within their kind', () => {
    const starters = [0, 1, 2046].flatMap((slot) => [0, 1, 2 ** 20 - 1].map((n) => keyOfFirstStaff(slot, n)));
    const entrants = [-1, 0, 1].flatMap((at) =>
      [0, 31].flatMap((slot) => [0, 32_767].map((n) => keyOfEntrant(at, slot, n))),
    );
    expect(new Set([...starters, ...entrants]).size).toBe(starters.length + entrants.length);
    const employers = [0, 1, 2047].flatMap((slot) => [0, 2 ** 21 - 2].map((n) => keyOfEmployer(slot, n)));
    expect(new Set(employers).size).toBe(employers.length);
  });

  test('what they have no room for is said', () => {
    expect(() => keyOfFirstStaff(0, 2 ** 20)).toThrow(KeySpaceFull);
    expect(() => keyOfEntrant(0, 0, 2 ** 15)).toThrow(KeySpaceFull);
    expect(() => keyOfEmployer(0, 2 ** 21)).toThrow(KeySpaceFull);
    expect(() => checkMonthsFit(2049)).toThrow(KeySpaceFull);
    const programmes = Array.from({ length: 33 }, (_, at) => programme(`p${at}`, 1));
    expect(() => slotsOfProgrammes(plainMarket([], { programmes }))).toThrow(KeySpaceFull);
  });

  test('people beyond them, however many, are told before room is made for all', () => {
    const few = employer('few', { staff: constant(150) });
    const market = plainMarket([few], { people: { joblessShare: 1 - 1e-12 } });
    expect(() => createMarket(market, 'seed')).toThrow(KeySpaceFull);
  });

  test('slots depend on ids, not on their order', () => {
    const [one, other] = [employer('one'), employer('other')];
    expect(slotsOfGroups(plainMarket([one, other]))).toEqual(slotsOfGroups(plainMarket([other, one])));
  });

  test('replicate 0 is the seed itself', () => {
    expect([0, 3].map((replicate) => seedOfReplicate('s', replicate))).toEqual(['s', 's#3']);
  });
});
