import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Fact } from '../evidence/fact.ts';
import { readFacts } from '../evidence/read-facts.ts';
import { packageRoot } from './package-files.ts';

/** The published facts shipped in the package. @throws EvidenceError when one of its files is wrong. */
export function loadFacts(): Fact[] {
  const folder = join(packageRoot(), 'evidence', 'facts');
  const files = readdirSync(folder).filter((name) => name.endsWith('.yaml'));
  return readFacts(
    files.map((name) => ({ path: `evidence/facts/${name}`, text: readFileSync(join(folder, name), 'utf8') })),
  );
}
