import type { Spec } from './style.ts';

/** Rows that several layers of a chart draw are kept once; so a page that holds many charts stays small. */

/** Shorter data is not worth a name. */
const LEAST_LETTERS = 120;

/** The same spec with rows that repeat in `rows`, each layer saying which by `{ same: number }`. `expanded` undoes it. */
export function compacted(spec: Spec): Spec {
  const texts = new Map<string, number>();
  count(spec, texts);
  const rows = [...texts]
    .filter(([text, times]) => times > 1 && text.length >= LEAST_LETTERS)
    .map(([text]) => text);
  if (rows.length === 0) return spec;
  return { ...replaced(spec, rows), rows: rows.map((text) => JSON.parse(text)) };
}

function count(node: unknown, texts: Map<string, number>): void {
  if (typeof node !== 'object' || node === null) return;
  for (const [key, value] of Object.entries(node)) {
    if (key === 'values' && Array.isArray(value)) {
      const text = JSON.stringify(value);
      texts.set(text, (texts.get(text) ?? 0) + 1);
    } else count(value, texts);
  }
}

function replaced<T>(node: T, rows: readonly string[]): T {
  if (Array.isArray(node)) return node.map((part) => replaced(part, rows)) as T;
  if (typeof node !== 'object' || node === null) return node;
  return Object.fromEntries(
    Object.entries(node).map(([key, value]) => {
      const same = key === 'values' && Array.isArray(value) ? rows.indexOf(JSON.stringify(value)) : -1;
      return same < 0 ? [key, replaced(value, rows)] : ['values', { same }];
    }),
  ) as T;
}

/** The spec that `compacted` was given. */
export function expanded({ rows, ...spec }: Spec): Spec {
  return rows === undefined ? spec : filled(spec, rows as readonly unknown[]);
}

function filled<T>(node: T, rows: readonly unknown[]): T {
  if (Array.isArray(node)) return node.map((part) => filled(part, rows)) as T;
  if (typeof node !== 'object' || node === null) return node;
  const { same, ...rest } = node as { same?: number };
  if (typeof same === 'number' && Object.keys(rest).length === 0) return rows[same] as T;
  return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, filled(value, rows)])) as T;
}
