import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { KeyedDraws } from '../../src/random/keyed-draws.ts';
import { longTest } from '../support/long-suite.ts';
import { SLOW_MARKET } from '../support/markets.ts';
import { emptyFolder, PROJECT, talentflow } from '../support/talentflow.ts';

let folder: ReturnType<typeof emptyFolder>;
let cwd: string;
beforeEach(() => {
  folder = emptyFolder();
  cwd = folder.path;
  writeFileSync(join(cwd, 'market.yaml'), SLOW_MARKET.replace('end: 2119-12', 'end: 2022-12'));
});
afterEach(() => folder.remove());

const COMMAND = ['run', 'market.yaml', '--replicates', '6', '--workers', '2'];
const tablesIn = (results: string): Record<string, string> =>
  Object.fromEntries(
    JSON.parse(readFileSync(join(cwd, results, 'manifest.json'), 'utf8'))
      .files.filter(({ path }: { path: string }) => path.endsWith('.csv'))
      .map(({ path, sha256 }: { path: string; sha256: string }) => [path, sha256]),
  );

/** Kills the command, workers and all, after so long; whatever it was doing. */
async function killedAfter(milliseconds: number): Promise<void> {
  const child = spawn(
    process.execPath,
    [join(PROJECT, 'dist/talentflow.js'), ...COMMAND, '--out', 'killed'],
    { cwd, stdio: 'ignore' },
  );
  const timer = setTimeout(() => child.kill('SIGKILL'), milliseconds);
  await once(child, 'exit');
  clearTimeout(timer);
}

const MOMENTS = 20;

longTest(
  `killed at random moments (${MOMENTS}), it goes on, and the tables are those of an undisturbed run`,
  async () => {
    const began = performance.now();
    expect(
      (await talentflow([...COMMAND, '--out', 'whole', '--points', 'elsewhere', '--quiet'], { cwd })).code,
    ).toBe(0);
    const whole = performance.now() - began;
    const moments = new KeyedDraws('moments').open(1, 0);
    for (let kill = 0; kill < MOMENTS; kill++) {
      await killedAfter(moments.uniform(kill, 0) * whole);
      if (existsSync(join(cwd, 'killed'))) expect(tablesIn('killed')).toEqual(tablesIn('whole')); // all or nothing
    }
    const { code } = await talentflow([...COMMAND, '--out', 'killed'], { cwd });
    expect(code).toBe(0);
    expect(tablesIn('killed')).toEqual(tablesIn('whole'));
    expect(readdirSync(cwd).filter((name) => name.includes('talentflow'))).toEqual([]);
    expect(readdirSync(join(cwd, '.points')).filter((name) => name.startsWith('.'))).toEqual([]);
  },
  600_000,
);

test('Ctrl-C finishes nothing half, keeps what is done, and says how to go on', async () => {
  // Long enough that the signal comes before the end, on a busy machine too.
  writeFileSync(join(cwd, 'market.yaml'), SLOW_MARKET.replace('end: 2119-12', 'end: 2031-12'));
  let isStopped = false;
  const stopped = await talentflow([...COMMAND, '--out', 'results'], {
    cwd,
    onErr(err, child) {
      if (isStopped || !err.includes('2/6 points')) return;
      isStopped = true;
      child.kill('SIGINT');
    },
  });
  expect(stopped.code).toBe(130);
  expect(stopped.err).toMatch(
    /[2-5] of 6 points are finished and kept: the same command goes on from there\./,
  );
  expect(existsSync(join(cwd, 'results'))).toBe(false);
  const again = await talentflow([...COMMAND, '--out', 'results'], { cwd });
  expect(again.err).toMatch(/[2-5] of 6 points are finished already and are not run again\./);
});

test('two commands on one results folder: the second waits, says for whom, and runs nothing twice', async () => {
  const [first, second] = await Promise.all(
    [1, 2].map(() => talentflow([...COMMAND, '--out', 'results'], { cwd })),
  );
  const waited = [first!, second!].find(({ err }) => err.includes('Waiting: process'));
  expect([first!.code, second!.code]).toEqual([0, 0]);
  expect(waited?.err).toContain('6 of 6 points are finished already and are not run again.');
});
