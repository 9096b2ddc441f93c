import { exp } from '../maths/exp.ts';
import { log } from '../maths/log.ts';
import type { FieldChoice, Scenario } from '../scenario/scenario.ts';
import type { Market } from './market.ts';
import { MICRO } from './micro.ts';
import { UNLIMITED } from './planning.ts';
import { logPayGrowth } from './posted-jobs.ts';

/** What the field offers to those who are not in it yet. */
export interface Prospects {
  /** Mean log of posted pay relative to the start, over staff, log points. */
  logPay: number;
  /** Share of a month's openings left at its end, by skill; NaN while none was ever posted. */
  readonly left: Float64Array;
}

/** Kept only where somebody answers to it. */
export interface FieldProspects {
  /** Last month's: those who retrain answer to it. */
  readonly now: Prospects;
  /** What students expect: it follows `now` with a lag. */
  readonly expected: Prospects;
  /** Openings filled so far this month, by skill; those of employers with unlimited vacancies are left out. */
  readonly filled: Int32Array;
}

export function createProspects(scenario: Scenario): FieldProspects | null {
  const { fieldChoice, retraining, skills } = scenario;
  if (fieldChoice === null && retraining.length === 0) return null;
  const prospects = (left: number): Prospects => ({
    logPay: 0,
    left: new Float64Array(skills.length).fill(left),
  });
  return {
    now: prospects(Number.NaN),
    expected: prospects(fieldChoice?.usualLeft ?? Number.NaN),
    filled: new Int32Array(skills.length),
  };
}

/** Step 11, its part: pay and openings left of the month become next month's prospects. */
export function observeProspects(market: Market): void {
  const { prospects, scenario, skills } = market;
  if (prospects === null) return;
  const { now, expected, filled } = prospects;
  now.logPay = meanLogPay(market) ?? now.logPay;
  const left = openingsLeft(market);
  for (let skill = 0; skill < skills; skill++) {
    const posted = left[skill]! + filled[skill]!;
    if (posted > 0) now.left[skill] = left[skill]! / posted;
  }
  filled.fill(0);
  if (scenario.fieldChoice !== null) followWithLag(expected, now, scenario.fieldChoice.lagMonths);
}

/** expected + (now − expected) ÷ lag. */
function followWithLag(expected: Prospects, now: Prospects, lagMonths: number): void {
  expected.logPay += (now.logPay - expected.logPay) / lagMonths;
  for (let skill = 0; skill < now.left.length; skill++) {
    const left = now.left[skill]!;
    if (!Number.isNaN(left)) expected.left[skill]! += (left - expected.left[skill]!) / lagMonths;
  }
}

/** Null when nobody has a job. */
function meanLogPay(market: Market): number | null {
  const { employers, employerCount } = market;
  let staff = 0;
  let micro = 0;
  for (let employer = 1; employer < employerCount; employer++) {
    const headcount = employers.headcount[employer]!;
    if (employers.group[employer]! < 0 || headcount === 0) continue;
    staff += headcount;
    micro += Math.round(logPayGrowth(market, employer) * MICRO) * headcount;
  }
  return staff === 0 ? null : micro / staff / MICRO;
}

function openingsLeft({ openings, hiring, skills }: Market): Float64Array {
  const left = new Float64Array(skills);
  for (const employer of hiring)
    for (let skill = 0; skill < skills; skill++) {
      const open = openings[employer * skills + skill]!;
      if (open < UNLIMITED) left[skill]! += open;
    }
  return left;
}

/**
 * How much more people want in than at usual prospects: pay index^payElasticity · (openings left ÷ usual)^openingsElasticity.
 * Where no opening was ever posted, openings say nothing.
 */
export function attraction(
  prospects: Prospects,
  skill: number,
  answer: Pick<FieldChoice, 'payElasticity' | 'openingsElasticity' | 'usualLeft'>,
): number {
  const left = prospects.left[skill]!;
  const byPay = answer.payElasticity === 0 ? 1 : exp(answer.payElasticity * prospects.logPay);
  if (answer.openingsElasticity === 0 || Number.isNaN(left)) return byPay;
  return left === 0 ? 0 : byPay * exp(answer.openingsElasticity * log(left / answer.usualLeft));
}
