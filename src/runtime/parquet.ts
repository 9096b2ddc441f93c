import { createHash } from 'node:crypto';
import { brotliCompressSync, brotliDecompressSync, constants, gunzipSync } from 'node:zlib';
import { type KeyValue, parquetMetadata, parquetSchema, type SchemaElement } from 'hyparquet';
import { readColumn } from 'hyparquet/src/column.js';
import { DEFAULT_PARSERS } from 'hyparquet/src/convert.js';
import { parquetPlan } from 'hyparquet/src/plan.js';
import { getSchemaPath } from 'hyparquet/src/schema.js';
import { ByteWriter, type ColumnSource, ParquetWriter } from 'hyparquet-writer';
import type { PackedPoint, PackedTable } from '../experiments/executor.ts';
import type { Column, TableDeclaration } from '../tables/columns.ts';
import type { Table, TextValues } from '../tables/table.ts';
import type { Tables } from '../tables/tables.ts';
import { rowsByKey, rowsByMonth } from './row-order.ts';
import { storedNumbers } from './stored-numbers.ts';

/** A file is one row group: a table of a full run has some 70,000 rows, and is always read whole or by columns. */
const ONE_GROUP = 1e9;
const ONE_PAGE = 0;
/** 2% smaller than gzip at this quality, for a quarter more of its time; at higher ones 3 to 5% for ten times the time. */
const CODEC = 'BROTLI';
const QUALITY = { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } };
const COMPRESSORS = { BROTLI: (bytes: Uint8Array) => brotliCompressSync(bytes, QUALITY) };
/** Points were written with gzip before. */
const DECOMPRESSORS = {
  BROTLI: (bytes: Uint8Array) => brotliDecompressSync(bytes),
  GZIP: (bytes: Uint8Array) => gunzipSync(bytes),
};

/** In a file's metadata: its rows stand key by key, and sorted by month they are in their own order. */
const BY_KEY = { key: 'talentflow.rows', value: 'by key, then month' };

/**
 * The tables of a run as Parquet files: texts as STRING, numbers as INT or DECIMAL where that holds them to the last bit, else as
 * DOUBLE, undefined as null.
 * @param moves sketch of the run's moves.
 */
export function packTables(tables: Tables, moves: Int32Array): PackedPoint {
  return { tables: Object.values(tables).map(packTable), moves };
}

function packTable(table: Table): PackedTable {
  const rows = rowsByKey(table);
  const columns = table.columns.map((column, at) => packColumn(column, table.values[at]!, rows));
  const bytes = writtenColumns(columns, rows === null ? [] : [BY_KEY]);
  return {
    name: table.name,
    rows: table.rowCount,
    types: columns.map(({ element }) => typeOf(element)).join(' '),
    sha256: hashOfCells(table),
    bytes,
  };
}

interface PackedColumn {
  readonly data: Pick<ColumnSource, 'name' | 'data' | 'encoding'>;
  readonly element: SchemaElement;
}

/** Whole numbers are written as such, and called decimals at the end: the library makes a bigint of each number of a decimal column. */
function writtenColumns(columns: readonly PackedColumn[], kvMetadata: KeyValue[]): Uint8Array {
  const schemaOf = (elements: SchemaElement[]) => [
    { name: 'root', num_children: columns.length },
    ...elements,
  ];
  const writer = new ByteWriter();
  const file = new ParquetWriter({
    writer,
    schema: schemaOf(columns.map(({ element }) => storedAs(element))),
    codec: CODEC,
    compressors: COMPRESSORS,
    statistics: false,
    kvMetadata,
    createdBy: 'talentflow',
  });
  file.write({
    columnData: columns.map(({ data }) => ({ ...data, offsetIndex: false })),
    rowGroupSize: ONE_GROUP,
    pageSize: ONE_PAGE,
  });
  file.schema = schemaOf(columns.map(({ element }) => element));
  file.finish();
  return new Uint8Array(writer.getBuffer());
}

function storedAs(element: SchemaElement): SchemaElement {
  const { converted_type, precision, scale, ...stored } = element;
  return converted_type === 'DECIMAL' ? stored : element;
}

/** @param rows in which order; null: as they stand. */
function packColumn(
  { name, type: meaning }: Column,
  values: TextValues | Float64Array,
  rows: Int32Array | null,
): PackedColumn {
  if (!(values instanceof Float64Array)) {
    const { texts, codes } = values;
    const cells = new Array<string>(codes.length);
    for (let at = 0; at < cells.length; at++) cells[at] = texts[codes[rows === null ? at : rows[at]!]!]!;
    return {
      data: { name, data: cells },
      element: { name, type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'REQUIRED' },
    };
  }
  const numbers = rows === null ? values : new Float64Array(values.length);
  if (rows !== null) for (let at = 0; at < numbers.length; at++) numbers[at] = values[rows[at]!]!;
  const stored = storedNumbers(numbers, meaning === 'count');
  const { as: type, cells } = stored;
  const element: SchemaElement = {
    name,
    type,
    repetition_type: cells instanceof Int32Array || !cells.includes(null) ? 'REQUIRED' : 'OPTIONAL',
  };
  if (stored.as === 'DOUBLE') return { data: { name, data: cells }, element };
  const { digits, encodings } = stored;
  if (digits > 0)
    Object.assign(element, {
      converted_type: 'DECIMAL',
      precision: type === 'INT32' ? 9 : 18,
      scale: digits,
    } satisfies Partial<SchemaElement>);
  const ways = encodings.map((encoding) => ({ data: { name, data: cells, encoding }, element }));
  return ways.length === 1 ? ways[0]! : smallest(ways);
}

/** By a tenth or more of a long column: packing all of it in each way would take a quarter of the time of packing. */
function smallest(ways: readonly PackedColumn[]): PackedColumn {
  const sizes = ways.map((way) => {
    const data = someOf(way.data.data);
    return writtenColumns([{ ...way, data: { ...way.data, data } }], []).byteLength;
  });
  return ways[sizes.indexOf(Math.min(...sizes))]!;
}

const STRETCHES = 6;
const ROWS_OF_STRETCH = 512;

/** Stretches of neighbours, spread evenly. */
function someOf(cells: ColumnSource['data']): unknown[] {
  if (cells.length <= STRETCHES * ROWS_OF_STRETCH) return [...cells];
  const step = (cells.length - ROWS_OF_STRETCH) / (STRETCHES - 1);
  return Array.from({ length: STRETCHES }, (_, at) => Math.floor(at * step)).flatMap((from) => [
    ...cells.slice(from, from + ROWS_OF_STRETCH),
  ]);
}

/** A letter for each kind, and the digits of a decimal. */
const TYPE_LETTERS: Readonly<Record<string, string>> = {
  BYTE_ARRAY: 't',
  DOUBLE: 'd',
  INT32: 'i',
  INT64: 'l',
};

const typeOf = ({ type, converted_type, scale }: SchemaElement): string =>
  `${TYPE_LETTERS[type!]}${converted_type === 'DECIMAL' ? scale : ''}`;

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
  const columns = new Map(columnsOf(buffer, metadata));
  const isByKey = metadata.key_value_metadata?.some(({ key }) => key === BY_KEY.key) ?? false;
  const month = declared.columns.find(({ type }) => type === 'month');
  const rows =
    isByKey && month ? rowsByMonth(coded(columns.get(month.name)!.cells as ArrayLike<string>)) : null;
  const values = declared.columns.map((column) =>
    columnValues(column, columns.get(column.name) ?? NO_CELLS, rows),
  );
  return { name, columns: declared.columns, rowCount, values };
}

/** A column as it lies in a file: numbers are whole ones to be divided; INT64 comes as bigint. */
interface StoredColumn {
  readonly cells: ArrayLike<unknown>;
  readonly divisor: number;
}

const NO_CELLS: StoredColumn = { cells: [], divisor: 1 };

/**
 * The columns of a file in memory. hyparquet's own reader does the same behind promises, for files that come over a network; here
 * the result tables are read in the middle of charts and scores, which are plain functions.
 */
function* columnsOf(
  buffer: ArrayBuffer,
  metadata: ReturnType<typeof parquetMetadata>,
): Generator<[string, StoredColumn]> {
  const file = { byteLength: buffer.byteLength, slice: () => buffer };
  for (const group of parquetPlan({ file, metadata }).groups) {
    for (const { columnMetadata, range } of group.chunks) {
      const schemaPath = getSchemaPath(metadata.schema, columnMetadata.path_in_schema);
      const { element } = schemaPath.at(-1)!;
      const { converted_type: converted, ...physical } = element;
      const isDecimal = converted === 'DECIMAL';
      const decoder = {
        pathInSchema: columnMetadata.path_in_schema,
        schemaPath,
        // Whole numbers as they lie there: hyparquet multiplies a decimal by 0.0001, which is not to divide it by 10,000.
        element: isDecimal ? physical : element,
        ...columnMetadata,
        compressors: DECOMPRESSORS,
        parsers: DEFAULT_PARSERS,
      };
      const view = new DataView(buffer, range.startByte, range.endByte - range.startByte);
      const { data } = readColumn({ view, offset: 0 }, group, decoder);
      const cells = data.length === 1 ? data[0]! : data.flatMap((part) => [...part]);
      yield [element.name, { cells, divisor: isDecimal ? 10 ** (element.scale ?? 0) : 1 }];
    }
  }
}

/** @param rows the cell of each row; null: they stand in their order. */
function columnValues(
  { type }: Column,
  { cells, divisor }: StoredColumn,
  rows: Int32Array | null,
): Float64Array | TextValues {
  if (type === 'month' || type === 'text') {
    const texts = coded(cells as ArrayLike<string>);
    return rows === null ? texts : inOrder(texts, rows);
  }
  const numbers = new Float64Array(cells.length);
  for (let row = 0; row < cells.length; row++) {
    const cell = (cells as ArrayLike<number | bigint | null | undefined>)[rows === null ? row : rows[row]!];
    numbers[row] = Number(cell ?? Number.NaN) / divisor;
  }
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

/** Texts are told from whole numbers before they are put in the order of rows; numbered as they come there, as when they were packed. */
function inOrder({ texts, codes }: TextValues, rows: Int32Array): TextValues {
  const codeThere = new Int32Array(texts.length).fill(-1);
  const ordered = new Int32Array(codes.length);
  const textsThere: string[] = [];
  for (let row = 0; row < ordered.length; row++) {
    const code = codes[rows[row]!]!;
    if (codeThere[code]! < 0) codeThere[code] = textsThere.push(texts[code]!) - 1;
    ordered[row] = codeThere[code]!;
  }
  return { texts: textsThere, codes: ordered };
}
