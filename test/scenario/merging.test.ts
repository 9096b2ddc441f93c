import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { mistakesOf, parseFiles, SMALL, shownAt } from './texts.ts';

const PARENT = `
name: parent
title: The parent
calendar: { start: 2020-01, end: 2020-12 }
choice: { elasticity: { value: 4.1, source: a paper, kind: measured }, cost-of-moving: 0.2 }
people: { taste: { autonomy: { distribution: normal, mean: 0.1, sd: 0.2, source: a survey }, mission: 0.3 } }
employers:
  - { id: calm, pay: 200000 USD/year, staff: 10 }
  - { id: rich, pay: { value: 220000, unit: USD/year, source: a filing, kind: measured } }
vesting: { cliff: 12, interval: 3 }
programmes: [{ id: doctors, graduates: 80, months: [5, 6] }]
drivers:
  - id: index
    series: { values: { 2020-01: 1, 2020-02: 2 } }
    after: hold
    acts-on: [{ path: employers.rich.demand, elasticity: 1 }, { path: employers.calm.demand, slope: 1 }]
timeline:
  - { id: rise, from: 2020-03, path: employers.rich.pay, multiply: 1.1 }
`;

const merged = (child: string, set: string[] = []) =>
  parseFiles({ 'child.yaml': `name: child\nextends: ./parent.yaml\n${child}\n`, 'parent.yaml': PARENT }, set);

test('maps merge key by key; the name and title are the child’s own', () => {
  const { scenario } = merged('choice: { cost-of-moving: 0.5 }');
  expect(scenario.choice).toMatchObject({ elasticity: 4.1, costOfMoving: 0.5 });
  expect(scenario).toMatchObject({ name: 'child', title: 'child' });
});

test('items merge by id in the parent’s order; new ones follow', () => {
  const { scenario } = merged(
    'employers: [{ id: new, pay: 5 }, { id: rich, staff: 7 }, { id: calm, pay: 1 }]',
  );
  expect(scenario.employers.map(({ id, staff, attributes }) => [id, staff, attributes.pay])).toEqual([
    ['calm', { kind: 'constant', value: 10 }, 1],
    ['rich', { kind: 'constant', value: 7 }, 220000],
    ['new', { kind: 'constant', value: 0 }, 5],
  ]);
});

test('other lists replace', () => {
  expect(merged('programmes: [{ id: doctors, months: [9] }]').scenario.programmes[0]!.months).toEqual([9]);
  const { scenario } = merged(
    'drivers: [{ id: index, acts-on: [{ path: employers.calm.pay, elasticity: 2 }] }]',
  );
  expect(scenario.drivers[0]!.effects).toHaveLength(1);
});

test('a changed number loses its parent’s source; one that keeps its value may be given a source', () => {
  const bare = merged('employers: [{ id: rich, pay: 230000 }]');
  expect(shownAt(bare, 'employers.rich.pay')).toMatchObject({ value: 230000, source: null, kind: null });
  const full = merged('employers: [{ id: rich, pay: { value: 230000, source: a newer filing } }]');
  expect(shownAt(full, 'employers.rich.pay')).toMatchObject({ source: 'a newer filing', kind: null });
  const set = merged('', ['employers.rich.pay=230000']);
  expect(shownAt(set, 'employers.rich.pay')).toMatchObject({ value: 230000, source: null, origin: '--set' });
  const sourced = merged('employers: [{ id: calm, pay: { source: found at last } }]');
  expect(shownAt(sourced, 'employers.calm.pay')).toMatchObject({ value: 200000, source: 'found at last' });
});

test('one parameter of a distribution can change; the others keep their source', () => {
  const parsed = merged('people: { taste: { autonomy: { mean: 0.4 } } }');
  expect(parsed.scenario.people.tasteForAutonomy).toEqual({ kind: 'normal', mean: 0.4, sd: 0.2 });
  expect(shownAt(parsed, 'people.taste.autonomy.mean').source).toBeNull();
  expect(shownAt(parsed, 'people.taste.autonomy.sd').source).toBe('a survey');
});

test('a distribution of another kind, or a number, replaces the whole', () => {
  const uniform = merged('people: { taste: { autonomy: { distribution: uniform, from: 0, to: 1 } } }');
  expect(uniform.scenario.people.tasteForAutonomy).toEqual({ kind: 'uniform', from: 0, to: 1 });
  expect(merged('people: { taste: { autonomy: 0 } }').scenario.people.tasteForAutonomy).toEqual({
    kind: 'constant',
    value: 0,
  });
  const normal = merged('people: { taste: { mission: { distribution: normal, mean: 0, sd: 1 } } }');
  expect(normal.scenario.people.tasteForMission).toEqual({ kind: 'normal', mean: 0, sd: 1 });
});

test('an event’s other operation, and a driver’s other form of series, take the parent’s place', () => {
  const { scenario } = merged('timeline: [{ id: rise, add: 5 }]');
  expect(scenario.timeline[0]).toMatchObject({ operation: 'add', value: 5, from: 2020 * 12 + 2 });
  const values = merged('drivers: [{ id: index, series: { values: { 2020-03: 5 } } }]').scenario.drivers[0]!
    .values;
  expect(values.slice(0, 4)).toEqual([1, 2, 5, 5]);
});

test('off: true removes an item or a mechanism, with what happens to it', () => {
  const { scenario } = merged(`
employers: [{ id: rich, off: true }]
vesting: { off: true }
programmes: [{ id: doctors, off: true }]`);
  expect(scenario.employers.map(({ id }) => id)).toEqual(['calm']);
  expect(scenario).toMatchObject({ vesting: null, programmes: [], timeline: [] });
  expect(scenario.drivers[0]!.effects.map(({ target }) => target)).toEqual([
    { of: 'employer', id: 'calm', attribute: 'demand' },
  ]);
});

test('what a parent removed, a child may begin anew or bring back', () => {
  const files = (child: string) => ({
    'child.yaml': `name: child\nextends: ./middle.yaml\n${child}`,
    'middle.yaml': 'extends: ./parent.yaml\nvesting: { off: true }\n',
    'parent.yaml': PARENT,
  });
  expect(parseFiles(files('')).scenario.vesting).toBeNull();
  expect(parseFiles(files('vesting: { off: false }')).scenario.vesting).toEqual({
    cliffMonths: 12,
    intervalMonths: 3,
    refreshes: [],
  });
  expect(mistakesOf(() => parseFiles(files('vesting: { cliff: 6 }')))).toContain('vesting.interval');
});

test('--set changes any value by its path, by the rules of merging', () => {
  const { scenario } = merged('', [
    'employers.rich.pay=10000 USD/month',
    'people.taste.autonomy.mean=0.7',
    'drivers.index.acts-on.1.slope=3',
    'drivers.index.acts-on[0].elasticity=2',
    'drivers.index.reference=2020-02',
    'timeline.rise.set=7',
    'programmes.doctors.months=[1, 2]',
    'vesting.off=true',
    'title=What if: 12%',
    'seed=007',
    'calendar.end=2020-06',
  ]);
  expect(scenario.employers[1]!.attributes.pay).toBe(120000);
  expect(scenario.people.tasteForAutonomy).toEqual({ kind: 'normal', mean: 0.7, sd: 0.2 });
  expect(scenario.drivers[0]).toMatchObject({ reference: 2, effects: [{ strength: 2 }, { strength: 3 }] });
  expect(scenario.timeline[0]).toMatchObject({ operation: 'set', value: 7 });
  expect(scenario.programmes[0]!.months).toEqual([1, 2]);
  expect(scenario).toMatchObject({
    vesting: null,
    title: 'What if: 12%',
    seed: '007',
    calendar: { end: 2020 * 12 + 5 },
  });
});

test('--set of another form of an effect takes the place of the one that is there', () => {
  const { scenario } = merged('', ['drivers.index.acts-on.0.slope=3']);
  expect(scenario.drivers[0]!.effects[0]).toMatchObject({ form: 'slope', strength: 3 });
});

test('--set can create what the vocabulary knows, and turn a removed item on again', () => {
  const files = { 'small.yaml': SMALL };
  const { scenario } = parseFiles(files, [
    'people.looks-per-month=5%',
    'pay-answers.per-doubling=0.03',
    'pay-answers.usual-fill=0.4',
  ]);
  expect(scenario.people.looksPerMonth).toBe(0.05);
  expect(scenario.payAnswers).toEqual({ perDoubling: 0.03, usualFill: 0.4 });
  expect(
    merged('timeline: [{ id: rise, off: true }]', ['timeline.rise.off=false']).scenario.timeline,
  ).toHaveLength(1);
});

test('a later setting wins, and each path of `show` can be set', () => {
  expect(merged('', ['scale=2', 'scale=3']).scenario.scale).toBe(3);
  const parsed = merged('');
  for (const { path, value, unit } of parsed.values) {
    if (typeof value !== 'number') continue;
    expect(
      mistakesOf(() => merged('', [`${path}=${value}`])),
      `${path}=${value} ${unit}`,
    ).toBe('no mistake');
  }
});

test('a misspelt id that makes an incomplete item is told as one mistake, with the id that was meant', () => {
  const told = mistakesOf(() =>
    merged('employers: [{ id: rihc, staff: 7 }]\ntimeline: [{ id: risse, multiply: 2 }]'),
  );
  expect(told.match(/found .*|remedy .*|\d mistakes/g)).toEqual([
    'found     "rihc", a new item of employers without pay',
    'remedy    did you mean rich?',
    'found     "risse", a new item of timeline without from, path',
    'remedy    did you mean rise?',
    '2 mistakes',
  ]);
});

test('a complete new item with nearly the id of another is remarked on; one that is another by its number is not', () => {
  const nearMisses = (employers: string) => merged(`employers: [${employers}]`).nearMisses;
  expect(nearMisses('{ id: calmm, pay: 5 }')).toMatchObject([
    { path: 'employers.calmm', near: 'calm', place: { file: 'child.yaml', line: 3, column: 19 } },
  ]);
  expect(nearMisses('{ id: calm-2, pay: 5 }')).toEqual([]);
  expect(nearMisses('{ id: newcomer, pay: 5 }')).toEqual([]);
  expect(nearMisses('{ id: calmm, pay: 5 }, { id: calm, pay: 6 }')).toEqual([]);
});

test('lists inside items have their rules too: a route twice, a route removed that is not there', () => {
  const routes = '[{ id: lottery, odds: 0.4 }, { id: lottery, odds: 0.5 }, { id: lotery, off: true }]';
  const child = `name: a\nextends: ./baseline.yaml\nregions: [{ id: united-states, routes: ${routes} }]\n`;
  const baseline = readFileSync(new URL('../../scenarios/baseline.yaml', import.meta.url), 'utf8');
  const told = mistakesOf(() => parseFiles({ 'child.yaml': child, 'baseline.yaml': baseline }));
  expect(told).toContain('the id "lottery" a second time');
  expect(told).toMatch(/regions\.united-states\.routes\.lotery\n.*\n.*\n +remedy +did you mean lottery\?/);
});
