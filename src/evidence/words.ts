import type { CheckedFact } from './check.ts';
import type { Fact, Tolerance } from './fact.ts';

/** How commands and charts say what is published and tolerated. */

/** As many digits as a figure needs to be told from its neighbours: 168, 0.31, 70,000. */
export function figureText(value: number | null): string {
  if (value === null) return '–';
  const digits = Math.abs(value) >= 100 || Number.isInteger(value) ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  const text = Math.abs(value).toLocaleString('en-GB', { maximumFractionDigits: digits });
  return value < 0 && /[1-9]/.test(text) ? `−${text}` : text;
}

/** A number as evidence states it, with all its digits: 0.075, 0.462, 140,000. Only the rounding of binary fractions is left out. */
export function statedText(value: number): string {
  const text = Math.abs(value).toLocaleString('en-GB', { maximumSignificantDigits: 12 });
  return value < 0 ? `−${text}` : text;
}

/** `168 people/month`, or `–` when no number is published. */
export function publishedText({ value, unit }: Pick<Fact, 'value' | 'unit'>): string {
  return value === null ? '–' : `${statedText(value)} ${unit}`.trimEnd();
}

/** `±0.3`, `−0.25 to 0`, `±8% of the simulated`, or `above 0 in 90% of runs`. */
export function toleranceText(tolerance: Tolerance | null): string {
  if (tolerance === null) return '–';
  const percent = (share: number) => `${statedText(100 * share)}%`;
  switch (tolerance.kind) {
    case 'interval':
      return `${statedText(tolerance.from)} to ${statedText(tolerance.to)}`;
    case 'plus-minus':
      return `±${statedText(tolerance.size)}`;
    case 'of-published':
      return `±${percent(tolerance.size)}`;
    case 'of-simulated':
      return `±${percent(tolerance.size)} of the simulated`;
    case 'runs':
      return `${boundsText(tolerance.within)} in ${percent(tolerance.runs)} of runs`;
  }
}

function boundsText({ from, to, isOpen }: Extract<Tolerance, { kind: 'runs' }>['within']): string {
  if (from === to) return statedText(from);
  if (!isOpen && Number.isFinite(from) && Number.isFinite(to))
    return `${statedText(from)} to ${statedText(to)}`;
  const parts = [
    ...(Number.isFinite(from) ? [`${isOpen ? 'above' : 'at least'} ${statedText(from)}`] : []),
    ...(Number.isFinite(to) ? [`${isOpen ? 'below' : 'at most'} ${statedText(to)}`] : []),
  ];
  return parts.join(' and ');
}

/** `44.2 to 140`, or `–`. */
export const intervalText = (low: number | null, high: number | null): string =>
  low === null || high === null ? '–' : `${figureText(low)} to ${figureText(high)}`;

/** The simulated number, or the share of runs that have the sign or order. */
export const simulatedText = ({ agree, simulated }: CheckedFact): string =>
  agree === null ? figureText(simulated) : `${figureText(100 * agree)}% of runs`;

/** What passes, in the words of `simulatedText`. */
export function toleratedText({ tolerance, needed }: CheckedFact): string {
  if (needed !== null) return `≥ ${figureText(100 * needed)}% of runs`;
  return tolerance === null ? '–' : intervalText(tolerance.from, tolerance.to);
}
