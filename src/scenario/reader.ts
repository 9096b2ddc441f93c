import type * as z from 'zod';
import { monthMeant, monthOf, monthText } from './dates.ts';
import { readDistribution } from './distributions.ts';
import { infoOf, keysOf } from './fields.ts';
import type { Mistakes } from './mistakes.ts';
import { declarationInside } from './navigation.ts';
import { didYouMean, oneOf } from './nearest.ts';
import { NO_BACKING, originOf, type ShownValue } from './provenance.ts';
import { type NumberRule, readNumber, ruleOf } from './quantities.ts';
import type { Distribution, Month } from './scenario.ts';
import { type Place, quoted } from './scenario-error.ts';
import { plainId } from './shape.ts';
import { child, described, idOf, itemsOf, joined, type Node } from './tree.ts';
import { UNITS } from './units.ts';

/** What is collected while a merged scenario is read. */
export interface Reading {
  mistakes: Mistakes;
  shown: ShownValue[];
  /** Paths that `off: true` removed. */
  removed: ReadonlySet<string>;
}

/** Months a date may be in, and why. */
export interface Span {
  first: Month;
  last: Month;
}

/**
 * One map of the merged scenario with its declaration: each value is read once, by its key, checked, converted and kept
 * for `show`. A value with a mistake reads as NaN or undefined, after the mistake was added.
 */
export class Section {
  readonly reading: Reading;
  readonly path: string;
  readonly node: Node | undefined;
  readonly place: Place;
  readonly #field: z.ZodType;
  /** Where a key is looked up that is absent here: an employer's sector. */
  readonly #fallback: Node | undefined;

  constructor(
    reading: Reading,
    field: z.ZodType,
    node: Node | undefined,
    path: string,
    place: Place,
    fallback?: Node,
  ) {
    this.reading = reading;
    this.#field = field;
    this.node = node;
    this.path = path;
    this.place = node?.place ?? place;
    this.#fallback = fallback;
  }

  /** Whether the map was written at all; a broken one counts. */
  get isThere(): boolean {
    return this.node !== undefined;
  }

  get isBroken(): boolean {
    return this.node?.type === 'broken';
  }

  at(key: string): Node | undefined {
    return (
      child(this.node, key) ??
      (this.#fallback?.type === 'broken' ? this.#fallback : child(this.#fallback, key))
    );
  }

  has(key: string): boolean {
    return this.isBroken || this.at(key) !== undefined;
  }

  pathOf(key: string): string {
    return joined(this.path, key);
  }

  declaration(key: string): z.ZodType {
    const found = keysOf(this.#field)?.[key] ?? declarationInside(this.#field, key, this.node);
    if (found === undefined) throw new Error(`${this.path} has no key ${key} in the vocabulary`);
    return found;
  }

  fail(key: string, found: string, expected: string, remedy: string): void {
    this.reading.mistakes.add((this.at(key) ?? this).place, this.pathOf(key), found, expected, remedy);
  }

  /** The value's node, or undefined after showing its default or reporting that it is missing. */
  #present(key: string, otherwise?: number | string, unit?: string): Node | undefined {
    const node = this.at(key);
    if (node !== undefined) return node;
    if (this.isBroken) return undefined;
    const info = infoOf(this.declaration(key));
    if (info.required) {
      const expected = info.kind === 'text' ? `a text such as ${info.example}` : info.expected;
      this.fail(key, 'nothing', expected, `add \`${key}: ${info.example ?? '…'}\``);
      return undefined;
    }
    const value = otherwise ?? info.default;
    const isNumber = typeof value === 'number' && info.unit !== undefined;
    if (value !== undefined)
      this.#show(key, value, 'default', isNumber ? (unit ?? UNITS[info.unit!].name) : undefined);
    return undefined;
  }

  #show(key: string, value: string | number | boolean, place: Place | 'default', unit?: string): void {
    const origin = place === 'default' ? 'default' : originOf(place);
    this.reading.shown.push({ path: this.pathOf(key), value, unit: unit ?? null, ...NO_BACKING, origin });
  }

  /** @param otherwise default that is worked out; else the declared one; NaN when there is none. */
  number(key: string, otherwise?: number, rule: NumberRule = ruleOf(infoOf(this.declaration(key)))): number {
    const node = this.#present(key, otherwise);
    if (node !== undefined)
      return readNumber(node, this.pathOf(key), rule, this.reading.mistakes, this.reading.shown);
    const fallback = otherwise ?? infoOf(this.declaration(key)).default;
    return typeof fallback === 'number' && !this.isBroken ? fallback : Number.NaN;
  }

  numberOrNull(key: string): number | null {
    return this.has(key) ? this.number(key) : null;
  }

  /** One of the field's words, or a number. */
  wordOrNumber(key: string): string | number {
    const node = this.at(key);
    const info = infoOf(this.declaration(key));
    if (node?.type === 'scalar' && info.words?.includes(String(node.value))) {
      this.#show(key, String(node.value), node.place);
      return String(node.value);
    }
    if (node !== undefined) return this.number(key);
    this.#present(key);
    return this.isBroken ? Number.NaN : (info.default as string | number);
  }

  /** One of the field's words; undefined when it is a map instead, or broken. */
  word(key: string): string | undefined {
    return this.at(key)?.type === 'map' ? undefined : this.text(key);
  }

  distribution(key: string): Distribution {
    const node = this.#present(key);
    const { mistakes, shown } = this.reading;
    if (node !== undefined)
      return readDistribution(this.declaration(key), node, this.pathOf(key), mistakes, shown);
    return {
      kind: 'constant',
      value: (infoOf(this.declaration(key)).default as number | undefined) ?? Number.NaN,
    };
  }

  distributionOrNull(key: string): Distribution | null {
    return this.has(key) ? this.distribution(key) : null;
  }

  /** A text, id or word; undefined when it is absent without a default, or broken. */
  text(key: string, otherwise?: string): string | undefined {
    const node = this.#present(key, otherwise);
    if (node === undefined)
      return this.isBroken
        ? undefined
        : (otherwise ?? (infoOf(this.declaration(key)).default as string | undefined));
    if (node.type !== 'scalar') return undefined;
    this.#show(key, node.text, node.place);
    return node.text;
  }

  month(key: string, span: Span | null, otherwise?: Month): Month | undefined {
    const node = this.#present(key, otherwise === undefined ? undefined : monthText(otherwise));
    if (node === undefined) return otherwise;
    if (node.type !== 'scalar') return undefined;
    const month = monthOf(node.text);
    const known = span !== null && Number.isFinite(span.first) && Number.isFinite(span.last) ? span : null;
    const within = known === null ? '' : `, from ${monthText(known.first)} to ${monthText(known.last)}`;
    const isOutside = month !== undefined && known !== null && (month < known.first || month > known.last);
    if (month === undefined || isOutside) {
      const meant = month === undefined ? monthMeant(node.text, key === 'end' || key === 'until') : undefined;
      const changes =
        month !== undefined && known !== null && month > known.last
          ? 'change calendar.end (to stop earlier, leave it and run with --until)'
          : 'change calendar.start';
      const remedy = isOutside
        ? `choose a month of the calendar, ${changes}, or switch this off`
        : meant === undefined
          ? 'write year and month, such as 2022-11'
          : `write ${meant}`;
      this.fail(key, isOutside ? node.text : quoted(node.text), `a month, YYYY-MM${within}`, remedy);
      return undefined;
    }
    this.#show(key, monthText(month), node.place);
    return month;
  }

  section(key: string): Section {
    return new Section(
      this.reading,
      this.declaration(key),
      this.isBroken ? this.node : this.at(key),
      this.pathOf(key),
      this.place,
    );
  }

  /** Items of a list, by id or position. */
  items(key: string, fallbackOf?: (item: Node) => Node | undefined): Section[] {
    const node = this.at(key);
    const inside = infoOf(this.declaration(key)).inside!;
    const isById = infoOf(this.declaration(key)).kind === 'items';
    return itemsOf(node).flatMap((item, at) => {
      const id = idOf(item);
      if (isById && id === undefined) return []; // already reported

      const path = id === undefined ? `${this.pathOf(key)}[${at}]` : joined(this.pathOf(key), id);
      return new Section(this.reading, inside, item, path, this.place, fallbackOf?.(item));
    });
  }

  /** Numbers of a list such as `months: [5, 6]`, each once, or the default. */
  numbers(key: string, otherwise: number[]): number[] {
    const node = this.at(key);
    if (node === undefined) {
      this.#show(key, `[${otherwise.join(', ')}]`, 'default');
      return otherwise;
    }
    const rule = ruleOf(infoOf(infoOf(this.declaration(key)).inside!));
    const { mistakes, shown } = this.reading;
    const numbers = itemsOf(node).map((item, at) =>
      readNumber(item, `${this.pathOf(key)}[${at}]`, rule, mistakes, shown),
    );
    const twice = numbers.find((number, at) => numbers.indexOf(number, at + 1) > at);
    if (twice !== undefined) this.fail(key, `${twice} twice`, 'each number once', 'remove one of the two');
    if (numbers.length === 0 && node.type === 'list')
      this.fail(key, 'an empty list', 'at least one number', 'add one, or remove the key');
    return numbers;
  }

  /** Texts of a list such as `skills: [doctor]`; null when absent. */
  texts(key: string): string[] | null {
    const node = this.at(key);
    if (node === undefined) return null;
    const texts = itemsOf(node).flatMap((item) => (item.type === 'scalar' ? item.text : []));
    this.#show(key, `[${texts.join(', ')}]`, node.place);
    return texts;
  }

  /** Numbers by name in the order of `names`; names not written give 0, unknown names are mistakes. */
  byName(key: string, names: readonly string[], of: string): number[] | null {
    const node = this.at(key);
    if (node === undefined) return null;
    if (node.type !== 'map') return names.map(() => Number.NaN);
    const rule = ruleOf(infoOf(this.declaration(key)));
    const { mistakes, shown } = this.reading;
    for (const [name, { keyPlace }] of node.entries) {
      if (names.includes(name) || name === 'source' || name === 'why') continue;
      const remedy = didYouMean(name, names, `remove it, or declare the ${of}`);
      mistakes.add(
        keyPlace,
        joined(this.pathOf(key), name),
        quoted(name),
        `one of the ${of}s ${oneOf(names)}`,
        remedy,
      );
    }
    const isKnown = [...node.entries.keys()].every((name) => [...names, 'source', 'why'].includes(name));
    return names.map((name) => {
      const number = child(node, name);
      return number === undefined
        ? isKnown
          ? 0
          : Number.NaN
        : readNumber(number, joined(this.pathOf(key), name), rule, mistakes, shown);
    });
  }

  /** A text that must be one of the ids known; undefined when it is not, or absent. */
  reference(key: string, known: readonly string[], what: string): string | undefined {
    const id = this.text(key);
    if (id === undefined || known.includes(id)) return id;
    if (known.includes(plainId(id))) return plainId(id); // its spelling was reported
    this.reading.mistakes.removeAt(this.at(key)!.place);
    const section = what.replace(/ .*/, '');
    const remedy = this.reading.removed.has(`${section}.${id}`)
      ? `${section}.${id} is off: name another, or switch this off too`
      : didYouMean(
          id,
          known,
          known.length === 0
            ? `declare it under \`${section}\`, or remove this`
            : `name one of ${oneOf(known, 8)}`,
        );
    this.fail(key, quoted(id), `one of the ${what}: ${oneOf(known)}`, remedy);
    return undefined;
  }

  /** Mistake when shares do not sum to 1 (to a millionth). */
  sumsToOne(key: string, shares: readonly number[], what: string): void {
    const sum = shares.reduce((total, share) => total + share, 0);
    if (!(Math.abs(sum - 1) > 1e-6)) return;
    const found = `${what} that sum to ${Number(sum.toPrecision(9))}`;
    this.fail(key, found, `${what} that sum to 1`, 'change one of them, or divide each by their sum');
  }

  describe(key: string): string {
    return described(this.at(key));
  }
}
