/** How tables for readers say numbers of experiments. */

/** `1.2 to 3.4`, or `–`. */
export const range = (low: number | null, high: number | null): string =>
  low === null || high === null ? '–' : `${said(low)} to ${said(high)}`;

const FEWEST_DIGITS = 3;
/** Beyond these what differs may be read in the table that was written. */
const MOST_DIGITS = 6;

/** Digits by which values that differ are told apart, as means of the same seeds may by less than three of them show. */
export function digitsApart(values: readonly (number | null)[]): number {
  const differing = new Set(values).size;
  let digits = FEWEST_DIGITS;
  while (digits < MOST_DIGITS && new Set(values.map((value) => said(value, digits))).size < differing)
    digits++;
  return digits;
}

/** Three digits, as many as a comparison can bear, unless told otherwise. */
export function said(value: number | null, digits = FEWEST_DIGITS): string {
  if (value === null) return '–';
  const rounded = Number(value.toPrecision(digits));
  const text =
    Math.abs(rounded) >= 1000
      ? rounded.toLocaleString('en-GB', { maximumFractionDigits: MOST_DIGITS })
      : String(rounded);
  return text.replace('-', '−');
}
