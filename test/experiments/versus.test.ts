import { expect, test } from 'vitest';
import { itemsOf } from '../../src/experiments/explain/differences.ts';
import { Names } from '../../src/experiments/explain/names.ts';
import { differenceText } from '../../src/experiments/explain/telling.ts';
import { loadScenario } from '../../src/runtime/scenario-files.ts';

const names = new Names(loadScenario('talentflow:baseline', {}).scenario);
const said = (path: string, base: unknown, policy: unknown) =>
  differenceText(itemsOf(names, { path, base, policy } as Parameters<typeof itemsOf>[1]));

test('of a list that two runs read, what differs is told by its name, and the rest is left out', () => {
  const routes = [1, 0.41, 0.9].map((chance) => [chance, 0.7]);
  const easier = routes.with(1, [0.9, 0.8]);
  const { region, id } = names.route(1);
  expect(said('routes', routes, easier)).toBe(
    `route ${region}.${id}: chance of a visa 0.41 → 0.9; route ${region}.${id}: share of people who can use it 0.7 → 0.8`,
  );
  expect(said('enforced', [0.5, 0.2], [0, 0.2])).toBe(`${names.region(0)}: non-competes enforced 0.5 → 0`);
  expect(said('outcomes', [0.5, 2, 3], [0.5, 4, 3])).toBe('outcomes, 2 of 3 2 → 4');
});

test('what is no list, or a list of another length, is told as it is', () => {
  expect(said('rate', 0.1, 0.2)).toBe('rate 0.1 → 0.2');
  expect(said('teammatesLeft', [1], [1, 2])).toBe('teammates left [1] → [1,2]');
});
