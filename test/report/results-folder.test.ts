import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { reportFailure } from '../../src/cli/failure-report.ts';
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

test('who stops while files are written is told that no point has to be run again', async () => {
  const stop = new AbortController();
  const target = join(folder.path, 'results');
  const published = inResultsFolder(
    { folder: target, force: false, name: 'market', signal: stop.signal },
    (publish) =>
      publish(
        async (writer) => {
          await writer.add('flows.csv', 'month\n');
          stop.abort();
          await writer.add('market.csv', 'month\n');
        },
        () => {
          throw new Error('no manifest is asked for');
        },
      ),
  );
  const interrupted = await published.catch((error: unknown) => error);
  expect(interrupted).toMatchObject({ name: 'Interrupted', kept: 'all' });
  expect(readdirSync(folder.path)).toEqual([]);

  const told = new PassThrough();
  expect(reportFailure(interrupted, told as unknown as NodeJS.WriteStream)).toBe(130);
  expect(String(told.read())).toBe(
    'Interrupted: this run wrote nothing; earlier results are whole.\nAll points are finished and kept: the same command only writes.\n',
  );
});
