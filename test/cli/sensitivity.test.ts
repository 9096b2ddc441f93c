import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { TWO_EMPLOYERS } from '../support/markets.ts';
import { emptyFolder } from '../support/talentflow.ts';
import { talentflowHere } from '../support/talentflow-here.ts';

const DOUBTS = TWO_EMPLOYERS.replace('two-employers', 'doubts')
  .replace('end: 2020-12', 'end: 2020-04')
  .replace(
    'pay: 220000 USD/year',
    'pay: { value: 220000, unit: USD/year, kind: assumed, why: a test, range: [150000, 290000] }',
  )
  .replace('elasticity: 4.1', 'elasticity: { value: 4.1, kind: assumed, why: a test, range: [4, 4.2] }');

const folder = emptyFolder();
const cwd = folder.path;
const sensitivity = (...words: string[]) =>
  talentflowHere(['sensitivity', 'market.yaml', '--workers', '1', ...words], { cwd });
const file = (path: string) => readFileSync(join(cwd, path), 'utf8');

beforeAll(() => {
  writeFileSync(join(cwd, 'market.yaml'), DOUBTS);
  writeFileSync(join(cwd, 'certain.yaml'), TWO_EMPLOYERS);
});
afterAll(folder.remove);

test('pay that may double matters, an elasticity known to a fortieth no more than chance; and all comes again, to the byte', async () => {
  const words = [
    '--outcome',
    'stock:rich',
    '--from',
    '2020-04',
    '--trajectories',
    '4',
    '--samples',
    '8',
    '--most',
    '1',
  ];
  const { code, out } = await sensitivity(...words, '--json', '--quiet');
  expect(code).toBe(0);
  const { format, screening, shares } = JSON.parse(out);
  expect(format).toBe('talentflow.sensitivity/1');
  const [pay, ...others] = screening;
  expect(pay).toMatchObject({ factor: 'employers.rich.pay', aboveChance: true, trajectories: 4 });
  expect(pay.mean).toBeGreaterThan(0);
  const elasticity = others.find(({ factor }: { factor: string }) => factor === 'choice.elasticity');
  expect(elasticity.aboveChance).toBe(false);
  expect(shares.map(({ factor }: { factor: string }) => factor)).toEqual([
    'employers.rich.pay',
    'chance (another seed)',
  ]);
  expect(shares[0].total).toBeGreaterThan(shares[1].total);

  const results = 'output/sensitivity-doubts';
  const said = file(`${results}/sensitivity.json`);
  const made = JSON.parse(file(`${results}/manifest.json`)).experiment.words;
  expect(made).toEqual(['sensitivity', 'market.yaml', ...words]);
  const again = await talentflowHere(made, { cwd });
  expect(again.err).toContain('points are finished already');
  expect(again.out).toContain('no more than chance');
  expect(file(`${results}/sensitivity.json`)).toBe(said);
  expect(
    (await talentflowHere(['verify', results, '--sample', '4', '--workers', '1', '--quiet'], { cwd })).code,
  ).toBe(0);
});

test.each([
  [['--parameter', 'employers.ritch'], 'did you mean employers.rich?'],
  [['--parameter', 'employers.rich.autonomy'], 'a parameter with a range'],
  [['--trajectories', '0', '--samples', '0'], 'leave out one of the two zeros'],
  [['--set', 'choice.elasticity=4', '--set', 'employers.rich.pay=1'], 'no value with a range'],
])('talentflow sensitivity market.yaml %s', async (words, told) => {
  const { code, out, err } = await sensitivity(...words);
  expect(err).toContain(told);
  expect([code, out]).toEqual([2, '']);
});

test('no month after those looked at is run; together, parameters of one employer are one factor', async () => {
  const both = DOUBTS.replace(
    'autonomy: 0 ',
    'autonomy: { value: 0, kind: assumed, why: a test, range: [-1, 1] } ',
  );
  writeFileSync(join(cwd, 'both.yaml'), both);
  const words = [
    '--from',
    '2020-02',
    '--to',
    '2020-03',
    '--trajectories',
    '2',
    '--samples',
    '0',
    '--together',
  ];
  const all = ['sensitivity', 'both.yaml', '--workers', '1', ...words, '--outcome', 'stock:rich', '--json'];
  const { out, err } = await talentflowHere([...all, '--out', 'short'], { cwd });
  expect(err).toMatch(/sensitivity 100% {2}2020-03 .*[\s\S]*simulations of 3 months/);
  const { screening } = JSON.parse(out) as { screening: { factor: string; strength: number }[] };
  expect(screening.every(({ strength }) => Number.isFinite(strength))).toBe(true);
  expect(screening.map(({ factor }) => factor)).toContain('employers.rich');
});

test('a point that the scenario’s rules refuse is told with what to hold still', async () => {
  const refused = DOUBTS.replace(
    'looks-per-month: 1',
    'looks-per-month: { value: 0.1, kind: assumed, why: a test, range: [0.1, 0.9] }, largest-looks-per-month: { value: 0.2, kind: assumed, why: a test, range: [0.2, 0.3] }',
  );
  writeFileSync(join(cwd, 'market.yaml'), refused);
  const { code, err } = await sensitivity('--outcome', 'stock:rich', '--trajectories', '4', '--samples', '0');
  expect(err).toContain('hold it still with --set people.largest-looks-per-month=');
  expect(code).toBe(2);
  writeFileSync(join(cwd, 'market.yaml'), DOUBTS);
});
