import { describe, expect, test } from 'vitest';
import { createMarket } from '../../src/model/create-market.ts';
import { monthOfRun } from '../../src/model/market.ts';
import { meetVacancies } from '../../src/model/meetings.ts';
import { planVacancies } from '../../src/model/planning.ts';
import type { MonthRecord } from '../../src/model/records.ts';
import { chooseSearchers } from '../../src/model/search.ts';
import { simulate } from '../../src/model/simulation.ts';
import { applyDriversAndEvents } from '../../src/model/timeline.ts';
import type { Month, Scenario } from '../../src/scenario/scenario.ts';
import { constant, employer, plainMarket, programme, START } from '../support/plain-market.ts';
import { expectBinomial, ONCE_IN_A_MILLION } from '../support/statistics.ts';

const η = 4.1;
const PEOPLE = 40_000;

describe('logit shares, when everybody meets every employer and nobody runs out of vacancies', () => {
  const sharesOf = (utilities: number[]) => {
    const weights = utilities.map((utility) => Math.exp(η * utility));
    const sum = weights.reduce((a, b) => a + b);
    return weights.map((weight) => weight / sum);
  };

  test('of two employers: pay against autonomy', () => {
    const scenario = plainMarket(
      [
        employer('calm', { staff: constant(PEOPLE), attributes: { autonomy: 1 } }),
        employer('rich', { attributes: { pay: 220_000 } }),
      ],
      { people: { tasteForAutonomy: constant(0.06) } },
    );
    const [, rich] = sharesOf([Math.log(200_000) + 0.06, Math.log(220_000)]);
    expectBinomial(staffAfter(scenario).get('rich')!, PEOPLE, rich!, 'staff of the rich employer');
  });

  test('of three: pay, equity without risk and mission, wherever people were', () => {
    const scenario = plainMarket(
      [
        employer('pay', { staff: constant(PEOPLE / 2), attributes: { pay: 230_000 } }),
        employer('equity', { staff: constant(PEOPLE / 2), attributes: { equity: 40_000 } }),
        employer('mission', { mission: [1.5] }),
      ],
      { people: { tasteForMission: constant(0.1), riskAversion: constant(2) } },
    );
    const shares = sharesOf([Math.log(230_000), Math.log(240_000), Math.log(200_000) + 0.15]);
    const staff = [...staffAfter(scenario).values()];
    staff.forEach((count, at) => {
      expectBinomial(count, PEOPLE, shares[at]!, `employer ${at}`);
    });
  });

  test('of a job and none, at the pay-equivalent of having none', () => {
    const scenario = plainMarket([employer('only')], {
      people: { count: PEOPLE },
      choice: { noJobPay: 180_000 },
    });
    const [job] = sharesOf([Math.log(200_000), Math.log(180_000)]);
    expectBinomial(staffAfter(scenario).get('only')!, PEOPLE, job!, 'people who take the job');
  });

  test('the cost of moving is taken from every job but the present', () => {
    const scenario = plainMarket([employer('present', { staff: constant(PEOPLE) }), employer('other')], {
      choice: { costOfMoving: 0.3 },
    });
    const [, other] = sharesOf([0, -0.3]);
    expectBinomial(staffAfter(scenario).get('other')!, PEOPLE, other!, 'people who move');
  });

  test('normal tastes: the mixed logit is the mean of logits', () => {
    const scenario = plainMarket(
      [employer('plain', { staff: constant(PEOPLE) }), employer('free', { attributes: { autonomy: 1 } })],
      { people: { tasteForAutonomy: { kind: 'normal', mean: 0.1, sd: 0.4 } } },
    );
    // Mean over the taste by the midpoint rule: 2,000 points over ±8 sd, error far below the tolerance.
    const [points, width] = [2000, 16];
    let share = 0;
    for (let at = 0; at < points; at++) {
      const z = ((at + 0.5) / points - 0.5) * width;
      const density = Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
      share += (sharesOf([0, 0.1 + 0.4 * z])[1]! * density * width) / points;
    }
    expectBinomial(staffAfter(scenario).get('free')!, PEOPLE, share, 'people at the free employer');
  });
});

test('d ln share ÷ d ln pay = η · (1 − share), by pairs of runs with 1% more and less pay', () => {
  const months = 12;
  const at = (pay: number) =>
    recordsOf(
      plainMarket(
        [employer('other', { staff: constant(PEOPLE) }), employer('own', { attributes: { pay } })],
        {
          months,
        },
      ),
    ).reduce((sum, record) => sum + record.employers[1]!.staff, 0);
  const [more, less] = [at(202_000), at(198_000)];
  const share = 0.5; // equal pay, and no tastes: every month is a draw of its own
  const tries = PEOPLE * months;
  const slope = (more - less) / tries / share / Math.log(202 / 198);
  // Who decides otherwise under more pay does so of their own: about tries · share · (1 − share) · η · 0.02 of them.
  const changed = tries * share * (1 - share) * η * Math.log(202 / 198);
  const tolerance = (η * (1 - share) * ONCE_IN_A_MILLION) / Math.sqrt(changed);
  expect(Math.abs(slope - η * (1 - share))).toBeLessThan(tolerance);
  expect(tolerance, 'a test that means something').toBeLessThan(0.1 * η);
});

describe('constant rates', () => {
  const closed = { staff: constant(PEOPLE), vacancies: 0 } as const;

  test('tenure is geometric: people left after k months are (1 − rate)^k, however wide the candidates', () => {
    for (const largestQuitPerMonth of [0.05, 0.4, 1]) {
      const scenario = plainMarket([employer('only', closed)], {
        months: 12,
        separations: { quitPerMonth: 0.05, largestQuitPerMonth },
      });
      const records = recordsOf(scenario);
      for (const months of [1, 2, 6, 12]) {
        expectBinomial(
          records[months - 1]!.employers[0]!.staff,
          PEOPLE,
          0.95 ** months,
          `survivors after ${months} months, candidates at ${largestQuitPerMonth}`,
        );
      }
    }
  });

  test('exits and, in study months, leaving for studies share one draw', () => {
    const scenario = plainMarket([employer('only', closed)], {
      separations: { leaveFieldPerMonth: 0.02, leaveForStudiesPerMonth: 0.03, studyMonths: [1] },
    });
    const { flows } = recordsOf(scenario)[0]!;
    const people = (kind: string) => flows.find((flow) => flow.kind === kind)!.people;
    expectBinomial(people('exit'), PEOPLE, 0.02, 'exits');
    expectBinomial(people('studies'), PEOPLE, 0.03, 'studies');
  });

  test('who has no job leaves the field at a rate of their own', () => {
    const scenario = plainMarket([employer('only', { vacancies: 0 })], {
      people: { count: PEOPLE },
      separations: { leaveFieldWithoutJobPerMonth: 0.04 },
    });
    expectBinomial(recordsOf(scenario)[0]!.flows[0]!.people, PEOPLE, 0.04, 'exits');
  });

  test('lay-offs at a monthly rate', () => {
    const scenario = plainMarket([employer('only', { ...closed, attributes: { layOffRate: 0.03 } })]);
    expectBinomial(recordsOf(scenario)[0]!.employers[0]!.layOffs, PEOPLE, 0.03, 'lay-offs');
  });

  test('the employed look at their rate, however wide the candidates', () => {
    const scenario = plainMarket([employer('only', closed)], {
      months: 4,
      people: { looksPerMonth: 0.1, largestLooksPerMonth: 0.3 },
    });
    for (const { market, month } of recordsOf(scenario))
      expectBinomial(market.searchers, PEOPLE, 0.1, `who look in ${month}`);
  });
});

describe('counts rounded without bias', () => {
  test('a round of 250 people at 1% lays off two or three, as often one as the other', () => {
    const runs = 400;
    const rounds = [{ id: 'round', month: START, employer: 'only', people: 250 }];
    const scenario = plainMarket([employer('only', { staff: constant(20), vacancies: 0 })], {
      layOffs: { aiShare: 0.01, rounds },
    });
    const counts = Array.from({ length: runs }, (_, replicate) => {
      const [record] = simulate(scenario, { replicate });
      return record!.employers[0]!.layOffs;
    });
    expect(new Set(counts)).toEqual(new Set([2, 3]));
    expectBinomial(counts.filter((count) => count === 3).length, runs, 0.5, 'rounds that laid off three');
  });

  test('entrants: 0.37 a month makes 0.37 a month', () => {
    const months = 1000;
    const scenario = plainMarket([employer('only', { vacancies: 0 })], {
      months,
      people: { contacts: 1 },
      programmes: [programme('school', 12 * 0.37)],
    });
    const entries = recordsOf(scenario).map((record) => record.regions[0]!.entries);
    expect(new Set(entries)).toEqual(new Set([0, 1]));
    expectBinomial(entries.filter((count) => count === 1).length, months, 0.37, 'months with an entrant');
  });

  test('members of a group, and staff wanted by 2,000 employers of 0.3', () => {
    const scenario = plainMarket([
      employer('small', { isNamed: false, count: 2000, staff: constant(0.3), vacancies: 0 }),
    ]);
    expectBinomial(recordsOf(scenario)[0]!.employers[0]!.staff, 2000, 0.3, 'employers of one person');
  });
});

describe('thinning: what a contact finds is in proportion to openings', () => {
  const contacts = { contacts: 1, count: PEOPLE };
  /** Openings that a place may have beyond those declared: MODEL.md, "Meeting". */
  const slack = 4;
  const meetingsOf = (scenario: Scenario) => recordsOf(scenario)[0]!.market.meetings;
  const three = (change: Parameters<typeof employer>[1] = {}) =>
    [10, 30, 50].map((vacancies) => employer(`of-${vacancies}`, { vacancies, ...change }));
  const declared = 90 + 3 * slack;
  // Nobody takes a job, so that meetings alone are counted.
  const idle = { noJobPay: 1e12 };

  test('one contact meets with probability openings ÷ declared openings', () => {
    const scenario = plainMarket(three(), { people: contacts, choice: idle });
    expectBinomial(meetingsOf(scenario), PEOPLE, 90 / declared, 'meetings');
  });

  test('half the openings frozen, half the answers', () => {
    const scenario = plainMarket(three({ attributes: { freeze: 0.5 } }), { people: contacts, choice: idle });
    expectBinomial(meetingsOf(scenario), PEOPLE, 45 / declared, 'meetings');
  });

  test('an employer abroad answers less often', () => {
    const scenario = plainMarket(three({ region: 'abroad' }), {
      people: contacts,
      choice: { ...idle, answersAbroad: 0.3 },
      regions: [
        { id: 'here', label: 'here', share: 1 },
        { id: 'abroad', label: 'abroad', share: 0 },
      ],
    });
    expectBinomial(meetingsOf(scenario), PEOPLE, (0.3 * 90) / declared, 'meetings');
  });

  test('within a block each employer answers in proportion to its own openings', () => {
    // A hundred employers of 0.5 to 3.5 people that all want three times as many from the second month on: two blocks.
    const growth = {
      id: 'growth',
      label: '',
      from: (START + 1) as Month,
      until: null,
      rampMonths: 0,
      target: { of: 'employer', id: 'block', attribute: 'demand' },
      operation: 'set',
      value: 3,
    } as const;
    const small = employer('block', {
      isNamed: false,
      count: 100,
      staff: { kind: 'uniform', from: 0.5, to: 3.5 },
      vacancies: 'planned',
      attributes: { adjustment: 1 },
      openingsBound: { shareOfStaff: 3, atLeast: 1 },
    });
    const scenario = plainMarket([small], {
      months: 2,
      people: { ...contacts, looksPerMonth: 0, largestLooksPerMonth: 0 },
      timeline: [growth],
    });
    const market = createMarket(scenario, 'seed');
    const month = monthOfRun(market, 1);
    applyDriversAndEvents(market, month);
    planVacancies(market, month);
    const searchers = chooseSearchers(market, month);
    const meetings = meetVacancies(market, searchers, month);
    const met = new Map<number, number>();
    for (const one of meetings.employer.subarray(0, meetings.start[searchers.count]!))
      met.set(one, (met.get(one) ?? 0) + 1);
    const bounds = market.contactList.bound.reduce((sum, bound) => sum + bound, 0);
    const openings = new Set<number>();
    for (let one = 1; one < market.employerCount; one++) {
      openings.add(market.openings[one]!);
      const probability = market.openings[one]! / bounds;
      expectBinomial(met.get(one) ?? 0, searchers.count, probability, `employer ${one}`, 6);
    }
    expect(openings.size, 'employers with different openings').toBeGreaterThan(4);
  });
});

function recordsOf(scenario: Scenario): MonthRecord[] {
  return [...simulate(scenario)];
}

/** Staff by unit at the end of the last month. */
function staffAfter(scenario: Scenario): Map<string, number> {
  return new Map(
    recordsOf(scenario)
      .at(-1)!
      .employers.map(({ unit, staff }) => [unit, staff]),
  );
}
