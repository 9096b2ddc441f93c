import { roundedBy } from '../random/distributions.ts';
import type { Programme } from '../scenario/scenario.ts';
import { Stage } from './columns.ts';
import { Decision } from './decisions.ts';
import { drawnRegion } from './employers.ts';
import { keyOfEntrant } from './keys.ts';
import type { Market, MonthOfRun } from './market.ts';
import { NO_JOB } from './market.ts';
import { settle } from './population.ts';

/** Step 4. Graduates of each programme enter without a job, in equal parts in the months of its graduations. */
export function admitEntrants(market: Market, month: MonthOfRun): void {
  market.scenario.programmes.forEach((programme, at) => {
    if (!programme.months.includes(month.monthOfYear)) return;
    const slot = market.slots.programmes.get(programme.id)!;
    const entrants = graduatesThisMonth(market, month, programme, at);
    for (let number = 0; number < entrants; number++)
      admit(
        market,
        month,
        programme,
        keyOfEntrant(month.date - market.scenario.calendar.start, slot, number),
      );
  });
}

/** People this month: a part of the year's, at scale, rounded by a draw. */
export function graduatesThisMonth(
  market: Market,
  month: MonthOfRun,
  programme: Programme,
  at: number,
): number {
  const slot = market.slots.programmes.get(programme.id)!;
  const u = market.draws.open(Decision.graduateRounding, month.date).uniform(slot, 0);
  return roundedBy((market.numbers.graduates[at]! / programme.months.length) * market.scenario.scale, u);
}

function admit(market: Market, month: MonthOfRun, programme: Programme, key: number): void {
  const { scenario, recorder } = market;
  const skill = scenario.skills.findIndex((one) => one.id === programme.skill);
  const region =
    programme.region === null
      ? drawnRegion(market, market.draws.open(Decision.regionOfPerson, 0).uniform(key, 0))
      : scenario.regions.findIndex((one) => one.id === programme.region);
  settle(market, { key, employer: NO_JOB, skill, region, stage: Stage.new, month: month.index });
  recorder.countFlow(recorder.entry, recorder.noJob, skill, 'entry');
  recorder.entries[region]!++;
}
