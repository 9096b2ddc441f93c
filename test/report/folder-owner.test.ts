import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { checkReachable, checkReplaceable, realTarget } from '../../src/report/folder-owner.ts';

let parent: string;
let target: string;
beforeEach(() => {
  parent = realpathSync(mkdtempSync(join(tmpdir(), 'talentflow-owner-')));
  target = join(parent, 'results');
});
afterEach(() => rmSync(parent, { recursive: true, force: true }));

function resultsOf(scenario: string): void {
  mkdirSync(target);
  const manifest = {
    format: 'talentflow.manifest/1',
    scenario: { name: scenario },
    files: [{ path: 'flows.csv' }],
  };
  writeFileSync(join(target, 'manifest.json'), JSON.stringify(manifest));
  writeFileSync(join(target, 'flows.csv'), '');
}
const check = (force = false) => checkReplaceable(target, 'baseline', force);
const found = (text: string) => expect.objectContaining({ found: expect.stringContaining(text) });

test('an absent folder, an empty one and earlier results of the scenario may be replaced', () => {
  expect(check).not.toThrow();
  mkdirSync(target);
  expect(check).not.toThrow();
  rmSync(target, { recursive: true });
  resultsOf('baseline');
  writeFileSync(join(target, '.DS_Store'), '');
  expect(check).not.toThrow();
});

test('results of another scenario need force', () => {
  resultsOf('easier-visas');
  expect(check).toThrow(found('another scenario, easier-visas'));
  expect(() => check(true)).not.toThrow();
});

test('results of an experiment are told by its name, whatever its scenario is called', () => {
  resultsOf('baseline');
  const path = join(target, 'manifest.json');
  const manifest = JSON.parse(readFileSync(path, 'utf8'));
  writeFileSync(path, JSON.stringify({ ...manifest, experiment: { name: 'compare-baseline-visas' } }));
  expect(check).toThrow(found('another scenario, compare-baseline-visas'));
  expect(() => checkReplaceable(target, 'compare-baseline-visas', false)).not.toThrow();
});

test('a folder with files of the user needs force, even beside our own files', () => {
  resultsOf('baseline');
  writeFileSync(join(target, 'notes.txt'), 'mine');
  expect(check).toThrow(found('notes.txt'));
  rmSync(join(target, 'notes.txt'));
  mkdirSync(join(target, 'charts', 'mine'), { recursive: true });
  writeFileSync(join(target, 'charts', 'mine', 'sketch.svg'), 'mine');
  expect(check).toThrow(found('charts/mine/sketch.svg'));
  rmSync(join(target, 'manifest.json'));
  expect(check).toThrow(found('did not write'));
  expect(() => check(true)).not.toThrow();
});

test('a file, the current folder and a folder that holds the home folder are refused even with force', () => {
  writeFileSync(target, '');
  expect(() => check(true)).toThrow(found('a file'));
  for (const folder of [process.cwd(), dirname(process.cwd()), homedir(), '/']) {
    expect(() => checkReplaceable(folder, 'baseline', true), folder).toThrow(found('the folder you are in'));
  }
});

test('an account whose home folder does not exist may replace its results, and still not what would hold it', () => {
  const home = process.env.HOME;
  process.env.HOME = join(parent, 'home', 'nobody');
  try {
    expect(homedir()).toBe(join(parent, 'home', 'nobody'));
    resultsOf('baseline');
    expect(check).not.toThrow();
    expect(() => checkReplaceable(parent, 'baseline', true)).toThrow(found('the folder you are in'));
  } finally {
    if (home === undefined) delete process.env.HOME;
    else process.env.HOME = home;
  }
});

test('a link is followed, so that the folder is replaced and not the link', () => {
  resultsOf('baseline');
  symlinkSync(target, join(parent, 'link'));
  expect(realTarget(join(parent, 'link'))).toBe(target);
  expect(realTarget(join(parent, 'link', '..', 'new'))).toBe(join(parent, 'new'));
});

test('a folder without a right to write keeps what is in it, even with force', () => {
  resultsOf('baseline');
  chmodSync(target, 0o555);
  expect(check).toThrow(found('may not be written to'));
  expect(() => check(true)).toThrow(found('may not be written to'));
  chmodSync(target, 0o755);
  expect(check).not.toThrow();
});

test('a link that leads nowhere and a path through a file are told before anything is run', () => {
  expect(() => checkReachable(join(target, 'not', 'yet'))).not.toThrow();
  writeFileSync(join(parent, 'file'), '');
  expect(() => checkReachable(join(parent, 'file'))).not.toThrow(); // told by checkReplaceable
  expect(() => checkReachable(join(parent, 'file', 'in', 'it'))).toThrow(found('a file on the way, "file"'));
  symlinkSync('nowhere', target);
  expect(() => checkReachable(target)).toThrow(found('a link to what does not exist'));
  expect(() => checkReachable(join(target, 'in', 'it'))).toThrow(found('a link to what does not exist'));
});
