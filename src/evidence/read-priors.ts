import { Mistakes } from '../scenario/mistakes.ts';
import type { Segment } from '../scenario/tree.ts';
import { addMistake, type EvidenceFile, type ReadFile, readForm } from './form.ts';
import { mistakenColumns } from './mistaken-columns.ts';
import { type Prior, type PriorDistribution, type PriorFile, priorFile } from './prior.ts';
import { HELD_OUT_ENDING } from './read-facts.ts';

type Read = ReadFile<PriorFile>;

/**
 * Priors from the files of evidence/priors, sorted by id.
 * @throws ScenarioError with every mistake of every file.
 */
export function readPriors(files: readonly EvidenceFile[]): Prior[] {
  const mistakes = new Mistakes();
  const read = files.flatMap((file) => readForm(priorFile, file, mistakes) ?? []);
  const priors = read.flatMap((file) => priorsOfFile(file, mistakes).map((prior) => ({ prior, file })));
  const ids = new Set<string>();
  for (const { prior, file } of priors) {
    if (ids.has(prior.id)) {
      const told = {
        found: prior.id,
        expected: 'an id that no other prior has',
        remedy: 'rename one of the two',
      };
      addMistake(file, ['id'], told, mistakes);
    }
    ids.add(prior.id);
  }
  mistakes.throwIfAny(
    files.map(({ path }) => path),
    [],
  );
  return priors.map(({ prior }) => prior).sort((one, other) => (one.id < other.id ? -1 : 1));
}

function priorsOfFile(file: Read, mistakes: Mistakes): Prior[] {
  const { role, id } = file.content;
  if (file.path.endsWith(HELD_OUT_ENDING) !== (role === 'held out')) {
    const told = {
      found: role,
      expected: `held out in a file whose name ends in ${HELD_OUT_ENDING}, and prior in any other`,
      remedy: `call the file ${id}${role === 'held out' ? HELD_OUT_ENDING : '.yaml'}`,
    };
    addMistake(file, ['role'], told, mistakes);
  }
  const parts = file.content.parts?.map((_, part) => part) ?? [null];
  return parts.map((part) => parameterOf(file, part, mistakes));
}

/** One parameter: what its part says, or else the file. */
function parameterOf(file: Read, part: number | null, mistakes: Mistakes): Prior {
  const { content } = file;
  const own = part === null ? null : content.parts![part]!;
  const path: Segment[] = part === null ? [] : ['parts', part];
  const said = <K extends keyof PriorFile & keyof NonNullable<PriorFile['parts']>[number]>(key: K) =>
    (own?.[key] ?? content[key]) as PriorFile[K] | undefined;
  const lacks = (key: Segment, expected: string, remedy: string) =>
    addMistake(file, [...path, key], { found: 'nothing', expected, remedy }, mistakes);
  const required = <K extends 'title' | 'value' | 'unit' | 'range' | 'range-is'>(key: K) => {
    const value = said(key);
    if (value === undefined) lacks(key, `${key} of the prior`, `add \`${key}: …\``);
    return value as NonNullable<PriorFile[K]>;
  };
  const [value, range] = [required('value'), required('range')];
  const distribution = said('distribution') ?? null;
  const isPrior = content.role === 'prior';
  if (isPrior && distribution === null)
    lacks('distribution', 'a distribution', 'add `distribution: { distribution: … }`');
  if (isPrior && said('targets') === undefined && said('no-target') === undefined)
    lacks('targets', 'the numbers of a scenario that it is about', 'add `targets: …`, or `no-target: …`');
  if (said('free') && said('targets') === undefined)
    lacks('targets', 'the numbers of a scenario that calibration sets', 'add `targets: …`, or remove `free`');
  if (said('observation') !== undefined && said('period') === undefined)
    lacks('period', 'months of the observation', 'add `period: { from: …, to: … }`');
  const observation = said('observation');
  const observationAt = own?.observation === undefined ? ['observation'] : [...path, 'observation'];
  for (const told of observation ? mistakenColumns(observation, observationAt) : [])
    addMistake(file, told.path, told, mistakes);
  if (range) checkRange(file, path, range, value, distribution, mistakes);
  return {
    id: own === null ? content.id : `${content.id}.${own.id}`,
    title: required('title'),
    says: content.says,
    role: content.role,
    value,
    unit: required('unit'),
    range,
    rangeIs: required('range-is'),
    distribution,
    source: content.source,
    howSure: content['how-sure'],
    care: content.care ?? null,
    targets: said('targets') ?? [],
    noTarget: said('no-target') ?? null,
    free: said('free') ?? false,
    absorbs: said('absorbs') ?? null,
    cut: said('cut') ?? null,
    observation: said('observation') ?? null,
    notObserved: said('not-observed') ?? null,
    period: said('period') ?? null,
  };
}

/** The range holds the value and the distribution's centre. */
function checkRange(
  file: Read,
  path: Segment[],
  range: Prior['range'],
  value: number,
  distribution: PriorDistribution | null,
  mistakes: Mistakes,
): void {
  const holds = (number: number) => number >= range.from && number <= range.to;
  const centre = distribution && centreOf(distribution);
  for (const [key, number] of [
    ['value', value],
    ['distribution', centre],
  ] as const) {
    if (number === null || number === undefined || holds(number)) continue;
    const told = {
      found: `${range.from} to ${range.to}`,
      expected: `a range that holds the ${key === 'value' ? 'value' : 'distribution’s centre'}, ${number}`,
      remedy: 'widen the range, or correct the other',
    };
    addMistake(file, [...path, 'range'], told, mistakes);
  }
}

function centreOf(of: PriorDistribution): number {
  if (of.distribution === 'uniform') return (of.from + of.to) / 2;
  return of.distribution === 'normal' ? of.mean : of.median;
}
