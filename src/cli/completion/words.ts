/** Where the build leaves the words that completion knows, inside dist/: see `gather.ts`. */
export const WORDS_FILE = 'completion.json';

/** All that can be completed without reading a file of the user. */
export interface CompletionWords {
  readonly format: 'talentflow.completion/1';
  readonly commands: Readonly<Record<string, CommandWords>>;
  /** Scenarios of the package by name; all but the baseline as what differs from it. */
  readonly scenarios: Readonly<Record<string, ShippedWords>>;
  /** Tables of results: columns of numbers, and of texts to choose rows by. */
  readonly tables: Readonly<Record<string, { readonly numbers: string[]; readonly texts: string[] }>>;
  /** Ids of facts and priors. */
  readonly evidence: readonly string[];
  /** Kinds of moves, such as `job-to-job`. */
  readonly moves: readonly string[];
}

export interface CommandWords {
  readonly about: string;
  /** In their order; the last takes all further words. */
  readonly positionals: readonly string[];
  readonly options: Readonly<Record<string, OptionWords>>;
}

export interface OptionWords {
  readonly about: string;
  readonly takesValue: boolean;
  /** Where its value is one of some words. */
  readonly words?: readonly string[];
}

/** What may be named in one scenario. */
export interface ScenarioWords {
  /** Paths of numbers, and of other values, that --set changes. */
  readonly numbers: readonly string[];
  readonly texts: readonly string[];
  /** Ids. Employers that stand for many of a kind are in none of the tables by name, and are left out. */
  readonly employers: readonly string[];
  readonly sectors: readonly string[];
  readonly regions: readonly string[];
  readonly skills: readonly string[];
}

export interface ShippedWords extends ScenarioWords {
  readonly title: string;
  /** Paths of the baseline that are not in it. */
  readonly without: readonly string[];
}
