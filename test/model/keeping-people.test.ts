import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { counterOffersTo, makeCounterOffers, withoutBeaten } from '../../src/model/counter-offers.ts';
import { createMarket } from '../../src/model/create-market.ts';
import { refreshEquity, staffRefreshed } from '../../src/model/equity-refreshes.ts';
import { JobValues } from '../../src/model/job-value.ts';
import { monthOfRun, NO_JOB } from '../../src/model/market.ts';
import { matchStably } from '../../src/model/matching.ts';
import { simulateMonth } from '../../src/model/month.ts';
import type { Options } from '../../src/model/options.ts';
import type { MonthRecord } from '../../src/model/records.ts';
import { simulate } from '../../src/model/simulation.ts';
import { parseScenario } from '../../src/scenario/parse.ts';
import type { Month, Scenario } from '../../src/scenario/scenario.ts';
import { constant, employer, plainMarket, programme, START } from '../support/plain-market.ts';
import { expectBinomial } from '../support/statistics.ts';

const η = 4.1;
/** Share who would rather have one of two jobs that differ by so much, log points. */
const logit = (difference: number) => 1 / (1 + Math.exp(-η * difference));

const runOf = (scenario: Scenario): MonthRecord[] => [...simulate(scenario, { replicate: 0 })];

function market(name: string): MonthRecord[] {
  const file = new URL(`../../scenarios/markets/${name}.yaml`, import.meta.url);
  const read = (path: string) => ({ path, text: readFileSync(file, 'utf8') });
  return runOf(parseScenario(`${name}.yaml`, { read }).scenario);
}

describe('counter-offers', () => {
  const present = (changes = {}) => employer('present', { staff: constant(3), vacancies: 0, ...changes });

  /** Three people of one employer, best first, who like its one rival better by 0.05, 0.05 and 0.15 log points. */
  function threeOffered(most: number, places: number) {
    const scenario = plainMarket([present(), employer('rival', { vacancies: places })], {
      hiring: { weightOfTalent: 1, fitSd: 0 },
      counterOffers: { share: 1, most },
    });
    const live = createMarket(scenario, 'seed');
    const month = monthOfRun(live, 0);
    const people = Int32Array.from({ length: 3 }, (_, person) => person);
    live.people.talent.set([3, 2, 1]);
    live.openings[2] = places;
    const values = new JobValues(live, month);
    const gains = [0.05, 0.05, 0.15];
    const options: Options = {
      start: Int32Array.of(0, 1, 2, 3),
      employer: Int32Array.of(2, 2, 2),
      value: Float64Array.from(gains, (gain, person) => values.ofStaying(person) + gain),
    };
    const searchers = { people, count: 3 };
    const counters = counterOffersTo(live, searchers, options, month);
    const matches = matchStably(live, searchers, withoutBeaten(live, options, searchers, counters), month);
    makeCounterOffers(live, searchers, options, matches, counters, month);
    return { matches: [...matches], ownPay: [...live.people.logOwnPay.subarray(0, 3)] };
  }

  test('an offer is beaten up to the most, and is one only if it could have been had', () => {
    // The third leaves: 0.15 is above the most. The first two are liked better than the third, so the place could have been theirs.
    const { matches, ownPay } = threeOffered(0.1, 1);
    expect(matches).toEqual([NO_JOB, NO_JOB, 2]);
    expect(ownPay[0]).toBeCloseTo(0.05, 12);
    expect(ownPay[1]).toBeCloseTo(0.05, 12);
    expect(ownPay[2]).toBe(0);
  });

  test('without a place there is no offer, and no raise', () => {
    expect(threeOffered(0.2, 0)).toEqual({ matches: [0, 0, 0], ownPay: [0, 0, 0] });
  });

  test('with room for all they stay, each for what their own offer was worth', () => {
    const { matches, ownPay } = threeOffered(0.2, 3);
    expect(matches).toEqual([0, 0, 0]);
    for (const [person, raise] of [0.05, 0.05, 0.15].entries()) expect(ownPay[person]).toBeCloseTo(raise, 12);
  });

  test('market counter-offers: 40.3% go, 9.7% stay for a raise of 0.097 on average', () => {
    const [month] = market('counter-offers');
    const { kept, microRaises, jobToJob } = month!.employers[0]!;
    expectBinomial(jobToJob, 20_000, 0.5 * logit(-0.2) + 0.25, 'people who go');
    expectBinomial(kept, 20_000, 0.5 * (0.5 - logit(-0.2)), 'people who stay for a raise');
    // Of a logistic gain x between 0 and 0.2: (0.2·F(0.2) − ∫F) ÷ (F(0.2) − ½); its sd is below 0.06, that of a uniform one.
    const integral = Math.log((1 + Math.exp(η * 0.2)) / 2) / η;
    const mean = (0.2 * logit(0.2) - integral) / (logit(0.2) - 0.5);
    expect(mean).toBeCloseTo(0.097, 3);
    expect(Math.abs(microRaises / 1e6 / kept - mean)).toBeLessThan((5 * 0.06) / Math.sqrt(kept));
  });

  test('no more than the most in all, whatever the number of counter-offers', () => {
    const scenario = plainMarket(
      [present({ staff: constant(200) }), employer('other', { attributes: { pay: 195_000 } })],
      {
        months: 12,
        counterOffers: { share: 1, most: 0.1 },
      },
    );
    const live = createMarket(scenario, 'seed');
    let largest = 0;
    for (let index = 0; index < 12; index++) {
      live.recorder.beginMonth(true);
      simulateMonth(live, monthOfRun(live, index));
      for (let person = 0; person < live.peopleCount; person++)
        largest = Math.max(largest, live.people.logOwnPay[person]!);
    }
    expect(largest).toBeLessThanOrEqual(0.1 + 1e-12);
    expect(largest).toBeGreaterThan(0.09);
  });

  test('fewer leave when more employers answer, or answer with more', () => {
    const leavers = (share: number, most: number) =>
      runOf(
        plainMarket([present({ staff: constant(2000) }), employer('other')], {
          counterOffers: { share, most },
        }),
      )[0]!.employers[0]!.jobToJob;
    // By the same draws: who stays at less stays at more, so each comparison holds for certain.
    expect(leavers(0.5, 0.1)).toBeLessThan(leavers(0, 0.1));
    expect(leavers(1, 0.1)).toBeLessThan(leavers(0.5, 0.1));
    expect(leavers(0.5, 0.3)).toBeLessThan(leavers(0.5, 0.1));
  });
});

describe('equity refreshes', () => {
  const withRefresh = (share: number) =>
    plainMarket(
      [employer('present', { staff: constant(1000), attributes: { equity: 60_000 } }), employer('other')],
      {
        months: 30,
        vesting: {
          cliffMonths: 12,
          intervalMonths: 3,
          refreshes: [{ id: 'one', month: START, to: { of: 'employer', id: 'present' }, share }],
        },
      },
    );

  test('five months after a refresh five twelfths of the gain are forfeited, after the cliff what accrues between two dates', () => {
    const live = createMarket(withRefresh(1), 'seed');
    live.people.hiredAt[0] = live.people.vestsFrom[0] = -2;
    const forfeited = (index: number) => new JobValues(live, monthOfRun(live, index)).costOfLeaving(0);
    expect(forfeited(0)).toBeCloseTo((Math.log(1.3) * 2) / 12, 12); // hired two months ago
    refreshEquity(live, monthOfRun(live, 0));
    for (const [index, months] of [
      [0, 0],
      [5, 5],
      [11, 11],
      [12, 0],
      [13, 1],
      [15, 0],
    ] as const)
      expect(forfeited(index)).toBeCloseTo((Math.log(1.3) * months) / 12, 12);
    expect(live.people.hiredAt[0], 'the job goes on').toBe(-2);
  });

  test('a share of the staff gets it, and nobody elsewhere', () => {
    const scenario = withRefresh(0.3);
    const live = createMarket(scenario, 'seed');
    const refreshed = staffRefreshed(live, monthOfRun(live, 0), scenario.vesting!.refreshes[0]!);
    expectBinomial(refreshed.length, 1000, 0.3, 'people refreshed');
    expect(refreshed.every((person) => live.people.employer[person] === 1)).toBe(true);
  });

  test('market equity-refresh: 28.9% go instead of half', () => {
    const last = market('equity-refresh').at(-1)!;
    expectBinomial(last.employers[0]!.jobToJob, 20_000, logit((-0.24 * 11) / 12), 'people who go');
  });
});

describe('causes that move', () => {
  test('market causes-move: 52.7% of those who enter choose the clinic until June, 63.7% from July', () => {
    const months = market('causes-move');
    const share = (from: number, to: number) => {
      const rows = months.slice(from, to).flatMap(({ firstJobs }) => firstJobs);
      return rows.reduce((sum, { people }) => sum + people, 0);
    };
    expect(share(0, 6)).toBe(12_000);
    const hired = (from: number, to: number) =>
      months.slice(from, to).reduce((sum, { employers }) => sum + employers[0]!.hires, 0);
    expectBinomial(hired(0, 6), 12_000, 0.1 * logit(0.3) + 0.9 * 0.5, 'until June');
    expectBinomial(hired(6, 12), 12_000, 0.5 * logit(0.3) + 0.5 * 0.5, 'from July');
  });

  test('nobody who is there already changes the cause they hold; those who enter hold what has a share', () => {
    const only = employer('only', { staff: constant(500), mission: [0, 0] });
    const scenario = plainMarket([only], {
      months: 2,
      causes: ['one', 'other'].map((id) => ({ id, label: id, share: 0.5 })),
      programmes: [programme('school', 1200)],
      timeline: [
        {
          id: 'gone',
          label: 'gone',
          from: (START + 1) as Month,
          until: null,
          rampMonths: 0,
          target: { of: 'cause', id: 'one', attribute: 'share' },
          operation: 'set',
          value: 0,
        },
      ],
    });
    const live = createMarket(scenario, 'seed');
    const holdOne = (from: number, to: number) =>
      live.people.cause.subarray(from, to).filter((cause) => cause === 0).length;
    expectBinomial(holdOne(0, 500), 500, 0.5, 'at the start');
    const before = live.people.cause.slice(0, 500);
    for (const index of [0, 1]) {
      live.recorder.beginMonth(true);
      simulateMonth(live, monthOfRun(live, index));
    }
    expectBinomial(holdOne(500, 600), 100, 0.5, 'of the first month');
    expect(live.people.cause.slice(0, 500)).toEqual(before);
    expect(live.peopleCount).toBe(700);
    expect(holdOne(600, 700), 'of the second').toBe(0);
  });
});
