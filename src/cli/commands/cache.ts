import { existsSync, statSync } from 'node:fs';
import type { Argv } from 'yargs';
import { openStore } from '../../report/experiment.ts';
import { engineHash } from '../../runtime/engine-hash.ts';
import { FolderOfPoints, type StoredPoint } from '../../runtime/point-store.ts';
import { aligned } from '../aligned.ts';
import { examples } from '../examples.ts';
import { EXIT_CODES } from '../exit-codes.ts';
import { mistake, TELLING_OPTIONS } from '../options.ts';
import { pointsFolder } from '../simulation-arguments.ts';
import { print, printJson, type Terminal } from '../terminal.ts';

interface CacheArguments {
  points?: string;
  prune?: boolean;
  all?: boolean;
  json?: boolean;
}

export const command = 'cache';
export const describe = 'Show the finished runs that are kept, or remove those of no more use';

export const builder = (yargs: Argv) =>
  yargs
    .options({
      points: {
        type: 'string',
        requiresArg: true,
        describe: 'folder of finished runs; default: TALENTFLOW_POINTS, or output/.points',
      },
      prune: { type: 'boolean', describe: 'remove runs of other engines, and damaged ones' },
      all: { type: 'boolean', describe: 'with --prune: remove every run' },
      json: TELLING_OPTIONS.json,
    })
    .epilogue(
      examples(
        ['talentflow cache', 'runs and bytes by scenario'],
        ['talentflow cache --prune', 'what this version cannot use again'],
      ),
    );

interface Shelf {
  scenario: string;
  /** Whether the engine that runs here made them; null: damaged. */
  isUsable: boolean | null;
  runs: number;
  bytes: number;
}

export async function handler(given: CacheArguments, { out }: Terminal): Promise<number> {
  if (given.all && !given.prune) throw mistake('all', 'without --prune', '--prune --all', 'add --prune');
  const store = storeAt(given.points);
  const stored = store.list();
  const isKept = ({ about }: StoredPoint) => !given.prune || (!given.all && about?.engine === engineHash());
  const kept = stored.filter(isKept);
  const removed = stored.filter((point) => !isKept(point));
  const shelves = shelvesOf(kept, store);
  const freed = removed.reduce((sum, { id }) => sum + store.bytesOf(id), 0);
  for (const { id } of removed) store.remove(id);
  if (given.json) {
    printJson(out, {
      format: 'talentflow.cache/1',
      points: store.folder,
      shelves,
      removed: removed.length,
      freed,
    });
    return EXIT_CODES.done;
  }
  if (given.prune)
    print(out, `Removed ${removed.length} ${removed.length === 1 ? 'run' : 'runs'}, ${megabytes(freed)}.`);
  if (shelves.length === 0) print(out, `${store.folder}: no finished runs`);
  else print(out, store.folder, ...aligned([HEADER, ...shelves.map(rowOf)]));
  return EXIT_CODES.done;
}

/** The store that is meant; one that is not there is not made: nothing is kept in it. @throws UsageMistake when it was named. */
function storeAt(named: string | undefined): FolderOfPoints {
  const folder = pointsFolder(named, 'output/results');
  if (existsSync(folder) && statSync(folder).isDirectory()) return openStore(folder);
  if (named === undefined) return new FolderOfPoints(folder);
  throw mistake('points', named, 'a folder of finished runs', 'see the path, or leave --points away');
}

const HEADER = ['scenario', 'made by', 'runs', 'size'];

function rowOf({ scenario, isUsable, runs, bytes }: Shelf): string[] {
  const madeBy = isUsable === null ? 'damaged' : isUsable ? 'this engine' : 'another engine';
  return [scenario, madeBy, String(runs), megabytes(bytes)];
}

const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(1)} MB`;

function shelvesOf(points: readonly StoredPoint[], store: FolderOfPoints): Shelf[] {
  const shelves = new Map<string, Shelf>();
  for (const { id, about } of points) {
    const isUsable = about === null ? null : about.engine === engineHash();
    const scenario = about?.scenario.name ?? '?';
    const key = JSON.stringify([scenario, isUsable]);
    const shelf = shelves.get(key) ?? { scenario, isUsable, runs: 0, bytes: 0 };
    shelves.set(key, shelf);
    shelf.runs++;
    shelf.bytes += store.bytesOf(id);
  }
  return [...shelves.values()];
}
