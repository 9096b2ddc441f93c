/** A command line that is being typed, up to the cursor. */
export interface Typed {
  /** Finished words after the command's own name, `talentflow`. */
  readonly words: readonly string[];
  /** The word that is being typed; empty after a space. */
  readonly current: string;
  /** How much of `current` stays where it is: an answer is told without it. */
  readonly kept: number;
}

/** What zsh and fish say: the words, then the one being typed. */
export function typedWords(words: readonly string[]): Typed {
  return { words: words.slice(1, -1), current: words.at(-1) ?? '', kept: 0 };
}

/**
 * What bash says: the line as it stands and where the cursor is. Bash takes its answers for the piece of the word after the last of
 * `breaks`, such as `:` and `=`.
 */
export function typedLine(line: string, point: number, breaks: string): Typed {
  const words = wordsIn(line.slice(0, point));
  const current = words.at(-1) ?? '';
  const lastBreak = Math.max(
    ...[...':='].filter((one) => breaks.includes(one)).map((one) => current.lastIndexOf(one)),
  );
  return { words: words.slice(1, -1), current, kept: Number.isFinite(lastBreak) ? lastBreak + 1 : 0 };
}

/** The words of a line as a shell would read them; the last is the one being typed, and may be empty. */
function wordsIn(line: string): string[] {
  const words = [''];
  let quote = '';
  for (let at = 0; at < line.length; at++) {
    const letter = line[at]!;
    const isEscape = letter === '\\' && quote !== "'";
    if (isEscape) words[words.length - 1] += line[++at] ?? '';
    else if (letter === quote) quote = '';
    else if (quote === '' && (letter === '"' || letter === "'")) quote = letter;
    else if (quote === '' && /\s/.test(letter)) {
      if (words.at(-1) !== '') words.push('');
    } else words[words.length - 1] += letter;
  }
  return words;
}
