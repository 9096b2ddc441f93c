import { csvRow } from '../tables/csv-row.ts';
import type { Spec } from './style.ts';
import { DRAWING, markOf, NAMES, type Row, rowsOf } from './tooltips.ts';

/** What a chart draws, as a table for its reader. */
export interface ChartData {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly unknown[])[];
}

/** The data of a chart as one table a set of rows, each field with its name; drawing's own fields are left out. */
export function dataOf(spec: Spec): ChartData[] {
  const found = new Map<string, readonly Row[]>();
  const walk = (node: Spec) => {
    const rows = rowsOf(node);
    if (rows !== undefined && rows.length > 0 && !isCaption(node)) found.set(JSON.stringify(rows), rows);
    for (const kind of ['layer', 'hconcat', 'vconcat', 'concat'])
      for (const panel of (node[kind] as Spec[]) ?? []) walk(panel);
  };
  walk(spec);
  return [...found.values()].flatMap((rows) => {
    const fields = Object.keys(rows[0]!).filter((field) => !DRAWING.has(field));
    if (fields.length < 2) return [];
    return [
      {
        columns: fields.map((field) => NAMES[field] ?? field),
        rows: rows.map((row) => fields.map((field) => row[field])),
      },
    ];
  });
}

/** Text over a chart repeats what its marks show. */
const isCaption = (node: Spec): boolean => markOf(node) === 'text';

/** As CSV: the columns' names, then a line a row. */
export const csvOfData = ({ columns, rows }: ChartData): string =>
  `${[columns, ...rows].map(csvRow).join('\n')}\n`;
