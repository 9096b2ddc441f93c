import fc from 'fast-check';
import { parquetReadObjects } from 'hyparquet';
import { expect, test } from 'vitest';
import { hashOfCells, packTables, unpackTable } from '../../src/runtime/parquet.ts';
import { rowsOf } from '../../src/tables/table.ts';
import type { Tables } from '../../src/tables/tables.ts';
import { type Table, toCsv } from '../../src/tables/tables.ts';
import { anyTable, DECLARED } from '../support/tables.ts';

const packed = (table: Table) =>
  packTables({ [table.name]: table } as unknown as Tables, new Int32Array()).tables[0]!;

test('a table comes back from its Parquet file cell for cell, and gives the same CSV', () => {
  fc.assert(
    fc.property(anyTable, (table) => {
      const back = unpackTable('flows', DECLARED, packed(table).bytes);
      expect(back).toStrictEqual(table);
      expect(toCsv(back)).toBe(toCsv(table));
      expect(hashOfCells(back)).toBe(packed(table).sha256);
    }),
  );
});

test('the same table gives the same bytes, another cell another SHA-256', () => {
  fc.assert(
    fc.property(anyTable, (table) => {
      expect(packed(table)).toStrictEqual(packed(table));
      if (table.rowCount === 0) return;
      const values = [...table.values];
      values[2] = (values[2] as Float64Array).map((people, row) => (row === 0 ? 1e9 : people));
      expect(hashOfCells({ ...table, values })).not.toBe(packed(table).sha256);
    }),
  );
});

test('any reader of Parquet reads it', async () => {
  const [table] = fc.sample(
    anyTable.filter(({ rowCount }) => rowCount > 5),
    { numRuns: 1, seed: 1 },
  );
  const { bytes } = packed(table!);
  const file = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
  const { gunzipSync } = await import('node:zlib');
  const rows = await parquetReadObjects({ file, compressors: { GZIP: (input) => gunzipSync(input) } });
  expect(rows.map((row) => Object.values(row))).toEqual([...rowsOf(table!)]);
});

test('a file of other columns is not taken for the table', () => {
  const [table] = fc.sample(anyTable, 1);
  const other = { ...DECLARED, columns: DECLARED.columns.slice(1) };
  expect(() => unpackTable('flows', other, packed(table!).bytes)).toThrow(
    'flows has the columns month, unit',
  );
});
