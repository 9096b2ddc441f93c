import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { loadScenario } from '../../src/runtime/scenario-files.ts';
import { canonicalScenario } from '../../src/scenario/canonical.ts';
import { monthAt } from '../../src/scenario/dates.ts';
import { mistakesOf, parseText, SMALL, smallWith } from './texts.ts';

/** As printed in the issue that asked for scenarios, to the letter. */
const TWO_EMPLOYERS = `# Everybody looks every month and meets both employers; nobody runs out of vacancies. Shares must be logit.
name: two-employers
calendar: { start: 2020-01, end: 2020-12 }
people: { count: 10000, looks-per-month: 1, contacts: all, taste: { autonomy: 0.1 } }
choice: { elasticity: 4.1, cost-of-moving: 0 }
employers:
  - { id: calm, sector: firm, staff: 5000, vacancies: unlimited, pay: 200000 USD/year, autonomy: 1 }
  - { id: rich, sector: firm, staff: 5000, vacancies: unlimited, pay: 220000 USD/year, autonomy: 0 }
`;

test('the two employers of the issue are a market, and the shipped file is that text', () => {
  const shipped = readFileSync(
    new URL('../../scenarios/markets/two-employers.yaml', import.meta.url),
    'utf8',
  );
  expect(shipped).toBe(`# yaml-language-server: $schema=../schema.json\n${TWO_EMPLOYERS}`);
  const { scenario } = parseText(TWO_EMPLOYERS);
  expect(scenario).toMatchObject({
    name: 'two-employers',
    title: 'two-employers',
    seed: '1',
    scale: 1,
    calendar: {
      start: monthAt(2020, 1),
      end: monthAt(2020, 12),
      spinUpMonths: 0,
      reportFrom: monthAt(2020, 1),
    },
    sectors: [{ id: 'firm', label: 'firm', destination: 'industry' }],
    people: {
      count: 10000,
      looksPerMonth: 1,
      largestLooksPerMonth: 1,
      contacts: 'all',
      tasteForAutonomy: { kind: 'constant', value: 0.1 },
    },
    choice: { elasticity: 4.1, costOfMoving: 0, noJobPay: null, answersAbroad: 1 },
  });
  expect(
    scenario.employers.map(({ id, isNamed, staff, vacancies, attributes }) => ({
      id,
      isNamed,
      staff,
      vacancies,
      pay: attributes.pay,
      autonomy: attributes.autonomy,
    })),
  ).toEqual([
    {
      id: 'calm',
      isNamed: true,
      staff: { kind: 'constant', value: 5000 },
      vacancies: 'unlimited',
      pay: 200000,
      autonomy: 1,
    },
    {
      id: 'rich',
      isNamed: true,
      staff: { kind: 'constant', value: 5000 },
      vacancies: 'unlimited',
      pay: 220000,
      autonomy: 0,
    },
  ]);
});

test('what is absent is absent, and everything else has its default', () => {
  const { scenario } = parseText(SMALL);
  expect(scenario).toMatchObject({
    regions: [{ id: 'everywhere', label: 'everywhere', share: 1 }],
    skills: [{ id: 'any', label: 'any', payRatio: 1 }],
    causes: [{ id: 'any', label: 'any', share: 1 }],
    vesting: null,
    payAnswers: null,
    superstars: null,
    founding: null,
    layOffs: null,
    programmes: [],
    drivers: [],
    timeline: [],
    observe: { netFlowOf: null, label: '', coverage: 1, marks: [] },
  });
  expect(scenario.sectors.map(({ id }) => id)).toEqual(['firms']);
  expect(scenario.employers[0]).toMatchObject({
    region: null,
    founded: null,
    mission: [0],
    skillMix: [1],
    vacancies: 'planned',
  });
  expect(scenario.people.count).toBeNull();
});

test('unlimited vacancies where openings call, and people without a job beyond the staff, are allowed', () => {
  const { scenario } = smallWith('people: { count: 7, contacts: { answers: 3, openings: 90 people } }');
  expect(scenario.people).toMatchObject({ count: 7, contacts: { answers: 3, openings: 90 } });
});

test('an employer takes from its sector what it does not say', () => {
  const { scenario, values } = parseText(`
name: sectors
calendar: { start: 2020-01, end: 2020-12 }
choice: { elasticity: 4.1 }
skills: [{ id: doctor }, { id: practitioner }]
sectors:
  - { id: firms, pay: 1000, autonomy: 2, skill-mix: { doctor: 1 }, vacancies: 3 }
employers:
  - { id: plain, sector: firms }
  - { id: own, sector: firms, pay: 2000, skill-mix: { practitioner: 1 }, vacancies: planned }
`);
  expect(scenario.employers[0]).toMatchObject({
    skillMix: [1, 0],
    vacancies: 3,
  });
  expect(scenario.employers[0]!.attributes).toMatchObject({ pay: 1000, autonomy: 2 });
  expect(scenario.employers[1]).toMatchObject({ skillMix: [0, 1], vacancies: 'planned' });
  expect(scenario.employers[1]!.attributes).toMatchObject({ pay: 2000, autonomy: 2 });
  expect(values.find(({ path }) => path === 'employers.plain.pay')!.origin).toMatchObject({ line: 7 });
});

test('employers there from the start have no founding month; a later one keeps it', () => {
  const { scenario } = smallWith(`
  - { id: old, pay: 1, founded: 1998-09 }
  - { id: new, pay: 1, founded: 2020-05 }`);
  expect(scenario.employers.slice(2).map(({ founded }) => founded)).toEqual([null, monthAt(2020, 5)]);
});

test('the largest rate of looking defaults to all multipliers at once, and to 1 with recruiters', () => {
  const largest = (people: string) => smallWith(`people: { ${people} }`).scenario.people.largestLooksPerMonth;
  expect(
    largest('looks-per-month: 0.1, looks-at-vesting: 2, looks-after-lay-off: { multiplier: 3, months: 2 }'),
  ).toBeCloseTo(0.6, 12);
  expect(largest('looks-per-month: 0.5, looks-at-vesting: 9')).toBe(1);
  expect(largest('looks-per-month: 0.1, looks-per-opening: 0.01')).toBe(1);
});

test('mission is a number for every cause, or a number by cause', () => {
  const missions = parseText(`
name: causes
calendar: { start: 2020-01, end: 2020-12 }
choice: { elasticity: 4.1 }
causes: [{ id: health, share: 0.4 }, { id: other, share: 0.6 }]
employers:
  - { id: all, pay: 1, mission: 2 }
  - { id: one, pay: 1, mission: { health: 0.5 } }
  - { id: full, pay: 1, mission: { value: 3, kind: assumed, why: a test, range: [1, 4] } }
`).scenario.employers.map(({ mission }) => mission);
  expect(missions).toEqual([
    [2, 2],
    [0.5, 0],
    [3, 3],
  ]);
});

test('a seed written as a number is its text', () => {
  expect(smallWith('seed: 007').scenario.seed).toBe('007');
  expect(smallWith('seed: seven').scenario.seed).toBe('seven');
});

test('the canonical text does not depend on the order of keys, and has no NaN', () => {
  const turned = `employers: [{ pay: 200000, id: calm }, { pay: 220000 USD/year, id: rich }]
choice: { elasticity: 4.1 }
calendar: { end: 2020-12, start: 2020-01 }
name: small`;
  const text = canonicalScenario(parseText(SMALL).scenario);
  expect(canonicalScenario(parseText(turned).scenario)).toBe(text);
  expect(JSON.parse(text)).toEqual(parseText(SMALL).scenario);
});

test('YAML anchors may be used in reason', () => {
  const { scenario } = parseText(
    SMALL.replace('200000 USD/year', '&pay 200000 USD/year').replace('220000 USD/year', '*pay'),
  );
  expect(scenario.employers.map(({ attributes }) => attributes.pay)).toEqual([200000, 200000]);
});

test('nothing of Object leaks in through a key', () => {
  mistakesOf(() => smallWith('__proto__: { polluted: 1 }\nconstructor: { prototype: { polluted: 1 } }'));
  expect(({} as Record<string, unknown>).polluted).toBeUndefined();
});

test('an employer is named by having no count; founded by the start, it is there from the first month', () => {
  const { scenario } = smallWith(`  - { id: one, pay: 1, count: 1 }
  - { id: early, pay: 1, founded: 2020-01 }
  - { id: late, pay: 1, founded: 2020-02 }`);
  expect(scenario.employers.map(({ id, isNamed }) => [id, isNamed])).toEqual([
    ['calm', true],
    ['rich', true],
    ['one', false],
    ['early', true],
    ['late', true],
  ]);
  expect(scenario.employers.map(({ founded }) => founded)).toEqual([
    null,
    null,
    null,
    null,
    monthAt(2020, 2),
  ]);
});

test('an employer’s own region stands against the regions of its sector', () => {
  const { scenario } = parseText(`
name: regions
calendar: { start: 2020-01, end: 2020-12 }
choice: { elasticity: 4.1 }
regions: [{ id: here, share: 0.5 }, { id: there, share: 0.5 }]
sectors: [{ id: firm, regions: { here: 0.3, there: 0.7 } }]
employers: [{ id: own, sector: firm, region: there, pay: 1 }, { id: others, sector: firm, count: 9, pay: 1 }]
`);
  expect(scenario.employers.map(({ region, regionShares }) => [region, regionShares])).toEqual([
    ['there', null],
    [null, [0.3, 0.7]],
  ]);
});

test('people are no fewer than the staff that employers have at the start at least; who is founded later has none then', () => {
  const people = (count: number) =>
    mistakesOf(() =>
      smallWith(`  - { id: group, pay: 1, count: 4, staff: 10 }
  - { id: between, pay: 1, staff: { distribution: uniform, from: 7, to: 90 } }
  - { id: few, pay: 1, staff: { distribution: pareto, smallest: 3, largest: 500, exponent: 1 } }
  - { id: late, pay: 1, staff: 1000, founded: 2020-06 }
people: { count: ${count} }`),
    );
  expect(people(50)).toBe('no mistake');
  expect(people(49)).toContain('fewer than the employers’ staff of 50');
});

test('the largest shares are by default those that rates and their multipliers reach', () => {
  const { people, separations } = smallWith(`people:
  looks-per-month: 0.1
  looks-at-vesting: 2
  looks-after-lay-off: { multiplier: 0.5, months: 3 }
separations: { leave-field-per-month: 0.01, leave-for-studies-per-month: 0.02 }`).scenario;
  expect(people.largestLooksPerMonth).toBe(0.2); // less looking after a lay-off lowers no bound
  expect(separations.largestLeaveFieldPerMonth).toBe(0.03);
});

test('events of one lot reach the same people; without one an event has its own', () => {
  const event = (id: string, more: string) =>
    `{ id: ${id}, from: 2020-02, path: employers.rich.mission, add: -1, for: 50%${more} }`;
  const { timeline } = smallWith(
    `timeline: [${event('one', ', lot: shared')}, ${event('other', '')}]`,
  ).scenario;
  expect(timeline.map(({ felt }) => felt)).toEqual([
    { share: 0.5, lot: 'shared' },
    { share: 0.5, lot: 'other' },
  ]);
});

const pathsOf = (values: { path: string }[]) => values.map(({ path }) => path).sort();

test('each value is shown once, a freeze of an employer that takes everybody too', () => {
  const { values } = parseText(SMALL.replace('{ id: calm,', '{ id: calm, vacancies: unlimited, freeze: 0,'));
  const paths = pathsOf(values);
  expect(paths).toContain('employers.calm.freeze');
  expect(paths).toEqual([...new Set(paths)]);
});

test('each value of the baseline is shown once, with another series in the place of a driver too', () => {
  const later = [
    'from=2023-01',
    'series.values.2023-01=1',
    'series.values.2023-07=2',
    'between=linear',
    'after=hold',
  ];
  const set = later.map((setting) => `drivers.interest-rate.later.${setting}`);
  const paths = pathsOf(loadScenario('talentflow:baseline', { set }).values);
  expect(paths).toContain('drivers.interest-rate.later.between');
  expect(paths).toEqual([...new Set(paths)]);
});
