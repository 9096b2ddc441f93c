import type { ShownValue } from '../scenario/parse.ts';
import type { Lever } from './read-levers.ts';

export type { Lever } from './read-levers.ts';

/** What the scenario has at a lever's path, in the lever's unit; null where it has no such value. */
export function valueOfLever({ path, times, word }: Lever, values: readonly ShownValue[]): number | null {
  const shown = values.find((value) => value.path === path)?.value;
  if (typeof shown === 'number') return tidy(shown * times);
  return (typeof shown === 'string' ? word?.[shown] : undefined) ?? null;
}

/** Stops of a slider in their order: the range by its steps, and the values that must be reachable exactly. */
export function stopsOfLever({ from, to, step }: Lever, exact: readonly number[]): number[] {
  const count = Math.round((to - from) / step);
  const even = Array.from({ length: count + 1 }, (_, at) => tidy(from + at * step));
  return [...new Set([...even, ...exact])].sort((one, other) => one - other);
}

/** Without the last digits that multiplying by a step leaves: 0.30000000000000004. */
const tidy = (value: number): number => Number(value.toPrecision(10));
