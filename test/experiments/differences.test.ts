import fc from 'fast-check';
import { expect, test } from 'vitest';
import { differences, sharing, withDifferences } from '../../src/experiments/differences.ts';

test('only what differs is said', () => {
  const base = { pay: { giants: 1, others: 2 }, rounds: [1, 2], gone: true };
  const other = { pay: { giants: 1, others: 3 }, rounds: [1, 2, 3], founding: null };
  expect(differences(base, other)).toEqual([
    { at: ['gone'] },
    { at: ['pay', 'others'], value: 3 },
    { at: ['rounds'], value: [1, 2, 3] },
    { at: ['founding'], value: null },
  ]);
});

test('a key that objects inherit is a key like any other', () => {
  const parsed = (json: string): unknown => JSON.parse(json);
  const odd = parsed('{"__proto__": {"toString": 1}, "constructor": {}}');
  expect(JSON.stringify(withDifferences({}, differences({}, odd)))).toBe(JSON.stringify(odd));
  const changed = parsed('{"__proto__": {"toString": 2}}');
  expect(JSON.stringify(withDifferences(odd, differences(odd, changed)))).toBe(JSON.stringify(changed));
  const empty = parsed('{"__proto__": {}}') as object;
  const [kept] = Object.values(sharing<object>({}, empty));
  expect(kept).toBe(Object.values(empty)[0]); // and not the prototype of all objects
});

test('a base with its differences is the other, whatever they are, also after a way through JSON', () => {
  const anything = fc.jsonValue({ maxDepth: 4 });
  fc.assert(
    fc.property(anything, anything, (base, other) => {
      const told = JSON.parse(JSON.stringify(differences(base, other)));
      expect(JSON.stringify(withDifferences(base, told))).toBe(
        JSON.stringify(withDifferences(base, differences(base, other))),
      );
      expect(withDifferences(base, told)).toEqual(JSON.parse(JSON.stringify(other)));
    }),
  );
});

test('what shares with a base equals what it was made of, and is the base where they are the same', () => {
  const anything = fc.jsonValue({ maxDepth: 4 });
  fc.assert(
    fc.property(anything, anything, (base, other) => {
      expect(sharing(base, structuredClone(other))).toEqual(other);
      expect(sharing(base, structuredClone(base))).toBe(base);
      const [shared] = sharing([base, other], [structuredClone(base), null]) as unknown[];
      expect(shared).toBe(base);
    }),
  );
});
