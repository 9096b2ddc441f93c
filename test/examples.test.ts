import { execFileSync, spawnSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { parquetReadObjects } from 'hyparquet';
import ts from 'typescript';
import { afterAll, expect, test } from 'vitest';
import { isLong, longTest } from './support/long-suite.ts';
import { emptyFolder, PROJECT } from './support/talentflow.ts';

const example = (name: string) => join(PROJECT, 'examples', name);
const BIN = join(PROJECT, 'dist/talentflow.js');

const folder = emptyFolder();
afterAll(folder.remove);

/** The answer that the notebook and the Python example tell their readers to make, of a small run. */
function employersAsParquet(): Buffer {
  execFileSync(
    process.execPath,
    [BIN, 'run', '--scale', '0.01', '--replicates', '2', '--until', '2020-12', '--quiet'],
    { cwd: folder.path },
  );
  const sql = /query "([^"]+)" --format parquet/.exec(NOTEBOOK)![1]!;
  return execFileSync(process.execPath, [BIN, 'query', sql, '--format', 'parquet'], {
    cwd: folder.path,
    maxBuffer: 1e9,
  });
}

longTest('a sector and a driver of one’s own need YAML alone, and twenty lines to run them', () => {
  const out = execFileSync(process.execPath, [example('new-sector.mjs')], { encoding: 'utf8' });
  const staff = [...out.matchAll(/^(\d{4})-12 +(\d+)$/gm)].map(
    ([, year, people]) => [Number(year), Number(people)] as const,
  );
  const at = (year: number) => staff.find(([one]) => one === year)![1];
  expect(at(2018)).toBeGreaterThan(0);
  expect(at(2025), 'robots at half the price').toBeGreaterThan(1.5 * at(2018));
  expect(readFileSync(example('new-sector.mjs'), 'utf8').trim().split('\n').length).toBeLessThanOrEqual(20);
});

const NOTEBOOK = readFileSync(example('notebook.html'), 'utf8');

const CELL = /<script id="(\d+)" type="([^"]+)"[^>]*>(.*?)<\/script>/gs;
/** What Notebook Kit gives to every cell, of which these use some. */
const GIVEN = ['FileAttachment', 'Inputs', 'Plot', 'view', 'width'];
const CANNOT_FIND_NAME = new Set([2304, 2552, 18004]);

test('a cell of the notebook uses only what another cell or Notebook Kit gives', () => {
  const cells = [...NOTEBOOK.matchAll(CELL)];
  expect(cells.length).toBe(NOTEBOOK.split('<script').length - 1);
  expect(new Set(cells.map(([, id]) => id)).size).toBe(cells.length);
  // Scripts see each other's names, as cells do.
  const scripts = new Map(
    cells.map(([, id, type, text]) => [
      `${id}.ts`,
      type === 'module' ? text! : [...text!.matchAll(/\$\{(.*?)\}/g)].map(([, used]) => used).join(';'),
    ]),
  );
  const host = ts.createCompilerHost({});
  const program = ts.createProgram({
    rootNames: [...scripts.keys()],
    options: { target: ts.ScriptTarget.ESNext },
    host: {
      ...host,
      getSourceFile: (name, version) =>
        scripts.has(name)
          ? ts.createSourceFile(name, scripts.get(name)!, version)
          : host.getSourceFile(name, version),
    },
  });
  expect(program.getSyntacticDiagnostics()).toEqual([]);
  const missing = program
    .getSemanticDiagnostics()
    .filter(({ code }) => CANNOT_FIND_NAME.has(code))
    .map(({ file, start, length }) => file!.text.slice(start, start! + length!));
  expect([...new Set(missing)].toSorted()).toEqual(GIVEN);
});

test('a browser that opens the notebook as it is says what to do', () => {
  const shown = NOTEBOOK.replace(CELL, '').replace(/<title>.*<\/title>|<style>.*<\/style>/gs, '');
  expect(shown).toMatch(/<p>\s*This file is an Observable notebook/);
  expect(shown).toContain('npx --prefix examples notebooks preview --root examples');
});

/** Where Notebook Kit is installed: it has 90 packages, too many for one example. */
const KIT = join(process.env.NOTEBOOK_KIT ?? join(PROJECT, 'examples'), 'node_modules');

longTest(
  'Notebook Kit builds the notebook with the rows that it names',
  async () => {
    const notebooks = join(KIT, '@observablehq/notebook-kit/dist/bin/notebooks.js');
    if (!existsSync(notebooks)) {
      process.stderr.write(
        'NOTEBOOK NOT BUILT: no Notebook Kit in examples/, where the notebook says how to install it; or set NOTEBOOK_KIT to a folder that has it\n',
      );
      return;
    }
    const root = join(folder.path, 'examples');
    mkdirSync(root);
    symlinkSync(KIT, join(root, 'node_modules')); // it looks for its fonts beside the notebook
    writeFileSync(join(root, 'employers.parquet'), employersAsParquet());
    copyFileSync(example('notebook.html'), join(root, 'notebook.html'));
    execFileSync(process.execPath, [notebooks, 'build', '--root', root, join(root, 'notebook.html')]);
    const built = readFileSync(join(root, '.observable/dist/notebook.html'), 'utf8');
    for (const [, id] of NOTEBOOK.matchAll(CELL)) expect(built).toContain(`id="cell-${id}"`);
    expect(built).not.toContain('This file is an Observable notebook');
    expect(readdirSync(join(root, '.observable/dist/assets')).join()).toMatch(/employers-.*\.parquet/);
  },
  120_000,
);

/** The notebook's own functions, as its cell declares them. */
function functionsOfNotebook(): {
  sectorsOf: (rows: readonly object[]) => string[];
  byMonth: (
    rows: readonly object[],
    sector: string,
  ) => { month: Date; mean: number; least: number; most: number }[];
} {
  const [, cell] = /<script id="6"[^>]*>(.*?)<\/script>/s.exec(NOTEBOOK)!;
  return new Function(`${cell}; return { sectorsOf, byMonth };`)();
}

test('the notebook sums a sector’s employers in each run before it takes means', () => {
  const { sectorsOf, byMonth } = functionsOfNotebook();
  const row = (replicate: number, unit: string, sector: string, net: number) => ({
    replicate,
    month: '2020-01',
    unit,
    sector,
    net,
  });
  const rows = [
    row(0, 'a', 'giants', 3),
    row(0, 'b', 'giants', 4),
    row(1, 'a', 'giants', 1),
    row(1, 'c', 'banks', 9),
  ];
  expect(sectorsOf(rows)).toEqual(['banks', 'giants']);
  expect(byMonth(rows, 'giants')).toEqual([{ month: new Date('2020-01-01'), mean: 4, least: 1, most: 7 }]);
});

longTest(
  'the notebook and the Python example read what they tell their readers to make',
  async () => {
    const bytes = employersAsParquet();
    const rows = await parquetReadObjects({ file: new Uint8Array(bytes).buffer });
    const { sectorsOf, byMonth } = functionsOfNotebook();
    expect(sectorsOf(rows)).toContain('giants');
    const months = byMonth(rows, 'giants');
    expect(months).toHaveLength(11 * 12);

    const python = process.env.PYTHON ?? 'python3';
    if (!readsParquet(python)) return;
    const file = join(folder.path, 'employers.parquet');
    writeFileSync(file, bytes);
    const out = execFileSync(python, [example('read_results.py'), file], { encoding: 'utf8' });
    const of2019 = months.filter(({ month }) => month.getUTCFullYear() === 2019);
    const mean = of2019.reduce((sum, month) => sum + month.mean, 0) / 12;
    expect(out).toContain(`2019  ${mean.toFixed(1).padStart(9)}`);
  },
  120_000,
);

/** Whether a Python is there that can; Debian has no package for it, so that a machine without one is told of, not failed. */
function readsParquet(python: string): boolean {
  const able =
    'import importlib.util as u, sys; sys.exit(not any(map(u.find_spec, ("duckdb", "pyarrow", "fastparquet"))))';
  if (spawnSync(python, ['-c', able]).status === 0) return true;
  if (isLong)
    process.stderr.write(
      'PYTHON EXAMPLE SKIPPED: no python3 with duckdb, pyarrow or pandas and fastparquet; install one with pip\n',
    );
  return false;
}
