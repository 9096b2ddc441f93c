import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { createMarket } from '../../src/model/create-market.ts';
import { JobValues, PART } from '../../src/model/job-value.ts';
import { monthOfRun } from '../../src/model/market.ts';
import { cutOtherStaff, otherStaffOf } from '../../src/model/other-staff.ts';
import type { MonthRecord } from '../../src/model/records.ts';
import { simulate } from '../../src/model/simulation.ts';
import { loadScenario } from '../../src/runtime/scenario-files.ts';
import type { Month, TimelineEvent } from '../../src/scenario/scenario.ts';
import { collectTables } from '../../src/tables/collect.ts';
import { numbersOf } from '../../src/tables/table.ts';
import { constant, employer, plainMarket, START } from '../support/plain-market.ts';
import { expectBinomial } from '../support/statistics.ts';

const shipped = (name: string, set: string[] = []) =>
  loadScenario(fileURLToPath(new URL(`../../scenarios/markets/${name}.yaml`, import.meta.url)), { set })
    .scenario;
const run = (name: string, set?: string[]): MonthRecord[] => [...simulate(shipped(name, set))];

const felt = (id: string, lot: string, change: Partial<TimelineEvent> = {}): TimelineEvent => ({
  id,
  label: '',
  from: START,
  until: null,
  rampMonths: 0,
  target: { of: 'employer', id: 'only', attribute: 'autonomy' },
  operation: 'add',
  value: -1,
  felt: { share: 0.5, lot },
  ...change,
});

describe('an event that a part of people feels', () => {
  /** Autonomy and mission as each of 1,000 people sees them. */
  function seenBy(timeline: TimelineEvent[], month = 0): { autonomy: number[]; mission: number[] } {
    const scenario = plainMarket([employer('only', { staff: constant(1000) })], {
      people: { tasteForAutonomy: constant(1), tasteForMission: constant(1) },
      months: 6,
      timeline,
    });
    const market = createMarket(scenario, 'seed');
    const values = new JobValues(market, monthOfRun(market, month));
    const seen = { autonomy: [] as number[], mission: [] as number[] };
    for (let person = 0; person < 1000; person++) {
      values.ofStaying(person);
      seen.autonomy.push(values.parts[PART.autonomy]!);
      seen.mission.push(values.parts[PART.mission]!);
    }
    return seen;
  }

  test('adds to what they see in a job, and to nothing of the others', () => {
    const { autonomy, mission } = seenBy([felt('crisis', 'lot')]);
    const feel = autonomy.filter((value) => value === -1).length;
    expectBinomial(feel, 1000, 0.5, 'people who feel it');
    expect(autonomy.every((value) => value === 0 || value === -1)).toBe(true);
    expect(mission.every((value) => value === 0)).toBe(true);
  });

  test('events of one lot reach the same people, a larger share all of a smaller', () => {
    const mission = { of: 'employer', id: 'only', attribute: 'mission', cause: null } as const;
    const both = seenBy([
      felt('a', 'lot'),
      felt('b', 'lot', { target: mission, felt: { share: 0.7, lot: 'lot' } }),
      felt('c', 'another', { value: -10 }),
    ]);
    both.autonomy.forEach((value, person) => {
      if (value === -1 || value === -11) expect(both.mission[person]).toBe(-1);
    });
    const apart = both.autonomy.filter((value) => value === -11).length;
    expectBinomial(apart, 1000, 0.25, 'people of both lots');
  });

  test('ramps up, and ends', () => {
    const event = felt('crisis', 'lot', { rampMonths: 4, until: (START + 3) as Month });
    expect([0, 1, 4].map((month) => Math.min(...seenBy([event], month).autonomy))).toEqual([-0.25, -0.5, 0]);
  });

  test('the shipped market: exactly those who feel it leave, in the month of the event', () => {
    const [january, february, march] = run('governance');
    expect(january!.employers[0]!.staff).toBe(4000);
    expectBinomial(february!.employers[1]!.staff, 4000, 0.5, 'people who left');
    expect(march!.employers[1]!.staff).toBe(february!.employers[1]!.staff);
  });
});

describe('staff of other jobs', () => {
  test('the shipped market: a round takes 10 AI people and 990 others, and AI people are sought all the while', () => {
    const months = run('other-staff').map(({ employers }) => employers[0]!);
    expect(months.map(({ layOffs }) => layOffs)).toEqual([0, 10, 0]);
    expect(months.map(({ otherCuts }) => otherCuts)).toEqual([0, 990, 0]);
    expect(months.map(({ otherStaff }) => otherStaff)).toEqual([20_000, 19_010, 19_010]);
    expect(months.map(({ vacancies }) => vacancies)).toEqual([20, 20, 20]);
  });

  test('no more are cut than there are, and none where they are not followed', () => {
    const market = createMarket(
      plainMarket([employer('some', { attributes: { otherStaff: 7 } }), employer('none')]),
      '',
    );
    cutOtherStaff(market, 1, 100);
    cutOtherStaff(market, 2, 100);
    expect([1, 2].map((one) => otherStaffOf(market, one))).toEqual([0, 0]);
    expect([...market.employers.otherCut.slice(1, 3)]).toEqual([7, 0]);
  });
});

describe('pay, of those who came and those there before', () => {
  const payIn = (set?: string[]) => run('inflow-and-pay', set).at(-1)!.pay[0]!;

  test('the shipped market: at the usual fill pay stands still; twice the inflow lowers it by P17 a year, also for those there before', () => {
    expect(payIn().payOfIncumbents).toBeCloseTo(200_000, 0);
    const easier = payIn(['programmes.inflow.graduates=240']);
    expect(easier.payOfIncumbents).toBeCloseTo(200_000 * Math.exp(-0.03), 0);
    expect(easier.payOfHires).toBeCloseTo(easier.payOfIncumbents!, 0);
  });

  test('hires at another skill and employer differ from those there before, and the gap is at one skill', () => {
    const plain = plainMarket([]);
    const scenario = plainMarket(
      [
        employer('giant', { sector: 'giants', staff: constant(10), skillMix: [1, 0], vacancies: 0 }),
        employer('young', {
          sector: 'young',
          staff: constant(4),
          skillMix: [1, 0],
          vacancies: 0,
          attributes: { pay: 160_000 },
        }),
      ],
      {
        skills: [
          { ...plain.skills[0]!, id: 'doctor', payRatio: 1.5 },
          { ...plain.skills[0]!, id: 'practitioner', payRatio: 1 },
        ],
        observe: { ...plain.observe, netFlowOf: 'giants' },
      },
    );
    const { pay, concentration } = collectTables(scenario, simulate(scenario));
    expect(numbersOf(pay, 'pay')[0]).toBeCloseTo(300_000, 0);
    const gap = numbersOf(pay, 'gap');
    expect(gap[0]).toBe(0);
    expect(gap[1]).toBeCloseTo(Math.log(0.8), 3);
    expect(numbersOf(concentration, 'herfindahl')[0]).toBeCloseTo((10_000 * (100 + 16)) / 196, 3);
    expect(numbersOf(concentration, 'observed_share')[0]).toBeCloseTo(10 / 14, 3);
  });
});

test('concentration: of six employers the five largest', () => {
  const sizes = [1, 7, 3, 5, 2, 9];
  const scenario = plainMarket(
    sizes.map((size, at) => employer(`e${at}`, { staff: constant(size), vacancies: 0 })),
  );
  const [{ concentration }] = [...simulate(scenario)] as [MonthRecord];
  expect(concentration).toEqual({ staff: 27, squares: 169, topFive: 26, observed: 0 });
});

test('the shipped market of causes: who holds the cause goes to the employer that has it', () => {
  const [{ employers }] = run('causes') as [MonthRecord];
  const share = 0.5 / (1 + Math.exp(-4.1 * 0.3)) + 0.25;
  expectBinomial(employers[0]!.staff, 10_000, share, 'staff of the employer with a mission for health');
});
