import { describe, expect, test } from 'vitest';
import type { FlowKind, MonthRecord } from '../../src/model/records.ts';
import { simulate } from '../../src/model/simulation.ts';
import type { EmployerAttributes, EmployerGroup, Scenario } from '../../src/scenario/scenario.ts';
import { isLong } from '../support/long-suite.ts';
import { constant, employer, plainMarket, programme, region, START } from '../support/plain-market.ts';

/**
 * Paired runs: the same seeds with and without the lever. Each lever is large enough that its mean effect is at least five
 * standard errors of the paired difference in so many runs, so a sign comes out wrong by chance less than once in 10⁶; one
 * that must change nothing changes nothing in any run.
 */
const RUNS = isLong ? 100 : 40;

const focusIn = (attributes: Partial<EmployerAttributes> = {}, change: Partial<EmployerGroup> = {}) =>
  employer('focus', {
    staff: constant(600),
    vacancies: 700,
    mission: [0.5],
    ...change,
    attributes: { equity: 60_000, equitySd: 1, equityNothing: 0.5, autonomy: 0.3, ...attributes },
  });

/** One month at given vacancies, more than people come so that hires can answer; pay answers off, tastes not negative. */
function market(focus: EmployerGroup, change: Parameters<typeof plainMarket>[1] = {}): Scenario {
  const others = [1, 2, 3, 4].map((at) =>
    employer(`other-${at}`, {
      staff: constant(200),
      vacancies: 60,
      mission: [0.2 * at],
      region: at % 2 === 0 ? 'there' : 'here',
      attributes: { pay: 190_000 + 5000 * at, equity: 10_000 * at, equitySd: 0.5, autonomy: 0.1 * at },
    }),
  );
  const { people, choice, separations, ...rest } = change;
  return plainMarket([focus, ...others], {
    regions: [region('here', 0.5), region('there', 0.5)],
    people: {
      joblessShare: 0.2,
      looksPerMonth: 0.4,
      contacts: { answers: 6, openings: 1000 },
      tasteForAutonomy: { kind: 'uniform', from: 0, to: 0.2 },
      tasteForMission: { kind: 'uniform', from: 0, to: 0.2 },
      attachmentToHome: { kind: 'uniform', from: 0, to: 0.2 },
      riskAversion: { kind: 'uniform', from: 0, to: 2 },
      talent: { kind: 'lognormal', median: 1, logSd: 0.5 },
      ...people,
    },
    choice: { costOfMoving: 0.05, noJobPay: 150_000, answersAbroad: 0.7, matchQualitySd: 0.1, ...choice },
    separations: { quitPerMonth: 0.02, ...separations },
    ...rest,
  });
}

type Measure = (record: MonthRecord) => number;
const row = (record: MonthRecord) => record.employers[0]!;
const hires: Measure = (record) => row(record).hires;
const leavers: Measure = (record) => row(record).jobToJob;
const moves: Measure = (record) => record.market.moves;
const meetings: Measure = (record) => record.market.meetings;
const searchers: Measure = (record) => record.market.searchers;
const fromNoJob: Measure = (record) => record.market.hires;
const crossings: Measure = (record) => record.regions.reduce((sum, region) => sum + region.arrivals, 0);
const layOffs: Measure = (record) => row(record).layOffs;
const quits: Measure = (record) => row(record).quits;
const founded: Measure = (record) => record.market.founded;
const movedTogether =
  (kind: FlowKind): Measure =>
  ({ flows }) =>
    flows.reduce((sum, flow) => (flow.kind === kind ? sum + flow.people : sum), 0);
const liftedOut = movedTogether('lift-out');
const takenOver = movedTogether('acqui-hire');

/** Half of the people look, so that some are left behind; three months, so that departures are known. */
function withTeams(teams: Partial<NonNullable<Scenario['teams']>>): Scenario {
  return market(focusIn(), {
    months: 3,
    people: { largestLooksPerMonth: 1 },
    teams: {
      size: constant(8),
      looksAfterLeaving: { multiplier: 1, months: 0 },
      ties: 0,
      tiesMonths: 12,
      follow: 0,
      followPlaces: 0.5,
      liftOuts: 0,
      liftOutPlaces: 3,
      founderPlaces: 0,
      ...teams,
    },
  });
}

const sooner: Scenario = {
  ...withTeams({ liftOuts: 1 }),
  leaveSooner: { multiple: 10, months: 12, laterMultiple: 1, laterMonths: 0 },
};

function acquiHire(premium: number, rule: 'allow' | 'forbid' = 'allow'): Scenario {
  const deal = { id: 'deal', month: START, from: 'other-3', to: 'focus', share: 0.9, premium };
  return market(focusIn(), {
    acquiHires: {
      deals: [deal],
      rate: 0,
      by: [],
      leastStaff: 1,
      share: 1,
      premium: 0,
      rule,
      ruleFrom: null,
      delayMonths: 0,
      sizeLimit: null,
    },
  });
}

function bound(share: number, enforced: number): Scenario {
  return market(focusIn(), { nonCompetes: { share, sectors: ['firm'], enforced: [enforced, enforced] } });
}

const plain = market(focusIn());
const better = {
  '5% more pay': { pay: 210_000 },
  'more equity': { equity: 90_000 },
  'equity less risky': { equitySd: 0, equityNothing: 0 },
  'more autonomy': { autonomy: 0.8 },
} as const;
const worse = { 'caution about the brand': { brandRisk: 0.5 }, '5% less pay': { pay: 190_000 } } as const;

describe('a better job at one employer', () => {
  for (const [lever, attributes] of Object.entries(better)) {
    test(`more hires and fewer leavers with ${lever}`, () => {
      const changed = market(focusIn(attributes));
      expectDirection(plain, changed, hires, +1, `more hires with ${lever}`);
      expectDirection(plain, changed, leavers, -1, `fewer voluntary leavers with ${lever}`);
    });
  }

  for (const [lever, attributes] of Object.entries(worse)) {
    test(`fewer hires and more leavers with ${lever}`, () => {
      const changed = market(focusIn(attributes));
      expectDirection(plain, changed, hires, -1, `fewer hires with ${lever}`);
      expectDirection(plain, changed, leavers, +1, `more voluntary leavers with ${lever}`);
    });
  }

  test('more hires and fewer leavers with more mission of people’s cause; nothing with mission of another', () => {
    const causes = [
      { id: 'theirs', label: '', share: 1 },
      { id: 'another', label: '', share: 0 },
    ];
    const withMission = (mission: number[]) => {
      const scenario = market(focusIn({}, { mission }), { causes });
      const others = scenario.employers.slice(1).map((other) => ({ ...other, mission: [0.4, 0.4] }));
      return { ...scenario, employers: [scenario.employers[0]!, ...others] };
    };
    const before = withMission([0.5, 0.5]);
    expectDirection(before, withMission([1.2, 0.5]), hires, +1, 'more hires with more mission');
    expectDirection(before, withMission([1.2, 0.5]), leavers, -1, 'fewer leavers with more mission');
    expectDirection(before, withMission([0.5, 3]), hires, 0, 'hires as before with another cause’s mission');
  });
});

describe('levers of the whole market', () => {
  const openings = (vacancies: number) => market(focusIn({}, { vacancies }));
  const rounds = (people: number) =>
    market(focusIn(), {
      layOffs: { aiShare: 0.1, rounds: [{ id: 'round', month: START, employer: 'focus', people }] },
    });
  const afterRound = (multiplier: number) =>
    market(focusIn(), {
      ...rounds(50),
      people: { looksAfterLayOff: { multiplier, months: 3 }, looksPerMonth: 0.2 },
    });
  const stealth = (id: string) => employer(id, { isNamed: false, count: 0, sector: id, region: null });
  const founding = (change: Partial<NonNullable<Scenario['founding']>>) => {
    const scenario = market(focusIn());
    return {
      ...scenario,
      employers: [...scenario.employers, stealth('stealth'), stealth('launched')],
      sectors: ['firm', 'stealth', 'launched'].map((id) => ({
        id,
        label: id,
        destination: 'industry' as const,
      })),
      founding: {
        rate: 0.2,
        pay: 100_000,
        exitValue: 2_000_000,
        exitNothing: 0.75,
        exitSd: 1,
        yearsToExit: 5,
        autonomy: 1,
        mission: 1,
        skills: [1],
        stealthGroup: 'stealth',
        launchedGroup: 'launched',
        stealthMonths: 12,
        stealthStaff: constant(4),
        launchedStaff: constant(15),
        failurePerMonth: 0,
        ...change,
      },
    };
  };
  const withPeople = (people: Partial<Scenario['people']>) => market(focusIn(), { people });
  const withChoice = (choice: Partial<Scenario['choice']>) => market(focusIn(), { choice });

  const table: [lever: string, before: Scenario, after: Scenario, Measure, what: string, sign: 1 | -1][] = [
    ['more openings', openings(120), openings(180), hires, 'hires', +1],
    ['half of openings frozen', plain, market(focusIn({ freeze: 0.5 })), hires, 'hires', -1],
    ['a dearer move', plain, withChoice({ costOfMoving: 0.2 }), moves, 'moves', -1],
    ['a dearer move abroad', plain, withChoice({ costOfRelocating: 0.3 }), crossings, 'moves abroad', -1],
    ['more answers from abroad', plain, withChoice({ answersAbroad: 1 }), meetings, 'meetings', +1],
    [
      'better lives without a job',
      plain,
      withChoice({ noJobPay: 200_000 }),
      fromNoJob,
      'hires from no job',
      -1,
    ],
    [
      'more answers',
      plain,
      withPeople({ contacts: { answers: 9, openings: 1000 } }),
      meetings,
      'meetings',
      +1,
    ],
    ['more search', plain, withPeople({ looksPerMonth: 0.6 }), moves, 'moves', +1],
    ['recruiters', plain, withPeople({ looksPerOpening: 0.5 }), searchers, 'people who look', +1],
    ['love of home', plain, withPeople({ attachmentToHome: constant(0.6) }), crossings, 'moves abroad', -1],
    [
      'fear of risk',
      plain,
      withPeople({ riskAversion: constant(4) }),
      hires,
      'hires of a risky employer',
      -1,
    ],
    [
      'faith in equity',
      plain,
      withPeople({ equityBeliefLevel: 2 }),
      hires,
      'hires of an employer rich in equity',
      +1,
    ],
    [
      'a higher quit rate',
      plain,
      market(focusIn(), { separations: { quitPerMonth: 0.1 } }),
      quits,
      'quits',
      +1,
    ],
    ['a larger round', rounds(100), rounds(900), layOffs, 'lay-offs', +1],
    ['a lay-off rate', plain, market(focusIn({ layOffRate: 0.05 })), layOffs, 'lay-offs', +1],
    ['alarm after a round', afterRound(1), afterRound(3), leavers, 'leavers', +1],
    ['funding', founding({}), founding({ rate: 0.6 }), founded, 'firms founded', +1],
    ['dearer exits', founding({}), founding({ exitValue: 6_000_000 }), founded, 'firms founded', +1],
    [
      'a founder’s salary',
      founding({}),
      founding({ pay: 60_000, exitValue: 0 }),
      founded,
      'firms founded',
      -1,
    ],
    [
      'more graduates',
      market(focusIn(), { programmes: [programme('school', 120)] }),
      market(focusIn(), { programmes: [programme('school', 2400)] }),
      fromNoJob,
      'hires from no job',
      +1,
    ],
    ['ties', withTeams({}), withTeams({ ties: 0.8 }), meetings, 'meetings', +1],
    [
      'unrest after a team-mate left',
      withTeams({}),
      withTeams({ looksAfterLeaving: { multiplier: 2, months: 2 } }),
      searchers,
      'people who look',
      +1,
    ],
    ['askings to follow', withTeams({}), withTeams({ follow: 0.3 }), moves, 'moves', +1],
    ['lift-outs', withTeams({}), withTeams({ liftOuts: 0.2 }), liftedOut, 'people lifted out', +1],
    [
      'more places for them',
      withTeams({ liftOuts: 0.2, followPlaces: 0, liftOutPlaces: 0.2 }),
      withTeams({ liftOuts: 0.2, followPlaces: 0, liftOutPlaces: 8 }),
      liftedOut,
      'people lifted out',
      +1,
    ],
    ['leaving sooner', withTeams({ liftOuts: 1 }), sooner, quits, 'quits', +1],
    ['a premium', acquiHire(0), acquiHire(0.2), takenOver, 'people who accept', +1],
    ['an antitrust rule', acquiHire(0.2), acquiHire(0.2, 'forbid'), takenOver, 'people who accept', -1],
    ['a ban of non-competes', bound(0.4, 1), bound(0, 1), moves, 'moves', +1],
    ['stricter enforcement', bound(0.4, 0.3), bound(0.4, 0.9), moves, 'moves', -1],
  ];

  for (const [lever, before, after, measure, what, sign] of table) {
    const says = `${sign > 0 ? 'more' : 'fewer'} ${what} with ${lever}`;
    test(says, () => {
      expectDirection(before, after, measure, sign, says);
    });
  }
});

describe('over a few months', () => {
  test('fewer voluntary leavers when equity vests later', () => {
    // Nobody is hired by the focus later, so that all who leave have the same tenure as those who stay.
    const vesting = (intervalMonths: number) =>
      market(focusIn({ equity: 120_000, equitySd: 0.2, equityNothing: 0 }, { vacancies: 0 }), {
        months: 1,
        vesting: { cliffMonths: 1, intervalMonths, refreshes: [] },
      });
    expectDirection(vesting(1), vesting(48), leavers, -1, 'fewer quits when equity vests later');
  });

  test('pay answers: openings left raise pay, filled ones lower it', () => {
    const scenario = (perDoubling: number, vacancies: number) =>
      market(focusIn({}, { vacancies }), { months: 3, payAnswers: { perDoubling, usualFill: 0.5 } });
    const pay: Measure = (record) => row(record).payIndex!;
    expectDirection(scenario(0, 600), scenario(0.3, 600), pay, +1, 'higher pay with openings left');
    expectDirection(scenario(0, 5), scenario(0.3, 5), pay, -1, 'lower pay with all openings filled');
  });
});

/** The last month of each run; a market of which more than one thing is asked is run once. */
function lastRecords(scenario: Scenario): readonly MonthRecord[] {
  const said = JSON.stringify(scenario);
  let records = lastRecordsOf.get(said);
  if (records === undefined) {
    records = Array.from({ length: RUNS }, (_, replicate) => [...simulate(scenario, { replicate })].at(-1)!);
    lastRecordsOf.set(said, records);
  }
  return records;
}
const lastRecordsOf = new Map<string, readonly MonthRecord[]>();

/** Asserts the sign of the mean paired difference, at five standard errors or more; 0 for no difference in any run. */
function expectDirection(
  before: Scenario,
  after: Scenario,
  measure: Measure,
  sign: 1 | 0 | -1,
  message: string,
): void {
  const changed = lastRecords(after);
  const differences = lastRecords(before).map(
    (record, replicate) => measure(changed[replicate]!) - measure(record),
  );
  if (sign === 0) {
    expect(differences, `expected ${message}`).toEqual(differences.map(() => 0));
    return;
  }
  const mean = differences.reduce((sum, difference) => sum + difference, 0) / RUNS;
  const variance = differences.reduce((sum, difference) => sum + (difference - mean) ** 2, 0) / (RUNS - 1);
  const errors = mean / Math.sqrt(variance / RUNS);
  const says = `expected ${message}; mean change ${mean}, ${errors.toFixed(1)} standard errors in ${RUNS} runs`;
  expect(sign * mean, says).toBeGreaterThan(0);
  expect(sign * errors, says).toBeGreaterThan(5);
}
