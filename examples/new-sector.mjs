// A sector and a driver of one's own, by YAML alone (new-sector.yaml), run by the library: do cheaper robots draw AI people to their makers?
import { fileURLToPath } from 'node:url';
import { collectTables, rowsOf, simulate } from 'talentflow';
import { loadScenario } from 'talentflow/node';

const file = fileURLToPath(new URL('new-sector.yaml', import.meta.url));
const { scenario } = loadScenario(file, { set: ['scale=0.02'] });
const { employers } = collectTables(scenario, simulate(scenario, { seed: 'robots' }));

const column = (name) => employers.columns.findIndex((one) => one.name === name);
const [month, sector, staff] = ['month', 'sector', 'staff'].map(column);
console.log('December  AI staff of robot makers');
for (const row of rowsOf(employers)) {
  if (row[sector] === 'robot-makers' && row[month].endsWith('-12')) console.log(row[month], '', row[staff]);
}
