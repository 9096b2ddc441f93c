import { exp } from '../maths/exp.ts';
import { Decision } from './decisions.ts';
import type { Market, MonthOfRun } from './market.ts';
import { logPayGrowth } from './posted-jobs.ts';
import { sizeScale } from './scale.ts';
import { tellPlan } from './trace-notes-of-employers.ts';

/** Openings of an employer that hires whoever comes. */
export const UNLIMITED = 0x3fffffff;

/**
 * Step 2. Wanted staff move part of the way to their target; openings are what is wanted, with expected leavers, less
 * the staff, less a freeze.
 */
export function planVacancies(market: Market, month: MonthOfRun): void {
  const { employers, employerCount, posted, hiring } = market;
  const isFounded = market.scenario.employers.map(({ founded }) => founded === null || month.date >= founded);
  posted.fill(0);
  hiring.length = 0;
  for (let employer = 1; employer < employerCount; employer++) {
    const group = employers.group[employer]!;
    if (group < 0 || !isFounded[group]) continue;
    const before = employers.wantedStaff[employer]!;
    employers.wantedStaff[employer] = nextWantedStaff(market, employer, group);
    postOpenings(market, month, employer, group);
    if (posted[employer]! > 0) hiring.push(employer);
    if (market.trace?.followsEmployer(employers.key[employer]!) === true)
      tellPlan(market, month, employer, before);
  }
}

/** wanted + adjustment × (target − wanted), people. */
export function nextWantedStaff(market: Market, employer: number, group: number): number {
  const wanted = market.employers.wantedStaff[employer]!;
  const adjustment = market.numbers.attributes.adjustment[group]!;
  return wanted + adjustment * (targetStaff(market, employer, group) - wanted);
}

/** start staff × demand × (pay less subsidy ÷ pay at start)^costElasticity, people. */
export function targetStaff(market: Market, employer: number, group: number): number {
  const { employers, numbers } = market;
  const { demand, costElasticity } = numbers.attributes;
  const logCostGrowth =
    logPayGrowth(market, employer) + numbers.logCostOfSubsidy[employers.region[employer]!]!;
  const answerToCost = logCostGrowth === 0 ? 1 : exp(costElasticity[group]! * logCostGrowth);
  return employers.startStaff[employer]! * demand[group]! * answerToCost;
}

function postOpenings(market: Market, month: MonthOfRun, employer: number, group: number): void {
  const { skills, openings } = market;
  let all = 0;
  for (let skill = 0; skill < skills; skill++) {
    const open = openingsOf(market, month, employer, group, skill);
    openings[employer * skills + skill] = open;
    all += open;
  }
  if (all === 0) return;
  market.posted[employer] = Math.min(all, UNLIMITED);
  market.recorder.posted[market.recorder.unitOf(market, employer)]! += market.posted[employer]!;
}

/** Openings of one skill this month, people. Wanted staff round at the employer's own, lasting fraction. */
export function openingsOf(
  market: Market,
  month: MonthOfRun,
  employer: number,
  group: number,
  skill: number,
): number {
  const { vacancies } = market.scenario.employers[group]!;
  const mix = market.numbers.skillMix[group * market.skills + skill]!;
  if (mix === 0) return 0;
  if (vacancies === 'unlimited') return UNLIMITED;
  const at = employer * market.skills + skill;
  const rounding = market.staffRounding[at]!;
  const { freeze, expectedLeaving } = market.numbers.attributes;
  const staff = market.staff[at]!;
  const reserved = market.reserved[at]!; // a place waits for whom a visa is pending
  const wanted = market.employers.wantedStaff[employer]!;
  const open =
    vacancies === 'planned'
      ? Math.floor(wanted * mix + expectedLeaving[group]! * staff + rounding) - staff - reserved
      : Math.floor(vacancies * sizeScale(market.scenario, group) * mix + rounding) - reserved;
  if (open <= 0) return 0;
  if (freeze[group]! === 0) return open;
  const u = market.draws
    .open(Decision.freezeRounding, month.date)
    .uniform(market.employers.key[employer]!, skill);
  return Math.floor(open * (1 - freeze[group]!) + u);
}
