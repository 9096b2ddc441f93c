import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { isLong } from '../support/long-suite.ts';
import { TWO_EMPLOYERS } from '../support/markets.ts';
import { emptyFolder, PROJECT, talentflow } from '../support/talentflow.ts';

/** Whether this user may have a disk of his own in memory: the tests' way to a full one. */
const mayMount = spawnSync('unshare', ['-rm', 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt']).status === 0;
if (!mayMount) process.stderr.write('FULL-DISK TEST SKIPPED: this user may not mount (unshare -rm)\n');

const REPLICATES = '12';

/** The command on a disk of 400 kB; what is on the disk then; the command again on a larger disk, whose results are copied away. */
const SCRIPT = `
  mount -t tmpfs -o size=400k tmpfs disk
  node "$BIN" run market.yaml --replicates ${REPLICATES} --out disk/results --workers 2 --quiet 2>refused.txt
  echo "code $?"
  ls -A disk disk/.points
  mount -o remount,size=64m disk
  node "$BIN" run market.yaml --replicates ${REPLICATES} --out disk/results --workers 2 2>again.txt
  echo "code $?"
  cp disk/results/manifest.json manifest.json
`;

test.skipIf(!mayMount || !isLong)(
  'a disk that fills up: it is told, what is finished stays, and with more space the same command goes on',
  async () => {
    const { path: cwd, remove } = emptyFolder();
    writeFileSync(join(cwd, 'market.yaml'), TWO_EMPLOYERS);
    mkdirSync(join(cwd, 'disk'));
    const { stdout } = spawnSync('unshare', ['-rm', 'sh', '-c', SCRIPT], {
      cwd,
      env: { ...process.env, BIN: join(PROJECT, 'dist/talentflow.js') },
      encoding: 'utf8',
    });
    const [first, ...listed] = stdout.trim().split('\n');
    const refused = readFileSync(join(cwd, 'refused.txt'), 'utf8');
    expect(first, refused).toBe('code 3');
    expect(refused).toContain('ENOSPC');
    expect(refused).toMatch(/free some space on that disk, or write elsewhere with --(points|out) DIR/);
    expect(listed).not.toContain('results'); // all or nothing
    expect(listed.filter((name) => name.startsWith('.writing'))).toEqual([]);
    const kept = listed.filter((name) => /^[0-9a-f]{64}$/.test(name)).length;
    expect(kept).toBeGreaterThan(0);
    expect(listed.at(-1)).toBe('code 0');
    expect(readFileSync(join(cwd, 'again.txt'), 'utf8')).toContain(
      `${kept} of ${REPLICATES} points are finished already and are not run again.`,
    );
    await talentflow(['run', 'market.yaml', '--replicates', REPLICATES, '--out', 'whole', '--quiet'], {
      cwd,
    });
    expect(tablesOf(join(cwd, 'manifest.json'))).toEqual(tablesOf(join(cwd, 'whole/manifest.json')));
    remove();
  },
);

/** The scenario fits, its schema does not; what is on the disk then; the command again with more space. */
const INIT = `
  mount -t tmpfs -o size=16k tmpfs disk
  node "$BIN" init disk/mine
  echo "code $?"
  ls -A disk
  mount -o remount,size=64m disk
  node "$BIN" init disk/mine
  ls -A disk
`;

test.skipIf(!mayMount)('init on a full disk writes nothing and tells the file that did not fit', () => {
  const { path: cwd, remove } = emptyFolder();
  mkdirSync(join(cwd, 'disk'));
  const { stdout, stderr } = spawnSync('unshare', ['-rm', 'sh', '-c', INIT], {
    cwd,
    env: { ...process.env, BIN: join(PROJECT, 'dist/talentflow.js') },
    encoding: 'utf8',
  });
  expect(stderr.split('\n')[0]).toBe('disk/schema.json');
  const told = 'disk/mine.yaml is yours to change; next: talentflow validate disk/mine.yaml';
  expect(stdout.trim().split('\n')).toEqual(['code 3', told, 'mine.yaml', 'schema.json']);
  remove();
});

function tablesOf(manifest: string): { path: string }[] {
  const { files } = JSON.parse(readFileSync(manifest, 'utf8')) as { files: { path: string }[] };
  return files.filter(({ path }) => path.endsWith('.csv'));
}
