import { centreAndInterval } from '../evidence/centre-and-interval.ts';
import { MOTIVES, type Motive } from '../model/records.ts';
import type { Scenario } from '../scenario/scenario.ts';
import type { Runs } from '../tables/tables.ts';
import { AROUND_PANELS, type DumbbellRow, dumbbells } from './dumbbells.ts';
import { type MovesOfPeriod, movesOfPeriod } from './moves.ts';
import type { Period } from './periods.ts';
import { type Chart, chart, heightBelow } from './style.ts';
import { capitalised, number, ofRuns, periodName } from './words.ts';

/** Chance is in every move's favour, or it would not have been made, and is told in words: drawn, it would dwarf the rest. */
const CHANCE: Motive = 'noise';

const MOTIVE_NAMES: Record<Exclude<Motive, 'noise'>, string> = {
  pay: 'pay',
  equity: 'equity',
  autonomy: 'autonomy',
  mission: 'mission',
  home: 'nearness to home',
  cost: 'vesting and moving cost',
};
const DRAWN = MOTIVES.filter((motive) => motive !== CHANCE) as (keyof typeof MOTIVE_NAMES)[];

const PERCENT = '% of pay';
/** Log points × 100 beyond which they are no percentages any more: 35% of pay are 30. */
const ABOUT_PERCENT = 30;

const unitOf = (rows: readonly Row[]): string =>
  rows.every(({ values }) => values.every(({ centre }) => Math.abs(centre!) < ABOUT_PERCENT))
    ? PERCENT
    : 'log points × 100';

interface Row extends DumbbellRow {
  readonly gain: number;
}

/** What those who moved gained over their old job, part by part: leavers of the observed sector, and all others. Null when nobody moved. */
export function reasonsChart(scenario: Scenario, runs: Runs, periods: readonly Period[]): Chart | null {
  const { netFlowOf, label } = scenario.observe;
  const all = { who: 'people who moved', isFrom: () => true };
  const groups =
    netFlowOf === null
      ? [all]
      : [
          { who: `leavers of ${label}`, isFrom: (sector: string) => sector === netFlowOf },
          { who: 'all others who moved', isFrom: (sector: string) => sector !== netFlowOf },
        ];
  const panels = groups.flatMap(({ who, isFrom }) => {
    const byRun = runs.map((tables) =>
      periods.map((period) => movesOfPeriod(scenario, tables, period, isFrom)),
    );
    if (byRun.some((moves) => moves.includes(null))) return [];
    return [{ who, ...rowsOf(byRun as MovesOfPeriod[][], periods) }];
  });
  const [first] = panels;
  if (!first) return null;
  const unit = unitOf(panels.flatMap(({ rows }) => rows));
  const title = titleOf(first.who, first.rows, periods, unit);
  const chance = panels.map(({ who, chanceTipped }) => `${number(chanceTipped)}% (${who})`).join(' and ');
  const subtitle = [
    `Mean gain over the old job by part of what a job is worth, log points of pay × 100${unit === PERCENT ? ' (about % of pay)' : ''}.${ofRuns(runs.length)}`,
    `Not drawn: personal match and chance, the largest part in ${chance} of the moves.`,
  ];
  const height = heightBelow(title, subtitle) - AROUND_PANELS;
  const hconcat = panels.map(({ who, rows }) =>
    dumbbells(rows, periods.map(periodName), {
      title: capitalised(who),
      width: panels.length > 1 ? 236 : 600,
      height,
      axisTitle: `mean gain, ${unit}`,
      say: signed,
      leastSpan: 1,
    }),
  );
  return chart('reasons', title, subtitle, { hconcat, spacing: 24 });
}

/** @param byRun per run, the moves of each period. */
function rowsOf(
  byRun: readonly (readonly MovesOfPeriod[])[],
  periods: readonly Period[],
): { rows: Row[]; chanceTipped: number } {
  const summary = (of: (moves: MovesOfPeriod) => number) =>
    periods.map((_, period) => centreAndInterval(byRun.map((run) => 100 * of(run[period]!))));
  const rows = DRAWN.map((motive): Row => {
    const values = summary(({ gain }) => gain[motive]);
    return { label: MOTIVE_NAMES[motive], values, gain: values.at(-1)!.centre! };
  });
  return { rows, chanceTipped: summary(({ tipped }) => tipped[CHANCE]).at(-1)!.centre! };
}

const signed = (value: number): string => {
  const text = number(value, 1);
  return value >= 0.05 ? `+${text}` : text;
};

/** What of the job itself was gained most and what was given up, in the last period. */
function titleOf(who: string, rows: readonly Row[], periods: readonly Period[], unit: string): string {
  const order = rows
    .filter(({ label }) => label !== MOTIVE_NAMES.cost)
    .toSorted((one, other) => other.gain - one.gain);
  const [most, least] = [order[0]!, order.at(-1)!];
  const when = periods.length > 1 ? ` in ${periodName(periods.at(-1)!)}` : '';
  const gained =
    most.gain >= 0.05
      ? `gained most in ${most.label} (${signed(most.gain)}${unit === PERCENT ? unit : ` ${unit}`})`
      : 'gained in no part but chance';
  const lost =
    least.gain <= -0.05
      ? ` and gave up ${least.label} (${signed(least.gain)}${unit === PERCENT ? '%' : ''})`
      : '';
  return `${capitalised(who)} ${gained}${lost}${when}`;
}
