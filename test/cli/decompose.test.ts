import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { checkCauses, hasCauses } from '../../src/experiments/causes.ts';
import { printedRows } from '../../src/report/decomposition-tables.ts';
import { readCausesFile, SHIPPED_CAUSES } from '../../src/runtime/causes-file.ts';
import { loadScenario } from '../../src/runtime/scenario-files.ts';
import { emptyFolder } from '../support/talentflow.ts';
import { talentflowHere } from '../support/talentflow-here.ts';

/** Pay elsewhere rises in July; another driver never moves anything; autonomy here rises with it. */
const MOVED = `name: moved
calendar: { start: 2020-01, end: 2020-12 }
people: { count: 400, looks-per-month: 1, contacts: all, taste: { autonomy: 0.1 } }
choice: { elasticity: { value: 4.1, kind: assumed, why: a test, range: [3, 5] }, cost-of-moving: 0 }
employers:
  - { id: here, sector: firm, staff: 200, vacancies: unlimited, pay: 200000 USD/year }
  - { id: there, sector: other, staff: 200, vacancies: unlimited, pay: 200000 USD/year }
observe: { net-flow-of: firm }
drivers:
  - id: index
    unit: index
    series: { values: { 2020-06: 1, 2020-07: 1.1 } }
    before: hold
    after: hold
    reference: 1
    source: a test
    acts-on: [{ path: employers.there.pay, elasticity: 1 }]
timeline:
  - { id: freedom, from: 2020-07, path: employers.here.autonomy, add: 1, source: a test }
`;
const BETWEEN = ['--between', '2020-02:2020-06', '2020-07:2020-12'];
const folder = emptyFolder();
const cwd = folder.path;
const decompose = (...words: string[]) =>
  talentflowHere(['decompose', 'market.yaml', '--workers', '1', ...words], { cwd });
const file = (path: string) => readFileSync(join(cwd, path), 'utf8');

beforeAll(() => {
  writeFileSync(join(cwd, 'market.yaml'), MOVED);
  writeFileSync(join(cwd, 'causes.yaml'), 'causes: [{ id: pay, drivers: [indx] }]\n');
  writeFileSync(
    join(cwd, 'no-causes.yaml'),
    'references: [2019]\ncauses:\n  - { id: Pay, drivers: index }\n',
  );
});
afterAll(folder.remove);

test('what is done is told from the start: one run alone, with its months, then how long all take', async () => {
  const { code, err } = await decompose(...BETWEEN, '--sets', '1', '--points', 'told');
  expect(code).toBe(0);
  expect(err).toMatch(/^One of \d+ simulations first, alone/);
  expect(err).toMatch(/decompose 100% {2}2020-12 .*[\s\S]*simulations of 12 months/);
});

test('each driver and event of a small market is a cause, and what is told adds up to the millionth', async () => {
  const { code, out } = await decompose(...BETWEEN, '--sets', '3', '--json', '--quiet');
  expect(code).toBe(0);
  const { format, outcomes, leaving } = JSON.parse(out);
  expect(format).toBe('talentflow.decompose/1');
  const micro = ({ mean }: { mean: number }) => Math.round(mean * 1e6);
  for (const { parts, whole } of [...outcomes, leaving])
    expect(parts.map(micro).reduce((sum: number, one: number) => sum + one)).toBe(micro(whole));
  const [{ parts, whole, before, after, reference }] = outcomes;
  expect(reference, 'unless told, a cause is off as it was before').toMatchObject({
    from: before.from,
    to: before.to,
  });
  expect(parts.map(({ id }: { id: string }) => id)).toEqual(['rest', 'index', 'freedom']);
  expect(whole.mean).toBeCloseTo(after.mean - before.mean, 5);
  expect(parts[1].mean, 'pay elsewhere rose').toBeLessThan(0);
  expect(parts[2].mean, 'autonomy here rose').toBeGreaterThan(0);

  const results = 'output/decompose-moved';
  const said = file(`${results}/decomposition.json`);
  const { words } = JSON.parse(file(`${results}/manifest.json`)).experiment;
  expect(words.slice(-2)).toEqual(['--sets', '3']);
  const again = await talentflowHere(words, { cwd });
  expect(again.err).toContain('12 of 12 points are finished already');
  expect(again.out).toContain('the whole change');
  const rows = again.out.split('\n').map((line) => line.trim().split(/ {2,}/));
  for (const { label, part, range, error, sameSign } of printedRows(parts, whole))
    expect(rows).toContainEqual([label, part, range, error, sameSign]);
  const tables = readdirSync(join(cwd, results)).filter(
    (name) => /\.(md|csv|json)$/.test(name) && name !== 'manifest.json',
  );
  expect(/Tables .*: (.*)/.exec(again.out)![1]!.split(', ').sort()).toEqual(tables.sort());
  expect(file(`${results}/decomposition.json`)).toBe(said);
  expect(
    (await talentflowHere(['verify', results, '--sample', '4', '--workers', '1', '--quiet'], { cwd })).code,
  ).toBe(0);
});

test('months that only a reference needs are run, and none after them', async () => {
  const words = ['--between', '2020-02:2020-03', '2020-04:2020-05', '--reference', '2020-06:2020-08'];
  const { code, out, err } = await decompose(...words, '--sets', '1', '--out', 'later', '--json');
  expect(code).toBe(0);
  const [{ parts, reference }] = JSON.parse(out).outcomes;
  expect(reference).toMatchObject({ from: '2020-06', to: '2020-08' });
  expect(parts.every(({ mean }: { mean: unknown }) => Number.isFinite(mean))).toBe(true);
  expect(err).toMatch(/decompose 100% {2}2020-08 .*[\s\S]*simulations of 8 months/);
});

test.each([
  ['0.1', [], 0.4],
  ['0.5', [], 1],
  ['1', [], null],
  ['0.1', ['--larger-scale', 'none'], null],
  ['0.1', ['--larger-scale', '0.3'], 0.3],
])(
  'a few sets are run again at four times the scale, to 1, unless told: --scale %s %j',
  async (scale, words, larger) => {
    const { code } = await decompose(
      ...BETWEEN,
      '--sets',
      '1',
      '--scale',
      scale,
      ...words,
      '--out',
      'scaled',
    );
    const { settings } = JSON.parse(file('scaled/manifest.json')).experiment;
    expect([code, settings.largerScale]).toEqual([0, larger]);
  },
);

test('the causes shipped are those of the baseline', () => {
  const { causes } = readCausesFile(SHIPPED_CAUSES());
  const { scenario } = loadScenario('talentflow:baseline');
  expect(() => checkCauses(causes, scenario)).not.toThrow();
  expect(hasCauses(causes, scenario)).toBe(true);
});

test.each([
  [[], 'write for example --between'],
  [['--between', '2020-06:2020-02', '2020-07:2020-12'], 'write 2020-02:2020-06'],
  [['--between', '2020-02:2020-06', '2020-07:2021-12'], 'from 2020-01 to 2020-12'],
  [[...BETWEEN, '--causes', 'causes.yaml'], 'did you mean index?'],
  [[...BETWEEN, '--causes', 'no-causes.yaml'], 'no-causes.yaml:1:14  references[0]'],
  [[...BETWEEN, '--causes', 'no-causes.yaml'], 'no-causes.yaml:3:11  causes.Pay.id\n  found     "Pay"'],
  [[...BETWEEN, '--causes', 'no-causes.yaml'], '3 mistakes; nothing was run.'],
  [[...BETWEEN, '--causes', '.'], 'which is no file'],
  [[...BETWEEN, '--outcome', 'net-flw'], 'did you mean net-flow?'],
  [[...BETWEEN, '--larger-scale', '0.5'], 'more than the scale'],
])('talentflow decompose market.yaml %s', async (words, told) => {
  const { code, out, err } = await decompose(...words);
  expect(err).toContain(told);
  expect([code, out]).toEqual([2, '']);
});
