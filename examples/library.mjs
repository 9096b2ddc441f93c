import { collectTables, simulate, toCsv } from 'talentflow';
import { loadScenario } from 'talentflow/node';

const { scenario } = loadScenario('talentflow:baseline', { set: ['scale=0.01'] });
const months = [];
for (const month of simulate(scenario, { seed: 'any text' })) months.push(month); // one finished record a month
console.log(toCsv(collectTables(scenario, months).market).split('\n').slice(0, 3).join('\n'));
