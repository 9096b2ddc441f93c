import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { range, said } from '../../src/report/said.ts';
import { TWO_EMPLOYERS } from '../support/markets.ts';
import { emptyFolder } from '../support/talentflow.ts';
import { talentflowHere } from '../support/talentflow-here.ts';

const folder = emptyFolder();
const cwd = folder.path;
const compare = (...words: string[]) =>
  talentflowHere(['compare', 'market.yaml', '--workers', '1', ...words], { cwd });
const file = (path: string) => readFileSync(join(cwd, path), 'utf8');

beforeAll(() => {
  writeFileSync(join(cwd, 'market.yaml'), TWO_EMPLOYERS);
  writeFileSync(join(cwd, 'nothing.yaml'), 'name: nothing\nextends: ./market.yaml\n');
  writeFileSync(
    join(cwd, 'raise.yaml'),
    'name: raise\nextends: ./market.yaml\nemployers: [{ id: rich, pay: 240000 USD/year }]\n',
  );
  writeFileSync(
    join(cwd, 'shorter.yaml'),
    'name: shorter\nextends: ./market.yaml\ncalendar: { end: 2020-06 }\n',
  );
  writeFileSync(
    join(cwd, 'doubtful.yaml'),
    'name: doubtful\nextends: ./market.yaml\nchoice: { elasticity: { value: 4.1, unit: ratio, kind: assumed, why: a test, range: [2, 8] } }\n',
  );
});
afterAll(folder.remove);

test('a policy that changes nothing changes exactly nothing, one that raises pay brings people', async () => {
  const { code, out } = await compare('nothing.yaml', 'raise.yaml', '--replicates', '6', '--json', '--quiet');
  expect(code).toBe(0);
  const { format, outcomes } = JSON.parse(out);
  expect(format).toBe('talentflow.compare/1');
  const nothing = outcomes.filter(({ policy }: { policy: string }) => policy === 'nothing');
  expect(nothing).toHaveLength(2);
  for (const effect of nothing)
    expect(effect).toMatchObject({
      difference: 0,
      monteCarloError: 0,
      low: 0,
      high: 0,
      sameSign: 1,
      varianceRatio: null,
      movesChanged: 0,
    });
  const raise = outcomes.find(
    ({ policy, outcome }: Record<string, string>) => policy === 'raise' && outcome === 'net-flow:rich',
  );
  expect(raise).toMatchObject({
    unit: 'people/month',
    from: '2020-01',
    to: '2020-12',
    sameSign: 1,
    over: 'seeds',
    replicates: 6,
  });
  expect(raise.difference).toBeGreaterThan(0);
  expect(raise.monteCarloLow).toBeLessThan(raise.difference);
  expect(raise.varianceRatio).toBeGreaterThan(2);
  expect(raise.movesChanged).toBeGreaterThan(50);

  const told = await compare('nothing.yaml', 'raise.yaml', '--replicates', '6', '--quiet');
  const row = told.out.split('\n').find((line) => /^ +raise +net-flow:rich, /.test(line))!;
  expect(row.trim().split(/ {2,}/)).toEqual([
    'raise',
    'net-flow:rich, people/month',
    said(raise.difference),
    range(raise.monteCarloLow, raise.monteCarloHigh),
    range(raise.low, raise.high),
    '100%',
    said(raise.varianceRatio),
    Math.round(raise.movesChanged).toLocaleString('en-GB'),
  ]);
  expect(told.out).toContain('Policy less base, means over 2020-01 to 2020-12\n');
  expect(told.out).toContain('Difference: mean of 6 pairs of runs');
  expect(told.out).toContain(
    '\nnothing changes no move in these runs: does what it changes begin before they end?\n',
  );
  expect(told.out).not.toContain('raise changes no move');

  const results = 'output/compare-two-employers-nothing-raise';
  expect(readdirSync(join(cwd, results)).sort()).toEqual([
    'charts',
    'comparison.csv',
    'comparison.json',
    'comparison.md',
    'manifest.json',
    'monthly.csv',
  ]);
  expect(JSON.parse(file(`${results}/comparison.json`))).toEqual(JSON.parse(out));
  expect(file(`${results}/comparison.csv`).split('\n')).toHaveLength(outcomes.length + 2);
  expect(file(`${results}/comparison.md`)).toContain('| raise | net flow of rich | people/month |');
  expect(readdirSync(join(cwd, results, 'charts')).filter((name) => name.endsWith('.svg'))).toEqual([
    'difference.svg',
    'outcomes.svg',
    'policies.svg',
  ]);
  const verified = await talentflowHere(['verify', results, '--sample', '4', '--workers', '1', '--quiet'], {
    cwd,
  });
  expect(verified.code).toBe(0);
});

test('the months before a policy are the same to the bit; runs are shared with `run` and with other comparisons', async () => {
  const { err } = await compare('raise.yaml', '--replicates', '8', '--outcome', 'net-flow:rich');
  expect(err).toContain('12 of 16 points are finished already');
  const run = await talentflowHere(['run', 'market.yaml', '--replicates', '8', '--workers', '1'], { cwd });
  expect(run.err).not.toContain('%');
});

test('runs are added until the interval is as narrow as asked', async () => {
  const { out } = await compare(
    'raise.yaml',
    '--outcome',
    'net-flow:rich',
    '--replicates',
    '6',
    '--until-width',
    '0.2',
    '--json',
    '--quiet',
  );
  const [effect] = JSON.parse(out).outcomes;
  expect(effect.replicates).toBeGreaterThan(6);
  expect(effect.monteCarloHigh - effect.monteCarloLow).toBeLessThanOrEqual(0.2);

  // Stein's rule is made anew from the manifest too: from its first stage
  const results = 'output/compare-two-employers-raise';
  const verify = () => talentflowHere(['verify', results, '--workers', '1', '--quiet'], { cwd });
  expect(await verify()).toMatchObject({ code: 0, out: expect.stringContaining('4 tables made anew') });
  forge(results, 'comparison.csv', (text) => text.replace('raise,', 'praise,'));
  expect(await verify()).toMatchObject({
    code: 1,
    out: expect.stringContaining('comparison.csv is not what the runs give'),
  });
});

/** Changes a file of results, and what the manifest says of it: only the runs can tell. */
function forge(results: string, path: string, change: (text: string) => string): void {
  const text = change(file(`${results}/${path}`));
  writeFileSync(join(cwd, results, path), text);
  const manifest = JSON.parse(file(`${results}/manifest.json`));
  const entry = manifest.files.find((one: { path: string }) => one.path === path);
  entry.sha256 = createHash('sha256').update(text).digest('hex');
  writeFileSync(join(cwd, results, 'manifest.json'), JSON.stringify(manifest));
}

test('where values have ranges, the range of runs is over parameters drawn from them, and it is said', async () => {
  const raise =
    'name: doubtful-raise\nextends: ./doubtful.yaml\nemployers: [{ id: rich, pay: 240000 USD/year }]\n';
  writeFileSync(join(cwd, 'doubtful-raise.yaml'), raise);
  const words = [
    'compare',
    'doubtful.yaml',
    'doubtful-raise.yaml',
    '--outcome',
    'stock:rich',
    '--replicates',
    '6',
    '--workers',
    '1',
    '--quiet',
  ];
  const priors = await talentflowHere(words, { cwd });
  expect(priors.out).toContain("mean of 6 pairs of runs at the scenarios' own values");
  expect(priors.out).toContain(
    "of further pairs, parameters drawn from the scenarios' ranges (priors, not calibrated)",
  );
  const results = 'output/compare-doubtful-doubtful-raise';
  for (const told of ['comparison.md', 'charts/policies.vl.json'])
    expect(file(`${results}/${told}`)).toContain('further pairs with parameters drawn from the priors');
  expect(file(`${results}/charts/difference.vl.json`)).toContain('over seeds alone');
  const widthOf = async (...more: string[]) => {
    const [effect] = JSON.parse((await talentflowHere([...words, '--json', ...more], { cwd })).out).outcomes;
    return { width: effect.high - effect.low, over: effect.over, difference: effect.difference };
  };
  const [over, none] = [await widthOf(), await widthOf('--uncertainty', 'none')];
  expect([over.over, none.over]).toEqual(['priors', 'seeds']);
  expect(file(`${results}/comparison.md`)).toContain('the same pairs');
  expect(over.difference).toBe(none.difference);
  expect(over.width).toBeGreaterThan(none.width);
  await talentflowHere(words, { cwd });
  const verified = await talentflowHere(['verify', results, '--workers', '1', '--quiet'], { cwd });
  expect(verified).toMatchObject({
    code: 0,
    out: expect.stringContaining('24 of 24 points run again, 4 tables'),
  });
});

test('what a source covers is drawn for base and policy alike, and is what their further pairs are seen through', async () => {
  const seen = TWO_EMPLOYERS.replace('sector: firm', 'sector: others').replace('two-employers', 'seen');
  const coverage = 'coverage: { value: 1, unit: ratio, kind: assumed, why: a test, range: [1, 3] }';
  writeFileSync(join(cwd, 'seen.yaml'), `${seen}observe: { net-flow-of: firm, ${coverage} }\n`);
  writeFileSync(
    join(cwd, 'seen-raise.yaml'),
    'name: seen-raise\nextends: ./seen.yaml\nemployers: [{ id: rich, pay: 240000 USD/year }]\n',
  );
  const effectOf = async (...more: string[]) => {
    const words = ['compare', 'seen.yaml', 'seen-raise.yaml', '--outcome', 'net-flow', '--replicates', '6'];
    const { out } = await talentflowHere([...words, '--workers', '1', '--json', '--quiet', ...more], { cwd });
    return JSON.parse(out).outcomes[0];
  };
  const [drawn, own] = [await effectOf(), await effectOf('--uncertainty', 'none')];
  expect([drawn.over, own.over]).toEqual(['priors', 'seeds']);
  expect(own.low).toBeGreaterThan(0);
  // The same runs, for nothing else is in doubt: more of them is seen.
  expect(drawn.low).toBeGreaterThan(own.low);
  expect(drawn.high).toBeGreaterThan(1.2 * own.high);
  expect(drawn.difference).toBe(own.difference);
});

test.each([
  [[], 'too few arguments'],
  [['missing.yaml'], 'missing.yaml'],
  [['shorter.yaml'], 'let both say the same calendar'],
  [['raise.yaml', '--outcome', 'net-flow:ritch'], 'did you mean rich?'],
  [['raise.yaml', '--outcome', 'pay:rich', '--outcome', 'pay:rich'], 'leave the second out'],
  [['raise.yaml', '--from', '2020-13'], 'a month, YYYY-MM, from 2020-01'],
  [['raise.yaml', '--from', '2020-06', '--to', '2020-03'], 'exchange --from and --to'],
  [['raise.yaml', '--replicates', '1'], 'a whole number from 2'],
  [['raise.yaml', '--until-width', 'narrow'], 'a number from'],
  [['raise.yaml', '--uncertainty', 'prior'], 'did you mean priors?'],
])('talentflow compare market.yaml %s', async (words, told) => {
  const { code, out, err } = await compare(...words);
  expect(err).toContain(told);
  expect([code, out]).toEqual([2, '']);
});
