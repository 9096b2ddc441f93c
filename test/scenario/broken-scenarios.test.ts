import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { loadScenario } from '../../src/runtime/scenario-files.ts';
import { ScenarioError } from '../../src/scenario/scenario-error.ts';

/**
 * Each `x.yaml` in test/broken-scenarios is wrong in the way its name says, and `x.expected.txt` is what the user reads.
 * A line `# --set path=value` in the file is given as on the command line. UPDATE=true writes what is read now; look at the difference.
 */
const FOLDER = fileURLToPath(new URL('../broken-scenarios/', import.meta.url));
const files = readdirSync(FOLDER).filter((name) => name.endsWith('.yaml'));

function messageOf(name: string): string {
  const set = [...readFileSync(join(FOLDER, name), 'utf8').matchAll(/^# --set (.*)$/gm)].map(
    (match) => match[1]!,
  );
  try {
    loadScenario(`${FOLDER}${name}`, { set, root: FOLDER });
  } catch (failure) {
    if (failure instanceof ScenarioError) return `${failure.message.replaceAll(FOLDER, '')}\n`;
    throw failure;
  }
  return 'no mistake';
}

test('there are broken scenarios of every kind', () => {
  expect(files.length).toBeGreaterThanOrEqual(60);
});

test.each(files)('%s is told with place, found, expected and remedy', (name) => {
  const expected = join(FOLDER, name.replace(/\.yaml$/, '.expected.txt'));
  if (process.env.UPDATE === 'true') writeFileSync(expected, messageOf(name));
  expect(existsSync(expected), `${expected} is missing`).toBe(true);
  expect(messageOf(name)).toBe(readFileSync(expected, 'utf8'));
});
