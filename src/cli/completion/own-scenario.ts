import { readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { CompletionWords, ScenarioWords } from './words.ts';

/** Files larger than this would be read too slowly for an answer at a press of Tab, bytes. */
const LARGEST = 1_000_000;
/** As many files as may extend each other. */
const LONGEST_CHAIN = 32;
const SHIPPED = 'talentflow:';

/** Sections that every market has, whether or not its file names them; their paths have no ids. */
const ALWAYS = ['people', 'choice', 'hiring', 'separations', 'calendar'];
/** Keys that back a value and are none. */
const NOTES = ['source', 'why', 'kind', 'range', 'fact', 'unit', 'id', 'extends', 'off'];

type Yaml = unknown;
type YamlMap = Record<string, Yaml>;

/**
 * What may be named in a scenario of the package, or a file of the user read quickly: its own keys and ids, and those of what it
 * extends. It is not checked. Null where it cannot be read.
 */
export async function ownWords(reference: string, known: CompletionWords): Promise<ScenarioWords | null> {
  if (reference.startsWith(SHIPPED)) return shippedWords(reference.slice(SHIPPED.length), known);
  const { parse } = await import('yaml');
  const chain: ScenarioWords[] = [];
  let next: string | null = reference;
  while (next !== null && chain.length < LONGEST_CHAIN) {
    if (next.startsWith(SHIPPED)) {
      const shipped = shippedWords(next.slice(SHIPPED.length), known);
      if (shipped !== null) chain.push(shipped);
      break;
    }
    const file: string = next;
    const market = readMap(file, parse);
    if (market === null) break;
    chain.push(wordsIn(market));
    const parent = market.extends;
    next =
      typeof parent !== 'string' ? null : parent.startsWith(SHIPPED) ? parent : join(dirname(file), parent);
  }
  if (chain.length === 0) return null;
  const isWhole = next === null; // a market of its own: what its file leaves out has the vocabulary's defaults
  return together(isWhole ? [...chain, defaults(known)] : chain);
}

function shippedWords(name: string, { scenarios }: CompletionWords): ScenarioWords | null {
  const own = Object.hasOwn(scenarios, name) ? scenarios[name] : undefined;
  if (own === undefined) return null;
  if (name === 'baseline') return own;
  const gone = new Set(own.without);
  const all = together([own, scenarios.baseline!]);
  const left = (paths: readonly string[]) => paths.filter((path) => !gone.has(path));
  return { ...all, numbers: left(all.numbers), texts: left(all.texts) };
}

function readMap(file: string, parse: (text: string, options: object) => Yaml): YamlMap | null {
  try {
    if (statSync(file).size > LARGEST) return null;
    const read = parse(readFileSync(file, 'utf8'), { maxAliasCount: 0, logLevel: 'silent' });
    return isMap(read) ? read : null;
  } catch {
    return null; // a file that is being written may be no YAML at the moment
  }
}

function wordsIn(market: YamlMap): ScenarioWords {
  const paths = pathsIn(market, '');
  const ids = (key: string) => itemsOf(market[key]).map(({ id }) => id);
  return {
    numbers: paths.filter(({ isNumber }) => isNumber).map(({ path }) => path),
    texts: paths.filter(({ isNumber }) => !isNumber).map(({ path }) => path),
    employers: itemsOf(market.employers)
      .filter((employer) => !('count' in employer))
      .map(({ id }) => id),
    sectors: ids('sectors'),
    regions: ids('regions'),
    skills: ids('skills'),
  };
}

function pathsIn(value: Yaml, path: string): { path: string; isNumber: boolean }[] {
  const inside = (key: string) => (path === '' ? key : `${path}.${key}`);
  if (Array.isArray(value)) return itemsOf(value).flatMap((item) => pathsIn(item, inside(item.id)));
  const isPlain = !isMap(value) || 'value' in value;
  if (isPlain) {
    const said = isMap(value) ? value.value : value;
    return [{ path, isNumber: typeof said === 'number' || /^-?[\d.]/.test(String(said)) }];
  }
  return Object.entries(value)
    .filter(([key]) => !NOTES.includes(key))
    .flatMap(([key, one]) => pathsIn(one, inside(key)));
}

function defaults({ scenarios }: CompletionWords): ScenarioWords {
  const isDefault = (path: string) => ALWAYS.includes(path.split('.', 1)[0]!);
  const { numbers, texts } = scenarios.baseline!;
  return {
    numbers: numbers.filter(isDefault),
    texts: texts.filter(isDefault),
    employers: [],
    sectors: [],
    regions: [],
    skills: [],
  };
}

function together(all: readonly ScenarioWords[]): ScenarioWords {
  const merged = (key: keyof ScenarioWords) => [...new Set(all.flatMap((one) => one[key]))];
  return {
    numbers: merged('numbers'),
    texts: merged('texts'),
    employers: merged('employers'),
    sectors: merged('sectors'),
    regions: merged('regions'),
    skills: merged('skills'),
  };
}

const isMap = (value: Yaml): value is YamlMap =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const itemsOf = (value: Yaml): (YamlMap & { id: string })[] =>
  Array.isArray(value)
    ? value.filter((item): item is YamlMap & { id: string } => isMap(item) && typeof item.id === 'string')
    : [];
