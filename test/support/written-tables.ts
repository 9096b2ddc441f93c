import type { Table } from '../../src/tables/table.ts';
import type { Tables } from '../../src/tables/tables.ts';

/** A table written out in a test: a header, then rows; a column holds numbers or null when its first cell does. */
export function tableOf(name: string, header: string, ...rows: readonly (string | number | null)[][]): Table {
  const names = header.split(' ');
  const values = names.map((column, at) => {
    const cells = rows.map((row) => row[at]!);
    if (isText(column, cells)) {
      const texts = [...new Set(cells as string[])];
      return { texts, codes: Int32Array.from(cells as string[], (cell) => texts.indexOf(cell)) };
    }
    return Float64Array.from(cells as (number | null)[], (cell) => cell ?? Number.NaN);
  });
  const columns = names.map((column, at) => ({
    name: column,
    type: isText(
      column,
      rows.map((row) => row[at]!),
    )
      ? ('text' as const)
      : ('count' as const),
    unit: '',
    meaning: '',
  }));
  return { name, columns, rowCount: rows.length, values };
}

/** Tables of a run that has these and, for its months, a table `market`. */
export function tablesOf(months: readonly string[], ...tables: Table[]): Tables {
  const market = tableOf('market', 'month people', ...months.map((month) => [month, 1]));
  return Object.fromEntries([market, ...tables].map((table) => [table.name, table])) as unknown as Tables;
}

/** The same rows in another order: those of a table are a set. */
export function shuffled(table: Table, order: readonly number[]): Table {
  return {
    ...table,
    values: table.values.map((values) =>
      values instanceof Float64Array
        ? Float64Array.from(order, (row) => values[row]!)
        : { texts: values.texts, codes: Int32Array.from(order, (row) => values.codes[row]!) },
    ),
  };
}

const isText = (column: string, cells: readonly unknown[]) =>
  cells.length === 0
    ? ['month', 'from', 'to', 'unit', 'sector', 'kind', 'skill', 'region', 'home'].includes(column)
    : typeof cells[0] === 'string';
