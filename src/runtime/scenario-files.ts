import { readdirSync, readFileSync, realpathSync, type Stats, statSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { didYouMean, nearestWord, oneOf } from '../scenario/nearest.ts';
import { openScenario, type ParsedScenario, parseScenario, type Read } from '../scenario/parse.ts';
import { LoadFailure } from '../scenario/scenario-error.ts';
import { UsageMistake } from './failures.ts';
import { packageRoot } from './package-files.ts';

/** Largest file that is read at all, bytes: scenarios and series are far smaller. */
const LARGEST_FILE = 8_000_000;

/** Before the name of a scenario that is shipped in the package: `talentflow:baseline`. */
export const SHIPPED = 'talentflow:';

/**
 * Reads a scenario from disk. Paths in a file are relative to it and may not leave the root: `root`, else the nearest
 * folder above the first file that holds `scenarios/`, else that file's own folder.
 * @throws ScenarioError with all mistakes at once.
 */
export function loadScenario(
  file: string,
  options: { root?: string; set?: readonly string[] } = {},
): ParsedScenario {
  return parseScenario(file, { read: scenarioReader(options.root), set: options.set ?? [] });
}

/** The same with the files read once, for many settings. */
export function openScenarioFile(
  file: string,
  options: { root?: string } = {},
): (settings: readonly string[]) => ParsedScenario {
  return openScenario(file, scenarioReader(options.root));
}

/** A file that was read: its true path, how the user sees it, and the root that its paths may not leave. */
interface OpenedFile {
  truePath: string;
  shownPath: string;
  root: string;
}

/** A `Read` that keeps the files of one scenario inside their roots, and reads each once. */
export function scenarioReader(root?: string): Read {
  const opened = new Map<string, OpenedFile>();
  const known = new Map<string, ReturnType<Read>>(); // an ensemble asks for the same series once a run
  return (reference, fromFile) => {
    const asked = JSON.stringify([reference, fromFile]);
    const before = known.get(asked);
    if (before !== undefined) return before;
    const from = fromFile === null ? undefined : opened.get(fromFile);
    const file = locate(reference, from, root, [...opened.values()]);
    const read = { path: file.shownPath, text: readText(file.truePath, reference) };
    opened.set(file.shownPath, file);
    known.set(asked, read);
    return read;
  };
}

function locate(
  reference: string,
  from: OpenedFile | undefined,
  root: string | undefined,
  opened: OpenedFile[],
): OpenedFile {
  const file = from === undefined ? firstFile(reference, root) : referredFile(reference, from);
  return opened.find(({ truePath }) => truePath === file.truePath) ?? file;
}

function firstFile(reference: string, root: string | undefined): OpenedFile {
  if (namesShipped(reference)) return shipped(reference);
  const truePath = existing(
    resolve(reference),
    reference,
    'check the path; it is relative to the current folder',
  );
  const own = root === undefined ? nearestRoot(truePath) : rootGiven(root);
  return { truePath, shownPath: shown(reference), root: own };
}

/** @throws UsageMistake when there is no such folder. */
function rootGiven(root: string): string {
  if (root !== '' && isFolder(resolve(root))) return realpathSync(root);
  throw new UsageMistake('--root', {
    found: JSON.stringify(root),
    expected: 'a folder that exists, with the scenario in it',
    remedy: 'name one, or leave --root away',
  });
}

function referredFile(reference: string, from: OpenedFile): OpenedFile {
  if (namesShipped(reference)) return shipped(reference);
  if (isAbsolute(reference) || /^[\\/]/.test(reference)) {
    const remedy = 'write the path from this file on, such as ./other.yaml';
    throw new LoadFailure(JSON.stringify(reference), 'a path relative to this file', remedy);
  }
  const asWritten = resolve(dirname(from.truePath), reference);
  refuseOutside(asWritten, reference, from.root);
  const truePath = existing(asWritten, reference);
  refuseOutside(truePath, reference, from.root);
  return { truePath, shownPath: shown(join(dirname(from.shownPath), reference)), root: from.root };
}

function namesShipped(reference: string): boolean {
  if (reference.startsWith(SHIPPED)) return true;
  if (!/^[a-z][a-z0-9+.-]{1,20}:/i.test(reference)) return false;
  const remedy = 'save it beside your scenario and name that file: nothing is read from the network';
  throw new LoadFailure(JSON.stringify(reference), `a file’s path, or ${SHIPPED}baseline`, remedy);
}

/** A scenario shipped in the package; what it names belongs to the package. */
function shipped(reference: string): OpenedFile {
  const root = realpathSync(packageRoot());
  const names = shippedScenarios();
  const name = reference.slice(SHIPPED.length);
  if (!names.includes(name)) {
    const known = names.map((one) => SHIPPED + one);
    throw new LoadFailure(
      JSON.stringify(reference),
      `${SHIPPED} and one of the package’s scenarios: ${oneOf(names)}`,
      didYouMean(reference, known, `write ${SHIPPED}baseline`),
    );
  }
  const truePath = join(root, 'scenarios', `${name}.yaml`);
  const fromHere = relative(process.cwd(), truePath);
  const isOutside = fromHere.startsWith('..') || isAbsolute(fromHere);
  const shownPath = isOutside ? `talentflow/scenarios/${name}.yaml` : shown(fromHere);
  return { truePath, shownPath, root };
}

/** Names that may follow `talentflow:`, the baseline first. */
export function shippedScenarios(): string[] {
  const files = readdirSync(join(packageRoot(), 'scenarios')).filter((file) => file.endsWith('.yaml'));
  const names = files.map((file) => file.slice(0, -'.yaml'.length)).sort();
  return ['baseline', ...names.filter((name) => name !== 'baseline')];
}

/** Whether a file, as a scenario's origins name it, is the baseline of the package itself. */
export function isBaselineFile(path: string): boolean {
  const { shownPath, truePath } = shipped(`${SHIPPED}baseline`);
  if (path === shownPath) return true;
  try {
    return realpathSync(path) === truePath;
  } catch {
    return false;
  }
}

const shown = (path: string): string => path.replaceAll('\\', '/').replace(/^(\.\/)+/, '');

function refuseOutside(path: string, reference: string, root: string): void {
  if (path === root || path.startsWith(root.endsWith(sep) ? root : root + sep)) return;
  const expected = `a file inside the root, the folder ${JSON.stringify(basename(root))}`;
  throw new LoadFailure(
    `${JSON.stringify(reference)}, which leaves the root`,
    expected,
    'copy the file into that folder, or set --root DIR',
  );
}

/** Nearest folder above that holds `scenarios/`, else the file's own. */
function nearestRoot(truePath: string): string {
  const own = dirname(truePath);
  for (let folder = own; ; folder = dirname(folder)) {
    if (isFolder(join(folder, 'scenarios'))) return folder;
    if (folder === dirname(folder)) return own;
  }
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

/** The path with links followed. */
function existing(
  path: string,
  reference: string,
  remedy = 'check the path; it is relative to the file that names it',
): string {
  try {
    return realpathSync(path);
  } catch (failure) {
    const meant = meantBeside(path, reference);
    throw unreadable(failure, reference, meant ?? remedy);
  }
}

/** The text of a file that the command line names. @throws UsageMistake when there is none. */
export function textOfFile(path: string): string {
  try {
    return readText(path, path);
  } catch (failure) {
    throw failure instanceof LoadFailure ? new UsageMistake(path, failure) : failure;
  }
}

function readText(path: string, reference: string): string {
  let about: Stats;
  try {
    about = statSync(path);
    if (about.isFile() && about.size <= LARGEST_FILE) return decoded(readFileSync(path), reference);
  } catch (failure) {
    throw failure instanceof LoadFailure ? failure : unreadable(failure, reference);
  }
  const results = resultsIn(path);
  if (results !== undefined)
    throw new LoadFailure(
      `${JSON.stringify(reference)}, a folder of results`,
      'the file of a scenario',
      `name the scenario that it was made of, ${results}`,
    );
  if (!about.isFile())
    throw new LoadFailure(`${JSON.stringify(reference)}, which is no file`, 'a file', 'name a file in it');
  const size = `a file of ${Math.ceil(about.size / 1e6)} MB`;
  throw new LoadFailure(size, `at most ${LARGEST_FILE / 1e6} MB`, 'keep only what the scenario needs');
}

/** What the results in a folder were made of, as it is called; undefined: they are none. */
function resultsIn(folder: string): string | undefined {
  try {
    const manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'));
    const name = String(manifest.scenario.name);
    return shippedScenarios().includes(name) ? SHIPPED + name : name;
  } catch {
    return undefined;
  }
}

function decoded(bytes: Uint8Array, reference: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new LoadFailure(
      `${JSON.stringify(reference)}, which is not UTF-8 text`,
      'UTF-8 text',
      'save the file as UTF-8',
    );
  }
}

/** Whoever leaves out or misspells the ending, a letter of the name, or the prefix of a scenario of the package. */
function meantBeside(path: string, reference: string): string | undefined {
  const name = basename(path);
  const stem = (file: string) => file.replace(/\.(ya?ml|csv)$/i, '');
  const isThere = reference.endsWith(name) && isFolder(dirname(path));
  const files = isThere ? readdirSync(dirname(path)).filter((file) => stem(file) !== file) : [];
  const alike = files.find((file) => stem(file) === stem(name));
  const didYouMeanFile = (file: string) =>
    `did you mean ${reference.slice(0, reference.length - name.length)}${file}?`;
  if (alike !== undefined) return didYouMeanFile(alike);
  const near = nearestWord(name, files);
  return meantShipped(reference) ?? (near && didYouMeanFile(near));
}

/** Whoever leaves out the prefix of a scenario of the package, or misspells it too. */
function meantShipped(written: string): string | undefined {
  const [, afterName] = /^talentflow(?:[ /.-](.*))?$/i.exec(written) ?? [null, undefined];
  const reference = /^talentflow$/i.test(written) ? 'baseline' : (afterName ?? written);
  if (/[\\/]/.test(reference)) return undefined;
  const name = nearestWord(reference.replace(/\.ya?ml$/, ''), shippedScenarios());
  return name && `did you mean ${SHIPPED}${name}?`;
}

function unreadable(failure: unknown, reference: string, remedy = 'check the path'): LoadFailure {
  const code = (failure as NodeJS.ErrnoException).code;
  if (code === 'ENOENT' || code === 'ENOTDIR') {
    return new LoadFailure(`no file ${JSON.stringify(reference)}`, 'a file that exists', remedy);
  }
  return new LoadFailure(
    `${JSON.stringify(reference)}, which cannot be read (${code ?? 'unknown'})`,
    'a file that can be read',
    'check its rights',
  );
}
