import { parseScenario, simulate } from 'talentflow';

const text = `
name: two-firms
calendar: { start: 2020-01, end: 2020-03 }
people: { looks-per-month: 0.5 }
choice: { elasticity: 4.1 }
employers:
  - { id: calm, staff: 500, vacancies: unlimited, pay: 200000 USD/year }
  - { id: rich, staff: 500, vacancies: unlimited, pay: 220000 USD/year }
`;
const read = (path) => ({ path, text }); // called for each file that is named: the first, and what it extends
const { scenario } = parseScenario('two-firms.yaml', { read, set: ['choice.cost-of-moving=0.05'] });
for (const { month, employers } of simulate(scenario))
  console.log(month, ...employers.map(({ unit, staff }) => `${unit} ${staff}`));
