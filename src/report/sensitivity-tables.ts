import { number } from '../charts/words.ts';
import { CHANCE, type SensitivityResults } from '../experiments/sensitivity.ts';
import { range, said } from './said.ts';
import { csvFile, jsonFile, markdownTable, type TextFile } from './text-files.ts';

export const SENSITIVITY_FORMAT = 'talentflow.sensitivity/1';
/** Factors of the screening in the table for readers; all are in the CSV. */
const MOST_READ = 20;

/** Screening and shares for a reader, for a spreadsheet and for a program. */
export function sensitivityFiles(results: SensitivityResults): TextFile[] {
  const { screening, shares } = results;
  const csv = (path: string, rows: readonly object[]): TextFile[] =>
    rows.length === 0 ? [] : [csvFile(path, rows)];
  return [
    { path: 'sensitivity.md', text: asMarkdown(results), rows: null },
    jsonFile('sensitivity.json', asJson(results)),
    ...csv('screening.csv', screening),
    ...csv('shares.csv', shares),
  ];
}

export function asJson(results: SensitivityResults) {
  return { format: SENSITIVITY_FORMAT, ...results };
}

export const SCREENING_HEADER = ['factor', 'μ*', '90%', 'μ', 'σ', ''];

/** The strongest factors of an outcome, and chance wherever it stands. */
export function screeningRows(
  { screening }: SensitivityResults,
  outcome: string,
  most = MOST_READ,
): string[][] {
  return screening
    .filter((one) => one.outcome === outcome)
    .filter((one, rank) => rank < most || one.factor === CHANCE.id)
    .map(({ factor, parameters, strength, low, high, mean, deviation, aboveChance }) => [
      parameters > 1 ? `${factor} (${parameters})` : factor,
      said(strength),
      range(beside(low, strength), beside(high, strength)),
      said(beside(mean, strength)),
      said(beside(deviation, strength)),
      aboveChance || factor === CHANCE.id ? '' : 'no more than chance',
    ]);
}

/** Effects that cancel leave 1e−14 of themselves, which is nothing. */
const beside = (value: number | null, strength: number | null): number | null =>
  value !== null && Math.abs(value) < 1e-9 * (strength ?? 0) ? 0 : value;

export const SHARES_HEADER = ['factor', 'first-order', '90%', 'total', '90%'];

export function sharesRows({ shares }: SensitivityResults, outcome: string): string[][] {
  return shares
    .filter((one) => one.outcome === outcome)
    .map(({ factor, first, firstLow, firstHigh, total, totalLow, totalHigh }) => [
      factor,
      share(first),
      shareRange(firstLow, firstHigh),
      share(total),
      shareRange(totalLow, totalHigh),
    ]);
}

/** Shares are told in hundredths: more than the intervals can bear would be pretence. */
const share = (value: number | null) => (value === null ? '–' : number(value, 2));
const shareRange = (low: number | null, high: number | null) =>
  low === null || high === null ? '–' : `${share(low)} to ${share(high)}`;

function asMarkdown(results: SensitivityResults): string {
  const table = (header: readonly string[], rows: readonly (readonly string[])[]) =>
    rows.length === 0 ? [] : [...markdownTable(header, rows), ''];
  return results.outcomes
    .flatMap(({ outcome, title, unit }) => [
      `## ${title}, ${unit}, mean of ${results.from} to ${results.to}, scale ${results.scale}`,
      '',
      ...table(SCREENING_HEADER, screeningRows(results, outcome)),
      ...table(SHARES_HEADER, sharesRows(results, outcome)),
    ])
    .join('\n');
}
