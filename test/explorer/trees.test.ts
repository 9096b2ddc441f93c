import { describe, expect, test } from 'vitest';
import { knownTrees, treesOf } from '../../src/explorer/trees.ts';
import { OWN_FILE, worldReader } from '../../src/explorer/world.ts';
import { packed } from '../../src/scenario/packed-tree.ts';
import { type KnownTrees, openScenario } from '../../src/scenario/parse.ts';
import { emptyMap } from '../../src/scenario/tree.ts';
import { worldOfFiles } from '../support/world.ts';

const world = worldOfFiles();
const policyOn = (name: string) => `name: own\nextends: talentflow:${name}\n`;

test('every shipped scenario comes back from JSON as it was parsed, with places and covers', () => {
  const parsed: KnownTrees = new Map();
  for (const { name } of world.scenarios) openScenario(OWN_FILE, worldReader(world, policyOn(name)), parsed);
  parsed.delete(OWN_FILE);
  const trees = JSON.parse(JSON.stringify(treesOf(world)));
  expect(knownTrees({ ...world, trees })).toEqual(parsed);
  expect(parsed.size).toBe(world.scenarios.length);
});

test('a scenario reads the same from them, mistakes and their places too', () => {
  const read = worldReader(world, policyOn('us-immigration-easing'));
  const [own, known] = [undefined, knownTrees(world)].map((known) => openScenario(OWN_FILE, read, known));
  expect(known!([])).toEqual(own!([]));
  const mistakesOf = (open: typeof own) => {
    try {
      open!(['calendar.start=2030-01', 'scale=-1']);
    } catch (error) {
      return (error as { mistakes?: unknown }).mistakes;
    }
    return 'none';
  };
  expect(mistakesOf(known)).toEqual(mistakesOf(own));
  expect(mistakesOf(known)).toContainEqual(
    expect.objectContaining({ place: expect.objectContaining({ file: 'scenarios/baseline.yaml' }) }),
  );
});

describe('what cannot be packed', () => {
  test('values of another file, or of --set', () => {
    const elsewhere = emptyMap({ file: 'b.yaml', line: 1, column: 1 });
    expect(() => packed(elsewhere, 'a.yaml')).toThrow('a.yaml has a value from elsewhere');
    expect(() => packed(emptyMap({ set: 'scale=1' }), 'a.yaml')).toThrow('from elsewhere');
  });

  test('mistakes', () => {
    const place = { file: 'a.yaml', line: 1, column: 1 };
    expect(() => packed({ type: 'broken', place }, 'a.yaml')).toThrow('a.yaml has a mistake');
  });
});
