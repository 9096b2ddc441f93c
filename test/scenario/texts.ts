import { type ParsedScenario, parseScenario, type Read } from '../../src/scenario/parse.ts';
import { LoadFailure, ScenarioError } from '../../src/scenario/scenario-error.ts';

/** The smallest market: two employers, and what is required. */
export const SMALL = `
name: small
calendar: { start: 2020-01, end: 2020-12 }
choice: { elasticity: 4.1 }
employers:
  - { id: calm, pay: 200000 USD/year }
  - { id: rich, pay: 220000 USD/year }
`;

/** Files held in memory, by path. */
export function readerOf(files: Readonly<Record<string, string>>): Read {
  return (reference) => {
    const path = reference.replace(/^\.\//, '');
    const text = files[path];
    if (text === undefined) throw new LoadFailure(`no file ${path}`, 'a file that exists', 'check the path');
    return { path, text };
  };
}

/** Parses the first of some files held in memory. */
export function parseFiles(files: Readonly<Record<string, string>>, set: string[] = []): ParsedScenario {
  return parseScenario(Object.keys(files)[0]!, { read: readerOf(files), set });
}

export const parseText = (text: string, set: string[] = []): ParsedScenario =>
  parseFiles({ 'market.yaml': text }, set);

/** The small market with more lines. */
export const smallWith = (lines: string, set: string[] = []): ParsedScenario =>
  parseText(`${SMALL}${lines}\n`, set);

/** The text of all mistakes, or 'no mistake'. */
export function mistakesOf(parse: () => unknown): string {
  try {
    parse();
  } catch (failure) {
    if (failure instanceof ScenarioError) return failure.message;
    throw failure;
  }
  return 'no mistake';
}

/** What `show` says of one path. */
export function shownAt(parsed: ParsedScenario, path: string) {
  const found = parsed.values.find((value) => value.path === path);
  if (found === undefined) throw new Error(`no value at ${path}`);
  return found;
}
