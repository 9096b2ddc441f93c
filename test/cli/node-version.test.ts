import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { LEAST_NODE, tooOldNode } from '../../src/cli/node-version.ts';
import { emptyFolder, PROJECT } from '../support/talentflow.ts';

test('the oldest Node.js is the one that package.json asks for', () => {
  const { engines } = JSON.parse(readFileSync(join(PROJECT, 'package.json'), 'utf8'));
  expect(engines.node).toBe(`>=${LEAST_NODE}`);
});

test('an older Node.js is told, any other is not', () => {
  expect(tooOldNode(`v${LEAST_NODE}.0.0`)).toBeNull();
  expect(tooOldNode('v100.1.0')).toBeNull();
  expect(tooOldNode('v9.11.2')).toContain('found     9.11.2\n  expected  20 or newer');
});

test('on an older Node.js the command ends with code 2, and no trace of the program', () => {
  const { path, remove } = emptyFolder();
  onTestFinished(remove);
  const preload = join(path, 'older.cjs');
  writeFileSync(preload, "Object.defineProperty(process, 'version', { value: 'v18.20.8' });");
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--require', preload, join(PROJECT, 'dist/talentflow.js'), 'run'],
    { cwd: path, encoding: 'utf8' },
  );
  expect([status, stdout, stderr]).toEqual([2, '', tooOldNode('v18.20.8')]);
});
