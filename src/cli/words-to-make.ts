import { SIMULATION_OPTIONS } from './options.ts';

/** Options that say where results go, how runs are made and what is printed. A queue's address may hold a password. */
const NOT_OF_THE_RESULTS = ['out', 'workers', 'queue', 'points', 'fresh', 'json', 'quiet', 'force'] as const;
const named = (options: readonly string[]) => new Set(options.map((name) => `--${name}`));
const left = named(NOT_OF_THE_RESULTS);
const withValue = named(NOT_OF_THE_RESULTS.filter((name) => SIMULATION_OPTIONS[name].type === 'string'));

/** The words of a command line, without the program's name, that say what is made: with them somebody else makes the same results. */
export function wordsToMake(words: readonly string[]): string[] {
  return words.filter(
    (word, at) => !left.has(word.replace(/=.*/s, '')) && !withValue.has(words[at - 1] ?? ''),
  );
}
