import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { Checks } from '../../src/cli/checks.ts';
import { readReloadable } from '../../src/cli/simulation-arguments.ts';
import type { Progress } from '../../src/experiments/executor.ts';
import { readPosterior, setOfReplicate } from '../../src/experiments/posterior.ts';
import {
  type Doubt,
  doubtInManifest,
  ensemblePlan,
  underDoubt,
  usualDoubt,
} from '../../src/report/parameter-sets.ts';
import { Interrupted } from '../../src/runtime/failures.ts';
import { ScenarioError } from '../../src/scenario/scenario-error.ts';
import { TWO_EMPLOYERS } from '../support/markets.ts';
import { emptyFolder } from '../support/talentflow.ts';

const folder = emptyFolder();
afterAll(folder.remove);

const TEXT = 'set,weight,choice.elasticity,founding.rate\n0,1,6.5,0.02\n';
const filed = { posterior: readPosterior(TEXT, 'posterior.csv'), name: 'posterior.csv', sha256: 'abc' };
const doubt: Doubt = { over: 'posterior', filed };
const given = { scale: '0.01', until: '2010-03' };
const { signal } = new AbortController();

const POLICY = `name: policy
extends: talentflow:baseline
choice: { elasticity: 8 }
timeline:
  - { id: more, label: more, from: 2010-02, path: founding.rate, multiply: 2, source: a test }
`;

test('a draw replaces the baseline’s own values; what a policy or --set says stays, and an event acts on the drawn value', async () => {
  const file = join(folder.path, 'policy.yaml');
  writeFileSync(file, POLICY);
  const base = readReloadable('talentflow:baseline', given, new Checks());
  const policy = readReloadable(file, given, new Checks());
  const set = readReloadable('talentflow:baseline', { ...given, set: ['founding.rate=0.05'] }, new Checks());
  const [ofBase, ofPolicy, ofSet] = underDoubt([base, policy, set], doubt, 's', 0);
  const said = (variant: typeof ofBase) => [
    variant!.scenario.choice.elasticity,
    variant!.scenario.founding!.rate,
  ];
  expect(said(ofBase)).toEqual([6.5, 0.02]);
  expect(said(ofPolicy)).toEqual([8, 0.02]); // its event doubles what stands there
  expect(said(ofSet)).toEqual([6.5, 0.05]);
  expect(ofBase!.name).toBe('baseline, posterior set 0');
  const plan = await ensemblePlan(base, [0, 1], doubt, { signal });
  expect(plan.points.map(({ variant, replicate }) => [variant, replicate])).toEqual([
    [1, 0],
    [2, 1],
  ]);
  expect(plan.variants[0]).toBe(base.variant);
  expect(usualDoubt([base], filed, 'none')).toEqual(doubt);
  expect(usualDoubt([policy], filed, 'none')).toEqual(doubt); // it says nothing of founding itself
  expect(usualDoubt([base], null, 'priors')).toEqual({ over: 'priors' });
  expect(usualDoubt([base], null, 'none')).toEqual({ over: 'none' });
});

test('each replicate is drawn its own set, the same for all scenarios', async () => {
  const rows = Array.from({ length: 8 }, (_, set) => `${set},0.125,${4 + set / 4},0.02\n`);
  const posterior = readPosterior(
    `set,weight,choice.elasticity,founding.rate\n${rows.join('')}`,
    'posterior.csv',
  );
  const base = readReloadable('talentflow:baseline', given, new Checks());
  const over: Doubt = { over: 'posterior', filed: { ...filed, posterior } };
  const { seed } = base.variant.scenario;
  const plan = await ensemblePlan(base, [0, 1], over, { signal });
  const sets = [0, 1].map((replicate) => setOfReplicate(posterior, seed, replicate).set);
  expect(new Set(sets).size).toBe(2);
  expect(plan.variants.slice(1).map(({ name, scenario }) => [name, scenario.choice.elasticity])).toEqual(
    sets.map((set) => [`baseline, posterior set ${set}`, 4 + Number(set) / 4]),
  );
});

test('drawn one by one: each is told, and between two who stops is heard', async () => {
  const base = readReloadable('talentflow:baseline', given, new Checks());
  const told: Progress[] = [];
  const stop = new AbortController();
  const onProgress = (progress: Progress) => {
    told.push(progress);
    if (told.length === 2) stop.abort();
  };
  const drawing = ensemblePlan(base, [0, 1, 2, 3], doubt, { onProgress, signal: stop.signal });
  await expect(drawing).rejects.toThrow(Interrupted);
  expect(told).toEqual([
    { kind: 'drawn', done: 1, of: 4, what: 'runs' },
    { kind: 'drawn', done: 2, of: 4, what: 'runs' },
  ]);
});

test('a scenario read anew shares with the first all that no setting changes', () => {
  const { variant, reload } = readReloadable('talentflow:baseline', given, new Checks());
  const { scenario } = reload(['choice.elasticity=6.5']);
  expect(scenario.choice.elasticity).toBe(6.5);
  expect(scenario.employers).toBe(variant.scenario.employers);
  expect(reload([]).scenario).toBe(variant.scenario);
});

test('where nothing has a range nothing is drawn; where no draw is taken, so many are tried and no more', () => {
  const path = join(folder.path, 'market.yaml');
  writeFileSync(path, TWO_EMPLOYERS);
  const market = readReloadable(path, {}, new Checks());
  expect(usualDoubt([market], null, 'priors')).toEqual({ over: 'none' });
  let tries = 0;
  const reload = () => {
    tries++;
    throw new ScenarioError([]);
  };
  expect(() => underDoubt([{ ...market, reload }], { over: 'priors' }, 's', 0)).toThrow(ScenarioError);
  expect(tries).toBe(20);
});

test('a market of one’s own, of which calibration says nothing, has no posterior; a manifest names its SHA-256', () => {
  const own = readReloadable('scenarios/markets/two-employers.yaml', {}, new Checks());
  expect(usualDoubt([own], filed, 'priors').over).not.toBe('posterior');
  expect(doubtInManifest(doubt)).toEqual({ uncertainty: 'posterior', posterior: 'abc' });
  expect(doubtInManifest({ over: 'none' })).toEqual({ uncertainty: 'none', posterior: null });
});
