import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as queryCommand from '../../src/cli/commands/query.ts';
import type { Terminal } from '../../src/cli/terminal.ts';
import { ask } from '../../src/report/sql.ts';
import { TABLE_NAMES, TABLES } from '../../src/tables/columns.ts';
import { TWO_EMPLOYERS } from '../support/markets.ts';
import { emptyFolder, talentflow } from '../support/talentflow.ts';
import { talentflowHere } from '../support/talentflow-here.ts';

const folder = emptyFolder();
const cwd = folder.path;
const query = (...words: string[]) => talentflowHere(['query', ...words], { cwd });

beforeAll(async () => {
  writeFileSync(join(cwd, 'market.yaml'), TWO_EMPLOYERS);
  writeFileSync(join(cwd, 'other.yaml'), TWO_EMPLOYERS.replace('two-employers', 'other'));
  await talentflowHere(['run', 'market.yaml', '--replicates', '2', '--workers', '1'], { cwd });
  await talentflowHere(['run', 'other.yaml'], { cwd });
});
afterAll(folder.remove);

test('a query over all runs gives what their tables hold', async () => {
  const { code, out } = await query(
    'select variant, replicate, sum(people) as people from flows group by all order by all',
    '--format',
    'json',
  );
  expect(code).toBe(0);
  const csv = readFileSync(join(cwd, 'output/two-employers/flows.csv'), 'utf8')
    .trimEnd()
    .split('\n')
    .slice(1);
  const sum = (replicate: string) =>
    csv.reduce(
      (all, line) => all + (line.startsWith(`${replicate},`) ? Number(line.split(',').at(-1)) : 0),
      0,
    );
  const { format, columns, rows } = JSON.parse(out);
  expect([format, columns]).toEqual(['talentflow.query/1', ['variant', 'replicate', 'people']]);
  expect(rows.slice(1)).toEqual([
    ['two-employers', 0, sum('0')],
    ['two-employers', 1, sum('1')],
  ]);
});

test('--results asks the runs of one folder alone', async () => {
  const { out } = await query('select count(*) from runs', '--results', 'output/other', '--format', 'csv');
  expect(out).toBe('count_star()\n1\n');
});

test('each run is told with what it is called in its experiment, its scenario, scale, engine and version', async () => {
  const words = ['--over', 'choice.elasticity=3:5:2', '--replicates', '1', '--outcome', 'stock:rich'];
  await talentflowHere(
    ['sweep', 'market.yaml', '--scale', '0.5', ...words, '--workers', '1', '--out', 'output/cells'],
    { cwd },
  );
  const { out } = await query(
    'select variant, scenario, scale, length(engine) as letters, version from runs order by variant',
    '--results',
    'output/cells',
    '--format',
    'csv',
  );
  const { version } = JSON.parse(readFileSync(join(cwd, 'output/cells/manifest.json'), 'utf8')).talentflow;
  expect(out.split('\n').slice(1)).toEqual([
    `choice.elasticity=3,two-employers,0.5,64,${version}`,
    `choice.elasticity=5,two-employers,0.5,64,${version}`,
    '',
  ]);
});

test('a whole number beyond a double’s stays what it is', async () => {
  const sql = 'select 9007199254740993 as beyond, 9007199254740991::bigint as within';
  expect((await query(sql, '--format', 'csv')).out).toBe(
    'beyond,within\n9007199254740993,9007199254740991\n',
  );
  expect(JSON.parse((await query(sql, '--format', 'json')).out).rows).toEqual([
    ['9007199254740993', 9007199254740991],
  ]);
});

test('table, CSV and Parquet say the same', async () => {
  const sql = 'select month, people, without_job from market where replicate = 1 order by month limit 2';
  const table = (await query(sql)).out.trimEnd().split('\n');
  const csv = (await query(sql, '--format', 'csv')).out.trimEnd().split('\n');
  expect(table.map((line) => line.trim().split(/ +/).join(','))).toEqual(csv);
  const { code, err } = await talentflow(['query', sql, '--format', 'parquet'], { cwd });
  expect([code, err]).toEqual([0, '']);
});

test('the catalogue gives every column of every table its unit and meaning', async () => {
  const { out } = await query('--tables');
  for (const name of TABLE_NAMES) {
    expect(out).toContain(`${name}: ${TABLES[name].meaning}`);
    for (const { meaning } of TABLES[name].columns) expect(out).toContain(meaning);
  }
  const { tables } = JSON.parse((await query('--tables', '--format', 'json')).out);
  expect(Object.keys(tables)).toEqual(['runs', ...TABLE_NAMES]);
});

test.each([
  ["copy flows to 'stolen.csv'", '--format csv > answer.csv'],
  ["-- all\n/* of it */ Export database 'stolen'", '--format csv > answer.csv'],
  ['insert into runs select * from runs', 'of the kind INSERT'],
  ['update flows set people = 0', 'results can be read here, not changed'],
  ['alter view flows rename to mine', 'of the kind ALTER'],
  ['create table mine as select 1', 'of the kind CREATE'],
  ['delete from "run files"', 'of the kind DELETE'],
  ['drop view flows', 'of the kind DROP'],
  ["attach 'other.db'", 'of the kind ATTACH'],
  ['install httpfs', 'of the kind INSTALL'],
  ['load json', 'of the kind LOAD'],
  ['set enable_external_access = true', 'of the kind SET'],
  ['set lock_configuration = false', 'of the kind SET'],
  ['pragma database_list; select 1', '2 statements'],
  ['select * from flow', 'did you mean flows?'],
  ['select * from nothing', 'remedy    see talentflow query --tables'],
  ["select * from read_csv('market.yaml')", 'file system operations are disabled'],
  ["select * from read_text('/etc/passwd')", 'file system operations are disabled'],
  ["select * from glob('*')", 'file system operations are disabled'],
  [`select * from flows where "from" = "rich"`, "between single quotes: 'rich'"],
  ["select * from 'market.yaml'", 'Catalog Error'],
  ['selct 1', 'syntax error'],
  ['', 'no statement'],
  ['-- the runs', 'no statement'],
  [' ; /* nothing */ ;', 'no statement'],
  ['select 1; select 2', '2 statements'],
])('nothing can be written, read or loaded: %s', async (sql, told) => {
  const before = readdirSync(cwd).sort();
  const { code, out, err } = await query(sql);
  expect(err).toContain(told);
  expect([code, out]).toEqual([2, '']);
  expect(readdirSync(cwd).sort()).toEqual(before);
});

test('a table is answered from however the SQL names it', async () => {
  const ways = [
    'select sum(people) as people from flows',
    'select sum("people") from "FLOWS"',
    '(with f as (select * from memory.main.flows) select sum(people) from f)',
    "select sum(people) from query_table('flows')",
    "from query('select sum(people) from flows')",
  ];
  const { out } = await query(ways.join(' union all '), '--format', 'csv');
  const [, first, ...others] = out.trimEnd().split('\n');
  expect(Number(first)).toBeGreaterThan(0);
  expect(others).toEqual(Array(ways.length - 1).fill(first));
});

test('a table that the SQL reaches without naming it is no empty one', async () => {
  const { code, err } = await query("select sum(people) from query_table('fl' || 'ows')");
  expect([code, err]).toEqual([2, expect.stringContaining('write the name flows in the SQL')]);
});

test('every table tells its columns, named in the SQL or not', async () => {
  const sql = 'select table_name, column_name from information_schema.columns where table_name in';
  const { out } = await query(`${sql} (select view_name from duckdb_views())`, '--format', 'csv');
  for (const name of TABLE_NAMES)
    for (const column of TABLES[name].columns) expect(out).toContain(`${name},${column.name}\n`);
});

test('results of an earlier version, or whose runs are gone or cannot be read: what was found, and what to do', async () => {
  const path = (...parts: string[]) => join(cwd, 'old', ...parts);
  await talentflowHere(['run', 'other.yaml', '--seed', '7', '--out', 'old/results'], { cwd });
  const said = JSON.parse(readFileSync(path('results/manifest.json'), 'utf8'));
  const claim = (change: object) =>
    writeFileSync(path('results/manifest.json'), JSON.stringify({ ...said, ...change }));
  const asked = () => query('select * from market', '--results', 'old/results');
  const engine = { ...said.talentflow, engine: 'e'.repeat(64) };

  claim({ variants: undefined, talentflow: engine }); // as talentflow wrote it before there were comparisons
  expect(await asked()).toMatchObject({
    code: 2,
    err: expect.stringMatching(
      /earlier version.*engine eeeeeeeeeeee[\s\S]*give the command that made it again/,
    ),
  });
  claim({ variants: undefined });
  expect(await asked()).toMatchObject({
    code: 2,
    err: expect.stringContaining('a manifest that is not whole'),
  });
  writeFileSync(path('results/manifest.json'), '{"format": "talentflow.mani');
  expect(await asked()).toMatchObject({ code: 2, err: expect.stringContaining('that is not whole') });
  claim({ talentflow: engine, points: [{ ...said.points[0], id: 'f'.repeat(64) }] });
  expect(await asked()).toMatchObject({
    code: 2,
    err: expect.stringContaining(
      'no such point, of talentflow 0.1.0, engine eeeeeeeeeeee…; another runs here',
    ),
  });
  claim({});
  const point = (file: string) => path('.points', said.points[0].id, file);
  const about = JSON.parse(readFileSync(point('point.json'), 'utf8'));
  writeFileSync(point('point.json'), JSON.stringify({ ...about, version: undefined }));
  expect(await asked()).toMatchObject({ code: 2, err: expect.stringContaining('a damaged point') });
  writeFileSync(point('point.json'), JSON.stringify(about));
  rmSync(point('market.parquet'));
  expect(await asked()).toMatchObject({
    code: 2,
    err: expect.stringMatching(/the table market of the runs[\s\S]*talentflow cache --prune/),
  });
});

test.each([
  [['--points', 'nowhere', 'select 1'], 'no such folder'],
  [['--points', 'market.yaml', 'select 1'], 'a folder of finished runs that may be read'],
  [['--results', 'market.yaml', 'select 1'], 'found     a file'],
  [['--results', 'nowhere', 'select 1'], 'no such folder'],
  [['--format', 'tabel', 'select 1'], 'did you mean table?'],
  [[], 'no SQL'],
  [['--tables', 'select 1'], 'leave one of the two out'],
  [['--tables', '--format', 'csv'], 'table or json with --tables'],
  [['--tables', '--format', 'parquet'], 'table or json with --tables'],
  [['--tables', '--results', 'output/other'], 'SQL, or --tables without --results'],
  [['--tables', '--points', 'output/.points'], 'SQL, or --tables without --points'],
])('talentflow query %s', async (words, told) => {
  const { code, err } = await query(...words);
  expect(err).toContain(told);
  expect(code).toBe(2);
});

/** Asks as the command does, of a stream of the test's own. */
function queryOn(out: Writable, given: object, signal = new AbortController().signal): Promise<number> {
  const stream = out as NodeJS.WriteStream;
  const terminal: Terminal = { out: stream, err: stream, signal };
  return queryCommand.handler({ points: join(cwd, 'output/.points'), ...given }, terminal);
}

test('Parquet is for a file, not for a terminal', async () => {
  const terminal = Object.assign(new Writable(), { isTTY: true });
  await expect(queryOn(terminal, { sql: 'select 1', format: 'parquet' })).rejects.toMatchObject({
    message: '--format',
    remedy: 'add > answer.parquet',
  });
});

test('a reader that is slow is waited for: an answer is never held whole', async () => {
  let [isFull, overruns, all] = [false, 0, ''];
  const slow = Object.assign(new Writable(), {
    write(text: string) {
      if (isFull) overruns++;
      isFull = true;
      all += text;
      return false;
    },
    once(_: 'drain', goOn: () => void) {
      isFull = false;
      setImmediate(goOn);
    },
  });
  expect(await queryOn(slow as unknown as Writable, { sql: 'from range(5000)', format: 'csv' })).toBe(0);
  expect(all.trimEnd().split('\n')).toHaveLength(5001);
  expect(overruns).toBe(0);
});

test.each(['before anything is asked', 'amid an answer'])('it is interrupted %s', async (when) => {
  const stop = new AbortController();
  if (when.startsWith('before')) stop.abort();
  const out = new Writable({
    write(_text, _, done) {
      stop.abort();
      done();
    },
  });
  const asked = queryOn(out, { sql: 'from range(100000000)', format: 'csv' }, stop.signal);
  await expect(asked).rejects.toMatchObject({ name: 'Interrupted' });
});

test('the catalogue has a column’s name, unit and meaning beside each other, in line', async () => {
  const { out } = await query('--tables');
  const lines = out.split('\n');
  expect(lines.slice(0, 3)).toEqual([
    'runs: One row per finished run.',
    '  point      id      the run: SHA-256 of what made it, and its folder in the point store',
    '  variant    id      scenario, policy or cell of a sweep',
  ]);
});

test('what is interrupted while the tables are opened is not asked any more', async () => {
  await expect(ask('selct 1', [], AbortSignal.abort(), async () => {})).rejects.toThrow(DOMException);
});
