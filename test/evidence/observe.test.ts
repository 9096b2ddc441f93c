import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Fact } from '../../src/evidence/fact.ts';
import type { Observation } from '../../src/evidence/observation.ts';
import { observeAll } from '../../src/evidence/observe.ts';
import type { Observed } from '../../src/evidence/unanswered.ts';
import type { Scenario } from '../../src/scenario/scenario.ts';
import type { Tables } from '../../src/tables/tables.ts';
import { region } from '../support/plain-market.ts';
import { madeUpScenario } from '../support/records.ts';
import { shuffled, tableOf, tablesOf } from '../support/written-tables.ts';

const MONTHS = ['2022-11', '2022-12', '2023-01'];

/** Moves of three months: alpha and beta are the giants, gamma is a named start-up. */
const flows = tableOf(
  'flows',
  'month from to skill kind people',
  ['2022-11', 'alpha', 'beta', 'doctor', 'job-to-job', 3],
  ['2022-11', 'alpha', 'gamma', 'doctor', 'job-to-job', 4],
  ['2022-12', 'beta', 'start-ups', 'practitioner', 'founding', 2],
  ['2022-12', 'beta', 'no job', 'practitioner', 'lay-off', 10],
  ['2023-01', 'beta', 'adopters', 'practitioner', 'job-to-job', 1],
  ['2023-01', 'adopters', 'alpha', 'practitioner', 'job-to-job', 5],
  ['2023-01', 'no job', 'beta', 'practitioner', 'hire', 6],
);
const employers = tableOf(
  'employers',
  'month unit sector staff',
  ['2022-11', 'alpha', 'giants', 93],
  ['2022-11', 'gamma', 'start-ups', 10],
  ['2022-12', 'alpha', 'giants', 90],
  ['2022-12', 'gamma', 'start-ups', 20],
  ['2023-01', 'alpha', 'giants', 95],
  ['2023-01', 'gamma', 'start-ups', 30],
);
const reasons = tableOf(
  'reasons',
  'month from to moves pay',
  ['2022-11', 'alpha', 'gamma', 3, -0.1],
  ['2022-12', 'alpha', 'gamma', 1, 0.5],
  ['2023-01', 'alpha', 'beta', 2, null],
);
const origins = tableOf(
  'origins',
  'month region home people',
  ['2023-01', 'everywhere', 'everywhere', 30],
  ['2023-01', 'everywhere', 'elsewhere', 10],
);
const tables = tablesOf(MONTHS, flows, employers, reasons, origins);
const scenario = madeUpScenario({
  regions: [region('everywhere', 1), region('elsewhere', 0)],
});

const PERIOD = { from: '2022-11', to: '2023-01' };
const factOf = (observation: Observation, period = PERIOD): Fact => ({
  id: 'F77',
  title: 'A made-up fact',
  says: 'Something was counted.',
  role: 'fitted',
  headline: false,
  value: 1,
  unit: 'people',
  period,
  tolerance: { kind: 'plus-minus', size: 1, why: '' },
  source: '',
  howSure: 'read',
  care: null,
  edition: null,
  also: null,
  observation,
  notObserved: null,
  notScored: null,
  isApart: false,
});
function observed(
  observation: Observation,
  given: { of?: Scenario; in?: Tables; period?: Fact['period'] } = {},
): Observed {
  const fact = factOf(observation, given.period);
  return observeAll([fact], given.of ?? scenario, given.in ?? tables)[0]!;
}
const value = (...of: Parameters<typeof observed>) => {
  const answer = observed(...of);
  return 'value' in answer ? answer.value : answer.unanswered;
};

const people = { table: 'flows', column: 'people' } as const;

describe('rows of a table', () => {
  it('are summed, over months or in one of them', () => {
    const where = { 'from-sector': '$observed' };
    expect(value({ measure: 'sum', ...people, where })).toBe(20);
    expect(value({ measure: 'mean', ...people, where })).toBeCloseTo(20 / 3, 12);
    expect(value({ measure: 'first', ...people, where })).toBe(7);
    expect(value({ measure: 'last', ...people, where })).toBe(1);
  });

  it('are chosen by id, by list, by what they are not, and by months of the year', () => {
    expect(value({ measure: 'sum', ...people, where: { to: 'gamma' } })).toBe(4);
    expect(value({ measure: 'sum', ...people, where: { kind: ['job-to-job', 'founding'] } })).toBe(15);
    expect(value({ measure: 'sum', ...people, where: { 'to-sector': { not: ['giants', 'no job'] } } })).toBe(
      7,
    );
    expect(value({ measure: 'sum', ...people, months: [12] })).toBe(12);
    expect(value({ measure: 'sum', ...people, period: { from: '2023-01', to: '2023-01' } })).toBe(12);
  });

  it('are chosen by one column being other than another', () => {
    const abroad = { region: { 'other-than': 'home' } };
    const last = { measure: 'last', table: 'origins', column: 'people' } as const;
    expect(value({ measure: 'ratio', times: 100, of: { ...last, where: abroad }, over: last })).toBe(25);
  });

  it('make a mean weighted by another column, undefined cells left out', () => {
    const pay = { measure: 'weighted-mean', table: 'reasons', column: 'pay', weight: 'moves' } as const;
    expect(value({ ...pay, where: { to: 'gamma' } })).toBeCloseTo((3 * -0.1 + 0.5) / 4, 12);
    expect(value(pay)).toBeCloseTo((3 * -0.1 + 0.5) / 4, 12);
    expect(value({ ...pay, where: { to: 'beta' } })).toBe('a share or ratio of nothing');
  });
});

describe('what is made of them', () => {
  it('a ratio and a difference', () => {
    const inside: Observation = { measure: 'sum', ...people, where: { from: 'alpha', to: 'beta' } };
    const all: Observation = { measure: 'sum', ...people, where: { from: 'alpha' } };
    expect(value({ measure: 'ratio', of: inside, over: all })).toBeCloseTo(3 / 7, 12);
    expect(value({ measure: 'difference', of: all, less: inside })).toBe(4);
    const nobody: Observation = { measure: 'sum', ...people, where: { from: 'gamma' } };
    expect(value({ measure: 'ratio', of: all, over: nobody })).toBe('a share or ratio of nothing');
  });

  it('a place among destinations: the largest is first, equals share the better place, no job is no destination', () => {
    const rank = { measure: 'rank', ...people, where: { 'from-sector': 'giants' } } as const;
    // start-ups 4 + 2, giants 3, adopters 1; 10 without a job
    expect(value({ ...rank, of: 'start-ups', by: 'to-sector' })).toBe(1);
    expect(value({ ...rank, of: '$observed', by: 'to-sector' })).toBe(2);
    expect(value({ ...rank, of: 'gamma', by: 'to', named: true })).toBe(1);
    expect(value({ ...rank, of: 'alpha', by: 'to', named: true })).toBe(3);
    const even = tableOf('flows', 'month to people', ['2022-11', 'alpha', 4], ['2022-11', 'gamma', 4]);
    for (const of of ['alpha', 'gamma'])
      expect(value({ measure: 'rank', ...people, of, by: 'to' }, { in: tablesOf(MONTHS, even) })).toBe(1);
    expect(value({ ...rank, of: 'gamma', by: 'to', where: { from: 'gamma' } })).toBe('nobody to rank');
  });

  it('who stay and who are gone: 93 of 100, then 90 of 90, then 95 of 95', () => {
    const leavers = { ...people, where: { from: 'alpha' } };
    const staff = { table: 'employers', column: 'staff', where: { unit: 'alpha' } };
    expect(value({ measure: 'stay', leavers, staff })).toBeCloseTo(0.93, 12);
    expect(value({ measure: 'gone', leavers, staff })).toBeCloseTo(0.07, 12);
    expect(value({ measure: 'stay', leavers, staff, 'in-months': 6 })).toBeCloseTo(0.93 ** 2, 12);
  });
});

describe('sources', () => {
  const observe = { ...scenario.observe, coverage: 0.5, coverageOfSectors: { 'start-ups': 0.2 } };
  const of = { ...scenario, observe };
  const leavers: Observation = {
    measure: 'sum',
    ...people,
    'seen-by': 'vendor',
    where: { 'from-sector': '$observed' },
  };

  it('the vendor sees part of the people, of some sectors less', () => {
    // 6 to start-ups at a fifth; 3 + 10 + 1 in full; all by half
    expect(value(leavers, { of })).toBeCloseTo(0.5 * (0.2 * 6 + 14), 12);
    expect(
      value({ measure: 'last', table: 'employers', column: 'staff', 'seen-by': 'vendor' }, { of }),
    ).toBeCloseTo(0.5 * (95 + 0.2 * 30), 12);
  });

  it('the survey of doctors weighs by destination and region, the job site by sector', () => {
    const doctors = tableOf(
      'doctors',
      'month skill sector destination region people',
      ['2023-01', 'doctor', 'giants', 'industry', 'everywhere', 60],
      ['2023-01', 'doctor', 'universities', 'academia', 'everywhere', 40],
      ['2023-01', 'doctor', 'universities', 'academia', 'elsewhere', 900],
    );
    const given = {
      of: {
        ...scenario,
        observe: {
          ...observe,
          surveyOfDoctors: { industry: 0.5 },
          surveyedRegions: { everywhere: 1 },
          jobSite: { giants: 0.1 },
        },
      },
      in: tablesOf(MONTHS, doctors, employers),
      period: { from: '2023-01', to: '2023-01' },
    };
    const industry: Observation = { measure: 'first-jobs', skill: 'doctor', destination: 'industry' };
    expect(value(industry, given)).toBeCloseTo((100 * 30) / 70, 12);
    const seen = { measure: 'sum', table: 'doctors', column: 'people', 'seen-by': 'survey' } as const;
    expect(value(seen, given)).toBe(70);
    const adverts = { measure: 'sum', table: 'employers', column: 'staff', 'seen-by': 'job site' } as const;
    expect(value(adverts, given)).toBeCloseTo(9.5 + 30, 12);
  });

  it('which companies are large is the scenario’s; without it there is no answer', () => {
    const large: Observation = { measure: 'sum', ...people, at: 'large companies' };
    const said = { ...scenario, observe: { ...observe, largeCompanies: { giants: 1, adopters: 0.5 } } };
    expect(value(large, { of: said })).toBe(3 + 0.5 + 5 + 6);
    expect(value(large)).toMatch('observe.large-companies');
  });
});

describe('what the scenario says itself', () => {
  const month = (text: string) => (Number(text.slice(0, 4)) * 12 + Number(text.slice(5)) - 1) as never;
  const group = (id: string, sector: string, count: number, staff: Scenario['employers'][number]['staff']) =>
    ({ id, label: id, sector, count, staff, isNamed: count === 1 }) as Scenario['employers'][number];
  const of = {
    ...scenario,
    calendar: { ...scenario.calendar, start: month('2022-01') },
    drivers: [{ id: 'adverts', values: [1, 2, 4] }],
    timeline: [{ id: 'news', from: month('2022-12') }],
    layOffs: {
      aiShare: 0.1,
      rounds: [
        { id: 'a', month: month('2022-12'), employer: 'alpha', people: 100 },
        { id: 'b', month: month('2023-02'), employer: 'alpha', people: 900 },
        { id: 'd', month: month('2023-01'), employer: 'alpha', people: 7 },
        { id: 'e', month: month('2022-11'), employer: 'alpha', people: 3 },
        { id: 'c', month: month('2022-12'), employer: 'shops', people: 90 },
      ],
    },
    employers: [
      group('alpha', 'giants', 1, { kind: 'constant', value: 3000 }),
      group('chains', 'adopters', 3, { kind: 'constant', value: 40 }),
      group('shops', 'adopters', 20, { kind: 'pareto', smallest: 0.5, largest: 1e9, exponent: 1 }),
    ],
  } as unknown as Scenario;

  it.each<[Observation, number | string]>([
    [{ measure: 'driver', driver: 'adverts', month: '2022-02' }, 2],
    [{ measure: 'driver', driver: 'adverts', month: '2022-03', over: '2022-01' }, 4],
    [{ measure: 'driver', driver: 'adverts', month: '2022-03', over: '2022-02' }, 2],
    [{ measure: 'driver', driver: 'adverts', month: '2021-12' }, 'the scenario does not cover 2021-12'],
    [{ measure: 'driver', driver: 'postings', month: '2022-01' }, 'the scenario has no driver postings'],
    [{ measure: 'rounds', sector: '$observed' }, 110],
    [{ measure: 'firms', sector: 'adopters' }, 23],
    [{ measure: 'firms', sector: 'banks' }, 'the scenario has no sector banks'],
    [{ measure: 'event', event: 'news' }, 1],
    [{ measure: 'event', event: 'olds' }, 'the scenario has no event olds'],
    // Of the larger group; of those with one or more (half of all), half have at least two: P(x > 2) is a quarter.
    [{ measure: 'typical-staff', sector: 'adopters' }, 2],
    [{ measure: 'typical-staff', sector: 'giants' }, 3000],
  ])('%j is %s', (observation, expected) => {
    const answer = value(observation, { of });
    if (typeof expected === 'number') expect(answer).toBeCloseTo(expected, 6);
    else expect(answer).toBe(expected);
  });
});

describe('no answer', () => {
  it.each<[string, Observation, string]>([
    ['a table', { measure: 'sum', table: 'visas', column: 'granted' }, "not in this run's tables: visas"],
    [
      'a column',
      { measure: 'sum', table: 'flows', column: 'firms' },
      "not in this run's tables: flows.firms",
    ],
    ['every id', { measure: 'sum', ...people, where: { to: 'omega' } }, 'the scenario has no to omega'],
    ['a kind', { measure: 'sum', ...people, where: { kind: 'flight' } }, 'the scenario has no kind flight'],
  ])('where %s is not there, and it says so', (_, observation, why) => {
    expect(value(observation)).toBe(why);
  });

  it('where the run does not cover the period, or has no such month', () => {
    const sum: Observation = { measure: 'sum', ...people };
    expect(value(sum, { period: { from: '2022-10', to: '2023-01' } })).toMatch('does not cover');
    expect(value({ ...sum, months: [7] })).toMatch('no such month');
  });

  it('where no sector is observed', () => {
    const of = { ...scenario, observe: { ...scenario.observe, netFlowOf: null } };
    const sum: Observation = { measure: 'sum', ...people, where: { 'to-sector': '$observed' } };
    expect(value(sum, { of })).toBe('the scenario observes no sector');
    expect(value({ measure: 'net-flow' }, { of })).toBe('the scenario observes no sector');
  });
});

it('the order of rows does not matter', () => {
  const measures: Observation[] = [
    { measure: 'sum', ...people, where: { 'from-sector': 'giants' } },
    { measure: 'last', table: 'employers', column: 'staff', where: { sector: 'giants' } },
    { measure: 'rank', of: 'giants', by: 'to-sector', ...people, where: { 'from-sector': 'giants' } },
    {
      measure: 'stay',
      leavers: { ...people, where: { from: 'alpha' } },
      staff: { table: 'employers', column: 'staff', where: { unit: 'alpha' } },
    },
  ];
  const order = (rows: number) =>
    fc.shuffledSubarray(
      Array.from({ length: rows }, (_, row) => row),
      { minLength: rows, maxLength: rows },
    );
  fc.assert(
    fc.property(order(flows.rowCount), order(employers.rowCount), (ofFlows, ofEmployers) => {
      const moved = tablesOf(MONTHS, shuffled(flows, ofFlows), shuffled(employers, ofEmployers));
      for (const measure of measures) expect(value(measure, { in: moved })).toBe(value(measure));
    }),
  );
});
