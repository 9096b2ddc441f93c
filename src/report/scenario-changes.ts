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
    return [{ path: at.join('.'), before: textOf(base, at), after: textOf(other, at) }];
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

function textOf(value: unknown, at: readonly string[]): string | null {
  if (value === undefined || value === null) return null;
  if (typeof value === 'number') {
    const isMonth = /^(from|until|start|end|month|reportFrom)$/.test(at.at(-1)!) && value > 12 * 1000;
    return isMonth ? monthText(value as Month) : String(value);
  }
  if (typeof value === 'string') return value;
  const said = (value as { label?: unknown } | null)?.label;
  if (typeof said === 'string') return said;
  const text = JSON.stringify(value);
  return text.length <= MOST_LETTERS ? text : `${text.slice(0, MOST_LETTERS - 1)}…`;
}
