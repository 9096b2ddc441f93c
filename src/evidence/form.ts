import * as z from 'zod';
import { monthMeant } from '../scenario/dates.ts';
import type { Mistakes } from '../scenario/mistakes.ts';
import { didYouMean, nearestWord, oneOf } from '../scenario/nearest.ts';
import { quoted } from '../scenario/scenario-error.ts';
import { nodeAt } from '../scenario/shape.ts';
import { described, type Node, pathText, plain, type Segment } from '../scenario/tree.ts';
import { numberMeant } from '../scenario/units.ts';
import { readYaml } from '../scenario/yaml.ts';

/** Pieces of which the forms of facts and priors are made, and how a file is held against its form. */

export interface EvidenceFile {
  /** Shown in messages; its last part is the file's name. */
  readonly path: string;
  readonly text: string;
}

/** A file that has the form. */
export interface ReadFile<T> {
  readonly content: T;
  readonly root: Node;
  readonly path: string;
}

/** Kinds of values that files of evidence are made of, each with what a mistake says it should be. */
export const text = z.string({ error: 'text' }).min(1, { error: 'text' });
export const number = z.number({ error: 'a number' });
export const positive = z.number({ error: 'a number above 0' }).positive({ error: 'a number above 0' });
export const shareOfRuns = z
  .number({ error: 'a share of runs, 0 to 1' })
  .min(0, { error: 'a share of runs, 0 to 1' })
  .max(1, { error: 'a share of runs, 0 to 1' });
export const flag = z.boolean({ error: 'true or false' });

const MONTH = 'a month, YYYY-MM';
/** `2019-01:2022-11`. */
export const PERIOD = 'a period, YYYY-MM:YYYY-MM';
export const month = z.string({ error: MONTH }).regex(/^\d{4}-(0[1-9]|1[0-2])$/, { error: MONTH });

/** A map of these keys and no others. */
export const map = <S extends z.core.$ZodLooseShape>(shape: S) =>
  z.strictObject(shape, { error: `a map with ${oneOf(Object.keys(shape), 8)}` });

/** One of some words. */
export const words = <const W extends readonly [string, ...string[]]>(allowed: W) =>
  z.enum(allowed, { error: oneOf(allowed) });

export const period = map({ from: month, to: month });

export const HOW_SURE = ['read', 'article', 'carried over', 'derived'] as const;
export const howSure = words(HOW_SURE);

/** What a file says, or null after adding everything that is wrong in it. @param told where its form is told, as a sentence. */
export function readForm<T>(
  form: z.ZodType<T>,
  file: EvidenceFile,
  mistakes: Mistakes,
  told = 'evidence/README.md tells the form',
): ReadFile<T> | null {
  const root = readYaml(file.path, file.text, mistakes);
  if (root === null) return null;
  const read = form.safeParse(plain(root));
  if (read.success) return { content: read.data, root, path: file.path };
  const { issues } = read.error;
  if (isOfAnotherForm(form, root)) {
    const expected = `a map with ${oneOf(keysOf(form), 8)}`;
    mistakes.add(root.place, '', `${described(root)}`, expected, `name another file; ${told}`);
    return null;
  }
  const meant = issues.flatMap((issue) => keysMeant(form, root, issue));
  for (const issue of issues) {
    const isThereMisspelt =
      meant.includes(issue.path.join('.')) && nodeAt(root, issue.path as Segment[]) === undefined;
    if (!isThereMisspelt) report(form, root, issue, mistakes, told);
  }
  return null;
}

/** A file that has nothing of its form but keys of others, such as a scenario, is told as one mistake. */
function isOfAnotherForm(form: z.ZodType, root: Node): boolean {
  const known = keysOf(form);
  if (root.type !== 'map' || known.length === 0 || root.entries.size < 2) return false;
  const keys = [...root.entries.keys()];
  const near = keys.filter((key) => nearestWord(key, known) !== undefined);
  return keys.every((key) => !known.includes(key)) && near.length < keys.length / 2;
}

/** Paths of the keys that misspelt ones most likely mean. */
function keysMeant(form: z.ZodType, root: Node, issue: z.core.$ZodIssue): string[] {
  if (issue.code !== 'unrecognized_keys') return [];
  const path = issue.path as Segment[];
  const known = keysOf(schemaAt(form, root, path));
  return issue.keys.flatMap((key) => {
    const near = nearestWord(key, known);
    return near === undefined ? [] : [[...path, near].join('.')];
  });
}

/** Adds a mistake at a path of a file; the nearest part that exists gives the place. */
export function addMistake(
  { root }: { root: Node },
  path: readonly Segment[],
  told: { found: string; expected: string; remedy: string },
  mistakes: Mistakes,
): void {
  mistakes.add(placeOf(root, path), pathText(root, path), told.found, told.expected, told.remedy);
}

function placeOf(root: Node, path: readonly Segment[]) {
  for (let depth = path.length; depth > 0; depth--) {
    const node = nodeAt(root, path.slice(0, depth));
    if (node !== undefined) return node.place;
  }
  return root.place;
}

function report(
  form: z.ZodType,
  root: Node,
  issue: z.core.$ZodIssue,
  mistakes: Mistakes,
  told: string,
): void {
  const path = issue.path as Segment[];
  const node = nodeAt(root, path);
  const inside = schemaAt(form, root, path);
  if (issue.code === 'unrecognized_keys' && node?.type === 'map') {
    const known = keysOf(inside);
    for (const key of issue.keys) {
      const expected = `one of the keys ${oneOf(known)}`;
      const remedy = didYouMean(key, known, `remove it; ${told}`);
      mistakes.add(
        node.entries.get(key)!.keyPlace,
        pathText(root, [...path, key]),
        `the key ${quoted(key)}`,
        expected,
        remedy,
      );
    }
    return;
  }
  const parent = schemaAt(form, root, path.slice(0, -1));
  const isDiscriminator =
    parent instanceof z.ZodDiscriminatedUnion && parent.def.discriminator === path.at(-1);
  const allowed = isDiscriminator
    ? namesOf(parent)
    : inside instanceof z.ZodEnum
      ? inside.options.map(String)
      : [];
  const expected = isDiscriminator ? oneOf(allowed) : issue.message;
  const remedy =
    node === undefined
      ? `add \`${String(path.at(-1) ?? '')}: …\``
      : didYouMean(
          node.type === 'scalar' ? String(node.value) : '',
          allowed,
          `write ${valueMeant(node, issue, path) ?? expected}`,
        );
  addMistake({ root }, path, { found: described(node), expected, remedy }, mistakes);
}

/** What somebody most likely meant who wrote a value as people do; undefined where nothing is clear. */
function valueMeant(node: Node, issue: z.core.$ZodIssue, path: readonly Segment[]): string | undefined {
  if (node.type !== 'scalar' || node.value === null) return undefined;
  const { text } = node;
  const expected = issue.message;
  if (expected === MONTH) return monthMeant(text, ['to', 'until', 'end'].includes(String(path.at(-1))));
  if (expected === PERIOD) {
    const ends = text.split(/\s*(?:\bto\b|\bbis\b|–|\.\.|:|,|\s-\s)\s*/);
    const [from, to] = [monthMeant(ends[0] ?? ''), monthMeant(ends[1] ?? '', true)];
    return ends.length === 2 && from && to ? `${from}:${to}` : undefined;
  }
  if (expected === 'true or false')
    return /^(yes|on|y)$/i.test(text) ? 'true' : /^(no|off|n)$/i.test(text) ? 'false' : undefined;
  if (issue.code === 'invalid_type' && issue.expected === 'array') return `[${text}]`;
  if (issue.code === 'invalid_type' && issue.expected === 'number') {
    const [digits, unit] = numberMeant(text)?.split(' ') ?? [];
    if (unit !== '%') return digits;
    return `${digits}, or ${Number((Number(digits) / 100).toPrecision(12))} where the unit is a share or a ratio`;
  }
  if (expected === 'text' && typeof node.value === 'number') return `"${text}", in quotes`;
  return undefined;
}

/** What the form says stands at a path of a file; undefined where it says nothing. */
function schemaAt(form: z.ZodType, root: Node, path: readonly Segment[]): z.ZodType | undefined {
  let schema: z.ZodType | undefined = form;
  for (const [depth, segment] of path.entries()) {
    const here = unwrapped(schema, nodeAt(root, path.slice(0, depth)));
    if (here instanceof z.ZodArray) schema = here.element as z.ZodType;
    else if (here instanceof z.ZodObject) schema = here.shape[segment] as z.ZodType | undefined;
    else return undefined;
  }
  return unwrapped(schema, nodeAt(root, path));
}

function unwrapped(schema: z.ZodType | undefined, node: Node | undefined): z.ZodType | undefined {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNonOptional)
    return unwrapped(schema.unwrap() as z.ZodType, node);
  if (schema instanceof z.ZodLazy) return unwrapped(schema.unwrap() as z.ZodType, node);
  if (!(schema instanceof z.ZodDiscriminatedUnion)) return schema;
  const said = node && nodeAt(node, [schema.def.discriminator]);
  const name = said?.type === 'scalar' ? String(said.value) : '';
  const option = schema.options.find((one) => namesOf(schema, one as z.ZodObject).includes(name));
  return (option as z.ZodType | undefined) ?? schema;
}

const keysOf = (schema: z.ZodType | undefined): string[] =>
  schema instanceof z.ZodObject ? Object.keys(schema.shape) : [];

/** The words that tell the forms of a union apart: of one form, or of all. */
function namesOf(union: z.ZodDiscriminatedUnion, only?: z.ZodObject): string[] {
  return (only ? [only] : (union.options as z.ZodObject[])).flatMap((option) => {
    const name = option.shape[union.def.discriminator];
    if (name instanceof z.ZodLiteral) return [...name.values].map(String);
    return name instanceof z.ZodEnum ? name.options.map(String) : [];
  });
}
