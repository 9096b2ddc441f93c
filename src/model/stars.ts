import { log } from '../maths/log.ts';
import { Stage } from './columns.ts';
import type { Market } from './market.ts';
import { logPostedPay, lotteryOf } from './posted-jobs.ts';

/** The few at the top of talent, whom large employers approach and bid for. Absent section: nobody is one. */
export function isStar(market: Pick<Market, 'scenario' | 'people'>, person: number): boolean {
  const { scenario, people } = market;
  const { superstars } = scenario;
  return (
    superstars !== null &&
    people.talent[person]! >= superstars.talentFrom &&
    superstars.skills[people.skill[person]!] === 1
  );
}

/** Stars in the market; forgets those who have left the field since. */
export function presentStars(market: Market): readonly number[] {
  market.stars = market.stars.filter((person) => market.people.stage[person] !== Stage.left);
  return market.stars;
}

/** Log of what somebody with a job costs the employer a year, USD: pay posted for the skill, what is their own beyond it, and equity. */
export function logCostNow(market: Market, person: number): number {
  const { people, scenario } = market;
  const employer = people.employer[person]!;
  return (
    logPostedPay(market, employer) +
    log(scenario.skills[people.skill[person]!]!.payRatio) +
    people.logOwnPay[person]! +
    logEquityFactor(market, employer)
  );
}

/** Log of pay and expected equity over pay; equity rises with pay, so it is the same for everybody there. */
export function logEquityFactor(market: Market, employer: number): number {
  return log(1 + market.numbers.equityShare[lotteryOf(market, employer)]!);
}
