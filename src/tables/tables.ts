import type { TableName } from './columns.ts';
import type { Table } from './table.ts';

/** The result tables of a run, or of several runs stacked by `withReplicate`. */
export type Tables = Readonly<Record<TableName, Table>>;

export { collectTables } from './collect.ts';
export { csvPieces, toCsv } from './csv.ts';
export { withReplicate } from './replicates.ts';
export type { Table } from './table.ts';
