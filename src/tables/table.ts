import type { Column } from './columns.ts';

/** Text cells as positions in a list of the different texts: a full run repeats few of them half a million times. */
export interface TextValues {
  readonly texts: readonly string[];
  readonly codes: Int32Array;
}

export type Cell = string | number | null;

/**
 * A result table, stored by column and without methods, so that a worker can post it as it is.
 * `values[column]` holds `rowCount` cells: texts for `month` and `text` columns, numbers (NaN: undefined) for the others.
 */
export interface Table {
  readonly name: string;
  readonly columns: readonly Column[];
  readonly rowCount: number;
  readonly values: readonly (TextValues | Float64Array)[];
}

/** Position of a column. @throws RangeError when the table has none of that name. */
function columnIndex(table: Table, name: string): number {
  const index = table.columns.findIndex((column) => column.name === name);
  if (index < 0) throw new RangeError(`table ${table.name} has no column ${name}`);
  return index;
}

/** Numbers of a column, one per row; NaN where undefined. */
export function numbersOf(table: Table, name: string): Float64Array {
  const values = table.values[columnIndex(table, name)]!;
  if (values instanceof Float64Array) return values;
  throw new TypeError(`column ${name} of table ${table.name} holds text`);
}

/** Texts of a column: `texts[codes[row]]`. */
export function textsOf(table: Table, name: string): TextValues {
  const values = table.values[columnIndex(table, name)]!;
  if (!(values instanceof Float64Array)) return values;
  throw new TypeError(`column ${name} of table ${table.name} holds numbers`);
}

export function cellAt(table: Table, column: number, row: number): Cell {
  const values = table.values[column]!;
  if (!(values instanceof Float64Array)) return values.texts[values.codes[row]!]!;
  const value = values[row]!;
  return Number.isNaN(value) ? null : value;
}

/** Rows one by one, as arrays in the order of the columns; for small tables and tests. */
export function* rowsOf(table: Table): Generator<Cell[]> {
  for (let row = 0; row < table.rowCount; row++)
    yield table.columns.map((_, column) => cellAt(table, column, row));
}
