import { monthText } from './dates.ts';
import { expectedNumber } from './fields.ts';
import type { NumberRule } from './quantities.ts';
import type { Section, Span } from './reader.ts';
import { idAndLabel } from './resolve-market.ts';
import {
  type Calendar,
  DESTINATIONS,
  type Month,
  type Observe,
  type Region,
  type Sector,
  type Target,
  type TimelineEvent,
} from './scenario.ts';
import { OPERATIONS } from './schema.ts';
import { readTarget, type Targets } from './targets.ts';
import { child } from './tree.ts';
import { conversion, UNITS } from './units.ts';

/** Reads the timeline; events on what was switched off are left out. */
export function resolveTimeline(root: Section, calendar: Calendar, targets: Targets): TimelineEvent[] {
  return root.items('timeline').flatMap((event) => resolveEvent(event, calendar, targets) ?? []);
}

function resolveEvent(event: Section, calendar: Calendar, targets: Targets): TimelineEvent | undefined {
  const named = idAndLabel(event);
  const span = { first: calendar.start, last: calendar.end };
  const from = event.month('from', span);
  const until = untilOf(event, from, span);
  const rampMonths = event.number('over');
  refuseCutRamp(event, rampMonths, from, until, span);
  const read = readTarget(event, targets);
  const operation = operationOf(event);
  const target = read === 'removed' ? undefined : read;
  const value =
    operation === undefined || isPercentMistaken(event, operation, target?.rule)
      ? Number.NaN
      : event.number(operation, undefined, ruleFor(operation, target?.rule));
  checkLargest(event, operation, value, targets);
  const felt = feltOf(event, named.id, operation, target?.target);
  if (target === undefined || operation === undefined || from === undefined) return undefined;
  return { ...named, from, until, rampMonths, target: target.target, operation, value, ...felt };
}

/** Who feels an event: a share of people, where it adds to what a person sees in a job. */
function feltOf(
  event: Section,
  id: string,
  operation: Operation | undefined,
  target: Target | undefined,
): Pick<TimelineEvent, 'felt'> {
  const isFelt = event.at('for') !== undefined;
  const lot = event.text('lot', isFelt ? id : undefined);
  if (!isFelt) {
    if (lot !== undefined)
      event.fail('lot', 'a lot without `for`', '`for` beside `lot`', 'add `for: 50%`, or remove this');
    return {};
  }
  const share = event.number('for');
  const isPersonal = target === undefined || ['autonomy', 'mission'].includes(target.attribute);
  if (!isPersonal || (operation !== undefined && operation !== 'add')) {
    const found = isPersonal
      ? `\`${operation}\` for a part of people`
      : `${target.attribute} for a part of people`;
    event.fail(
      'for',
      found,
      '`add` to autonomy or mission of an employer or sector',
      'remove `for`: the number then moves for everybody',
    );
  }
  return { felt: { share, lot: lot ?? id } };
}

function untilOf(event: Section, from: Month | undefined, span: Span): Month | null {
  if (!event.has('until')) return null;
  const until = event.month('until', span);
  if (until !== undefined && from !== undefined && until < from) {
    const found = `${monthText(until)}, before from, ${monthText(from)}`;
    event.fail(
      'until',
      found,
      `a month, YYYY-MM, from ${monthText(from)} to ${monthText(span.last)}`,
      'exchange the two, or move one',
    );
  }
  return until ?? null;
}

/** A change that ends while it still grows would never be what the event says. */
function refuseCutRamp(
  event: Section,
  rampMonths: number,
  from: Month | undefined,
  until: Month | null,
  span: Span,
): void {
  if (from === undefined || until === null || until < from) return;
  const months = until - from + 1;
  if (!(rampMonths > months)) return;
  const lastOfRamp = from + rampMonths - 1;
  const whole = monthText(lastOfRamp);
  const instead = lastOfRamp > span.last ? 'leave `until` out' : `until: ${whole}`;
  event.fail(
    'over',
    `a change that is whole in ${whole}, after until, ${monthText(until)}`,
    `a whole number of months, 0 to ${months}`,
    `write ${months} ${months === 1 ? 'month' : 'months'}, or ${instead}`,
  );
}

const largestAt = ({ largest }: Targets, path: string) =>
  Object.hasOwn(largest, path) ? largest[path] : undefined;

/** People's next candidate months are drawn at the largest rate, so a rate may not be set above it. */
function checkLargest(
  event: Section,
  operation: Operation | undefined,
  value: number,
  targets: Targets,
): void {
  const path = event.at('path');
  const largest = path?.type === 'scalar' ? largestAt(targets, path.text) : undefined;
  if (operation !== 'set' || largest === undefined || !(value > largest.value)) return;
  const remedy = `write ${largest.key}: ${value} or more`;
  event.fail('set', String(value), `at most ${largest.value}, the ${largest.key}`, remedy);
}

type Operation = TimelineEvent['operation'];

function operationOf(event: Section): Operation | undefined {
  const given = OPERATIONS.filter((operation) => event.has(operation));
  if (given.length === 1 || event.isBroken) return given[0];
  const found = given.length === 0 ? 'none of set, add and multiply' : given.join(' and ');
  const remedy = given.length === 0 ? 'add `set: …`, `add: …` or `multiply: …`' : 'keep one of them';
  event.reading.mistakes.add(event.place, event.path, found, 'exactly one of set, add, multiply', remedy);
  return undefined;
}

/** `multiply: +20%` would leave a fifth, and of USD no per cent can be added: a factor is meant. Adds the mistake. */
function isPercentMistaken(event: Section, operation: Operation, rule: NumberRule | undefined): boolean {
  const node = event.at(operation);
  const text = node?.type === 'scalar' && typeof node.value === 'string' ? node.value.trim() : '';
  const [, sign, digits] = /^([+−-]?)\s?(\d{1,9}(?:\.\d{1,9})?)\s?(?:%|percent|per cent)$/.exec(text) ?? [];
  if (digits === undefined || operation === 'set') return false;
  const isFactor = operation === 'multiply' && sign !== '';
  const isOfOther =
    operation === 'add' && rule !== undefined && conversion('%', UNITS[rule.unit]) === undefined;
  if (!isFactor && !isOfOther) return false;
  const change = Number(digits) / (sign === '' || sign === '+' ? 100 : -100);
  const factor = Number((1 + change).toPrecision(9));
  const unit = isFactor ? 'a ratio, 0 or more: 1.2 is 20% more' : expectedNumber(rule!.unit, {});
  event.fail(
    operation,
    `"${text}"`,
    unit,
    factor < 0 ? 'write a smaller change' : `write multiply: ${factor}`,
  );
  return true;
}

/** `set` must be a value the number may have; `add` has its unit; `multiply` is a ratio. */
function ruleFor(operation: Operation, target: NumberRule | undefined): NumberRule {
  if (operation === 'multiply') return { unit: 'ratio', bounds: { min: 0 } };
  if (target === undefined) return { unit: 'own', bounds: {} };
  return operation === 'set' ? target : { ...target, bounds: {} };
}

export function resolveObserve(
  root: Section,
  calendar: Calendar,
  sectors: readonly Sector[],
  regions: readonly Region[],
): Observe {
  const section = root.section('observe');
  const sectorIds = sectors.map(({ id }) => id);
  const netFlowOf = section.reference('net-flow-of', sectorIds, 'sectors') ?? null;
  const ofSectors = (key: string) => numbersWritten(section, key, sectorIds, 'sector');
  const sectorLabel = sectors.find(({ id }) => id === netFlowOf)?.label ?? '';
  const span = { first: calendar.start, last: calendar.end };
  return {
    netFlowOf,
    label: section.text('label', sectorLabel) ?? sectorLabel,
    coverage: section.number('coverage'),
    coverageOfSectors: ofSectors('coverage-of-sectors'),
    surveyOfDoctors: numbersWritten(section, 'survey-of-doctors', DESTINATIONS, 'destination'),
    surveyedRegions: numbersWritten(
      section,
      'surveyed-regions',
      regions.map(({ id }) => id),
      'region',
    ),
    jobSite: ofSectors('job-site'),
    largeCompanies: ofSectors('large-companies'),
    marks: section.items('marks').flatMap((mark) => {
      const month = mark.month('month', span);
      return { month: month ?? (Number.NaN as Month), label: mark.text('label') ?? '' };
    }),
  };
}

/** The numbers that are written, by name; those of an item that was switched off are left out. */
function numbersWritten(
  section: Section,
  key: string,
  names: readonly string[],
  of: string,
): Record<string, number> {
  const removed = [...section.reading.removed].flatMap((path) =>
    path.startsWith(`${of}s.`) ? [path.slice(of.length + 2)] : [],
  );
  const numbers = section.byName(key, [...names, ...removed], of);
  const isWritten = (name: string) => child(section.at(key), name) !== undefined;
  return Object.fromEntries(
    names.flatMap((name, at) => (numbers && isWritten(name) ? [[name, numbers[at]!]] : [])),
  );
}
