import { exp } from '../maths/exp.ts';
import { log } from '../maths/log.ts';
import { Stage } from './columns.ts';
import { type Market, type MonthOfRun, NO_JOB } from './market.ts';
import { MICRO } from './micro.ts';
import { logPostedPay } from './posted-jobs.ts';
import type { PayRow } from './records.ts';

/**
 * Step 12, its part: pay offered to staff, and to those of them who came this month, by unit. Everybody of a skill at an
 * employer is offered the same, so that those who were there before differ from those who came by where they work.
 * @param unitOfGroup by group. @param came everybody who took a job this month, in any order.
 */
export function payRows(
  market: Market,
  month: MonthOfRun,
  units: readonly string[],
  unitOfGroup: Int32Array,
  came: readonly number[],
): readonly PayRow[] {
  const { employers, people, skills, staff } = market;
  const { group, headcount } = employers;
  const logPayRatio = Float64Array.from(market.scenario.skills, ({ payRatio }) => log(payRatio));
  const sums = sumsOf(units.length);
  for (let employer = 1; employer < market.employerCount; employer++) {
    const count = headcount[employer]!;
    if (count === 0 || group[employer]! < 0) continue;
    const unit = unitOfGroup[group[employer]!]!;
    const posted = logPostedPay(market, employer);
    sums.staff[unit]! += count;
    sums.microLogPosted[unit]! += Math.round(posted * MICRO) * count;
    for (let skill = 0; skill < skills; skill++) {
      const ofSkill = staff[employer * skills + skill]!;
      if (ofSkill > 0)
        sums.microLogPay[unit]! += Math.round((posted + logPayRatio[skill]!) * MICRO) * ofSkill;
    }
  }
  const inOrder = Int32Array.from(came).sort(); // twice in a row who took two jobs: cheaper than a set
  for (let at = 0; at < inOrder.length; at++) {
    const person = inOrder[at]!;
    if (at > 0 && person === inOrder[at - 1]) continue;
    const employer = people.employer[person]!;
    const isStillThere =
      employer !== NO_JOB && people.stage[person] !== Stage.left && people.hiredAt[person] === month.index;
    if (!isStillThere) continue;
    const unit = unitOfGroup[group[employer]!]!;
    sums.hired[unit]! += 1;
    sums.microLogPayOfHired[unit]! += Math.round(
      (logPostedPay(market, employer) + logPayRatio[people.skill[person]!]!) * MICRO,
    );
  }
  return Object.freeze(units.flatMap((unit, at) => (sums.staff[at]! > 0 ? rowOf(unit, sums, at) : [])));
}

type Sums = ReturnType<typeof sumsOf>;

/** By unit. */
function sumsOf(units: number) {
  return {
    staff: new Float64Array(units),
    microLogPosted: new Float64Array(units),
    microLogPay: new Float64Array(units),
    hired: new Float64Array(units),
    microLogPayOfHired: new Float64Array(units),
  };
}

function rowOf(unit: string, sums: Sums, at: number): PayRow {
  const [staff, hired] = [sums.staff[at]!, sums.hired[at]!];
  const [microLogPay, ofHired] = [sums.microLogPay[at]!, sums.microLogPayOfHired[at]!];
  const mean = (micro: number, people: number) => (people === 0 ? null : exp(micro / people / MICRO));
  return Object.freeze({
    unit,
    staff,
    microLogPosted: sums.microLogPosted[at]!,
    pay: mean(microLogPay, staff)!,
    payOfHires: mean(ofHired, hired),
    payOfIncumbents: mean(microLogPay - ofHired, staff - hired),
  });
}
