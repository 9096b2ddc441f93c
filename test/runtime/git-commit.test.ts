import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { gitCommit } from '../../src/runtime/git-commit.ts';
import { emptyFolder } from '../support/talentflow.ts';

let folder: ReturnType<typeof emptyFolder>;
beforeEach(() => {
  folder = emptyFolder();
});
afterEach(() => folder.remove());

const git = (...words: string[]) =>
  execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.org', ...words], {
    cwd: folder.path,
    encoding: 'utf8',
  }).trim();

test('an installed package, in no work tree, has no commit', () => {
  expect(gitCommit(folder.path)).toBeNull();
});

test('a work tree has its commit, marked when files were changed since', () => {
  git('init', '--quiet');
  writeFileSync(join(folder.path, 'file'), 'a');
  git('add', 'file');
  git('commit', '--quiet', '--message', 'first');
  const commit = git('rev-parse', 'HEAD');
  expect(gitCommit(folder.path)).toBe(commit);
  writeFileSync(join(folder.path, 'results.csv'), 'of no commit');
  expect(gitCommit(folder.path)).toBe(commit);
  writeFileSync(join(folder.path, 'file'), 'b');
  expect(gitCommit(folder.path)).toBe(`${commit}+changes`);
});
