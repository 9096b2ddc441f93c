import { exp } from '../maths/exp.ts';
import { log } from '../maths/log.ts';
import { Stage } from './columns.ts';
import { type Market, type MonthOfRun, NO_JOB } from './market.ts';
import type { PayRow } from './records.ts';

const MICRO = 1_000_000;

/**
 * Step 12, its part: pay offered to staff, and to those of them who came this month, by unit. Everybody of a skill at an
 * employer is offered the same, so that those who were there before differ from those who came by where they work.
 * @param came everybody who took a job this month, in any order.
 */
export function payRows(
  market: Market,
  month: MonthOfRun,
  units: readonly string[],
  unitOf: (employer: number) => number,
  came: readonly number[],
): readonly PayRow[] {
  const { employers, people, skills, staff } = market;
  const logPayRatio = market.scenario.skills.map(({ payRatio }) => log(payRatio));
  const rows = units.map((unit) => ({
    unit,
    staff: 0,
    microLogPosted: 0,
    microLogPay: 0,
    hired: 0,
    microLogPayOfHired: 0,
  }));
  for (let employer = 1; employer < market.employerCount; employer++) {
    if (employers.group[employer]! < 0 || employers.headcount[employer] === 0) continue;
    const row = rows[unitOf(employer)]!;
    const posted = logPostedPay(market, employer);
    row.staff += employers.headcount[employer]!;
    row.microLogPosted += Math.round(posted * MICRO) * employers.headcount[employer]!;
    for (let skill = 0; skill < skills; skill++) {
      const count = staff[employer * skills + skill]!;
      if (count > 0) row.microLogPay += Math.round((posted + logPayRatio[skill]!) * MICRO) * count;
    }
  }
  for (const person of new Set(came)) {
    const employer = people.employer[person]!;
    const isStillThere =
      employer !== NO_JOB && people.stage[person] !== Stage.left && people.hiredAt[person] === month.index;
    if (!isStillThere) continue;
    const row = rows[unitOf(employer)]!;
    row.hired++;
    row.microLogPayOfHired += Math.round(
      (logPostedPay(market, employer) + logPayRatio[people.skill[person]!]!) * MICRO,
    );
  }
  return Object.freeze(rows.filter(({ staff }) => staff > 0).map(rowOf));
}

interface Sums {
  readonly unit: string;
  readonly staff: number;
  readonly microLogPosted: number;
  readonly microLogPay: number;
  readonly hired: number;
  readonly microLogPayOfHired: number;
}

function rowOf({ unit, staff, microLogPosted, microLogPay, hired, microLogPayOfHired }: Sums): PayRow {
  const mean = (micro: number, people: number) => (people === 0 ? null : exp(micro / people / MICRO));
  return Object.freeze({
    unit,
    staff,
    microLogPosted,
    pay: mean(microLogPay, staff)!,
    payOfHires: mean(microLogPayOfHired, hired),
    payOfIncumbents: mean(microLogPay - microLogPayOfHired, staff - hired),
  });
}

/** Log of the pay of a skill with pay ratio 1. */
function logPostedPay({ employers, numbers }: Market, employer: number): number {
  const group = employers.group[employer]!;
  return numbers.logPay[group]! + employers.logPayOffset[employer]! + employers.logPayAnswer[employer]!;
}
