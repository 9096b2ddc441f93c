import type { Scenario } from './scenario.ts';

/** Texts of parts that were asked for before: the scenarios of an experiment share nearly all of theirs. */
export type KnownTexts = WeakMap<object, string>;

/**
 * The scenario in full as JSON with sorted keys: the same text for the same market, to be hashed.
 * @param known is added to; its parts must not have changed since.
 */
export function canonicalScenario(scenario: Scenario, known: KnownTexts = new WeakMap()): string {
  return textOf(scenario, known)!;
}

/** As JSON.stringify: undefined for what JSON does not know. */
function textOf(value: unknown, known: KnownTexts): string | undefined {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const before = known.get(value);
  if (before !== undefined) return before;
  const text = Array.isArray(value)
    ? `[${value.map((item) => textOf(item, known) ?? 'null').join()}]`
    : `{${membersOf(value, known).join()}}`;
  known.set(value, text);
  return text;
}

function membersOf(value: object, known: KnownTexts): string[] {
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return entries.flatMap(([key, inner]) => {
    const text = textOf(inner, known);
    return text === undefined ? [] : [`${JSON.stringify(key)}:${text}`];
  });
}
