import { expect, test } from 'vitest';
import { byStrength, coordinatesOf, factorsOf } from '../../src/experiments/sensitivity.ts';
import { loadScenario } from '../../src/runtime/scenario-files.ts';

test('factors are the parameters with a range, those asked for, alone or by item', () => {
  const { values } = loadScenario('talentflow:baseline');
  const all = factorsOf(values, [], false);
  const together = factorsOf(values, [], true);
  expect(all.length).toBeGreaterThan(500);
  expect(together.length).toBeLessThan(all.length / 4);
  expect(together.flatMap(({ paths }) => paths).toSorted()).toEqual(all.map(({ id }) => id).toSorted());
  const [choice, ...others] = factorsOf(values, ['choice', 'people.c'], true);
  expect(choice!.id).toMatch(/^choice\./);
  for (const { id } of others) expect(id).toMatch(/^choice\./);
  const { factorOf, paths } = coordinatesOf([...together.slice(0, 2), { id: 'chance', paths: [] }]);
  expect(factorOf.at(-1)).toBe(2);
  expect(paths.at(-1)).toBeNull();
  expect(factorOf).toHaveLength(paths.length);
});

test('the strongest comes first, and what cannot be said last', () => {
  const strengths = [0.1, null, 3, 0].map((strength) => ({ strength }));
  expect(strengths.toSorted(byStrength).map(({ strength }) => strength)).toEqual([3, 0.1, 0, null]);
});
