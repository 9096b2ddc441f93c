import type * as z from 'zod';
import { type ReadFile, readForm } from '../evidence/form.ts';
import { Mistakes } from '../scenario/mistakes.ts';
import { placeText } from '../scenario/scenario-error.ts';
import type { Node } from '../scenario/tree.ts';
import { textOfFile } from './scenario-files.ts';

/**
 * What a file that the command line names says, held against its form.
 * @param told where the form is told, as a sentence. @param check adds what a form cannot say.
 * @throws UsageMistake when it cannot be read, ScenarioError with every mistake in it.
 */
export function readFormFile<T>(
  form: z.ZodType<T>,
  path: string,
  told: string,
  check: (read: ReadFile<T>, mistakes: Mistakes) => void = () => {},
): ReadFile<T> {
  const mistakes = new Mistakes();
  const read = readForm(form, { path, text: textOfFile(path) }, mistakes, told);
  if (read !== null) check(read, mistakes);
  mistakes.throwIfAny([path], []);
  return read!;
}

/** Where what each key of a file says stands, as messages name it. */
export function placesOf(root: Node): Map<string, string> {
  const entries = root.type === 'map' ? [...root.entries] : [];
  return new Map(entries.map(([key, { node }]) => [key, `${placeText(node.place)}  ${key}`]));
}
