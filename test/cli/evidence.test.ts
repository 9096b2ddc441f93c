import { cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { shippedEvidence } from '../../src/runtime/evidence-folder.ts';
import { emptyFolder, talentflow } from '../support/talentflow.ts';
import { talentflowHere } from '../support/talentflow-here.ts';

const folder = emptyFolder();
const cwd = folder.path;
beforeAll(() => {
  cpSync(shippedEvidence().path, join(cwd, 'mine'), { recursive: true });
  writeFileSync(join(cwd, 'mine/facts/F77.yaml'), 'id: F77\ntitel: Nothing\n');
});
afterAll(folder.remove);

test('evidence lists every fact and prior, one a line, with what is held out called so', async () => {
  const { code, out } = await talentflow(['evidence'], { cwd });
  expect(code).toBe(0);
  expect(out).toMatch(
    /^F01 +fitted +168 people\/month +±8% of the simulated +Net hires .*Live Data Technologies \(read\)$/m,
  );
  expect(out).toMatch(/^F03 +held out +0\.31 ratio to F01 +0\.15 to 0\.55 /m);
  expect(out).toMatch(/^F10 +held out +– +above 0 in 90% of runs /m);
  expect(out).toMatch(/^F43 +input +– +a note /m);
  expect(out).toMatch(/^P01 +prior +4\.1 ratio +2\.8 to 5\.5 /m);
  expect(out).toMatch(/^P09\.openai +held out +0\.67 share +0\.62 to 0\.72 /m);
  expect(out).toMatch(/^F41\.odds-2021 +input +0\.462 share +±0\.005 /m);
  expect(out).toMatch(/^P20 +prior +0\.075 share a thousand +0 to 0\.15 /m);
  expect(out).not.toContain('\u001b');
  const { facts, priors } = JSON.parse((await talentflowHere(['evidence', '--json'], { cwd })).out);
  expect(out).toContain(`Facts (${facts.length}) and priors (${priors.length})\n`);
  expect(out.split('\n').filter((line) => /^[FP]\d\d/.test(line))).toHaveLength(facts.length + priors.length);
});

test('evidence ID tells all about a fact, its parts included', async () => {
  const { out } = await talentflowHere(['evidence', 'F27', 'P05.nothing'], { cwd });
  expect(out).toMatch(/^F27\.academia .*\(input\)$/m);
  expect(out).toMatch(/^F27\.industry .*\(input\)$/m);
  expect(out).toMatch(/^P05\.nothing .*\(prior\)$/m);
  expect(out).toContain('measure: first-jobs');
  expect(out).not.toContain('P05.mean');
});

test('--json gives the same, alone on standard output', async () => {
  const { out, err } = await talentflowHere(['evidence', '--json', 'F02'], { cwd });
  expect(err).toBe('');
  expect(JSON.parse(out)).toMatchObject({
    format: 'talentflow.evidence/1',
    facts: [{ id: 'F02', value: -0.08, role: 'fitted', period: { from: '2022-12', to: '2023-08' } }],
    priors: [],
  });
});

test.each([
  [['evidence', 'F48'], 'the id of a fact or a prior'],
  [['evidence', 'p01'], 'did you mean P01?'],
  [['evidence', '--evidence', 'nowhere'], 'nowhere/facts'],
  [['evidence', '--evidence', 'mine'], 'mine/facts/F77.yaml:2:1  titel'],
  [['evidence', '--evidence', 'mine'], 'mistakes; nothing was run'],
])('%j is exit code 2, with a way out', async (words, told) => {
  const { code, out, err } = await talentflowHere(words, { cwd });
  expect(err).toContain(told);
  expect([code, out]).toEqual([2, '']);
});
