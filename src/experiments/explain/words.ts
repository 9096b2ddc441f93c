/** Numbers in sentences, the same in every form. */

/** `$123,400`: to the hundred from a thousand on. @param amount USD. */
export function usd(amount: number): string {
  const rounded = Math.abs(amount) >= 1000 ? Math.round(amount / 100) * 100 : Math.round(amount);
  return `$${rounded.toLocaleString('en-GB')}`;
}

/** To two digits, to three from 100% on: `0.031%`, `31%`, `−4.5%`, `123%`. */
export function percent(share: number): string {
  const text = (100 * share).toPrecision(Math.abs(share) >= 1 ? 3 : 2);
  return `${Number(text)}%`.replace('-', '−');
}

/** With a minus as long as a plus, and never −0.00; a value of nothing is −∞. */
export function decimals(value: number, digits = 2): string {
  if (!Number.isFinite(value)) return '−∞';
  return value
    .toFixed(digits)
    .replace('-', '−')
    .replace(/^−(0\.0+)$/, '$1');
}
