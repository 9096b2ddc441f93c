/** A row of a CSV file with the line it begins on, from 1. */
export interface CsvRow {
  line: number;
  cells: string[];
}

/** Largest CSV text, characters. */
export const LARGEST_CSV_TEXT = 5_000_000;

/**
 * Splits CSV text (RFC 4180: commas, double quotes) into rows. Lines that begin with # are comments, blank lines are
 * left out, a byte-order mark is ignored, cells are trimmed.
 * @returns the rows, whether there were comments, and the line of a quote that is never closed, or null.
 */
export function readCsv(text: string): {
  rows: CsvRow[];
  hasComments: boolean;
  openQuoteLine: number | null;
} {
  const rows: CsvRow[] = [];
  let hasComments = false;
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/);
  for (let at = 0; at < lines.length; at++) {
    const line = at + 1;
    if (lines[at]!.startsWith('#')) hasComments = true;
    if (lines[at]!.startsWith('#') || lines[at]!.trim() === '') continue;
    const start = at;
    let whole = lines[at]!;
    while (hasOpenQuote(whole) && at + 1 < lines.length && at - start < 20) whole += `\n${lines[++at]}`;
    if (hasOpenQuote(whole)) return { rows, hasComments, openQuoteLine: line };
    rows.push({ line, cells: cellsOf(whole) });
  }
  return { rows, hasComments, openQuoteLine: null };
}

const hasOpenQuote = (text: string): boolean => text.split('"').length % 2 === 0;

function cellsOf(line: string): string[] {
  if (!line.includes('"')) return line.split(',').map((cell) => cell.trim()); // nearly all: drivers are read at each move of a lever
  const cells: string[] = [];
  let cell = '';
  let isQuoted = false;
  for (const character of line) {
    if (character === '"') isQuoted = !isQuoted;
    if (character === ',' && !isQuoted) {
      cells.push(unquoted(cell));
      cell = '';
    } else cell += character;
  }
  cells.push(unquoted(cell));
  return cells;
}

function unquoted(cell: string): string {
  const trimmed = cell.trim();
  const inner =
    trimmed.startsWith('"') && trimmed.endsWith('"') && trimmed.length > 1 ? trimmed.slice(1, -1) : trimmed;
  return inner.replaceAll('""', '"').trim();
}
