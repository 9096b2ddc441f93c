import { nearestWord } from './nearest.ts';
import type { Month } from './scenario.ts';

const MONTH = /^(\d{4})-(0[1-9]|1[0-2])$/;

/** `2022-11` as a `Month`; undefined when the text is none. */
export function monthOf(text: string): Month | undefined {
  const [, year, month] = MONTH.exec(text) ?? [];
  return year === undefined ? undefined : monthAt(Number(year), Number(month));
}

export function monthAt(year: number, monthOfYear: number): Month {
  return (year * 12 + monthOfYear - 1) as Month;
}

export function monthText(month: number): string {
  const year = Math.floor(month / 12);
  return `${String(year).padStart(4, '0')}-${String(month - year * 12 + 1).padStart(2, '0')}`;
}

/** Months that a published value is about: one month, a quarter, a year, or the day from which it is in force. */
export interface Period {
  first: Month;
  last: Month;
  kind: 'month' | 'quarter' | 'year' | 'day';
  day: number;
}

const PERIOD = /^(\d{4})(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?|-?Q([1-4]))?$/;

/** `2019-01`, `2020Q1`, `2021` or `2020-03-16`; undefined when the text is none of them. */
export function periodOf(text: string): Period | undefined {
  const [match, yearText, monthOfYear, day, quarter] = PERIOD.exec(text) ?? [];
  if (match === undefined) return undefined;
  const year = Number(yearText);
  if (quarter !== undefined) {
    const first = monthAt(year, Number(quarter) * 3 - 2);
    return { first, last: (first + 2) as Month, kind: 'quarter', day: 0 };
  }
  if (monthOfYear === undefined) {
    return { first: monthAt(year, 1), last: monthAt(year, 12), kind: 'year', day: 0 };
  }
  const month = monthAt(year, Number(monthOfYear));
  if (day === undefined) return { first: month, last: month, kind: 'month', day: 0 };
  const daysInMonth = new Date(Date.UTC(year, Number(monthOfYear), 0)).getUTCDate();
  return Number(day) > daysInMonth ? undefined : { first: month, last: month, kind: 'day', day: Number(day) };
}

const MONTH_NAMES = [
  ...['january', 'february', 'march', 'april', 'may', 'june', 'july', 'august'],
  ...['september', 'october', 'november', 'december'],
];

/** The month most likely meant by "Octber 2023", "2023/10", "10-2023", "2023-1" or "2023-10-05"; undefined when unclear. */
export function monthMeant(text: string): string | undefined {
  const year = /(?:^|\D)([12]\d{3})(?:\D|$)/.exec(text)?.[1];
  if (year === undefined) return undefined;
  const rest = text.replace(year, ' ').trim();
  const digits = /^\D{0,3}(\d{1,2})(?:\D|$)/.exec(rest)?.[1];
  if (digits !== undefined) {
    return Number(digits) >= 1 && Number(digits) <= 12 ? `${year}-${digits.padStart(2, '0')}` : undefined;
  }
  const word = /[A-Za-z]{3,12}/.exec(rest)?.[0]?.toLowerCase();
  if (word === undefined) return undefined;
  const name = MONTH_NAMES.find((name) => name.startsWith(word)) ?? nearestWord(word, MONTH_NAMES);
  return name === undefined ? undefined : monthText(monthAt(Number(year), MONTH_NAMES.indexOf(name) + 1));
}
