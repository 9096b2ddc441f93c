import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readLevers } from '../../src/explorer/read-levers.ts';
import { treesOf } from '../../src/explorer/trees.ts';
import type { EngineWorld, World } from '../../src/explorer/world.ts';
import { loadFacts } from '../../src/runtime/evidence-files.ts';
import { scenarioJsonSchema } from '../../src/scenario/json-schema.ts';
import { PROJECT } from './talentflow.ts';

const read = (...parts: string[]) => readFileSync(join(PROJECT, ...parts), 'utf8');
const filesOf = (folder: string, ending: string) =>
  readdirSync(join(PROJECT, folder))
    .filter((file) => file.endsWith(ending))
    .sort();

/** The same as the page has it: with the sketch that was run as the page was built. */
export const worldOfPage = (): World => ({
  ...worldOfFiles(),
  first: JSON.parse(read('dist/explorer/world.json')).first,
});

/** What the build writes beside the page, from the files as they are now; without the charts. */
export function worldOfFiles(): EngineWorld {
  const scenarios = filesOf('scenarios', '.yaml').map((file) => ({
    name: file.replace('.yaml', ''),
    title: file,
    text: read('scenarios', file),
  }));
  const series = Object.fromEntries(
    filesOf('evidence/series', '.csv').map((file) => [
      `evidence/series/${file}`,
      read('evidence/series', file),
    ]),
  );
  return {
    version: 'test',
    engine: 'test',
    scenarios,
    trees: treesOf({ scenarios, series }),
    series,
    facts: loadFacts(),
    schema: scenarioJsonSchema(),
    levers: readLevers(read('src/explorer/levers.yaml')),
    curve: {},
    careers: {},
  };
}
