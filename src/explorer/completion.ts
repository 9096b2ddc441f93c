/** JSON Schema as `talentflow schema` prints it, as far as completion reads it. */
export interface SchemaNode {
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, SchemaNode>>;
  readonly type?: string;
  readonly description?: string;
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly additionalProperties?: SchemaNode | boolean;
  readonly items?: SchemaNode;
  readonly anyOf?: readonly SchemaNode[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
}

export interface Suggestion {
  readonly label: string;
  readonly about: string;
}

/** A step from a scenario's root: a key, or null for an item of a list. */
export type Path = readonly (string | null)[];

/** Keys that may stand at a place. */
export function keysAt(schema: object, path: Path): Suggestion[] {
  const root = schema as SchemaNode;
  const keys = nodesAt(root, path).flatMap(({ properties = {} }) => Object.entries(properties));
  const known = new Map(keys.map(([label, node]) => [label, node.description ?? '']));
  return [...known].map(([label, about]) => ({ label, about }));
}

/** Words that the value at a place may be. */
export function wordsAt(schema: object, path: Path): Suggestion[] {
  const root = schema as SchemaNode;
  const nodes = nodesAt(root, path);
  const words = nodes.flatMap((node) => [
    ...(node.enum ?? []),
    ...(node.const === undefined ? [] : [node.const]),
  ]);
  return [...new Set(words.map(String))].map((label) => ({ label, about: '' }));
}

/** Every form that the schema allows at a place. */
function nodesAt(root: SchemaNode, path: Path): SchemaNode[] {
  let nodes = forms(root, root);
  for (const step of path) {
    nodes = nodes.flatMap((node) => {
      const inside = step === null ? node.items : insideOf(node, step);
      return inside === undefined ? [] : forms(root, inside);
    });
  }
  return nodes;
}

function insideOf({ properties, additionalProperties }: SchemaNode, key: string): SchemaNode | undefined {
  if (properties !== undefined && Object.hasOwn(properties, key)) return properties[key];
  return typeof additionalProperties === 'object' ? additionalProperties : undefined;
}

/** A node with its alternatives, references followed. */
function forms(root: SchemaNode, node: SchemaNode): SchemaNode[] {
  if (node.$ref !== undefined) {
    const name = node.$ref.replace('#/$defs/', '');
    const defined = root.$defs?.[name];
    return defined === undefined ? [] : forms(root, defined);
  }
  return [node, ...(node.anyOf ?? []).flatMap((one) => forms(root, one))];
}
