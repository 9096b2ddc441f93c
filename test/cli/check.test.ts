import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { TWO_EMPLOYERS } from '../support/markets.ts';
import { emptyFolder } from '../support/talentflow.ts';
import { talentflowHere } from '../support/talentflow-here.ts';

const folder = emptyFolder();
const cwd = folder.path;
/** The baseline, a thousandth of it and no further than the published periods: facts far outside are what is wanted here. */
const TINY = ['--scale', '0.005', '--until', '2024-05', '--replicates', '2', '--workers', '1', '--quiet'];
beforeAll(() => writeFileSync(join(cwd, 'market.yaml'), TWO_EMPLOYERS));
afterAll(folder.remove);

test('check holds every fact of the ledger against the runs, writes its folder and fails for a fitted fact', async () => {
  const { code, out, err } = await talentflowHere(['check', '--json', ...TINY], { cwd });
  expect(err).toBe('');
  const { format, results, replicates, facts, counts } = JSON.parse(out);
  expect([format, results, replicates]).toEqual(['talentflow.check/1', 'output/check-baseline', 2]);
  const ids = new Set(facts.map(({ id }: { id: string }) => id.split('.')[0]));
  for (let number = 1; number <= 47; number++) expect(ids).toContain(`F${String(number).padStart(2, '0')}`);
  const f02 = facts.find(({ id }: { id: string }) => id === 'F02');
  expect(f02).toMatchObject({ published: -0.08, role: 'fitted', unit: 'ratio to F01' });
  for (const key of ['title', 'simulated', 'low', 'high', 'inside', 'verdict', 'distance', 'holds', 'why'])
    expect(f02).toHaveProperty(key);
  expect(facts.find(({ id }: { id: string }) => id === 'F25.peak')).toMatchObject({
    role: 'input',
    isByConstruction: true,
    verdict: 'inside',
  });
  const { coverage, rivals, scores } = JSON.parse(out);
  expect(coverage.map(({ role }: { role: string }) => role)).toContain('held out');
  expect(rivals.map(({ rival }: { rival: string }) => rival)).toEqual([
    'last value',
    'line on AI adverts',
    'half-way back',
  ]);
  expect(scores.find(({ id }: { id: string }) => id === 'F03').rivals['half-way back'].value).toBeCloseTo(
    0.46,
    9,
  );
  expect(counts.map(({ role }: { role: string }) => role)).toContain('held out');

  // At this scale nobody may be there to count; but nothing that a fact asks for is missing from tables or scenario.
  const missing = facts.filter(({ why }: { why: string | null }) =>
    /not in this run|the scenario has no/.test(why ?? ''),
  );
  expect(missing.map(({ id, why }: { id: string; why: string }) => `${id}: ${why}`)).toEqual([]);

  const fails = facts.some(
    ({ role, verdict }: { role: string; verdict: string }) => role === 'fitted' && verdict === 'outside',
  );
  expect(code).toBe(fails ? 1 : 0);
  const manifest = JSON.parse(readFileSync(join(cwd, results, 'manifest.json'), 'utf8'));
  expect(manifest.experiment).toMatchObject({ command: 'check', name: 'check-baseline' });
  const files = ['facts.json', 'scores.md', 'scores.csv', 'scores.json'];
  for (const name of ['check', 'figures', 'coverage'])
    files.push(...['vl.json', 'svg', 'png'].map((ending) => `charts/${name}.${ending}`));
  for (const file of files) expect(existsSync(join(cwd, results, file)), file).toBe(true);
  expect(JSON.parse(readFileSync(join(cwd, results, 'facts.json'), 'utf8'))).toEqual(facts);

  // The same runs again, told otherwise: nothing is simulated twice.
  const inWords = await talentflowHere(['check', ...TINY], { cwd });
  expect(inWords.code).toBe(code);
  expect(inWords.out).toMatch(/^.+, seed .+, 2 runs, parameters .+, scale 0\.005\n/);
  expect(inWords.out).toMatch(/^Held out: not fitted/m);
  expect(inWords.out).not.toContain('\u001b');
  const junit = await talentflowHere(['check', '--reporter', 'junit', ...TINY], { cwd });
  expect(junit.out).toMatch(/^<\?xml .*\n<testsuites name="talentflow check baseline" tests="\d+"/);
  const github = await talentflowHere(['check', '--reporter', 'github', ...TINY], { cwd });
  expect(github.out).toMatch(/^::(error|warning|notice) title=F/);
});

test('a market that no fact is about checks nothing, says so, and does not fail', async () => {
  const { code, out } = await talentflowHere(['check', 'market.yaml', '--replicates', '1', '--quiet'], {
    cwd,
  });
  expect(code).toBe(0);
  expect(out).toContain('NOT ANSWERED');
  expect(out).toContain('nothing was checked');
  expect(out).toMatch(/^.+, seed .+, 1 run, parameters as they are\n/);
});

test.each([
  [['check', '--reporter', 'junitt'], 'did you mean junit?'],
  [['check', '--reporter', 'junit', '--json'], 'leave one of the two out'],
  [['check', '--replicates', '0'], 'a whole number from 1'],
  [['check', 'nowhere.yaml'], 'nowhere.yaml'],
  [['check', '--evidence', 'nowhere'], 'nowhere/facts'],
])('%j is exit code 2, with a way out', async (words, told) => {
  const { code, out, err } = await talentflowHere(words, { cwd });
  expect(err).toContain(told);
  expect([code, out]).toEqual([2, '']);
});
