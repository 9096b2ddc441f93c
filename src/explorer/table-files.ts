import type { Table } from '../tables/table.ts';
import { csvPieces, type Tables } from '../tables/tables.ts';

/** The tables of a run as files; CSV is the same, to the byte, as the command line writes. */
export async function filesOf(
  tables: Tables,
  as: 'csv' | 'parquet',
): Promise<{ name: string; bytes: Uint8Array }[]> {
  const toBytes = as === 'csv' ? csvBytes : await parquetBytes();
  return Object.values(tables).map((table) => ({ name: `${table.name}.${as}`, bytes: toBytes(table) }));
}

const csvBytes = (table: Table): Uint8Array => new TextEncoder().encode([...csvPieces(table)].join(''));

/** Loaded when first asked for. */
async function parquetBytes(): Promise<(table: Table) => Uint8Array> {
  const { parquetWriteBuffer } = await import('hyparquet-writer');
  return (table) => {
    const columnData = table.columns.map(({ name }, column) => {
      const values = table.values[column]!;
      return values instanceof Float64Array
        ? { name, type: 'DOUBLE' as const, nullable: true, data: Array.from(values, nullForNan) }
        : { name, type: 'STRING' as const, data: Array.from(values.codes, (code) => values.texts[code]!) };
    });
    return new Uint8Array(parquetWriteBuffer({ columnData, createdBy: 'talentflow' }));
  };
}

const nullForNan = (value: number): number | null => (Number.isNaN(value) ? null : value);
