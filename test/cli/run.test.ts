import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { TWO_EMPLOYERS } from '../support/markets.ts';
import { emptyFolder, talentflow } from '../support/talentflow.ts';
import { talentflowHere } from '../support/talentflow-here.ts';

const folder = emptyFolder();
const cwd = folder.path;
const inFolder = (...parts: string[]) => join(cwd, ...parts);
const manifestIn = (results: string) => JSON.parse(readFileSync(inFolder(results, 'manifest.json'), 'utf8'));
/** SHA-256 of every table, as the manifest says. */
const tablesIn = (results: string): Record<string, string> =>
  Object.fromEntries(
    manifestIn(results)
      .files.filter(({ path }: { path: string }) => path.endsWith('.csv'))
      .map(({ path, sha256 }: { path: string; sha256: string }) => [path, sha256]),
  );
/** Each runs its points anew: a stored one would make runs that are compared the same. */
const FRESH = ['run', 'market.yaml', '--fresh'];
const run = (...words: string[]) => talentflow([...FRESH, ...words], { cwd });
const runHere = (...words: string[]) => talentflowHere([...FRESH, ...words], { cwd });

beforeAll(() => writeFileSync(inFolder('market.yaml'), TWO_EMPLOYERS));
afterAll(folder.remove);

test('a run writes its folder where the user is, and says where', async () => {
  const { code, out, err } = await run();
  expect(code).toBe(0);
  expect(out).toContain('output/two-employers');
  expect(out).toContain('two-employers');
  expect(err).toMatch(/100% {2}2020-12 {2}300 people/);
  expect(readdirSync(inFolder('output')).sort()).toEqual(['.points', 'two-employers']);
  expect(existsSync(inFolder('output/two-employers/flows.csv'))).toBe(true);
});

test('the manifest lists every file of the folder with its true rows, bytes and SHA-256', async () => {
  await run('--out', 'listed');
  const { files, scenario, seed, replicates, ...rest } = manifestIn('listed');
  const there = readdirSync(inFolder('listed'), { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  expect(there).toHaveLength(files.length + 1);
  for (const { path, rows, bytes, sha256 } of files) {
    const content = readFileSync(inFolder('listed', path));
    expect([bytes, sha256], path).toEqual([
      content.length,
      createHash('sha256').update(content).digest('hex'),
    ]);
    if (path.endsWith('.csv')) expect(content.toString().split('\n').length - 2, path).toBe(rows);
  }
  for (const table of ['flows', 'employers', 'stocks', 'reasons', 'doctors'])
    expect(files).toContainEqual(expect.objectContaining({ path: `${table}.csv` }));
  expect(scenario).toMatchObject({ name: 'two-employers', files: [expect.stringContaining('market.yaml')] });
  expect(scenario.sha256).toMatch(/^[0-9a-f]{64}$/);
  expect(scenario.resolved.employers).toHaveLength(2);
  expect([seed, replicates]).toEqual(['1', [0]]);
  expect(rest.machine.node).toBe(process.version);
  expect(rest.wallSeconds).toBeGreaterThan(0);
  expect(rest.cpuSeconds).toBeGreaterThan(0);
  expect(rest.peakMemoryBytes).toBeGreaterThan(1e7);
});

test('--json prints one object alone on standard output, and --quiet no progress', async () => {
  const { code, out, err } = await run('--json', '--quiet', '--out', 'as-json');
  const planned = await runHere('--json', '--plans', '--quiet', '--out', 'as-json');
  expect(JSON.parse(planned.out)).toMatchObject({ plans: null }); // no sector is observed
  expect(code).toBe(0);
  expect(JSON.parse(out)).toEqual({ format: 'talentflow.run/1', results: 'as-json', figures: [] });
  expect(err).toBe('');
});

test('the seed is any text; the same seed gives the same tables, another gives others', async () => {
  await runHere('--seed', '007', '--out', 'seed-a');
  await runHere('--seed', '007', '--out', 'seed-b');
  await runHere('--seed', '7', '--out', 'seed-c');
  expect(manifestIn('seed-a').seed).toBe('007');
  expect(tablesIn('seed-a')).toEqual(tablesIn('seed-b'));
  expect(tablesIn('seed-a')['flows.csv']).not.toBe(tablesIn('seed-c')['flows.csv']);
});

test('1, 2 and 4 workers give the same tables, and each replicate is the one that runs alone', async () => {
  const ensembles = ['1', '2', '4'];
  for (const workers of ensembles) {
    expect((await run('--replicates', '3', '--workers', workers, '--out', `workers-${workers}`)).code).toBe(
      0,
    );
  }
  expect(tablesIn('workers-2')).toEqual(tablesIn('workers-1'));
  expect(tablesIn('workers-4')).toEqual(tablesIn('workers-1'));

  const rows = readFileSync(inFolder('workers-2/flows.csv'), 'utf8').trimEnd().split('\n');
  expect(rows[0]).toMatch(/^replicate,month,/);
  for (const replicate of ['0', '2']) {
    await runHere('--replicate', replicate, '--out', `alone-${replicate}`);
    const alone = readFileSync(inFolder(`alone-${replicate}/flows.csv`), 'utf8')
      .trimEnd()
      .split('\n')
      .slice(1);
    const ofEnsemble = rows.filter((row) => row.startsWith(`${replicate},`)).map((row) => row.slice(2));
    expect(ofEnsemble).toEqual(alone);
  }
  await runHere('--out', 'single');
  expect(tablesIn('single')).toEqual(tablesIn('alone-0'));
  expect(tablesIn('alone-2')['flows.csv']).not.toBe(tablesIn('single')['flows.csv']);
});

test('--until ends the run earlier and leaves the months before it as they were', async () => {
  await runHere('--out', 'whole-year');
  await runHere('--until', '2020-06', '--out', 'half-year');
  const whole = readFileSync(inFolder('whole-year/flows.csv'), 'utf8').split('\n');
  const half = readFileSync(inFolder('half-year/flows.csv'), 'utf8').trimEnd().split('\n');
  expect(half.at(-1)).toMatch(/^2020-06/);
  expect(whole.slice(0, half.length)).toEqual(half);
});

test('--set and --scale change the market', async () => {
  await runHere(
    '--set',
    'employers.rich.pay=300000',
    '--set',
    'people.taste.autonomy=0',
    '--scale',
    '2',
    '--out',
    'set',
  );
  const { scenario } = manifestIn('set');
  expect(scenario.resolved.employers[1].attributes.pay).toBe(300000);
  expect(scenario.resolved.scale).toBe(2);
  expect(scenario.set).toEqual(['employers.rich.pay=300000', 'people.taste.autonomy=0', 'scale=2']);
});

test('no colour and no bar where there is no terminal', async () => {
  const { out, err } = await talentflow(['run', 'market.yaml', '--out', 'plain'], {
    cwd,
    env: { FORCE_COLOR: '1' },
  });
  expect(out + err).not.toContain('\u001b');
});
