import type * as z from 'zod';
import { infoIfAny, keysOf } from './fields.ts';
import { declarationInside, distributionKind } from './navigation.ts';
import { FORMS_OF_EFFECT, OPERATIONS, SCENARIO } from './schema.ts';
import {
  child,
  type Entry,
  idOf,
  isOff,
  type ListNode,
  type MapNode,
  type Node,
  type ScalarNode,
} from './tree.ts';
import { splitUnit } from './units.ts';

/** A parent's scenario with what a child says on top. Neither tree is changed. */
export function mergeScenarios(parent: Node, changes: Node): Node {
  return merged(SCENARIO, parent, changes);
}

/** One value with what another says on top. */
export function merged(field: z.ZodType | undefined, base: Node, over: Node): Node {
  if (field === undefined || over.type === 'scalar') return over;
  const kind = infoIfAny(field)?.kind;
  // A list that could not be read is told once: its parent's stands in, so that nobody who names an item of it is blamed.
  if (over.type === 'broken') return kind === 'items' && base.type === 'list' ? base : over;
  if (over.type === 'list')
    return kind === 'items' && base.type === 'list' ? mergedItems(field, base, over) : over;
  if (kind === 'number' || kind === 'distribution') return mergedNumber(field, base, over);
  if (base.type !== 'map') return over;
  if (isOff(base) && child(over, 'off') === undefined) return over; // what was removed begins anew
  return mergedMaps(field, withoutReplaced(field, base, over), over);
}

function mergedMaps(field: z.ZodType, base: MapNode, over: MapNode): MapNode {
  const entries = new Map<string, Entry>(base.entries);
  for (const [key, entry] of over.entries) {
    const before = base.entries.get(key);
    const inside = declarationInside(field, key, over);
    entries.set(
      key,
      before === undefined ? entry : { ...entry, node: merged(inside, before.node, entry.node) },
    );
  }
  return { type: 'map', entries, place: over.place };
}

/** Items with the same id merge in the parent's order; new ones follow. */
function mergedItems(field: z.ZodType, base: ListNode, over: ListNode): ListNode {
  const inside = declarationInside(field, 0, over);
  const changes = new Map<string, Node>();
  const unnamed: Node[] = [];
  for (const item of over.items) {
    const id = idOf(item);
    if (id === undefined) unnamed.push(item);
    else changes.set(id, item);
  }
  const items = base.items.map((item) => {
    const id = idOf(item);
    const change = id === undefined ? undefined : changes.get(id);
    if (id !== undefined) changes.delete(id);
    return change === undefined ? item : merged(inside, item, change);
  });
  return { type: 'list', items: [...items, ...changes.values(), ...unnamed], place: over.place };
}

/**
 * A changed number loses all that was said about the old one. A map that gives no number, `{ source: … }`, adds to what
 * is there; one that gives a parameter of a distribution changes that parameter.
 */
function mergedNumber(field: z.ZodType, base: Node, over: MapNode): Node {
  if (over.entries.has('value') || over.entries.has('unit')) return over;
  const onlyNotes = [...over.entries.keys()].every((key) =>
    ['source', 'why', 'kind', 'range', 'fact'].includes(key),
  );
  if (base.type === 'scalar') {
    return onlyNotes && over.entries.size > 0 ? withNotes(base, over) : over;
  }
  if (base.type !== 'map') return over;
  const kind = distributionKind(over);
  if (kind !== undefined && kind !== distributionKind(base)) return over;
  if (base.entries.has('value') && !onlyNotes) return over;
  return mergedMaps(field, base, over);
}

/** A number as it stands, `200000 USD/year`, in full, with what a child says about it. */
function withNotes(base: ScalarNode, notes: MapNode): MapNode {
  const split = typeof base.value === 'string' ? splitUnit(base.value) : undefined;
  const part = (value: string | number): Entry => ({
    keyPlace: base.place,
    node: { ...base, value, text: String(value) },
  });
  const number: [string, Entry][] =
    split === undefined
      ? [['value', { keyPlace: base.place, node: base }]]
      : [
          ['value', part(split.value)],
          ['unit', part(split.unit)],
        ];
  return { type: 'map', entries: new Map([...number, ...notes.entries]), place: notes.place };
}

/** Keys of which only one can hold: a child's takes the place of its parent's. */
const ALTERNATIVES = [OPERATIONS, FORMS_OF_EFFECT, ['values', 'file']] as const;

export function withoutReplaced(field: z.ZodType, base: MapNode, over: MapNode): MapNode {
  const entries = new Map(base.entries);
  const declared = keysOf(field) ?? {};
  for (const alternatives of ALTERNATIVES) {
    if (!alternatives.every((key) => key in declared)) continue;
    if (!alternatives.some((key) => over.entries.has(key))) continue;
    for (const key of alternatives) if (!over.entries.has(key)) entries.delete(key);
  }
  if ('values' in declared && over.entries.has('values'))
    for (const key of ['column', 'time']) entries.delete(key);
  return { ...base, entries };
}

/** The scenario without what `off: true` removed, and the paths that were: `employers.rich`, `founding`. */
export function withoutRemoved(root: Node): { root: Node; removed: Set<string> } {
  const removed = new Set<string>();
  if (root.type !== 'map') return { root, removed };
  return { root: kept(root, '', removed) ?? root, removed };
}

/** The node itself where nothing inside is removed. */
function kept(node: Node, path: string, removed: Set<string>): Node | undefined {
  if (node.type === 'list') {
    const items = node.items.flatMap((item) => {
      const id = idOf(item);
      return kept(item, id === undefined ? path : `${path}.${id}`, removed) ?? [];
    });
    const isWhole = items.length === node.items.length && items.every((item, at) => item === node.items[at]);
    return isWhole ? node : { ...node, items };
  }
  if (node.type !== 'map') return node;
  if (isOff(node)) {
    removed.add(path);
    return undefined;
  }
  let entries: Map<string, Entry> | null = null;
  for (const [key, entry] of node.entries) {
    const inside = kept(entry.node, path === '' ? key : `${path}.${key}`, removed);
    if (inside === entry.node) continue;
    entries ??= new Map(node.entries);
    if (inside === undefined) entries.delete(key);
    else entries.set(key, { ...entry, node: inside });
  }
  return entries === null ? node : { ...node, entries };
}
