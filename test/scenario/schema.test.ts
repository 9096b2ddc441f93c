import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Ajv from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { scenarioJsonSchema } from '../../src/scenario/json-schema.ts';
import { SMALL } from './texts.ts';

const SCENARIOS = fileURLToPath(new URL('../../scenarios/', import.meta.url));
const shipped = readdirSync(SCENARIOS, { recursive: true, encoding: 'utf8' }).filter((name) =>
  name.endsWith('.yaml'),
);
// biome-ignore lint/suspicious/noExplicitAny: the package's types name the class as a namespace under NodeNext
const isScenario = new (Ajv as any)({ strict: false }).compile(scenarioJsonSchema());

test('scenarios/schema.json is what `talentflow schema` prints', () => {
  const file = JSON.parse(readFileSync(join(SCENARIOS, 'schema.json'), 'utf8'));
  expect(file, 'run: npx talentflow schema > scenarios/schema.json && npm run format').toEqual(
    scenarioJsonSchema(),
  );
});

test.each(shipped)('%s names the schema at its head, and keeps to it', (name) => {
  const text = readFileSync(join(SCENARIOS, name), 'utf8');
  const steps = '../'.repeat(name.split(/[\\/]/).length - 1) || './';
  expect(text.split('\n')[0]).toBe(`# yaml-language-server: $schema=${steps}schema.json`);
  expect(isScenario(parse(text)), JSON.stringify(isScenario.errors?.slice(0, 3))).toBe(true);
});

test.each([
  ['people: { cuont: 5 }', false],
  ['people: { count: -5 }', false],
  ['people: { count: 5 people }', true],
  ['people: { contacts: some }', false],
  ['people: { contacts: 3 }', false],
  ['people: { contacts: { answers: 3, openings: 9000 people } }', true],
  ['people: { taste: { home: { distribution: normal, mean: 0, sd: 1 } } }', true],
  ['people: { taste: { home: { distribution: gaussian, mean: 0, sd: 1 } } }', false],
  ['vesting: { off: true }', true],
  ['vesting: null', false],
  ['timeline: [{ from: 2020-01 }]', false],
])('%s: %s', (lines, isRight) => expect(isScenario(parse(`${SMALL}${lines}`))).toBe(isRight));

test('every key of the schema says what it means', () => {
  const without: string[] = [];
  const visit = (schema: Record<string, unknown>, path: string): void => {
    for (const [key, inner] of Object.entries(
      (schema.properties ?? {}) as Record<string, Record<string, unknown>>,
    )) {
      if (inner.description === undefined && inner.const === undefined && inner.$ref === undefined)
        without.push(`${path}.${key}`);
      visit(inner, `${path}.${key}`);
    }
    if (schema.items) visit(schema.items as Record<string, unknown>, `${path}[]`);
  };
  visit(scenarioJsonSchema(), '');
  expect(without).toEqual([]);
});
