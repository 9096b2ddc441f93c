import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { readFacts } from '../../src/evidence/read-facts.ts';
import { readPriors } from '../../src/evidence/read-priors.ts';
import { ScenarioError } from '../../src/scenario/scenario-error.ts';

/**
 * Each `x.yaml` in test/broken-evidence is a fact, or with `prior-` before it a prior, that is wrong in the way its name says;
 * `x.expected.txt` is what the user reads (UPDATE=true writes it anew).
 */
const FOLDER = fileURLToPath(new URL('../broken-evidence/', import.meta.url));
const files = readdirSync(FOLDER).filter((name) => name.endsWith('.yaml'));

function messageOf(name: string): string {
  const file = { path: name, text: readFileSync(join(FOLDER, name), 'utf8') };
  try {
    if (name.startsWith('prior-')) readPriors([file]);
    else readFacts([file]);
  } catch (failure) {
    if (failure instanceof ScenarioError) return `${failure.message}\n`;
    throw failure;
  }
  return 'no mistake';
}

test.each(files)('%s is told with place, found, expected and remedy', (name) => {
  const expected = join(FOLDER, name.replace(/\.yaml$/, '.expected.txt'));
  if (process.env.UPDATE === 'true') writeFileSync(expected, messageOf(name));
  expect(existsSync(expected), `${expected} is missing`).toBe(true);
  expect(messageOf(name)).toBe(readFileSync(expected, 'utf8'));
});

test('mistakes of all files are told at once', () => {
  const names = ['month.yaml', 'words.yaml'];
  const read = () =>
    readFacts(names.map((path) => ({ path, text: readFileSync(join(FOLDER, path), 'utf8') })));
  expect(read).toThrow(/^month\.yaml:7:(.|\n)*words\.yaml:4:(.|\n)*words\.yaml:10:(.|\n)*3 mistakes/);
});
