import type * as z from 'zod';
import { infoIfAny, infoOf, keysOf } from './fields.ts';
import { declarationInside, keysInside } from './navigation.ts';
import { isAlike, nearestWord, plainWord } from './nearest.ts';
import { SCENARIO } from './schema.ts';
import { child, type Node } from './tree.ts';

/** What an unknown key most likely meant: one of some keys of its map, one inside a key of it, or one of another section. */
export type KeyMeant =
  | { keys: readonly [string, ...string[]] }
  | { inside: string; isList: boolean }
  | { section: string; itsKey: string };

/** Words that are no misspelling of the vocabulary's: the first that the map knows is meant. */
const OTHER_WORDS: Readonly<Record<string, readonly string[]>> = {
  to: ['until', 'end'],
  from: ['start', 'month'],
  start: ['from'],
  end: ['until'],
  date: ['month', 'from'],
  month: ['from'],
  events: ['timeline'],
  policies: ['timeline'],
  shocks: ['timeline'],
  companies: ['employers'],
  firms: ['employers'],
  workers: ['people'],
  salary: ['pay'],
  wage: ['pay'],
  headcount: ['staff'],
  employees: ['staff'],
  visas: ['routes'],
  amount: ['value'],
  val: ['value'],
  name: ['id'],
  min: ['from', 'smallest', 'range'],
  max: ['to', 'largest', 'range'],
  low: ['range'],
  high: ['range'],
  base: ['extends'],
  parent: ['extends'],
  inherits: ['extends'],
  include: ['extends'],
  import: ['extends'],
  target: ['path'],
  parameter: ['path'],
  factor: ['multiply'],
  multiplier: ['multiply'],
  value: ['set'],
  duration: ['over'],
  ramp: ['over'],
  since: ['from'],
  std: ['sd'],
  text: ['label'],
};

/** Undefined when nothing is near. @param field of the map, @param node the map, with the key. */
export function keyMeant(key: string, field: z.ZodType, node: Node | undefined): KeyMeant | undefined {
  const known = keysInside(field, node);
  const other = Object.hasOwn(OTHER_WORDS, key.toLowerCase()) ? OTHER_WORDS[key.toLowerCase()]! : [];
  const word = other.find((candidate) => known.includes(candidate));
  if (word !== undefined) return { keys: [word] };
  const spelt = keySpelt(key, known);
  if (spelt !== undefined && isOfKind(key, spelt, field, node)) return { keys: [spelt] };
  const inside = holderOf(key, field);
  if (inside !== undefined) return inside;
  if (spelt !== undefined) return { keys: [spelt] };
  const [first, ...more] = known.filter((candidate) => candidate.startsWith(`${key}-`));
  if (first !== undefined && more.length < 3) return { keys: [first, ...more] };
  const elsewhere = sectionOf(key);
  if (elsewhere !== undefined) return elsewhere;
  const near = nearestWord(key, known);
  return near === undefined ? undefined : { keys: [near] };
}

/** The section at the top of a file whose map has the word, spelt so or nearly; short words, such as pay, stand in too many. */
function sectionOf(word: string): KeyMeant | undefined {
  if (word.length < 5) return undefined;
  for (const [section, inner] of Object.entries(keysOf(SCENARIO) ?? {})) {
    if (infoIfAny(inner)?.kind !== 'map') continue;
    const itsKey = keySpelt(word, Object.keys(keysOf(inner) ?? {}));
    if (itsKey !== undefined) return { section, itsKey };
  }
  return undefined;
}

/** The key of which a word is but another spelling: `Skills`, `skill`, `cost_elasticity`. */
export function keySpelt(word: string, known: readonly string[]): string | undefined {
  const plain = plainWord(word);
  return known.find((key) => key === plain) ?? known.find((key) => isAlike(plain, key));
}

/** A list of maps below `skill` says that `skills` is meant, not the `skill` of a programme. */
function isOfKind(word: string, key: string, field: z.ZodType, node: Node | undefined): boolean {
  const kind = infoIfAny(declarationInside(field, key, node))?.kind;
  const type = child(node, word)?.type;
  return (kind === 'items' && type === 'list') || (kind === 'map' && type === 'map');
}

/** The key of a map whose own map, or items, have the word; employers before what else has it at the top of a file. */
function holderOf(word: string, field: z.ZodType): KeyMeant | undefined {
  const keys = Object.entries(keysOf(field) ?? {});
  const holders = keys.filter(([, inner]) => {
    const info = infoIfAny(inner);
    const map = info?.kind === 'items' ? info.inside! : inner;
    return infoIfAny(map)?.kind === 'map' && Object.hasOwn(keysOf(map) ?? {}, word);
  });
  if (word === 'source' || word === 'why' || word === 'off') return undefined;
  const isTop = keysOf(field) === keysOf(SCENARIO);
  const [key, inner] = holders.find(([key]) => isTop && key === 'employers') ?? holders[0] ?? [];
  return key === undefined ? undefined : { inside: key, isList: infoOf(inner!).kind === 'items' };
}
