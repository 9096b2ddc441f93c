import { describe, expect, test } from 'vitest';
import type { MonthRecord } from '../../src/model/records.ts';
import { simulate } from '../../src/model/simulation.ts';
import type { Scenario } from '../../src/scenario/scenario.ts';
import { constant, employer, plainMarket, programme, region, START } from '../support/plain-market.ts';
import { expectBinomial, expectMean, ONCE_IN_A_MILLION } from '../support/statistics.ts';

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

describe('calls: answers are in proportion to openings', () => {
  // 90 openings give 0.9 answers, so a call in a hundred reaches somebody: 10.24 calls an opening, to 1,024 cells a layout.
  const contacts = { answers: 0.9, openings: 90 };
  const CELLS = 1024;
  const CALLS_PER_OPENING = 10.24;
  const SEARCHERS = 200;
  const MONTHS = 400;
  // Nobody takes a job, so that meetings alone are counted, and the same people look every month.
  const idle = { noJobPay: 1e12 };

  /** That one who looks meets an employer with so many openings: MODEL.md, "Meeting". */
  const probabilityOfMeeting = (openings: number) => {
    const calls = Math.floor(CALLS_PER_OPENING * openings);
    const oneMore = CALLS_PER_OPENING * openings - calls;
    return 1 - (1 - 1 / CELLS) ** calls * (1 - oneMore / CELLS);
  };
  const small = (count: number, change: Parameters<typeof employer>[1] = {}) =>
    employer('small', { isNamed: false, count, vacancies: 1, ...change });
  const meetings = (employers: Parameters<typeof plainMarket>[0], change: Partial<Scenario> = {}) =>
    recordsOf({
      ...plainMarket(employers, {
        months: MONTHS,
        people: { contacts, count: SEARCHERS },
        choice: { ...idle, answersAbroad: 0.3 },
      }),
      ...change,
    }).map((record) => record.market.meetings);
  const regions = ['here', 'abroad'].map((id, at) => region(id, 1 - at));

  test.each([1, 10, 50, 500])(
    'an employer with %d openings meets people as often as one of its calls reaches them',
    (vacancies) => {
      const expected = SEARCHERS * probabilityOfMeeting(vacancies);
      expectMean(meetings([employer('only', { vacancies })]), expected, 'meetings');
    },
  );

  test('90 employers of one opening give 0.9 answers; half of them frozen, half', () => {
    const expected = SEARCHERS * 90 * probabilityOfMeeting(1);
    expect(probabilityOfMeeting(1)).toBeCloseTo(0.01, 4);
    expectMean(meetings([small(90)]), expected, 'meetings');
    expectMean(
      meetings([small(90, { attributes: { freeze: 0.5 } })]),
      expected / 2,
      'meetings under a freeze',
    );
  });

  test('an employer abroad answers less often', () => {
    const expected = 0.3 * SEARCHERS * 90 * probabilityOfMeeting(1);
    expectMean(meetings([small(90, { region: 'abroad' })], { regions }), expected, 'meetings');
  });

  test('who hires without limit meets everybody at home, and abroad as often as answers from there count', () => {
    expect(new Set(meetings([employer('only')]))).toEqual(new Set([SEARCHERS]));
    const abroad = meetings([employer('only', { region: 'abroad' })], { regions });
    expectMean(abroad, 0.3 * SEARCHERS, 'meetings abroad');
  });

  test('a tenth of the market at scale 0.1 gives as many answers', () => {
    const tenth = meetings([small(900)], {
      scale: 0.1,
      people: { ...peopleOf(2000), contacts: { answers: 0.9, openings: 900 } },
    });
    expectMean(tenth, SEARCHERS * 90 * probabilityOfMeeting(1), 'meetings');
  });

  test('a matching function: the chance of a job rises with openings as 1 − e^−answers, while nobody competes', () => {
    for (const openings of [25, 50, 100]) {
      const runs = 200;
      const scenario = plainMarket(
        [1, 2, 3].map((at) => employer(`of-${at}`, { vacancies: openings })),
        { people: { contacts, count: 40 } },
      );
      const hires = Array.from({ length: runs }, (_, replicate) => {
        const [record] = simulate(scenario, { replicate });
        return record!.market.hires;
      });
      const chance = 1 - (1 - probabilityOfMeeting(openings)) ** 3;
      expect(chance).toBeCloseTo(1 - Math.exp((-3 * openings * contacts.answers) / contacts.openings), 2);
      expectMean(hires, 40 * chance, `hires of 40 at ${3 * openings} openings`);
    }
  });

  const peopleOf = (count: number) => plainMarket([], { people: { count } }).people;
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
