import { csvRow } from '../tables/csv-row.ts';

/** A text file of a results folder; `rows` of a table, null of other texts. */
export interface TextFile {
  readonly path: string;
  readonly text: string;
  readonly rows: number | null;
}

/** A header, then one line a row; numbers as JavaScript prints them, nothing where there is none. */
export function csvOfRecords(rows: readonly object[]): string {
  const columns = Object.keys(rows[0] ?? {});
  const lines = rows.map((row) =>
    csvRow(columns.map((column) => (row as Readonly<Record<string, unknown>>)[column])),
  );
  return `${[columns.join(','), ...lines].join('\n')}\n`;
}

export const csvFile = (path: string, rows: readonly object[]): TextFile => ({
  path,
  text: csvOfRecords(rows),
  rows: rows.length,
});

export const jsonFile = (path: string, value: unknown): TextFile => ({
  path,
  text: `${JSON.stringify(value, null, 2)}\n`,
  rows: null,
});

/** The lines of a Markdown table. @param escaped a cell's text with what would end the cell escaped. */
export function markdownTable(
  header: readonly string[],
  rows: readonly (readonly string[])[],
  escaped = (cell: string) => cell.replaceAll('|', '\\|'),
): string[] {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [header.map(escaped), header.map(() => '---'), ...rows.map((row) => row.map(escaped))].map(line);
}
