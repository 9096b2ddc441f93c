import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { inResultsFolder } from '../../src/report/results-folder.ts';
import { emptyFolder } from '../support/talentflow.ts';

let folder: ReturnType<typeof emptyFolder>;
beforeEach(() => {
  folder = emptyFolder();
});
afterEach(() => folder.remove());

test('a folder that somebody filled while the market ran stays theirs, and nobody says that nothing was run', async () => {
  const target = join(folder.path, 'results');
  const { signal } = new AbortController();
  const published = inResultsFolder({ folder: target, force: false, name: 'market', signal }, (publish) => {
    mkdirSync(target);
    writeFileSync(join(target, 'thesis.txt'), 'years of work');
    return publish(
      async () => {},
      () => {
        throw new Error('no manifest is asked for');
      },
    );
  });
  await expect(published).rejects.toMatchObject({
    name: 'RunFailure',
    found: 'a folder that talentflow did not write',
  });
  expect(readdirSync(folder.path)).toEqual(['results']);
  expect(readdirSync(target)).toEqual(['thesis.txt']);
});
