import { roundedBy } from '../random/distributions.ts';
import type { EmployerGroup, Scenario } from '../scenario/scenario.ts';
import { Decision } from './decisions.ts';
import type { Market } from './market.ts';

/** A market at a scale other than 1 has fewer or more people: named employers are scaled in size, the others in number. */

/** Members of a group. */
export function membersSimulated(
  market: Pick<Market, 'scenario' | 'draws' | 'slots'>,
  group: EmployerGroup,
): number {
  if (group.isNamed) return 1;
  const rounding = market.draws
    .open(Decision.memberRounding, 0)
    .uniform(market.slots.groups.get(group.id)!, 0);
  return roundedBy(group.count * market.scenario.scale, rounding);
}

/** What numbers of people at an employer of a group are multiplied by. */
export function sizeScale(
  { employers, scale }: Pick<Scenario, 'employers' | 'scale'>,
  group: number,
): number {
  return employers[group]!.isNamed ? scale : 1;
}

/** AI staff as they would be at scale 1. */
export function staffAtFullScale(market: Market, employer: number): number {
  const { employers, scenario } = market;
  return employers.headcount[employer]! / sizeScale(scenario, employers.group[employer]!);
}
