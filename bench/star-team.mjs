// How likely is it that a star team of eight leaves within seven years, and that seven of them found firms? MODEL.md, "A star team of eight".
//   npm run star-team            (some 2 minutes; needs the build)
import { simulate } from '../dist/index.js';
import { loadScenario } from '../dist/node.js';

const RUNS = 4;
const [FIRST, LAST] = ['2017-06', '2023-08'];
const TEAM = 8;
const MONTHS = 7 * 12;

const { scenario } = loadScenario('talentflow:baseline');
const observed = new Set(
  scenario.employers.filter(({ sector }) => sector === scenario.observe.netFlowOf).map(({ id }) => id),
);

/** Stars of the observed employers, summed over months, and those of them who left and who founded. */
const sums = { starMonths: 0, leavers: 0, founders: 0 };
for (let replicate = 0; replicate < RUNS; replicate++) {
  for (const { month, stars } of simulate(scenario, { replicate })) {
    if (month > LAST) break; // a run may be left early
    if (month < FIRST) continue;
    for (const row of stars) {
      if (!observed.has(row.unit)) continue;
      sums.starMonths += row.stars;
      sums.leavers += row.leavers;
      sums.founders += row.founders;
    }
  }
}

const perMonth = sums.leavers / sums.starMonths;
const founding = sums.founders / sums.leavers;
const leaves = 1 - (1 - perMonth) ** MONTHS;
const allLeave = leaves ** TEAM;
const sevenFound = TEAM * founding ** (TEAM - 1) * (1 - founding) + founding ** TEAM;
const print = (what, value) => console.log(`${what.padEnd(64)}${Number(value.toPrecision(3))}`);
print('star-months at the observed employers', sums.starMonths);
print('stars who left an observed employer', sums.leavers);
print('of them, who founded a firm', sums.founders);
print('leaves in a month', perMonth);
print('leaves within seven years', leaves);
print('all eight leave within seven years', allLeave);
print('a leaver founds a firm', founding);
print('all eight leave and at least seven found', allLeave * sevenFound);
