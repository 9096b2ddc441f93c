// What 1% more pay at one employer does: to acceptances at once, beside η, and to its staff in the long run.
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { simulate } from '../../dist/index.js';
import { loadScenario } from '../../dist/node.js';
import { mean, table, variance } from '../words.mjs';

const CHILD = fileURLToPath(new URL('../children/acceptances.ts', import.meta.url));
const DEARER = new URL('../scenarios/dearer.yaml', import.meta.url).pathname;
const SEEDS = ['a', 'b', 'c', 'd'];
const ELASTICITIES = [4.1, 7];
const UNIT = 'alphabet';
/** Staff is compared over the first period of the headline facts. */
const COMPARED = ['2019-01', '2022-11'];
const PAIRS = 4;

export async function elasticitySection() {
  const rows = ELASTICITIES.map((elasticity) => {
    const measured = SEEDS.map((seed) => {
      const words = ['--import', 'tsx', CHILD, seed, String(elasticity)];
      return JSON.parse(execFileSync(process.execPath, words, { encoding: 'utf8' })).elasticity;
    });
    const error = Math.sqrt(variance(measured) / SEEDS.length);
    return [elasticity, `${mean(measured).toFixed(2)} ± ${error.toFixed(2)}`];
  });
  return [
    '## Elasticity',
    `In the baseline's June 2019: the response of a giant's acceptances (people who would rather have it than all else they met, and than staying) to more pay at that giant alone, d ln acceptances
÷ d ln pay over ±5%, all five giants, mean of ${SEEDS.length} seeds ± standard error. P01 is 4.1, 2.8 to 5.5.`,
    table(['η (`choice.elasticity`)', 'measured'], rows),
    `In the long run, d ln staff ÷ d ln pay of one giant that pays 5% more from 2015, over ${COMPARED.join(' to ')}: ${longRun()}. Its staff are what it plans, and it plans fewer where they cost more
(cost elasticity ${costElasticity()}, P12); that more come at once only fills its openings sooner.`,
  ].join('\n\n');
}

function longRun() {
  const without = staff('talentflow:baseline');
  const withIt = staff(DEARER);
  const responses = without.map((before, pair) => Math.log(withIt[pair] / before) / Math.log(1.05));
  return `${mean(responses).toFixed(2)} ± ${Math.sqrt(variance(responses) / PAIRS).toFixed(2)}`;
}

function costElasticity() {
  const { employers } = loadScenario('talentflow:baseline').scenario;
  return employers.find(({ id }) => id === UNIT).attributes.costElasticity;
}

function staff(file) {
  const { scenario } = loadScenario(file, { set: ['scale=0.3'] });
  return Array.from({ length: PAIRS }, (_, replicate) => {
    let sum = 0;
    for (const { month, employers } of simulate(scenario, { replicate })) {
      if (month > COMPARED[1]) break;
      if (month >= COMPARED[0]) sum += employers.find((row) => row.unit === UNIT).staff;
    }
    return sum;
  });
}
