import { HiredBy, Stage } from './columns.ts';
import type { Market, MonthOfRun } from './market.ts';

/** Those who came with their team, by an acqui-hire or by an acquisition leave sooner than others at first, and later than others after that. */

/** Notes one who came so, for visits in the months in which they leave sooner. */
export function noteNewcomer(market: Market, person: number, month: number): void {
  if (market.scenario.leaveSooner === null || market.people.hiredBy[person] === HiredBy.themselves) return;
  market.newcomers[month] ??= [];
  market.newcomers[month].push(person);
}

/** Everybody who came so in the last months and is still there: few, so each is visited every month. */
export function recentNewcomers(market: Market, month: MonthOfRun): number[] {
  const { people, scenario, newcomers } = market;
  if (scenario.leaveSooner === null) return [];
  const recent: number[] = [];
  for (let ago = 1; ago <= scenario.leaveSooner.months; ago++) {
    for (const person of newcomers[month.index - ago] ?? []) {
      // Who came in step 3 may have moved on by themselves in the same month.
      const isStillIn =
        people.hiredAt[person] === month.index - ago &&
        people.hiredBy[person] !== HiredBy.themselves &&
        people.stage[person] !== Stage.left;
      if (isStillIn) recent.push(person);
    }
  }
  return recent;
}

/** Multiple of looking and quitting of somebody past the months in which they leave sooner; 1 for everybody else. */
export function laterMultiple(market: Market, person: number, month: MonthOfRun): number {
  const { leaveSooner } = market.scenario;
  if (leaveSooner === null || market.people.hiredBy[person] === HiredBy.themselves) return 1;
  const later = month.index - market.people.hiredAt[person]! - leaveSooner.months;
  return later >= 1 && later <= leaveSooner.laterMonths ? leaveSooner.laterMultiple : 1;
}
