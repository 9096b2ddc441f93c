import { Decision } from './decisions.ts';
import type { Market } from './market.ts';
import { sizeScale } from './scale.ts';

/** People in all other jobs at an employer now: the number of the month, as whole people, less those cut so far. */
export function otherStaffOf(market: Market, employer: number): number {
  const { employers, numbers, scenario, draws } = market;
  const group = employers.group[employer]!;
  const wanted = numbers.attributes.otherStaff[group]!;
  if (wanted === 0) return 0;
  const rounding = draws.open(Decision.otherStaffRounding, 0).uniform(employers.key[employer]!, 0);
  return Math.max(
    0,
    Math.floor(wanted * sizeScale(scenario, group) + rounding) - employers.otherCut[employer]!,
  );
}

/** A lay-off round takes from other jobs what it does not take from AI staff, or all. @param people to cut. */
export function cutOtherStaff(market: Market, employer: number, people: number): void {
  const cut = Math.min(people, otherStaffOf(market, employer));
  if (cut === 0) return;
  market.employers.otherCut[employer]! += cut;
  market.recorder.otherCuts[market.recorder.unitOf(market, employer)]! += cut;
}
