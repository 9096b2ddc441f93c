// One run of the labour-flow kernel's market by `simulate`: counts and user CPU of the simulation, as JSON. node kernel.mjs SCALE
import { simulate } from '../../dist/index.js';
import { loadScenario } from '../../dist/node.js';

const file = new URL('../scenarios/labour-flow.yaml', import.meta.url).pathname;
const { scenario } = loadScenario(file, { set: [`scale=${process.argv[2]}`] });
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
const seconds = process.cpuUsage(before).user / 1e6;
console.log(JSON.stringify({ ...count, seconds, peakKiB: process.resourceUsage().maxRSS }));
