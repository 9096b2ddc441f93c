import { readdirSync, readFileSync } from 'node:fs';
import { mean, sampleStandardDeviation } from 'simple-statistics';
import { describe, expect, it } from 'vitest';
import { simulate } from '../../src/model/simulation.ts';
import { loadScenario } from '../../src/runtime/scenario-files.ts';
import type { Month, Scenario } from '../../src/scenario/scenario.ts';

const baseline = () => loadScenario('talentflow:baseline', { set: ['scale=0.1'] });

/** The baseline's first two years with every driver held at its first value, and nothing dated. */
function withConstantDrivers(scenario: Scenario): Scenario {
  const months = 24;
  const { calendar } = scenario;
  return {
    ...scenario,
    calendar: { ...calendar, end: (calendar.start + months - 1) as Month, reportFrom: calendar.start },
    drivers: scenario.drivers.map((driver) => ({ ...driver, values: Array(months).fill(driver.values[0]!) })),
    timeline: [],
    layOffs: null,
  };
}

/** Growth of yearly means from the first year to the second, by what is counted, for one replicate. */
function growth(scenario: Scenario, replicate: number): Map<string, number> {
  const sectorOf = new Map(scenario.employers.map((group) => [group.id, group.sector]));
  const sums = new Map<string, [number, number]>();
  let months = 0;
  for (const { employers, market } of simulate(scenario, { replicate })) {
    const year = months++ < 12 ? 0 : 1;
    const add = (what: string, count: number) => {
      const sum = sums.get(what) ?? [0, 0];
      sum[year] += count;
      sums.set(what, sum);
    };
    add('people', market.people);
    add('without a job', market.withoutJob);
    add('vacancies', market.vacancies);
    for (const { unit, staff } of employers) add(sectorOf.get(unit) ?? unit, staff);
  }
  return new Map([...sums].map(([what, [first, second]]) => [what, second / first - 1]));
}

describe('the baseline', () => {
  it('starts stationary: with constant drivers nothing has a trend beyond noise in the first 24 months', () => {
    const scenario = withConstantDrivers(baseline().scenario);
    const runs = Array.from({ length: 8 }, (_, replicate) => growth(scenario, replicate));
    for (const what of runs[0]!.keys()) {
      const growths = runs.map((run) => run.get(what)!);
      const standardError = sampleStandardDeviation(growths) / Math.sqrt(growths.length);
      // Four standard errors; below 1% a year a trend would be of no account even if it were there.
      expect(Math.abs(mean(growths)), `${what} grew by ${mean(growths)}`).toBeLessThan(
        Math.max(4 * standardError, 0.01),
      );
    }
  });

  it('says of each number where it is from, or that it is assumed and in which range', () => {
    const numbers = baseline().values.filter(
      ({ value, origin }) => typeof value === 'number' && typeof origin === 'object',
    );
    expect(numbers.length).toBeGreaterThan(300);
    const bare = numbers.filter(({ source, why, kind }) => source === null && why === null && kind === null);
    // Zeros that stand for "nothing", and months of the year.
    const isSetting = ({ path, value }: { path: string; value: unknown }) =>
      value === 0 || /months\[|lottery-month$/.test(path);
    expect(bare.filter((shown) => !isSetting(shown)).map(({ path }) => path)).toEqual([]);
    const assumed = numbers.filter(({ kind }) => kind === 'assumed');
    expect(assumed.filter(({ why, range }) => why === null || range === null)).toEqual([]);
  });

  it('has no factor by calendar month: months of the year only say when people graduate and when studies begin', () => {
    const { scenario } = baseline();
    const { drivers, timeline, ...rest } = scenario;
    const lists = JSON.stringify(rest).match(/\[[-0-9.,e]*\]/g) ?? [];
    const byMonthOfYear = lists.filter((list) => list.split(',').length === 12);
    expect(byMonthOfYear).toEqual([]);
    for (const { id, months } of scenario.programmes) expect(months, id).toEqual([5, 6]);
    // Dated by what happened: free movement ends, ChatGPT, a giant's model for medicine, a start-up's board, a chief executive's letters.
    const happened = [
      [2021, 1],
      [2022, 12],
      [2023, 3],
      [2023, 11],
      [2024, 3],
    ].map(([year, month]) => year! * 12 + month! - 1);
    expect(new Set(timeline.map((event) => event.from))).toEqual(new Set(happened));
    expect(scenario.separations.studyMonths).toEqual([8, 9]);
    const readers = readdirSync(new URL('../../src/model', import.meta.url)).filter((file) =>
      /monthOfYear(?!:)/.test(readFileSync(new URL(`../../src/model/${file}`, import.meta.url), 'utf8')),
    );
    // Studies end in graduation months, posts begin in study months, and a lottery is held in its published month.
    expect(readers.sort()).toEqual(['going-home.ts', 'separations.ts', 'studies.ts', 'visas.ts']);
  });

  it('paints nothing: a driver without a published series is a ramp of three numbers', () => {
    const { values } = baseline();
    const isInline = /^drivers\.([a-z-]+)\.series\.values\./;
    const unpublished = new Map<string, number>();
    for (const { path, source } of values) {
      const id = isInline.exec(path)?.[1];
      if (id !== undefined && source === null) unpublished.set(id, (unpublished.get(id) ?? 0) + 1);
    }
    expect([...unpublished.keys()].sort()).toEqual(['diffusion', 'interest-of-students']);
    for (const numbers of unpublished.values()) expect(numbers).toBeLessThanOrEqual(2); // two levels; dates give the ramp
  });
});
