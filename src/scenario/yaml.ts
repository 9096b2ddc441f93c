import { type Document, isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument, visit } from 'yaml';
import type { Mistakes } from './mistakes.ts';
import { type Place, placeText, quoted } from './scenario-error.ts';
import { type Cover, joined, type MapNode, type Node } from './tree.ts';

/** Largest text of one scenario file, characters: the shipped baseline is far below a tenth of it. */
export const LARGEST_SCENARIO_TEXT = 1_000_000;
/** Values in one file, aliases counted as often as they are used. The baseline has a few thousand. */
const MOST_VALUES = 200_000;
/** Maps and lists inside each other; the vocabulary needs eight. */
const DEEPEST = 40;
/** Mistakes of syntax reported from one file: after the first few the rest follow from them. */
const MOST_SYNTAX_MISTAKES = 20;

/** Reads a file's text into a tree with places. Adds to `mistakes` and returns null when it is not sound YAML. */
export function readYaml(file: string, text: string, mistakes: Mistakes): Node | null {
  const start: Place = { file, line: 1, column: 1 };
  if (text.length > LARGEST_SCENARIO_TEXT) {
    mistakes.add(
      start,
      '',
      `a text of ${text.length.toLocaleString('en-GB')} characters`,
      `at most ${LARGEST_SCENARIO_TEXT.toLocaleString('en-GB')} characters`,
      'put long series into CSV files and name them by `series: { file: … }`',
    );
    return null;
  }
  const strange = /[\0-\x08\x0b\x0c\x0e-\x1f]|\r(?!\n)/.exec(text);
  if (strange !== null) {
    const before = text.slice(0, strange.index).split('\n');
    const place = { file, line: before.length, column: before[before.length - 1]!.length + 1 };
    const isLineEnd = strange[0] === '\r';
    mistakes.add(
      place,
      '(YAML)',
      isLineEnd
        ? 'a line that ends in a carriage return alone'
        : `the character ${JSON.stringify(strange[0])}`,
      isLineEnd ? 'lines that end in LF or CRLF' : 'text without control characters',
      isLineEnd
        ? 'save the file with the line ends of Unix or Windows'
        : 'remove it, or save the file as UTF-8 text',
    );
    return null;
  }
  if (nestsTooDeep(text)) return tooDeep(start, '', mistakes);
  const lines = new LineCounter();
  const document = parseSafely(text, lines);
  if (document === null) return tooDeep(start, '', mistakes);
  const placeAt = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { file, line: Math.max(1, line), column: Math.max(1, col) };
  };
  const problems = [...document.errors, ...document.warnings].slice(0, MOST_SYNTAX_MISTAKES);
  const overflow = problems.find(({ message }) => message.includes('call stack'));
  if (overflow !== undefined) return tooDeep(placeAt(overflow.pos[0]), '', mistakes);
  const inLines = text.split('\n');
  for (const { code, message, pos } of withoutConsequences(problems, lines, inLines)) {
    const slip = slipOf(code, message, lines.linePos(pos[0]), inLines);
    if (slip !== undefined) {
      const { line, column, found, remedy } = slip;
      mistakes.add({ file, line, column }, '(YAML)', found, 'sound YAML 1.2', remedy);
      continue;
    }
    const [, quote] = /^Missing closing (["'])/.exec(message) ?? [];
    const [, closing] = /and end with a ([\]}])/.exec(message) ?? [];
    const open = quote ?? (closing && OPENING[closing]);
    const openedAt = open === undefined ? null : openingOf(document, text, open, pos[0]);
    if (quote !== undefined) {
      // The parser finds out at the end of the file.
      const found = `an opening ${quote} without a closing one`;
      const remedy = `add the closing ${quote} where the text ends`;
      mistakes.add(placeAt(openedAt ?? pos[0]), '(YAML)', found, 'sound YAML 1.2', remedy);
      continue;
    }
    const remedy =
      openedAt === null ? remedyFor(code, message) : closeBracket(open!, closing!, lines.linePos(openedAt));
    mistakes.add(placeAt(pos[0]), '(YAML)', message.split(/[\n;]/)[0]!, 'sound YAML 1.2', remedy);
  }
  if (problems.length > 0) return null;
  return new TreeBuilder(placeAt, mistakes).build(document);
}

const OPENING: Readonly<Record<string, string>> = { ']': '[', '}': '{' };

const closeBracket = (open: string, closing: string, { line, col }: { line: number; col: number }): string =>
  `close the bracket before this: add \`${closing}\`, for the \`${open}\` at line ${line}, column ${col}, or indent this further`;

/** Where the text in quotes or the map or list in brackets begins that ends at an offset, or null. */
function openingOf(document: Document.Parsed, text: string, open: string, end: number): number | null {
  let opening: number | null = null;
  visit(document, {
    Node(_, { range }) {
      if (range?.[1] === end && text[range[0]] === open) opening = range[0];
    },
  });
  return opening;
}

/** After the first mistake of a line the parser is lost: what it says of the rest of the line, or of the words that follow, is no help. */
function withoutConsequences<P extends { code: string; message: string; pos: [number, number] }>(
  problems: readonly P[],
  lines: LineCounter,
  inLines: readonly string[],
): P[] {
  const seen = new Set<number>();
  let askew = 0; // the line from which on a block is known to be indented otherwise
  let isByTab = false;
  return problems.filter(({ code, message, pos }) => {
    const { line } = lines.linePos(pos[0]);
    const isAskew = isInOtherColumn(code, message) || code === 'TAB_AS_INDENT';
    if (askew > 0 && (isAskew || isByTab) && line > askew && isOneBlock(inLines, askew, line)) return false;
    if (isAskew) {
      askew = line;
      isByTab = code === 'TAB_AS_INDENT';
    }
    const isBracket = message.includes('and end with a');
    if (!isBracket && (seen.has(line) || (seen.size > 0 && message.includes('token in YAML stream'))))
      return false;
    seen.add(line);
    return true;
  });
}

const isInOtherColumn = (code: string, message: string): boolean =>
  code === 'BAD_INDENT' && message.includes('start at the same column');

const KEY = /^\s*(?:- )?["']?[\w.-]+["']?:(?:\s|$)/;
const indentOf = (line: string): number => /^\s*/.exec(line)![0].length;
const isBlank = (line: string): boolean => /^\s*(#|$)/.test(line);

/** Whether lines belong to one map or list: nothing between them is indented less than the last. Lines count from 1. */
function isOneBlock(inLines: readonly string[], from: number, to: number): boolean {
  const between = inLines.slice(from, to - 1).filter((line) => !isBlank(line));
  return between.every((line) => indentOf(line) >= indentOf(inLines[to - 1]!));
}

interface Slip {
  line: number;
  column: number;
  found: string;
  remedy: string;
}

/** The slips of a keyboard that the parser finds out elsewhere, or calls by words of its own; undefined: another mistake. */
function slipOf(
  code: string,
  message: string,
  { line, col }: { line: number; col: number },
  inLines: readonly string[],
): Slip | undefined {
  const here = inLines[line - 1]!;
  const rest = here.slice(col - 1);
  if (isInOtherColumn(code, message)) return indentedAlone(line, inLines);
  if (code === 'BLOCK_IN_FLOW') {
    const [, before, key] = /^([^,{}[\]#]*?\s)([\w.-]+):(?:\s|$)/.exec(rest) ?? [];
    if (key === undefined) return undefined;
    const found = `no comma before ${quoted(`${key}:`)}`;
    return { line, column: col + before!.length, found, remedy: `add it: \`, ${key}: …\`` };
  }
  if (code !== 'BLOCK_AS_IMPLICIT_KEY') return undefined;
  if (message.includes('block sequence'))
    return {
      line,
      column: indentOf(here) + 1,
      found: 'an item that is indented otherwise than those before it',
      remedy: 'indent the items of a list alike',
    };
  if (/^[^{}]*;/.test(rest)) {
    const remedy = 'separate the keys by commas';
    return { line, column: col + rest.indexOf(';'), found: 'a semicolon', remedy };
  }
  const below = inLines.findIndex((text, at) => at >= line && !isBlank(text));
  if (below < 0 || !KEY.test(inLines[below]!) || /:\s/.test(rest)) return undefined;
  const key = here.slice(indentOf(here)).startsWith('- ') ? indentOf(here) + 2 : indentOf(here);
  if (indentOf(inLines[below]!) <= key) return undefined;
  return {
    line: below + 1,
    column: indentOf(inLines[below]!) + 1,
    found: `a key that is indented further than that of line ${line}, which has a value already`,
    remedy: `indent it by ${key} spaces, as that key, or take the value of line ${line} away`,
  };
}

/** Where two lines and more differ from the one above them, it is that one that stands alone. */
function indentedAlone(line: number, inLines: readonly string[]): Slip | undefined {
  const indent = indentOf(inLines[line - 1]!);
  const next = inLines.slice(line).find((text) => !isBlank(text) && indentOf(text) <= indent);
  if (next === undefined || indentOf(next) < indent) return undefined;
  let alone: number | undefined;
  for (let at = line - 2; at >= 0 && (isBlank(inLines[at]!) || indentOf(inLines[at]!) > indent); at--) {
    if (isBlank(inLines[at]!)) continue;
    if (alone === undefined || indentOf(inLines[at]!) <= indentOf(inLines[alone]!)) alone = at;
  }
  if (alone === undefined) return undefined;
  const own = indentOf(inLines[alone]!);
  return {
    line: alone + 1,
    column: own + 1,
    found: `a line that is indented by ${own}, where those below are by ${indent}`,
    remedy: `indent it by ${indent} spaces`,
  };
}

/** Parsers call themselves for each level, so brackets or dashes without end would exhaust the stack (or the patience). */
export function nestsTooDeep(text: string): boolean {
  return deepestBrackets(text) > DEEPEST * 4 || text.includes('- '.repeat(DEEPEST * 4));
}

function deepestBrackets(text: string): number {
  let depth = 0;
  let deepest = 0;
  for (const [character] of text.matchAll(/[[\]{}]/g)) {
    depth += character === '[' || character === '{' ? 1 : -1;
    deepest = Math.max(deepest, depth);
  }
  return deepest;
}

function parseSafely(text: string, lineCounter: LineCounter): Document.Parsed | null {
  try {
    return parseDocument(text, { lineCounter, prettyErrors: false, uniqueKeys: false });
  } catch (error) {
    if (error instanceof RangeError) return null; // the stack is used up by nesting
    throw error;
  }
}

function tooDeep(place: Place, path: string, mistakes: Mistakes): null {
  mistakes.add(place, path, 'maps and lists nested too deeply', `at most ${DEEPEST} levels`, 'flatten them');
  return null;
}

function remedyFor(code: string, message: string): string {
  if (message.includes('flow-seq-start')) return 'put a text that holds brackets or braces in quotes';
  if (message.includes('without - indicator')) return 'indent the lines of a map or list alike';
  const remedies: Record<string, string> = {
    TAB_AS_INDENT: 'indent by spaces',
    BAD_INDENT: 'indent the lines of a map or list alike',
    BLOCK_AS_IMPLICIT_KEY:
      'put a text that holds a colon and a space in quotes, or begin a new line for a map',
    MISSING_CHAR: 'close the quote, bracket or brace, or add the missing comma or colon',
    BLOCK_IN_FLOW: 'close the bracket or brace before a new line of its own',
    MULTIPLE_DOCS: 'keep one scenario in a file: remove the line `---`',
    TAG_RESOLVE_FAILED: 'remove the tag (the word that begins with !)',
    BAD_DQ_ESCAPE: 'write the text in single quotes',
    BAD_SCALAR_START: 'put the text in quotes',
    MULTILINE_IMPLICIT_KEY: 'check that a colon or a quote is not missing on the line before',
    UNEXPECTED_TOKEN: 'look at this line and the one before: a quote, comma or colon too many or missing',
  };
  return remedies[code] ?? 'look at this line and the one before it';
}

class TooLarge extends Error {}

/** Turns the parser's document into our tree: aliases resolved and counted, keys checked. */
class TreeBuilder {
  readonly #placeAt: (offset: number) => Place;
  readonly #mistakes: Mistakes;
  readonly #anchors = new Map<string, { node: Node; size: number }>();
  #count = 0;

  constructor(placeAt: (offset: number) => Place, mistakes: Mistakes) {
    this.#placeAt = placeAt;
    this.#mistakes = mistakes;
  }

  build(document: Document.Parsed): Node | null {
    try {
      return this.#node(document.contents, { source: null, why: null }, '', 0, this.#placeAt(0));
    } catch (error) {
      if (error instanceof TooLarge) return null;
      throw error;
    }
  }

  #node(yaml: unknown, cover: Cover, path: string, depth: number, near: Place): Node {
    const place = this.#placeOf(yaml, near);
    if (depth > DEEPEST) {
      tooDeep(place, path, this.#mistakes);
      throw new TooLarge();
    }
    if (isAlias(yaml)) return this.#alias(yaml.source, path, place);
    const before = this.#count;
    this.#grow(1, path, place);
    const node = this.#fresh(yaml, cover, path, depth, place);
    const anchor = (yaml as { anchor?: string } | null)?.anchor;
    if (anchor !== undefined) this.#anchors.set(anchor, { node, size: this.#count - before });
    return node;
  }

  #fresh(yaml: unknown, cover: Cover, path: string, depth: number, place: Place): Node {
    if (isMap(yaml)) return this.#map(yaml.items, cover, path, depth, place);
    if (isSeq(yaml)) {
      const items = yaml.items.map((item, at) => this.#node(item, cover, `${path}[${at}]`, depth + 1, place));
      return { type: 'list', items, place };
    }
    if (!isScalar(yaml)) return { type: 'scalar', value: null, text: '', place, cover };
    const { value, source } = yaml;
    if (value === null || ['string', 'number', 'boolean'].includes(typeof value)) {
      const known = value as string | number | boolean | null;
      return { type: 'scalar', value: known, text: source ?? String(value), place, cover };
    }
    this.#mistakes.add(
      place,
      path,
      quoted(source ?? String(value)),
      'text, a number, true or false',
      'remove the tag',
    );
    return { type: 'broken', place };
  }

  #map(
    pairs: { key: unknown; value: unknown }[],
    around: Cover,
    path: string,
    depth: number,
    place: Place,
  ): MapNode {
    const cover = coverOf(pairs) ?? around;
    const map: MapNode = { type: 'map', entries: new Map(), place };
    for (const pair of pairs) {
      const keyPlace = this.#placeOf(pair.key, place);
      const key = this.#key(pair.key, keyPlace, path);
      if (key === undefined) continue;
      const first = map.entries.get(key);
      if (first !== undefined) {
        const found = `the key ${quoted(key)} a second time (first at ${placeText(first.keyPlace)})`;
        this.#mistakes.add(keyPlace, joined(path, key), found, 'each key once', 'remove one of the two');
        continue;
      }
      map.entries.set(key, {
        keyPlace,
        node: this.#node(pair.value, cover, joined(path, key), depth + 1, keyPlace),
      });
    }
    return map;
  }

  #key(yaml: unknown, place: Place, path: string): string | undefined {
    const name = isScalar(yaml) && yaml.value !== null ? String(yaml.source ?? yaml.value) : undefined;
    if (name === undefined || name.length > 200) {
      this.#mistakes.add(
        place,
        path,
        'a key that is no plain word',
        'a key of the vocabulary',
        'write a plain word',
      );
      return undefined;
    }
    if (name === '__proto__') {
      const remedy = 'remove it: no key of a scenario is called so';
      this.#mistakes.add(place, joined(path, name), 'the key "__proto__"', 'a key of the vocabulary', remedy);
      return undefined;
    }
    return name;
  }

  #alias(name: string, path: string, place: Place): Node {
    const anchored = this.#anchors.get(name);
    if (anchored === undefined) {
      const remedy = `write &${name} before the value that is meant, above this line`;
      this.#mistakes.add(place, path, `*${name}`, 'the name of an anchor above, outside itself', remedy);
      return { type: 'broken', place };
    }
    this.#grow(anchored.size, path, place);
    return anchored.node;
  }

  #grow(by: number, path: string, place: Place): void {
    this.#count += by;
    if (this.#count <= MOST_VALUES) return;
    const limit = `at most ${MOST_VALUES.toLocaleString('en-GB')} values, aliases counted each time`;
    this.#mistakes.add(
      place,
      path,
      'aliases or values without end',
      limit,
      'write fewer values, or no aliases',
    );
    throw new TooLarge();
  }

  #placeOf(yaml: unknown, near: Place): Place {
    const range = (yaml as { range?: [number, number, number] | null } | null)?.range;
    return range ? this.#placeAt(range[0]) : near;
  }
}

/** The `source` and `why` a map gives to the numbers inside it. */
function coverOf(pairs: { key: unknown; value: unknown }[]): Cover | undefined {
  const textAt = (key: string): string | null => {
    const value = pairs.find((pair) => isScalar(pair.key) && pair.key.value === key)?.value;
    return isScalar(value) && typeof value.value === 'string' ? value.value : null;
  };
  const cover = { source: textAt('source'), why: textAt('why') };
  return cover.source === null && cover.why === null ? undefined : cover;
}
