import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { canonicalScenario } from '../../src/scenario/canonical.ts';
import { ScenarioError } from '../../src/scenario/scenario-error.ts';
import { parseFiles, parseText, SMALL } from './texts.ts';

const RICH = `${SMALL}
people: { count: 100, looks-per-month: 0.1, taste: { autonomy: { distribution: normal, mean: 0, sd: 1 } } }
vesting: { cliff: 1 year, interval: 3 }
programmes: [{ id: doctors, graduates: 80 people/year, months: [5, 6] }]
drivers:
  - id: index
    series: { values: { 2020Q1: 1, 2020Q2: 2 } }
    between: linear
    before: { grow: 5% }
    after: hold
    acts-on: [{ path: employers.rich.demand, elasticity: 0.5 }]
timeline:
  - { id: rise, from: 2020-03, path: employers.rich.pay, multiply: 1.1 }
observe: { net-flow-of: firms, marks: [{ month: 2020-02, label: A mark }] }
`;

/** A change of the small market that is right: some employers' numbers, some new employers. */
const change = fc.record(
  {
    people: fc.record(
      { 'looks-per-month': fc.double({ min: 0, max: 1, noNaN: true }) },
      { requiredKeys: [] },
    ),
    employers: fc.uniqueArray(
      fc.record({ id: fc.constantFrom('calm', 'rich'), pay: fc.integer({ min: 1 }), autonomy: fc.integer() }),
      { selector: ({ id }) => id, minLength: 1 },
    ),
    timeline: fc.uniqueArray(fc.record({ id: fc.constantFrom('rise'), multiply: fc.nat(5) }), {
      selector: ({ id }) => id,
      minLength: 1,
    }),
  },
  { requiredKeys: [] },
);
type Change = { [key: string]: unknown; employers?: { id: string }[] };

const childOf = (changed: Change, parent = './parent.yaml') =>
  stringify({ name: 'child', extends: parent, ...changed });
const textOf = (files: Record<string, string>) => canonicalScenario(parseFiles(files).scenario);

test('saying the same change twice changes nothing', () => {
  fc.assert(
    fc.property(change, (changed) => {
      const once = { 'a.yaml': childOf(changed), 'parent.yaml': RICH };
      const twice = {
        'a.yaml': childOf(changed, './b.yaml'),
        'b.yaml': childOf(changed),
        'parent.yaml': RICH,
      };
      expect(textOf(twice)).toBe(textOf(once));
    }),
  );
});

test('the order of items that a child changes does not matter', () => {
  fc.assert(
    fc.property(change, (changed: Change) => {
      const turned = {
        ...changed,
        ...(changed.employers && { employers: [...changed.employers].reverse() }),
      };
      const files = (child: Change) => ({ 'a.yaml': childOf(child), 'parent.yaml': RICH });
      expect(textOf(files(turned))).toBe(textOf(files(changed)));
    }),
  );
});

test('a child without changes is its parent, but for its name', () => {
  const { name, title, ...child } = parseFiles({ 'a.yaml': childOf({}), 'parent.yaml': RICH }).scenario;
  expect([name, title]).toEqual(['child', 'child']);
  expect(parseText(RICH).scenario).toMatchObject(child);
});

/** Either a scenario or a list of mistakes that each say all four things: never another error, never a hang. */
function isScenarioOrMistakes(text: string, set: string[] = []): void {
  try {
    parseText(text, set);
  } catch (failure) {
    if (!(failure instanceof ScenarioError)) throw failure;
    expect(failure.mistakes.length).toBeGreaterThan(0);
    for (const { path, found, expected, remedy } of failure.mistakes) {
      expect([path, found, expected, remedy].every((part) => part !== '')).toBe(true);
      expect(`${found} ${expected} ${remedy}`).not.toMatch(/undefined|NaN|\[object/);
    }
  }
}

/** Every path of a plain value. */
function pathsOf(value: unknown, path: (string | number)[] = []): (string | number)[][] {
  if (typeof value !== 'object' || value === null) return [path];
  return [
    path,
    ...Object.entries(value).flatMap(([key, inner]) =>
      pathsOf(inner, [...path, Array.isArray(value) ? Number(key) : key]),
    ),
  ];
}

const strangeValue = fc.oneof(
  fc.constantFrom(
    null,
    true,
    '',
    'off',
    'hold',
    'rich',
    '5%',
    '1 year',
    '2020-02',
    '2020Q5',
    '-1 USD',
    'employers.rich.pay',
    '*a',
    '<<',
  ),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.string({ maxLength: 12 }),
  fc.jsonValue({ maxDepth: 2 }),
  fc.constantFrom(
    { off: true },
    { value: 5 },
    { source: 'x' },
    { distribution: 'normal' },
    { grow: 1 },
    [{ id: 'rich' }],
    [[]],
  ),
);

test('any value put anywhere gives a scenario or mistakes', () => {
  const whole = parse(RICH);
  const paths = pathsOf(whole).filter((path) => path.length > 0);
  const spot = fc.record({
    path: fc.constantFrom(...paths),
    value: strangeValue,
    key: fc.option(fc.constantFrom('off', 'source', 'value', 'x', 'count'), { freq: 3 }),
  });
  fc.assert(
    fc.property(fc.array(spot, { minLength: 1, maxLength: 4 }), (spots) => {
      const changed = structuredClone(whole);
      for (const { path, value, key } of spots) {
        let inside = changed;
        for (const segment of path.slice(0, -1)) inside = inside?.[segment];
        const last = path[path.length - 1]!;
        if (typeof inside !== 'object' || inside === null) continue;
        if (key !== null && typeof inside[last] === 'object' && inside[last] !== null)
          inside[last][key] = structuredClone(value); // a later spot may lie inside it
        else inside[last] = structuredClone(value);
      }
      isScenarioOrMistakes(stringify(changed));
    }),
    { numRuns: 500 },
  );
});

test('any text cut, doubled or with a character changed gives a scenario or mistakes', () => {
  const edit = fc.record({
    at: fc.nat(RICH.length),
    remove: fc.nat(20),
    insert: fc.oneof(
      fc.string({ maxLength: 6 }),
      fc.constantFrom('[', '{', '}', ': ', '\n', '- ', '&a ', '*a', '!!set ', '|\n', '"', '#', '%'),
    ),
  });
  fc.assert(
    fc.property(fc.array(edit, { minLength: 1, maxLength: 4 }), (edits) => {
      let text = RICH;
      for (const { at, remove, insert } of edits) text = text.slice(0, at) + insert + text.slice(at + remove);
      isScenarioOrMistakes(text);
    }),
    { numRuns: 500 },
  );
});

test('any setting gives a scenario or mistakes', () => {
  const paths = parseText(RICH).values.map(({ path }) => path);
  const setting = fc.oneof(
    fc
      .tuple(
        fc.constantFrom(...paths),
        fc.oneof(
          strangeValue.map((value) => JSON.stringify(value)),
          fc.string({ maxLength: 9 }),
        ),
      )
      .map(([path, value]) => `${path}=${value}`),
    fc.string({ maxLength: 30 }),
    fc.constantFrom(...paths).chain((path) => fc.string({ maxLength: 5 }).map((more) => `${path}.${more}=1`)),
  );
  fc.assert(
    fc.property(fc.array(setting, { minLength: 1, maxLength: 3 }), (settings) =>
      isScenarioOrMistakes(RICH, settings),
    ),
    { numRuns: 500 },
  );
});
