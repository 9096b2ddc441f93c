import { pairsOfRange } from '../charts/words.ts';
import type { Effect } from '../experiments/compare.ts';
import type { Outcome } from '../experiments/outcomes.ts';
import type { ComparisonResult } from './comparison.ts';
import { range, said } from './said.ts';
import { csvFile, jsonFile, markdownTable, type TextFile } from './text-files.ts';

export const COMPARE_FORMAT = 'talentflow.compare/1';

/** The comparison as a table for a report, for a spreadsheet and for a program; and its first outcome month by month. */
export function comparisonTables({ effects, monthly, outcomes }: ComparisonResult): TextFile[] {
  return [
    { path: 'comparison.md', text: asMarkdown(effects, outcomes), rows: null },
    csvFile('comparison.csv', effects),
    jsonFile('comparison.json', asJson(effects)),
    csvFile(
      'monthly.csv',
      monthly.map((row) => ({ outcome: outcomes[0]!.name, ...row })),
    ),
  ];
}

export function asJson(effects: readonly Effect[]) {
  return { format: COMPARE_FORMAT, outcomes: effects };
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
  const notes = first === undefined ? [] : ['', notesOf(first)];
  return `${[...markdownTable(header, rows), ...notes].join('\n')}\n`;
}

const notesOf = (first: Effect): string =>
  `Means over ${first.from} to ${first.to}. ${meanWords(first)} The Monte Carlo intervals hold all together with 90% (Student's t, Bonferroni). ${rangeWords(first)}`;

/** Which pairs the numbers of a comparison are of, in sentences for below its table. */
export const meanWords = ({ replicates }: Effect): string =>
  `Difference and Monte Carlo interval: ${replicates} pairs of runs at the scenarios' own values.`;
export const rangeWords = ({ over }: Effect): string =>
  `90% of pairs, and the share with the mean's sign: ${pairsOfRange(over)}${over === 'seeds' ? '' : ', so that the mean need not lie in the range'}.`;
