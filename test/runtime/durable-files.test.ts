import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { replaceFileDurably } from '../../src/runtime/durable-files.ts';
import { emptyFolder } from '../support/talentflow.ts';

const OPEN_FILES = '/proc/self/fd'; // of Linux

test.skipIf(!existsSync(OPEN_FILES))(
  'files and folders that were written are closed: a store has thousands',
  () => {
    const folder = emptyFolder();
    const path = join(folder.path, 'deep', 'file');
    const before = readdirSync(OPEN_FILES).length;
    for (let time = 0; time < 50; time++) replaceFileDurably(path, `${time}`);
    expect(readdirSync(OPEN_FILES).length).toBeLessThan(before + 25);
    expect(readFileSync(path, 'utf8')).toBe('49');
    folder.remove();
  },
);
