import { cpSync, readFileSync, renameSync } from 'node:fs';
import { basename, join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { loadAllPriors, loadFacts } from '../../src/runtime/evidence-files.ts';
import { type EvidenceFolder, evidenceAt, shippedEvidence } from '../../src/runtime/evidence-folder.ts';
import { loadFittedFacts, loadPriors } from '../../src/runtime/fitting-evidence.ts';
import { ScenarioError } from '../../src/scenario/scenario-error.ts';
import { emptyFolder } from '../support/talentflow.ts';

/** The shipped evidence, with a note of each file that was opened. */
function watched(): EvidenceFolder & { opened: string[] } {
  const opened: string[] = [];
  const { path, name } = shippedEvidence();
  const open = (file: string) => {
    opened.push(basename(file));
    return readFileSync(file, 'utf8');
  };
  return { path, name, open, opened };
}

const folder = emptyFolder();
afterAll(folder.remove);

it('a fit opens no file of what is held out, and gets fitted facts alone', () => {
  const evidence = watched();
  const facts = loadFittedFacts(evidence);
  loadPriors(evidence);
  expect(evidence.opened.length).toBeGreaterThan(30);
  expect(evidence.opened.filter((name) => name.includes('held-out'))).toEqual([]);
  expect(new Set(facts.map(({ role }) => role))).toEqual(new Set(['fitted']));
});

it('a fit gets every fact that is fitted, and no other reader loses what is held out', () => {
  const all = loadFacts();
  expect(loadFittedFacts()).toEqual(all.filter(({ role }) => role === 'fitted'));
  expect(all.some(({ role }) => role === 'held out')).toBe(true);
  expect(loadPriors()).toEqual(loadAllPriors().filter(({ role }) => role === 'prior'));
});

it('a held-out fact under a name that a fit would open is refused, not read', () => {
  cpSync(shippedEvidence().path, folder.path, { recursive: true });
  renameSync(join(folder.path, 'facts/F03.held-out.yaml'), join(folder.path, 'facts/F03.yaml'));
  expect(() => loadFittedFacts(evidenceAt(folder.path))).toThrow(ScenarioError);
});
