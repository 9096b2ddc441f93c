import { type Column, TABLE_NAMES } from './columns.ts';
import type { Table, TextValues } from './table.ts';
import type { Tables } from './tables.ts';

const REPLICATE: Column = {
  name: 'replicate',
  type: 'number',
  unit: 'number',
  meaning: 'which run of the ensemble, from 0',
};

/** A run's table with that column. */
export function withReplicateColumn(table: Table, replicate: number): Table {
  const values = [new Float64Array(table.rowCount).fill(replicate), ...table.values];
  return { ...table, columns: [REPLICATE, ...table.columns], values };
}

/** The tables of several runs one under the other, with a first column that says which run a row is of. */
export function withReplicate(runs: readonly Tables[]): Tables {
  if (runs.length === 0) throw new RangeError('there is no run to stack');
  return Object.fromEntries(
    TABLE_NAMES.map((name) => [name, stacked(runs.map((run) => run[name]))]),
  ) as Tables;
}

function stacked(tables: readonly Table[]): Table {
  const [first] = tables as [Table, ...Table[]];
  const rowCount = tables.reduce((rows, table) => rows + table.rowCount, 0);
  const replicate = new Float64Array(rowCount);
  let from = 0;
  for (const [number, table] of tables.entries()) {
    replicate.fill(number, from, from + table.rowCount);
    from += table.rowCount;
  }
  const values = first.columns.map((_, column) => {
    const parts = tables.map((table) => table.values[column]!);
    return first.values[column] instanceof Float64Array
      ? joinedNumbers(parts as Float64Array[], rowCount)
      : joinedTexts(parts as TextValues[], rowCount);
  });
  return {
    name: first.name,
    columns: [REPLICATE, ...first.columns],
    rowCount,
    values: [replicate, ...values],
  };
}

function joinedNumbers(parts: readonly Float64Array[], rowCount: number): Float64Array {
  const joined = new Float64Array(rowCount);
  let from = 0;
  for (const part of parts) {
    joined.set(part, from);
    from += part.length;
  }
  return joined;
}

function joinedTexts(parts: readonly TextValues[], rowCount: number): TextValues {
  const codeOf = new Map<string, number>();
  const codes = new Int32Array(rowCount);
  let row = 0;
  for (const part of parts) {
    const joinedCode = part.texts.map((text) => {
      if (!codeOf.has(text)) codeOf.set(text, codeOf.size);
      return codeOf.get(text)!;
    });
    for (const code of part.codes) codes[row++] = joinedCode[code]!;
  }
  return { texts: [...codeOf.keys()], codes };
}
