import { expect, test } from 'vitest';
import { simulate } from '../../src/model/simulation.ts';
import { type Bounds, infoOf } from '../../src/scenario/fields.ts';
import { declarationInside } from '../../src/scenario/navigation.ts';
import { parseScenario } from '../../src/scenario/parse.ts';
import { kebab, MARKET_NUMBERS } from '../../src/scenario/scenario.ts';
import { SCENARIO } from '../../src/scenario/schema.ts';
import { ATTRIBUTE_FIELDS } from '../../src/scenario/schema-employers.ts';

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

/** Every mechanism that has numbers to move, at numbers that are allowed. */
const all = `
name: all
calendar: { start: 2020-01, end: 2020-02 }
people: { looks-per-month: 0, largest-looks-per-month: 1 }
choice: { elasticity: 4.1 }
separations: { largest-quit-per-month: 1, largest-leave-field-per-month: 1 }
pay-answers: { per-doubling: 0.03, usual-fill: 0.35 }
counter-offers: { share: 0, most: 0 }
founding: { rate: 0, pay: 100000, exit-value: 0, exit-nothing: 0, exit-sd: 0, years-to-exit: 5, stealth-group: new, launched-group: out, stealth-months: 9, stealth-staff: 1, launched-staff: 1 }
funding-rounds: { per-month: 0, most: 3 }
acquisitions: { per-month: 0, buyers: [only] }
listings: { per-month: 0, group: listed }
lay-offs: { ai-share: 0 }
teams: { size: 8 }
acqui-hires: { rate: 0, by: [firms] }
non-competes: { share: 0, sectors: [firms] }
superstars: { talent-from: 5, approach-rate: 0, value: 0, high-pay: 1000000 }
employers:
  - { id: only, staff: 10, pay: 200000 USD/year }
  - { id: new, count: 0, pay: 100000 USD/year }
  - { id: out, count: 0, pay: 100000 USD/year }
  - { id: listed, count: 0, pay: 100000 USD/year }
timeline:
`;
const boundsOf = (section: string, key: string): Bounds =>
  infoOf(declarationInside(declarationInside(SCENARIO, section, undefined)!, key, undefined)!).bounds ?? {};
const movable: [path: string, bounds: Bounds][] = [
  ...MARKET_NUMBERS.map((name): [string, Bounds] => {
    const [section, key] = kebab(name).split('.') as [string, string];
    return [kebab(name), boundsOf(section, key)];
  }),
  ...Object.entries(ATTRIBUTE_FIELDS).map(([key, field]): [string, Bounds] => [
    `employers.only.${key}`,
    infoOf(field).bounds ?? {},
  ]),
];
const beyond = movable.flatMap(([path, { min, max, above, below }]): [path: string, value: number][] => {
  const values: number[] = [];
  if (min !== undefined) values.push(min - 0.5);
  if (above !== undefined) values.push(above);
  if (max !== undefined && max <= 1) values.push(max + 0.5); // limits of size are of the file alone
  if (below !== undefined) values.push(below);
  return values.map((value) => [path, value]);
});

test.each(beyond)('%s taken to %d, which a scenario may not say, stops the run', (path, value) => {
  // Two events: the first brings it to 0, whatever it was, as far as an event may.
  const multiply = `  - { id: a, from: 2020-02, path: ${path}, multiply: 0 }\n`;
  const add = value === 0 ? '' : `  - { id: b, from: 2020-02, path: ${path}, add: ${value} }\n`;
  const { scenario } = parseScenario('all.yaml', {
    read: () => ({ path: 'all.yaml', text: `${all}${multiply}${add}` }),
  });
  expect(() => [...simulate(scenario)]).toThrow(
    new RegExp(`^In 2020-02 .*${path.replaceAll('.', '\\.')} is `),
  );
});

test('what a scenario says of each mechanism lets it run', () => {
  const { scenario } = parseScenario('all.yaml', {
    read: () => ({ path: 'all.yaml', text: all.replace('timeline:\n', '') }),
  });
  expect([...simulate(scenario)]).toHaveLength(2);
});
