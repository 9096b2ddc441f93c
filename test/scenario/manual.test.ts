import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { distributionTable, unitTable, vocabularyTables } from '../../src/scenario/manual.ts';

const FILE = new URL('../../MODEL.md', import.meta.url);
const BEGIN =
  '<!-- tables of the vocabulary: UPDATE=true npx vitest run test/scenario/manual.test.ts writes them -->\n\n';
const END = '\n<!-- end of the tables -->';
const manual = readFileSync(FILE, 'utf8');

test('MODEL.md’s tables of the vocabulary come from the declarations', () => {
  const [before, rest] = manual.split(BEGIN) as [string, string];
  const [tables, after] = [rest.slice(0, rest.indexOf(END)), rest.slice(rest.indexOf(END))];
  if (process.env.UPDATE) writeFileSync(FILE, `${before}${BEGIN}${vocabularyTables()}${after}`);
  else
    expect(tables, 'run: UPDATE=true npx vitest run test/scenario/manual.test.ts').toBe(vocabularyTables());
  expect(manual).toContain(unitTable());
  expect(manual).toContain(distributionTable());
});

test('the tables name every section, with unit, default and meaning', () => {
  const tables = vocabularyTables();
  for (const section of [
    'calendar',
    'employers',
    'people.taste',
    'founding',
    'drivers.series',
    'timeline',
    'observe.marks',
  ]) {
    expect(tables).toContain(`#### \`${section}\``);
  }
  expect(tables).toContain('| `looks-per-month` | number, 0 to 1 | share/month | `0` |');
});
