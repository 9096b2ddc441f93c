import { expect, test } from 'vitest';
import { parameterSet, settingsAt, uncertain } from '../../src/experiments/parameter-sets.ts';
import { underParameterSet } from '../../src/report/parameter-sets.ts';
import { loadScenario } from '../../src/runtime/scenario-files.ts';
import { NO_BACKING, type ShownValue } from '../../src/scenario/provenance.ts';

const baseline = loadScenario('talentflow:baseline');
const drawn = (set: number) =>
  new Map(
    parameterSet(baseline.values, 's', set, 0).map((setting) => setting.split('=') as [string, string]),
  );

test('every value with a range is drawn inside it, shares of a whole apart', () => {
  const set = drawn(0);
  const doubtful = uncertain(baseline.values).filter(({ unit }) => unit !== 'share');
  expect(doubtful.length).toBeGreaterThan(50);
  for (const { path, range } of doubtful) {
    expect(Number(set.get(path)), path).toBeGreaterThanOrEqual(range![0]);
    expect(Number(set.get(path)), path).toBeLessThanOrEqual(range![1]);
  }
});

test('shares that are a whole stay one', () => {
  const causes = [...drawn(1)].filter(([path]) => /^causes\..*\.share$/.test(path));
  expect(causes.reduce((sum, [, share]) => sum + Number(share), 0)).toBeCloseTo(1, 9);
});

test('a set is the same each time, another set is another, and one range more renames nobody', () => {
  expect(drawn(3)).toEqual(drawn(3));
  expect(drawn(3)).not.toEqual(drawn(4));
  const [first, ...others] = uncertain(baseline.values).filter(({ unit }) => unit !== 'share');
  const without = parameterSet(others, 's', 3, 0);
  expect(parameterSet([first!, ...others], 's', 3, 0).slice(1)).toEqual(without);
});

test('the baseline takes the sets that are drawn of it', () => {
  const reload = (settings: readonly string[]) => {
    const { scenario, files } = loadScenario('talentflow:baseline', { set: settings });
    return { name: 'baseline', scenario, files, set: [] };
  };
  const scenarios = [{ variant: reload([]), values: baseline.values, ofBaseline: new Set<string>(), reload }];
  const [variant] = underParameterSet(scenarios, 's', 0);
  expect(variant!.name).toBe('baseline, parameter set 0');
  expect(variant!.scenario).not.toEqual(baseline.scenario);
});

/** A number of a scenario with its range, as it is shown. */
const shown = (path: string, value: number, range: [number, number] | null, unit = 'ratio'): ShownValue => ({
  ...NO_BACKING,
  path,
  value,
  unit,
  range,
  origin: '--set',
});

test('a coordinate is a share of the range; a whole number stays whole, the nearest', () => {
  const values = [
    shown('a', 2, [1, 5]),
    shown('b', 0.5, [0, 1]),
    shown('c', 1.5, [1, 5]),
    shown('d', 3, null),
  ];
  expect(settingsAt(values, () => 0.4)).toEqual(['a=3', 'b=0.4', 'c=2.6']); // a: 2.6
  expect(settingsAt(values, ({ path }) => (path === 'a' ? 0 : null))).toEqual(['a=1']);
});

test('of shares of a whole those that are not drawn stay, and the others share what is left', () => {
  const values = [
    shown('mix.a', 0.4, null, 'share'),
    shown('mix.b', 0.3, [0.1, 0.5], 'share'),
    shown('mix.c', 0.3, [0.1, 0.5], 'share'),
  ];
  // 0.1 and 0.5, as they are drawn, of the 0.6 that a leaves; then 0.2 and 0.4.
  expect(settingsAt(values, ({ path }) => (path === 'mix.b' ? 0 : 1))).toEqual(['mix.b=0.1', 'mix.c=0.5']);
  expect(settingsAt(values, ({ path }) => (path === 'mix.b' ? 0.25 : 0.75))).toEqual([
    'mix.b=0.2',
    'mix.c=0.4',
  ]);
  const wider = [...values.slice(0, 2), shown('mix.c', 0.3, [0.3, 0.5], 'share')];
  expect(settingsAt(wider, () => 0)).toEqual(['mix.b=0.15', 'mix.c=0.45']); // 0.1 : 0.3
});

test('parameters are drawn each for itself', () => {
  const values = Array.from({ length: 50 }, (_, at) => shown(`p${at}`, 0.5, [0, 1]));
  const drawn = parameterSet(values, 's', 0, 0).map((setting) => setting.split('=')[1]);
  expect(new Set(drawn).size).toBe(50);
});
