import { Decision } from './decisions.ts';
import { fateOf, risksOf } from './firm-ends.ts';
import { isInStealth, joinGroup, targetOfFirm } from './firms.ts';
import type { Market, MonthOfRun } from './market.ts';
import { marketNumber } from './numbers.ts';
import { tellRound } from './trace-notes-of-employers.ts';

/** Step 10. Founded firms list, raise rounds of funding, and come out of stealth. */
export function advanceFirms(market: Market, month: MonthOfRun): void {
  // A firm that ended this month stands in this month's list of openings; its room is free from the next month on.
  market.closedEmployers.push(...market.closedThisMonth.splice(0));
  if (market.foundedFirms.size === 0) return;
  listFirms(market, month); // first: by this month's draw that spared the firm in step 3, at the rounds it had then
  raiseFunding(market, month);
  comeOutOfStealth(market, month);
}

/** A firm that lists joins the listed group with its staff, and is from then on an employer like any other there. */
function listFirms(market: Market, month: MonthOfRun): void {
  const { listings } = market.scenario;
  if (listings === null) return;
  const { employers } = market;
  const risks = risksOf(market);
  const draws = market.draws.open(Decision.firmFate, month.date);
  for (const firm of [...market.foundedFirms]) {
    if (employers.headcount[firm] === 0) continue;
    if (fateOf(market, risks, firm, draws.uniform(employers.key[firm]!, 0)) !== 'lists') continue;
    joinGroup(market, firm, listings.group, 'listing');
    employers.rounds[firm] = 0; // the listed group's own equity and risk from now on
    market.foundedFirms.delete(firm);
    market.recorder.listed++;
  }
}

/** Each round takes the firm a stage on: its equity is revalued, and it wants more people. */
function raiseFunding(market: Market, month: MonthOfRun): void {
  const { fundingRounds } = market.scenario;
  if (fundingRounds === null) return;
  const { employers, recorder } = market;
  const rate = marketNumber(market.numbers, 'fundingRounds.perMonth');
  const draws = market.draws.open(Decision.fundingRound, month.date);
  for (const firm of market.foundedFirms) {
    if (employers.rounds[firm]! >= fundingRounds.most) continue;
    if (draws.uniform(employers.key[firm]!, 0) >= rate) continue;
    if (employers.rounds[firm] === 0) recorder.firstRounds++;
    employers.rounds[firm]!++;
    employers.startStaff[firm] = targetOfFirm(market, firm);
    recorder.rounds++;
    if (market.trace !== null) tellRound(market, firm);
  }
}

/** A firm in stealth comes out with a monthly probability of 1 ÷ mean months, and then wants more people. */
function comeOutOfStealth(market: Market, month: MonthOfRun): void {
  const founding = market.scenario.founding!;
  const { employers } = market;
  const draws = market.draws.open(Decision.firmLaunch, month.date);
  for (const firm of market.foundedFirms) {
    if (!isInStealth(market, firm)) continue;
    if (draws.uniform(employers.key[firm]!, 0) * founding.stealthMonths >= 1) continue;
    joinGroup(market, firm, founding.launchedGroup, 'launch');
    employers.startStaff[firm] = targetOfFirm(market, firm);
    market.recorder.launched++;
  }
}
