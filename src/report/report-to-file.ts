import { Buffer } from 'node:buffer';
import { existsSync, readFileSync, renameSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fitted } from '../charts/fit.ts';
import type { Spec } from '../charts/style.ts';
import { makeFolder, syncFolder, writeFileDurably } from '../runtime/durable-files.ts';
import { diskFailure, UsageMistake } from '../runtime/failures.ts';
import { subtitleOfSpec, titleOfSpec } from './findings.ts';
import type { ReportedChart } from './html/chart-figure.tsx';
import { HTML_START, pageOf } from './html/page.tsx';
import { MARKDOWN_START, markdownOf, pictureName } from './markdown.ts';
import { renderPng, renderSvg } from './pictures.ts';
import { type ReportedResults, readResults } from './reported-results.ts';

/** Width of a still picture, pixels: on A4 it is printed at nine tenths, which keeps its words at seven points. */
const PAPER_WIDTH = 760;
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
  write(file, text);
  return { file, folders, charts, bytes: Buffer.byteLength(text) };
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
      write(join(dirname(file), pictures, pictureName(at, name)), await renderPng(await renderSvg(spec)));
      charts++;
    }
  }
  return { charts, text: markdownOf(results, pictures) };
}

async function chartsOf({ folder, charts }: ReportedResults, at: number): Promise<ReportedChart[]> {
  const reported: ReportedChart[] = [];
  for (const { name, spec } of charts) {
    const still = await renderSvg(await fitted(spec, PAPER_WIDTH, widthOf, false));
    reported.push({
      id: `chart-${at + 1}-${name}`,
      title: titleOfSpec(spec),
      caption: subtitleOfSpec(spec),
      folder,
      spec,
      still: {
        address: `data:image/svg+xml;base64,${Buffer.from(still).toString('base64')}`,
        ...sizeOf(still),
      },
    });
  }
  return reported;
}

const widthOf = async (spec: Spec): Promise<number> => sizeOf(await renderSvg(spec)).width;

/** Pixels, as the SVG's first line says. */
function sizeOf(svg: string): { width: number; height: number } {
  const [, width, height] = /^<svg[^>]* width="([\d.]+)" height="([\d.]+)"/.exec(svg)!;
  return { width: Math.round(Number(width)), height: Math.round(Number(height)) };
}

/** Refuses to replace what is not ours. @param start of a file that is. @throws UsageMistake */
export function checkReplaceableFile(file: string, start: string, force: boolean): void {
  if (!existsSync(file)) return;
  const isFolder = statSync(file).isDirectory();
  if (!isFolder && (force || readFileSync(file, 'utf8').startsWith(start))) return;
  throw new UsageMistake(file, {
    found: isFolder ? 'a folder' : 'a file that is no report of talentflow',
    expected: 'a path where nothing is yet, or an earlier report',
    remedy: isFolder
      ? 'name a file in it, such as --out report.html'
      : 'choose another with --out FILE, or give --force',
  });
}

function write(file: string, text: string | Uint8Array): void {
  try {
    makeFolder(dirname(file));
    writeFileDurably(`${file}.part`, text);
    renameSync(`${file}.part`, file); // an earlier report is there until this one is whole
    syncFolder(dirname(file));
  } catch (error) {
    throw diskFailure(file, error, '--out FILE');
  }
}
