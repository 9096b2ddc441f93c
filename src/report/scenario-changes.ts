import { monthText } from '../scenario/dates.ts';
import type { Month } from '../scenario/scenario.ts';

/** One place at which two resolved scenarios differ, in words that a reader can follow back to the files. */
export interface ScenarioChange {
  /** Keys from the top; entries of lists by their id. */
  readonly path: string;
  /** Null where there is nothing. */
  readonly before: string | null;
  readonly after: string | null;
}

/** Names of the scenarios themselves, which differ always. */
const NAMES = new Set(['name', 'title', 'description']);
const MOST_LETTERS = 90;

/** What `other` has otherwise than `base`; both are plain data. Entries of lists are told by their ids where all have one. */
export function scenarioChanges(base: object, other: object): ScenarioChange[] {
  return changes(base, other, []).filter(({ path }) => !NAMES.has(path));
}

function changes(base: unknown, other: unknown, at: readonly string[]): ScenarioChange[] {
  if (Object.is(base, other)) return [];
  const [before, after] = [byKey(base), byKey(other)];
  if (before === null || after === null) {
    if (JSON.stringify(base ?? null) === JSON.stringify(other ?? null)) return [];
    const alike = alikeAtFirst(base, other);
    return [{ path: pathOf(at), before: textOf(base, at, alike), after: textOf(other, at, alike) }];
  }
  const keys = [...new Set([...before.keys(), ...after.keys()])];
  return keys.flatMap((key) => changes(before.get(key), after.get(key), [...at, key]));
}

/** A record by its keys, a list by the ids of its entries; null where a value has to be told whole. */
function byKey(value: unknown): Map<string, unknown> | null {
  if (Array.isArray(value)) {
    const ids = value.map((entry) => (entry as { id?: unknown } | null)?.id);
    const told = ids.every((id) => typeof id === 'string') && new Set(ids).size === ids.length;
    return told && value.length > 0 ? new Map(value.map((entry, at) => [ids[at] as string, entry])) : null;
  }
  return typeof value === 'object' && value !== null ? new Map(Object.entries(value)) : null;
}

/** As scenario files write it: `acqui-hires.rule-from`. */
const pathOf = (at: readonly string[]): string =>
  at.map((key) => key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)).join('.');

/** Entries with which two lists that are too long to be told whole both begin: a series often differs only after years. */
function alikeAtFirst(base: unknown, other: unknown): number {
  if (!Array.isArray(base) || !Array.isArray(other)) return 0;
  if ([base, other].every((list) => JSON.stringify(list).length <= MOST_LETTERS)) return 0;
  const differs = base.findIndex((entry, at) => JSON.stringify(entry) !== JSON.stringify(other[at]));
  return differs < 0 ? base.length : differs;
}

/** @param alike entries of a list that are only counted. */
function textOf(value: unknown, at: readonly string[], alike: number): string | null {
  if (value === undefined || value === null) return null;
  if (typeof value === 'number') {
    const isMonth =
      /^(from|until|start|end|month|founded|reportFrom|ruleFrom)$/.test(at.at(-1)!) && value > 12 * 1000;
    return isMonth ? monthText(value as Month) : String(value);
  }
  if (typeof value === 'string') return value;
  const said = (value as { label?: unknown } | null)?.label;
  if (typeof said === 'string') return said;
  const text = Array.isArray(value) ? listText(value, alike) : JSON.stringify(value);
  return text.length <= MOST_LETTERS ? text : `${text.slice(0, MOST_LETTERS - 1)}…`;
}

/** With spaces, so that a long one goes on in a second line. */
function listText(list: readonly unknown[], alike: number): string {
  const rest = list.slice(alike).map((entry) => JSON.stringify(entry));
  return `[${[...(alike > 0 ? [`${alike} alike`] : []), ...rest].join(', ')}]`;
}
