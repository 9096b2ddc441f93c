/** Units of the vocabulary, and what a number may be written in instead. */
export interface Unit {
  /** As shown, such as `USD/year`. */
  name: string;
  /** In words after "a number", for messages. */
  words: string;
  /** Other ways to write it → what the number is multiplied by. Matched without spaces and plurals as listed. */
  accepts: Readonly<Record<string, number>>;
}

const RATIOS = { share: 1, ratio: 1, '%': 0.01, percent: 0.01 };
const A_MONTH = {
  ...RATIOS,
  'share/month': 1,
  'ratio/month': 1,
  '%/month': 0.01,
  'percent/month': 0.01,
  '1/month': 1,
};

export const UNITS = {
  share: { name: 'share', words: 'a share', accepts: RATIOS },
  'share/month': { name: 'share/month', words: 'a share a month', accepts: A_MONTH },
  'share/year': {
    name: 'share/year',
    words: 'a share a year',
    accepts: {
      ...RATIOS,
      'share/year': 1,
      'ratio/year': 1,
      '%/year': 0.01,
      'percent/year': 0.01,
      '1/year': 1,
    },
  },
  ratio: { name: 'ratio', words: 'a ratio', accepts: RATIOS },
  index: { name: 'index', words: 'an index', accepts: { index: 1, ratio: 1 } },
  'USD/year': {
    name: 'USD/year',
    words: 'a number of USD/year',
    accepts: { 'USD/year': 1, 'USD/month': 12 },
  },
  USD: { name: 'USD', words: 'a number of USD', accepts: { USD: 1 } },
  people: { name: 'people', words: 'a number of people', accepts: { people: 1, person: 1 } },
  'people/month': {
    name: 'people/month',
    words: 'a number of people a month',
    accepts: { 'people/month': 1, people: 1 },
  },
  'people/year': {
    name: 'people/year',
    words: 'a number of people a year',
    accepts: { 'people/year': 1, 'people/month': 12 },
  },
  employers: {
    name: 'employers',
    words: 'a number of employers',
    accepts: { employers: 1, employer: 1, firms: 1, firm: 1 },
  },
  rounds: { name: 'rounds', words: 'a number of rounds', accepts: { rounds: 1, round: 1 } },
  months: {
    name: 'months',
    words: 'a number of months',
    accepts: { months: 1, month: 1, years: 12, year: 12 },
  },
  years: {
    name: 'years',
    words: 'a number of years',
    accepts: { years: 1, year: 1, months: 1 / 12, month: 1 / 12 },
  },
  'log points': {
    name: 'log points',
    words: 'a number of log points',
    accepts: { 'log points': 1, 'log point': 1 },
  },
  'log points/year': {
    name: 'log points/year',
    words: 'a number of log points a year',
    accepts: { 'log points/year': 1, 'log point/year': 1, 'log points': 1 },
  },
  sd: {
    name: 'sd',
    words: 'a number of standard deviations',
    accepts: { sd: 1, 'standard deviations': 1, 'standard deviation': 1 },
  },
  /** The driver's own unit, or that of what it moves: a text that is kept, not converted. */
  own: { name: 'own', words: 'a number', accepts: {} },
} as const satisfies Record<string, Unit>;
export type UnitName = keyof typeof UNITS;

const NUMBER_WITH_UNIT =
  /^([+-]?(?:\d{1,40}\.?\d{0,40}|\.\d{1,40})(?:[eE][+-]?\d{1,4})?) ?([^\d\s.,+:=/-].{0,59}|\/ ?[a-zA-Z].{0,57})?$/;

/** Splits `200000 USD/year` into its number and unit; undefined when it is no number followed by a unit. */
export function splitUnit(text: string): { value: number; unit: string } | undefined {
  const [, digits, unit] = NUMBER_WITH_UNIT.exec(text.trim()) ?? [];
  if (digits === undefined || unit === undefined) return undefined;
  return { value: Number(digits), unit: unit.trim() };
}

/** What a number in `written` is multiplied by to be in `unit`; undefined when it cannot be. */
export function conversion(written: string, unit: Unit): number | undefined {
  const name = unitSpelling(written);
  if (name === unitSpelling(unit.name)) return 1;
  for (const [accepted, factor] of Object.entries(unit.accepts)) if (accepted === name) return factor;
  return undefined;
}

/** `USD / year` and `USD a year` are `USD/year`; `USD of 2023` is `USD`, since all money is. */
function unitSpelling(written: string): string {
  return written
    .replace(/\s{1,9}/g, ' ')
    .replace(/ ?\/ ?| a | per /g, '/')
    .replace(/\bUSD of 2023\b/, 'USD')
    .trim();
}

export function acceptedUnits(unit: Unit): string[] {
  return Object.keys(unit.accepts);
}

/** Words for a thousand and more, as people write them after a number. */
const TIMES: readonly [RegExp, number][] = [
  [/^(k|thousand)$/i, 1000],
  [/^(m|mn|million)$/i, 1_000_000],
  [/^(bn|billion)$/i, 1_000_000_000],
];

/** A number as people write it by mistake, `200,000 USD/year`, `1_000`, `4,1` or `"200000"`, put right; undefined when it is none. */
export function numberMeant(text: string): string | undefined {
  if (text.length > 60) return undefined;
  const bare = text
    .trim()
    .replace(/[０-９]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) - 0xfee0))
    .replace(/^[−–](?=\d)/, '-')
    .replace(/^([+-]?)(?:US)?\$\s?/, '$1')
    .replace(/^USD\s?(\d[\d.,_'\s]{0,40})$/, '$1 USD')
    .replace(/(\d)\s?(k|mn?|bn|thousand|million|billion)\s?(?=USD)/i, '$1$2 ')
    .replace(/^([+-]?\d{1,3}(?:\.\d{3})+),(\d{1,40})(?!\d)/, (_, thousands: string, rest: string) => {
      return `${thousands.replaceAll('.', '')}.${rest}`;
    })
    .replace(/(\d)[,_'’\s](?=\d{3}(?!\d))/g, '$1')
    .replace(/^[+-]?\d{1,3}(?:\.\d{3}){2,}(?![.\d])/, (thousands) => thousands.replaceAll('.', ''))
    .replace(/^([+-]?\d{1,40}),(\d{1,40})(?![\d,])/, '$1.$2');
  const [, over, under] = /^(\d{1,9}) ?\/ ?([1-9]\d{0,8})$/.exec(bare) ?? [];
  if (under !== undefined) return String(Number((Number(over) / Number(under)).toPrecision(6)));
  if (/^[+-]?[\d.]{1,40}[:=/]/.test(bare)) return undefined;
  if (/^[+-]?[\d.]{1,40} ?[-–~±] ?\d/.test(bare)) return undefined; // a range, or a month
  const digits =
    /^([+-]?\d{1,40}(?:\.\d{1,40})?(?:[eE][+-]?\d{1,3})?)(?![\d,.])\s?([a-zA-Z]{1,8}(?![a-zA-Z/]))?/.exec(
      bare,
    );
  if (digits === null) return undefined;
  const times = TIMES.find(([words]) => words.test(digits[2] ?? ''))?.[1];
  const rest = bare.slice(times === undefined ? digits[1]!.length : digits[0].length).trim();
  return `${Number(digits[1]) * (times ?? 1)}${rest === '' ? '' : ` ${rest}`}`;
}

/** Of a number as people write it by mistake, what to write for it in a unit; undefined when it says another currency or measure. */
export function meantInUnit(text: string, unit: Unit | undefined): string | undefined {
  const meant = numberMeant(text);
  const [digits, ...words] = meant?.split(' ') ?? [];
  const written = words.join(' ');
  if (unit === undefined || words.length === 0 || conversion(written, unit) !== undefined) return meant;
  const isSameMoney =
    /^USD\b/.test(written) && unit.name === 'USD/year' && !/hour|day|week|month/i.test(written);
  return isSameMoney ? `${digits} ${unit.name}` : undefined;
}
