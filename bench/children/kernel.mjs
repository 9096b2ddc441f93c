// One process: the labour-flow kernel's market by `simulate`, twice. Counts, and user CPU of the first run, which compiles the code, and of
// the second, as JSON. node kernel.mjs SCALE
import { simulate } from '../../dist/index.js';
import { loadScenario } from '../../dist/node.js';

const file = new URL('../scenarios/labour-flow.yaml', import.meta.url).pathname;
const { scenario } = loadScenario(file, { set: [`scale=${process.argv[2]}`] });
const first = run();
const peakKiB = process.resourceUsage().maxRSS;
const second = run();
console.log(JSON.stringify({ ...first, warmSeconds: second.seconds, peakKiB }));

function run() {
  const count = { people: 0, months: 0, searches: 0, meetings: 0, moves: 0, hires: 0, quits: 0 };
  const before = process.cpuUsage();
  for (const { market, employers } of simulate(scenario)) {
    count.people = market.people;
    count.months++;
    count.searches += market.searchers;
    count.meetings += market.meetings;
    count.moves += market.moves;
    count.hires += market.hires;
    for (const row of employers) count.quits += row.quits;
  }
  return { ...count, seconds: process.cpuUsage(before).user / 1e6 };
}
