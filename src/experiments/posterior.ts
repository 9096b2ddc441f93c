import { KeyedDraws } from '../random/keyed-draws.ts';

/** One set of parameters that agrees with the fitted facts. */
export interface PosteriorSet {
  /** Its number; set 0 is the best, which the baseline carries. */
  readonly set: number;
  readonly weight: number;
  /** In the order of the posterior's paths. */
  readonly values: readonly number[];
}

/** What calibration left open: sets of parameters with their weights, as `evidence/posterior.csv` holds them. */
export interface Posterior {
  /** Of the parameters, as `--set` takes them. */
  readonly paths: readonly string[];
  readonly sets: readonly PosteriorSet[];
}

/** A posterior that cannot be read; the message says where, `file:line`. */
export class PosteriorMistake extends Error {
  readonly found: string;
  readonly expected: string;
  readonly remedy: string;
  constructor(place: string, found: string, expected: string) {
    super(place);
    this.name = 'PosteriorMistake';
    this.found = found;
    this.expected = expected;
    this.remedy = 'write it anew with talentflow calibrate, or take the one that is shipped';
  }
}

/** How far the weights may be from 1 together: they are written with so many digits. */
const SUM_ROUNDED = 1e-6;

/**
 * A posterior from its text: lines of `#` are notes; then the header `set,weight,path,path…`, and a line a set.
 * @param file how it is called in messages. @throws PosteriorMistake
 */
export function readPosterior(text: string, file: string): Posterior {
  const lines = text
    .split(/\r?\n/)
    .map((line, at) => ({ cells: line.split(','), isNote: line.startsWith('#') || line === '', at: at + 1 }))
    .filter(({ isNote }) => !isNote);
  const [header, ...rows] = lines;
  const [set, weight, ...paths] = header?.cells ?? [];
  const headerPlace = `${file}:${header?.at ?? 1}`;
  const found = header?.cells.join(',') ?? 'nothing';
  if (set !== 'set' || weight !== 'weight' || paths.length === 0)
    throw new PosteriorMistake(headerPlace, found, 'a header: set,weight and the path of each parameter');
  if (new Set(paths).size < paths.length) throw new PosteriorMistake(headerPlace, found, 'each path once');
  const sets = rows.map(({ cells, at }) => setOf(cells, paths.length, `${file}:${at}`));
  const total = sets.reduce((sum, one) => sum + one.weight, 0);
  if (Math.abs(total - 1) > SUM_ROUNDED)
    throw new PosteriorMistake(file, `weights that sum to ${total}`, 'sets whose weights sum to 1');
  if (new Set(sets.map((one) => one.set)).size < sets.length)
    throw new PosteriorMistake(file, 'a number of a set twice', 'sets numbered 0, 1, 2 …');
  return { paths, sets };
}

function setOf(cells: readonly string[], parameters: number, place: string): PosteriorSet {
  if (cells.length !== parameters + 2)
    throw new PosteriorMistake(place, `${cells.length} cells`, `${parameters + 2}, as the header has`);
  const numbers = cells.map((cell) => (cell.trim() === '' ? Number.NaN : Number(cell)));
  const wrong = cells.find((_, at) => !Number.isFinite(numbers[at]));
  if (wrong !== undefined) throw new PosteriorMistake(place, JSON.stringify(wrong), 'a number');
  const [set, weight, ...values] = numbers as [number, number, ...number[]];
  if (!Number.isInteger(set) || set < 0 || weight < 0)
    throw new PosteriorMistake(place, cells.slice(0, 2).join(','), 'a set from 0 and a weight from 0');
  return { set, weight, values };
}

/** The same posterior as text, below notes. Numbers are written so that they are read back exactly. */
export function posteriorText({ paths, sets }: Posterior, notes: readonly string[]): string {
  const rows = sets.map(({ set, weight, values }) => [set, weight, ...values].join(','));
  return `${[...notes.map((note) => `# ${note}`), ['set', 'weight', ...paths].join(','), ...rows].join('\n')}\n`;
}

/** (√5 − 1) ÷ 2: multiples of it fall most evenly between 0 and 1, however many there are. */
const GOLDEN = 0.6180339887498949;

/**
 * The set of one replicate, drawn by weight. The replicates of a seed are spread evenly over the weights, so that a few of them
 * stand for all sets better than independent draws would, and each alone is a fair draw over seeds.
 */
export function setOfReplicate({ sets }: Posterior, seed: string, replicate: number): PosteriorSet {
  const start = new KeyedDraws(`${seed} posterior`).open(1, 0).uniform(0, 0);
  const u = (start + replicate * GOLDEN) % 1;
  let below = 0;
  for (const set of sets) {
    below += set.weight;
    if (u < below) return set;
  }
  return sets.findLast(({ weight }) => weight > 0)!; // the weights sum to 1 but for rounding
}

/**
 * A set as settings `path=value`.
 * @param isOwn whether the scenario's value at a path is still the baseline's: what a policy or `--set` says, stays.
 */
export function settingsOf(
  { paths }: Posterior,
  { values }: PosteriorSet,
  isOwn: (path: string) => boolean,
): string[] {
  return paths.flatMap((path, at) => (isOwn(path) ? [`${path}=${values[at]!}`] : []));
}
