import { NO_JOB_KEY } from '../../model/keys.ts';
import { FLOW_KINDS, type FlowKind, OUTSIDE } from '../../model/records.ts';
import type { Place } from '../../model/trace.ts';
import { monthOf, monthText } from '../../scenario/dates.ts';
import { didYouMean } from '../../scenario/nearest.ts';
import type { Month, Scenario } from '../../scenario/scenario.ts';
import { Diary, listen, type RunAsked } from './diary.ts';
import { EXPLAIN_FORMAT, type MoverExplained, type PeopleExplained } from './explained.ts';
import type { DatedMove, MoveLog } from './move-log.ts';
import { Names } from './names.ts';
import { runTold } from './person.ts';
import { Unexplained } from './unexplained.ts';

/** Moves asked for, as typed: places are sectors, employers, groups, `no-job`, `entry` or `left`. */
export interface MovesAsked {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly kind?: string | undefined;
  readonly skill?: string | undefined;
  /** YYYY or YYYY-MM. */
  readonly when?: string | undefined;
  /** Listed at most; those that fit are counted all. */
  readonly most: number;
}

/**
 * People by an observed move. The same seed gives the same people in every policy, so that one chosen here can be asked about there.
 * @throws Unexplained
 */
export async function findPeople(
  scenario: Scenario,
  asked: MovesAsked,
  run: RunAsked,
): Promise<PeopleExplained> {
  const names = new Names(scenario);
  const fits = moveThatFits(scenario, names, asked);
  const diary = new Diary(scenario, { moves: true });
  await listen(scenario, diary, run);
  return {
    format: EXPLAIN_FORMAT,
    kind: 'people',
    run: runTold(scenario, run),
    ...(await listed(scenario, names, diary.moves, fits, asked.most, run)),
  };
}

/** Rows that are read before others are given way to: a few milliseconds. */
const ROWS_AT_ONCE = 20_000;

/** Those that fit, with each person's career. */
export async function listed(
  scenario: Scenario,
  names: Names,
  log: MoveLog,
  fits: (move: DatedMove) => boolean,
  most: number,
  { onStep }: RunAsked,
): Promise<{ moves: MoverExplained[]; found: number }> {
  const shown: DatedMove[] = [];
  let found = 0;
  for (let row = 0; row < log.length; row += ROWS_AT_ONCE) {
    for (const move of log.those(fits, row, row + ROWS_AT_ONCE)) {
      found++;
      if (shown.length < most) shown.push(move);
    }
    await onStep?.();
  }
  const lives = new Map(shown.map(({ person }): [number, DatedMove[]] => [person, []]));
  for (let row = 0; row < log.length; row += ROWS_AT_ONCE) {
    log.collect(lives, row, row + ROWS_AT_ONCE);
    await onStep?.();
  }
  return { found, moves: shown.map((move) => moverOf(scenario, names, move, lives.get(move.person)!)) };
}

function moverOf(
  { calendar }: Scenario,
  names: Names,
  move: DatedMove,
  life: readonly DatedMove[],
): MoverExplained {
  const place = (one: Place | null, outside: string) =>
    one === null ? { id: outside, unit: outside, sector: null, region: null } : names.place(one);
  return {
    month: monthText(move.month),
    isRecorded: move.month >= calendar.start,
    person: names.person(move.person),
    from: place(move.from, OUTSIDE.entry),
    to: place(move.to, OUTSIDE.left),
    kind: move.kind,
    skill: names.skill(move.skill),
    career: careerOf(names, life),
  };
}

/** A life in a line: where, and since when; a firm that only changed sector stays itself. */
function careerOf(names: Names, life: readonly DatedMove[]): string {
  const first = life[0]!;
  const spells = first.from === null ? [] : [names.employer(first.from)];
  for (const [at, { month, from, to, kind }] of life.entries()) {
    if (from !== null && from.key === to?.key) continue;
    // Without a job for part of a month is no spell.
    if (to?.key === NO_JOB_KEY && life[at + 1]?.month === month) continue;
    spells.push(
      `${monthText(month)} ${to === null ? (kind === 'studies' ? 'left for studies' : 'left the field') : names.employer(to)}`,
    );
  }
  return spells.join(' → ');
}

/** @throws Unexplained */
export function moveThatFits(
  scenario: Scenario,
  names: Names,
  { from, to, kind, skill, when }: MovesAsked,
): (move: DatedMove) => boolean {
  const isFrom = from === undefined ? () => true : names.selector(from);
  const isTo = to === undefined ? () => true : names.selector(to);
  if (kind !== undefined && !FLOW_KINDS.includes(kind as FlowKind))
    throw new Unexplained(
      JSON.stringify(kind),
      `a kind of move: ${FLOW_KINDS.join(', ')}`,
      didYouMean(kind, FLOW_KINDS, 'write one of them'),
    );
  const skills = scenario.skills.map(({ id }) => id);
  if (skill !== undefined && !skills.includes(skill))
    throw new Unexplained(
      JSON.stringify(skill),
      `a skill: ${skills.join(', ')}`,
      didYouMean(skill, skills, 'write one of them'),
    );
  const [first, last] = when === undefined ? [-Infinity, Infinity] : monthsMeant(scenario, when);
  return (move) =>
    move.month >= first &&
    move.month <= last &&
    (kind === undefined || move.kind === kind) &&
    (skill === undefined || names.skill(move.skill) === skill) &&
    isFrom(move.from, OUTSIDE.entry) &&
    isTo(move.to, OUTSIDE.left);
}

/** A month or a year that the run has, spin-up included. @throws Unexplained */
export function monthsMeant({ calendar }: Scenario, text: string): [Month, Month] {
  const first = calendar.start - calendar.spinUpMonths;
  const month = monthOf(text);
  const isYear = /^\d{4}$/.test(text);
  const from = month ?? (isYear ? Number(text) * 12 : Number.NaN);
  const to = month ?? from + 11;
  if (to >= first && from <= calendar.end) return [from as Month, to as Month];
  const spinUp = calendar.spinUpMonths > 0 ? ` (spin-up from ${monthText(first)})` : '';
  throw new Unexplained(
    JSON.stringify(text),
    `a year YYYY or a month YYYY-MM from ${monthText(calendar.start)} to ${monthText(calendar.end)}${spinUp}`,
    `write for example ${monthText(calendar.reportFrom)}`,
  );
}

/** A month that the tables have. @throws Unexplained */
export function recordedMonth(scenario: Scenario, text: string): Month {
  const { calendar } = scenario;
  const month = monthOf(text);
  if (month !== undefined && month >= calendar.start && month <= calendar.end) return month;
  throw new Unexplained(
    JSON.stringify(text),
    `a month YYYY-MM from ${monthText(calendar.start)} to ${monthText(calendar.end)}`,
    `write for example ${monthText(month !== undefined && month > calendar.end ? calendar.end : calendar.reportFrom)}`,
  );
}
