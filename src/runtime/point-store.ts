import { randomBytes } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { hostname } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import type { PackedPoint, PointStore, Task } from '../experiments/executor.ts';
import { TABLE_NAMES, TABLES, type TableName } from '../tables/columns.ts';
import type { Table } from '../tables/table.ts';
import type { Tables } from '../tables/tables.ts';
import { isAlive, makeFolder, syncFolder, writeFileDurably } from './durable-files.ts';
import { engineHash } from './engine-hash.ts';
import { diskFailure, RunFailure, UsageMistake } from './failures.ts';
import { holdFolder } from './folder-lock.ts';
import { packageVersion } from './package-files.ts';
import { unpackTable } from './parquet.ts';
import { sha256Of } from './sha256.ts';

const POINT_FILE = 'point.json';
export const POINT_FORMAT = 'talentflow.point/1';
/**
 * `.writing-PID-OWN-MACHINE-ID`: a point on its way into its place or out of it; worth nothing to anybody but the process that moves
 * it. Machines that share a store count their processes apart, and a number used again is another process.
 */
const ON_ITS_WAY = /^\.writing-(\d+)-([0-9a-f]{12})-([0-9a-f]{12})-/;
/** What tells this process from an earlier one of its number. */
const OWN = randomBytes(6).toString('hex');
const MACHINE = sha256Of(hostname()).slice(0, 12);
const ID = /^[0-9a-f]{64}$/;
/** What systems say of a rename of a folder to one that has something in it, or to a file. */
const OCCUPIED: ReadonlySet<string> = new Set(['ENOTEMPTY', 'EEXIST', 'EPERM', 'ENOTDIR']);

/** What a stored point says of itself; nothing in it depends on when or where it was run. */
export interface PointAbout {
  readonly format: typeof POINT_FORMAT;
  readonly id: string;
  readonly engine: string;
  /** Version of the package that ran it. */
  readonly version: string;
  readonly scenario: { readonly name: string; readonly title: string; readonly scale: number };
  readonly seed: string;
  readonly replicate: number;
  readonly tables: readonly StoredTable[];
  /** Sketch of the run's moves: 32-bit integers, little-endian, in base 64. */
  readonly moves: string;
  /** SHA-256 of all of this; not said by earlier versions. */
  readonly sha256?: string;
}

export interface StoredTable {
  readonly name: string;
  readonly rows: number;
  /** How its columns lie in the file (`PackedTable`); not said by earlier versions, whose numbers are all DOUBLE. */
  readonly types?: string;
  /** SHA-256 of its cells. */
  readonly sha256: string;
  readonly file: string;
  readonly bytes: number;
  /** SHA-256 of its file. */
  readonly fileSha256: string;
}

/** A point as it lies in the store. */
export interface StoredPoint {
  readonly id: string;
  readonly folder: string;
  /** Null when it is damaged. */
  readonly about: PointAbout | null;
}

/** Where the points of results in `folder` are kept, unless told otherwise. */
export function pointsBeside(folder: string): string {
  return join(dirname(resolve(folder)), '.points');
}

/**
 * Points in a folder: each one is a folder of its own, named by its id, with a Parquet file for each table. It is written beside
 * its place, synced, and renamed; so it is there whole or not at all, whatever dies when. Several processes may share a store and run
 * the same points at once: a whole point stays where it is, so that nobody loses what another has made or reads.
 */
export class FolderOfPoints implements PointStore {
  readonly folder: string;
  /** What says where that is. */
  readonly placedBy: string;
  /** The tables of the point kept last, if they were at hand: a single run's are asked for at once. One point's, so that memory does not grow. */
  #atHand: { readonly id: string; readonly tables: Tables } | undefined;

  constructor(folder: string, placedBy = '--points DIR') {
    this.folder = resolve(folder);
    this.placedBy = placedBy;
  }

  state(id: string): ReturnType<PointStore['state']> {
    const folder = join(this.folder, id);
    if (!existsSync(folder)) return { is: 'absent' };
    const why = damageOf(folder, id);
    return why === null ? { is: 'whole' } : { is: 'damaged', why };
  }

  async keep(task: Task, packed: PackedPoint): Promise<void> {
    const { id } = task.point;
    const writing = this.#onItsWay(id);
    try {
      makeFolder(writing);
      for (const { name, bytes } of packed.tables) writeFileDurably(join(writing, `${name}.parquet`), bytes);
      const about = aboutOf(task, packed);
      writeFileDurably(join(writing, POINT_FILE), `${JSON.stringify(withHash(about), null, 1)}\n`);
      syncFolder(writing);
      if (!this.#movedIn(writing, id)) await this.#exchange(writing, about);
      syncFolder(this.folder);
      this.#atHand = packed.made && { id, tables: packed.made };
    } catch (error) {
      throw diskFailure(join(this.folder, id), error, this.placedBy);
    } finally {
      removeIfThere(writing);
    }
  }

  #onItsWay(id: string): string {
    return join(this.folder, `.writing-${process.pid}-${OWN}-${MACHINE}-${id}`);
  }

  /** False where something has the place already. */
  #movedIn(writing: string, id: string): boolean {
    try {
      renameSync(writing, join(this.folder, id));
      return true;
    } catch (error) {
      if (!OCCUPIED.has((error as NodeJS.ErrnoException).code ?? '')) throw error;
      return false;
    }
  }

  /**
   * What has the place says the same, since another process was quicker: it stays, others may read it. Or it is damaged: one process at
   * a time puts its own there, so that none moves a whole one away.
   */
  async #exchange(writing: string, about: PointAbout): Promise<void> {
    const place = join(this.folder, about.id);
    if (holdsSame(place, about)) return;
    const letGo = await holdFolder(place);
    try {
      // Between removing and moving in, one who finds the place free may take it without asking: so look again.
      while (!this.#movedIn(writing, about.id)) {
        if (holdsSame(place, about)) return;
        this.remove(about.id);
      }
    } finally {
      letGo();
    }
  }

  tables(id: string): Tables {
    if (this.#atHand?.id === id) return this.#atHand.tables;
    const folder = join(this.folder, id);
    const read = new Map<TableName, Table>();
    const tables = {} as Record<TableName, Table>;
    for (const name of TABLE_NAMES) {
      Object.defineProperty(tables, name, {
        enumerable: true,
        get() {
          if (!read.has(name)) read.set(name, readTable(folder, name));
          return read.get(name);
        },
      });
    }
    return tables;
  }

  moves(id: string): Int32Array {
    const bytes = Buffer.from(this.about(id).moves, 'base64');
    return Int32Array.from({ length: bytes.length / 4 }, (_, at) => bytes.readInt32LE(4 * at));
  }

  /** What a point says of itself. @throws RunFailure when it is not there, or damaged. */
  about(id: string): PointAbout {
    try {
      return readAbout(join(this.folder, id));
    } catch (error) {
      throw damaged(join(this.folder, id), error);
    }
  }

  /** Every point of the store, by id. @throws UsageMistake when it cannot be read. */
  list(): StoredPoint[] {
    if (!existsSync(this.folder)) return [];
    return namesIn(this.folder)
      .filter((name) => ID.test(name))
      .sort()
      .map((id) => {
        const folder = join(this.folder, id);
        const about = aboutIfAny(folder);
        return { id, folder, about: about?.id === id ? about : null };
      });
  }

  /** Size of a point's files; 0 when another process has removed it meanwhile. @throws UsageMistake when it cannot be read. */
  bytesOf(id: string): number {
    const folder = join(this.folder, id);
    const sizeOf = (path: string) => statSync(path, { throwIfNoEntry: false })?.size ?? 0;
    if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return sizeOf(folder);
    return namesIn(folder).reduce((sum, name) => sum + sizeOf(join(folder, name)), 0);
  }

  /** At once: nobody finds half of it. */
  remove(id: string): void {
    const aside = `${this.#onItsWay(id)}-removed`;
    try {
      renameSync(join(this.folder, id), aside);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    }
    rmSync(aside, { recursive: true, force: true });
  }

  /** Removes what processes that died had half written. @returns how many. */
  removeHalfWritten(): number {
    if (!existsSync(this.folder)) return 0;
    const left = readdirSync(this.folder).filter((name) => {
      const [, pid, own, machine] = ON_ITS_WAY.exec(name) ?? [];
      if (pid === undefined || machine !== MACHINE) return false; // another machine's process cannot be asked
      return Number(pid) === process.pid ? own !== OWN : !isAlive(Number(pid));
    });
    for (const name of left) rmSync(join(this.folder, name), { recursive: true, force: true });
    return left.length;
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    throw new UsageMistake(folder, {
      found: (error as Error).message,
      expected: 'a folder of finished runs that may be read',
      remedy: 'get the right to read it, or name another with --points DIR',
    });
  }
}

/** Quietly: it follows a failure, which is what matters. */
function removeIfThere(folder: string): void {
  try {
    rmSync(folder, { recursive: true, force: true });
  } catch {
    // what is left is removed by the next start
  }
}

function aboutOf({ point, scenario }: Task, packed: PackedPoint): PointAbout {
  const { name, title, scale } = scenario;
  return {
    format: POINT_FORMAT,
    id: point.id,
    engine: engineHash(),
    version: packageVersion(),
    scenario: { name, title, scale },
    seed: point.seed,
    replicate: point.replicate,
    tables: packed.tables.map((table) => ({
      name: table.name,
      rows: table.rows,
      types: table.types,
      sha256: table.sha256,
      file: `${table.name}.parquet`,
      bytes: table.bytes.byteLength,
      fileSha256: sha256Of(table.bytes),
    })),
    moves: base64(packed.moves),
  };
}

const withHash = (about: PointAbout): PointAbout => ({ ...about, sha256: hashOf(about) });

/** Of what it says, however it is laid out. */
const hashOf = (about: Partial<PointAbout>) => sha256Of(JSON.stringify(about));

function base64(counters: Int32Array): string {
  const bytes = Buffer.alloc(4 * counters.length);
  for (const [at, counter] of counters.entries()) bytes.writeInt32LE(counter, 4 * at);
  return bytes.toString('base64');
}

function readAbout(folder: string): PointAbout {
  return JSON.parse(readFileSync(join(folder, POINT_FILE), 'utf8')) as PointAbout;
}

function aboutIfAny(folder: string): PointAbout | null {
  try {
    const { sha256: said, ...about } = readAbout(folder);
    return isWhole(about) && (said === undefined || said === hashOf(about)) ? about : null;
  } catch {
    return null;
  }
}

function isWhole(about: Partial<PointAbout>): boolean {
  const { format, id, engine, version, seed, moves, replicate, scenario, tables } = about;
  const texts = [id, engine, version, seed, moves, scenario?.name, scenario?.title];
  const numbers = [replicate, scenario?.scale];
  return (
    format === POINT_FORMAT &&
    texts.every((said) => typeof said === 'string') &&
    numbers.every((said) => typeof said === 'number') &&
    Array.isArray(tables)
  );
}

/** Whether a folder holds a whole point with these tables and moves, however they are packed. */
function holdsSame(folder: string, { id, tables, moves }: PointAbout): boolean {
  const said = ({ tables, moves }: Pick<PointAbout, 'tables' | 'moves'>) =>
    JSON.stringify([tables.map(({ name, sha256 }) => [name, sha256]), moves]);
  return damageOf(folder, id) === null && said(readAbout(folder)) === said({ tables, moves });
}

/** What is wrong with a stored point, file by file, to the byte; null when nothing is. */
function damageOf(folder: string, id: string): string | null {
  const about = aboutIfAny(folder);
  if (about === null || about.id !== id) return `${POINT_FILE} is missing or says something else`;
  const names = about.tables.map(({ name }) => name);
  const lacking = TABLE_NAMES.find((name) => !names.includes(name));
  if (lacking !== undefined) return `table ${lacking} is missing`;
  for (const { file, fileSha256 } of about.tables) {
    try {
      if (sha256Of(readFileSync(join(folder, file))) !== fileSha256)
        return `${file} has other bytes than were written`;
    } catch {
      return `${file} cannot be read`;
    }
  }
  return null;
}

function readTable(folder: string, name: TableName): Table {
  try {
    return unpackTable(name, TABLES[name], readFileSync(join(folder, `${name}.parquet`)));
  } catch (error) {
    throw damaged(folder, error);
  }
}

function damaged(folder: string, error: unknown): RunFailure {
  return new RunFailure(folder, {
    found: error instanceof Error ? error.message : String(error),
    expected: 'a whole point, as it was written',
    remedy: 'give the same command again: it finds what is damaged and runs that again',
  });
}
