import { drawnIndex, quantile } from '../random/distributions.ts';
import type { EmployerGroup } from '../scenario/scenario.ts';
import { Decision } from './decisions.ts';
import { keyOfEmployer } from './keys.ts';
import { addEmployer, type Market } from './market.ts';
import { targetStaff } from './planning.ts';
import { membersSimulated, sizeScale } from './scale.ts';

/** Employers made between two chances for a caller to look up. */
const AT_A_TIME = 256;

/** Everybody who employs at the start and those named who will be founded later. */
export function* createEmployers(market: Market): Generator<void, void> {
  for (const [at, group] of market.scenario.employers.entries()) {
    const members = membersSimulated(market, group);
    for (let member = 0; member < members; member++) {
      createMember(market, group, at, member);
      if (member % AT_A_TIME === AT_A_TIME - 1) yield;
    }
  }
}

/** As many as `createEmployers` makes, and those without a job. */
export function employersAtStart(market: Market): number {
  return market.scenario.employers.reduce((sum, group) => sum + membersSimulated(market, group), 1);
}

function createMember(market: Market, group: EmployerGroup, at: number, member: number): void {
  const { draws, scenario, employers } = market;
  const key = keyOfEmployer(market.slots.groups.get(group.id)!, member);
  const employer = addEmployer(market, key, at, regionOfMember(market, group, key));
  const drawn = (decision: number) => draws.open(decision, 0).uniform(key, 0);
  const staff = quantile(group.staff, drawn(Decision.staffOfMember));
  employers.startStaff[employer] = staff * sizeScale(scenario, at);
  drawOffsets(market, employer, group);
  // Those there at the start have the staff they want.
  employers.wantedStaff[employer] = group.founded === null ? targetStaff(market, employer, at) : 0;
}

function regionOfMember(market: Market, group: EmployerGroup, key: number): number {
  if (group.region !== null) return market.scenario.regions.findIndex((region) => region.id === group.region);
  const u = market.draws.open(Decision.regionOfMember, 0).uniform(key, 0);
  return group.regionShares === null ? drawnRegion(market, u) : drawnIndex(group.regionShares, u);
}

/** A region by the regions' shares. @param u uniform on (0, 1). */
export function drawnRegion(market: Pick<Market, 'scenario'>, u: number): number {
  return drawnIndex(
    market.scenario.regions.map((region) => region.share),
    u,
  );
}

/** What sets a member apart from its group. */
export function drawOffsets(
  market: Pick<Market, 'draws' | 'employers'>,
  employer: number,
  group: EmployerGroup,
): void {
  const { draws, employers } = market;
  const key = employers.key[employer]!;
  const drawn = (decision: number) => draws.open(decision, 0).uniform(key, 0);
  if (group.paySpread > 0) {
    const spread = { kind: 'normal', mean: 0, sd: group.paySpread } as const;
    employers.logPayOffset[employer] = quantile(spread, drawn(Decision.payOfMember));
  }
  if (group.autonomySpread)
    employers.autonomyOffset[employer] = quantile(group.autonomySpread, drawn(Decision.autonomyOfMember));
  if (group.missionSpread)
    employers.missionOffset[employer] = quantile(group.missionSpread, drawn(Decision.missionOfMember));
}
