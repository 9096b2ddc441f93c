import type { Spec } from './style.ts';

/**
 * How a chart gets what differs from one thing that it shows to the next: rows, and values such as the ends of an axis. The command gives them
 * in the spec itself; a page that has no Vega-Lite gives them by name to a spec that was compiled when the page was built.
 */
export interface Giving {
  /** `data` of a layer. @param name unique in the chart, and a word of Vega's expressions. */
  readonly rows: (name: string, rows: readonly object[]) => Spec;
  /** What stands for a value where Vega-Lite takes an expression. */
  readonly value: (name: string, value: unknown) => unknown;
  /** Whether a layer must be there though it has no rows now. */
  readonly isByName: boolean;
}

/** A spec that needs nothing else. */
export const INSIDE: Giving = {
  rows: (_, values) => ({ values }),
  value: (_, value) => value,
  isByName: false,
};

/** What a chart was given by name. */
export interface Given {
  readonly rows: Map<string, readonly object[]>;
  readonly values: Map<string, unknown>;
}

/** A spec with the same text for everything that it can show, its rows beside their names. @param given what it is filled with is put here. */
export const byName = (given: Given): Giving => ({
  rows: (name, values) => {
    given.rows.set(name, values);
    return { name, values };
  },
  value: (name, value) => {
    given.values.set(name, value);
    return { expr: name };
  },
  isByName: true,
});

/** Nothing yet: a chart’s making fills it in. */
export const nothingGiven = (): Given => ({ rows: new Map(), values: new Map() });
