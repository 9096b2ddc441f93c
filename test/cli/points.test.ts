import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { TABLE_NAMES } from '../../src/tables/columns.ts';
import { longTest } from '../support/long-suite.ts';
import { TWO_EMPLOYERS } from '../support/markets.ts';
import { emptyFolder, PROJECT, talentflow } from '../support/talentflow.ts';
import { talentflowHere } from '../support/talentflow-here.ts';

/** Raises what one of the two employers pays. */
const POLICY = 'name: policy\nextends: ./market.yaml\nemployers: [{ id: rich, pay: 240000 USD/year }]\n';
let folder: ReturnType<typeof emptyFolder>;
let cwd: string;
beforeEach(() => {
  folder = emptyFolder();
  cwd = folder.path;
  writeFileSync(join(cwd, 'market.yaml'), TWO_EMPLOYERS);
  writeFileSync(join(cwd, 'policy.yaml'), POLICY);
});
afterEach(() => folder.remove());
const command = (...words: string[]) => talentflow(words, { cwd });
const RUN = ['run', 'market.yaml', '--out', 'results'];
const run = (...words: string[]) => command(...RUN, ...words);
const here = (...words: string[]) => talentflowHere([...words, '--workers', '1'], { cwd });
const runHere = (...words: string[]) => here(...RUN, ...words);
const manifest = () => JSON.parse(readFileSync(join(cwd, 'results/manifest.json'), 'utf8'));
const points = () => readdirSync(join(cwd, '.points')).sort();

test('a finished point is not run again, and the results are the same', async () => {
  await runHere('--replicates', '2');
  const first = manifest();
  const again = await run('--replicates', '3', '--workers', '2');
  expect(again.err).toContain('2 of 3 points are finished already and are not run again.');
  expect(points()).toEqual(
    manifest()
      .points.map(({ id }: { id: string }) => id)
      .sort(),
  );
  const back = await runHere('--replicates', '2');
  expect(back.err).not.toContain('%');
  expect(manifest().files.filter(({ path }: { path: string }) => path.endsWith('.csv'))).toEqual(
    first.files.filter(({ path }: { path: string }) => path.endsWith('.csv')),
  );
  const fresh = await runHere('--fresh');
  expect(fresh.err).toContain('100%');
});

test.each(['results', 'results/points'])(
  'points in the results’ own folder, %s, are refused before anything runs: results replace the folder',
  async (points) => {
    const refused = await runHere('--points', points, '--force');
    expect([refused.code, refused.err]).toEqual([2, expect.stringContaining('replaced as a whole')]);
    expect(existsSync(join(cwd, 'results'))).toBe(false);
  },
);

test('--points and TALENTFLOW_POINTS say where points are kept', async () => {
  await runHere('--points', 'here');
  expect(readdirSync(join(cwd, 'here'))).toHaveLength(1);
  await talentflow(['run', 'market.yaml', '--out', 'results'], { cwd, env: { TALENTFLOW_POINTS: 'there' } });
  expect(readdirSync(join(cwd, 'there'))).toHaveLength(1);
  expect(existsSync(join(cwd, '.points'))).toBe(false);
});

test('a damaged point is found, told and run again', async () => {
  await runHere('--replicates', '2');
  const { files } = manifest();
  truncateSync(join(cwd, '.points', points()[0]!, 'flows.parquet'), 40);
  const { code, err } = await runHere('--replicates', '2');
  expect(code).toBe(0);
  expect(err).toMatch(
    /Damaged and run again: two-employers, seed 1, replicate [01]: flows.parquet has other bytes/,
  );
  expect(manifest().files.slice(0, TABLE_NAMES.length)).toEqual(files.slice(0, TABLE_NAMES.length));
});

/** Processes at once, and how often: what two of them do to one point depends on the moment. */
const PROCESSES = 3;
const ROUNDS = 4;

longTest(
  'processes that run the same points at once do not lose each other’s',
  async () => {
    const names = Array.from({ length: PROCESSES }, (_, which) => `results-${which}`);
    const tables = new Set<string>();
    for (let round = 0; round < ROUNDS; round++) {
      for (const point of round === 0 ? [] : points())
        truncateSync(join(cwd, '.points', point, 'market.parquet'), 40); // all of them find it damaged
      const fresh = round % 2 === 0 ? ['--fresh'] : [];
      const words = ['compare', 'market.yaml', 'policy.yaml', '--replicates', '4', '--uncertainty', 'none'];
      const all = await Promise.all(
        names.map((name) => command(...words, '--quiet', '--workers', '2', ...fresh, '--out', name)),
      );
      for (const { code, err } of all) expect([code, err]).toEqual([0, '']);
      for (const name of names) tables.add(readFileSync(join(cwd, name, 'monthly.csv'), 'utf8'));
    }
    expect(tables.size).toBe(1);
    expect(readdirSync(join(cwd, '.points')).filter((name) => name.startsWith('.'))).toEqual([]);
  },
  600_000,
);

test('the manifest says what ran: the engine’s SHA-256, each point and its result', async () => {
  await run('--replicates', '2');
  const engine = createHash('sha256')
    .update(readFileSync(join(PROJECT, 'dist/engine.js')))
    .digest('hex');
  expect(manifest()).toMatchObject({
    talentflow: { engine },
    experiment: { command: 'run', name: 'two-employers' },
    replicates: [0, 1],
    points: [0, 1].map((replicate) => ({
      variant: 0,
      seed: '1',
      replicate,
      result: expect.stringMatching(/^[0-9a-f]{64}$/),
    })),
  });
});

test('verify proves results, and finds a changed file, a changed point and a changed scenario', async () => {
  await runHere('--replicates', '3');
  const proved = await here('verify', 'results');
  expect([proved.code, proved.out]).toEqual([
    0,
    expect.stringContaining(`3 of 3 points run again, ${TABLE_NAMES.length + 2} tables made anew`), // with figures and net flow
  ]);
  const some = await here('verify', 'results', '--sample', '1', '--json', '--quiet');
  expect(JSON.parse(some.out)).toMatchObject({
    format: 'talentflow.verify/1',
    points: 1,
    ofPoints: 3,
    breaches: [],
  });

  appendFileSync(join(cwd, 'results/market.csv'), '0,2021-01,1\n');
  const changed = await here('verify', 'results', '--sample', '1', '--quiet');
  expect([changed.code, changed.out]).toEqual([1, expect.stringContaining('market.csv was changed')]);

  const said = manifest();
  const claim = (change: object) =>
    writeFileSync(join(cwd, 'results/manifest.json'), JSON.stringify({ ...said, ...change }));
  claim({ points: said.points.map((point: object) => ({ ...point, result: 'f'.repeat(64) })) });
  expect((await here('verify', 'results', '--quiet')).out).toContain('replicate 2 gives other tables');
  claim({ scenario: { ...said.scenario, resolved: { ...said.scenario.resolved, title: 'Another' } } });
  expect(await here('verify', 'results')).toMatchObject({
    code: 2,
    err: expect.stringContaining('changed by hand'),
  });
  claim({ talentflow: { ...said.talentflow, engine: 'e'.repeat(64) } });
  expect(await here('verify', 'results')).toMatchObject({
    code: 2,
    err: expect.stringContaining('results of the engine that runs here'),
  });
});

test('verify that can run nothing again says what to change', async () => {
  await runHere();
  const env = { TMPDIR: join(cwd, 'nowhere') };
  const { code, err } = await talentflow(['verify', 'results', '--quiet'], { cwd, env });
  expect([code, err]).toEqual([3, expect.stringMatching(/nowhere\n(.*\n)* {2}remedy .* TMPDIR=DIR/)]);
});

const cache = (...words: string[]) => talentflowHere(['cache', '--points', '.points', ...words], { cwd });

test('cache shows the runs that are kept and removes what this engine cannot use', async () => {
  await runHere('--replicates', '2');
  expect((await cache()).out).toMatch(/two-employers +this engine +2 +0.\d MB/);
  const about = join(cwd, '.points', points()[0]!, 'point.json');
  writeFileSync(
    about,
    readFileSync(about, 'utf8').replace(/"engine": "[0-9a-f]+"/, `"engine": "${'0'.repeat(64)}"`),
  );
  const shelves = JSON.parse((await cache('--json')).out).shelves;
  const other = shelves.find(({ isUsable }: { isUsable: boolean }) => !isUsable);
  expect(shelves).toMatchObject([{ runs: 1 }, { runs: 1 }]);
  const pruned = await cache('--prune', '--json');
  expect(JSON.parse(pruned.out)).toMatchObject({
    format: 'talentflow.cache/1',
    removed: 1,
    freed: other.bytes,
    shelves: [{ runs: 1 }],
  });
  expect((await cache('--prune', '--all')).out).toMatch(
    /^Removed 1 run, 0\.\d MB\.\n.*: no finished runs\n$/,
  );
});
