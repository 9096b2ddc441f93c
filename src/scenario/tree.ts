import { type Place, quoted, shortened } from './scenario-error.ts';

/**
 * A scenario's text as a tree in which every value keeps its place, so that after any merging a value can still say
 * where it was written. Maps are `Map`s: a key such as `__proto__` is only a text here.
 */
export type Node = ScalarNode | MapNode | ListNode | BrokenNode;

export interface ScalarNode {
  type: 'scalar';
  value: string | number | boolean | null;
  /** As written, so that `seed: 007` stays 007. */
  text: string;
  place: Place;
  cover: Cover | null;
}
export interface MapNode {
  type: 'map';
  entries: Map<string, Entry>;
  place: Place;
}
export interface Entry {
  keyPlace: Place;
  node: Node;
}
export interface ListNode {
  type: 'list';
  items: Node[];
  place: Place;
}
/** Stands for a value with a mistake already reported, so that no rule reports it again or calls it missing. */
export interface BrokenNode {
  type: 'broken';
  place: Place;
}

/** The `source` or `why` of the nearest map around a number in the same file. */
export interface Cover {
  source: string | null;
  why: string | null;
}

/** What a map has at a key; undefined where it has nothing, and of what is no map. */
export function child(node: Node | undefined, key: string): Node | undefined {
  return node?.type === 'map' ? node.entries.get(key)?.node : undefined;
}

export function textOf(node: Node | undefined): string | undefined {
  return node?.type === 'scalar' && typeof node.value === 'string' ? node.value : undefined;
}

export function isOff(node: Node | undefined): boolean {
  const off = child(node, 'off');
  return off?.type === 'scalar' && off.value === true;
}

/** The items of a list; none of what is no list. */
export function itemsOf(node: Node | undefined): Node[] {
  return node?.type === 'list' ? node.items : [];
}

/** The text of an item's id, also one that is not a valid id, so that references to it are not called unknown. */
export function idOf(node: Node | undefined): string | undefined {
  const id = child(node, 'id');
  return id?.type === 'scalar' && id.value !== null ? id.text : undefined;
}

/** The path of the first item that has this id in a list of the scenario, such as `sectors.giants`. */
export function pathOfItem(scenario: Node | undefined, id: string): string | undefined {
  if (scenario?.type !== 'map') return undefined;
  for (const [list, { node }] of scenario.entries)
    if (itemsOf(node).some((item) => idOf(item) === id)) return joined(list, id);
  return undefined;
}

export function emptyMap(place: Place): MapNode {
  return { type: 'map', entries: new Map(), place };
}

/** How a value is shown after `found`. */
export function described(node: Node | undefined): string {
  if (node === undefined) return 'nothing';
  if (node.type === 'broken') return 'a value that could not be read';
  if (node.type === 'list')
    return node.items.length === 0 ? 'an empty list' : `a list of ${node.items.length}`;
  if (node.type === 'map') {
    const keys = [...node.entries.keys()];
    return keys.length === 0
      ? 'an empty map'
      : `a map of ${keys.slice(0, 4).join(', ')}${keys.length > 4 ? ', …' : ''}`;
  }
  if (node.value === null) return 'null (an empty value)';
  return typeof node.value === 'string' ? quoted(node.value) : shortened(node.text);
}

/** Plain values, as the shape schema checks them. Objects have no prototype, so no key is special. */
export function plain(node: Node): unknown {
  if (node.type === 'scalar') return node.value;
  if (node.type === 'list') return node.items.map(plain);
  if (node.type === 'broken') return undefined;
  const object = Object.create(null) as Record<string, unknown>;
  for (const [key, entry] of node.entries) object[key] = plain(entry.node);
  return object;
}

export type Segment = string | number;

/** `employers.rich.pay`: items of a list by their id, by [position from 0] when they have none. */
export function pathText(root: Node | undefined, segments: readonly Segment[]): string {
  let path = '';
  let node = root;
  for (const segment of segments) {
    if (typeof segment === 'number') {
      node = itemsOf(node)[segment];
      const id = idOf(node);
      path = id === undefined ? `${path}[${segment}]` : joined(path, id);
    } else {
      node = child(node, segment);
      path = joined(path, segment);
    }
  }
  return path;
}

export function joined(path: string, key: string): string {
  return path === '' ? key : `${path}.${key}`;
}
