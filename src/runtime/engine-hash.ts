import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Hashes } from '../experiments/plan.ts';
import { canonicalScenario, type KnownTexts } from '../scenario/canonical.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { seedOfReplicate } from './engine.ts';
import { packageRoot } from './package-files.ts';
import { sha256Of } from './sha256.ts';

let engine: string | undefined;

/**
 * SHA-256 of the engine that runs: of dist/engine.js, built or installed. Run from source (`npm run dev`, tests) there is no such
 * file: then it is `source-` and the SHA-256 of the engine's source files.
 */
export function engineHash(): string {
  engine ??= isFromSource() ? `source-${hashOfSource()}` : sha256Of(readFileSync(engineFile()));
  return engine;
}

export const engineFile = (): string => join(packageRoot(), 'dist', 'engine.js');

const isFromSource = () => import.meta.url.endsWith('.ts');

function hashOfSource(): string {
  const source = join(dirname(fileURLToPath(import.meta.url)), '..');
  const hash = createHash('sha256');
  for (const folder of ['maths', 'random', 'model', 'scenario', 'tables']) {
    for (const name of readdirSync(join(source, folder)).sort())
      hash.update(`${folder}/${name}\n`).update(readFileSync(join(source, folder, name)));
  }
  return hash.digest('hex');
}

/** Ids of points under the engine that runs here. */
export function hashes(): Hashes {
  const scenarioHashes = new Map<Scenario, string>(); // a plan asks for the same scenario once a replicate
  const texts: KnownTexts = new WeakMap();
  const engine = engineHash();
  return {
    engine,
    pointId(scenario, seed, replicate) {
      if (!scenarioHashes.has(scenario)) scenarioHashes.set(scenario, hashOfScenario(scenario, texts));
      const effectiveSeed = seedOfReplicate(seed, replicate);
      return sha256Of(JSON.stringify([engine, scenarioHashes.get(scenario), effectiveSeed]));
    },
  };
}

/** Of a scenario in full but its seed, which a point has of its own. */
function hashOfScenario(scenario: Scenario, texts: KnownTexts): string {
  return sha256Of(canonicalScenario({ ...scenario, seed: '' }, texts));
}
