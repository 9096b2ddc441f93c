import type * as z from 'zod';
import { refuseEmptied } from './emptied.ts';
import { infoIfAny } from './fields.ts';
import { mergeScenarios } from './merge.ts';
import type { Mistakes } from './mistakes.ts';
import { declarationInside } from './navigation.ts';
import { asMeant, didYouMean, isAlike, nearestWord, oneOf } from './nearest.ts';
import { LoadFailure, type Place, placeText, quoted } from './scenario-error.ts';
import { SCENARIO } from './schema.ts';
import { checkShape } from './shape.ts';
import { child, idOf, isOff, itemsOf, joined, type MapNode, type Node, pathOfItem, textOf } from './tree.ts';
import { readYaml } from './yaml.ts';

/**
 * Gives the text that `reference` names, as seen from the file that names it (null: the user names it).
 * `path` is how the file is called in messages, and what later calls get as `fromFile`.
 * @throws LoadFailure when it may not or cannot be read.
 */
export type Read = (reference: string, fromFile: string | null) => { path: string; text: string };

/**
 * Files that were read before and had no mistake, by their path. Who reads again and again, as a page does at each move of a slider, keeps
 * them: most of the time of reading goes into the baseline's text.
 */
export type KnownTrees = Map<string, { text: string; tree: Node }>;

/** Files that may extend each other in a row. */
const LONGEST_CHAIN = 32;
/** Not passed on to a scenario that extends this one: they say what this file is. */
const OF_ONE_FILE = ['name', 'title', 'description', 'extends'];

export interface Chain {
  /** The merged scenario, or null when a file of the chain cannot be read at all. */
  root: Node | null;
  files: string[];
  nearMisses: NearMiss[];
}

/** A new item of a list whose id is nearly one of the list that it adds to, or one of another list: perhaps that one was meant. */
export interface NearMiss {
  /** Of the new item, such as `employers.opnai`. */
  readonly path: string;
  readonly place: Place;
  readonly id: string;
  /** The id that the parent has, or the path of the item that has this id in another list, such as `sectors.giants`. */
  readonly near: string;
  /** Whether hardly anybody would give two items such names on purpose. */
  readonly isClose: boolean;
}

/** Reads a scenario and all that it extends, and merges them. */
export function readChain(
  file: string,
  read: Read,
  mistakes: Mistakes,
  known: KnownTrees = new Map(),
): Chain {
  const trees: Node[] = [];
  const files: string[] = [];
  let isWhole = true;
  let next: { reference: string; from: string | null; place: Place } | undefined = {
    reference: file,
    from: null,
    place: { file, line: 1, column: 1 },
  };
  while (next !== undefined) {
    const where = next.from === null ? '' : 'extends';
    const loaded = tryToRead(read, next.reference, next.from, next.place, where, mistakes);
    if (loaded === null || refusesCycle(loaded.path, files, next.place, mistakes)) {
      isWhole = false;
      break;
    }
    files.push(loaded.path);
    const checked = checkedTree(loaded, mistakes, known);
    if (checked === null || checked.type !== 'map') isWhole = false;
    else trees.push(checked);
    const parent = child(checked ?? undefined, 'extends');
    const reference = textOf(parent);
    if (parent?.type === 'broken') isWhole = false; // what it would have given is unknown, not missing
    next = reference === undefined ? undefined : { reference, from: loaded.path, place: parent!.place };
  }
  const nearMisses: NearMiss[] = [];
  return { root: isWhole ? mergeChain(trees, mistakes, nearMisses) : null, files, nearMisses };
}

function checkedTree(
  { path, text }: { path: string; text: string },
  mistakes: Mistakes,
  known: KnownTrees,
): Node | null {
  const before = known.get(path);
  if (before?.text === text) return before.tree;
  const count = mistakes.list.length;
  const read = readYaml(path, text, mistakes);
  const tree = read !== null && isOtherFile(read, path, mistakes) ? null : read;
  const checked = tree && checkShape(tree, mistakes);
  if (checked !== null && mistakes.list.length === count) known.set(path, { text, tree: checked });
  return checked;
}

/** A file of another kind has nothing of a scenario, so that all of it would be told as wrong. Adds the mistake. */
function isOtherFile(tree: Node, path: string, mistakes: Mistakes): boolean {
  const format = textOf(child(tree, 'format'));
  const has = (...keys: string[]) => keys.every((key) => child(tree, key) !== undefined);
  const [found, remedy] = format?.startsWith('talentflow.')
    ? [`results, ${quoted(format)}`, 'name the scenario that they were made of']
    : has('over') && !has('employers')
      ? ['the design of a sweep', `write talentflow sweep --file ${path}`]
      : has('causes', 'between') || has('causes', 'references')
        ? ['causes of a decomposition', 'name a scenario; this file is for talentflow decompose --causes']
        : has('until-known') && has('predictions')
          ? ['an outlook', 'name a scenario; this file is for talentflow forecast --outlook']
          : [];
  if (found === undefined) return false;
  mistakes.add(tree.place, '', found, 'a scenario', remedy!);
  return true;
}

/** What `read` gives, or null after adding the mistake that it tells. */
export function tryToRead(
  read: Read,
  reference: string,
  from: string | null,
  place: Place,
  path: string,
  mistakes: Mistakes,
): { path: string; text: string } | null {
  try {
    return fileGiven(read(reference, from));
  } catch (failure) {
    if (!(failure instanceof LoadFailure)) throw failure;
    mistakes.add(place, path, failure.found, failure.expected, failure.remedy);
    return null;
  }
}

/** What a `read` of somebody's own gave. @throws TypeError when it is no file: those who write JavaScript have no types to tell them. */
function fileGiven(given: unknown): { path: string; text: string } {
  const { path, text } = (given ?? {}) as Record<string, unknown>;
  if (typeof path === 'string' && typeof text === 'string') return { path, text };
  throw new TypeError(
    '`read` has to give { path, text }, the name and the text of a file, and no promise of it',
  );
}

function refusesCycle(path: string, files: string[], place: Place, mistakes: Mistakes): boolean {
  const first = files.indexOf(path);
  if (first < 0 && files.length < LONGEST_CHAIN) return false;
  const found =
    first < 0 ? `a chain of more than ${LONGEST_CHAIN} files` : [...files.slice(first), path].join(' → ');
  mistakes.add(
    place,
    'extends',
    found,
    'a chain of files that ends',
    'let one of these files extend nothing, or another file',
  );
  return true;
}

function mergeChain(trees: Node[], mistakes: Mistakes, nearMisses: NearMiss[]): Node {
  let root: Node | undefined;
  for (const [at, tree] of [...trees.entries()].reverse()) {
    const own = at === 0 ? tree : withoutNames(tree as MapNode);
    checkItems(SCENARIO, own, root, '', { mistakes, nearMisses, extended: root });
    root = root === undefined ? own : mergeScenarios(root, own);
  }
  return root!;
}

function withoutNames(tree: MapNode): MapNode {
  return { ...tree, entries: new Map([...tree.entries].filter(([key]) => !OF_ONE_FILE.includes(key))) };
}

/** Ids once in each list, no list emptied, nothing removed that is not there, and new ids that are nearly old ones. */
function checkItems(
  field: z.ZodType,
  node: Node,
  parent: Node | undefined,
  path: string,
  found: { mistakes: Mistakes; nearMisses: NearMiss[]; extended: Node | undefined },
): void {
  const { mistakes, nearMisses, extended } = found;
  if (node.type === 'map' && infoIfAny(field)?.kind === 'map') {
    for (const [key, entry] of node.entries) {
      const inside = declarationInside(field, key, node);
      if (inside) checkItems(inside, entry.node, child(parent, key), joined(path, key), found);
    }
  }
  if (node.type !== 'list' || infoIfAny(field)?.kind !== 'items') return;
  refuseEmptied(node, parent, path, mistakes);
  const parents = new Map(itemsOf(parent).map((item) => [idOf(item), item]));
  const known = itemsOf(parent).flatMap((item) => idOf(item) ?? []);
  const own = node.items.flatMap((item) => idOf(item) ?? []);
  const inside = declarationInside(field, 0, node);
  const seen = new Map<string, Place>();
  for (const item of node.items) {
    const id = idOf(item);
    if (id === undefined) continue;
    const place = child(item, 'id')!.place;
    if (seen.has(id)) {
      const twice = `the id ${quoted(id)} a second time (first at ${placeText(seen.get(id)!)})`;
      mistakes.add(
        place,
        joined(path, id),
        twice,
        'each id once in a list',
        'rename one of the two, or make them one',
      );
    }
    seen.set(id, place);
    const isNew = !known.includes(id);
    const elsewhere = isNew ? pathOfItem(extended, id) : undefined;
    const onlyRemoves = isOff(item) && item.type === 'map' && item.entries.size === 2;
    if (onlyRemoves && isNew) {
      const remedy = asMeant(elsewhere) ?? didYouMean(id, known, 'remove this item');
      mistakes.add(
        place,
        joined(path, id),
        quoted(id),
        `an item of the parent’s ${path}: ${oneOf(known)}`,
        remedy,
      );
    } else if (elsewhere !== undefined) {
      nearMisses.push({ path: joined(path, id), place, id, near: elsewhere, isClose: false });
    } else if (isNew) {
      // What this file names too is no word that was missed.
      const near = nearestWord(
        id,
        known.filter((one) => !own.includes(one)),
      );
      if (near !== undefined)
        nearMisses.push({ path: joined(path, id), place, id, near, isClose: isAlike(id, near) });
    }
    if (inside) checkItems(inside, item, parents.get(id), joined(path, id), found);
  }
}
