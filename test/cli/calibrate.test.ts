import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { waveWords } from '../../src/cli/commands/calibrate.ts';
import { said } from '../../src/report/said.ts';
import { emptyFolder, PROJECT, talentflow } from '../support/talentflow.ts';
import { talentflowHere } from '../support/talentflow-here.ts';

const folder = emptyFolder();
const cwd = folder.path;
const LITTLE = [
  '--small',
  '--scale',
  '1',
  '--waves',
  '2',
  '--runs',
  '12',
  '--sets',
  '8',
  '--candidates',
  '1',
  '--trial-runs',
  '1',
];
const PLANTED = ['calibrate', 'market.yaml', '--evidence', 'evidence'];
const calibrate = (...words: string[]) => talentflow([...PLANTED, ...words], { cwd });
const calibrateHere = (...words: string[]) => talentflowHere([...PLANTED, ...words], { cwd });
const file = (path: string) => readFileSync(join(cwd, path), 'utf8');

beforeAll(() => cpSync(join(PROJECT, 'examples', 'planted'), cwd, { recursive: true }));
afterAll(folder.remove);

test('a calibration writes sets that are read back, on any number of workers the same', async () => {
  const one = await calibrateHere(...LITTLE, '--workers', '1', '--out', 'one', '--json', '--quiet');
  expect(one.err).toBe('');
  expect(one.code).toBe(0);
  expect(JSON.parse(one.out)).toMatchObject({ format: 'talentflow.calibrate/1', results: 'one' });
  expect(readdirSync(join(cwd, 'one')).sort()).toEqual([
    'calibration.json',
    'charts',
    'correlations.csv',
    'emulators.csv',
    'figures.csv',
    'manifest.json',
    'parameters.csv',
    'posterior.csv',
    'runs.csv',
    'trials.csv',
    'waves.csv',
  ]);
  expect(file('one/posterior.csv')).toContain(
    'set,weight,choice.elasticity,employers.rich.pay,choice.cost-of-moving',
  );
  // LITTLE as it was typed, in the order of --help
  expect(file('one/posterior.csv')).toMatch(
    /, talentflow calibrate market\.yaml --small --evidence evidence --scale 1 --waves 2 --runs 12 --sets 8 --candidates 1 --trial-runs 1\n/,
  );
  const two = await calibrate(...LITTLE, '--workers', '2', '--out', 'two', '--points', 'other-points');
  expect(two.err).toContain('Wave 2 of 2');
  const { parameters } = JSON.parse(one.out);
  for (const { id, prior, posterior, ratio } of parameters) {
    const row = two.out.split('\n').find((line) => line.startsWith(`  ${id} `))!;
    const inWords = ({ median, low, high }: Record<string, number>) =>
      `${said(median!)} (${said(low!)} to ${said(high!)})`;
    const after = row.slice(row.indexOf(inWords(prior)) + inWords(prior).length);
    expect(row).toContain(inWords(prior));
    expect(after).toContain(inWords(posterior));
    expect(after).toContain(ratio.toFixed(2));
  }
  expect(two.out).toContain('Tried at full scale');
  expect(file('two/posterior.csv')).toBe(file('one/posterior.csv'));
  const verified = await talentflowHere(['verify', 'one', '--sample', '3', '--workers', '1', '--quiet'], {
    cwd,
  });
  expect(verified.code).toBe(0);
}, 180_000);

test('what is told before a wave: what is left of the prior, and of the time', () => {
  const told = (wave: number, share: number, seconds: number) =>
    waveWords({ wave, waves: 4, share }, seconds);
  expect(told(1, 1, 0)).toBe('Wave 1 of 4: all of the prior.');
  // Two waves took four minutes, so that the two that are left take four, too.
  expect(told(3, 0.0123, 240)).toBe(
    'Wave 3 of 4: 1.2% of the prior is not ruled out; about 4 min left for the waves.',
  );
  expect(told(4, 0.5, 30)).toMatch(/: 50% .* about 1 min left/);
});

test('parameter sets are planted and asked for back', async () => {
  const ranks = await calibrateHere(...LITTLE, '--plant', '2', '--workers', '1', '--quiet');
  expect(ranks.code).toBe(0);
  expect(ranks.out).toContain('Ranks of 2 planted parameter sets');
  expect(readdirSync(join(cwd, 'output/planted-planted'))).toContain('ranks.csv');
}, 180_000);

test.each([
  [['--waves', '1'], 'a whole number from 2'],
  [['--scale', '0.5', '--full-scale', '0.1'], 'at least --scale'],
  [['--set', 'choice.elasticty=3'], 'did you mean elasticity'],
  [['--set', 'choice.elasticity=3'], 'free to move these: P01\n'],
  [['--set', 'choice={elasticity: 3, cost-of-moving: 0.1}'], 'free to move these: P01, P03\n'],
])('talentflow calibrate %s', async (words, told) => {
  const { code, out, err } = await calibrateHere(...words);
  expect(err).toContain(told);
  expect([code, out]).toEqual([2, '']);
});

test('more free parameters than facts are refused, and paths that are not there', async () => {
  cpSync(join(cwd, 'evidence'), join(cwd, 'few'), { recursive: true });
  for (const fact of ['F02', 'F03'])
    writeFileSync(
      join(cwd, `few/facts/${fact}.yaml`),
      file(`evidence/facts/${fact}.yaml`).replace('role: fitted', 'role: input'),
    );
  const few = await talentflowHere(['calibrate', 'market.yaml', '--evidence', 'few'], { cwd });
  expect(few.err).toContain('3 free parameters without a sourced prior: P01, P02, P03');
  writeFileSync(
    join(cwd, 'few/priors/P02.yaml'),
    file('evidence/priors/P02.yaml').replace('employers.rich.pay', 'employers.ritch.pay'),
  );
  const wrong = await talentflowHere(['calibrate', 'market.yaml', '--evidence', 'few'], { cwd });
  expect(wrong.err).toMatch(
    /^few\/priors\/P02\.yaml\n.*P02: the scenario has no number at employers\.ritch\.pay\n.*\n.*did you mean employers\.rich\.pay\?/,
  );
  expect([few.code, wrong.code]).toEqual([2, 2]);
});
