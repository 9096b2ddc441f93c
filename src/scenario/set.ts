import type * as z from 'zod';
import { refuseEmptied } from './emptied.ts';
import { infoIfAny } from './fields.ts';
import { merged, withoutReplaced } from './merge.ts';
import { Mistakes } from './mistakes.ts';
import { declarationInside, keysInside } from './navigation.ts';
import { asMeant, didYouMean, oneOf } from './nearest.ts';
import { type Place, quoted } from './scenario-error.ts';
import { SCENARIO } from './schema.ts';
import { checkShape } from './shape.ts';
import {
  emptyMap,
  idOf,
  itemsOf,
  joined,
  type ListNode,
  type MapNode,
  type Node,
  pathOfItem,
} from './tree.ts';
import { readYaml } from './yaml.ts';

/** Applies `path=value` settings in their order, with the checks and messages of a file. */
export function applySettings(root: Node, settings: readonly string[], mistakes: Mistakes): Node {
  let changed = root;
  for (const setting of settings) changed = applySetting(changed, setting, mistakes);
  return withCheckedChanges(root, changed, mistakes);
}

/** Files are checked when they are read, so that only what settings changed is left to check. */
function withCheckedChanges(root: Node, changed: Node, mistakes: Mistakes): Node {
  if (changed === root || root.type !== 'map' || changed.type !== 'map') return changed;
  const touched = [...changed.entries].filter(([key, { node }]) => root.entries.get(key)?.node !== node);
  const checked = checkShape({ ...changed, entries: new Map(touched) }, mistakes) as MapNode;
  const entries = new Map(changed.entries);
  for (const [key, entry] of checked.entries) entries.set(key, entry);
  return { ...changed, entries };
}

function applySetting(root: Node, setting: string, mistakes: Mistakes): Node {
  const place: Place = { set: setting };
  const at = setting.indexOf('=');
  const path = (at < 0 ? setting : setting.slice(0, at)).trim();
  if (at < 0 || path === '') {
    const [, meant, value] = /^([a-z][\w.[\]-]{0,200})\s*[: ]\s*([^\s:].{0,60})$/i.exec(setting) ?? [];
    const remedy =
      meant === undefined ? 'write for example --set people.count=1000' : `write --set ${meant}=${value}`;
    mistakes.add(place, path, quoted(setting), 'path=value', remedy);
    return root;
  }
  const segments = path.replace(/\[(\d{1,6})\]/g, '.$1').split('.');
  if (segments[0] === 'extends') {
    mistakes.add(
      place,
      path,
      quoted('extends'),
      'a value of the scenario',
      'name the other scenario’s file instead',
    );
    return root;
  }
  const setter = new Setter(root, place, setting.slice(at + 1), mistakes);
  return setter.set(SCENARIO, root, segments, '') ?? root;
}

/** Rebuilds the tree along one path; undefined after a mistake. */
class Setter {
  readonly #scenario: Node;
  readonly #place: Place;
  readonly #text: string;
  readonly #mistakes: Mistakes;

  constructor(scenario: Node, place: Place, text: string, mistakes: Mistakes) {
    this.#scenario = scenario;
    this.#place = place;
    this.#text = text;
    this.#mistakes = mistakes;
  }

  set(field: z.ZodType, node: Node | undefined, segments: readonly string[], path: string): Node | undefined {
    const [segment, ...rest] = segments;
    if (segment === undefined) {
      const value = this.#value(field, path);
      if (value?.type === 'list' && infoIfAny(field)?.kind === 'items')
        refuseEmptied(value, node, path, this.#mistakes);
      return value && (node === undefined ? value : merged(field, node, value));
    }
    const kind = infoIfAny(field)?.kind;
    if (kind === 'items') return this.#inItem(field, node, segment, rest, path);
    if (kind === 'list') return this.#inList(field, node, segment, rest, path);
    return this.#inMap(field, node, segment, rest, path);
  }

  #inItem(
    field: z.ZodType,
    node: Node | undefined,
    id: string,
    rest: string[],
    path: string,
  ): Node | undefined {
    const items = itemsOf(node);
    const at = items.findIndex((item) => idOf(item) === id);
    if (at < 0)
      return this.#unknown(
        id,
        joined(path, id),
        items.flatMap((item) => idOf(item) ?? []),
        'ids',
      );
    return this.#replaced(field, node as ListNode, at, rest, joined(path, id));
  }

  #inList(
    field: z.ZodType,
    node: Node | undefined,
    position: string,
    rest: string[],
    path: string,
  ): Node | undefined {
    const items = itemsOf(node);
    const at = /^\d{1,6}$/.test(position) ? Number(position) : -1;
    if (at < 0 || at >= items.length) {
      return this.#unknown(position, joined(path, position), Object.keys(items), 'positions');
    }
    return this.#replaced(field, node as ListNode, at, rest, `${path}[${at}]`);
  }

  #replaced(field: z.ZodType, list: ListNode, at: number, rest: string[], path: string): Node | undefined {
    const item = this.set(declarationInside(field, at, list)!, list.items[at], rest, path);
    return item && { ...list, items: list.items.with(at, item) };
  }

  #inMap(
    field: z.ZodType,
    node: Node | undefined,
    key: string,
    rest: string[],
    path: string,
  ): Node | undefined {
    const inside = key === '__proto__' ? undefined : declarationInside(field, key, node);
    if (inside === undefined) return this.#unknown(key, joined(path, key), keysInside(field, node), 'keys');
    const kind = infoIfAny(field)?.kind;
    const isNumber = kind === 'number' || kind === 'distribution';
    const before = node?.type === 'map' ? node.entries.get(key)?.node : undefined;
    const value = this.set(inside, isNumber ? undefined : before, rest, joined(path, key));
    if (value === undefined) return undefined;
    const change: MapNode = emptyMap(this.#place);
    change.entries.set(key, { keyPlace: this.#place, node: value });
    if (isNumber) return node === undefined ? change : merged(field, node, change);
    if (node?.type !== 'map') return change;
    const entries = new Map(withoutReplaced(field, node, change).entries).set(key, change.entries.get(key)!);
    return { ...node, entries };
  }

  #unknown(found: string, path: string, known: readonly string[], what: string): undefined {
    const elsewhere = what === 'ids' ? pathOfItem(this.#scenario, found) : undefined;
    const remedy =
      asMeant(elsewhere) ?? didYouMean(found, known, 'see `talentflow show` for the paths there are');
    this.#mistakes.add(this.#place, path, quoted(found), `one of the ${what} ${oneOf(known)}`, remedy);
  }

  /** Texts are taken as they stand; everything else is read as YAML. */
  #value(field: z.ZodType, path: string): Node | undefined {
    const info = infoIfAny(field);
    const kind = info?.kind;
    const place = this.#place;
    const isMap = info?.orMap !== undefined && this.#text.trim().startsWith('{');
    if (
      this.#text.trim() !== '' &&
      !isMap &&
      (kind === undefined || ['text', 'seed', 'id', 'month', 'choice'].includes(kind))
    ) {
      const isText = kind !== undefined || !/^[\s[]|^-?[\d.]/.test(this.#text);
      if (isText) return { type: 'scalar', value: this.#text, text: this.#text, place, cover: null };
    }
    const own = new Mistakes();
    const tree = readYaml('--set', this.#text, own);
    for (const { found, expected, remedy } of own.list)
      this.#mistakes.add(place, path, found, expected, remedy);
    return tree === null || own.list.length > 0 ? undefined : placedAt(tree, place);
  }
}

function placedAt(node: Node, place: Place): Node {
  if (node.type === 'list') return { ...node, place, items: node.items.map((item) => placedAt(item, place)) };
  if (node.type !== 'map') return { ...node, place };
  const entries = [...node.entries].map(
    ([key, { node }]) => [key, { keyPlace: place, node: placedAt(node, place) }] as const,
  );
  return { ...node, place, entries: new Map(entries) };
}
