import { OUTSIDE } from '../model/records.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { sectorsOfUnits } from '../tables/collect.ts';
import { numbersOf, textsOf } from '../tables/table.ts';
import type { Tables } from '../tables/tables.ts';
import type { Period } from './periods.ts';

/** Where people went who left their job: a unit's id, or one of these. */
export const ELSEWHERE = {
  inside: 'inside the sector',
  founding: 'founding',
  'lay-off': 'laid off',
  quit: 'quit',
  failure: 'failure',
  'visa-end': 'visa ended',
  'return-home': 'went home',
  studies: 'studies',
  exit: 'exit',
} as const;

/**
 * People a month who left jobs at employers of a sector in a period, by where they went. Moves between two employers of the
 * sector are counted apart, and so are those who left for no job or left the field, by kind; launches and listings move nobody.
 */
export function leaversByDestination(
  scenario: Scenario,
  tables: Tables,
  sector: string,
  period: Period,
): Map<string, number> {
  const sectorOf = sectorsOfUnits(scenario);
  const month = textsOf(tables.flows, 'month');
  const from = textsOf(tables.flows, 'from');
  const to = textsOf(tables.flows, 'to');
  const kind = textsOf(tables.flows, 'kind');
  const people = numbersOf(tables.flows, 'people');
  const isIn = month.texts.map((text) => text >= period.from && text <= period.to);
  const isLeft = from.texts.map((unit) => sectorOf.get(unit) === sector);
  const months = monthsBetween(period);
  const leavers = new Map<string, number>();
  for (let row = 0; row < people.length; row++) {
    if (!isLeft[from.codes[row]!] || !isIn[month.codes[row]!]) continue;
    const place = to.texts[to.codes[row]!]!;
    const where = destinationOf(place, kind.texts[kind.codes[row]!]!, sectorOf.get(place) === sector);
    if (where !== null) leavers.set(where, (leavers.get(where) ?? 0) + people[row]! / months);
  }
  return leavers;
}

function destinationOf(place: string, kind: string, isInside: boolean): string | null {
  if (kind === 'launch' || kind === 'listing') return null;
  if (kind === 'founding' || place === OUTSIDE.noJob || place === OUTSIDE.left) return elsewhereBy(kind);
  return isInside ? ELSEWHERE.inside : place;
}

/** @throws Error for a kind that nobody has named: better than a row without a name. */
function elsewhereBy(kind: string): string {
  const where = (ELSEWHERE as Readonly<Record<string, string>>)[kind];
  if (where === undefined) throw new Error(`people left by ${kind}, which the chart does not know`);
  return where;
}

function monthsBetween({ from, to }: Period): number {
  const count = (month: string) => Number(month.slice(0, 4)) * 12 + Number(month.slice(5));
  return count(to) - count(from) + 1;
}
