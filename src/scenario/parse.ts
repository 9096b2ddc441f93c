import { type KnownTrees, type NearMiss, type Read, readChain } from './files.ts';
import { withoutRemoved } from './merge.ts';
import { Mistakes } from './mistakes.ts';
import type { ShownValue } from './provenance.ts';
import { resolveScenarioInSteps } from './resolve.ts';
import type { Scenario } from './scenario.ts';
import { quoted } from './scenario-error.ts';
import { applySettings } from './set.ts';
import { inOneGo } from './steps.ts';

export type { KnownTrees, NearMiss, Read } from './files.ts';
export type { Origin, ShownValue } from './provenance.ts';
export { LoadFailure, type Mistake, type Place, ScenarioError } from './scenario-error.ts';

/** A scenario ready to be simulated, with where each of its values comes from. */
export interface ParsedScenario {
  scenario: Scenario;
  /** Every value: path, value, unit, what backs it, and where it was written. */
  values: ShownValue[];
  /** Files it was made from: the first, what it extends, then the files of series. */
  files: string[];
  /** New items, complete in themselves, whose ids are nearly those of items that are extended. */
  nearMisses: NearMiss[];
}

/**
 * Reads a scenario, all that it extends and its series; applies `set`; checks everything.
 * @param file how the user names the first file; passed to `read`.
 * @param options.read gives a file's `{ path, text }`, at once. @param options.set settings `path=value`, applied in their order.
 * @param options.known files of earlier calls, which are then not parsed again; this call adds to them.
 * @throws ScenarioError with all mistakes at once; TypeError when it is called in another way.
 */
export function parseScenario(
  file: string,
  options: { read: Read; set?: readonly string[]; known?: KnownTrees },
): ParsedScenario {
  refuseOtherArguments(file, options);
  return openScenario(file, options.read, options.known)(options.set ?? []);
}

/** Those who write JavaScript have no types to tell them. */
function refuseOtherArguments(file: unknown, options: unknown): void {
  const { read, set = [] } = (options ?? {}) as { read?: unknown; set?: unknown };
  if (typeof file !== 'string') throw new TypeError('the first argument is the name of a scenario file');
  if (typeof read !== 'function')
    throw new TypeError('parseScenario needs `read`: a function that gives { path, text } of the file named');
  if (!Array.isArray(set) || set.some((one) => typeof one !== 'string'))
    throw new TypeError("`set` is a list of texts, such as ['scale=0.1']");
}

/**
 * A scenario's files read once, to be resolved with settings as often as is wanted: an ensemble whose every run has parameters of
 * its own would spend most of its time on reading the same YAML.
 * @param known as for `parseScenario`.
 * @returns what `parseScenario` would give for so many settings. It throws ScenarioError with all mistakes at once.
 */
export function openScenario(
  file: string,
  read: Read,
  known?: KnownTrees,
): (settings: readonly string[]) => ParsedScenario {
  const inSteps = openScenarioInSteps(file, read, known);
  return (settings) => inOneGo(inSteps(settings));
}

/** The same, giving way on its way. */
export function openScenarioInSteps(
  file: string,
  read: Read,
  known?: KnownTrees,
): (settings: readonly string[]) => Generator<void, ParsedScenario> {
  const ofFiles = new Mistakes();
  const chain = readChain(file, read, ofFiles, known);
  return function* (settings) {
    const mistakes = new Mistakes();
    for (const { place, path, found, expected, remedy } of ofFiles.list)
      mistakes.add(place, path, found, expected, remedy);
    const files = [...chain.files];
    if (chain.root === null) mistakes.throwIfAny(files, settings);
    const set = applySettings(chain.root!, settings, mistakes);
    yield;
    const { root, removed } = withoutRemoved(set);
    yield;
    const series = { read, firstFile: files[0]!, used: files };
    const { scenario, shown } = yield* resolveScenarioInSteps(root, removed, series, mistakes);
    for (const one of chain.nearMisses) tellNearMiss(one, mistakes);
    mistakes.throwIfAny(files, settings);
    return { scenario, values: shown, files, nearMisses: chain.nearMisses.filter(({ isClose }) => isClose) };
  };
}

/** A new item that lacks what it needs, with nearly the id of an old one or that of another list, is one mistake: the id's. One too many may be it, too. */
function tellNearMiss({ path, place, id, near, isClose }: NearMiss, mistakes: Mistakes): void {
  const missing = mistakes.removeMissing(path);
  const list = path.slice(0, path.lastIndexOf('.'));
  const isOneTooMany = isClose && mistakes.list.some((mistake) => mistake.path === list);
  if (missing.length === 0 && !isOneTooMany) return;
  const without = missing.length === 0 ? '' : ` without ${missing.join(', ')}`;
  mistakes.removeAt(place); // that this id cannot be a new one
  mistakes.add(
    place,
    path,
    `${quoted(id)}, a new item of ${list}${without}`,
    `the id of an item that is there, or all that a new one needs`,
    `did you mean ${near}?`,
  );
}
