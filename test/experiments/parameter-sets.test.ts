import { expect, test } from 'vitest';
import { parameterSet, uncertain } from '../../src/experiments/parameter-sets.ts';
import { underParameterSet } from '../../src/report/parameter-sets.ts';
import { loadScenario } from '../../src/runtime/scenario-files.ts';

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
