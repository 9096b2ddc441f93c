import * as z from 'zod';
import { readCsv } from '../scenario/csv.ts';
import { monthOf, monthText, periodOf } from '../scenario/dates.ts';
import { Mistakes } from '../scenario/mistakes.ts';
import { didYouMean, oneOf } from '../scenario/nearest.ts';
import type { Month } from '../scenario/scenario.ts';
import {
  addMistake,
  type EvidenceFile,
  map,
  month,
  number,
  positive,
  type ReadFile,
  readForm,
  text,
  words,
} from './form.ts';
import { mistakenColumns } from './mistaken-columns.ts';
import { type Observation, observation } from './observation.ts';

/** What is forecast, and how drivers go on after the last month that may be known: `forecast/outlook.yaml`, whose end tells the form. */

const driver = map({
  id: text,
  rule: words(['as-it-is', 'trend', 'random-walk', 'resample']),
  of: words(['log', 'level']).optional(),
  series: map({
    file: text,
    column: text,
    from: month.optional(),
    to: month.optional(),
    filled: words(['hold']).optional(),
  }).optional(),
  values: z.record(month, number, { error: 'a map: month → value' }).optional(),
  known: z.record(month, number, { error: 'a map: month → value' }).optional(),
  over: positive.optional(),
  drift: words(['own']).optional(),
  'half-life': map({ from: positive, to: positive }).optional(),
  least: number.optional(),
  between: words(['step', 'linear']).optional(),
  why: text,
});

const prediction = map({
  id: text,
  what: text,
  unit: text,
  every: z.array(words(['month', 'year']), { error: 'a list of month and year' }).min(1),
  from: month,
  error: map({ 'plus-minus': positive.optional(), 'of-median': positive.optional(), why: text }),
  least: number.optional(),
  most: number.optional(),
  observation,
});

const outlookFile = map({
  'until-known': month,
  says: text,
  drivers: z.array(driver, { error: 'a list of drivers' }),
  predictions: z.array(prediction, { error: 'a list of predictions' }).min(1),
});

/** A published value in a month of its own. */
export interface DatedValue {
  readonly month: Month;
  readonly value: number;
}

/** How one driver goes on. */
export interface DriverOutlook {
  readonly id: string;
  readonly rule: 'as-it-is' | 'trend' | 'random-walk' | 'resample';
  readonly isLog: boolean;
  /** In the order of time: what is known; empty for as-it-is. */
  readonly known: readonly DatedValue[];
  /** Of these, those from which innovations and trend are measured. */
  readonly measured: readonly DatedValue[];
  /** Months across which innovations are measured. */
  readonly over: number;
  readonly hasDrift: boolean;
  /** Months in which the trend halves, drawn evenly between the two; null: it stays. */
  readonly halfLife: { readonly from: number; readonly to: number } | null;
  readonly least: number | null;
  readonly isLine: boolean;
  readonly why: string;
}

export interface Prediction {
  readonly id: string;
  readonly what: string;
  readonly unit: string;
  readonly every: readonly ('month' | 'year')[];
  readonly from: Month;
  /** Of the publication, 90% within: a size, or a share of the median. */
  readonly error: { readonly kind: 'plus-minus' | 'of-median'; readonly size: number };
  readonly least: number;
  readonly most: number;
  readonly observation: Observation;
}

export interface Outlook {
  /** The last month of which facts are known. */
  readonly untilKnown: Month;
  readonly drivers: readonly DriverOutlook[];
  readonly predictions: readonly Prediction[];
}

/** Months: a year's number stands in its December, and some are known by June, as the odds of selection drawn in March. */
const KNOWN_AHEAD = 6;

type Series = (file: string) => string | undefined;
type Read = ReadFile<z.infer<typeof outlookFile>>;

/**
 * @param series text of a CSV file of evidence/series; undefined when there is none.
 * @throws ScenarioError with every mistake.
 */
export function readOutlook(file: EvidenceFile, series: Series): Outlook {
  const mistakes = new Mistakes();
  const read = readForm(outlookFile, file, mistakes, 'the end of forecast/outlook.yaml tells the form');
  const outlook = read && outlookOf(read, series, mistakes);
  mistakes.throwIfAny([file.path], []);
  return outlook!;
}

function outlookOf(read: Read, series: Series, mistakes: Mistakes): Outlook {
  const untilKnown = monthOf(read.content['until-known'])!;
  const drivers = read.content.drivers.map((said, at) =>
    driverOf(said, at, { read, untilKnown, series, mistakes }),
  );
  const predictions = read.content.predictions.map((said, at) => predictionOf(said, at, read, mistakes));
  for (const list of ['drivers', 'predictions'] as const) refuseTwice(read, list, mistakes);
  const late = drivers.findIndex(({ known }) => known.some((one) => one.month > untilKnown + KNOWN_AHEAD));
  if (late >= 0) {
    const { id, known } = drivers[late]!;
    const told = {
      found: `${id}, with a value of ${monthText(known.at(-1)!.month)}`,
      expected: `no fact from after ${monthText(untilKnown)}`,
      remedy: 'leave it out',
    };
    addMistake(read, ['drivers', late], told, mistakes);
  }
  return { untilKnown, drivers, predictions };
}

function refuseTwice(read: Read, list: 'drivers' | 'predictions', mistakes: Mistakes): void {
  const ids = read.content[list].map(({ id }) => id);
  for (const [at, id] of ids.entries()) {
    if (ids.indexOf(id) === at) continue;
    const told = {
      found: `the id ${id} a second time`,
      expected: 'each id once',
      remedy: 'rename one of the two',
    };
    addMistake(read, [list, at, 'id'], told, mistakes);
  }
}

interface Reading {
  readonly read: Read;
  readonly untilKnown: Month;
  readonly series: Series;
  readonly mistakes: Mistakes;
}

function driverOf(
  said: z.infer<typeof driver>,
  at: number,
  { read, untilKnown, series, mistakes }: Reading,
): DriverOutlook {
  const tell = (found: string, expected: string, remedy: string, ...key: string[]) =>
    addMistake(read, ['drivers', at, ...key], { found, expected, remedy }, mistakes);
  const life = said['half-life'];
  if (life !== undefined && life.from > life.to)
    tell(
      `${life.from} to ${life.to}`,
      'months from the shorter to the longer',
      'exchange the two',
      'half-life',
    );
  const measured = said.values
    ? datedValues(said.values)
    : valuesOfSeries(said.series, untilKnown, series, tell);
  if (said.rule !== 'as-it-is' && measured !== null && measured.length < 2)
    tell(
      'fewer than two values',
      'values, or a series with two at least',
      'add `values: { … }` or `series: { … }`',
    );
  return {
    id: said.id,
    rule: said.rule,
    isLog: said.of === 'log',
    measured: measured ?? [],
    known: [...(measured ?? []), ...datedValues(said.known ?? {})].sort(
      (one, other) => one.month - other.month,
    ),
    over: said.over ?? 1,
    hasDrift: said.rule === 'trend' || said.drift === 'own',
    halfLife: said['half-life'] ?? null,
    least: said.least ?? null,
    isLine: said.between === 'linear',
    why: said.why,
  };
}

function predictionOf(
  said: z.infer<typeof prediction>,
  at: number,
  read: Read,
  mistakes: Mistakes,
): Prediction {
  const { 'plus-minus': size, 'of-median': share } = said.error;
  if ((size === undefined) === (share === undefined)) {
    const told = {
      found: 'both or neither',
      expected: 'plus-minus or of-median',
      remedy: 'keep one of them',
    };
    addMistake(read, ['predictions', at, 'error'], told, mistakes);
  }
  for (const told of mistakenColumns(said.observation, ['predictions', at, 'observation']))
    addMistake(read, told.path, told, mistakes);
  return {
    id: said.id,
    what: said.what,
    unit: said.unit,
    every: said.every,
    from: monthOf(said.from)!,
    error: { kind: size === undefined ? 'of-median' : 'plus-minus', size: size ?? share ?? 0 },
    least: said.least ?? Number.NEGATIVE_INFINITY,
    most: said.most ?? Number.POSITIVE_INFINITY,
    observation: said.observation,
  };
}

const datedValues = (values: Readonly<Record<string, number>>): DatedValue[] =>
  Object.entries(values)
    .map(([when, value]) => ({ month: monthOf(when)!, value }))
    .sort((one, other) => one.month - other.month);

type SaidSeries = z.infer<typeof driver>['series'];
type Tell = (found: string, expected: string, remedy: string, ...key: string[]) => void;

/**
 * Values of a column, each in the last month of its row's period; `filled: hold` has the value in force at each month's end. Null after
 * a mistake.
 */
function valuesOfSeries(
  said: SaidSeries,
  untilKnown: Month,
  series: Series,
  tell: Tell,
): DatedValue[] | null {
  if (said === undefined) return [];
  const csv = series(said.file);
  if (csv === undefined) {
    const remedy = 'write the name of one of them, without folders';
    tell(`no file ${JSON.stringify(said.file)}`, 'a file of evidence/series', remedy, 'series', 'file');
    return null;
  }
  const [header, ...rows] = readCsv(csv).rows;
  const columns = header?.cells ?? [];
  const at = columns.indexOf(said.column);
  if (at < 0) {
    const remedy = didYouMean(said.column, columns, 'name one of these columns');
    tell(
      JSON.stringify(said.column),
      `a column of ${said.file}: ${oneOf(columns)}`,
      remedy,
      'series',
      'column',
    );
    return null;
  }
  const values = rows
    .map(({ cells }) => ({ month: periodOf(cells[0]!)?.last ?? (Number.NaN as Month), text: cells[at]! }))
    .filter(({ text: cell }) => cell !== '')
    .map(({ month: last, text: cell }) => ({ month: last, value: Number(cell) }));
  const filled =
    said.filled === undefined
      ? values
      : heldToMonths(values, said.to === undefined ? untilKnown : monthOf(said.to)!);
  return filled.filter(
    (one) =>
      (!said.from || monthText(one.month) >= said.from) && (!said.to || monthText(one.month) <= said.to),
  );
}

/** The value in force at the end of each month, from the first change to the last month. */
function heldToMonths(changes: readonly DatedValue[], last: Month): DatedValue[] {
  const first = changes[0]!.month;
  return Array.from({ length: last - first + 1 }, (_, at) => {
    const now = (first + at) as Month;
    return { month: now, value: changes.findLast((one) => one.month <= now)!.value };
  });
}
