import * as z from 'zod';
import { oneOf } from './nearest.ts';
import { UNITS, type UnitName } from './units.ts';

/**
 * Kinds of fields from which the vocabulary in `schema.ts` is declared. Each makes a strict zod schema, in which every
 * key is optional because one file may say any part, and notes beside it what merging, reading and the manual need.
 */
export interface Bounds {
  /** Inclusive bounds, in the field's unit. */
  min?: number;
  max?: number;
  /** Exclusive bounds. */
  above?: number;
  below?: number;
  whole?: boolean;
}

export interface FieldInfo {
  kind:
    | 'number'
    | 'distribution'
    | 'month'
    | 'text'
    | 'seed'
    | 'id'
    | 'choice'
    | 'flag'
    | 'map'
    | 'items'
    | 'list'
    | 'numbers-by-name';
  meaning: string;
  /** What a value must be, in words: the `expected` of a mistake. */
  expected: string;
  unit?: UnitName;
  bounds?: Bounds;
  /** Default as a value (also used when reading) or as words (then worked out by the reader). */
  default?: number | string | boolean;
  defaultWords?: string;
  required?: boolean;
  /** Shown in remedies for a missing key. */
  example?: string;
  words?: readonly string[];
  /** Of maps: whether `off: true` removes it. */
  removable?: boolean;
  /** What is inside: a map's or list item's schema. */
  inside?: z.ZodType;
  /** Of a union of a number and a map, such as `mission` or `before`: the map. */
  orMap?: z.ZodType;
}

const DECLARED = new WeakMap<z.ZodType, FieldInfo>();

export function infoIfAny(schema: z.ZodType | undefined): FieldInfo | undefined {
  return schema && DECLARED.get(unwrapped(schema));
}

export function infoOf(schema: z.ZodType): FieldInfo {
  const found = infoIfAny(schema);
  if (found === undefined) throw new Error('a field of the vocabulary without information');
  return found;
}

/** The schema itself of one that may be absent. */
export function unwrapped(schema: z.ZodType): z.ZodType {
  return schema instanceof z.ZodOptional ? unwrapped(schema.unwrap() as z.ZodType) : schema;
}

/** The keys of a map of the vocabulary, or undefined when the schema is no map. */
export function keysOf(schema: z.ZodType | undefined): Record<string, z.ZodType> | undefined {
  if (schema === undefined) return undefined;
  const inner = unwrapped(schema);
  return inner instanceof z.ZodObject ? (inner.shape as Record<string, z.ZodType>) : undefined;
}

function declare<S extends z.ZodType>(schema: S, info: FieldInfo): S {
  const about: Record<string, unknown> = { description: describedField(info) };
  if (info.default !== undefined) about.default = info.default;
  const described = schema.meta(about) as S;
  DECLARED.set(described, info);
  return described;
}

function describedField(info: FieldInfo): string {
  const parts = [info.meaning.endsWith('.') ? info.meaning : `${info.meaning}.`];
  if (info.unit !== undefined && info.unit !== 'own') parts.push(`Unit: ${UNITS[info.unit].name}.`);
  if (info.required) parts.push('Required.');
  else if (info.default !== undefined && info.default !== '') parts.push(`Default: ${info.default}.`);
  else if (info.defaultWords !== undefined) parts.push(`Default: ${info.defaultWords}.`);
  return parts.join(' ');
}

type Options = Partial<Pick<FieldInfo, 'default' | 'defaultWords' | 'required' | 'example'>>;

export function expectedNumber(unit: UnitName, bounds: Bounds): string {
  const words = UNITS[unit].words;
  const whole = bounds.whole
    ? words.replace(/^an? (number)?/, (_, number) => (number ? 'a whole number' : 'a whole'))
    : words;
  return `${whole}${boundsText(bounds)}`;
}

export function boundsText({ min, max, above, below }: Bounds): string {
  const parts: string[] = [];
  const text = (bound: number) => (bound >= 10_000 ? bound.toLocaleString('en-GB') : String(bound));
  if (min !== undefined && max !== undefined) return `, ${text(min)} to ${text(max)}`;
  if (min !== undefined) parts.push(`${text(min)} or more`);
  if (above !== undefined) parts.push(`more than ${text(above)}`);
  if (max !== undefined) parts.push(`${text(max)} or less`);
  if (below !== undefined) parts.push(`less than ${text(below)}`);
  return parts.length === 0 ? '' : `, ${parts.join(' and ')}`;
}

/** What to do about a number out of bounds. @param isBare written without a unit, so that per cent may be meant. */
/** @param isBare without a unit. @param isInMap as `value`, beside which its unit stands. */
export function boundRemedy(bounds: Bounds, value: number, isBare: boolean, isInMap = false): string {
  const { min, max, above, below, whole } = bounds;
  const isBeyond =
    (min !== undefined && value < min) ||
    (max !== undefined && value > max) ||
    (above !== undefined && value <= above) ||
    (below !== undefined && value >= below);
  if (whole && !isBeyond) return `write ${Math.round(value)}`;
  const isShare = min === 0 && (max === 1 || below === 1);
  if (isShare && isBare && value > 1 && value <= 100)
    return `if per cent is meant, write ${isInMap ? `value: ${Number((value / 100).toPrecision(12))}` : `${value}%`}`;
  return `write a number that is${boundsText(bounds).replace(/^,/, '')}`;
}

export const KINDS_OF_NUMBER = ['measured', 'estimated', 'assumed', 'fitted'] as const;

const note = (meaning: string, expected = 'text') =>
  z.string({ error: expected }).meta({ description: meaning });
const FINITE = 'a number';

/** A number in full. Its parts may come from different files, so none is required here. */
export const FULL_NUMBER = z
  .strictObject(
    {
      value: z.number({ error: FINITE }).meta({ description: 'The number, in `unit`.' }),
      unit: note('Unit; when absent, the unit of the field.', 'a unit as text'),
      source: note('Publisher, title, date, table or page.'),
      kind: z.enum(KINDS_OF_NUMBER, { error: oneOf(KINDS_OF_NUMBER) }).meta({
        description:
          'measured or estimated (give `source`), assumed (give `why` and `range`), fitted (give `fact`).',
      }),
      range: z
        .tuple([z.number({ error: FINITE }), z.number({ error: FINITE })], {
          error: 'two numbers: [lowest, highest]',
        })
        .meta({ description: 'Plausible [lowest, highest], in `unit`.' }),
      why: note('Why the number is assumed to be so.'),
      fact: z
        .string({ error: 'the id of a fact, such as F01' })
        .regex(/^[A-Z]\d\d$/, { error: 'the id of a fact, such as F01' })
        .meta({ description: 'Id of the fact the number is fitted to, such as F01.' }),
    },
    { error: 'a number, or a map with value, unit, source, kind, range, why, fact' },
  )
  .partial()
  .meta({ id: 'full-number', description: 'A number in full, with its unit and where it comes from.' });

function boundedNumber({ min, max, above, below, whole }: Bounds, expected: string) {
  const error = { error: expected };
  let schema = z.number(error);
  if (min !== undefined) schema = schema.gte(min, error);
  if (max !== undefined) schema = schema.lte(max, error);
  if (above !== undefined) schema = schema.gt(above, error);
  if (below !== undefined) schema = schema.lt(below, error);
  return whole ? schema.int(error) : schema;
}

/** `200000 USD/year`: which unit fits is checked when the number is read. */
const numberText = z
  .string({ error: 'a number with its unit' })
  .regex(/^\s*[+-]?[.\d]/, { error: 'a number with its unit' })
  .meta({ id: 'number-with-unit', description: 'A number followed by its unit, such as 200000 USD/year.' });

const numberForms = (bounds: Bounds, expected: string) =>
  [boundedNumber(bounds, expected), numberText, FULL_NUMBER] as const;
const NUMBER_FORMS = 3;

export function number(unit: UnitName, meaning: string, bounds: Bounds = {}, options: Options = {}) {
  const expected = expectedNumber(unit, bounds);
  const schema = z.union(numberForms(bounds, expected), { error: expected });
  return declare(schema, { kind: 'number', meaning, expected, unit, bounds, ...options });
}

/** Words, or a number: `vacancies: unlimited` or `vacancies: 20`. */
export function wordOrNumber(
  words: readonly [string, ...string[]],
  unit: UnitName,
  meaning: string,
  bounds: Bounds,
  options: Options = {},
) {
  const expected = oneOf([...words, expectedNumber(unit, bounds)]);
  const schema = z.union([z.enum(words, { error: expected }), ...numberForms(bounds, expected)], {
    error: expected,
  });
  return declare(schema, { kind: 'number', meaning, expected, unit, bounds, words, ...options });
}

/** Words, or a map: `contacts: all` or `contacts: { answers: 3, openings: 9000 people }`. */
export function wordOrMap(
  words: readonly [string, ...string[]],
  meaning: string,
  orMap: z.ZodType,
  options: Options = {},
) {
  const expected = oneOf([...words, `a map with ${ownKeys(orMap).join(' and ')}`]);
  const schema = z.union([z.enum(words, { error: expected }), orMap], { error: expected });
  return declare(schema, { kind: 'choice', meaning, expected, words, orMap, ...options });
}

/** A number, or a map: mission by cause, or what happens before a series begins. */
export function numberOrMap(
  unit: UnitName,
  meaning: string,
  orMap: z.ZodType,
  options: Options & { words?: readonly [string, ...string[]] } = {},
) {
  const mapWords =
    infoOf(orMap).kind === 'numbers-by-name' ? infoOf(orMap).expected : `a map with ${oneOf(ownKeys(orMap))}`;
  const expected = oneOf([...(options.words ?? []), expectedNumber(unit, {}), mapWords]);
  const words = options.words === undefined ? [] : [z.enum(options.words, { error: expected })];
  const schema = z.union([...words, ...numberForms({}, expected), orMap] as z.ZodType[], {
    error: expected,
  });
  return declare(schema, { kind: 'number', meaning, expected, unit, bounds: {}, orMap, ...options });
}

/** A month, or a number: the level at which a driver has no effect. */
export function monthOrNumber(unit: UnitName, meaning: string, options: Options = {}) {
  const expected = `a month, YYYY-MM, or ${expectedNumber(unit, {})}`;
  const schema = z.union(numberForms({}, expected), { error: expected });
  return declare(schema, { kind: 'number', meaning, expected, unit, bounds: {}, words: [], ...options });
}

export const text = (meaning: string, options: Options = {}) =>
  declare(z.string({ error: 'text' }).max(2000, { error: 'text of at most 2,000 characters' }), {
    kind: 'text',
    meaning,
    expected: 'text',
    ...options,
  });

export const seed = (meaning: string, options: Options = {}) =>
  declare(z.union([z.string().min(1), z.number()], { error: 'a text or a number' }), {
    kind: 'seed',
    meaning,
    expected: 'a text or a number',
    ...options,
  });

export const month = (meaning: string, options: Options = {}) =>
  declare(z.string({ error: 'a month, YYYY-MM' }).meta({ examples: ['2022-11'] }), {
    kind: 'month',
    meaning,
    expected: 'a month, YYYY-MM',
    ...options,
  });

const ID = 'a name of 1 to 64 letters a–z, digits and hyphens';
/** Words that mean something else wherever ids are keys, parts of paths, or places in the tables of results. */
export const RESERVED_IDS = [
  'id',
  'off',
  'source',
  'why',
  'value',
  'unit',
  'kind',
  'range',
  'fact',
  'entry',
] as const;

export const id = (meaning: string, options: Options = {}) =>
  declare(z.string({ error: ID }).regex(/^[a-z0-9-]{1,64}$/, { error: ID }), {
    kind: 'id',
    meaning,
    expected: ID,
    ...options,
  });

export function choice(words: readonly [string, ...string[]], meaning: string, options: Options = {}) {
  const expected = oneOf(words);
  return declare(z.enum(words, { error: expected }), {
    kind: 'choice',
    meaning,
    expected,
    words,
    ...options,
  });
}

export const flag = (meaning: string) =>
  declare(z.boolean({ error: 'true or false' }), {
    kind: 'flag',
    meaning,
    expected: 'true or false',
    default: false,
  });

type Shape = Record<string, z.ZodType>;

/** Every map may carry a source or a reason for the bare numbers inside it. */
const covers = () => ({
  source: text('Source of the bare numbers in this map'),
  why: text('Why the bare numbers in this map are assumed to be so'),
});

export const ownKeys = (schema: z.ZodType): string[] =>
  Object.keys(keysOf(schema) ?? {}).filter((key) => key !== 'source' && key !== 'why');

const off = () => ({ off: flag('true removes it') });

/** A map of the vocabulary. `removable`: the mechanism may be switched off by `off: true`. */
export function map(meaning: string, shape: Shape, options: Options & { removable?: boolean } = {}) {
  const expected = `a map with ${oneOf(Object.keys(shape), 12)}`;
  const keys = { ...shape, ...(options.removable ? off() : {}), ...covers() };
  return declare(z.strictObject(keys, { error: expected }).partial(), {
    kind: 'map',
    meaning,
    expected,
    ...options,
  });
}

/** A list whose items have an `id`: merged by it, addressed by it, removed by `off: true`. */
export function items(meaning: string, shape: Shape, options: Options = {}) {
  const keys = { ...shape, ...off(), ...covers() };
  const itemExpected = `a map with ${oneOf(Object.keys(shape), 12)}`;
  const partial = z.strictObject(keys, { error: itemExpected }).partial();
  const inside = declare(partial.extend({ id: shape.id! }), {
    kind: 'map',
    meaning,
    expected: itemExpected,
    removable: true,
  });
  const expected = 'a list of maps, each with an id';
  return declare(z.array(inside, { error: expected }), {
    kind: 'items',
    meaning,
    expected,
    inside,
    ...options,
  });
}

/** A list without ids: replaced as a whole. */
export function list(meaning: string, inside: z.ZodType, options: Options = {}) {
  const expected = `a list, each item ${infoOf(inside).expected}`;
  return declare(z.array(inside, { error: expected }), {
    kind: 'list',
    meaning,
    expected,
    inside,
    ...options,
  });
}

/** Numbers by name: `skill-mix: { doctor: 0.2, … }`. */
export function numbersByName(
  unit: UnitName,
  meaning: string,
  of: string,
  bounds: Bounds,
  options: Options = {},
) {
  const inside = number(unit, `Number of this ${of}`, bounds);
  const expected = `a map: ${of} → ${expectedNumber(unit, bounds)}`;
  const schema = z.object(covers(), { error: expected }).partial().catchall(inside);
  return declare(schema, { kind: 'numbers-by-name', meaning, expected, unit, bounds, inside, ...options });
}

/** Maps of the kinds of distributions, without what is common to every map. */
export const DISTRIBUTIONS = {
  uniform: ['from', 'to'],
  normal: ['mean', 'sd'],
  lognormal: ['median', 'log-sd'],
  pareto: ['smallest', 'largest', 'exponent'],
} as const;
export type DistributionName = keyof typeof DISTRIBUTIONS;
export const DISTRIBUTION_NAMES = Object.keys(DISTRIBUTIONS) as DistributionName[];

export const boundsOfParameter: Readonly<Record<string, Bounds>> = {
  sd: { min: 0 },
  'log-sd': { min: 0 },
  median: { above: 0 },
  smallest: { above: 0 },
  largest: { above: 0 },
  exponent: { above: 0 },
};

export function distribution(unit: UnitName, meaning: string, bounds: Bounds = {}, options: Options = {}) {
  const expected = `${expectedNumber(unit, bounds)}, or a distribution`;
  const kinds = DISTRIBUTION_NAMES.map((name) => {
    const parameters = DISTRIBUTIONS[name].map((key) => {
      const parameterUnit = key === 'exponent' || key === 'log-sd' ? 'ratio' : unit;
      return [
        key,
        number(parameterUnit, `${key} of the distribution`, boundsOfParameter[key] ?? {}),
      ] as const;
    });
    const shape = {
      distribution: z.literal(name, { error: oneOf(DISTRIBUTION_NAMES) }),
      ...Object.fromEntries(parameters),
    };
    return map(`${name} distribution`, shape);
  });
  const schema = z.union([...numberForms(bounds, expected), ...kinds], { error: expected });
  return declare(schema, { kind: 'distribution', meaning, expected, unit, bounds, ...options });
}

/** The map of one kind of distribution, from its field. */
export function distributionMap(field: z.ZodType, name: DistributionName): z.ZodType {
  const options = (unwrapped(field) as z.ZodUnion<readonly z.ZodType[]>).options;
  return options[NUMBER_FORMS + DISTRIBUTION_NAMES.indexOf(name)]!;
}
