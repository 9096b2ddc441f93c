import { DESTINATIONS } from '../../scenario/scenario.ts';
import { filesThatFit, resultsThatFit } from './on-disk.ts';
import { ownWords } from './own-scenario.ts';
import type { Typed } from './typed.ts';
import type { CommandWords, CompletionWords, ScenarioWords } from './words.ts';

export interface Answer {
  /** The whole word. One that ends with one of `. = : , /` goes on. */
  readonly word: string;
  readonly about: string;
}

/** What a word may be. */
type Kind = (asked: Asked) => readonly Answer[] | Promise<readonly Answer[]>;

interface Asked {
  readonly known: CompletionWords;
  readonly command: string;
  readonly current: string;
  /** Words of the command that are no options, before the current one. */
  readonly given: readonly string[];
  /** The scenario that was named last, or the baseline. */
  scenario(): Promise<ScenarioWords>;
}

/** Values of options by name; `COMMAND --OPTION` where one command means something else. Others are files, left to the shell. */
const VALUES: Readonly<Record<string, Kind>> = {
  set: async ({ scenario }) => withEquals([...(await scenario()).numbers, ...(await scenario()).texts]),
  over: async ({ scenario }) => withEquals((await scenario()).numbers),
  parameter: async ({ scenario }) => plain((await scenario()).numbers),
  outcome: async ({ scenario, known }) => plain(outcomesOf(await scenario(), known)),
  vs: scenarios,
  kind: ({ known }) => plain(known.moves),
  skill: async ({ scenario }) => plain((await scenario()).skills),
  'explain --from': async ({ scenario }) => plain([...placesOf(await scenario()), 'no-job', 'entry']),
  'explain --to': async ({ scenario }) => plain([...placesOf(await scenario()), 'no-job', 'left']),
};

/** Words that are no options, by the name that the command gives them. */
const POSITIONALS: Readonly<Record<string, Kind>> = {
  scenario: scenarios,
  base: scenarios,
  policies: scenarios,
  before: scenarios,
  after: scenarios,
  files: scenarios,
  folders: ({ current }) => resultsThatFit(current),
  results: ({ current }) => resultsThatFit(current),
  ids: ({ known }) => plain(known.evidence),
  shell: () => plain(['bash', 'zsh', 'fish']),
  subject: () => plain(['person', 'employer', 'month', 'locality']),
  about: async (asked) => {
    if (asked.given[0] === 'employer') return plain((await asked.scenario()).employers);
    return asked.given[0] === 'locality' ? scenarios(asked) : [];
  },
};

/** All candidates for the word that is being typed, of which one may stand there. */
export async function answers({ words, current }: Typed, known: CompletionWords): Promise<Answer[]> {
  const [command, ...rest] = words;
  if (command === undefined) return commandsThatFit(current, known);
  const ofCommand = known.commands[command];
  if (ofCommand === undefined) return [];
  const { given, waiting } = readWords(rest, ofCommand);
  const asked = (current: string): Asked => ({
    known,
    command,
    current,
    given,
    scenario: () => wordsOfScenario(given, known),
  });
  if (waiting !== null) return ofOption(waiting, ofCommand, asked(current));
  const [, option, value] = /^--([a-z-]+)=(.*)$/s.exec(current) ?? [];
  if (option !== undefined) {
    const found = await ofOption(option, ofCommand, asked(value!));
    return found.map(({ word, about }) => ({ word: `--${option}=${word}`, about }));
  }
  if (current.startsWith('-')) return optionsThatFit(current, ofCommand);
  const position = Math.min(given.length, ofCommand.positionals.length - 1);
  const kind = POSITIONALS[ofCommand.positionals[position] ?? ''];
  const found = kind === undefined ? [] : thatFit(current, await kind(asked(current)));
  return found.length > 0 || current !== '' ? found : optionsThatFit(current, ofCommand);
}

/** Words that are no options, and the option whose value is still to come. */
function readWords(
  words: readonly string[],
  { options }: CommandWords,
): { given: string[]; waiting: string | null } {
  const given: string[] = [];
  let waiting: string | null = null;
  for (const word of words) {
    if (waiting !== null) waiting = null;
    else if (word.startsWith('--')) waiting = options[word.slice(2)]?.takesValue ? word.slice(2) : null;
    else given.push(word);
  }
  return { given, waiting };
}

async function ofOption(option: string, { options }: CommandWords, asked: Asked): Promise<Answer[]> {
  const words = options[option]?.words;
  if (words !== undefined) return thatFit(asked.current, plain(words));
  const kind = VALUES[`${asked.command} --${option}`] ?? VALUES[option];
  return kind === undefined || options[option] === undefined ? [] : thatFit(asked.current, await kind(asked));
}

const commandsThatFit = (current: string, { commands }: CompletionWords): Answer[] =>
  thatFit(
    current,
    Object.entries(commands).map(([word, { about }]) => ({ word, about })),
  );

const optionsThatFit = (current: string, { options }: CommandWords): Answer[] =>
  thatFit(
    current,
    Object.entries(options).map(([name, { about }]) => ({ word: `--${name}`, about })),
  );

/** Scenarios of the package, and YAML files. */
function scenarios({ current, known }: Asked): Answer[] {
  const shipped = Object.entries(known.scenarios).map(([name, { title }]) => ({
    word: `talentflow:${name}`,
    about: title,
  }));
  return [...shipped, ...filesThatFit(current, /\.ya?ml$/)];
}

/** The words of the scenario that stands last on the line; of the baseline where none does or it cannot be read. */
async function wordsOfScenario(given: readonly string[], known: CompletionWords): Promise<ScenarioWords> {
  const named = given.filter((word) => /^talentflow:|\.ya?ml$/.test(word)).at(-1);
  const baseline = known.scenarios.baseline!;
  return named === undefined ? baseline : ((await ownWords(named, known)) ?? baseline);
}

const placesOf = ({ sectors, employers }: ScenarioWords) => [...sectors, ...employers];

/** Everything that `--outcome` takes of a scenario, the shortest first. */
function outcomesOf({ employers, sectors, regions }: ScenarioWords, { tables }: CompletionWords): string[] {
  const places = [...sectors, ...employers];
  const of = (head: string, ids: readonly string[]) => ids.map((id) => `${head}:${id}`);
  return [
    'net-flow',
    ...of('net-flow', [...places, ...regions]),
    ...of('stock', [...places, ...regions]),
    ...of('pay', places),
    ...of('doctors', DESTINATIONS),
    'visas',
    ...of('visas', regions),
    'founders',
    'concentration',
    ...of('concentration', tables.concentration?.numbers ?? []),
    ...Object.entries(tables).flatMap(([table, { numbers, texts }]) =>
      numbers.flatMap((column) => [
        `${table}.${column}`,
        ...texts.map((text) => `${table}.${column}:${text}=`),
        ...(texts.includes('sector') ? of(`${table}.${column}:sector=`, sectors).map(closed) : []),
        ...(texts.includes('region') ? of(`${table}.${column}:region=`, regions).map(closed) : []),
      ]),
    ),
  ];
}

const closed = (outcome: string) => outcome.replace('=:', '=');

const plain = (words: readonly string[]): Answer[] => words.map((word) => ({ word, about: '' }));
const withEquals = (paths: readonly string[]): Answer[] => plain(paths.map((path) => `${path}=`));

/** What begins as typed, up to the next dot, colon or equals sign: thousands of paths are walked like folders. */
function thatFit(current: string, candidates: readonly Answer[]): Answer[] {
  const fitting = new Map<string, string>();
  for (const { word, about } of candidates) {
    if (!word.startsWith(current)) continue;
    const rest = word.slice(current.length);
    const end = /^talentflow:/.test(word) ? -1 : rest.search(/[.:=](?=.)/);
    const shown = end < 0 || isFile(word) ? word : word.slice(0, current.length + end + 1);
    if (!fitting.has(shown)) fitting.set(shown, shown === word ? about : '');
  }
  return [...fitting].map(([word, about]) => ({ word, about }));
}

const isFile = (word: string) => /\/|\.ya?ml$/.test(word);
