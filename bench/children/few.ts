// What a mechanism about few people does where it acts: one run of the baseline at full size, each figure about those whom one of them reaches. tsx few.ts REPLICATE [SET…]
import { createMarket } from '../../src/model/create-market.ts';
import { type Market, type MonthOfRun, monthOfRun } from '../../src/model/market.ts';
import { simulateMonth } from '../../src/model/month.ts';
import type { MonthRecord } from '../../src/model/records.ts';
import { seedOfReplicate } from '../../src/model/simulation.ts';
import { loadScenario } from '../../src/runtime/scenario-files.ts';

const [replicate, ...set] = process.argv.slice(2);
const { scenario } = loadScenario('talentflow:baseline', { set: ['calendar.end=2024-05', ...set] });
const sectorOf = new Map(
  scenario.employers.map(({ id, sector, isNamed }) => [isNamed ? id : sector, sector]),
);
/** Those of the baseline, also where they are off. */
const COMPETING = ['giants', 'chip-makers', 'start-ups', 'stealth', 'small-tech'];
const START_UPS = ['start-ups', 'stealth'];
const PRACTITIONER = scenario.skills.findIndex(({ id }) => id === 'practitioner');

const counts = {
  competing: 0,
  months: 0,
  practice: 0,
  hired: 0,
  leftOpenai: 0,
  starsToMeta: 0,
  byMission: 0,
};
const market = createMarket(scenario, seedOfReplicate(scenario.seed, Number(replicate)));
for (let index = 0; index < market.monthsInRun; index++) {
  const month = monthOfRun(market, index);
  const isRecorded = index >= scenario.calendar.spinUpMonths;
  market.recorder.beginMonth(isRecorded);
  simulateMonth(market, month);
  if (!isRecorded) continue;
  const record = market.recorder.finishMonth(market, month);
  if (record.month < '2019-01') continue;
  count(record);
  countPractice(market, month);
}
console.log(
  JSON.stringify({
    'non-competes': counts.competing / counts.months,
    practice: counts.practice / counts.hired,
    governance: counts.leftOpenai,
    letters: counts.starsToMeta,
    'health model': counts.byMission,
  }),
);

function count({ month, flows, stars, choices }: MonthRecord): void {
  counts.months++;
  for (const { from, to, kind, people } of flows) {
    if (kind === 'launch' || kind === 'listing') continue;
    if (COMPETING.includes(sectorOf.get(from) ?? '') && COMPETING.includes(sectorOf.get(to) ?? ''))
      counts.competing += people;
    if (from === 'openai' && month >= '2023-11') counts.leftOpenai += people;
  }
  for (const { unit, hires } of stars) if (unit === 'meta' && month >= '2024-03') counts.starsToMeta += hires;
  for (const { unit, microParts } of choices)
    if (unit === 'alphabet' && month >= '2023-03') counts.byMission += microParts.mission / 1_000_000;
}

/** Practice of the practitioners whom start-ups hired this month. */
function countPractice({ people, employers, peopleCount }: Market, { index }: MonthOfRun): void {
  for (let person = 0; person < peopleCount; person++) {
    if (people.hiredAt[person] !== index || people.skill[person] !== PRACTITIONER) continue;
    const group = employers.group[people.employer[person]!]!;
    if (group < 0 || !START_UPS.includes(scenario.employers[group]!.sector)) continue;
    counts.practice += people.practice[person]!;
    counts.hired++;
  }
}
