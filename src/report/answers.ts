import { parquetWriteBuffer } from 'hyparquet-writer';
import { csvRow } from '../tables/csv-row.ts';
import type { Answer } from './sql.ts';

export const QUERY_FORMATS = ['table', 'csv', 'json', 'parquet'] as const;
export type QueryFormat = (typeof QUERY_FORMATS)[number];

type Cell = string | number | bigint | boolean | null;

/** Rows shown of a table: more is read by programs, in another format. */
const MOST_ROWS_SHOWN = 1_000;

/** An answer as text or bytes, in pieces. */
export async function* pieces(answer: Answer, format: QueryFormat): AsyncGenerator<string | Uint8Array> {
  if (format === 'csv') yield* asCsv(answer);
  else if (format === 'json') yield* asJson(answer);
  else if (format === 'parquet') yield await asParquet(answer);
  else yield await asTable(answer);
}

async function* asCsv({ columns, rows }: Answer): AsyncGenerator<string> {
  yield `${csvRow(columns)}\n`;
  for await (const some of rows) yield some.map((row) => `${csvRow(row)}\n`).join('');
}

async function* asJson({ columns, rows }: Answer): AsyncGenerator<string> {
  yield `{\n  "format": "talentflow.query/1",\n  "columns": ${JSON.stringify(columns)},\n  "rows": [`;
  let separator = '\n    ';
  for await (const some of rows) {
    yield separator + some.map((row) => JSON.stringify(row, jsonCell)).join(',\n    ');
    separator = ',\n    ';
  }
  yield '\n  ]\n}\n';
}

/** JSON has neither whole numbers beyond a double's nor infinity. */
function jsonCell(_key: string, value: unknown): unknown {
  if (typeof value === 'bigint') return String(value);
  return typeof value === 'number' && !Number.isFinite(value) ? null : value;
}

async function asTable({ columns, rows }: Answer): Promise<string> {
  const shown: Cell[][] = [];
  let all = 0;
  for await (const some of rows) {
    shown.push(...some.slice(0, MOST_ROWS_SHOWN - shown.length));
    all += some.length;
  }
  const isNumber = columns.map((_, at) =>
    shown.every((row) => row[at] === null || typeof row[at] !== 'string'),
  );
  const cells = [
    [...columns],
    ...shown.map((row) => row.map((cell) => (cell === null ? '' : shownNumber(cell)))),
  ];
  const widths = columns.map((_, at) => Math.max(...cells.map((row) => row[at]!.length)));
  const lines = cells.map((row) =>
    row
      .map((cell, at) => (isNumber[at] ? cell.padStart(widths[at]!) : cell.padEnd(widths[at]!)))
      .join('  ')
      .trimEnd(),
  );
  const rest = all > shown.length ? [`and ${all - shown.length} more rows: --format csv gives all`] : [];
  return [...lines, ...rest, ''].join('\n');
}

/** Seven digits are more than anybody reads; other formats give all. */
function shownNumber(cell: string | number | bigint | boolean): string {
  if (typeof cell !== 'number' || Number.isInteger(cell)) return String(cell);
  return String(Number(cell.toPrecision(7)));
}

async function asParquet({ columns, rows }: Answer): Promise<Uint8Array> {
  const data: Cell[][] = columns.map(() => []);
  for await (const some of rows) {
    for (const row of some) for (let at = 0; at < row.length; at++) data[at]!.push(row[at]!);
  }
  const columnData = columns.map((name, at) => ({ name, ...typed(data[at]!) }));
  return new Uint8Array(parquetWriteBuffer({ columnData }));
}

function typed(cells: readonly Cell[]) {
  const said = cells.filter((cell) => cell !== null);
  if (said.every((cell) => typeof cell === 'boolean')) return { type: 'BOOLEAN' as const, data: [...cells] };
  // Whole numbers beyond a double's come as such, and stay what they are as text.
  if (said.every((cell) => typeof cell === 'number')) return { type: 'DOUBLE' as const, data: [...cells] };
  return { type: 'STRING' as const, data: cells.map((cell) => (cell === null ? null : String(cell))) };
}
