import { grouped } from './grouped.ts';
import type { ShownValue } from './provenance.ts';

/** How the second of two scenarios differs from the first: values that changed, and whole parts that one of them lacks. */
export interface ScenarioDifferences {
  changed: { path: string; before: ShownValue; after: ShownValue }[];
  added: Part[];
  removed: Part[];
}

/** A value, item or section that only one scenario has, by the shortest path that says so, and the values in it. */
export interface Part {
  path: string;
  values: ShownValue[];
}

/** What a scenario is called says nothing about the market. */
const NAMES = ['name', 'title', 'description'];

/** @param before, after every value of each, as resolved; their order does not matter. @returns sorted by path. */
export function differencesBetween(
  before: readonly ShownValue[],
  after: readonly ShownValue[],
): ScenarioDifferences {
  const old = byPath(before);
  const now = byPath(after);
  const changed = [...old].flatMap(([path, value]) => {
    const other = now.get(path);
    return other === undefined || other.value === value.value ? [] : [{ path, before: value, after: other }];
  });
  return {
    changed: changed.sort((a, b) => (a.path < b.path ? -1 : 1)),
    added: partsOnlyIn(now, old),
    removed: partsOnlyIn(old, now),
  };
}

function byPath(values: readonly ShownValue[]): Map<string, ShownValue> {
  return new Map(values.filter(({ path }) => !NAMES.includes(path)).map((value) => [value.path, value]));
}

function partsOnlyIn(here: ReadonlyMap<string, ShownValue>, there: ReadonlyMap<string, ShownValue>): Part[] {
  const elsewhere = new Set([...there.keys()].flatMap(prefixesOf));
  const only = [...here.values()].filter(({ path }) => !there.has(path));
  const parts = grouped(
    only,
    ({ path }) => prefixesOf(path).find((prefix) => !elsewhere.has(prefix)) ?? path,
  );
  return [...parts].map(([path, values]) => ({ path, values })).sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** a.b.c gives a, a.b and a.b.c. */
function prefixesOf(path: string): string[] {
  const keys = path.split('.');
  return keys.map((_, at) => keys.slice(0, at + 1).join('.'));
}
