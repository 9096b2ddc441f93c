import { pairsOfRange } from '../charts/words.ts';
import type { Effect } from '../experiments/compare.ts';
import type { Outcome } from '../experiments/outcomes.ts';
import { csvCell } from '../tables/csv.ts';
import type { ComparisonResult } from './comparison.ts';

export interface TextFile {
  readonly path: string;
  readonly text: string;
  readonly rows: number | null;
}

export const COMPARE_FORMAT = 'talentflow.compare/1';

/** The comparison as a table for a report, for a spreadsheet and for a program; and its first outcome month by month. */
export function comparisonTables({ effects, monthly, outcomes }: ComparisonResult): TextFile[] {
  return [
    { path: 'comparison.md', text: asMarkdown(effects, outcomes), rows: null },
    { path: 'comparison.csv', text: csvOfRecords(effects), rows: effects.length },
    { path: 'comparison.json', text: `${JSON.stringify(asJson(effects), null, 2)}\n`, rows: null },
    {
      path: 'monthly.csv',
      text: csvOfRecords(monthly.map((row) => ({ outcome: outcomes[0]!.name, ...row }))),
      rows: monthly.length,
    },
  ];
}

export function asJson(effects: readonly Effect[]) {
  return { format: COMPARE_FORMAT, outcomes: effects };
}

/** A header, then one line a row; numbers as JavaScript prints them, nothing where there is none. */
export function csvOfRecords(rows: readonly object[]): string {
  const columns = Object.keys(rows[0] ?? {});
  const cell = (value: unknown) => (typeof value === 'string' ? csvCell(value) : String(value ?? ''));
  const lines = rows.map((row) =>
    columns.map((column) => cell((row as Record<string, unknown>)[column])).join(','),
  );
  return `${[columns.join(','), ...lines].join('\n')}\n`;
}

function asMarkdown(effects: readonly Effect[], outcomes: readonly Outcome[]): string {
  const [first] = effects;
  const header = [
    'policy',
    'outcome',
    'unit',
    'difference',
    'Monte Carlo interval',
    '90% of pairs',
    "with mean's sign",
    'variance ratio',
    'moves changed',
  ];
  const rows = effects.map((effect) => [
    effect.policy,
    outcomes.find(({ name }) => name === effect.outcome)!.title,
    effect.unit,
    said(effect.difference),
    range(effect.monteCarloLow, effect.monteCarloHigh),
    range(effect.low, effect.high),
    effect.sameSign === null ? '–' : `${Math.round(100 * effect.sameSign)}%`,
    said(effect.varianceRatio),
    effect.movesChanged === null ? '–' : String(Math.round(effect.movesChanged)),
  ]);
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  const notes = first === undefined ? [] : ['', notesOf(first)];
  return `${[line(header), line(header.map(() => '---')), ...rows.map(line), ...notes].join('\n')}\n`;
}

const notesOf = (first: Effect): string =>
  `Means over ${first.from} to ${first.to}. ${meanWords(first)} The Monte Carlo intervals hold all together with 90% (Student's t, Bonferroni). ${rangeWords(first)}`;

/** Which pairs the numbers of a comparison are of, in sentences for below its table. */
export const meanWords = ({ replicates }: Effect): string =>
  `Difference and Monte Carlo interval: ${replicates} pairs of runs at the scenarios' own values.`;
export const rangeWords = ({ over }: Effect): string =>
  `90% of pairs, and the share with the mean's sign: ${pairsOfRange(over)}${over === 'seeds' ? '' : ', so that the mean need not lie in the range'}.`;

export const range = (low: number | null, high: number | null): string =>
  low === null || high === null ? '–' : `${said(low)} to ${said(high)}`;

const FEWEST_DIGITS = 3;
/** Beyond these what differs may be read in the table that was written. */
const MOST_DIGITS = 6;

/** Digits by which values that differ are told apart, as means of the same seeds may by less than three of them show. */
export function digitsApart(values: readonly (number | null)[]): number {
  const differing = new Set(values).size;
  let digits = FEWEST_DIGITS;
  while (digits < MOST_DIGITS && new Set(values.map((value) => said(value, digits))).size < differing)
    digits++;
  return digits;
}

/** Three digits, as many as a comparison can bear, unless told otherwise. */
export function said(value: number | null, digits = FEWEST_DIGITS): string {
  if (value === null) return '–';
  const rounded = Number(value.toPrecision(digits));
  const text =
    Math.abs(rounded) >= 1000
      ? rounded.toLocaleString('en-GB', { maximumFractionDigits: MOST_DIGITS })
      : String(rounded);
  return text.replace('-', '−');
}
