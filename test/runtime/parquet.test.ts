import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { DuckDBInstance } from '@duckdb/node-api';
import fc from 'fast-check';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { expect, test } from 'vitest';
import { hashOfCells, packTables, unpackTable } from '../../src/runtime/parquet.ts';
import { rowsByKey, rowsByMonth } from '../../src/runtime/row-order.ts';
import { rowsOf } from '../../src/tables/table.ts';
import { TableBuilder } from '../../src/tables/table-builder.ts';
import { type Table, type Tables, toCsv } from '../../src/tables/tables.ts';
import { anyTable, DECLARED } from '../support/tables.ts';
import { emptyFolder } from '../support/talentflow.ts';

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

test('numbers that nearly fit a smaller type come back to the last bit', () => {
  const numbers = [
    ...[0.1 + 0.2, 0.3, 1e-10, 0.1234560001, 1 / 3, 2 ** 31, -(2 ** 31), 2 ** 31 - 1, 2 ** 53, 2 ** 53 - 1],
    ...[2 ** 31 / 1e4, 2 ** 31 / 1e6, 2 ** 60, -0, Number.NaN],
  ];
  const declared = { ...DECLARED, columns: [DECLARED.columns[2]!] };
  for (const one of numbers)
    for (const beside of [[], [7], [Number.NaN, 0.5]]) {
      const values = [Float64Array.of(one, ...beside)];
      const table = { name: 'flows', columns: declared.columns, rowCount: values[0]!.length, values };
      expect(unpackTable('flows', declared, packed(table).bytes), String(one)).toStrictEqual(table);
    }
});

test('the SHA-256 of cells is of their order, of the columns’ names, and of nothing that lies beside them', () => {
  const table = (codes: readonly number[], name = 'unit', beyond: readonly number[] = []): Table => ({
    name: 'flows',
    columns: [{ ...DECLARED.columns[1]!, name }],
    rowCount: 3,
    values: [{ texts: ['a', 'b'], codes: Int32Array.from([...codes, ...beyond]).subarray(0, 3) }],
  });
  const own = hashOfCells(table([0, 1, 0]));
  expect(hashOfCells(table([0, 1, 1]))).not.toBe(own);
  expect(hashOfCells(table([0, 1, 0], 'sector'))).not.toBe(own);
  expect(hashOfCells(table([0, 1, 0], 'unit', [1, 1]))).toBe(own);
});

/** The units of each month in one order, some left out, with numbers of every kind that tables hold. */
const panel = fc
  .tuple(
    fc.constantFrom(1, 0.3),
    fc.array(fc.array(fc.boolean(), { minLength: 6, maxLength: 6 }), { maxLength: 8 }),
  )
  .chain(([scale, months]) =>
    fc
      .array(
        fc.tuple(
          fc.integer({ min: 0, max: 3000 }),
          fc.option(fc.double({ min: -9, max: 400_000, noNaN: true })),
        ),
        {
          minLength: 48,
          maxLength: 48,
        },
      )
      .map((numbers) => {
        const builder = new TableBuilder('flows', DECLARED.columns, scale);
        for (const [month, present] of months.entries())
          for (const [unit, isThere] of present.entries())
            if (isThere)
              builder.add(`2020-0${month + 1}`, `unit ${(5 * unit) % 6}`, ...numbers[6 * month + unit]!);
        return builder.finish();
      }),
  );

test('rows that are stored key by key come back in their own order', () => {
  fc.assert(
    fc.property(panel, (table) => {
      expect(rowsByKey(table) === null).toBe(table.rowCount === 0);
      expect(unpackTable('flows', DECLARED, packed(table).bytes)).toStrictEqual(table);
    }),
  );
});

test('rows whose months tell the same in two orders stay as they are', () => {
  const builder = new TableBuilder('flows', DECLARED.columns, 1);
  for (const [month, units] of [
    ['2020-01', ['a', 'b']],
    ['2020-02', ['b', 'a']],
  ] as const)
    for (const unit of units) builder.add(month, unit, 1, 1);
  const table = builder.finish();
  expect(rowsByKey(table)).toBeNull();
  expect(unpackTable('flows', DECLARED, packed(table).bytes)).toStrictEqual(table);
});

test.each([
  ['', {}],
  [
    ', packed with gzip',
    { codec: 'GZIP', compressors: { GZIP: (bytes: Uint8Array) => gzipSync(bytes) } } as const,
  ],
])('a point of an earlier version, whose numbers are all DOUBLE%s, is read as well', (_, packing) => {
  const [table] = fc.sample(panel, { numRuns: 1, seed: 3 });
  const earlier = parquetWriteBuffer({
    ...packing,
    columnData: table!.columns.map(({ name }, column) => ({
      name,
      data: [...rowsOf(table!)].map((row) => row[column]),
      ...(column < 2 ? { type: 'STRING' as const } : { type: 'DOUBLE' as const, nullable: true }),
    })),
  });
  expect(unpackTable('flows', DECLARED, new Uint8Array(earlier))).toStrictEqual(table);
});

test('another reader of Parquet gives the same numbers to the last bit', async () => {
  const folder = emptyFolder();
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  for (const [at, table] of fc.sample(panel, { numRuns: 8, seed: 1 }).entries()) {
    const file = join(folder.path, `${at}.parquet`);
    writeFileSync(file, packed(table).bytes);
    const sql = `select month, unit, people::double, ratio::double from '${file}'`;
    const rows = (await connection.runAndReadAll(sql)).getRows();
    const months = rows.map(([month]) => String(month));
    const texts = [...new Set(months)];
    const inOrder = rowsByMonth({ texts, codes: Int32Array.from(months, (month) => texts.indexOf(month)) });
    expect([...inOrder].map((row) => rows[row])).toEqual([...rowsOf(table)]);
  }
  instance.closeSync();
  folder.remove();
});

test('a file of other columns is not taken for the table', () => {
  const [table] = fc.sample(anyTable, 1);
  const other = { ...DECLARED, columns: DECLARED.columns.slice(1) };
  const renamed = { ...DECLARED, columns: DECLARED.columns.toReversed() };
  for (const declared of [other, renamed])
    expect(() => unpackTable('flows', declared, packed(table!).bytes)).toThrow(
      'flows has the columns month, unit',
    );
});
