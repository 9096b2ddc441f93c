import { type PackedTree, packed, unpacked } from '../scenario/packed-tree.ts';
import { type KnownTrees, openScenario } from '../scenario/parse.ts';
import { type EngineWorld, OWN_FILE, type World, worldReader } from './world.ts';

/** The shipped scenarios as trees, for the build: reading the baseline's YAML would keep the page's thread from listening for a quarter of a second. */
export function treesOf(world: Pick<World, 'scenarios' | 'series'>): PackedTree[] {
  const known: KnownTrees = new Map();
  for (const { name } of world.scenarios)
    openScenario(OWN_FILE, worldReader(world, `name: own\nextends: talentflow:${name}\n`), known);
  known.delete(OWN_FILE);
  return [...known].map(([path, { tree }]) => packed(tree, path));
}

/** What need not be parsed. */
export function knownTrees({ trees, scenarios }: Pick<EngineWorld, 'trees' | 'scenarios'>): KnownTrees {
  const texts = new Map(scenarios.map(({ name, text }) => [`scenarios/${name}.yaml`, text]));
  return new Map(
    trees.map((tree) => [tree.file, { text: texts.get(tree.file)!, tree: unpacked(tree) }] as const),
  );
}
