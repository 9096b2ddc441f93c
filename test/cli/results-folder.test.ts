import { cpSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { SLOW_MARKET, TWO_EMPLOYERS } from '../support/markets.ts';
import { emptyFolder, talentflow } from '../support/talentflow.ts';
import { talentflowHere } from '../support/talentflow-here.ts';

let folder: ReturnType<typeof emptyFolder>;
let cwd: string;
beforeEach(() => {
  folder = emptyFolder();
  cwd = folder.path;
  writeFileSync(join(cwd, 'market.yaml'), TWO_EMPLOYERS);
});
afterEach(() => folder.remove());
const run = (...words: string[]) =>
  talentflowHere(['run', 'market.yaml', '--quiet', '--out', 'results', ...words], { cwd });
const textOf = (path: string) => readFileSync(join(cwd, 'results', path), 'utf8');

test('results of the same scenario are replaced, those of another and other folders only with --force', async () => {
  mkdirSync(join(cwd, 'results'));
  writeFileSync(join(cwd, 'results', 'thesis.txt'), 'years of work');
  const refused = await run();
  expect([refused.code, refused.err]).toEqual([2, expect.stringContaining('talentflow did not write')]);
  expect(textOf('thesis.txt')).toBe('years of work');

  expect((await run('--force')).code).toBe(0);
  expect((await run('--seed', '2')).code).toBe(0);
  expect(JSON.parse(textOf('manifest.json')).seed).toBe('2');

  writeFileSync(join(cwd, 'market.yaml'), TWO_EMPLOYERS.replace('two-employers', 'another'));
  const other = await run();
  expect([other.code, other.err]).toEqual([2, expect.stringContaining('another scenario, two-employers')]);
  expect((await run('--force')).code).toBe(0);
  expect(JSON.parse(textOf('manifest.json')).scenario.name).toBe('another');
});

test.each(['SIGINT', 'SIGTERM'] as const)(
  '%s ends the run with 130 and leaves the earlier results whole',
  async (signal) => {
    writeFileSync(join(cwd, 'market.yaml'), SLOW_MARKET);
    await run('--until', '2020-03');
    const before = textOf('flows.csv');
    let isStopped = false;
    const { code, out, err } = await talentflow(['run', 'market.yaml', '--out', 'results'], {
      cwd,
      onErr(_, child) {
        if (!isStopped) child.kill(signal);
        isStopped = true;
      },
    });
    expect(isStopped).toBe(true);
    expect(err).toContain('Interrupted: this run wrote nothing; earlier results are whole.');
    expect([code, out]).toEqual([130, '']);
    expect(textOf('flows.csv')).toBe(before);
    expect(readdirSync(cwd).sort()).toEqual(['.points', 'market.yaml', 'results']);
  },
);

test('a run behind nohup goes on when its terminal is closed', async () => {
  writeFileSync(join(cwd, 'market.yaml'), SLOW_MARKET.replace('end: 2119-12', 'end: 2022-12'));
  let isHungUp = false;
  const { code } = await talentflow(['run', 'market.yaml', '--out', 'results'], {
    cwd,
    onErr(_, child) {
      if (!isHungUp) child.kill('SIGHUP');
      isHungUp = true;
    },
  });
  expect([isHungUp, code]).toEqual([true, 0]);
});

test('a run goes on when nobody reads what it tells any more', async () => {
  writeFileSync(join(cwd, 'market.yaml'), SLOW_MARKET.replace('end: 2119-12', 'end: 2022-12'));
  const { code } = await talentflow(['run', 'market.yaml', '--out', 'results'], {
    cwd,
    onErr(_, child) {
      child.stderr?.destroy();
    },
  });
  expect(code).toBe(0);
  expect(readdirSync(cwd).sort()).toEqual(['.points', 'market.yaml', 'results']);
});

test('an interrupted ensemble stops its workers too', async () => {
  writeFileSync(join(cwd, 'market.yaml'), SLOW_MARKET);
  let isStopped = false;
  const { code } = await talentflow(['run', 'market.yaml', '--replicates', '4', '--workers', '2'], {
    cwd,
    onErr(_, child) {
      if (!isStopped) child.kill('SIGINT');
      isStopped = true;
    },
  });
  expect(code).toBe(130);
  expect(readdirSync(cwd).filter((name) => name !== 'output')).toEqual(['market.yaml']);
  expect(readdirSync(join(cwd, 'output'))).toEqual(['.points']);
});

test('a start that finds the middle of a swap finishes it, even when it then refuses to run', async () => {
  await run('--seed', 'earlier');
  cpSync(join(cwd, 'results'), join(cwd, '.results.talentflow-old'), { recursive: true });
  await run('--seed', 'later');
  renameSync(join(cwd, 'results'), join(cwd, '.results.talentflow-ready'));

  writeFileSync(join(cwd, 'market.yaml'), TWO_EMPLOYERS.replace('two-employers', 'another'));
  expect((await run()).code).toBe(2);
  expect(JSON.parse(textOf('manifest.json')).seed).toBe('later');
  expect(readdirSync(cwd).sort()).toEqual(['.points', 'market.yaml', 'results']);
});
