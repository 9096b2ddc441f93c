import { expect, test } from 'vitest';
import { canonicalScenario, type KnownTexts } from '../../src/scenario/canonical.ts';
import type { Scenario } from '../../src/scenario/scenario.ts';

const asScenario = (value: object) => value as Scenario;

test('keys are sorted on every level, and all else is as JSON has it', () => {
  const value = { b: [1, { d: null, c: 'é"' }, undefined], a: { z: -0, y: 1e21, x: true }, gone: undefined };
  expect(canonicalScenario(asScenario(value))).toBe(
    '{"a":{"x":true,"y":1e+21,"z":0},"b":[1,{"c":"é\\"","d":null},null]}',
  );
});

test('a part that was told before is not told again, and the text is the same', () => {
  const known: KnownTexts = new WeakMap();
  const shared = { deep: [1, 2, 3] };
  const one = asScenario({ shared, own: 1 });
  const other = asScenario({ own: 2, shared });
  expect(canonicalScenario(one, known)).toBe('{"own":1,"shared":{"deep":[1,2,3]}}');
  known.set(shared, '"as told before"');
  expect(canonicalScenario(other, known)).toBe('{"own":2,"shared":"as told before"}');
  expect(canonicalScenario(other)).toBe('{"own":2,"shared":{"deep":[1,2,3]}}');
});
