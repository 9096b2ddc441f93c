import type * as z from 'zod';
import { monthMeant, monthOfYearMeant } from './dates.ts';
import {
  boundRemedy,
  DISTRIBUTION_NAMES,
  DISTRIBUTIONS,
  distributionMap,
  type FieldInfo,
  infoIfAny,
  infoOf,
  KINDS_OF_NUMBER,
} from './fields.ts';
import { keyMeant, keySpelt } from './keys-meant.ts';
import type { Mistakes } from './mistakes.ts';
import { declarationInside, distributionKind, keysInside } from './navigation.ts';
import { didYouMean, nearestWord, oneOf } from './nearest.ts';
import { quoted } from './scenario-error.ts';
import { SCENARIO } from './schema.ts';
import { child, described, joined, type MapNode, type Node, pathText, plain, type Segment } from './tree.ts';
import { meantInUnit, numberMeant, splitUnit, UNITS } from './units.ts';

type Issue = z.core.$ZodIssue;

/**
 * Checks what one file says against the vocabulary. Each mistake is added with its place; what is wrong is replaced
 * by a broken node in the tree, so that the rules on the merged scenario can be tried on the rest.
 */
export function checkShape(root: Node, mistakes: Mistakes): Node {
  const checked = checkedAfterRenaming(root, mistakes);
  if (checked.success) return root;
  const issues = checked.error.issues.flatMap((issue) => withoutUnions(issue, root));
  for (const issue of issues) report(issue, root, mistakes);
  if (issues.some(({ path }) => path.length === 0 && root.type !== 'map'))
    return { type: 'broken', place: root.place };
  for (const issue of issues) breakAt(issue, root);
  return root;
}

/** Keys that are spelt otherwise are told, and read on as they are meant: what is wrong below them is told at once, and nothing that they give is missed. */
function checkedAfterRenaming(root: Node, mistakes: Mistakes) {
  for (;;) {
    const checked = SCENARIO.safeParse(plain(root));
    const renamed = (checked.error?.issues ?? []).flatMap((issue) => renamedBy(issue, root, mistakes));
    if (renamed.length === 0) return checked;
  }
}

function renamedBy(issue: Issue, root: Node, mistakes: Mistakes): string[] {
  const path = issue.path as Segment[];
  const map = nodeAt(root, path);
  const field = declarationAt(root, path);
  if (issue.code !== 'unrecognized_keys' || map?.type !== 'map' || field === undefined) return [];
  const known = keysInside(field, map);
  const renamed = issue.keys.flatMap((key) => {
    const spelt = keySpelt(key, known);
    const meant = keyMeant(key, field, map);
    const isSpelling =
      spelt !== undefined && meant !== undefined && 'keys' in meant && meant.keys[0] === spelt;
    return isSpelling && !map.entries.has(spelt) ? [{ key, spelt }] : [];
  });
  for (const { key, spelt } of renamed) {
    reportKey(key, map, field, pathText(root, path), mistakes);
    map.entries = new Map([...map.entries].map(([name, entry]) => [name === key ? spelt : name, entry]));
  }
  return renamed.map(({ key }) => key);
}

/** A value with several forms fails all of them; kept are the mistakes of the form it comes nearest to. */
function withoutUnions(issue: Issue, root: Node): Issue[] {
  const value = nodeAt(root, issue.path as Segment[]);
  const distribution = asDistribution(issue, value, root);
  if (distribution !== undefined) return distribution;
  const info = infoIfAny(declarationAt(root, issue.path as Segment[]));
  if (info?.kind === 'number' && child(value, 'distribution') !== undefined)
    return [{ code: 'custom', path: issue.path, message: info.expected, input: undefined } as Issue];
  if (issue.code !== 'invalid_union') return [issue];
  if (value?.type !== 'map') return [issue];
  const forms = issue.errors.filter(
    (errors) => !errors.some(({ code, path }) => path.length === 0 && isWrongKind(code)),
  );
  const distance = (errors: Issue[]) =>
    errors.reduce((sum, error) => sum + (error.code === 'unrecognized_keys' ? error.keys.length : 1), 0);
  const isByName = info?.orMap !== undefined && infoOf(info.orMap).kind === 'numbers-by-name';
  const nearestForm =
    isByName && child(value, 'value') === undefined
      ? issue.errors[issue.errors.length - 1]
      : [...forms].sort((a, b) => distance(a) - distance(b))[0];
  if (nearestForm === undefined) return [issue];
  return nearestForm.flatMap((inner) =>
    withoutUnions({ ...inner, path: [...issue.path, ...inner.path] } as Issue, root),
  );
}

/** The mistakes of a map that names a distribution, judged as that distribution. */
function asDistribution(issue: Issue, value: Node | undefined, root: Node): Issue[] | undefined {
  const path = issue.path as Segment[];
  if (child(value, 'distribution') === undefined) return undefined;
  const field = declarationAt(root, path);
  if (field === undefined || infoIfAny(field)?.kind !== 'distribution') return undefined;
  const kind = distributionKind(value);
  if (kind === undefined) {
    const at = [...path, 'distribution'];
    return [{ code: 'custom', path: at, message: oneOf(DISTRIBUTION_NAMES), input: undefined } as Issue];
  }
  const checked = distributionMap(field, kind).safeParse(plain(value!));
  return checked.error?.issues.map((inner) => ({ ...inner, path: [...path, ...inner.path] }) as Issue) ?? [];
}

function isWrongKind(code: Issue['code']): boolean {
  return code === 'invalid_type' || code === 'invalid_value' || code === 'invalid_union';
}

/** What stands at a path of keys and positions; undefined where nothing does. */
export function nodeAt(root: Node | undefined, path: readonly Segment[]): Node | undefined {
  return path.reduce<Node | undefined>(
    (node, segment) =>
      typeof segment === 'number'
        ? node?.type === 'list'
          ? node.items[segment]
          : undefined
        : child(node, segment),
    root,
  );
}

function report(issue: Issue, root: Node, mistakes: Mistakes): void {
  const path = issue.path as Segment[];
  const node = nodeAt(root, path);
  if (node?.type === 'broken') return;
  const at = pathText(root, path);
  const field = declarationAt(root, path);
  if (issue.code === 'unrecognized_keys' && node?.type === 'map') {
    const known = field === undefined ? [] : keysInside(field, node);
    for (const key of issue.keys) {
      if (known.includes(key)) continue; // of another form of the value: what makes it this form is told as missing
      reportKey(key, node, field, at, mistakes);
    }
    return;
  }
  if (node !== undefined && isCutAtComma(root, path)) return;
  const place = (node ?? nodeAt(root, path.slice(0, -1)) ?? root).place;
  const isInRange = path[path.length - 2] === 'range';
  const name = isInRange ? 'range' : String(path[path.length - 1] ?? '');
  const found =
    path.length === 0 && node?.type === 'scalar' && node.value === null ? 'an empty file' : described(node);
  const info = infoIfAny(field);
  const isNumber = info?.kind === 'number' || info?.kind === 'distribution';
  const expected = isNumber ? info.expected : issue.message;
  mistakes.add(place, at, found, expected, remedyFor(node, name, expected, info));
}

function reportKey(
  key: string,
  map: MapNode,
  field: z.ZodType | undefined,
  at: string,
  mistakes: Mistakes,
): void {
  const known = field === undefined ? [] : keysInside(field, map);
  const place = map.entries.get(key)!.keyPlace;
  const remedy = keyRemedy(key, field, map);
  mistakes.add(place, joined(at, key), `the key ${quoted(key)}`, `one of the keys ${oneOf(known)}`, remedy);
}

function declarationAt(root: Node, path: readonly Segment[]): z.ZodType | undefined {
  let field: z.ZodType | undefined = SCENARIO;
  let node: Node | undefined = root;
  for (const segment of path) {
    field = field && declarationInside(field, segment, node);
    node = nodeAt(node, [segment]);
  }
  return field;
}

function keyRemedy(key: string, field: z.ZodType | undefined, node: MapNode): string {
  if (key === '<<') return 'write the values out, or use `extends`: merge keys are not read';
  if (CUT_OFF.test(key)) return commaRemedy(key, node);
  const unseen = /[\u00ad\u200b-\u200d\u2060\ufeff]/.exec(key)?.[0];
  if (unseen !== undefined) return `remove the character that is not seen, ${codeOf(unseen)}`;
  if (/^[^\S ]|[\u00a0\u2000-\u200a\u3000]/.test(key)) return 'write ordinary spaces, and indent by them';
  const meant = field && keyMeant(key, field, node);
  if (meant === undefined) return 'remove it; MODEL.md, "The scenario vocabulary", lists all keys';
  const foreign = /\p{L}/u.test(key) ? /[^\0-\u024f]/u.exec(key)?.[0] : undefined;
  const lookAlike = foreign === undefined ? '' : ` Its ${foreign} is another character, ${codeOf(foreign)}`;
  if ('keys' in meant) return `did you mean ${oneOf(meant.keys)}?${lookAlike}`;
  if ('section' in meant)
    return `write it in the section \`${meant.section}\`: \`${meant.section}: { ${meant.itsKey}: … }\``;
  return meant.isList
    ? `write it in an item of \`${meant.inside}\`, indented below its \`- id: …\``
    : `write it inside \`${meant.inside}\`: \`${meant.inside}: { ${key}: … }\``;
}

/** What a comma in a number leaves over as a key of its own within braces: `pay: 200,000`, `multiply: 1,2`. */
const CUT_OFF = /^\d{1,3}\b(?!-)/;

function commaRemedy(key: string, node: MapNode): string {
  const isThousands = /^\d{3}\b/.test(key);
  const before = keyBefore(key, node);
  const start = before === undefined ? undefined : node.entries.get(before)!.node;
  if (start?.type === 'scalar' && /^[+-]?\d{1,40}$/.test(start.text))
    return `write ${before}: ${start.text}${isThousands ? '' : '.'}${key}, without the comma`;
  return isThousands
    ? 'write numbers without commas, such as 200000'
    : 'write a decimal point, not a comma, such as 4.1';
}

function keyBefore(key: string, node: MapNode): string | undefined {
  const keys = [...node.entries.keys()];
  return keys[keys.indexOf(key) - 1];
}

/** Whether a value is the part of a number before a comma: the rest of it is told instead. */
function isCutAtComma(root: Node, path: readonly Segment[]): boolean {
  const parent = nodeAt(root, path.slice(0, -1));
  if (parent?.type !== 'map') return false;
  const keys = [...parent.entries.keys()];
  const next = keys[keys.indexOf(String(path[path.length - 1])) + 1];
  return next !== undefined && CUT_OFF.test(next);
}

const codeOf = (character: string): string =>
  `U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`;

/** What to do about a value of the wrong kind. */
export function remedyFor(node: Node | undefined, key: string, expected: string, info?: FieldInfo): string {
  if (node === undefined) return `add \`${key}: …\``;
  if (node.type === 'scalar' && node.value === null) {
    if (key === '') return 'write a scenario, or extend one: `extends: talentflow:baseline`';
    if (/^\d+$/.test(key)) return 'give a value, or remove this item';
    return info?.removable
      ? `remove the key, or write \`${key}: { off: true }\``
      : 'give a value, or remove the key';
  }
  if (node.type === 'scalar')
    return scalarRemedy(String(node.value), typeof node.value, node.text, key, expected, info);
  if (node.type === 'map' && info?.kind === 'items')
    return 'write a list, each item beginning with `- id: …`';
  if (node.type === 'map' && info?.kind === 'list') return 'write a list: begin each item with `- `';
  if (node.type === 'map' && info?.kind === 'number' && node.entries.has('distribution'))
    return key.endsWith('-spread')
      ? 'write the standard deviation alone, such as `0.1`'
      : 'write one number: it is the same for all';
  if (node.type === 'list' && key === 'extends')
    return 'write one file; of several, let each extend the next';
  if (node.type === 'list' && info?.kind === 'map') return `write \`key: value\` lines, without \`- \``;
  if (node.type === 'list' && info?.kind === 'number') return 'write one number, without brackets';
  if (node.type === 'list' && info?.kind === 'distribution')
    return 'write one number, or `{ distribution: uniform, from: …, to: … }`';
  return `write ${expected}`;
}

function scalarRemedy(
  value: string,
  type: string,
  text: string,
  key: string,
  expected: string,
  info?: FieldInfo,
): string {
  if (info?.kind === 'map') {
    const isNo = ['off', 'no', 'none', 'false'].includes(value.toLowerCase());
    if (info.removable && /^\d+$/.test(key) && type === 'string')
      return `write \`{ id: ${plainId(value)}, … }\``;
    return info.removable && isNo
      ? `write \`${key}: { off: true }\``
      : 'write the keys of the map, indented, below it';
  }
  if (info?.kind === 'items') return 'write a list: begin each item with `- `';
  if (info?.kind === 'list') {
    const item = infoOf(info.inside!).kind === 'number' ? (monthOfYearMeant(value) ?? value) : value;
    return `write [${item}]`;
  }
  if (expected.startsWith('a month')) {
    const meant = monthMeant(text, key === 'end' || key === 'until');
    return meant === undefined ? 'write year and month, such as 2022-11' : `write ${meant}`;
  }
  if (expected === 'true or false') {
    if (/^(yes|on|y)$/i.test(value)) return 'write true';
    return /^(no|off|n)$/i.test(value) ? 'write false' : 'write true or false';
  }
  if (info?.words !== undefined && type === 'string') {
    const isWithoutEnd = /^(infinite|infinity|no limit|without limit)$/i.test(value);
    const meant = isWithoutEnd
      ? info.words.find((word) => word === 'unlimited')
      : nearestWord(value, info.words);
    if (meant !== undefined) return `did you mean ${meant}?`;
  }
  if (key === 'kind' && type === 'string') return didYouMean(value, KINDS_OF_NUMBER, `write ${expected}`);
  if (key === 'distribution' && type === 'string')
    return /^gauss/i.test(value)
      ? 'did you mean normal?'
      : didYouMean(value, DISTRIBUTION_NAMES, `write ${expected}`);
  const shape = DISTRIBUTION_NAMES.find((name) => value.toLowerCase().startsWith(name));
  if (info?.kind === 'distribution' && shape !== undefined) {
    const isNeverNegative = (info.bounds?.min ?? info.bounds?.above ?? -1) >= 0;
    const kind = shape === 'normal' && isNeverNegative ? 'lognormal' : shape;
    const parameters = DISTRIBUTIONS[kind].map((parameter) => `${parameter}: …`).join(', ');
    return `write \`{ distribution: ${kind}, ${parameters} }\``;
  }
  if (type === 'string' && /number|share|ratio|index/.test(expected)) {
    const month = expected.endsWith('of months, 1 to 12') ? monthOfYearMeant(value) : undefined;
    if (month !== undefined) return `write ${month}`;
    const unit = info?.unit === undefined || info.unit === 'own' ? undefined : UNITS[info.unit];
    const bare = bareRemedy(value, key, expected);
    if (bare !== undefined) return bare;
    if (expected.startsWith('two numbers')) return `write ${expected}`;
    const ends = value.includes(',') ? undefined : rangeMeant(value);
    if (ends !== undefined && unit !== undefined)
      return `write one number, or { value: …, range: [${ends.join(', ')}] }`;
    if (/^[+-]?[€£¥]|\b(EUR|GBP|CHF|CNY|RMB|INR|CAD)\b/.test(value))
      return `write the number in ${unit?.name ?? 'USD'}`;
    const meant = meantInUnit(value, unit);
    if (meant !== undefined) return meant === value ? `write ${meant} without quotes` : `write ${meant}`;
    return digitsRemedy(expected);
  }
  if (type === 'number' && info?.bounds !== undefined && Number.isFinite(Number(value))) {
    if (info.bounds.whole && /^\d{1,3}\.\d{3}$/.test(text))
      return `write ${text.replace('.', '')}, or ${Math.round(Number(value))} if that is meant`;
    return boundRemedy(info.bounds, Number(value), true);
  }
  if (type === 'number' && !Number.isFinite(Number(value))) return 'write a finite number';
  if (expected.startsWith('text') && type !== 'string' && key !== '')
    return `put it in quotes: ${key}: "${text}"`;
  if (info?.kind === 'id' || expected.startsWith('a name of')) return idRemedy(value, type, text);
  return `write ${expected}`;
}

/** Of a text where a full number has bare ones: `value: 3%`, `range: 3-7`. */
function bareRemedy(value: string, key: string, expected: string): string | undefined {
  const ends = key === 'range' ? rangeMeant(value) : undefined;
  if (ends !== undefined) return `write [${ends.join(', ')}]`;
  const split = splitUnit(value);
  if (split === undefined) return undefined;
  if (key === 'range' && expected.startsWith('a number'))
    return `write ${split.value}: a range is in the unit of its value`;
  if (key !== 'value') return undefined;
  const [digits, ...words] = numberMeant(value)?.split(' ') ?? [];
  if (digits === undefined) return undefined;
  const unit = words.join(' ').replace(/^%$/, 'percent');
  return `write value: ${digits}${unit === '' ? '' : `, unit: ${unit}`}`;
}

/** The two ends that a text such as `3-7` or `3 to 7` says. */
function rangeMeant(text: string): [string, string] | undefined {
  const ends = /^(-?[\d.]{1,40})\s?(?:-|–|\.\.|to|,)\s?(-?[\d.]{1,40})$/.exec(text.trim());
  return ends === null || /^\d{4}-\d\d?$/.test(text.trim()) ? undefined : [ends[1]!, ends[2]!];
}

/** How a number is written where so much is expected: the first words that fit. */
const DIGITS: readonly [RegExp, string][] = [
  [/USD\/year/, '200000 USD/year'],
  [/USD/, '5800000 USD'],
  [/people a year/, '500 people/year'],
  [/people a month/, '5 people/month'],
  [/of people/, '100 people'],
  [/share/, '0.5'],
  [/of months/, '12 months'],
  [/of years/, '5 years'],
  [/log points a year/, '0.03 log points/year'],
  [/log points/, '0.1 log points'],
];

function digitsRemedy(expected: string): string {
  const example = DIGITS.find(([words]) => words.test(expected))?.[1];
  return example === undefined ? `write ${expected}` : `write it in digits, such as \`${example}\``;
}

const LONGEST_ID = 64;

/** What of a text could be an id: `Meta Platforms` is `meta-platforms`; of a long one, whole words. */
export function plainId(value: string): string {
  const whole = value
    .toLowerCase()
    .replace(/[^a-z0-9]{1,9}/g, '-')
    .replace(/^-|-$/g, '');
  if (whole.length <= LONGEST_ID) return whole;
  const words = whole.slice(0, LONGEST_ID + 1).replace(/-[^-]*$/, '');
  return words.slice(0, LONGEST_ID);
}

function idRemedy(value: string, type: string, text: string): string {
  if (type !== 'string' && /^[a-z0-9-]{1,64}$/.test(text)) return `put it in quotes: "${text}"`;
  const plainName = plainId(value);
  return plainName === '' ? 'choose such a name' : `write ${plainName}`;
}

/** Replaces what an issue is about by a broken node; a key that was most likely meant counts as present. */
function breakAt(issue: Issue, root: Node): void {
  const path = issue.path as Segment[];
  const node = nodeAt(root, path);
  if (issue.code === 'unrecognized_keys') {
    if (node?.type === 'map') for (const key of issue.keys) breakKey(node, key, declarationAt(root, path));
    return;
  }
  const parent = nodeAt(root, path.slice(0, -1));
  const last = path[path.length - 1];
  if (parent?.type === 'map' && node?.type === 'scalar' && typeof node.value === 'string') {
    // An id that is none still says what is meant, so that references are judged, and items of a parent found.
    if (infoIfAny(declarationAt(root, path))?.kind === 'id' && plainId(node.value) !== '') {
      if (last === 'id') node.text = plainId(node.value);
      return;
    }
  }
  const broken = { type: 'broken', place: (node ?? parent ?? root).place } as const;
  if (parent?.type === 'list' && typeof last === 'number') parent.items[last] = broken;
  if (parent?.type === 'map' && typeof last === 'string') {
    const keyPlace = parent.entries.get(last)?.keyPlace ?? parent.place;
    parent.entries.set(last, { keyPlace, node: broken });
  }
}

function breakKey(node: MapNode, key: string, field: z.ZodType | undefined): void {
  const entry = node.entries.get(key);
  const cut = CUT_OFF.test(key) ? keyBefore(key, node) : undefined;
  if (cut !== undefined) {
    const { keyPlace, node: start } = node.entries.get(cut)!;
    node.entries.set(cut, { keyPlace, node: { type: 'broken', place: start.place } });
  }
  node.entries.delete(key);
  const meant = field && keyMeant(key, field, node);
  if (entry === undefined || meant === undefined || 'section' in meant) return;
  if ('inside' in meant && meant.isList) return;
  const counts = 'keys' in meant ? meant.keys[0] : meant.inside;
  if (node.entries.has(counts)) return;
  node.entries.set(counts, { keyPlace: entry.keyPlace, node: { type: 'broken', place: entry.node.place } });
}
