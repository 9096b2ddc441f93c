// People who would rather have an employer than all else they met and than staying, at pay a little higher and a little lower, in one month of the baseline.
// The steps up to the ranking are those of month.ts; noise is the same at either pay. tsx acceptances.ts SEED ELASTICITY
import { createMarket } from '../../src/model/create-market.ts';
import { monthOfRun } from '../../src/model/market.ts';
import { meetVacancies } from '../../src/model/meetings.ts';
import { simulateMonth } from '../../src/model/month.ts';
import { rankOptions } from '../../src/model/options.ts';
import { planVacancies } from '../../src/model/planning.ts';
import { chooseSearchers } from '../../src/model/search.ts';
import { applyDriversAndEvents } from '../../src/model/timeline.ts';
import { loadScenario } from '../../src/runtime/scenario-files.ts';
import type { Month } from '../../src/scenario/scenario.ts';

/** Log points up and down: a hundredth of pay between them is drowned by chance in one month's few hundred acceptances. */
const STEP = 0.05;
const AT = (2019 * 12 + 5) as Month;
const [seed, elasticity] = process.argv.slice(2);
const { scenario } = loadScenario('talentflow:baseline', { set: [`choice.elasticity=${elasticity}`] });
const market = createMarket(scenario, seed!);
const last = AT - scenario.calendar.start + scenario.calendar.spinUpMonths;
for (let index = 0; index < last; index++) {
  market.recorder.beginMonth(false);
  simulateMonth(market, monthOfRun(market, index));
}
const month = monthOfRun(market, last);
applyDriversAndEvents(market, month);
planVacancies(market, month);
const searchers = chooseSearchers(market, month);
const meetings = meetVacancies(market, searchers, month);
const counts = { more: 0, less: 0, met: 0 };
for (const { id, sector } of scenario.employers) {
  if (sector !== scenario.observe.netFlowOf) continue;
  counts.more += acceptances(id, STEP);
  counts.less += acceptances(id, -STEP);
}
counts.met = meetings.start[searchers.count]!;
console.log(JSON.stringify({ ...counts, elasticity: Math.log(counts.more / counts.less) / (2 * STEP) }));

function acceptances(id: string, change: number): number {
  const group = scenario.employers.findIndex((one) => one.id === id);
  market.numbers.logPay[group]! += change;
  const options = rankOptions(market, searchers, meetings, month);
  market.numbers.logPay[group]! -= change;
  let accepting = 0;
  for (let searcher = 0; searcher < searchers.count; searcher++) {
    const first = options.start[searcher]!;
    if (first === options.start[searcher + 1]!) continue;
    if (options.employer[first]! >= 0 && market.employers.group[options.employer[first]!] === group)
      accepting++;
  }
  return accepting;
}
