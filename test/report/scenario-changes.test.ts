import { expect, test } from 'vitest';
import { scenarioChanges } from '../../src/report/scenario-changes.ts';

/** By what two scenarios differ, by hand. */

const MONTH = 2023 * 12;

test('each place by its keys, before and after; entries of lists by their ids, in whatever order they stand', () => {
  const base = {
    name: 'base',
    title: 'Base',
    description: 'as it is',
    scale: 1,
    employers: [
      { id: 'rich', pay: 1, label: 'Rich' },
      { id: 'calm', pay: 2, label: 'Calm' },
    ],
    regions: [{ id: 'eu' }],
    rates: [0.1, 0.2],
    timeline: [],
  };
  const other = {
    ...base,
    name: 'other',
    title: 'Other',
    description: 'otherwise',
    employers: [
      { id: 'calm', pay: 2, label: 'Calm' },
      { id: 'rich', pay: 3, label: 'Rich' },
      { id: 'new', pay: 9, label: 'New one' },
    ],
    regions: [],
    rates: [0.1, 0.3],
    more: true,
  };
  expect(scenarioChanges(base, other)).toEqual([
    { path: 'employers.rich.pay', before: '1', after: '3' },
    { path: 'employers.new', before: null, after: 'New one' },
    { path: 'regions', before: '[{"id":"eu"}]', after: '[]' },
    { path: 'rates', before: '[0.1, 0.2]', after: '[0.1, 0.3]' },
    { path: 'more', before: null, after: 'true' },
  ]);
  expect(scenarioChanges(other, base).find(({ path }) => path === 'more')).toEqual({
    path: 'more',
    before: 'true',
    after: null,
  });
  expect(scenarioChanges(base, { ...base })).toEqual([]);
});

test('entries without ids of their own are told whole; months as months, and what is long with its beginning', () => {
  const of = (value: unknown) => ({ at: value });
  const changed = (before: unknown, after: unknown) => scenarioChanges(of(before), of(after));
  expect(changed([{ id: 'a' }, { id: 'a' }], [{ id: 'a' }])).toEqual([
    { path: 'at', before: '[{"id":"a"}, {"id":"a"}]', after: '[{"id":"a"}]' },
  ]);
  expect(
    changed({ from: MONTH, until: 12, count: MONTH }, { from: MONTH + 1, until: 13, count: MONTH + 1 }),
  ).toEqual([
    { path: 'at.from', before: '2023-01', after: '2023-02' },
    { path: 'at.until', before: '12', after: '13' },
    { path: 'at.count', before: String(MONTH), after: String(MONTH + 1) },
  ]);
  expect(changed({ id: 'a' }, null)).toEqual([{ path: 'at', before: '{"id":"a"}', after: null }]);
  expect(changed(null, undefined)).toEqual([]);
  const long = Array.from({ length: 100 }, () => 1);
  const after = changed([0], long)[0]!.after;
  expect(after).toHaveLength(90);
  expect(after).toMatch(/^\[1, 1.*…$/);
});

test('of long lists that begin alike, what follows; a key as scenario files write it, and its month as a month', () => {
  const series = (last: number) => ({ drivers: [{ id: 'funding', values: [...Array(60).fill(8.1), last] }] });
  expect(scenarioChanges(series(8.1), series(26.4))).toEqual([
    { path: 'drivers.funding.values', before: '[60 alike, 8.1]', after: '[60 alike, 26.4]' },
  ]);
  expect(
    scenarioChanges({ acquiHires: { ruleFrom: null } }, { acquiHires: { ruleFrom: MONTH + 12 } }),
  ).toEqual([{ path: 'acqui-hires.rule-from', before: null, after: '2024-01' }]);
});
