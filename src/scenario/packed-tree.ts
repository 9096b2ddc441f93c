import type { Place } from './scenario-error.ts';
import type { Cover, Entry, Node } from './tree.ts';

/**
 * A file's tree as JSON, to be read again in a fraction of the time that its YAML takes: places are line and column of the one file, and
 * covers, of which many values have the same, stand in a list.
 */
export interface PackedTree {
  readonly file: string;
  readonly covers: readonly Cover[];
  readonly root: PackedNode;
}

type PackedNode = PackedScalar | PackedMap | PackedList;
type At = readonly [line: number, column: number];
interface PackedScalar {
  readonly at: At;
  readonly value: string | number | boolean | null;
  /** Where it is not the value in letters. */
  readonly text?: string;
  /** Position in `covers`. */
  readonly cover?: number;
}
interface PackedMap {
  readonly at: At;
  readonly entries: readonly (readonly [key: string, at: At, node: PackedNode])[];
}
interface PackedList {
  readonly at: At;
  readonly items: readonly PackedNode[];
}

/** @throws Error for a tree with a mistake in it, or made of more than one file. */
export function packed(tree: Node, file: string): PackedTree {
  const covers = new Map<string, { at: number; cover: Cover }>();
  const at = (place: Place): At => {
    if (!('file' in place) || place.file !== file) throw new Error(`${file} has a value from elsewhere`);
    return [place.line, place.column];
  };
  const numberOf = (cover: Cover): number => {
    const key = JSON.stringify([cover.source, cover.why]);
    const known = covers.get(key) ?? { at: covers.size, cover };
    covers.set(key, known);
    return known.at;
  };
  const pack = (node: Node): PackedNode => {
    const place = at(node.place);
    if (node.type === 'map') {
      const entries = [...node.entries].map(
        ([key, { keyPlace, node }]) => [key, at(keyPlace), pack(node)] as const,
      );
      return { at: place, entries };
    }
    if (node.type === 'list') return { at: place, items: node.items.map(pack) };
    if (node.type === 'broken') throw new Error(`${file} has a mistake`);
    const { value, text, cover } = node;
    return {
      at: place,
      value,
      ...(text === String(value) ? {} : { text }),
      ...(cover === null ? {} : { cover: numberOf(cover) }),
    };
  };
  const root = pack(tree);
  return { file, covers: [...covers.values()].map(({ cover }) => cover), root };
}

/** The tree that `packed` was given. */
export function unpacked({ file, covers, root }: PackedTree): Node {
  const placeOf = ([line, column]: At): Place => ({ file, line, column });
  const unpack = (node: PackedNode): Node => {
    const place = placeOf(node.at);
    if ('items' in node) return { type: 'list', items: node.items.map(unpack), place };
    if ('entries' in node) {
      const entries = new Map<string, Entry>();
      for (const [key, at, inside] of node.entries)
        entries.set(key, { keyPlace: placeOf(at), node: unpack(inside) });
      return { type: 'map', entries, place };
    }
    const { value, text, cover } = node;
    return {
      type: 'scalar',
      value,
      text: text ?? String(value),
      place,
      cover: cover === undefined ? null : covers[cover]!,
    };
  };
  return unpack(root);
}
