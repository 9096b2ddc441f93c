/** Where a value was written: a spot in a file (line and column from 1), or a `--set` (or `option`) on the command line. */
export type Place = { file: string; line: number; column: number } | { set: string; option?: '--over' };

/** One mistake of a user, as it is shown: where, what was found, what was expected, and what to do. */
export interface Mistake {
  place: Place;
  path: string;
  found: string;
  expected: string;
  remedy: string;
}

/** Thrown with every mistake of a scenario at once; the message is the text to print. */
export class ScenarioError extends Error {
  readonly mistakes: readonly Mistake[];
  constructor(mistakes: readonly Mistake[]) {
    super(formatMistakes(mistakes));
    this.name = 'ScenarioError';
    this.mistakes = mistakes;
  }
}

/** A file that `Read` refuses or cannot find throws this; the place is that of the value that names the file. */
export class LoadFailure extends Error {
  readonly found: string;
  readonly expected: string;
  readonly remedy: string;
  constructor(found: string, expected: string, remedy: string) {
    super(`found ${found}, expected ${expected}; ${remedy}`);
    this.name = 'LoadFailure';
    this.found = found;
    this.expected = expected;
    this.remedy = remedy;
  }
}

/** Mistakes printed in full; a file of rubbish would otherwise fill the terminal. */
const PRINTED_AT_MOST = 200;

/** The text a user reads: four lines a mistake, and the count last. */
export function formatMistakes(mistakes: readonly Mistake[]): string {
  return [...mistakeLines(mistakes), countOfMistakes(mistakes.length)].join('\n');
}

export const countOfMistakes = (count: number): string =>
  `${count} ${count === 1 ? 'mistake' : 'mistakes'}; nothing was run.`;

/** Four lines a mistake. */
export function mistakeLines(mistakes: readonly Mistake[]): string[] {
  const lines: string[] = [];
  for (const { place, path, found, expected, remedy } of mistakes.slice(0, PRINTED_AT_MOST)) {
    lines.push(`${placeText(place)}  ${path}`);
    lines.push(`  found     ${found}`, `  expected  ${expected}`, `  remedy    ${remedy}`);
  }
  if (mistakes.length > PRINTED_AT_MOST) lines.push(`… and ${mistakes.length - PRINTED_AT_MOST} more.`);
  return lines.map(withoutControlCharacters);
}

/** `file:line:column`, or the option as it was typed. */
export function placeText(place: Place): string {
  return 'set' in place
    ? `${place.option ?? '--set'} ${shortened(place.set)}`
    : `${place.file}:${place.line}:${place.column}`;
}

/** A file's own characters may not move the cursor or turn the text of a terminal round. */
function withoutControlCharacters(text: string): string {
  return text.replace(
    /[\u0000-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u2060\ufeff\u2028-\u202e\u2066-\u2069]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** At most so many characters of a user's text are repeated in a message. */
const REPEATED_AT_MOST = 60;

export function shortened(text: string): string {
  return text.length <= REPEATED_AT_MOST ? text : `${text.slice(0, REPEATED_AT_MOST)}…`;
}

/** A text as it is shown in `found`. */
export function quoted(text: string): string {
  return JSON.stringify(shortened(text));
}
