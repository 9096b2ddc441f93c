import type { Scenario } from '../scenario/scenario.ts';
import type { Runs } from '../tables/tables.ts';

/** Numbers and dates as charts say them. */

export const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `12,345.6`, with a minus sign as long as a plus; never −0. */
export function number(value: number, digits = 0): string {
  const fixed = Math.abs(value).toFixed(digits);
  const [whole, fraction] = fixed.split('.') as [string, string?];
  const grouped = whole.replace(/\B(?=(?:\d{3})+$)/g, ',');
  const sign = value < 0 && Number(fixed) !== 0 ? '−' : '';
  return `${sign}${grouped}${fraction === undefined ? '' : `.${fraction}`}`;
}

/** To about two significant digits, for small means: 0.031, 0.31, 3.1, 31. */
export const short = (value: number): string => number(value, shortDigits(value));

/** Below a millionth nothing is told but 0.000000. */
const MOST_SHORT_DIGITS = 6;

/** Digits after the point of a number that is told short. */
export function shortDigits(value: number): number {
  const size = Math.abs(value);
  if (size === 0 || size >= 9.5) return 0;
  return Math.min(MOST_SHORT_DIGITS, 1 - Math.floor(Math.log10(size / 0.95)));
}

/** For data in a spec: short numbers make small files. */
export const rounded = (value: number, digits: number): number => Number(value.toFixed(digits));

/** The same where values may be tiny: so many digits from the first that is not 0. */
export const significant = (value: number, digits: number): number => Number(value.toPrecision(digits));

/** Two numbers told short, with more digits where those do not tell them apart. */
export function shortPair(one: number, other: number): [string, string] {
  const digits = [0, 1, 2, 3, 4, 5, 6].map((more) => more + Math.min(shortDigits(one), shortDigits(other)));
  const pairs = digits.map((these): [string, string] => [number(one, these), number(other, these)]);
  const asShort: [string, string] = [short(one), short(other)];
  return [asShort, ...pairs].find(([first, second]) => first !== second) ?? asShort;
}

/** `Nov 2022` of `2022-11`. */
export const monthName = (month: string): string =>
  `${MONTHS[Number(month.slice(5)) - 1]} ${month.slice(0, 4)}`;

/** `Jan 2019–Nov 2022`, or `Jan 2019` of a single month. */
export const periodName = ({ from, to }: { from: string; to: string }): string =>
  from === to ? monthName(from) : `${monthName(from)}–${monthName(to)}`;

/** The end of a path, which says what it is, where all of it is too long for a chart. */
export const endOfPath = (path: string): string => (path.length > 44 ? `…${path.slice(-43)}` : path);

export const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** `gained 154`, `lost 20`, or `neither gained nor lost any`. */
export function gainedOrLost(people: number): string {
  const rounded = Math.round(people);
  if (rounded === 0) return 'neither gained nor lost any';
  return rounded > 0 ? `gained ${number(rounded)}` : `lost ${number(-rounded)}`;
}

/** `gained 154 people`, `lost 1 person`, or `neither gained nor lost any people`. */
export function gainedOrLostPeople(people: number): string {
  return `${gainedOrLost(people)} ${Math.abs(Math.round(people)) === 1 ? 'person' : 'people'}`;
}

/** `grew from 7,500 in Feb 2019 to 7,950 in Jun 2019`; where nothing that is told changed, no change is claimed. */
export function grewOrFell(
  first: { when: string; value: number },
  last: { when: string; value: number },
): string {
  const [before, after] = [number(first.value), number(last.value)];
  if (first.when === last.when) return `numbered ${after} in ${monthName(last.when)}`;
  if (before === after) return `numbered ${after} in ${monthName(last.when)}, as in ${monthName(first.when)}`;
  const change = last.value > first.value ? 'grew' : 'fell';
  return `${change} from ${before} in ${monthName(first.when)} to ${after} in ${monthName(last.when)}`;
}

/** How a subtitle says what is drawn of an ensemble. */
export const ofRuns = (runs: number): string =>
  runs > 1 ? ` Median, 90% band of ${runs} runs.` : ' One run.';

/** What the range and the share with the mean's sign of a comparison are of: the mean's own pairs only where no parameter is drawn. */
export const pairsOfRange = (over: 'posterior' | 'priors' | 'seeds'): string =>
  over === 'seeds' ? 'the same pairs' : `further pairs with parameters drawn from the ${over}`;

/** How the observed sector's counts are seen: the coverage, or what it spans where each run has one of its own. */
export function asObserved(scenario: Scenario, runs: Runs): string {
  const coverages = (runs.scenarios ?? [scenario]).map(({ observe }) => observe.coverage);
  const [low, high] = [Math.min(...coverages), Math.max(...coverages)];
  return `as observed (× ${low === high ? low : `${rounded(low, 2)} to ${rounded(high, 2)}`})`;
}
