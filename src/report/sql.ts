import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { engineHash } from '../runtime/engine-hash.ts';
import { UsageMistake } from '../runtime/failures.ts';
import { packageVersion } from '../runtime/package-files.ts';
import type { PointAbout } from '../runtime/point-store.ts';
import { grouped } from '../scenario/grouped.ts';
import { didYouMean } from '../scenario/nearest.ts';
import {
  type Column,
  TABLE_NAMES,
  TABLES,
  type TableDeclaration,
  type TableName,
} from '../tables/columns.ts';

/** A finished run that can be asked about. */
export interface RunOfQuery {
  /** Folder of its Parquet files. */
  readonly folder: string;
  readonly about: PointAbout;
  /** What it is called in its experiment: scenario, policy, or cell of a sweep. */
  readonly variant: string;
}

const text = (name: string, meaning: string) => ({ name, type: 'text' as const, unit: 'id', meaning });

/** Columns that say which run a row is of; every view begins with them. */
const COLUMNS_OF_RUN = [
  text('point', 'the run: SHA-256 of what made it, and its folder in the point store'),
  text('variant', 'scenario, policy or cell of a sweep'),
  text('seed', 'seed of the run'),
  { name: 'replicate', type: 'number', unit: 'number', meaning: 'which replicate of the seed, from 0' },
] as const;

/** Every view of `query` and what its columns mean. */
export const VIEWS: Readonly<Record<string, TableDeclaration>> = {
  runs: {
    meaning: 'One row per finished run.',
    columns: [
      ...COLUMNS_OF_RUN,
      text('scenario', 'name of its scenario'),
      { name: 'scale', type: 'number', unit: 'ratio', meaning: 'simulated people a person' },
      text('engine', 'SHA-256 of the engine that ran it'),
      text('version', 'version of talentflow that ran it'),
    ],
  },
  ...Object.fromEntries(
    TABLE_NAMES.map((name): [string, TableDeclaration] => [
      name,
      { meaning: TABLES[name].meaning, columns: [...COLUMNS_OF_RUN, ...TABLES[name].columns] },
    ]),
  ),
};

/**
 * 70 MB: only who asks pays for it. By `require`, since `import` of CommonJS reads every file of it first to learn what it exports,
 * which takes longer than to load it.
 */
const duckdb = () => createRequire(import.meta.url)('@duckdb/node-api') as typeof import('@duckdb/node-api');

/** Rows of an answer, in pieces, so that a large one is never held whole. */
export interface Answer {
  readonly columns: readonly string[];
  readonly rows: AsyncIterable<readonly (string | number | bigint | boolean | null)[][]>;
}

/**
 * Answers one SELECT over the runs. The database is in memory and knows no file but the runs' tables; it writes none, and loads
 * no extension.
 * @throws UsageMistake when the SQL is wrong, or is not one SELECT; anything when the signal aborts, amid an answer, too.
 */
export async function ask(
  sql: string,
  runs: readonly RunOfQuery[],
  signal: AbortSignal,
  use: (answer: Answer) => Promise<void>,
): Promise<void> {
  const { DuckDBInstance } = duckdb();
  const instance = await DuckDBInstance.create(':memory:', {
    autoinstall_known_extensions: 'false',
    enable_external_file_cache: 'false', // each file is read once; keeping it costs a third more
  });
  try {
    const connection = await databaseOf(instance, runs, sql);
    const stop = () => connection.interrupt();
    signal.addEventListener('abort', stop, { once: true });
    try {
      signal.throwIfAborted(); // while the tables were opened, when there was nothing yet to be interrupted
      const prepared = await onlySelect(connection, sql);
      const result = await asMistake(() => prepared.stream());
      await use({ columns: result.deduplicatedColumnNames(), rows: piecesOf(result, signal) });
    } finally {
      signal.removeEventListener('abort', stop);
      connection.closeSync();
    }
  } finally {
    instance.closeSync();
  }
}

type Result = Awaited<ReturnType<DuckDBConnection['stream']>>;

async function* piecesOf(result: Result, signal: AbortSignal): Answer['rows'] {
  for (;;) {
    const chunk = await asMistake(() => result.fetchChunk());
    signal.throwIfAborted(); // an answer that was interrupted ends as one that is whole
    if (chunk === null || chunk.rowCount === 0) return;
    yield chunk.getRows().map((row) => row.map(plain));
  }
}

/** Whole numbers beyond a double's stay whole; what is no number, text or truth is told as SQL prints it. */
function plain(value: unknown): string | number | bigint | boolean | null {
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : value;
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    return value;
  return value === undefined ? null : String(value);
}

/** A view over many runs names as many files, and the database looks at each name when it opens one: only those asked for are filled. */
async function databaseOf(
  instance: DuckDBInstance,
  runs: readonly RunOfQuery[],
  sql: string,
): Promise<DuckDBConnection> {
  const connection = await instance.connect();
  await fillRuns(connection, runs);
  const words = new Set(sql.toLowerCase().match(/[a-z_]+/g));
  const asked: FileOfRun[] = [];
  for (const name of TABLE_NAMES) {
    const isAsked = words.has(name);
    const files = isAsked ? filesOf(name, runs) : [];
    asked.push(...files);
    await createView(
      connection,
      name,
      files.length > 0 ? selectFrom(name, files) : selectNothing(name, isAsked),
    );
  }
  // From here on the database cannot be told otherwise.
  await connection.run(`set allowed_paths = ${listOf(asked.map(({ path }) => path))}`);
  await connection.run('set enable_external_access = false');
  await connection.run('set lock_configuration = true');
  return connection;
}

interface FileOfRun {
  readonly path: string;
  /** Its engine, whose tables may have other columns than this one's, and how its columns lie there. */
  readonly engine: string;
  readonly types: string | undefined;
}

function filesOf(name: TableName, runs: readonly RunOfQuery[]): FileOfRun[] {
  return runs.flatMap(({ folder, about: { engine, tables } }) => {
    const stored = tables.find((table) => table.name === name);
    return stored === undefined
      ? []
      : [{ path: join(folder, `${name}.parquet`), engine, types: stored.types }];
  });
}

/** All rows of a table's files. Only files that lie there alike are read as one: the numbers of others would be made like the first's. */
function selectFrom(name: TableName, files: readonly FileOfRun[]): string {
  const alike = grouped(files, ({ engine, types }) => JSON.stringify([engine, types]));
  const selects = [...alike.values()].map((ofForm) => selectAlike(name, ofForm));
  if (alike.size === 1 && files[0]!.engine === engineHash()) return selects[0]!;
  const columns = VIEWS[name]!.columns.map((column) => `"${column.name}"`);
  const all = [selectNothing(name, true), ...selects].join(' union all by name ');
  return `select ${columns.join(', ')} from (${all})`;
}

function selectAlike(name: TableName, files: readonly FileOfRun[]): string {
  const isOurs = files[0]!.engine === engineHash();
  const columns = TABLES[name].columns.map(
    (column) => `t."${column.name}"::${sqlType(column)} as "${column.name}"`,
  );
  const paths = files.map(({ path }) => path);
  return `select r.point, r.variant, r.seed, r.replicate, ${isOurs ? columns.join(', ') : 't.* exclude ("file of run")'}
    from read_parquet(${listOf(paths)}, filename = 'file of run') t
    join "run files" r on r.folder || '/${name}.parquet' = t."file of run"`;
}

const sqlType = ({ type }: Pick<Column, 'type'>) =>
  type === 'text' || type === 'month' ? 'varchar' : 'double';

/** No row of the table's columns; of a table that the SQL reaches without naming it, a mistake rather than no row. */
function selectNothing(name: TableName, isAsked: boolean): string {
  const columns = VIEWS[name]!.columns.map((column) => `null::${sqlType(column)} as "${column.name}"`);
  const never = isAsked ? 'false' : `error('write the name ${name} in the SQL') is null`;
  return `select ${columns.join(', ')} where ${never}`;
}

async function createView(connection: DuckDBConnection, name: TableName, select: string): Promise<void> {
  try {
    await connection.run(`create view "${name}" as ${select}`);
  } catch (error) {
    throw new UsageMistake(`the table ${name} of the runs`, {
      found: inLines(textOf(error)),
      expected: `tables as the engine ${engineHash().slice(0, 12)}… of talentflow ${packageVersion()} writes them`,
      remedy:
        'give the commands that made the runs again, or ask one results folder with --results; talentflow cache --prune removes what this engine cannot read',
    });
  }
}

async function fillRuns(connection: DuckDBConnection, runs: readonly RunOfQuery[]): Promise<void> {
  await connection.run(`create table "run files" (folder varchar, point varchar, variant varchar, seed varchar,
    replicate integer, scenario varchar, scale double, engine varchar, version varchar)`);
  const appender = await connection.createAppender('run files');
  for (const { folder, about, variant } of runs) {
    for (const cell of [folder, about.id, variant, about.seed]) appender.appendVarchar(cell);
    appender.appendInteger(about.replicate);
    appender.appendVarchar(about.scenario.name);
    appender.appendDouble(about.scenario.scale);
    for (const cell of [about.engine, about.version]) appender.appendVarchar(cell);
    appender.endRow();
  }
  appender.closeSync();
  const columns = VIEWS.runs!.columns.map(({ name }) => name).join(', ');
  await connection.run(`create view runs as select ${columns} from "run files"`);
}

const listOf = (texts: readonly string[]) =>
  `[${texts.map((item) => `'${item.replaceAll("'", "''")}'`).join(', ')}]`;

/** Of what SQL can say only a SELECT is let through: it is what cannot write. */
async function onlySelect(connection: DuckDBConnection, sql: string) {
  if (isOnlyRemarks(sql))
    throw mistake('no statement', 'one SELECT statement', 'write for example: select * from runs');
  const statements = await asMistake(() => connection.extractStatements(sql));
  if (statements.count !== 1)
    throw mistake(`${statements.count} statements`, 'one SELECT statement', 'ask one thing at a time');
  refuseWriting(sql);
  const prepared = await asMistake(() => statements.prepare(0), sql);
  const { StatementType } = duckdb();
  if (prepared.statementType !== StatementType.SELECT) {
    const found = `a statement of the kind ${StatementType[prepared.statementType]}`;
    throw mistake(found, 'one SELECT statement: results can be read here, not changed', 'begin with select');
  }
  return prepared;
}

/** The database says of remarks alone that it failed inside. */
const isOnlyRemarks = (sql: string) => /^(?:[\s;]|--[^\n]*(?:\n|$)|\/\*.*?\*\/)*$/s.test(sql);

/** First words of what would change something, which the database refuses in its own words, each for another reason. */
const WRITING =
  /^(copy|export|import|insert|update|delete|merge|truncate|create|alter|drop|attach|detach|install|load|set|reset|pragma|use|call|begin|commit|vacuum|checkpoint)$/;

function refuseWriting(sql: string): void {
  const first = /^(?:\s|--[^\n]*(?:\n|$)|\/\*.*?\*\/)*([a-z]+)/is.exec(sql)?.[1]?.toLowerCase();
  if (first === undefined || !WRITING.test(first)) return;
  throw mistake(
    `a statement of the kind ${first.toUpperCase()}`,
    'one SELECT statement: results can be read here, not changed',
    ['copy', 'export'].includes(first)
      ? 'let the answer be written by your shell: talentflow query "select …" --format csv > answer.csv'
      : 'begin with select; what changes something, do with an answer: --format parquet > answer.parquet',
  );
}

/** @param sql as it was written, where its columns are looked up */
async function asMistake<T>(act: () => Promise<T>, sql = ''): Promise<T> {
  try {
    return await act();
  } catch (error) {
    const said = textOf(error);
    const [, table] = /Table with name (\S+) does not exist/.exec(said) ?? [];
    const [, column] = /Referenced column "([^"]+)" not found/.exec(said) ?? [];
    const views = Object.keys(VIEWS);
    const see = 'see talentflow query --tables';
    throw mistake(
      // It knows tables of its own, which nobody here means.
      inLines(table === undefined ? said : said.replace(/^Did you mean .*\n/m, '')),
      `SQL as DuckDB reads it, over ${views.join(', ')}`,
      sql.includes(`"${column}"`)
        ? `if the text is meant, write it between single quotes: '${column}'; else ${see}`
        : didYouMean(table ?? '', views, see),
    );
  }
}

const textOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

/** What the database says, as it stands behind "found". */
const inLines = (said: string) => said.trim().replaceAll('\n', '\n            ');

function mistake(found: string, expected: string, remedy: string): UsageMistake {
  return new UsageMistake('the SQL', { found, expected, remedy });
}
