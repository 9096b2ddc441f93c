import { Buffer } from 'node:buffer';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { ReportedChart } from './html/chart-figure.tsx';
import { pageOf } from './html/page.tsx';
import { HTML_START } from './html/shell.tsx';
import { MARKDOWN_START, markdownOf, pictureName } from './markdown.ts';
import { checkReplaceableFile, reportedChart, writePage } from './page-file.ts';
import { renderPng, renderSvg } from './pictures.ts';
import { type ReportedResults, readResults } from './reported-results.ts';

export const REPORT_FORMATS = ['html', 'markdown'] as const;
export type ReportFormat = (typeof REPORT_FORMATS)[number];

export interface ReportRequest {
  readonly folders: readonly string[];
  readonly file: string;
  readonly format: ReportFormat;
  /** Replace a file that is no report of ours. */
  readonly force: boolean;
}

export interface Report {
  readonly file: string;
  readonly folders: readonly string[];
  readonly charts: number;
  readonly bytes: number;
}

/**
 * Writes one page from results folders: HTML that needs nothing else, or Markdown with its charts as PNG in a folder beside it.
 * @throws UsageMistake when a folder holds no results or the file is not ours to replace, RunFailure when the disk refuses.
 */
export async function reportToFile(request: ReportRequest): Promise<Report> {
  const { folders, file, format, force } = request;
  checkReplaceableFile(file, format === 'html' ? HTML_START : MARKDOWN_START, force);
  const results = folders.map(readResults);
  const { charts, text } = await (format === 'html' ? asHtml(results) : asMarkdown(results, file));
  writePage(file, text);
  return { file, folders, charts, bytes: Buffer.byteLength(text) };
}

/** Whether a file is a report that was written before. */
export function isReport(file: string): boolean {
  if (!existsSync(file) || !statSync(file).isFile()) return false;
  const text = readFileSync(file, 'utf8');
  return text.startsWith(HTML_START) || text.startsWith(MARKDOWN_START);
}

async function asHtml(results: readonly ReportedResults[]): Promise<{ charts: number; text: string }> {
  const charts: ReportedChart[][] = [];
  for (const [at, one] of results.entries()) charts.push(await chartsOf(one, at));
  return { charts: charts.flat().length, text: pageOf({ results, charts }) };
}

async function asMarkdown(
  results: readonly ReportedResults[],
  file: string,
): Promise<{ charts: number; text: string }> {
  const pictures = `${basename(file).replace(/\.[^.]*$/, '')}-charts`;
  let charts = 0;
  for (const [at, one] of results.entries()) {
    for (const { name, spec } of one.charts) {
      writePage(join(dirname(file), pictures, pictureName(at, name)), await renderPng(await renderSvg(spec)));
      charts++;
    }
  }
  return { charts, text: markdownOf(results, pictures) };
}

async function chartsOf({ folder, charts }: ReportedResults, at: number): Promise<ReportedChart[]> {
  const reported: ReportedChart[] = [];
  for (const { name, spec } of charts)
    reported.push(await reportedChart(`chart-${at + 1}-${name}`, spec, folder));
  return reported;
}
