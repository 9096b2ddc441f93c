import { extname } from 'node:path';
import type { Argv } from 'yargs';
import {
  isReport,
  REPORT_FORMATS,
  type Report,
  type ReportFormat,
  reportToFile,
} from '../../report/report-to-file.ts';
import { newestResults } from '../../report/reported-results.ts';
import { examples } from '../examples.ts';
import { EXIT_CODES } from '../exit-codes.ts';
import { mistake, oneOfWords, TELLING_OPTIONS } from '../options.ts';
import { paintFor, print, printJson, type Terminal } from '../terminal.ts';

const OUTPUT = 'output';
/** The first is that of the file that is written without --out. */
const ENDINGS: Readonly<Record<ReportFormat, readonly string[]>> = {
  html: ['html', 'htm'],
  markdown: ['md', 'markdown'],
};
const DEFAULT_FILE = `${OUTPUT}/report`;

interface ReportArguments {
  folders?: string[];
  out?: string;
  format?: string;
  force?: boolean;
  json?: boolean;
}

export const command = 'report [folders..]';
export const describe = 'One self-contained page from any results folders';

export const builder = (yargs: Argv) =>
  yargs
    .positional('folders', {
      type: 'string',
      array: true,
      describe: 'results folders; default: the newest of each command in output/',
    })
    .options({
      out: {
        type: 'string',
        requiresArg: true,
        describe: `file to write; default: ${DEFAULT_FILE}.html or .md`,
      },
      format: {
        type: 'string',
        requiresArg: true,
        describe: 'html (one file), or markdown with pictures in a folder beside it; default: html',
      },
      force: { type: 'boolean', describe: 'replace a file that is no report' },
      json: TELLING_OPTIONS.json,
    })
    .epilogue(
      examples(
        ['talentflow report', `the newest results in ${OUTPUT}/, as ${DEFAULT_FILE}.html`],
        ['talentflow report output/baseline output/check-baseline --out page.html', 'a run and its check'],
      ),
    );

export async function handler(given: ReportArguments, terminal: Terminal): Promise<number> {
  const format = oneOfWords('format', given.format, REPORT_FORMATS) ?? 'html';
  const file = given.out ?? `${DEFAULT_FILE}.${ENDINGS[format][0]}`;
  refuseOtherEndings(file, format);
  const named = given.folders ?? [];
  const folders = named.length > 0 ? withoutReports(named) : newestResults(OUTPUT);
  const report = await reportToFile({ folders, file, format, force: given.force ?? false });
  if (given.json) printJson(terminal.out, { format: 'talentflow.report/1', ...report });
  else tell(report, named.length === 0, format, terminal);
  return EXIT_CODES.done;
}

/** `output/*` names the reports made before, too. */
function withoutReports(named: readonly string[]): string[] {
  const results = named.filter((one) => !isReport(one));
  return [...new Set(results.length > 0 ? results : named)];
}

/** A file's name promises what is in it. @throws UsageMistake */
function refuseOtherEndings(file: string, format: ReportFormat): void {
  const ending = extname(file).slice(1).toLowerCase();
  if (file !== '' && (ending === '' || ENDINGS[format].includes(ending))) return;
  const expected = `a file of ${format === 'html' ? 'HTML' : 'Markdown'}, .${ENDINGS[format][0]}`;
  throw mistake('out', file, expected, remedyOf(ending));
}

function remedyOf(ending: string): string {
  const other = REPORT_FORMATS.find((format) => ENDINGS[format].includes(ending));
  if (other !== undefined) return `write --format ${other}, or name another file`;
  return ending === 'pdf' ? 'a browser prints the page to PDF' : 'name one, or leave --out away';
}

function tell(
  { file, folders, charts, bytes }: Report,
  isNewest: boolean,
  format: ReportFormat,
  { out }: Terminal,
): void {
  print(
    out,
    `Report  ${file}${format === 'html' ? ': open it in a browser; it needs no network' : ''}`,
    `Of      ${isNewest ? 'the newest results: ' : ''}${folders.join(', ')}`,
    paintFor(out)('dim', `${charts} ${charts === 1 ? 'chart' : 'charts'}, ${sizeText(bytes)}`),
  );
}

const sizeText = (bytes: number): string =>
  bytes < 1e5 ? `${Math.ceil(bytes / 1e3)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
