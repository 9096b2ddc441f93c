import { expect, test } from 'vitest';
import { keysAt, wordsAt } from '../../src/explorer/completion.ts';
import { scenarioJsonSchema } from '../../src/scenario/json-schema.ts';

const schema = scenarioJsonSchema();
const labels = (suggestions: { label: string }[]) => suggestions.map(({ label }) => label);

test.each([
  ['at the top', [], ['name', 'extends', 'timeline']],
  ['in a map', ['calendar'], ['start', 'end', 'spin-up']],
  ['in an item of a list', ['timeline', null], ['id', 'from', 'path', 'multiply']],
  ['in a number written in full', ['choice', 'elasticity'], ['value', 'source', 'why', 'range']],
  ['two lists deep', ['regions', null, 'routes', null], ['waiting', 'refusal']],
])('keys %s', (_, path, some) => {
  expect(labels(keysAt(schema, path))).toEqual(expect.arrayContaining(some));
});

test('a key has its meaning beside it', () => {
  expect(keysAt(schema, []).find(({ label }) => label === 'scale')?.about).toContain(
    'Simulated people per person',
  );
});

test('words where a value is one of a few', () => {
  expect(labels(wordsAt(schema, ['drivers', null, 'between']))).toContain('linear');
});

test('nothing where the vocabulary has nothing', () => {
  expect(keysAt(schema, ['no-such-key', 'deeper'])).toEqual([]);
});
