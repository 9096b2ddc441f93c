import type { Scenario } from '../scenario/scenario.ts';
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
  /** Each run's own scenario, where runs differ in parameters; what observes a run asks `scenarioOf`. */
  readonly scenarios?: readonly Scenario[];
  map<T>(of: (tables: Tables, replicate: number) => T): T[];
}

/** The scenario of one run: its own, or that of all. */
export function scenarioOf({ scenarios }: Runs, replicate: number, ofAll: Scenario): Scenario {
  return scenarios?.[replicate] ?? ofAll;
}

export { collectTables } from './collect.ts';
export { csvPieces, csvPiecesOfRuns, toCsv } from './csv.ts';
export { withReplicate } from './replicates.ts';
export type { Table } from './table.ts';
