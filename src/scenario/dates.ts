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

/** A month as scenarios and tables write it, YYYY-MM. */
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

/**
 * The month most likely meant by "Octber 2023", "2023/10", "10-2023", "31.10.2023", "202310" or "2023-10-05"; undefined when unclear.
 * @param isLast of a year or a quarter, its last month and not its first is meant.
 */
export function monthMeant(text: string, isLast = false): string | undefined {
  const run = /^([12]\d{3})(0[1-9]|1[0-2])(?:[0-3]\d)?$/.exec(text.trim());
  if (run !== null) return `${run[1]}-${run[2]}`;
  const quarter = quarterMeant(text);
  if (quarter !== undefined) return monthText(isLast ? quarter.last : quarter.first);
  if (/q\d/i.test(text)) return undefined;
  const year = /(?:^|\D)([12]\d{3})(?:\D|$)/.exec(text)?.[1];
  if (year === undefined) return undefined;
  if (text.trim() === year) return `${year}-${isLast ? '12' : '01'}`;
  const rest = text.replace(year, ' ').trim();
  const numbers = [...rest.matchAll(/\d{1,9}/g)].map(([digits]) => Number(digits));
  if (/^\D{0,3}\d/.test(rest)) return monthOfNumbers(year, numbers, text.trim().startsWith(year));
  const word = /[A-Za-z]{3,12}/.exec(rest)?.[0]?.toLowerCase();
  const month = word === undefined ? undefined : monthOfYearMeant(word);
  return month === undefined ? undefined : monthText(monthAt(Number(year), month));
}

/** A day and a month in either order are clear only when one is no month, or the year comes first. */
function monthOfNumbers(year: string, numbers: readonly number[], isYearFirst: boolean): string | undefined {
  const isMonth = (number: number) => number >= 1 && number <= 12;
  const months = numbers.filter(isMonth);
  const isClear = numbers.length === 1 || (numbers.length === 2 && (isYearFirst || months.length === 1));
  const month = isYearFirst ? numbers[0] : months[0];
  if (!isClear || month === undefined || !isMonth(month)) return undefined;
  return `${year}-${String(month).padStart(2, '0')}`;
}

/** 1 to 12 for the name of a month, spelt so or nearly so, or its first letters. */
export function monthOfYearMeant(word: string): number | undefined {
  const plain = word.trim().toLowerCase();
  if (!/^[a-z]{3,12}$/.test(plain)) return undefined;
  const name = MONTH_NAMES.find((name) => name.startsWith(plain)) ?? nearestWord(plain, MONTH_NAMES);
  return name === undefined ? undefined : MONTH_NAMES.indexOf(name) + 1;
}

function quarterMeant(text: string): Period | undefined {
  const [, year, quarter] = /^([12]\d{3})\s?[-/]?\s?q([1-4])$/i.exec(text.trim()) ?? [];
  const [, before, after] = /^q([1-4])\s?[-/]?\s?([12]\d{3})$/i.exec(text.trim()) ?? [];
  return periodOf(year === undefined ? `${after}Q${before}` : `${year}Q${quarter}`);
}

/** The time of a published value most likely meant by "Q1 2020", "01/2020" or "May 2020"; undefined when unclear. */
export function periodMeant(text: string): string | undefined {
  const quarter = quarterMeant(text);
  if (quarter === undefined) return monthMeant(text);
  return `${Math.floor(quarter.first / 12)}Q${(quarter.first % 12) / 3 + 1}`;
}
