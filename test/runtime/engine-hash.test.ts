import { expect, test } from 'vitest';
import { hashes } from '../../src/runtime/engine-hash.ts';
import { plainScenario } from '../support/stored-runs.ts';

const idOf = hashes().pointId;

test('a point’s id follows from scenario, seed and replicate, and from nothing else', () => {
  const scenario = plainScenario();
  const id = idOf(scenario, 's', 0);
  expect(id).toMatch(/^[0-9a-f]{64}$/);
  expect(hashes().pointId(structuredClone(scenario), 's', 0)).toBe(id);
  expect(idOf({ ...scenario, seed: 'never read' }, 's', 0)).toBe(id);
  const others = [
    idOf(scenario, 't', 0),
    idOf(scenario, 's', 1),
    idOf(plainScenario(['employers.rich.pay=220001']), 's', 0),
  ];
  expect(new Set([id, ...others]).size).toBe(4);
});

test('run from source, the engine says so', () => {
  expect(hashes().engine).toMatch(/^source-[0-9a-f]{64}$/);
});
