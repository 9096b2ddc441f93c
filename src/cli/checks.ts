import { OutcomeMistake } from '../experiments/outcomes.ts';
import { UsageMistake } from '../runtime/failures.ts';
import { formatMistakes, ScenarioError } from '../scenario/scenario-error.ts';

type Told = UsageMistake | ScenarioError | OutcomeMistake;

/** Mistakes of one command, more than one, to be told together. */
export class SeveralMistakes extends Error {
  readonly told: readonly Told[];
  constructor(told: readonly Told[]) {
    super(`${told.length} mistakes`);
    this.told = told;
  }
}

/** A check needs what another would have read, had it found no mistake: that one's is told. */
class NotRead extends Error {}

/**
 * Checks of what a command was given: each is made, whatever the others find, and `throwIfAny` tells all mistakes at once.
 *
 *     const checks = new Checks();
 *     const runs = checks.make(() => wholeNumber('replicates', given.replicates, 1, 100));
 *     const scenario = checks.make(() => readReloadable(file, given, checks));
 *     const settings = checks.make(() => settingsFor(scenario(), runs())); // not made where either has a mistake
 *     checks.throwIfAny();
 */
export class Checks {
  readonly #told: Told[] = [];

  /** Makes a check. @returns gives what it read; asked for in another check where there was a mistake, it ends that one silently. */
  make<T>(check: () => T): () => T {
    try {
      const read = check();
      return () => read;
    } catch (error) {
      this.#keep(error);
      return () => {
        throw new NotRead();
      };
    }
  }

  /** Makes a check that takes so long that others are heard meanwhile. @returns as `make` does. */
  async makeSlowly<T>(check: () => Promise<T>): Promise<() => T> {
    try {
      const read = await check();
      return () => read;
    } catch (error) {
      return this.make(() => {
        throw error;
      });
    }
  }

  /** Makes a check whose mistake keeps nothing else from being read. @returns what it read; undefined after a mistake. */
  sound<T>(check: () => T): T | undefined {
    try {
      return check();
    } catch (error) {
      this.#keep(error);
      return undefined;
    }
  }

  add(mistake: Told): void {
    this.#told.push(mistake);
  }

  /** @throws the mistake, or SeveralMistakes. */
  throwIfAny(): void {
    const [first, ...more] = withoutTwice(this.#told);
    if (first === undefined) return;
    throw more.length === 0 ? first : new SeveralMistakes([first, ...more]);
  }

  #keep(error: unknown): void {
    if (error instanceof SeveralMistakes) this.#told.push(...error.told);
    else if (isTold(error)) this.add(error);
    else if (!(error instanceof NotRead)) throw error;
  }
}

/** What several checks read. */
export function allRead<Reads extends Record<string, () => unknown>>(
  reads: Reads,
): { [Name in keyof Reads]: ReturnType<Reads[Name]> } {
  const read = Object.entries(reads).map(([name, one]) => [name, one()]);
  return Object.fromEntries(read) as { [Name in keyof Reads]: ReturnType<Reads[Name]> };
}

/** What a check read; undefined where it found a mistake. */
export function ifRead<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof NotRead) return undefined;
    throw error;
  }
}

/** Checks that need nothing of each other, made together. @throws the mistake, or SeveralMistakes. */
export function allChecked<T>(checks: (all: Checks) => T): T {
  const all = new Checks();
  const read = all.make(() => checks(all));
  all.throwIfAny();
  return read();
}

/** The same where one of them takes long. */
export async function allCheckedSlowly<T>(checks: (all: Checks) => Promise<T>): Promise<T> {
  const all = new Checks();
  const read = await all.makeSlowly(() => checks(all));
  all.throwIfAny();
  return read();
}

const isTold = (error: unknown): error is Told =>
  error instanceof UsageMistake || error instanceof ScenarioError || error instanceof OutcomeMistake;

/** A mistake of an option that several scenarios read, or of a file that they share, is one. */
function withoutTwice(all: readonly Told[]): Told[] {
  const told = new Set<string>();
  const isNew = (text: string) => !told.has(text) && told.add(text) !== undefined;
  return all.flatMap((one): Told[] => {
    if (!(one instanceof ScenarioError))
      return isNew([one.message, one.found, one.expected, one.remedy].join('\n')) ? [one] : [];
    const mistakes = one.mistakes.filter((mistake) => isNew(formatMistakes([mistake])));
    if (mistakes.length === one.mistakes.length) return [one];
    return mistakes.length === 0 ? [] : [new ScenarioError(mistakes)];
  });
}

/**
 * Mistakes of options that a file gave, told where the file says them.
 * @param places of the file, by the option's name; options that were typed are not among them.
 */
export function toldWhereWritten(error: unknown, places: ReadonlyMap<string, string>): unknown {
  if (error instanceof SeveralMistakes)
    return new SeveralMistakes(error.told.map((one) => toldWhereWritten(one, places) as Told));
  const option = error instanceof OutcomeMistake ? '--outcome' : (error as Error).message;
  const place = option.startsWith('--') ? places.get(option.slice(2)) : undefined;
  if (place === undefined || !(error instanceof UsageMistake || error instanceof OutcomeMistake))
    return error;
  const { found, expected, remedy } = error;
  const key = option.slice(2);
  const inFile = remedy.replaceAll(`leave ${option} `, `leave ${key} `).replaceAll(`${option} `, `${key}: `);
  return new UsageMistake(place, { found, expected, remedy: inFile });
}
