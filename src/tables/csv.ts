import type { TableName } from './columns.ts';
import { csvCell, csvRow } from './csv-row.ts';
import { withReplicateColumn } from './replicates.ts';
import type { Table } from './table.ts';
import type { Runs } from './tables.ts';

const ROWS_PER_PIECE = 20_000;

/**
 * CSV as RFC 4180 has it (commas, quotes doubled, header first), but for line ends: a line feed alone, as in evidence/series.
 * Numbers are printed as ECMAScript prints them, the same in every engine; undefined is an empty cell.
 */
export function toCsv(table: Table): string {
  return [...csvPieces(table)].join('');
}

/** The same text in pieces of some 20,000 rows, for writing a large ensemble without holding it as one string. */
export function* csvPieces(table: Table, hasHeader = true): Generator<string> {
  const printers = table.values.map((values) =>
    values instanceof Float64Array ? numberPrinter(values) : textPrinter(values.texts, values.codes),
  );
  // Lines are joined, not added to a growing text: half the time of a large table was spent on that garbage.
  let lines = hasHeader ? [csvRow(table.columns.map(({ name }) => name))] : [];
  const cells = printers.map(() => '');
  for (let row = 0; row < table.rowCount; row++) {
    for (let column = 0; column < printers.length; column++) cells[column] = printers[column]!(row);
    lines.push(cells.join(','));
    if (lines.length === ROWS_PER_PIECE) {
      yield `${lines.join('\n')}\n`;
      lines = [];
    }
  }
  if (lines.length > 0) yield `${lines.join('\n')}\n`;
}

/** One table of several runs, stacked as `withReplicate` stacks them, with one run in memory at a time. */
export function* csvPiecesOfRuns(runs: Runs, name: TableName): Generator<string> {
  let replicate = 0;
  for (const tables of runs) {
    yield* csvPieces(withReplicateColumn(tables[name], replicate), replicate === 0);
    replicate++;
  }
}

function textPrinter(texts: readonly string[], codes: Int32Array): (row: number) => string {
  const printed = texts.map(csvCell);
  return (row) => printed[codes[row]!]!;
}

function numberPrinter(numbers: Float64Array): (row: number) => string {
  return (row) => {
    const value = numbers[row]!;
    return Number.isNaN(value) ? '' : String(value);
  };
}
