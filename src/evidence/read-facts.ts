import { LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';
import { type Fact, type FactFile, factFile, type Tolerance } from './fact.ts';
import { EvidenceError, type EvidenceMistake, mistakeAt, type Source } from './mistakes.ts';

export interface EvidenceFile {
  /** Shown in messages. */
  readonly path: string;
  readonly text: string;
}

/**
 * Published figures from the files of evidence/facts, sorted by id.
 * @throws EvidenceError with every mistake of every file.
 */
export function readFacts(files: readonly EvidenceFile[]): Fact[] {
  const mistakes: EvidenceMistake[] = [];
  const facts = files.flatMap((file) => factsOfFile(file, mistakes));
  const ids = new Set<string>();
  for (const { fact, source } of facts) {
    if (ids.has(fact.id)) mistakes.push(mistakeAt(source, ['id'], fact.id, 'an id that no other fact has'));
    ids.add(fact.id);
  }
  for (const { fact, source } of facts) {
    const over = fact.observation.measure === 'net-flow' ? fact.observation.over : undefined;
    if (over !== undefined && !ids.has(over))
      mistakes.push(mistakeAt(source, ['observation', 'over'], over, 'the id of another fact'));
  }
  if (mistakes.length > 0) throw new EvidenceError(mistakes);
  return facts.map(({ fact }) => fact).sort((one, other) => (one.id < other.id ? -1 : 1));
}

function factsOfFile(
  { path: file, text }: EvidenceFile,
  mistakes: EvidenceMistake[],
): { fact: Fact; source: Source }[] {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const source: Source = { file, document, lines };
  const before = mistakes.length;
  for (const error of document.errors) {
    const { line, col } = lines.linePos(error.pos[0]);
    const found = error.message.split('\n')[0]!;
    mistakes.push({ file, line, column: col, path: 'the file', found, expected: 'YAML' });
  }
  if (mistakes.length > before) return [];
  const read = factFile.safeParse(document.toJS());
  if (!read.success) {
    mistakes.push(...read.error.issues.flatMap((issue) => mistakesOfIssue(source, issue)));
    return [];
  }
  const figures = read.data.parts?.map((_, part) => part) ?? [null];
  const facts = figures.map((part) => ({ fact: figureOf(read.data, part, source, mistakes), source }));
  return mistakes.length > before ? [] : facts;
}

function mistakesOfIssue(source: Source, issue: z.core.$ZodIssue): EvidenceMistake[] {
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) =>
      mistakeAt(source, [...issue.path, key], 'an unknown key', 'a key of a fact'),
    );
  const value = source.document.getIn(issue.path as (string | number)[]);
  const found = value === undefined ? 'nothing' : JSON.stringify(value);
  return [mistakeAt(source, issue.path, found, issue.message)];
}

/** One figure: what its part says, or else the fact. */
function figureOf(file: FactFile, part: number | null, source: Source, mistakes: EvidenceMistake[]): Fact {
  const own = part === null ? null : file.parts![part]!;
  const path = part === null ? [] : ['parts', part];
  const required = <K extends 'title' | 'role' | 'value' | 'unit' | 'period' | 'tolerance' | 'observation'>(
    key: K,
  ) => {
    const said = own?.[key] ?? file[key];
    if (said === undefined)
      mistakes.push(mistakeAt(source, [...path, key], 'nothing', `${key} of the figure`));
    return said as NonNullable<FactFile[K]>;
  };
  const period = required('period');
  if (period && period.from > period.to)
    mistakes.push(mistakeAt(source, [...path, 'period', 'to'], period.to, `a month from ${period.from} on`));
  return {
    id: own === null ? file.id : `${file.id}.${own.id}`,
    title: required('title'),
    says: file.says,
    role: required('role'),
    headline: file.headline ?? false,
    value: required('value'),
    unit: required('unit'),
    period,
    tolerance: toleranceOf(required('tolerance'), [...path, 'tolerance'], source, mistakes),
    source: file.source,
    howSure: file['how-sure'],
    care: file.care ?? null,
    edition: own?.edition ?? file.edition ?? null,
    also: own?.also ?? file.also ?? null,
    observation: required('observation'),
  };
}

function toleranceOf(
  said: NonNullable<FactFile['tolerance']> | undefined,
  path: (string | number)[],
  source: Source,
  mistakes: EvidenceMistake[],
): Tolerance {
  const { from, to, why = '' } = said ?? {};
  const sizes = (['plus-minus', 'of-published', 'of-simulated'] as const).filter(
    (kind) => said?.[kind] !== undefined,
  );
  if (from !== undefined && to !== undefined && from <= to && sizes.length === 0)
    return { kind: 'interval', from, to, why };
  if (said && (from !== undefined || to !== undefined || sizes.length !== 1)) {
    const expected = 'from and to (not below from), or one of plus-minus, of-published, of-simulated';
    mistakes.push(mistakeAt(source, path, Object.keys(said).join(', '), expected));
  }
  return { kind: sizes[0] ?? 'plus-minus', size: said?.[sizes[0] ?? 'plus-minus'] ?? 0, why };
}
