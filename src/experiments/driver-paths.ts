import type { DatedValue, DriverOutlook, Outlook } from '../evidence/outlook.ts';
import { exp } from '../maths/exp.ts';
import { log } from '../maths/log.ts';
import { normalQuantile } from '../maths/normal-quantile.ts';
import { KeyedDraws } from '../random/keyed-draws.ts';
import { monthText } from '../scenario/dates.ts';
import type { Month } from '../scenario/scenario.ts';
import { hashOf } from './parameter-sets.ts';

/**
 * How drivers go on in one run, as settings `drivers.ID.later={…}` of the scenario. A draw is keyed by seed, run, driver and step, so
 * that one more driver moves nobody else's path. @param attempt which try, from 0, when earlier ones led where no market can go. @param until last month. @param isOpen whether a driver's course is left to the outlook.
 */
export function driverSettings(
  { untilKnown, drivers }: Outlook,
  seed: string,
  { run, attempt }: { run: number; attempt: number },
  until: Month,
  isOpen: (id: string) => boolean,
): string[] {
  if (until <= untilKnown) return [];
  return drivers.flatMap((driver) => {
    if (driver.rule === 'as-it-is' || !isOpen(driver.id)) return [];
    const from = (untilKnown + 1) as Month;
    const values = driverPath(driver, drawsOf(`${seed} outlook`, run, attempt, driver.id), from, until).map(
      (value, at) => `${monthText(from + at)}: ${Number(value.toPrecision(10))}`,
    );
    return [
      `drivers.${driver.id}.later={ from: ${monthText(from)}, series: { values: { ${values.join(', ')} } }, after: hold }`,
    ];
  });
}

/** Uniform draws of one path by counter; counter 0 is the half-life's. */
type Draws = (counter: number) => number;

function drawsOf(seed: string, run: number, attempt: number, id: string): Draws {
  const stream = new KeyedDraws(seed).open(attempt, run);
  const key = hashOf(id);
  return (counter) => stream.uniform(key, counter);
}

/** Values of a driver in each month from `from` to `until`. */
export function driverPath(driver: DriverOutlook, draws: Draws, from: Month, until: Month): number[] {
  const months = Array.from({ length: until - from + 1 }, (_, at) => (from + at) as Month);
  if (driver.rule === 'resample')
    return months.map((month) => {
      const { measured } = driver;
      return measured[Math.floor(draws(month - from + 1) * measured.length)]!.value;
    });
  const { known, isLog, isLine, least } = driver;
  const { every, sdPerMonth, driftPerMonth } = innovationsOf(driver);
  const last = known.at(-1)!;
  const halfLife =
    driver.halfLife && driver.halfLife.from + draws(0) * (driver.halfLife.to - driver.halfLife.from);
  const shape = (value: number) => (isLog ? log(value) : value);
  const back = (value: number) => (isLog ? exp(value) : value);
  const points: DatedValue[] = [{ month: last.month, value: shape(last.value) }];
  for (let step = 1; points.at(-1)!.month < until; step++) {
    const now = points.at(-1)!;
    const drift = driftPerMonth * damped(now.month - last.month, every, halfLife);
    const noise = sdPerMonth * Math.sqrt(every) * normalQuantile(draws(step));
    const value = now.value + drift + noise;
    points.push({
      month: (now.month + every) as Month,
      value: isLog || least === null ? value : Math.max(least, value),
    });
  }
  return months.map((month) => {
    if (month < last.month) return known.findLast((one) => one.month <= month)!.value;
    const next = points.findIndex((point) => point.month >= month);
    const point = points[next]!;
    if (!isLine || point.month === month) return back(point.value);
    const before = points[next - 1]!;
    const way = (month - before.month) / (point.month - before.month);
    return back(before.value) + (back(point.value) - back(before.value)) * way;
  });
}

/** Months of trend in a step that begins so many months after the last known value: each month's is less, if there is a half-life. */
function damped(since: number, every: number, halfLife: number | null): number {
  if (halfLife === null) return every;
  const perMonth = exp(log(0.5) / halfLife);
  let sum = 0;
  for (let month = 1; month <= since + every; month++) if (month > since) sum += power(perMonth, month);
  return sum;
}

function power(base: number, times: number): number {
  let product = 1;
  for (let time = 0; time < times; time++) product *= base;
  return product;
}

/**
 * What a driver's own past says: months from value to value, and sd and trend of a month. The sd is from the mean square of changes across
 * `over` months, so that slow swings count; without the trend where it is kept apart.
 */
export function innovationsOf({ rule, measured, isLog, over, hasDrift }: DriverOutlook): {
  every: number;
  sdPerMonth: number;
  driftPerMonth: number;
} {
  const values = measured.map(({ value }) => (isLog ? log(value) : value));
  const [first, last] = [measured[0]!, measured.at(-1)!];
  const months = last.month - first.month;
  const driftPerMonth = hasDrift ? (values.at(-1)! - values[0]!) / months : 0;
  if (rule === 'trend') return { every: 1, sdPerMonth: 0, driftPerMonth };
  const every = measured[1]!.month - first.month;
  const lag = Math.max(1, Math.round(over / every));
  const squares = values.slice(lag).map((value, at) => {
    const change = value - values[at]! - driftPerMonth * lag * every;
    return change * change;
  });
  const meanSquare = squares.reduce((sum, square) => sum + square, 0) / squares.length;
  return { every, sdPerMonth: Math.sqrt(meanSquare / (lag * every)), driftPerMonth };
}
