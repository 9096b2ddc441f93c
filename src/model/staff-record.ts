import type { Market, MonthOfRun } from './market.ts';
import { MICRO } from './micro.ts';
import { otherStaffOf } from './other-staff.ts';
import { logPayGrowth } from './posted-jobs.ts';

/** What employers have and want at the end of the month. @param unitOfGroup by group. @returns by unit. */
export function plansByUnit(market: Market, month: MonthOfRun, units: number, unitOfGroup: Int32Array) {
  const plans = {
    staff: new Int32Array(units),
    wanted: new Int32Array(units),
    firms: new Int32Array(units),
    otherStaff: new Int32Array(units),
    monthsInJob: new Float64Array(units),
    /** Staff × log pay over the start, as integers: exact below 2^53. */
    microLogPay: new Float64Array(units),
  };
  const { employers } = market;
  const { otherStaff } = market.numbers.attributes;
  for (let employer = 1; employer < market.employerCount; employer++) {
    const group = employers.group[employer]!;
    if (group < 0) continue;
    const unit = unitOfGroup[group]!;
    const headcount = employers.headcount[employer]!;
    plans.staff[unit]! += headcount;
    plans.monthsInJob[unit]! += headcount * month.index - employers.hiredAtSum[employer]!;
    plans.wanted[unit]! += wantedPeople(market, employer, group);
    plans.microLogPay[unit]! += Math.round(logPayGrowth(market, employer) * MICRO) * headcount;
    if (otherStaff[group] !== 0) plans.otherStaff[unit]! += otherStaffOf(market, employer);
    plans.firms[unit]! += headcount > 0 || employers.wantedStaff[employer]! > 0 ? 1 : 0;
  }
  return plans;
}

/** Wanted staff as whole people: each skill rounds at the employer's own fraction. */
function wantedPeople(market: Market, employer: number, group: number): number {
  const { skillMix } = market.numbers;
  let people = 0;
  for (let skill = 0; skill < market.skills; skill++) {
    people += Math.floor(
      market.employers.wantedStaff[employer]! * skillMix[group * market.skills + skill]! +
        market.staffRounding[employer * market.skills + skill]!,
    );
  }
  return people;
}
