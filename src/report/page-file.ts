import { Buffer } from 'node:buffer';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { fitted } from '../charts/fit.ts';
import { type Spec, subtitleOfSpec, titleOfSpec } from '../charts/style.ts';
import { replaceFileDurably } from '../runtime/durable-files.ts';
import { diskFailure, UsageMistake } from '../runtime/failures.ts';
import type { ReportedChart } from './html/chart-figure.tsx';
import { renderSvg } from './pictures.ts';

/** Width of a still picture, pixels: on A4 it is printed at nine tenths, which keeps its words at seven points. */
const PAPER_WIDTH = 760;

/** A chart as a page has it, with a still picture. @param id unique on the page. @param source what it is from, in words. */
export async function reportedChart(id: string, spec: Spec, source: string): Promise<ReportedChart> {
  const still = await renderSvg(await fitted(spec, PAPER_WIDTH, widthOf, false));
  return {
    id,
    title: titleOfSpec(spec),
    caption: subtitleOfSpec(spec),
    source,
    spec,
    still: {
      address: `data:image/svg+xml;base64,${Buffer.from(still).toString('base64')}`,
      ...sizeOf(still),
    },
  };
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

/** Writes a page, or a picture of one, whole or not at all: an earlier one is there until then. @throws RunFailure when the disk refuses. */
export function writePage(file: string, text: string | Uint8Array): void {
  try {
    replaceFileDurably(file, text);
  } catch (error) {
    throw diskFailure(file, error, '--out FILE');
  }
}
