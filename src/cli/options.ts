import type { Options } from 'yargs';
import { UsageMistake } from '../runtime/failures.ts';
import { nearestWord } from '../scenario/nearest.ts';
import { allChecked } from './checks.ts';

/** Runs of one scenario at most: a bound against a slip of the keyboard, as a full run takes seconds and its tables some 10 MB. */
export const MOST_REPLICATES = 10_000;

/** Options of every command that reads a scenario. */
export const SCENARIO_OPTIONS = {
  set: {
    type: 'array',
    string: true,
    nargs: 1,
    describe: 'change a value by its path; repeat for several',
    metavar: 'path=value',
  },
  root: { type: 'string', requiresArg: true, describe: 'folder that the scenario files may not leave' },
} as const satisfies Record<string, Options & { metavar?: string }>;

/** Options of commands that look at means over some months. */
export const WINDOW_OPTIONS = {
  from: {
    type: 'string',
    requiresArg: true,
    describe: 'first month looked at, YYYY-MM; default: the first reported',
  },
  to: { type: 'string', requiresArg: true, describe: 'last month looked at, YYYY-MM; default: the last' },
} as const satisfies Record<string, Options>;

/** Options of every command that reads facts or priors to show them. */
export const EVIDENCE_OPTIONS = {
  evidence: {
    type: 'string',
    requiresArg: true,
    describe: "folder with facts/ and priors/ of your own; default: the package's",
  },
} as const satisfies Record<string, Options>;

/** How a command tells what it does, whatever it does. */
export const TELLING_OPTIONS = {
  json: { type: 'boolean', describe: 'one JSON object on standard output, nothing else' },
  quiet: { type: 'boolean', describe: 'no progress' },
} as const satisfies Record<string, Options>;

/** Options of every command that simulates; they mean the same in each. */
export const SIMULATION_OPTIONS = {
  ...SCENARIO_OPTIONS,
  seed: { type: 'string', requiresArg: true, describe: "any text; default: the scenario's" },
  scale: { type: 'string', requiresArg: true, describe: 'simulated people a person, 0.001 to 100' },
  until: { type: 'string', requiresArg: true, describe: 'last month, YYYY-MM' },
  out: { type: 'string', requiresArg: true, describe: 'results folder; default: output/<name>' },
  workers: {
    type: 'string',
    requiresArg: true,
    describe: "worker threads; default: one less than the machine's cores",
  },
  queue: {
    type: 'string',
    requiresArg: true,
    describe:
      'Redis whose workers (talentflow worker) run the points, instead of threads: redis://… or rediss://…',
  },
  points: {
    type: 'string',
    requiresArg: true,
    describe: 'folder of finished runs; default: TALENTFLOW_POINTS, or .points beside the results folder',
  },
  fresh: { type: 'boolean', describe: 'run anew what is finished, too' },
  ...TELLING_OPTIONS,
  force: { type: 'boolean', describe: 'replace a results folder of another scenario, or one not ours' },
} as const satisfies Record<string, Options>;

/** The option for where results go. @param folder in output/ unless it is told. */
export const resultsIn = (folder: string) =>
  ({
    out: { ...SIMULATION_OPTIONS.out, describe: `results folder; default: output/${folder}` },
  }) as const;

/**
 * A whole number given as text; undefined stays undefined.
 * @throws UsageMistake
 */
export function wholeNumber(
  option: string,
  text: string | undefined,
  from: number,
  to: number,
): number | undefined {
  if (text === undefined) return undefined;
  const number = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  if (number >= from && number <= to) return number;
  throw mistake(
    option,
    text,
    `a whole number from ${from} to ${to}`,
    `write for example --${option} ${Math.max(from, 2)}`,
  );
}

/** One of some words; undefined stays undefined. @throws UsageMistake */
export const oneOfWords = <Word extends string>(
  option: string,
  text: string | undefined,
  words: readonly Word[],
): Word | undefined => (text === undefined ? undefined : wordAt(`--${option}`, text, words));

/**
 * One of some words. @param where it is typed: an option, or a command whose argument it is. @param example what could be typed.
 * @throws UsageMistake
 */
export function wordAt<Word extends string>(
  where: string,
  text: string,
  words: readonly Word[],
  example = `${where} ${words[0]}`,
): Word {
  if (words.includes(text as Word)) return text as Word;
  const near = nearestWord(text, words);
  throw new UsageMistake(where, {
    found: JSON.stringify(text),
    expected: `one of ${words.join(', ')}`,
    remedy: near ? `did you mean ${near}?` : `write for example ${example}`,
  });
}

/** A number given as text; undefined stays undefined. @throws UsageMistake */
export function plainNumber(
  option: string,
  text: string | undefined,
  from: number,
  to: number,
): number | undefined {
  if (text === undefined) return undefined;
  const number = /^\d*\.?\d+(e-?\d+)?$/i.test(text) ? Number(text) : Number.NaN;
  if (number >= from && number <= to) return number;
  throw mistake(option, text, `a number from ${from} to ${to}`, `write for example --${option} 0.1`);
}

/** A mistake in what was given for an option, to be thrown or added to others. @param option without its dashes. */
export function mistake(option: string, found: string, expected: string, remedy: string): UsageMistake {
  return new UsageMistake(`--${option}`, { found: JSON.stringify(found), expected, remedy });
}

/** What may be said several times: options, and arguments that are lists. */
const LISTS = [
  '_',
  'set',
  'files',
  'ids',
  'policies',
  'outcome',
  'over',
  'between',
  'reference',
  'parameter',
  'folders',
];

/** yargs gathers an option given twice into a list; only some may be one. @throws UsageMistake, SeveralMistakes */
export function refuseRepeated(given: Record<string, unknown>): true {
  return allChecked((checks) => {
    for (const [option, value] of Object.entries(given))
      if (Array.isArray(value) && !LISTS.includes(option))
        checks.add(mistake(option, value.join(', '), 'one value', `give --${option} once`));
    return true;
  });
}
