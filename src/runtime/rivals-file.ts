import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Fact } from '../evidence/fact.ts';
import { type Rival, readRivals } from '../evidence/rivals.ts';
import { type EvidenceFolder, shippedEvidence } from './evidence-folder.ts';

/**
 * The rivals of a folder of evidence, in `rivals/rivals.yaml`; none where it has no such file.
 * @param facts all that the folder holds, outcomes of priors among them. @throws ScenarioError
 */
export function loadRivals(facts: readonly Fact[], folder: EvidenceFolder = shippedEvidence()): Rival[] {
  const path = join(folder.path, 'rivals', 'rivals.yaml');
  if (!existsSync(path)) return [];
  const series = (file: string): string | undefined => {
    const csv = join(folder.path, 'series', file);
    return existsSync(csv) ? folder.open(csv) : undefined;
  };
  return readRivals(
    { path: `${folder.name}/rivals/rivals.yaml`, text: folder.open(path) },
    { facts, series },
  );
}
