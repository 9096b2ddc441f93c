// What is left of the three periods (F01–F03) when a driver is switched off, then what every fitted and held-out figure does when one mechanism is, then what
// mechanisms about few people do to these: the three tables of MODEL.md, "What makes the reversal".
//   npm run switch-offs                        all three (three quarters of an hour; needs the build)
//   npm run switch-offs -- periods             the first only
//   npm run switch-offs -- figures --write     the second only, into MODEL.md and docs/switch-offs.csv
//   npm run switch-offs -- few --write         the third only, into MODEL.md
import { simulate } from '../dist/index.js';
import { loadScenario } from '../dist/node.js';
import { printFewSwitchedOff } from './few-switched-off.mjs';
import { printFiguresSwitchedOff } from './figures-switched-off.mjs';

/** A third of the people, and so many runs each: the standard error of a period of nine months is then about 6 a month. */
const SCALE = 'scale=0.3';
const RUNS = 4;
const PERIODS = [
  ['2019-01', '2022-11'],
  ['2022-12', '2023-08'],
  ['2023-09', '2024-04'],
];
const BASELINE = 'talentflow:baseline';
const CONSTANT_GROWTH = new URL('scenarios/constant-growth.yaml', import.meta.url).pathname;
const off = (...paths) => paths.map((path) => `${path}.off=true`);

const CASES = [
  ['as it is', BASELINE, []],
  ["giants' market values off", BASELINE, off('drivers.market-value-of-giants')],
  ['interest rates off', BASELINE, off('drivers.interest-rate')],
  ['giants’ freeze off (lay-offs by giants as a driver)', BASELINE, off('drivers.lay-offs-by-giants')],
  ['AI lay-offs off (rounds)', BASELINE, off('lay-offs')],
  ['freeze and lay-offs off', BASELINE, off('drivers.lay-offs-by-giants', 'lay-offs')],
  ['AI adverts off (share and number)', BASELINE, off('drivers.ai-adverts', 'drivers.adverts')],
  ['venture funding off', BASELINE, off('drivers.venture-funding')],
  [
    'ChatGPT off (founding, equity, adopters)',
    BASELINE,
    off('timeline.chatgpt-founding', 'timeline.chatgpt-equity', 'timeline.chatgpt-adopters'),
  ],
  ['spread of AI off', BASELINE, off('drivers.diffusion')],
  ['interest of students off', BASELINE, off('drivers.interest-of-students')],
  ['degree programmes off', BASELINE, off('drivers.degree-programmes')],
  ['Nvidia’s market value off', BASELINE, off('drivers.market-value-of-nvidia')],
  ['OpenAI’s headcount off', BASELINE, off('drivers.openai-headcount')],
  [
    'generative and MLOps adverts off (mixes of skills)',
    BASELINE,
    off('drivers.generative-adverts', 'drivers.mlops-adverts'),
  ],
  ['H-1B places and registrations off', BASELINE, off('drivers.h1b-places', 'drivers.h1b-registrations')],
  ["giants' headcount off (other staff alone)", BASELINE, off('drivers.headcount-of-giants')],
  ['all tastes zero', BASELINE, ['people.taste.autonomy=0', 'people.taste.mission=0', 'people.taste.home=0']],
  ["giants' wanted growth constant (19% a year from 2019)", CONSTANT_GROWTH, []],
];

const [only, ...others] = process.argv.slice(2).filter((word) => word !== '--write');
if (others.length > 0 || !['periods', 'figures', 'few', undefined].includes(only)) {
  console.error(
    `found ${process.argv.slice(2).join(' ')}; expected periods, figures, few, --write or nothing`,
  );
  process.exit(2);
}
const write = process.argv.includes('--write');
if (only === undefined || only === 'periods') printPeriods();
if (only === undefined || only === 'figures') printFiguresSwitchedOff({ write });
if (only === undefined || only === 'few') printFewSwitchedOff({ write });

function printPeriods() {
  console.log(
    '| baseline with | 2019-01 to 2022-11 | 2022-12 to 2023-08 | ratio | 2023-09 to 2024-04 | ratio |\n|---|---|---|---|---|---|',
  );
  for (const [title, file, set] of CASES) {
    const { scenario } = loadScenario(file, { set: [SCALE, ...set] });
    const [norm, after, back] = meansOverRuns(scenario);
    const row = [norm, after, ratio(after, norm), back, ratio(back, norm)];
    console.log(
      `| ${title} | ${row.map((cell) => (typeof cell === 'number' ? String(Math.round(cell)).replace('-', '−') : cell)).join(' | ')} |`,
    );
  }
}

/** Net flow of the observed sector, people a month, by period, mean over runs. */
function meansOverRuns(scenario) {
  const observed = new Set(
    scenario.employers
      .filter((group) => group.sector === scenario.observe.netFlowOf)
      .map((group) => group.id),
  );
  const sums = PERIODS.map(() => ({ net: 0, months: 0 }));
  for (let replicate = 0; replicate < RUNS; replicate++) {
    for (const { month, employers } of simulate(scenario, { replicate })) {
      const at = PERIODS.findIndex(([from, to]) => month >= from && month <= to);
      if (month > PERIODS.at(-1)[1]) break; // a run may be left early
      if (at < 0) continue;
      sums[at].net += employers.reduce((sum, row) => (observed.has(row.unit) ? sum + row.net : sum), 0);
      sums[at].months++;
    }
  }
  return sums.map(({ net, months }) => net / months / scenario.scale);
}

function ratio(after, norm) {
  return (after / norm).toFixed(2).replace('-', '−');
}
