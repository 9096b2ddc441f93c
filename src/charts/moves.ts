import { MOTIVES, type Motive } from '../model/records.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { sectorsOfUnits } from '../tables/collect.ts';
import { numbersOf, textsOf } from '../tables/table.ts';
import type { Tables } from '../tables/tables.ts';
import type { Period } from './periods.ts';

/** What moved people in a period: each part's mean gain over the old job, log points, and the share of moves that it tipped, 0–1. */
export interface MovesOfPeriod {
  readonly gain: Readonly<Record<Motive, number>>;
  readonly tipped: Readonly<Record<Motive, number>>;
}

/** Voluntary moves out of jobs in the sectors that `isFrom` picks; null when nobody moved. */
export function movesOfPeriod(
  scenario: Scenario,
  tables: Tables,
  { from, to }: Period,
  isFrom: (sector: string) => boolean,
): MovesOfPeriod | null {
  const sectorOf = sectorsOfUnits(scenario);
  const month = textsOf(tables.reasons, 'month');
  const left = textsOf(tables.reasons, 'from');
  const motive = textsOf(tables.reasons, 'motive');
  const moves = numbersOf(tables.reasons, 'moves');
  const parts = MOTIVES.map((one) => numbersOf(tables.reasons, one));
  const isIn = month.texts.map((text) => text >= from && text <= to);
  const isCounted = left.texts.map((unit) => isFrom(sectorOf.get(unit) ?? unit));
  const gains = MOTIVES.map(() => 0);
  const tipped = new Map<string, number>();
  let all = 0;
  for (let row = 0; row < moves.length; row++) {
    if (!isIn[month.codes[row]!] || !isCounted[left.codes[row]!]) continue;
    const people = moves[row]!;
    const by = motive.texts[motive.codes[row]!]!;
    all += people;
    tipped.set(by, (tipped.get(by) ?? 0) + people);
    for (let part = 0; part < parts.length; part++) gains[part]! += people * parts[part]![row]!;
  }
  if (all === 0) return null;
  const record = (of: (motive: Motive, part: number) => number) =>
    Object.fromEntries(MOTIVES.map((one, part) => [one, of(one, part)])) as Record<Motive, number>;
  return {
    gain: record((_, part) => gains[part]! / all),
    tipped: record((one) => (tipped.get(one) ?? 0) / all),
  };
}
