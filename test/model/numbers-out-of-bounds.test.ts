import { expect, test } from 'vitest';
import { simulate } from '../../src/model/simulation.ts';
import { parseScenario } from '../../src/scenario/parse.ts';

const market = `
name: busy
calendar: { start: 2020-01, end: 2020-03 }
people: { looks-per-month: 5% }
choice: { elasticity: 4.1 }
separations: { quit-per-month: 1%, leave-field-per-month: 1% }
employers: [{ id: only, staff: 10, pay: 200000 USD/year }]
timeline:
`;

test.each([
  ['people.looks-per-month', 'people.largest-looks-per-month'],
  ['separations.quit-per-month', 'separations.largest-quit-per-month'],
  ['separations.leave-field-per-month', 'separations.largest-leave-field-per-month'],
])('%s above its largest says in which month, and what to raise', (path, largest) => {
  const text = `${market}  - { id: unrest, from: 2020-02, path: ${path}, multiply: 4 }\n`;
  const { scenario } = parseScenario('busy.yaml', { read: () => ({ path: 'busy.yaml', text }) });
  const run = () => [...simulate(scenario, { seed: 'any' })];
  expect(run).toThrow(/^In 2020-02 .* above its largest, 0\.0/);
  expect(run).toThrow(`raise ${largest}`);
});
