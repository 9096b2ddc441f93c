/** Options that say where results go, how runs are made and what is printed; true: they take a value. A queue's address may hold a password. */
const NOT_OF_THE_RESULTS: Readonly<Record<string, boolean>> = {
  '--out': true,
  '--workers': true,
  '--queue': true,
  '--points': true,
  '--fresh': false,
  '--json': false,
  '--quiet': false,
  '--force': false,
};

/** The words of a command line, without the program's name, that say what is made: with them somebody else makes the same results. */
export function wordsToMake(words: readonly string[]): string[] {
  return words.filter((word, at) => {
    const before = words[at - 1];
    const isValueOfOne = before !== undefined && NOT_OF_THE_RESULTS[before] === true;
    return !isValueOfOne && NOT_OF_THE_RESULTS[word.replace(/=.*/s, '')] === undefined;
  });
}
