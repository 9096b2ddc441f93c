import { quantile } from '../random/distributions.ts';
import type { Founding } from '../scenario/scenario.ts';
import { Decision } from './decisions.ts';
import { drawOffsets } from './employers.ts';
import { addEmployer, type Market, type MonthOfRun } from './market.ts';
import { leaveJob } from './moves.ts';
import { marketNumber } from './numbers.ts';
import { rosterOf } from './roster.ts';

/** A firm that its founder begins: in stealth, where the founder is. @returns its employer number. */
export function foundFirm(market: Market, month: MonthOfRun, founder: number): number {
  const founding = market.scenario.founding!;
  const { draws, employers, people } = market;
  const keyDraw = draws.open(Decision.firmKey, 0);
  keyDraw.draw(people.key[founder]!, month.date);
  const key = keyDraw.words[0]!;
  const firm = addEmployer(market, key, groupCalled(market, founding.stealthGroup), people.region[founder]!);
  employers.startStaff[firm] = quantile(
    founding.stealthStaff,
    draws.open(Decision.stealthStaff, 0).uniform(key, 0),
  );
  employers.wantedStaff[firm] = 1; // the founder
  drawOffsets(market, firm, market.scenario.employers[employers.group[firm]!]!);
  market.foundedFirms.add(firm);
  market.recorder.founded++;
  return firm;
}

/** Step 3, its part: founded firms fail at a monthly rate, and when nobody works there any more. */
export function failFirms(market: Market, month: MonthOfRun): void {
  if (market.foundedFirms.size === 0) return;
  const failure = marketNumber(market.numbers, 'founding.failurePerMonth');
  const draws = market.draws.open(Decision.firmFailure, month.date);
  for (const firm of [...market.foundedFirms]) {
    const isEmpty = market.employers.headcount[firm] === 0;
    if (!isEmpty && draws.uniform(market.employers.key[firm]!, 0) >= failure) continue;
    for (const person of rosterOf(market.people, market.employers, firm)) leaveJob(market, person, 'failure');
    closeFirm(market, firm);
  }
}

function closeFirm(market: Market, firm: number): void {
  const { skills, openings, employers } = market;
  openings.fill(0, firm * skills, (firm + 1) * skills);
  employers.group[firm] = -1;
  market.foundedFirms.delete(firm);
  market.closedThisMonth.push(firm);
  market.recorder.failed++;
}

/** Step 10. A firm in stealth comes out with a monthly probability of 1 ÷ mean months, and then wants more people. */
export function comeOutOfStealth(market: Market, month: MonthOfRun): void {
  const { founding } = market.scenario;
  // Its room is free from the next month on: nothing of this month may take a new firm for the one that failed.
  market.closedEmployers.push(...market.closedThisMonth.splice(0));
  if (founding === null || market.foundedFirms.size === 0) return;
  const stealth = groupCalled(market, founding.stealthGroup);
  const draws = market.draws.open(Decision.firmLaunch, month.date);
  for (const firm of market.foundedFirms) {
    if (market.employers.group[firm] !== stealth) continue;
    if (draws.uniform(market.employers.key[firm]!, 0) * founding.stealthMonths < 1)
      launch(market, founding, firm);
  }
}

function launch(market: Market, founding: Founding, firm: number): void {
  const { employers, recorder, draws } = market;
  const before = recorder.unitOf(market, firm);
  employers.group[firm] = groupCalled(market, founding.launchedGroup);
  const staff = draws.open(Decision.launchedStaff, 0).uniform(employers.key[firm]!, 0);
  employers.startStaff[firm] = quantile(founding.launchedStaff, staff);
  recorder.countLaunch(market, firm, before);
}

function groupCalled(market: Market, id: string): number {
  return market.scenario.employers.findIndex((group) => group.id === id);
}
