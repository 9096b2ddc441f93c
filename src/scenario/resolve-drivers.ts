import { monthOf, monthText } from './dates.ts';
import { infoOf } from './fields.ts';
import { type Published, readPoints, type SeriesFiles } from './points.ts';
import { Section } from './reader.ts';
import { LONGEST_CALENDAR } from './resolve-market.ts';
import type { Calendar, Driver, DriverEffect, Month } from './scenario.ts';
import { FORMS_OF_EFFECT } from './schema.ts';
import {
  type Between,
  type Beyond,
  laggedMean,
  MonthlySeries,
  type MonthlyValues,
  type Point,
  ReplacedSeries,
} from './series.ts';
import { readTarget, type Targets } from './targets.ts';
import { textOf } from './tree.ts';

/** Reads the drivers: their series month by month over the calendar, and what they move. */
export function resolveDrivers(
  root: Section,
  calendar: Calendar,
  targets: Targets,
  files: SeriesFiles,
): Driver[] {
  return root.items('drivers').map((driver) => resolveDriver(driver, calendar, targets, files));
}

function resolveDriver(driver: Section, calendar: Calendar, targets: Targets, files: SeriesFiles): Driver {
  const id = driver.text('id') ?? '';
  const label = driver.text('label', id) ?? id;
  const unit = driver.text('unit') ?? '';
  const series = replaced(driver, readSeries(driver, unit, files), unit, calendar, files);
  const lag = driver.number('lag');
  const smooth = driver.number('smooth');
  const levels = series && levelsOverCalendar(driver, series, calendar, lag, smooth);
  const reference = readReference(driver, unit, levels?.values[0], (month) =>
    series === null ? undefined : valueAt(driver, series, month, lag, smooth),
  );
  const effects = resolveEffects(driver, targets);
  if (levels) checkElasticities(driver, effects, levels.values, reference);
  return {
    id,
    label,
    unit,
    values: levels?.values ?? [],
    reference,
    published: levels?.published ?? [],
    effects,
  };
}

interface Filled {
  monthly: MonthlyValues;
  published: Published;
}

function readSeries(driver: Section, unit: string, files: SeriesFiles): Filled | null {
  const between = driver.text('between') as Between | undefined;
  const before = readBeyond(driver, 'before', unit);
  const after = readBeyond(driver, 'after', unit);
  if (!driver.has('series')) {
    driver.text('series');
    return null;
  }
  const published = readPoints(driver.section('series'), unit, files);
  if (published === null || before === undefined || after === undefined) return null;
  if (driver.at('between')?.type === 'broken' || !arePeriodsClear(driver, published.points, between ?? null))
    return null;
  return {
    monthly: new MonthlySeries(published.points, { between: between ?? null, before, after }),
    published,
  };
}

/** The driver's series, with another one in its place from the month on that `later` names. */
function replaced(
  driver: Section,
  series: Filled | null,
  unit: string,
  calendar: Calendar,
  files: SeriesFiles,
): Filled | null {
  if (!driver.has('later')) return series;
  const later = driver.section('later');
  const from = later.month('from', null);
  const filled = readSeries(later, unit, files);
  if (series === null || filled === null || from === undefined) return null;
  if (filled.monthly.first < from) {
    later.fail(
      'series',
      `a value of ${monthText(filled.monthly.first)}`,
      `values from ${monthText(from)} on, the month of \`from\``,
      'leave earlier values out, or let `from` be earlier',
    );
    return null;
  }
  if (from > calendar.end) return series;
  const monthly = new ReplacedSeries(
    series.monthly,
    from,
    filled.monthly as MonthlySeries,
    textOf(later.at('between')) === 'linear',
  );
  return { monthly, published: filled.published };
}

/** Null when absent, undefined when broken. */
function readBeyond(driver: Section, key: 'before' | 'after', unit: string): Beyond | null | undefined {
  const node = driver.at(key);
  if (node === undefined) return null;
  if (node.type === 'broken') return undefined;
  if (node.type === 'scalar' && node.value === 'hold') {
    driver.text(key);
    return { hold: true };
  }
  if (node.type === 'map' && node.entries.has('grow')) {
    const map = new Section(
      driver.reading,
      infoOf(driver.declaration(key)).orMap!,
      node,
      driver.pathOf(key),
      driver.place,
    );
    const grow = map.number('grow');
    return Number.isNaN(grow) ? undefined : { grow };
  }
  const value = driver.number(key, undefined, { unit: 'own', ownUnit: unit, bounds: {} });
  return Number.isNaN(value) ? undefined : { value };
}

/** Whether each month has one value at most, and `between` is said where values are not monthly. */
function arePeriodsClear(driver: Section, points: Point[], between: Between | null): boolean {
  const { mistakes } = driver.reading;
  const path = driver.pathOf('series');
  const wide = points.find(({ period }) => period.kind !== 'month');
  if (wide !== undefined && between === null) {
    const expected = '`between`: hold, linear, step or spread';
    mistakes.add(
      wide.place,
      driver.pathOf('between'),
      `nothing, with a value of a ${wide.period.kind}`,
      expected,
      'add `between: …` to the driver',
    );
    return false;
  }
  const byPeriod = between === null || between === 'step' || between === 'spread';
  const day = byPeriod ? points.find(({ period }) => period.kind === 'day') : undefined;
  if (day !== undefined) {
    mistakes.add(
      day.place,
      path,
      'the value of a day',
      'a month, quarter or year with `between: step` or `spread`',
      'write `between: hold`',
    );
    return false;
  }
  for (const [at, { period, place }] of points.entries()) {
    const previous = points[at - 1]?.period;
    if (previous === undefined) continue;
    const sameMonth =
      previous.last === period.last &&
      !(previous.kind === 'day' && period.kind === 'day' && previous.day < period.day);
    if (!(byPeriod ? previous.last >= period.first : sameMonth)) continue;
    mistakes.add(
      place,
      path,
      `two values for ${monthText(byPeriod ? previous.last : period.last)}`,
      'one value a month',
      'remove one of the two',
    );
    return false;
  }
  return true;
}

function levelsOverCalendar(
  driver: Section,
  series: Filled,
  calendar: Calendar,
  lag: number,
  smooth: number,
) {
  if (
    Number.isNaN(calendar.start + calendar.end + lag + smooth) ||
    calendar.end - calendar.start > LONGEST_CALENDAR
  )
    return null;
  const values: number[] = [];
  const published: boolean[] = [];
  const missing: { month: Month; side: Side }[] = [];
  const earliest = calendar.start - lag - smooth + 1;
  for (let month = earliest; month <= calendar.end - lag; month++) {
    const found = series.monthly.at(month as Month);
    if ('missing' in found) missing.push({ month: month as Month, side: found.missing });
  }
  if (missing.length > 0) {
    reportMissing(driver, series, missing);
    return null;
  }
  for (let month = calendar.start as number; month <= calendar.end; month++) {
    const level = laggedMean(series.monthly, month as Month, lag, smooth);
    if ('missing' in level) return null;
    values.push(level.value);
    published.push(level.published);
  }
  return { values, published };
}

type Side = 'before' | 'between' | 'after';

/** One mistake for each run of months without a value: at the empty cell, or at the value beside it. */
function reportMissing(
  driver: Section,
  { monthly, published }: Filled,
  missing: { month: Month; side: Side }[],
): void {
  const { mistakes } = driver.reading;
  for (const [at, { month, side }] of missing.entries()) {
    if (at > 0 && missing[at - 1]!.month === month - 1 && missing[at - 1]!.side === side) continue;
    let end = at;
    while (missing[end + 1]?.month === missing[end]!.month + 1 && missing[end + 1]?.side === side) end++;
    const until = missing[end]!.month;
    const months = until === month ? monthText(month) : `${monthText(month)} to ${monthText(until)}`;
    const isLater = driver.has('later') && month >= published.points[0]!.period.first;
    const said = isLater ? driver.section('later') : driver;
    const hole = published.holes.find(({ period }) => period.first <= until && period.last >= month);
    const edge = side === 'before' ? monthText(monthly.first) : monthText(monthly.last);
    const found =
      hole !== undefined
        ? `an empty cell in column ${hole.column}: no value for ${months}`
        : `no value for ${months}`;
    const neighbour = published.points.findLast(({ period }) => period.last < month) ?? published.points[0]!;
    const place = hole?.place ?? (side === 'between' ? neighbour.place : said.section('series').place);
    if (side === 'between') {
      const remedy = 'give the value, or add `between: hold` or `between: linear` to the driver';
      mistakes.add(place, said.pathOf('series'), found, 'a value for each month', remedy);
    } else {
      const expected = `a value for each month that the calendar, lag and smooth need, or \`${side}\``;
      const remedy = `add \`${side}: hold\`, a number, or \`${side}: { grow: … }\`; the values ${side === 'before' ? 'begin' : 'end'} in ${edge}`;
      mistakes.add(place, said.pathOf('series'), found, expected, remedy);
    }
  }
}

function valueAt(
  driver: Section,
  series: Filled,
  month: Month,
  lag: number,
  smooth: number,
): number | undefined {
  if (Number.isNaN(lag + smooth)) return undefined;
  const level = laggedMean(series.monthly, month, lag, smooth);
  if (!('missing' in level)) return level.value;
  const expected = 'a month in which the series has a value';
  driver.fail(
    'reference',
    `${monthText(month)}, which needs ${monthText(level.month)}`,
    expected,
    `choose a later month, or add \`${level.missing}\``,
  );
  return undefined;
}

function readReference(
  driver: Section,
  unit: string,
  first: number | undefined,
  at: (month: Month) => number | undefined,
): number {
  const node = driver.at('reference');
  const month = node?.type === 'scalar' && typeof node.value === 'string' ? monthOf(node.value) : undefined;
  if (month !== undefined) {
    driver.text('reference');
    return at(month) ?? Number.NaN;
  }
  return driver.number('reference', first, { unit: 'own', ownUnit: unit, bounds: {} });
}

const FORMS = { elasticity: 'elasticity', slope: 'slope', 'semi-elasticity': 'semiElasticity' } as const;

function resolveEffects(driver: Section, targets: Targets): DriverEffect[] {
  return driver.items('acts-on').flatMap((effect) => {
    const read = readTarget(effect, targets);
    const given = FORMS_OF_EFFECT.filter((form) => effect.has(form));
    if (given.length !== 1 && !effect.isBroken) {
      const found =
        given.length === 0 ? 'none of elasticity, slope and semi-elasticity' : given.join(' and ');
      effect.reading.mistakes.add(
        effect.place,
        effect.path,
        found,
        'exactly one of elasticity, slope, semi-elasticity',
        given.length === 0 ? 'add `elasticity: 1`' : 'keep one of them',
      );
      return [];
    }
    const form = given[0]!;
    const strength = effect.isBroken ? Number.NaN : effect.number(form);
    return read === undefined || read === 'removed'
      ? []
      : { target: read.target, form: FORMS[form], strength };
  });
}

/** value ÷ reference must have a logarithm; a zero is fine where the elasticity is positive. */
function checkElasticities(
  driver: Section,
  effects: DriverEffect[],
  values: number[],
  reference: number,
): void {
  for (const { form, strength } of effects) {
    if (form !== 'elasticity') continue;
    const lowest = values.reduce((low, value) => Math.min(low, value), Number.POSITIVE_INFINITY);
    const isWrong = reference <= 0 || lowest < 0 || (lowest === 0 && strength < 0);
    if (!isWrong) continue;
    const found = reference <= 0 ? `a reference of ${reference}` : `a value of ${lowest}`;
    driver.fail(
      'acts-on',
      `${found} with an elasticity`,
      'values and a reference above 0',
      'use `slope` or `semi-elasticity`, or give another `reference`',
    );
    return;
  }
}
