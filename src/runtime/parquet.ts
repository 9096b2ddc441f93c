import { createHash } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';
import { parquetMetadata, parquetSchema } from 'hyparquet';
import { readColumn } from 'hyparquet/src/column.js';
import { DEFAULT_PARSERS } from 'hyparquet/src/convert.js';
import { parquetPlan } from 'hyparquet/src/plan.js';
import { getSchemaPath } from 'hyparquet/src/schema.js';
import { parquetWriteBuffer } from 'hyparquet-writer';
import type { PackedPoint, PackedTable } from '../experiments/executor.ts';
import type { Column, TableDeclaration } from '../tables/columns.ts';
import type { Table, TextValues } from '../tables/table.ts';
import type { Tables } from '../tables/tables.ts';

/** A file is one row group: a table of a full run has some 70,000 rows, and is always read whole or by columns. */
const ONE_GROUP = 1e9;
/** gzip is a third smaller here than Snappy, and every reader of Parquet knows it. */
const CODEC = 'GZIP';
const COMPRESSORS = { GZIP: (bytes: Uint8Array) => gzipSync(bytes) };
const DECOMPRESSORS = { GZIP: (bytes: Uint8Array) => gunzipSync(bytes) };

/**
 * The tables of a run as Parquet files: texts as STRING, numbers as DOUBLE, undefined as null.
 * @param moves sketch of the run's moves.
 */
export function packTables(tables: Tables, moves: Int32Array): PackedPoint {
  return { tables: Object.values(tables).map(packTable), moves };
}

function packTable(table: Table): PackedTable {
  const columnData = table.columns.map(({ name }, column) => {
    const values = table.values[column]!;
    return values instanceof Float64Array
      ? { name, type: 'DOUBLE' as const, nullable: true, data: Array.from(values, nullForNan) }
      : {
          name,
          type: 'STRING' as const,
          nullable: false,
          data: Array.from(values.codes, (code) => values.texts[code]!),
        };
  });
  const bytes = parquetWriteBuffer({
    columnData: columnData.map((column) => ({ ...column, offsetIndex: false })),
    codec: CODEC,
    compressors: COMPRESSORS,
    statistics: false,
    rowGroupSize: ONE_GROUP,
    pageSize: ONE_GROUP,
    createdBy: 'talentflow',
  });
  return {
    name: table.name,
    rows: table.rowCount,
    sha256: hashOfCells(table),
    bytes: new Uint8Array(bytes),
  };
}

const nullForNan = (value: number): number | null => (Number.isNaN(value) ? null : value);

/** SHA-256 of names and cells, column by column: the same for tables that say the same, however a library packs them. */
export function hashOfCells({ columns, rowCount, values }: Table): string {
  const hash = createHash('sha256');
  hash.update(JSON.stringify([rowCount, columns.map(({ name, type }) => [name, type])]));
  for (const column of values) {
    if (column instanceof Float64Array) hash.update(bytesOf(column));
    else hash.update(JSON.stringify(column.texts)).update(bytesOf(column.codes));
  }
  return hash.digest('hex');
}

const bytesOf = ({ buffer, byteOffset, byteLength }: Float64Array | Int32Array) =>
  new Uint8Array(buffer, byteOffset, byteLength);

/**
 * A table from its Parquet file, cell for cell what was packed.
 * @param declared the table's columns, in their order. @throws Error when the file does not hold them.
 */
export function unpackTable(name: string, declared: TableDeclaration, file: Uint8Array): Table {
  const buffer = file.buffer.slice(file.byteOffset, file.byteOffset + file.byteLength) as ArrayBuffer;
  const metadata = parquetMetadata(buffer);
  const rowCount = Number(metadata.num_rows);
  const names = parquetSchema(metadata).children.map(({ element }) => element.name);
  if (names.join() !== declared.columns.map((column) => column.name).join())
    throw new Error(`${name} has the columns ${names.join(', ')}`);
  const cells = new Map(columnsOf(buffer, metadata));
  const values = declared.columns.map((column) => columnValues(column, cells.get(column.name) ?? []));
  return { name, columns: declared.columns, rowCount, values };
}

/**
 * The columns of a file in memory. hyparquet's own reader does the same behind promises, for files that come over a network; here
 * the result tables are read in the middle of charts and scores, which are plain functions.
 */
function* columnsOf(
  buffer: ArrayBuffer,
  metadata: ReturnType<typeof parquetMetadata>,
): Generator<[string, ArrayLike<unknown>]> {
  const file = { byteLength: buffer.byteLength, slice: () => buffer };
  for (const group of parquetPlan({ file, metadata }).groups) {
    for (const { columnMetadata, range } of group.chunks) {
      const schemaPath = getSchemaPath(metadata.schema, columnMetadata.path_in_schema);
      const decoder = {
        pathInSchema: columnMetadata.path_in_schema,
        schemaPath,
        element: schemaPath.at(-1)!.element,
        ...columnMetadata,
        compressors: DECOMPRESSORS,
        parsers: DEFAULT_PARSERS,
      };
      const view = new DataView(buffer, range.startByte, range.endByte - range.startByte);
      const { data } = readColumn({ view, offset: 0 }, group, decoder);
      yield [
        columnMetadata.path_in_schema[0]!,
        data.length === 1 ? data[0]! : data.flatMap((part) => [...part]),
      ];
    }
  }
}

function columnValues({ type }: Column, cells: ArrayLike<unknown>): Float64Array | TextValues {
  if (type === 'month' || type === 'text') return coded(cells as ArrayLike<string>);
  const numbers = new Float64Array(cells.length);
  for (let row = 0; row < cells.length; row++) numbers[row] = (cells[row] as number | null) ?? Number.NaN;
  return numbers;
}

function coded(cells: ArrayLike<string>): TextValues {
  const codeOf = new Map<string, number>();
  const codes = new Int32Array(cells.length);
  // Rows come sorted, so most cells repeat the one above.
  let [lastText, code] = ['', -1];
  for (let row = 0; row < cells.length; row++) {
    const text = cells[row]!;
    if (code < 0 || text !== lastText) {
      code = codeOf.get(text) ?? codeOf.size;
      codeOf.set(text, code);
      lastText = text;
    }
    codes[row] = code;
  }
  return { texts: [...codeOf.keys()], codes };
}
