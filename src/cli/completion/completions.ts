import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../runtime/package-files.ts';
import { answers } from './answers.ts';
import { type Typed, typedLine, typedWords } from './typed.ts';
import { type CompletionWords, WORDS_FILE } from './words.ts';

/**
 * What a shell's script asks for, as text: a candidate a line, with what it is after a tab but in bash. A shell that asks cannot show
 * an error, so that there are no candidates where something fails.
 * @param asked the shell's name; then of bash the line, the cursor's place and $COMP_WORDBREAKS, of others the words typed.
 */
export async function completions([shell, ...asked]: readonly string[]): Promise<string> {
  const [line = '', point = '', breaks = ''] = asked;
  const typed: Typed = shell === 'bash' ? typedLine(line, Number(point), breaks) : typedWords(asked);
  try {
    const known = JSON.parse(
      readFileSync(join(packageRoot(), 'dist', WORDS_FILE), 'utf8'),
    ) as CompletionWords;
    const found = await answers(typed, known);
    return found
      .map(({ word, about }) => (shell === 'bash' ? word.slice(typed.kept) : `${word}\t${about}`))
      .map((text) => `${text}\n`)
      .join('');
  } catch {
    return '';
  }
}
