import { number } from '../charts/words.ts';
import {
  digitsFor,
  LEAST_SETS,
  type PairOfCauses,
  type PartOfChange,
  printedParts,
} from '../experiments/decompose.ts';
import type {
  DecomposedLeaving,
  DecomposedOutcome,
  DecompositionResults,
} from '../experiments/decomposition-results.ts';
import { said } from './said.ts';
import { csvFile, jsonFile, markdownTable, type TextFile } from './text-files.ts';

export const DECOMPOSE_FORMAT = 'talentflow.decompose/1';

/** The decomposition for a reader, for a spreadsheet and for a program; sets and pairs of causes apart. */
export function decompositionFiles(results: DecompositionResults): TextFile[] {
  const { outcomes, leaving, bias } = results;
  const parts = outcomes.flatMap((one) => partRows(one));
  const sets = outcomes.flatMap((one) => setRows(one));
  const pairs = outcomes.flatMap(({ outcome, reference, pairs: all }) =>
    all.map((pair) => ({ outcome, reference: `${reference.from}:${reference.to}`, ...pair })),
  );
  return [
    { path: 'decomposition.md', text: asMarkdown(results), rows: null },
    jsonFile('decomposition.json', asJson(results)),
    csvFile('decomposition.csv', parts),
    csvFile('sets.csv', sets),
    ...(pairs.length === 0 ? [] : [csvFile('pairs.csv', pairs)]),
    ...(leaving === null ? [] : [csvFile('leaving.csv', leavingRows(leaving))]),
    ...(bias.length === 0 ? [] : [csvFile('scale.csv', bias)]),
  ];
}

export function asJson(results: DecompositionResults) {
  return { format: DECOMPOSE_FORMAT, ...results };
}

const withoutSets = ({ bySet: _, ...part }: PartOfChange) => part;

function partRows({ outcome, unit, reference, before, after, whole, parts }: DecomposedOutcome): object[] {
  const common = { outcome, unit, before: span(before), after: span(after), reference: span(reference) };
  return [whole, ...parts].map((part) => ({ ...common, ...withoutSets(part) }));
}

function setRows({ outcome, reference, whole, parts }: DecomposedOutcome): object[] {
  return whole.bySet.map((change, set) => ({
    outcome,
    reference: span(reference),
    set,
    whole: change,
    ...Object.fromEntries(parts.map(({ id, bySet }) => [id, bySet[set]!])),
  }));
}

function leavingRows({ from, unit, before, after, whole, parts }: DecomposedLeaving): object[] {
  return [whole, ...parts].map((part) => ({
    from,
    unit,
    before: span(before),
    after: span(after),
    ...withoutSets(part),
  }));
}

const span = ({ from, to }: { readonly from: string; readonly to: string }) => `${from}:${to}`;

/** A row for people: what, its part, its range. */
export interface PrintedRow {
  readonly label: string;
  readonly part: string;
  readonly range: string;
  readonly error: string;
  readonly sameSign: string;
}

/** Two after the point are enough for people; of shares as many as show two places of the largest. */
function digitsOf(parts: readonly PartOfChange[], whole: PartOfChange): number {
  const digits = digitsFor([...parts, whole]);
  return Math.min(digits, Math.max(2, digits - 1));
}

/** Both means in the digits of the parts: in three digits of their own they would differ by another number than the parts add up to. */
export function meansSaid({ before, after, parts, whole }: DecomposedOutcome | DecomposedLeaving) {
  const digits = digitsOf(parts, whole);
  return { before: number(before.mean, digits), after: number(after.mean, digits) };
}

function fromTo(one: DecomposedOutcome | DecomposedLeaving): string {
  const { before, after } = meansSaid(one);
  return `from ${before} to ${after}`;
}

/** Parts as printed: rounded so that they add up to the whole as printed, which comes last. */
export function printedRows(parts: readonly PartOfChange[], whole: PartOfChange): PrintedRow[] {
  const digits = digitsOf(parts, whole);
  const printed = printedParts(parts, digits);
  const sum = Number(printed.reduce((total, one) => total + one, 0).toFixed(digits));
  const fixed = (value: number) => signed(Number(value.toFixed(digits)), digits);
  const isOne = whole.bySet.length === 1; // a range of one set would be the set
  return [...parts, whole].map((part, at) => ({
    label: part.label,
    part: signed(at < parts.length ? printed[at]! : sum, digits),
    range: isOne ? '–' : `${fixed(part.low)} to ${fixed(part.high)}`,
    error: part.monteCarloError === null ? '–' : part.monteCarloError.toFixed(digits),
    sameSign: isOne ? '–' : `${Math.round(100 * part.sameSign)}%`,
  }));
}

function signed(value: number, digits: number): string {
  const text = Math.abs(value).toFixed(digits);
  if (Number(text) === 0) return text;
  return `${value < 0 ? '−' : '+'}${text}`;
}

/** Which causes cannot be told apart, in sentences; none where all can. */
export function notToldApart({ parts, pairs, unit, whole }: DecomposedOutcome): string[] {
  const labelOf = (id: string) => parts.find((part) => part.id === id)!.label;
  const names = ({ one, other }: PairOfCauses) => `${labelOf(one)} and ${labelOf(other)}`;
  const matters = material(parts);
  if (whole.bySet.length < LEAST_SETS)
    return [
      `Which causes can be told apart takes ${LEAST_SETS} sets or more to say; here are ${whole.bySet.length}.`,
    ];
  const told = pairs.filter(({ one, other }) => matters.has(one) && matters.has(other));
  return [
    ...told
      .filter(({ actTogether }) => actTogether)
      .map(
        (pair) =>
          `${names(pair)} act together: both add ${said(pair.interaction)} ${unit} beyond what each adds alone, so that neither's part is its own.`,
      ),
    ...told
      .filter(({ trade }) => trade)
      .map(
        (pair) =>
          `${names(pair)} are known better together than apart: where one's part is larger the other's is smaller (correlation ${said(pair.correlation)}).`,
      ),
    ...told
      .filter(({ orderUnknown, actTogether, trade }) => orderUnknown && !actTogether && !trade)
      .map(
        (pair) =>
          `Which of ${names(pair)} did more is not known: in more than one set of ten it is the other way round.`,
      ),
    ...parts
      .filter(({ id, sameSign }) => matters.has(id) && id !== 'rest' && sameSign < 0.9)
      .map(
        ({ label, sameSign }) =>
          `Even the sign of ${label} is not known: ${Math.round(100 * sameSign)}% of the sets agree with the mean.`,
      ),
  ];
}

/** Causes whose mean part is at least a twentieth of all parts: to order the others would be to order noise. */
function material(parts: readonly PartOfChange[]): Set<string> {
  const all = parts.reduce((sum, part) => sum + Math.abs(part.mean), 0);
  return new Set(parts.filter((part) => Math.abs(part.mean) >= all / 20).map(({ id }) => id));
}

function asMarkdown({ outcomes, leaving, bias, sets, scale, parameters }: DecompositionResults): string {
  const made = `${sets} ${sets === 1 ? 'set' : 'sets'}, parameters ${parameters}, scale ${scale}`;
  return [
    ...outcomes.flatMap((one) => [
      `## ${one.title}: ${one.before.from} to ${one.before.to} against ${one.after.from} to ${one.after.to}, off as ${one.reference.from} to ${one.reference.to}`,
      '',
      `${one.unit}; ${fromTo(one)}; ${made}`,
      '',
      ...partsTable(one.parts, one.whole),
      '',
      ...notToldApart(one).map((sentence) => `- ${sentence}`),
      '',
    ]),
    ...(leaving === null
      ? []
      : [
          `## Leaving ${leaving.from}: ${leaving.before.from} to ${leaving.before.to} against ${leaving.after.from} to ${leaving.after.to}`,
          '',
          `${leaving.unit}; ${fromTo(leaving)}; ${made}`,
          '',
          ...partsTable(leaving.parts, leaving.whole),
          '',
        ]),
    ...(bias.length === 0
      ? []
      : ['## What the scale does', '', ...bias.map((one) => `- ${biasWords(one)}`), '']),
  ].join('\n');
}

/** What a larger scale makes of the same change, and whether that is more than chance. */
export function biasWords(bias: DecompositionResults['bias'][number]): string {
  const { outcome, unit, what, scale, largerScale, sets, change, changeAtLarger, monteCarloError } = bias;
  const difference = changeAtLarger - change;
  const error = monteCarloError === null ? '' : ` ± ${said(monteCarloError)}`;
  return `${outcome}, ${what}: ${said(change)} at scale ${scale}, ${said(changeAtLarger)} at ${largerScale}; difference ${said(difference)}${error} ${unit} over ${sets} ${sets === 1 ? 'set' : 'sets'}`;
}

function partsTable(parts: readonly PartOfChange[], whole: PartOfChange): string[] {
  const header = ['part', 'mean', '90% of sets', 'Monte Carlo error', 'same sign'];
  const rows = printedRows(parts, whole).map(({ label, part, range, error, sameSign }) => [
    label,
    part,
    range,
    error,
    sameSign,
  ]);
  return markdownTable(header, rows);
}
