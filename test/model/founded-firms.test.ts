import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { createMarket } from '../../src/model/create-market.ts';
import { fateOf, goesAlong } from '../../src/model/firm-ends.ts';
import { foundFirm, targetOfFirm } from '../../src/model/firms.ts';
import { JobValues, PART } from '../../src/model/job-value.ts';
import { type Market, monthOfRun } from '../../src/model/market.ts';
import { takeJob } from '../../src/model/moves.ts';
import type { MonthRecord } from '../../src/model/records.ts';
import { simulate } from '../../src/model/simulation.ts';
import { stagesOf } from '../../src/model/stages.ts';
import { loadScenario } from '../../src/runtime/scenario-files.ts';
import type { FundingRounds, Month, Scenario } from '../../src/scenario/scenario.ts';
import { constant, employer, plainMarket, START } from '../support/plain-market.ts';
import { expectBinomial } from '../support/statistics.ts';

const FIRMS = 4000;
const group = (id: string, attributes = {}) =>
  employer(id, { isNamed: false, count: 0, sector: id, vacancies: 'planned', attributes });

const ROUNDS: FundingRounds = {
  perMonth: 0.1,
  most: 2,
  equityMultiple: 3,
  nothingMultiple: 0.5,
  failureMultiple: 0.5,
  staffMultiple: 1,
};

/** People without a job who all found a firm in the first month and never again, beside a buyer who hires nobody. */
function firms(change: Parameters<typeof plainMarket>[1] = {}, failurePerMonth = 0.03): Scenario {
  const founders = { count: FIRMS + 10 };
  return plainMarket(
    [
      employer('buyer', { staff: constant(10), vacancies: 0, attributes: { pay: 900_000 } }),
      ...['stealth', 'launched', 'listed'].map((id) => group(id, { equity: 50_000, equityNothing: 0.8 })),
    ],
    {
      months: 300,
      founding: {
        rate: 1,
        pay: 100_000,
        exitValue: 0,
        exitNothing: 0,
        exitSd: 0,
        yearsToExit: 1,
        autonomy: 0,
        mission: 0,
        skills: [1],
        stealthGroup: 'stealth',
        launchedGroup: 'launched',
        stealthMonths: 6,
        stealthStaff: constant(1),
        launchedStaff: constant(1),
        failurePerMonth,
      },
      timeline: [
        {
          id: 'once',
          label: '',
          from: (START + 1) as Month,
          until: null,
          rampMonths: 0,
          target: { of: 'market', attribute: 'founding.rate' },
          operation: 'set',
          value: 0,
        },
      ],
      ...change,
      choice: { elasticity: 100, ...change.choice },
      people: { ...founders, ...change.people },
    },
  );
}

/** A market with one founded firm, whose founder is person 10. */
function withOneFirm(change: Parameters<typeof plainMarket>[1] = {}): { market: Market; firm: number } {
  const market = createMarket(firms({ people: { count: 11 }, ...change }), 'seed');
  const firm = foundFirm(market, monthOfRun(market, 0), 10);
  takeJob(market, 10, firm, 'founding', 0);
  return { market, firm };
}

function sumOver(scenario: Scenario, of: (record: MonthRecord) => number): number {
  let sum = 0;
  for (const record of simulate(scenario)) sum += of(record);
  return sum;
}

describe('competing risks', () => {
  const bought = { perMonth: 0.02, buyers: ['buyer'] };
  const listed = { perMonth: 0.01, group: 'listed', afterRounds: 1 };

  /**
   * Probability of ending with nothing, by first-step analysis: in stealth or not, by rounds so far. A month: fail, be bought or
   * list; else perhaps raise a round and come out.
   */
  function nothingOf(failure: number, rounds: FundingRounds, stealthMonths: number): number {
    const states = Array.from({ length: 2 * (rounds.most + 1) }, () => 0.5);
    const at = (isOut: number, stage: number) => isOut * (rounds.most + 1) + stage;
    for (let pass = 0; pass < 5000; pass++) {
      for (const isOut of [0, 1]) {
        for (let stage = 0; stage <= rounds.most; stage++) {
          const fails = failure * rounds.failureMultiple ** stage;
          const other = isOut * (bought.perMonth + (stage >= listed.afterRounds ? listed.perMonth : 0));
          const raises = stage < rounds.most ? rounds.perMonth : 0;
          const comesOut = isOut === 1 ? 1 : 1 / stealthMonths;
          const onwards = (stage: number) =>
            comesOut * states[at(1, stage)]! + (1 - comesOut) * states[at(0, stage)]!;
          const goesOn = raises * onwards(Math.min(stage + 1, rounds.most)) + (1 - raises) * onwards(stage);
          states[at(isOut, stage)] = fails + (1 - fails - other) * goesOn;
        }
      }
    }
    // In the month of founding nothing ends, but a round may be raised and the firm come out.
    const first = (stage: number) =>
      states[at(1, stage)]! / stealthMonths + (1 - 1 / stealthMonths) * states[at(0, stage)]!;
    return rounds.perMonth * first(1) + (1 - rounds.perMonth) * first(0);
  }

  test('so many firms end with nothing as first-step analysis says', () => {
    const scenario = firms({ fundingRounds: ROUNDS, acquisitions: bought, listings: listed });
    const failed = sumOver(scenario, ({ market }) => market.failed);
    const ended = failed + sumOver(scenario, ({ market }) => market.acquired + market.listed);
    expect(ended, 'all but a few in 25 years').toBeGreaterThan(FIRMS * 0.97);
    expectBinomial(failed, ended, nothingOf(0.03, ROUNDS, 6), 'firms that fail, of those that end');
  });

  test('without stages and stealth it is failure ÷ all three', () => {
    const scenario = firms({
      acquisitions: bought,
      listings: { ...listed, afterRounds: 0 },
      founding: { ...firms().founding!, stealthMonths: 1 },
    });
    const failed = sumOver(scenario, ({ market }) => market.failed);
    const ended = failed + sumOver(scenario, ({ market }) => market.acquired + market.listed);
    expectBinomial(failed, ended, 0.03 / 0.06, 'firms that fail');
  });

  test('one draw decides: failure first, then the buyer, then the exchange, and stealth only fails', () => {
    const { market, firm } = withOneFirm({ acquisitions: bought, listings: { ...listed, afterRounds: 0 } });
    const risks = { failure: 0.03, acquisition: 0.02, listing: 0.01 };
    const fates = () => [0.029, 0.049, 0.059, 0.061].map((u) => fateOf(market, risks, firm, u));
    expect(fates()).toEqual(['fails', 'goes on', 'goes on', 'goes on']);
    market.employers.group[firm] = 2; // out of stealth
    expect(fates()).toEqual(['fails', 'is bought', 'lists', 'goes on']);
  });

  test('probabilities that sum to more than one stop the market', () => {
    const scenario = firms({ acquisitions: { ...bought, perMonth: 0.99 } });
    expect(() => [...simulate(scenario)]).toThrow(/failure, acquisition and listing .* together above 1/);
  });
});

describe('rounds of funding', () => {
  test('each is a power of its multiple', () => {
    const stages = stagesOf({ fundingRounds: ROUNDS });
    expect([...stages.equity]).toEqual([1, 3, 9]);
    expect([...stages.nothing]).toEqual([1, 0.5, 0.25]);
    expect(stagesOf({ fundingRounds: null }).count).toBe(1);
  });

  test('a round revalues equity: worth more, and less likely nothing', () => {
    const { market, firm } = withOneFirm({
      fundingRounds: ROUNDS,
      people: { count: 11, riskAversion: constant(1) },
    });
    const equityAfter = (rounds: number) => {
      market.employers.rounds[firm] = rounds;
      const values = new JobValues(market, monthOfRun(market, 0));
      values.ofOffer(0, firm, 0);
      return values.parts[PART.equity];
    };
    // Log utility, all or nothing: worth e ÷ (1 − q) of pay with probability 1 − q.
    const gain = (share: number, nothing: number) => (1 - nothing) * Math.log(1 + share / (1 - nothing));
    expect(equityAfter(0)).toBeCloseTo(gain(0.25, 0.8), 12);
    expect(equityAfter(1)).toBeCloseTo(gain(0.75, 0.4), 12);
    expect(equityAfter(2)).toBeCloseTo(gain(2.25, 0.2), 12);
  });

  test('two rounds are raised in two months and the first is counted; staff wanted doubles with each', () => {
    const fundingRounds = { ...ROUNDS, perMonth: 1, staffMultiple: 2 };
    const scenario = firms({ months: 3, fundingRounds, people: { count: 13 } }, 0);
    const records = [...simulate(scenario)];
    expect(records.map(({ market }) => market.firstRounds)).toEqual([3, 0, 0]);
    expect(records.map(({ market }) => market.rounds)).toEqual([3, 3, 0]);
    const { market, firm } = withOneFirm({ fundingRounds });
    market.employers.rounds[firm] = 2;
    expect(targetOfFirm(market, firm)).toBe(4);
  });
});

describe('acquisition', () => {
  test('who goes along: the buyer’s job is worth the present one less the cost of a move', () => {
    const goes = (buyersPay: number, costOfMoving: number) => {
      const scenario = firms({ people: { count: 11 }, choice: { elasticity: 1e9, costOfMoving } });
      scenario.employers[0]!.attributes.pay = buyersPay;
      scenario.employers[1]!.attributes.equity = 0;
      const market = createMarket(scenario, 'seed');
      const firm = foundFirm(market, monthOfRun(market, 0), 10);
      takeJob(market, 10, firm, 'founding', 0);
      return goesAlong(market, new JobValues(market, monthOfRun(market, 0)), 10, 1);
    };
    expect(goes(210_000, 0)).toBe(true);
    expect(goes(190_000, 0)).toBe(false);
    expect(goes(190_000, 0.1), 'another job would cost a tenth').toBe(true);
  });

  test('moves everybody to the buyer, into places counted in its plans; nothing is bought abroad', () => {
    const acquisitions = { perMonth: 0.9, buyers: ['buyer'] };
    const founding = { ...firms().founding!, stealthMonths: 1 };
    const [first, second] = [...simulate(firms({ months: 2, acquisitions, founding }, 0))];
    const buyer = (record: MonthRecord) => record.employers[0]!;
    expect(buyer(first!).staff).toBe(10);
    expect(buyer(second!).staff).toBe(10 + second!.market.acquired);
    expect(buyer(second!).hires).toBe(second!.market.acquired);
    expect(buyer(second!).wantedStaff).toBe(10 + second!.market.acquired);
    const here = firms().regions[0]!;
    const abroad = firms({
      months: 2,
      acquisitions,
      founding,
      regions: [
        { ...here, share: 0 },
        { ...here, id: 'there', share: 1 },
      ],
    });
    expect(sumOver(abroad, ({ market }) => market.acquired)).toBe(0);
  });
});

test('the shipped market of firms that end: a quarter fail, half are bought, a quarter list', () => {
  const path = fileURLToPath(new URL('../../scenarios/markets/firms-end.yaml', import.meta.url));
  const { scenario } = loadScenario(path);
  const records = [...simulate(scenario)];
  const sum = (of: (record: MonthRecord) => number) => records.reduce((total, one) => total + of(one), 0);
  expect(sum(({ market }) => market.founded)).toBe(4000);
  expectBinomial(
    sum(({ market }) => market.failed),
    4000,
    0.25,
    'fail',
  );
  expectBinomial(
    sum(({ market }) => market.acquired),
    4000,
    0.5,
    'are bought',
  );
  expectBinomial(
    sum(({ market }) => market.listed),
    4000,
    0.25,
    'list',
  );
  expect(records.at(-1)!.employers[0]!.staff).toBe(1000 + sum(({ market }) => market.acquired));
});

describe('directions: what makes more of an end makes no more of another', () => {
  const levers: [lever: string, change: Parameters<typeof firms>[0], of: (record: MonthRecord) => number][] =
    [
      [
        'acquisitions',
        { acquisitions: { perMonth: 0.05, buyers: ['buyer'] } },
        ({ market }) => market.acquired,
      ],
      [
        'listings',
        { listings: { perMonth: 0.05, group: 'listed', afterRounds: 0 } },
        ({ market }) => market.listed,
      ],
      ['rounds', { fundingRounds: ROUNDS }, ({ market }) => market.rounds],
    ];
  for (const [lever, change, of] of levers) {
    test(`${lever} happen, and fewer firms fail in three years`, () => {
      const failures = (scenario: Scenario) => sumOver(scenario, ({ market }) => market.failed);
      const [without, with_] = [firms({ months: 36 }), firms({ months: 36, ...change })];
      expect(sumOver(with_, of)).toBeGreaterThan(0);
      expect(sumOver(without, of)).toBe(0);
      expect(failures(with_)).toBeLessThan(failures(without));
    });
  }
});
