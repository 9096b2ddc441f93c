import { median } from 'simple-statistics';
import type { Fact } from '../evidence/fact.ts';
import type { Outlook, Prediction } from '../evidence/outlook.ts';
import { asSeen, type Intervals, intervalsOf } from '../evidence/scoring.ts';
import { monthText } from '../scenario/dates.ts';
import type { Month } from '../scenario/scenario.ts';

/** What is forecast of one date. */
export interface Dated {
  readonly prediction: Prediction;
  /** YYYY-MM or YYYY. */
  readonly date: string;
  /** To be observed in each run. */
  readonly fact: Fact;
}

export interface ForecastRow extends Intervals {
  readonly id: string;
  readonly what: string;
  readonly unit: string;
  readonly date: string;
  readonly median: number;
}

/** Every prediction at each of its dates that a run up to `until` covers, years first. */
export function datesOf({ predictions }: Outlook, until: Month): Dated[] {
  return predictions.flatMap((prediction) => {
    const { every, from } = prediction;
    const years = every.includes('year') ? yearsFrom(from, until) : [];
    const months = every.includes('month')
      ? Array.from({ length: Math.max(0, until - from + 1) }, (_, at) => monthText(from + at)).map((one) => ({
          date: one,
          from: one,
          to: one,
        }))
      : [];
    return [...years, ...months].map(({ date, ...period }) => ({
      prediction,
      date,
      fact: factOf(prediction, date, period),
    }));
  });
}

/** Whole years that end in or after `from` and by `until`. */
function yearsFrom(from: Month, until: Month): { date: string; from: string; to: string }[] {
  const [first, last] = [Math.floor(from / 12), Math.floor((until + 1) / 12) - 1];
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, at) => String(first + at)).map((year) => ({
    date: year,
    from: `${year}-01`,
    to: `${year}-12`,
  }));
}

/** A figure that nobody has published, in the form in which runs are observed. */
function factOf({ id, what, unit, observation }: Prediction, date: string, period: Fact['period']): Fact {
  return {
    id: `${id} ${date}`,
    title: what,
    says: what,
    role: 'input',
    headline: false,
    value: null,
    unit,
    period,
    tolerance: null,
    source: 'forecast',
    howSure: 'derived',
    care: null,
    edition: null,
    also: null,
    observation,
    notObserved: null,
    notScored: null,
    isApart: false,
  };
}

/** Below this share of runs that can say, nothing is forecast: a share of the hires of a firm that hires nobody, for one. */
const ENOUGH_RUNS = 0.8;

/**
 * Median and intervals over parameters, dice, drivers and the publication's error.
 * @param values of the runs; null where one cannot say. @returns null when too few can.
 */
export function forecastRow(
  { prediction, date }: Dated,
  values: readonly (number | null)[],
): ForecastRow | null {
  const said = values.filter((value) => value !== null);
  if (said.length === 0 || said.length < ENOUGH_RUNS * values.length) return null;
  const { id, what, unit, error, least, most } = prediction;
  const middle = median(said);
  const halfWidth = error.kind === 'plus-minus' ? error.size : error.size * Math.abs(middle);
  const seen = asSeen(said, halfWidth).map((value) => Math.min(most, Math.max(least, value)));
  const { low50, high50, low90, high90 } = intervalsOf(seen);
  return {
    id,
    what,
    unit,
    date,
    median: rounded(median(seen)),
    low50: rounded(low50),
    high50: rounded(high50),
    low90: rounded(low90),
    high90: rounded(high90),
  };
}

/** Four digits: more would claim what no run bears. */
const rounded = (value: number): number => Number(value.toPrecision(4)) + 0;
