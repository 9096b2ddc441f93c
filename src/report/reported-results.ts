import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Spec } from '../charts/style.ts';
import type { CellResult } from '../charts/sweep-charts.ts';
import type { CheckedFact } from '../evidence/check.ts';
import type { PeopleAMonth } from '../evidence/people-a-month.ts';
import type { Figure } from '../evidence/score.ts';
import type { Effect } from '../experiments/compare.ts';
import { UsageMistake } from '../runtime/failures.ts';
import { MANIFEST_FILE, type Manifest, readManifest } from './manifest.ts';
import { manifestOfResults } from './runs-of-query.ts';
import { type Told, toldIn } from './told-tables.ts';

/** What a report shows of one results folder. */
export interface ReportedResults {
  /** As it was named. */
  readonly folder: string;
  readonly manifest: Manifest;
  readonly command: string;
  readonly charts: readonly ChartFile[];
  /** Charts that the folder holds and the report leaves out. */
  readonly chartsLeftOut: number;
  /** Of a run: the headlines' figures. */
  readonly figures: readonly Figure[];
  /** Of a run: published and simulated net flow by period, people a month. */
  readonly periods: readonly PeopleAMonth[];
  /** Of a check. */
  readonly facts: readonly CheckedFact[];
  /** Of a comparison. */
  readonly effects: readonly Effect[];
  /** Of a sweep. */
  readonly cells: readonly CellResult[];
  readonly paths: readonly string[];
  /** What the command's own page for readers says, where the report has no tables made for it. */
  readonly told: readonly Told[];
}

export interface ChartFile {
  readonly name: string;
  readonly spec: Spec;
}

/** Pages for readers that say what a section says already. */
const SAID_OTHERWISE = ['comparison.md'];
/** More charts of one folder, as a sweep of many outcomes has, would bury the others. */
const MOST_CHARTS = 12;

/** @throws UsageMistake when it is no results folder, or one of its files is gone or was cut. */
export function readResults(folder: string): ReportedResults {
  const manifest = manifestOfResults(folder);
  const { command } = manifest.experiment;
  const files = manifest.files.map(({ path }) => path);
  const charts = files.filter((path) => /^charts\/.*\.vl\.json$/.test(path));
  const json = <T>(path: string, otherwise: T): T =>
    files.includes(path) ? readJson<T>(folder, path) : otherwise;
  return {
    folder,
    manifest,
    command,
    charts: charts.slice(0, MOST_CHARTS).map((path) => ({
      name: path.slice('charts/'.length, -'.vl.json'.length),
      spec: readJson<Spec>(folder, path),
    })),
    chartsLeftOut: Math.max(0, charts.length - MOST_CHARTS),
    figures: json<Figure[]>('figures.json', []),
    periods: anySimulated(json<PeopleAMonth[]>('net-flow.json', [])),
    facts: command === 'check' ? json<CheckedFact[]>('facts.json', []) : [],
    effects: json<{ outcomes: Effect[] }>('comparison.json', { outcomes: [] }).outcomes,
    ...json<Pick<ReportedResults, 'cells' | 'paths'>>('sweep.json', { cells: [], paths: [] }),
    told: files
      .filter((path) => /^[^/]*\.md$/.test(path) && !SAID_OTHERWISE.includes(path))
      .flatMap((path) => toldIn(readText(folder, path))),
  };
}

/** A market without those whom the published means are of has none to put beside them. */
const anySimulated = (periods: readonly PeopleAMonth[]): readonly PeopleAMonth[] =>
  periods.some(({ simulated }) => simulated.centre !== null) ? periods : [];

function readJson<T>(folder: string, path: string): T {
  try {
    return JSON.parse(readText(folder, path)) as T;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw damaged(folder, `${path}, which is no JSON: ${error.message}`);
  }
}

function readText(folder: string, path: string): string {
  try {
    return readFileSync(join(folder, path), 'utf8');
  } catch {
    throw damaged(folder, `no file ${path} that can be read`);
  }
}

function damaged(folder: string, found: string): UsageMistake {
  return new UsageMistake(folder, {
    found,
    expected: 'every file that its manifest.json names',
    remedy: 'make the results again with the command that made them; what is finished is not run anew',
  });
}

/** The newest results of each command among the folders in `output`. @throws UsageMistake when there are none. */
export function newestResults(output: string): string[] {
  const found = foldersIn(output).flatMap((folder) => {
    const manifest = readManifest(folder);
    if (manifest === null || !Array.isArray(manifest.points)) return []; // of an earlier version
    return [{ folder, command: manifest.experiment.command, started: manifest.started }];
  });
  const newest = new Map<string, { folder: string; started: string }>();
  for (const { folder, command, started } of found) {
    const before = newest.get(command);
    if (before === undefined || started > before.started) newest.set(command, { folder, started });
  }
  if (newest.size > 0) return [...newest.values()].map(({ folder }) => folder).sort();
  throw new UsageMistake(output, {
    found: existsSync(output) ? 'no results folder in it' : 'no such folder',
    expected: 'results folders to report on, each with its manifest.json',
    remedy: 'make some first, such as talentflow run --scale 0.1; or name folders: talentflow report DIR',
  });
}

function foldersIn(output: string): string[] {
  if (!existsSync(output) || !statSync(output).isDirectory()) return [];
  return readdirSync(output, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(output, entry.name, MANIFEST_FILE)))
    .map((entry) => join(output, entry.name))
    .sort();
}
