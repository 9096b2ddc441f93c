import { type Document, isMap, isSeq, parseDocument, type YAMLMap, type YAMLSeq } from 'yaml';
import type { Lever } from './levers.ts';

/** One step down a file: a key of a map, or the item of a list that has an id. */
type Step = { key: string } | { id: string };

/**
 * The text of a scenario with a lever's value written into it; comments and all else stay as they are.
 * @param value in the lever's unit, or null to take the lever out again.
 * @returns null when the text is no sound YAML map: then only its author can put it right.
 */
export function withLever(text: string, lever: Lever, value: number | null): string | null {
  const document = parseDocument(text, { uniqueKeys: false });
  if (document.errors.length > 0) return null;
  if (document.contents === null) document.contents = document.createNode({}) as never;
  if (!isMap(document.contents)) return null;
  const steps = stepsOf(lever.at);
  if (value === null) remove(document.contents, steps);
  else write(document, document.contents, steps, writtenValue(lever, value));
  return document.toString({ lineWidth: 0 });
}

function stepsOf(at: string): Step[] {
  return [...at.matchAll(/\[([^\]]+)\]|[^.[\]]+/g)].map(([key, id]) => (id === undefined ? { key } : { id }));
}

function writtenValue({ times, value: template }: Lever, value: number): unknown {
  const number = Number((value / times).toPrecision(10));
  if (template === undefined) return number;
  return template.map((item) =>
    Object.fromEntries(Object.entries(item).map(([key, said]) => [key, said === '$' ? number : said])),
  );
}

/** Goes down the steps, making what is not there, and sets the last. */
function write(document: Document, from: YAMLMap, steps: readonly Step[], value: unknown): void {
  let at: YAMLMap | YAMLSeq = from;
  for (const [depth, step] of steps.entries()) {
    const next = steps[depth + 1];
    if ('id' in step) {
      at = itemOf(at as YAMLSeq, step.id) ?? added(document, at as YAMLSeq, step.id);
    } else if (next === undefined) {
      (at as YAMLMap).set(step.key, flow(document, value));
    } else {
      const inside: unknown = (at as YAMLMap).get(step.key, true);
      const fits = 'id' in next ? isSeq(inside) : isMap(inside);
      if (!fits) (at as YAMLMap).set(step.key, document.createNode('id' in next ? [] : {}));
      at = (at as YAMLMap).get(step.key, true) as unknown as YAMLMap | YAMLSeq;
    }
  }
}

function flow(document: Document, value: unknown): unknown {
  const node = document.createNode(value);
  if (isSeq(node)) for (const item of node.items) if (isMap(item)) item.flow = true;
  return node;
}

function itemOf(list: YAMLSeq, id: string): YAMLMap | undefined {
  return list.items.find((item): item is YAMLMap => isMap(item) && item.get('id') === id);
}

function added(document: Document, list: YAMLSeq, id: string): YAMLMap {
  const item = document.createNode({ id }) as YAMLMap;
  list.items.push(item);
  return item;
}

/** Takes the value out, and what holds nothing then but an id. */
function remove(at: YAMLMap | YAMLSeq, steps: readonly Step[]): void {
  const [step, ...rest] = steps;
  if (step === undefined) return;
  if ('key' in step && rest.length === 0) {
    (at as YAMLMap).delete(step.key);
    return;
  }
  const inside: unknown = 'id' in step ? itemOf(at as YAMLSeq, step.id) : (at as YAMLMap).get(step.key, true);
  if (!isMap(inside) && !isSeq(inside)) return;
  remove(inside, rest);
  const isEmpty = inside.items.length === 0 || ('id' in step && inside.items.length === 1);
  if (!isEmpty) return;
  if ('key' in step) (at as YAMLMap).delete(step.key);
  else at.items.splice(at.items.indexOf(inside as never), 1);
}
