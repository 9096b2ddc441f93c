import type { Period } from './dates.ts';
import type { Month } from './scenario.ts';
import type { Place } from './scenario-error.ts';

/** A published value: what it is about, and where it is written. */
export interface Point {
  period: Period;
  value: number;
  place: Place;
}

export type Between = 'hold' | 'linear' | 'step' | 'spread';
/** Months before the first or after the last value: hold it, be a number, or grow from it by a share a year. */
export type Beyond = { hold: true } | { value: number } | { grow: number };

export interface Filling {
  between: Between | null;
  before: Beyond | null;
  after: Beyond | null;
}

/** The value of a month, and whether it rests on a published one; or why there is none. */
export type MonthValue = { value: number; published: boolean } | { missing: 'before' | 'between' | 'after' };

/**
 * A series month by month, from published values of months, quarters, years or days.
 * @param points in the order of time; not empty, and for step and spread without overlaps.
 */
export class MonthlySeries {
  readonly #points: readonly Point[];
  readonly #filling: Filling;
  readonly first: Month;
  readonly last: Month;

  constructor(points: readonly Point[], filling: Filling) {
    this.#points = points;
    this.#filling = filling;
    this.first = this.#isByPeriod ? points[0]!.period.first : points[0]!.period.last;
    this.last = points[points.length - 1]!.period.last;
  }

  /** Whether a value stands for each month of its period, and not for the period's last month. */
  get #isByPeriod(): boolean {
    const { between } = this.#filling;
    return between === null || between === 'step' || between === 'spread';
  }

  at(month: Month): MonthValue {
    if (month < this.first) return beyond(this.#filling.before, 'before', this.#level(0), month - this.first);
    if (month > this.last) {
      return beyond(this.#filling.after, 'after', this.#level(this.#points.length - 1), month - this.last);
    }
    return this.#isByPeriod ? this.#inPeriod(month) : this.#betweenPoints(month);
  }

  /** A point's value a month: its part of the period's total when spread. */
  #level(at: number): number {
    const { period, value } = this.#points[at]!;
    return this.#filling.between === 'spread' ? value / (period.last - period.first + 1) : value;
  }

  #inPeriod(month: Month): MonthValue {
    const at = lastStarted(this.#points, month, ({ period }) => period.first);
    return month <= this.#points[at]!.period.last
      ? { value: this.#level(at), published: true }
      : { missing: 'between' };
  }

  #betweenPoints(month: Month): MonthValue {
    const at = lastStarted(this.#points, month, ({ period }) => period.last);
    const point = this.#points[at]!;
    if (month === point.period.last) return { value: point.value, published: true };
    const next = this.#points[at + 1]!;
    if (this.#filling.between === 'hold')
      return { value: point.value, published: point.period.kind === 'day' };
    const way = (month - point.period.last) / (next.period.last - point.period.last);
    return { value: point.value + (next.value - point.value) * way, published: false };
  }
}

/** A series month by month, however it is made up. */
export type MonthlyValues = Pick<MonthlySeries, 'at' | 'first' | 'last'>;

/** A series that another one replaces from a month on, such as what turned out. */
export class ReplacedSeries implements MonthlyValues {
  readonly #before: MonthlyValues;
  readonly #from: Month;
  readonly #later: MonthlySeries;
  readonly #isLine: boolean;

  /** @param isLine months from `from` to the first later value are on a line to it; else the last value before stays. */
  constructor(before: MonthlyValues, from: Month, later: MonthlySeries, isLine: boolean) {
    this.#before = before;
    this.#from = from;
    this.#later = later;
    this.#isLine = isLine;
  }

  get first(): Month {
    return this.#before.first;
  }

  get last(): Month {
    return this.#later.last;
  }

  at(month: Month): MonthValue {
    if (month < this.#from) return this.#before.at(month);
    if (month >= this.#later.first) return this.#later.at(month);
    const last = this.#before.at((this.#from - 1) as Month);
    const next = this.#later.at(this.#later.first);
    if ('missing' in last) return last;
    if ('missing' in next) return next;
    const way = this.#isLine ? (month - this.#from + 1) / (this.#later.first - this.#from + 1) : 0;
    return { value: last.value + (next.value - last.value) * way, published: false };
  }
}

/** The last point that has begun in `month`; of several in one month the latest. */
function lastStarted(points: readonly Point[], month: Month, start: (point: Point) => Month): number {
  let low = 0;
  let high = points.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (start(points[middle]!) <= month) low = middle;
    else high = middle - 1;
  }
  return low;
}

function beyond(rule: Beyond | null, side: 'before' | 'after', nearest: number, months: number): MonthValue {
  if (rule === null) return { missing: side };
  if ('hold' in rule) return { value: nearest, published: false };
  if ('value' in rule) return { value: rule.value, published: false };
  return { value: nearest * compounded(rule.grow, months), published: false };
}

/**
 * (1 + yearly)^(months ÷ 12), months of either sign. By multiplication and roots alone, because Math.pow differs in the
 * last digit between browsers and Node.
 */
export function compounded(yearly: number, months: number): number {
  const years = Math.floor(Math.abs(months) / 12);
  const rest = Math.abs(months) - years * 12;
  const factor = repeated(1 + yearly, years) * repeated(twelfthRoot(1 + yearly), rest);
  return months < 0 ? 1 / factor : factor;
}

function repeated(factor: number, times: number): number {
  let product = 1;
  for (let time = 0; time < times; time++) product *= factor;
  return product;
}

/** Newton's iteration from the cube root's own size; it is exact to the last digit after a few dozen steps. */
function twelfthRoot(x: number): number {
  const fourth = Math.sqrt(Math.sqrt(x));
  let root = Math.max(fourth, 1);
  for (let step = 0; step < 60; step++) root -= (root * root * root - fourth) / (3 * root * root);
  return root;
}

/** Mean of the last `smooth` months, `lag` months ago; the first month without a value instead, if one is needed. */
export function laggedMean(
  series: MonthlyValues,
  month: Month,
  lag: number,
  smooth: number,
): { value: number; published: boolean } | { missing: 'before' | 'between' | 'after'; month: Month } {
  let sum = 0;
  let published = true;
  for (let back = smooth - 1; back >= 0; back--) {
    const needed = (month - lag - back) as Month;
    const found = series.at(needed);
    if ('missing' in found) return { ...found, month: needed };
    sum += found.value;
    published &&= found.published;
  }
  return { value: sum / smooth, published };
}
