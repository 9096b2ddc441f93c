import { expect, test } from 'vitest';
import { MARKET_NUMBERS } from '../../src/scenario/scenario.ts';
import { parseText } from './texts.ts';

const ALL_MECHANISMS = `
name: all-mechanisms
calendar: { start: 2020-01, end: 2020-12 }
choice: { elasticity: 4.1 }
causes: [{ id: health, share: 0.5 }, { id: other, share: 0.5 }]
employers:
  - { id: calm, sector: firms, pay: 1 }
  - { id: young, sector: firms, pay: 1, count: 0 }
  - { id: listed, sector: firms, pay: 1, count: 0 }
founding: { rate: 0.01, pay: 1, exit-value: 1, exit-nothing: 0.5, exit-sd: 1, years-to-exit: 5, stealth-group: young, launched-group: young, stealth-months: 12, stealth-staff: 4, launched-staff: 15 }
funding-rounds: { per-month: 0.05, most: 3 }
acquisitions: { per-month: 0.01, buyers: [calm] }
listings: { per-month: 0.01, group: listed }
lay-offs: { ai-share: 0.01 }
teams: { size: 5 }
acqui-hires: {}
non-competes: { share: 0.3, sectors: [firms] }
counter-offers: { share: 0.5, most: 0.1 }
pay-answers: { per-doubling: 0.03, usual-fill: 0.3 }
superstars: { talent-from: 10, approach-rate: 0.01, value: 100000, high-pay: 1000000 }
programmes: [{ id: doctors, graduates: 5 }]
`;

const targetOf = (path: string) =>
  parseText(`${ALL_MECHANISMS}timeline: [{ id: t, from: 2020-02, path: ${path}, multiply: 1.1 }]\n`).scenario
    .timeline[0]!.target;

test.each([
  ['employers.calm.pay', { of: 'employer', id: 'calm', attribute: 'pay' }],
  ['employers.calm.lay-off-rate', { of: 'employer', id: 'calm', attribute: 'layOffRate' }],
  ['sectors.firms.equity-nothing', { of: 'sector', id: 'firms', attribute: 'equityNothing' }],
  ['employers.calm.mission', { of: 'employer', id: 'calm', attribute: 'mission', cause: null }],
  ['sectors.firms.mission.health', { of: 'sector', id: 'firms', attribute: 'mission', cause: 'health' }],
  ['non-competes.enforced.everywhere', { of: 'region', id: 'everywhere', attribute: 'enforced' }],
  ['causes.health.share', { of: 'cause', id: 'health', attribute: 'share' }],
  ['programmes.doctors.graduates', { of: 'programme', id: 'doctors', attribute: 'graduates' }],
])('%s', (path, target) => expect(targetOf(path)).toEqual(target));

test.each([...MARKET_NUMBERS])('%s of the whole market, in the words of the file', (attribute) => {
  const path = attribute.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  expect(targetOf(path)).toEqual({ of: 'market', attribute });
});

test('an event’s value is in the unit of what it sets or adds to', () => {
  const timeline = `timeline:
  - { id: a, from: 2020-02, path: employers.calm.pay, set: 1000 USD/month }
  - { id: b, from: 2020-02, path: employers.calm.pay, add: -10 USD/year, over: 1 year }
  - { id: c, from: 2020-02, path: sectors.firms.freeze, set: 50%, until: 2020-04 }
  - { id: d, from: 2020-02, path: sectors.firms.freeze, multiply: 120% }
`;
  const events = parseText(ALL_MECHANISMS + timeline).scenario.timeline;
  expect(events.map(({ operation, value, rampMonths }) => [operation, value, rampMonths])).toEqual([
    ['set', 12000, 0],
    ['add', -10, 12],
    ['set', 0.5, 0],
    ['multiply', 1.2, 0],
  ]);
  expect(events[2]!.until).toBe(2020 * 12 + 3);
});

test('a founding firm’s groups and skills are read', () => {
  const { founding } = parseText(ALL_MECHANISMS).scenario;
  expect(founding).toMatchObject({
    stealthGroup: 'young',
    skills: [1],
    failurePerMonth: 0,
    autonomy: 0,
  });
});
