import type { Scenario } from './scenario.ts';

/** The scenario in full as JSON with sorted keys: the same text for the same market, to be hashed. */
export function canonicalScenario(scenario: Scenario): string {
  return JSON.stringify(sorted(scenario));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, inner]) => [key, sorted(inner)]));
}
