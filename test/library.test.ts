import { expect, test } from 'vitest';
import { parseScenario, type Read, ScenarioError, simulate } from '../src/index.ts';
import { loadScenario } from '../src/node.ts';

const TEXT = `
name: two-firms
calendar: { start: 2020-01, end: 2020-06 }
people: { looks-per-month: 0.5 }
choice: { elasticity: 4 }
separations: { quit-per-month: 5% }
employers:
  - { id: calm, staff: 60, vacancies: unlimited, pay: 200000 }
  - { id: rich, staff: 60, vacancies: unlimited, pay: 220000 }
`;
const read: Read = (path) => ({ path, text: TEXT });
const { scenario } = parseScenario('two-firms.yaml', { read });

/** As somebody calls who writes JavaScript, without types. */
const parse = parseScenario as unknown as (...all: unknown[]) => unknown;
const run = (...all: unknown[]) => [
  ...(simulate as unknown as (...all: unknown[]) => Iterable<unknown>)(...all),
];

test('two simulations step by step are as each alone, whether or not one is left early', () => {
  const [one, other, left] = ['one', 'other', 'left'].map((seed) => simulate(scenario, { seed }));
  const months: unknown[][] = [[], []];
  for (let month = 0; month < 6; month++) {
    months[0]!.push(one!.next().value);
    months[1]!.push(other!.next().value);
    if (month < 2) left!.next();
    if (month === 2) left!.return();
  }
  expect(months[0]).toEqual(run(scenario, { seed: 'one' }));
  expect(months[1]).toEqual(run(scenario, { seed: 'other' }));
});

test('a scenario changed while it runs changes nothing of that run', () => {
  const own = parseScenario('two-firms.yaml', { read }).scenario;
  const months = simulate(own, { seed: 'one' });
  const first = months.next().value;
  Object.assign(own.choice, { elasticity: 0.001 });
  Object.assign(own.people, { looksPerMonth: 0 });
  expect([first, ...months]).toEqual(run(scenario, { seed: 'one' }));
});

test('a seed that is a number is its text, as in a scenario', () => {
  expect(run(scenario, { seed: 7 })).toEqual(run(scenario, { seed: '7' }));
  expect(run(scenario, { seed: 7, replicate: 2 })).toEqual(run(scenario, { seed: '7', replicate: 2 }));
});

test.each<[string, () => unknown, string]>([
  ['all that parseScenario gives', () => run(parseScenario('two-firms.yaml', { read })), 'needs a scenario'],
  ['nothing', () => run(), 'needs a scenario'],
  ['a seed that is none', () => run(scenario, { seed: { a: 1 } }), 'a text or a number'],
])('simulate of %s says what it needs', (_, call, message) => {
  expect(call).toThrow(TypeError);
  expect(call).toThrow(message);
});

test.each<[string, () => unknown, string]>([
  ['nothing', () => parse(), 'the name of a scenario file'],
  ['a name alone', () => parse('x.yaml'), 'needs `read`'],
  ['a read that gives the text alone', () => parse('x.yaml', { read: () => TEXT }), 'give { path, text }'],
  ['a read that gives nothing', () => parse('x.yaml', { read: () => null }), 'give { path, text }'],
  ['a read that gives a promise', () => parse('x.yaml', { read: async () => read('x', null) }), 'no promise'],
  ['a setting that is no list', () => parse('x.yaml', { read, set: 'scale=0.5' }), 'a list of texts'],
  ['settings as a map', () => parse('x.yaml', { read, set: { scale: 0.5 } }), 'a list of texts'],
])('parseScenario of %s says what it needs', (_, call, message) => {
  expect(call).toThrow(TypeError);
  expect(call).toThrow(message);
});

test('loadScenario says so, too; a mistake of the scenario is another matter', () => {
  expect(() => loadScenario(undefined as unknown as string)).toThrow('the name of a scenario file');
  const set = 'scale=0.01' as unknown as string[];
  expect(() => loadScenario('talentflow:baseline', { set })).toThrow('a list of texts');
  expect(() => parseScenario('x.yaml', { read, set: ['scale=1000'] })).toThrow(ScenarioError);
});
