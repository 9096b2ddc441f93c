import { Mistakes } from '../scenario/mistakes.ts';
import { didYouMean } from '../scenario/nearest.ts';
import type { Segment } from '../scenario/tree.ts';
import { type Fact, type FactFile, factFile } from './fact.ts';
import { addMistake, type EvidenceFile, type ReadFile, readForm } from './form.ts';
import { mistakenColumns } from './mistaken-columns.ts';
import type { Observation } from './observation.ts';
import { toleranceOf } from './tolerance.ts';

export type { EvidenceFile } from './form.ts';

/** Ends the name of a file of which every figure is held out; no other file may hold such a figure. */
export const HELD_OUT_ENDING = '.held-out.yaml';

type Read = ReadFile<FactFile>;

/**
 * Published figures from the files of evidence/facts, sorted by id.
 * @throws ScenarioError with every mistake of every file.
 */
export function readFacts(files: readonly EvidenceFile[]): Fact[] {
  const mistakes = new Mistakes();
  const read = files.flatMap((file) => readForm(factFile, file, mistakes) ?? []);
  const facts = read.flatMap((file) => factsOfFile(file, mistakes).map((fact) => ({ fact, file })));
  const ids = new Set<string>();
  for (const { fact, file } of facts) {
    if (ids.has(fact.id)) {
      const remedy = 'rename one of the two';
      addMistake(
        file,
        ['id'],
        { found: fact.id, expected: 'an id that no other fact has', remedy },
        mistakes,
      );
    }
    ids.add(fact.id);
  }
  const norms = facts.flatMap(({ fact }) => (isNorm(fact) ? [fact.id] : []));
  for (const { fact, file } of facts) checkNorm(fact, norms, file, mistakes);
  mistakes.throwIfAny(
    files.map(({ path }) => path),
    [],
  );
  return facts.map(({ fact }) => fact).sort((one, other) => (one.id < other.id ? -1 : 1));
}

const isNorm = ({ observation }: Fact): boolean =>
  observation?.measure === 'net-flow' && observation.over === undefined;

/** A ratio to another fact needs that fact. */
function checkNorm({ observation }: Fact, norms: readonly string[], file: Read, mistakes: Mistakes): void {
  const over = observation?.measure === 'net-flow' ? observation.over : undefined;
  if (over === undefined || norms.includes(over)) return;
  const told = {
    found: over,
    expected: 'the id of a fact whose observation is a net flow over nothing',
    remedy: didYouMean(over, norms, 'add that fact'),
  };
  addMistake(file, ['observation', 'over'], told, mistakes);
}

function factsOfFile(file: Read, mistakes: Mistakes): Fact[] {
  const parts = file.content.parts?.map((_, part) => part) ?? [null];
  return parts.map((part) => figureOf(file, part, mistakes));
}

/** One figure: what its part says, or else the fact. */
function figureOf(file: Read, part: number | null, mistakes: Mistakes): Fact {
  const { content } = file;
  const own = part === null ? null : content.parts![part]!;
  const path: Segment[] = part === null ? [] : ['parts', part];
  const said = <K extends keyof FactFile & keyof NonNullable<FactFile['parts']>[number]>(key: K) =>
    (own?.[key] ?? content[key]) as FactFile[K] | undefined;
  const required = <K extends 'title' | 'role' | 'unit' | 'period' | 'tolerance'>(key: K) => {
    const value = said(key);
    if (value === undefined) {
      const told = { found: 'nothing', expected: `${key} of the figure`, remedy: `add \`${key}: …\`` };
      addMistake(file, [...path, key], told, mistakes);
    }
    return value as NonNullable<FactFile[K]>;
  };
  const isObserved = said('not-observed') === undefined;
  const role = required('role');
  checkFileName(file, role, [...path, 'role'], mistakes);
  const period = required('period');
  if (period && period.from > period.to) {
    const told = {
      found: period.to,
      expected: `a month from ${period.from} on`,
      remedy: 'exchange from and to',
    };
    addMistake(file, [...path, 'period', 'to'], told, mistakes);
  }
  const tolerance = isObserved
    ? toleranceOf(required('tolerance'), file, [...path, 'tolerance'], mistakes)
    : null;
  const value = said('value') ?? null;
  if (isObserved && value === null && tolerance !== null && 'size' in tolerance) {
    const told = {
      found: 'nothing',
      expected: 'value of the figure',
      remedy: 'add `value: …`, or give the tolerance by from and to',
    };
    addMistake(file, [...path, 'value'], told, mistakes);
  }
  return {
    id: own === null ? content.id : `${content.id}.${own.id}`,
    title: required('title'),
    says: content.says,
    role,
    headline: content.headline ?? false,
    value,
    unit: isObserved ? required('unit') : (said('unit') ?? ''),
    period,
    tolerance,
    source: content.source,
    howSure: content['how-sure'],
    care: content.care ?? null,
    edition: said('edition') ?? null,
    also: said('also') ?? null,
    observation: isObserved
      ? observationOf(said('observation'), file, own?.observation ? path : [], mistakes)
      : null,
    notObserved: said('not-observed') ?? null,
    notScored: said('not-scored') ?? null,
    isApart: said('apart') ?? false,
  };
}

/** The name says whether a file may be opened while parameters are chosen, so it has to be right. */
function checkFileName(
  file: Read,
  role: Fact['role'] | undefined,
  path: Segment[],
  mistakes: Mistakes,
): void {
  if (role === undefined) return;
  const isNamedSo = file.path.endsWith(HELD_OUT_ENDING);
  if (isNamedSo === (role === 'held out')) return;
  const expected = isNamedSo
    ? `held out, in a file whose name ends in ${HELD_OUT_ENDING}`
    : `input or fitted, in a file whose name does not end in ${HELD_OUT_ENDING}`;
  const remedy = isNamedSo
    ? 'put the figure into a file without that ending'
    : `put the figure into ${file.content.id}${HELD_OUT_ENDING}`;
  addMistake(file, path, { found: role, expected, remedy }, mistakes);
}

function observationOf(
  said: Observation | undefined,
  file: Read,
  path: Segment[],
  mistakes: Mistakes,
): Observation | null {
  if (said !== undefined) {
    for (const told of mistakenColumns(said, [...path, 'observation']))
      addMistake(file, told.path, told, mistakes);
    return said;
  }
  const told = {
    found: 'nothing',
    expected: 'how the figure is computed from a run',
    remedy: 'add `observation: …`, or say by `not-observed: …` why there is none',
  };
  addMistake(file, [...path, 'observation'], told, mistakes);
  return null;
}
