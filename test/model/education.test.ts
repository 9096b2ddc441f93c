import { describe, expect, test } from 'vitest';
import { createMarket } from '../../src/model/create-market.ts';
import { homeOfEntrant } from '../../src/model/entrants.ts';
import { monthOfRun } from '../../src/model/market.ts';
import { ModelError } from '../../src/model/model-error.ts';
import { simulateMonth } from '../../src/model/month.ts';
import { attraction } from '../../src/model/prospects.ts';
import type { MonthRecord, StudentRow } from '../../src/model/records.ts';
import { rosterOf } from '../../src/model/roster.ts';
import { simulate } from '../../src/model/simulation.ts';
import { startsAt } from '../../src/model/studies.ts';
import { loadScenario } from '../../src/runtime/scenario-files.ts';
import type { Month, Retraining, Scenario } from '../../src/scenario/scenario.ts';
import {
  constant,
  employer,
  plainMarket,
  programme,
  region,
  START,
  studies,
} from '../support/plain-market.ts';

const shipped = (name: string) => loadScenario(`scenarios/markets/${name}.yaml`).scenario;
const runOf = (scenario: Scenario): MonthRecord[] => [...simulate(scenario)];
const rowOf = (record: MonthRecord, at = 0): StudentRow => record.students[at]!;
const entries = (record: MonthRecord) => record.regions.reduce((sum, one) => sum + one.entries, 0);
/** Index of a month in the records of a market that starts in January 2020. */
const at = (year: number, ofYear: number) => (year - 2020) * 12 + ofYear - 1;

const retraining = (change: Partial<Retraining> = {}): Retraining => ({
  id: 'engineers',
  label: 'engineers',
  skill: 'any',
  region: null,
  people: 120,
  capacity: 240,
  payElasticity: 0,
  openingsElasticity: 0,
  usualLeft: 1,
  delayMonths: 3,
  origins: null,
  ...change,
});

describe('programmes with years of study', () => {
  test('places raised today bring more graduates after the years of study, and not a month earlier', () => {
    const scenario = shipped('places-raised');
    const raised = runOf(scenario);
    const before = runOf({ ...scenario, timeline: [] });
    const mays = [2020, 2021, 2022, 2023, 2024, 2025, 2026].map((year) => at(year, 5));
    expect(mays.map((may) => rowOf(raised[may]!).places)).toEqual([60, 60, 120, 120, 120, 120, 120]);
    expect(mays.map((may) => rowOf(raised[may]!).started)).toEqual([30, 30, 60, 60, 60, 60, 60]);
    expect(mays.map((may) => entries(raised[may]!))).toEqual([24, 24, 24, 24, 48, 48, 48]);
    const market = (records: MonthRecord[]) => records.map(({ students: _, ...rest }) => rest);
    const first = at(2024, 5);
    expect(market(raised).slice(0, first)).toEqual(market(before).slice(0, first));
  });

  test('who is under way on the eve has as many graduates as later, so that the market starts stationary', () => {
    const school = studies('school', 120, 3, { fill: 0.5, completion: 0.8 });
    const records = runOf(plainMarket([employer('firm')], { months: 48, programmes: [school] }));
    expect(new Set(records.map((record) => JSON.stringify(rowOf(record))))).toEqual(
      new Set([
        JSON.stringify({
          programme: 'school',
          region: 'here',
          degree: 'other',
          places: 10,
          started: 5,
          enrolled: 180,
          graduates: 4,
          continued: 0,
        }),
      ]),
    );
  });

  test('nothing is lost between the place and the degree: enrolled + graduates of a cohort = started', () => {
    const school = { ...studies('school', 77, 2, { fill: 0.73 }), months: [3, 9] };
    const records = runOf(plainMarket([employer('firm')], { months: 60, programmes: [school], scale: 0.37 }));
    const sum = (of: keyof StudentRow, upTo: number) =>
      records.slice(0, upTo).reduce((total, record) => total + Number(rowOf(record)[of]), 0);
    const atStart = Number(rowOf(records[0]!).enrolled);
    for (let month = 1; month <= records.length; month++)
      expect(Number(rowOf(records[month - 1]!).enrolled)).toBe(
        atStart + sum('started', month) - sum('graduates', month),
      );
  });

  test('masters who go on to a doctorate do not enter the market, and are never more than there are', () => {
    const masters = studies('masters', 120, 1);
    const doctors = studies('doctors', 48, 4, { continuesFrom: { programme: 'masters', share: 0.5 } });
    const many = studies('many', 1200, 4, { continuesFrom: { programme: 'masters', share: 1 } });
    const [record] = runOf(plainMarket([employer('firm')], { programmes: [masters, doctors] }));
    expect(rowOf(record!)).toMatchObject({ graduates: 10, continued: 2 });
    expect(entries(record!)).toBe(10 - 2 + 4);
    const [all] = runOf(plainMarket([employer('firm')], { programmes: [masters, doctors, many] }));
    expect(rowOf(all!)).toMatchObject({ graduates: 10, continued: 10 });
  });

  test('homes are drawn by the origins, and without them are where the programme is', () => {
    const scenario = plainMarket([employer('firm')], { regions: [region('here', 1), region('away', 0)] });
    const market = createMarket(scenario, 'seed');
    const homes = (origins: number[] | null) =>
      Array.from({ length: 2000 }, (_, key) => homeOfEntrant(market, { origins }, key, 0));
    expect(new Set(homes(null))).toEqual(new Set([0]));
    // Four and a half standard errors: by chance less than once in 10⁵, and the draws are fixed.
    expect(Math.abs(homes([0.3, 0.7]).filter((home) => home === 1).length / 2000 - 0.7)).toBeLessThan(0.046);
  });

  test('a graduate is at the programme and at home elsewhere', () => {
    const school = { ...programme('school', 120), origins: [0, 1] };
    const regions = [region('here', 1), region('away', 0)];
    const market = createMarket(plainMarket([employer('firm')], { regions, programmes: [school] }), 'seed');
    simulateMonth(market, monthOfRun(market, 0));
    const { people, peopleCount } = market;
    expect(peopleCount).toBe(10);
    expect([...people.home.subarray(0, peopleCount)]).toEqual(Array(10).fill(1));
    expect([...people.region.subarray(0, peopleCount)]).toEqual(Array(10).fill(0));
  });
});

describe('the choice of the field', () => {
  test('places fill as pay rises, with the lag, by the elasticity: fill · (pay index)^elasticity', () => {
    const records = runOf(shipped('field-choice'));
    const started = records.map((record) => rowOf(record).started!);
    expect(new Set(started.slice(0, at(2021, 2)))).toEqual(new Set([50]));
    // Expected log pay after n months of the rise: ln 1.2 · (1 − ¾ⁿ).
    for (let month = at(2021, 2); month < records.length; month++) {
      const expected = 50 * 1.2 ** (2 * (1 - 0.75 ** (month - at(2021, 1))));
      expect(Math.abs(started[month]! - expected), `month ${month}`).toBeLessThan(1);
    }
    expect(started.at(-1)).toBe(72);
  });

  test('never more start than there are places', () => {
    const fieldChoice = { payElasticity: 9, openingsElasticity: 0, usualLeft: 1, lagMonths: 1 };
    const firm = employer('firm', { staff: constant(10) });
    const rise = {
      id: 'rise',
      label: '',
      from: START,
      until: null,
      rampMonths: 12,
      target: { of: 'employer', id: 'firm', attribute: 'pay' },
      operation: 'multiply',
      value: 3,
    } as const;
    const scenario = plainMarket([firm], {
      months: 30,
      programmes: [studies('school', 250, 2, { fill: 0.6 })],
      fieldChoice,
      timeline: [rise],
    });
    for (const record of runOf(scenario))
      expect(rowOf(record).started).toBeLessThanOrEqual(rowOf(record).places!);
    expect(rowOf(runOf(scenario).at(-1)!).started).toBe(rowOf(runOf(scenario).at(-1)!).places);
  });

  test('absent, pay and openings change nothing', () => {
    const rows = (scenario: Scenario) => runOf(scenario).map(({ students }) => students);
    const scenario = { ...shipped('field-choice'), fieldChoice: null };
    expect(rows(scenario)).toEqual(rows({ ...scenario, timeline: [] }));
  });
});

describe('retraining', () => {
  test('more openings bring more people after the delay, none before', () => {
    const records = runOf(shipped('retraining'));
    const rows = records.map((record) => rowOf(record));
    // The first month has no prospects yet, and 40 openings with 10 people leave three quarters.
    expect(rows.slice(0, at(2021, 2)).map(({ started }) => started)).toEqual(Array(at(2021, 2)).fill(10));
    // 80 openings: 70 are left, 7/8 ÷ 3/4 of 10 people begin from the next month on: 11 or 12.
    const later = rows.slice(at(2021, 2), at(2021, 11)).map(({ started }) => started!);
    expect(new Set(later)).toEqual(new Set([11, 12]));
    const arrivals = records.map(entries);
    expect(arrivals.slice(0, at(2021, 11))).toEqual(Array(at(2021, 11)).fill(10));
    expect(arrivals.slice(at(2021, 11), at(2022, 8))).toEqual(later);
  });

  test('never more than the capacity, and fewer when openings are few', () => {
    const market = createMarket(plainMarket([employer('firm')], { retraining: [retraining()] }), 'seed');
    const course = market.studies.courses[0]!;
    const startsWith = (wanted: number) => startsAt(market, course, START, wanted);
    expect([0, 0.5, 1, 1.5, 2, 50].map((wanted) => startsWith(wanted).started)).toEqual([
      0, 5, 10, 15, 20, 20,
    ]);
    expect(startsWith(1).places).toBe(20);
  });

  test('attraction is a product of powers; openings that were never posted say nothing', () => {
    const answer = { payElasticity: 2, openingsElasticity: 0.5, usualLeft: 0.4 };
    const prospects = (left: number) => ({ logPay: Math.log(1.1), left: Float64Array.of(left) });
    expect(attraction(prospects(0.1), 0, answer)).toBeCloseTo(1.21 * 0.5, 12);
    expect(attraction(prospects(Number.NaN), 0, answer)).toBeCloseTo(1.21, 12);
    expect(attraction(prospects(0), 0, answer)).toBe(0);
    expect(attraction(prospects(0), 0, { ...answer, openingsElasticity: 0 })).toBeCloseTo(1.21, 12);
  });

  test('those who are on their way on the eve arrive from the first month on', () => {
    const scenario = plainMarket([employer('firm')], { months: 12, retraining: [retraining()] });
    expect(runOf(scenario).map((record) => rowOf(record).graduates)).toEqual(Array(12).fill(10));
    expect(new Set(runOf(scenario).map((record) => rowOf(record).enrolled))).toEqual(new Set([30]));
  });
});

describe('the mix of skills', () => {
  const doctorsWanted = (scenario: Scenario) =>
    runOf(scenario).map(
      ({ stocks }) => stocks.find((row) => row.unit === 'firm' && row.skill === 'doctor')?.people,
    );

  test('a weight that rises moves the mix and not the level', () => {
    const records = runOf(shipped('mix-shift'));
    const doctors = doctorsWanted(shipped('mix-shift'));
    expect(doctors[at(2020, 1)]).toBeGreaterThan(440);
    expect(doctors.at(-1)).toBeLessThanOrEqual(250);
    expect(doctors.at(-1)).toBeGreaterThan(200); // a tenth of them leaves every month and is replaced the next
    const wanted = records.map(({ employers }) => employers[0]!.wantedStaff);
    for (const people of wanted) expect(Math.abs(people - 1000)).toBeLessThanOrEqual(1);
  });

  test('weights are divided by their sum', () => {
    const market = createMarket(shipped('mix-shift'), 'seed');
    simulateMonth(market, monthOfRun(market, at(2021, 1)));
    expect([...market.numbers.skillMix]).toEqual([0.25, 0.75]);
  });

  test('a weight below 0, or no weight at all, stops the run with its name', () => {
    const [shift] = shipped('mix-shift').timeline;
    const moved = (operation: 'add' | 'multiply', value: number) => ({
      ...shipped('mix-shift'),
      timeline: [{ ...shift!, operation, value }],
    });
    expect(() => runOf(moved('add', -0.6))).toThrow(ModelError);
    expect(() => runOf(moved('add', -0.6))).toThrow(/employers\.firm\.skill-mix\.practitioner is -0\.0999/);
    const only = plainMarket([employer('firm')], {
      timeline: [
        {
          ...shift!,
          from: START,
          target: { of: 'employer', id: 'firm', attribute: 'skillMix', skill: 'any' },
          operation: 'multiply',
          value: 0,
        },
      ],
    });
    expect(() => runOf(only)).toThrow(/employers\.firm\.skill-mix has no skill left/);
  });
});

describe('a wage subsidy', () => {
  test('wanted staff are multiplied by (1 − subsidy)^cost elasticity, and pay stays', () => {
    const records = runOf(shipped('wage-subsidy'));
    const [before, after] = [records[at(2020, 12)]!, records[at(2021, 1)]!];
    expect(before.employers.map(({ wantedStaff }) => wantedStaff)).toEqual([1000, 1000]);
    expect(after.employers.map(({ wantedStaff }) => wantedStaff)).toEqual([
      Math.round(1000 * 0.8 ** -0.5),
      1000,
    ]);
    expect(after.employers.map(({ payIndex }) => payIndex)).toEqual([1, 1]);
  });

  test('there from the start it is in the staff at the start', () => {
    const firm = employer('firm', {
      staff: constant(1000),
      vacancies: 'planned',
      attributes: { costElasticity: -0.25 },
    });
    const scenario = plainMarket([firm], {
      months: 3,
      regions: [{ ...region('here', 1), wageSubsidy: 0.36 }],
    });
    const wanted = runOf(scenario).map(({ employers }) => employers[0]!.wantedStaff);
    for (const people of wanted) expect(Math.abs(people - 1000 * 0.64 ** -0.25)).toBeLessThanOrEqual(1);
  });

  test('moved to 1 or beyond it stops the run with its name', () => {
    const scenario = shipped('wage-subsidy');
    const [subsidy] = scenario.timeline;
    const all = { ...scenario, timeline: [{ ...subsidy!, value: 1 }] };
    expect(() => runOf(all)).toThrow(/regions\.here\.wage-subsidy is 1/);
  });
});

describe('practice', () => {
  /** Mean practice of those hired by the focus in a month with twice as many applicants as openings. */
  const practiceOfHires = (weightOfPractice: number) => {
    const focus = employer('focus', { vacancies: 300, attributes: { weightOfPractice } });
    const practice = { kind: 'normal', mean: 0, sd: 1 } as const;
    const scenario = plainMarket([focus], {
      people: { count: 600, practice, talent: { kind: 'lognormal', median: 1, logSd: 0.5 } },
    });
    const market = createMarket(scenario, 'seed');
    simulateMonth(market, monthOfRun(market, 0));
    const staff = rosterOf(market.people, market.employers, 1);
    expect(staff).toHaveLength(300);
    return staff.reduce((sum, person) => sum + market.people.practice[person]!, 0) / staff.length;
  };

  test('an employer that weighs it more hires people who have more of it', () => {
    const [against, none, some, much] = [-2, 0, 1, 5].map(practiceOfHires) as [
      number,
      number,
      number,
      number,
    ];
    expect(against).toBeLessThan(none);
    expect(none).toBeLessThan(some);
    expect(some).toBeLessThan(much);
    // Nearly the upper half of a standard normal: √(2/π) = 0.80.
    expect(much).toBeGreaterThan(0.65);
  });

  test('a skill has a mean of its own', () => {
    const skills = [{ id: 'any', label: '', payRatio: 1, practice: -0.5 }];
    const market = createMarket(plainMarket([employer('firm', { staff: constant(3) })], { skills }), 'seed');
    expect([...market.people.practice.subarray(0, 3)]).toEqual([-0.5, -0.5, -0.5]);
  });
});

describe('first jobs and why', () => {
  const sectors = [
    { id: 'firm', label: '', destination: 'industry' },
    { id: 'school', label: '', destination: 'academia' },
  ] as Scenario['sectors'];
  const firm = employer('firm', { attributes: { pay: 200_000 } });
  const school = (attributes = {}) =>
    employer('school', { sector: 'school', attributes: { pay: 150_000, autonomy: 2, ...attributes } });
  const people = { tasteForAutonomy: constant(0.2) };
  const inflow = [programme('doctors', 12_000)];

  test('who takes the school gives up pay for autonomy, by exactly what the two differ in', () => {
    const market = plainMarket([firm, school()], { sectors, people, programmes: inflow });
    const { firstJobs } = runOf(market)[0]!;
    const [industry, academia] = ['firm', 'school'].map(
      (id) => firstJobs.find(({ sector }) => sector === id)!,
    );
    expect(industry!.people + academia!.people).toBe(1000);
    for (const { people, compared, turnedDown } of firstJobs) {
      expect(compared, 'everybody met both').toBe(people);
      expect(turnedDown).toBe(0);
    }
    const lost = Math.log(150_000 / 200_000);
    expect(academia!.microParts.pay / academia!.compared / 1e6).toBeCloseTo(lost, 5);
    expect(academia!.microParts.autonomy / academia!.compared / 1e6).toBeCloseTo(0.4, 5);
    expect(industry!.microParts.pay / industry!.compared / 1e6).toBeCloseTo(-lost, 5);
    const gain = (row: typeof industry) =>
      Object.values(row!.microParts).reduce((sum, part) => sum + part, 0);
    expect(gain(academia)).toBeGreaterThan(0);
    expect(gain(industry)).toBeGreaterThan(0);
  });

  test('who is turned down elsewhere is told apart from who chose', () => {
    const wanted = school({ pay: 900_000 });
    const market = plainMarket([firm, { ...wanted, vacancies: 100 }], {
      sectors,
      people,
      programmes: inflow,
    });
    const { firstJobs } = runOf(market)[0]!;
    const industry = firstJobs.find(({ sector }) => sector === 'firm')!;
    expect(industry).toMatchObject({ people: 900 });
    expect(industry.turnedDown + industry.compared).toBe(900);
    expect(industry.turnedDown).toBeGreaterThan(850);
  });

  test('who leaves the field before a first job counts as elsewhere', () => {
    const market = plainMarket([employer('firm', { vacancies: 0 })], {
      months: 2,
      programmes: inflow,
      separations: { leaveFieldWithoutJobPerMonth: 1 },
    });
    const [, second] = runOf(market);
    expect(second!.firstJobs).toMatchObject([{ sector: 'left the field', people: 1000, compared: 0 }]);
  });

  test('months before a later event stay as they were', () => {
    const scenario = plainMarket([firm, school()], { months: 6, sectors, people, programmes: inflow });
    const target = { of: 'employer', id: 'school', attribute: 'autonomy' } as const;
    const event = {
      id: 'e',
      label: '',
      from: (START + 3) as Month,
      until: null,
      rampMonths: 0,
      target,
      operation: 'add',
      value: 1,
    } as const;
    expect(runOf({ ...scenario, timeline: [event] }).slice(0, 3)).toEqual(runOf(scenario).slice(0, 3));
  });
});
