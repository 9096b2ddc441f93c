import { expect, test } from 'vitest';
import { differencesBetween } from '../../src/scenario/diff.ts';
import { parseText, SMALL } from './texts.ts';

const small = parseText(SMALL).values;

test('a scenario does not differ from itself, in whatever order its values stand', () => {
  expect(differencesBetween(small, small.toReversed())).toEqual({ changed: [], added: [], removed: [] });
});

test('an item or a section that only one has is told once, by its own path', () => {
  const more = parseText(
    `${SMALL}\nvesting: { cliff: 12 months, interval: 3 months }\ntimeline: [{ id: later, from: 2020-06, path: employers.rich.pay, multiply: 2 }]\n`,
  ).values;
  const { added, changed, removed } = differencesBetween(small, more);
  expect(added.map(({ path }) => path)).toEqual(['timeline', 'vesting']);
  expect([changed, removed]).toEqual([[], []]);
  expect(differencesBetween(more, small).removed).toEqual(added);
});

test('what a scenario is called is no difference', () => {
  const renamed = parseText(SMALL.replace(/^name: .*$/m, 'name: another')).values;
  expect(differencesBetween(small, renamed)).toEqual({ changed: [], added: [], removed: [] });
});
