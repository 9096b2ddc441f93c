import { describe, expect, it } from 'vitest';
import type { DriverOutlook, Outlook } from '../../src/evidence/outlook.ts';
import { driverPath, driverSettings, innovationsOf } from '../../src/experiments/driver-paths.ts';
import { normalQuantile } from '../../src/maths/normal-quantile.ts';
import type { Month } from '../../src/scenario/scenario.ts';

const at = (month: number) => month as Month;
const JUNE = at(2024 * 12 + 5);
const values = (...of: number[]) =>
  of.map((value, back) => ({ month: at(JUNE - of.length + 1 + back), value }));
const driver = (changes: Partial<DriverOutlook> = {}): DriverOutlook => ({
  id: 'd',
  rule: 'random-walk',
  isLog: false,
  known: values(1, 2, 1, 2, 1),
  measured: values(1, 2, 1, 2, 1),
  over: 1,
  hasDrift: false,
  halfLife: null,
  least: null,
  isLine: false,
  why: '',
  ...changes,
});
/** The middle of every distribution: no noise. */
const middle = () => 0.5;

describe('what a past says', () => {
  it('is the mean square of changes: ±1 a month is an sd of 1, and across two months nothing', () => {
    expect(innovationsOf(driver())).toEqual({ every: 1, sdPerMonth: 1, driftPerMonth: 0 });
    expect(innovationsOf(driver({ over: 2 })).sdPerMonth).toBe(0);
  });

  it('counts slow swings when changes are measured across more months', () => {
    const slow = values(0, 1, 2, 3, 2, 1, 0, 1, 2, 3);
    const [short, long] = [1, 3].map((over) => innovationsOf(driver({ measured: slow, over })).sdPerMonth);
    expect(long!).toBeGreaterThan(short!);
  });

  it('is by the month, whatever the months between values and across which changes are measured', () => {
    // ±3 a quarter is a variance of 9 ÷ 3 a month.
    const quarters = [0, 3, 0, 3, 0].map((value, quarter) => ({ month: at(JUNE - 12 + 3 * quarter), value }));
    expect(innovationsOf(driver({ measured: quarters }))).toEqual({
      every: 3,
      sdPerMonth: Math.sqrt(3),
      driftPerMonth: 0,
    });
    // Of 0, 1, 2 … each change across four months is 4: a variance of 16 ÷ 4 a month.
    expect(innovationsOf(driver({ measured: values(0, 1, 2, 3, 4, 5, 6), over: 4 })).sdPerMonth).toBe(2);
  });

  it('takes the trend out only where it is kept apart', () => {
    const rising = values(0, 2, 4, 6);
    expect(innovationsOf(driver({ measured: rising })).sdPerMonth).toBe(2);
    expect(innovationsOf(driver({ measured: rising, hasDrift: true }))).toEqual({
      every: 1,
      sdPerMonth: 0,
      driftPerMonth: 2,
    });
    const quarters = [0, 3, 6, 9].map((value, quarter) => ({ month: at(JUNE - 9 + 3 * quarter), value }));
    expect(innovationsOf(driver({ measured: quarters, hasDrift: true }))).toEqual({
      every: 3,
      sdPerMonth: 0,
      driftPerMonth: 1,
    });
  });
});

describe('a path', () => {
  it('stays at the last value without noise or trend', () => {
    expect(driverPath(driver(), middle, at(JUNE + 1), at(JUNE + 3))).toEqual([1, 1, 1]);
  });

  it('goes on by a trend that halves: 2 a month, half of it a month later', () => {
    const trend = driver({
      rule: 'trend',
      known: values(0, 2, 4),
      measured: values(0, 2, 4),
      hasDrift: true,
      halfLife: { from: 1, to: 1 },
    });
    const path = driverPath(trend, middle, at(JUNE + 1), at(JUNE + 3));
    expect(path).toEqual([5, 5.5, 5.75].map((value) => expect.closeTo(value, 9)));
  });

  it('of a random walk takes a step of its own each time, as large as the months between values allow', () => {
    const ten = (counter: number) => (counter === 1 ? 0.9 : 0.5);
    const sd = normalQuantile(0.9);
    // One month: ±1. After the first step nothing more.
    expect(driverPath(driver(), ten, at(JUNE + 1), at(JUNE + 3))).toEqual(
      [1, 1, 1].map(() => expect.closeTo(1 + sd, 9)),
    );
    // A quarter: ±3, and the values between are the last, or on a line.
    const quarters = [0, 3, 0, 3, 0].map((value, quarter) => ({ month: at(JUNE - 12 + 3 * quarter), value }));
    const quarterly = driver({ known: quarters, measured: quarters, isLine: true });
    expect(driverPath(quarterly, ten, at(JUNE + 1), at(JUNE + 4))).toEqual(
      [sd, 2 * sd, 3 * sd, 3 * sd].map((value) => expect.closeTo(value, 9)),
    );
  });

  it('begins with what is known already of its months', () => {
    const known = [...values(5), { month: at(JUNE + 2), value: 8 }];
    expect(driverPath(driver({ known }), middle, at(JUNE + 1), at(JUNE + 4))).toEqual([5, 8, 8, 8]);
    const each = [...values(5), { month: at(JUNE + 1), value: 6 }, { month: at(JUNE + 2), value: 8 }];
    expect(driverPath(driver({ known: each }), middle, at(JUNE + 1), at(JUNE + 3))).toEqual([6, 8, 8]);
  });

  it('has a half-life that is drawn between the two', () => {
    const trend = driver({ rule: 'trend', known: values(0, 1), measured: values(0, 1), hasDrift: true });
    const firstOf = (u: number) =>
      driverPath(
        { ...trend, halfLife: { from: 1, to: 3 } },
        (counter) => (counter === 0 ? u : 0.5),
        at(JUNE + 1),
        at(JUNE + 1),
      )[0];
    expect([firstOf(0), firstOf(1)]).toEqual([expect.closeTo(1.5, 9), expect.closeTo(1 + 0.5 ** (1 / 3), 9)]);
  });

  it('of logs stays above 0, and has a bound where one is said', () => {
    const wild = driver({ isLog: true, known: values(1, 100, 1, 100), measured: values(1, 100, 1, 100) });
    for (const value of driverPath(wild, () => 0.001, at(JUNE + 1), at(JUNE + 12)))
      expect(value).toBeGreaterThan(0);
    const ofLogs = { ...wild, least: 0.5 }; // a bound is of levels, and a log may be below it
    expect(Math.min(...driverPath(ofLogs, () => 0.001, at(JUNE + 1), at(JUNE + 12)))).toBeLessThan(0.5);
    const bounded = driver({ least: 0 });
    expect(Math.min(...driverPath(bounded, () => 0.01, at(JUNE + 1), at(JUNE + 12)))).toBe(0);
  });

  it('resamples nothing but what was', () => {
    const resampled = driver({ rule: 'resample', measured: values(3, 7) });
    expect(driverPath(resampled, (month) => (month % 2) * 0.9, at(JUNE + 1), at(JUNE + 4))).toEqual([
      7, 3, 7, 3,
    ]);
  });
});

describe('settings of a run', () => {
  const outlook = (drivers: DriverOutlook[]): Outlook => ({ untilKnown: JUNE, drivers, predictions: [] });
  const settingsOf = (drivers: DriverOutlook[], run = 0, isOpen = (_: string) => true) =>
    driverSettings(outlook(drivers), 'seed', { run, attempt: 0 }, at(JUNE + 2), isOpen);

  it('are the same again, others in another run, and no other driver moves them', () => {
    const [one] = settingsOf([driver()]);
    expect(one).toMatch(
      /^drivers\.d\.later=\{ from: 2024-07, series: \{ values: \{ 2024-07: \S+, 2024-08: \S+ \} \}, after: hold \}$/,
    );
    expect(settingsOf([driver({ id: 'other' }), driver()])[1]).toBe(one);
    expect(settingsOf([driver()], 1)[0]).not.toBe(one);
    const again = driverSettings(
      outlook([driver()]),
      'seed',
      { run: 0, attempt: 1 },
      at(JUNE + 2),
      () => true,
    );
    expect(again[0], 'another attempt is another path').not.toBe(one);
    const [ofOther] = settingsOf([driver({ id: 'other' })]);
    expect(ofOther!.replace('other', 'd'), 'drivers of one past do not move as one').not.toBe(one);
  });

  it('leave alone what goes on as it is, what the scenario says, and a run that ends in what is known', () => {
    expect(settingsOf([driver({ rule: 'as-it-is' })])).toEqual([]);
    expect(settingsOf([driver()], 0, () => false)).toEqual([]);
    expect(driverSettings(outlook([driver()]), 'seed', { run: 0, attempt: 0 }, JUNE, () => true)).toEqual([]);
  });
});
