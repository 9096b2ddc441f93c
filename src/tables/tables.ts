import type { TableName } from './columns.ts';
import type { Table } from './table.ts';

/** The result tables of a run, or of several runs stacked by `withReplicate`. */
export type Tables = Readonly<Record<TableName, Table>>;

/**
 * The tables of several runs, one after another. An array is one; a stored ensemble reads each run when it is its turn, so that
 * a thousand runs need the memory of one.
 */
export interface Runs extends Iterable<Tables> {
  readonly length: number;
  map<T>(of: (tables: Tables, replicate: number) => T): T[];
}

export { collectTables } from './collect.ts';
export { csvPieces, csvPiecesOfRuns, toCsv } from './csv.ts';
export { withReplicate } from './replicates.ts';
export type { Table } from './table.ts';
