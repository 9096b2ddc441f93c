import type { Scenario } from '../scenario/scenario.ts';
import { sectorsOfUnits } from '../tables/collect.ts';
import { numbersOf, type Table, type TextValues, textsOf } from '../tables/table.ts';
import type { Tables } from '../tables/tables.ts';
import { idsInScenario, withObserved } from './known-ids.ts';
import type { Condition, Rows } from './observation.ts';
import { type Weighing, weighingsOf } from './sources.ts';
import { Unanswered } from './unanswered.ts';

/** One run, as observations read it. */
export interface Run {
  readonly scenario: Scenario;
  readonly tables: Tables;
}

/** Months YYYY-MM, both included. */
export interface Period {
  readonly from: string;
  readonly to: string;
}

/** The rows that an observation counts, one by one, with what each counts. The order of a table's rows does not matter. */
export interface Counted {
  /** Months of the period that are counted. */
  readonly months: readonly string[];
  readonly table: Table;
  /** @param month position in `months`. @param value of the column times the weight with which the source sees the row. */
  each: (see: (month: number, value: number, row: number) => void) => void;
}

/**
 * Finds the rows that an observation is about.
 * @throws Unanswered when the run does not cover the period, or lacks the table, a column, or every id that is named.
 */
export function countedRows(run: Run, rows: Rows, ofFact: Period): Counted {
  const months = monthsOf(run.tables, rows.period ?? ofFact, rows.months);
  const table = tableOf(run.tables, rows.table);
  const values = numbersIn(table, rows.column);
  const accepts = Object.entries(rows.where ?? {}).map(([column, condition]) =>
    acceptance(run, table, column, condition),
  );
  const weights = weighingsOf(rows, run.scenario.observe).map(({ column, weightOf }) => {
    const { texts, codes } = textsIn(run, table, weighedColumn(table, column));
    const ofText = texts.map(weightOf);
    return (row: number) => ofText[codes[row]!]!;
  });
  const month = textsOf(table, 'month');
  const position = new Map(months.map((text, at) => [text, at]));
  const positionOf = month.texts.map((text) => position.get(text) ?? -1);
  const each: Counted['each'] = (see) => {
    for (let row = 0; row < values.length; row++) {
      const at = positionOf[month.codes[row]!]!;
      if (at < 0 || Number.isNaN(values[row]!) || !accepts.every((accept) => accept(row))) continue;
      see(
        at,
        weights.reduce((value, weight) => value * weight(row), values[row]!),
        row,
      );
    }
  };
  return { months, table, each };
}

/** Sum over the rows, for each month counted. */
export function totalsByMonth(run: Run, rows: Rows, ofFact: Period): Float64Array {
  const { months, each } = countedRows(run, rows, ofFact);
  const totals = new Float64Array(months.length);
  each((month, value) => {
    totals[month]! += value;
  });
  return totals;
}

/** @throws Unanswered unless the run has every month of the period, and one of the months of the year asked for. */
export function monthsOf(tables: Tables, { from, to }: Period, ofYear?: readonly number[]): string[] {
  const { texts } = textsOf(tables.market, 'month');
  if (!texts.includes(from) || !texts.includes(to))
    throw new Unanswered(`the run does not cover ${from} to ${to}`);
  const months = texts.filter(
    (month) => month >= from && month <= to && (ofYear?.includes(Number(month.slice(5))) ?? true),
  );
  if (months.length === 0) throw new Unanswered(`no such month of the year in ${from} to ${to}`);
  return months;
}

const notThere = (what: string) => new Unanswered(`not in this run's tables: ${what}`);

function tableOf(tables: Tables, name: string): Table {
  const table = (tables as Readonly<Record<string, Table | undefined>>)[name];
  if (table === undefined) throw notThere(name);
  return table;
}

const hasColumn = (table: Table, name: string) => table.columns.some((column) => column.name === name);

export function numbersIn(table: Table, column: string): Float64Array {
  if (!hasColumn(table, column)) throw notThere(`${table.name}.${column}`);
  return numbersOf(table, column);
}

const OF_SECTOR = '-sector';

/** Texts of a column, or for `<column>-sector` the sector of the unit in it; places outside employers stay as they are. */
export function textsIn({ scenario }: Run, table: Table, column: string): TextValues {
  const isSector = column.endsWith(OF_SECTOR);
  const ofUnit = isSector ? column.slice(0, -OF_SECTOR.length) : column;
  if (!hasColumn(table, ofUnit)) throw notThere(`${table.name}.${ofUnit}`);
  const { texts, codes } = textsOf(table, ofUnit);
  if (!isSector) return { texts, codes };
  const sectorOf = sectorsOfUnits(scenario);
  return { texts: texts.map((unit) => sectorOf.get(unit) ?? unit), codes };
}

function acceptance(run: Run, table: Table, column: string, condition: Condition): (row: number) => boolean {
  const { texts, codes } = textsIn(run, table, column);
  if (typeof condition === 'object' && 'other-than' in condition) {
    const other = textsIn(run, table, condition['other-than']);
    return (row) => texts[codes[row]!] !== other.texts[other.codes[row]!];
  }
  const isNegated = typeof condition === 'object' && 'not' in condition;
  const ids = isNegated
    ? withObserved(run.scenario, condition.not)
    : idsInScenario(run.scenario, table.name, column, condition);
  const accepted = texts.map((text) => ids.includes(text) !== isNegated);
  return (row) => accepted[codes[row]!]!;
}

/** Where a source looks for the sector: a table of moves is seen by where people went. */
function weighedColumn(table: Table, column: Weighing['column']): string {
  if (column !== 'sector' || hasColumn(table, 'sector')) return column;
  return hasColumn(table, 'to') ? 'to-sector' : 'unit-sector';
}
