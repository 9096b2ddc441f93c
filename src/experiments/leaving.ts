import { type FlowKind, KNOWN_MOTIVES, type KnownMotive, TOGETHER } from '../model/records.ts';
import { monthText } from '../scenario/dates.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { sectorsOfUnits } from '../tables/collect.ts';
import { numbersOf, type Table, textsOf } from '../tables/table.ts';
import type { Tables } from '../tables/tables.ts';
import type { Window } from './causes.ts';
import { type PartOfChange, partsOfChange } from './decompose.ts';

/** How people left, other than by weighing the jobs that they met. */
const OTHER_WAYS = {
  'lay-offs': { label: 'laid off', kinds: ['lay-off'] },
  visas: { label: 'permission to work ended', kinds: ['visa-end'] },
  failures: { label: 'firm failed', kinds: ['failure'] },
  together: { label: 'went with team or firm', kinds: TOGETHER },
  'without-job': { label: 'left for no job or the field', kinds: ['quit', 'return-home', 'studies', 'exit'] },
} as const satisfies Record<string, { label: string; kinds: readonly FlowKind[] }>;
type OtherWay = keyof typeof OTHER_WAYS;
const OTHER_WAYS_IDS = Object.keys(OTHER_WAYS) as OtherWay[];

/** How those left who chose a job, or founded a firm; with a visa some months after they chose. */
const BY_CHOICE: readonly FlowKind[] = ['job-to-job', 'founding', 'visa-hire', 'hired-abroad'];

const MOTIVE_LABELS: Record<KnownMotive, string> = {
  pay: 'pay',
  equity: 'equity',
  autonomy: 'autonomy',
  mission: 'mission',
  home: 'nearness to home',
  cost: 'moving cost and forfeited equity',
};

/** Of one who looks, what adds up to the probability of leaving. */
type Weighed = 'answers' | KnownMotive | 'chance' | 'settled';
const WEIGHED: readonly Weighed[] = ['answers', ...KNOWN_MOTIVES, 'chance', 'settled'];
const WEIGHED_LABELS: Record<Weighed, string> = {
  answers: 'answers met by those who look',
  ...MOTIVE_LABELS,
  chance: 'chance and personal match',
  settled: 'places that went to others, visas awaited',
};

/** The parts of a change in leaving, in the order told. */
export const PARTS_OF_LEAVING = [
  { id: 'staff', label: 'staff there to leave' },
  ...OTHER_WAYS_IDS.map((id) => ({ id, label: OTHER_WAYS[id].label })),
  { id: 'looking', label: 'share who look' },
  ...WEIGHED.map((id) => ({ id, label: WEIGHED_LABELS[id] })),
] as const;

/** Leaving in a period, people a month. */
export interface Leaving {
  readonly staff: number;
  readonly other: Readonly<Record<OtherWay, number>>;
  readonly looked: number;
  /** Sums over those who looked; all together are those who left by choice. */
  readonly weighed: Readonly<Record<Weighed, number>>;
}

/**
 * How people left the employers of a sector in a period, moves between two of them included. Null sector: all employers.
 * @throws RangeError when the period has no month with staff.
 */
export function leavingOf(
  scenario: Scenario,
  tables: Tables,
  sector: string | null,
  period: Window,
): Leaving {
  const months = period.last - period.first + 1;
  const isMonth = (text: string) => text >= monthText(period.first) && text <= monthText(period.last);
  const sectorOf = sectorsOfUnits(scenario);
  const isUnit = (unit: string) => {
    const of = sectorOf.get(unit);
    return of !== undefined && of !== 'no job' && (sector === null || of === sector);
  };
  const people = (kinds: readonly string[]) =>
    sumOf(tables.flows, 'people', { month: isMonth, from: isUnit, kind: (kind) => kinds.includes(kind) }) /
    months;
  const choices = (column: string) =>
    sumOf(tables.choices, column, { month: isMonth, unit: isUnit }) / months;
  const staff = sumOf(tables.employers, 'staff', { month: isMonth, unit: isUnit }) / months;
  if (staff === 0) throw new RangeError('nobody works there in the period');
  const known = Object.fromEntries(KNOWN_MOTIVES.map((motive) => [motive, choices(motive)])) as Record<
    KnownMotive,
    number
  >;
  const expected = KNOWN_MOTIVES.reduce((sum, motive) => sum + known[motive], choices('answers'));
  return {
    staff,
    other: Object.fromEntries(OTHER_WAYS_IDS.map((id) => [id, people(OTHER_WAYS[id].kinds)])) as Record<
      OtherWay,
      number
    >,
    looked: choices('looked'),
    weighed: {
      answers: choices('answers'),
      ...known,
      chance: choices('would_leave') - expected,
      settled: people(BY_CHOICE) - choices('would_leave'),
    },
  };
}

/** All who left, people a month. */
export function leaversOf({ other, weighed }: Leaving): number {
  const sum = (parts: Readonly<Record<string, number>>) =>
    Object.values(parts).reduce((total, part) => total + part, 0);
  return sum(other) + sum(weighed);
}

/**
 * Splits a change in leaving: leavers = staff × (Σ rates of other ways + share who look × Σ of what adds up to their probability of
 * leaving). Each factor of each product gets its Shapley value (Shapley 1953; for two factors Oaxaca's decomposition at mean weights),
 * so that the parts add up to the change.
 * @returns one number a part, in the order of PARTS_OF_LEAVING.
 */
export function changeInLeaving(before: Leaving, after: Leaving): number[] {
  const ofStaff: number[] = [];
  const ofOther = OTHER_WAYS_IDS.map((id) => {
    const [staff, rate] = sharesOfProduct(
      [before.staff, before.other[id] / before.staff],
      [after.staff, after.other[id] / after.staff],
    );
    ofStaff.push(staff!);
    return rate!;
  });
  const ofLooking: number[] = [];
  const ofWeighed = WEIGHED.map((id) => {
    const [staff, looking, part] = sharesOfProduct(factorsOf(before, id), factorsOf(after, id));
    ofStaff.push(staff!);
    ofLooking.push(looking!);
    return part!;
  });
  const sum = (parts: readonly number[]) => parts.reduce((total, part) => total + part, 0);
  return [sum(ofStaff), ...ofOther, sum(ofLooking), ...ofWeighed];
}

function factorsOf({ staff, looked, weighed }: Leaving, id: Weighed): number[] {
  return [staff, looked / staff, looked === 0 ? 0 : weighed[id] / looked];
}

/** What each factor's change does to a product: its Shapley value over the orders in which the factors may change. */
function sharesOfProduct(before: readonly number[], after: readonly number[]): number[] {
  const factors = before.length;
  const product = (changed: number) =>
    before.reduce((so, factor, at) => so * (changed & (1 << at) ? after[at]! : factor), 1);
  const factorial = [1, 1, 2, 6];
  return before.map((_, own) => {
    let share = 0;
    for (let others = 0; others < 1 << factors; others++) {
      if (others & (1 << own)) continue;
      const size = [...others.toString(2)].filter((bit) => bit === '1').length;
      const weight = (factorial[size]! * factorial[factors - size - 1]!) / factorial[factors]!;
      share += weight * (product(others | (1 << own)) - product(others));
    }
    return share;
  });
}

/** The parts over parameter sets, adding up to the change to the last digit; what rounding leaves is put to chance. */
export function leavingOverSets(sets: readonly { readonly before: Leaving; readonly after: Leaving }[]): {
  whole: PartOfChange;
  parts: PartOfChange[];
} {
  const NANO = 1e9;
  const chance = PARTS_OF_LEAVING.findIndex(({ id }) => id === 'chance');
  const numerators = sets.map(({ before, after }) => {
    const parts = changeInLeaving(before, after).map((part) => BigInt(Math.round(part * NANO)));
    const whole = BigInt(Math.round((leaversOf(after) - leaversOf(before)) * NANO));
    parts[chance]! += whole - parts.reduce((sum, part) => sum + part, 0n);
    return parts;
  });
  return partsOfChange(PARTS_OF_LEAVING, numerators, 1000n);
}

/** Sum of a column over the rows whose texts fit. */
function sumOf(
  table: Table,
  column: string,
  fits: Readonly<Record<string, (text: string) => boolean>>,
): number {
  const tests = Object.entries(fits).map(([name, isMeant]) => {
    const { texts, codes } = textsOf(table, name);
    const meant = texts.map(isMeant);
    return (row: number) => meant[codes[row]!]!;
  });
  const numbers = numbersOf(table, column);
  let sum = 0;
  for (let row = 0; row < table.rowCount; row++) if (tests.every((test) => test(row))) sum += numbers[row]!;
  return sum;
}
