import { describe, expect, test } from 'vitest';
import { stopsOfLever, valueOfLever } from '../../src/explorer/levers.ts';
import { OWN_FILE, startingText, worldReader } from '../../src/explorer/world.ts';
import { withLever } from '../../src/explorer/yaml-edit.ts';
import { type KnownTrees, parseScenario } from '../../src/scenario/parse.ts';
import { worldOfFiles } from '../support/world.ts';

const world = worldOfFiles();
const { levers } = world;
const known: KnownTrees = new Map();
const parse = (text: string) => parseScenario(OWN_FILE, { read: worldReader(world, text), known });
const empty = startingText(world, 'baseline');
const baseline = parse(empty);

test('there are ten levers, each with a name of its own', () => {
  expect(levers).toHaveLength(10);
  expect(new Set(levers.map(({ id }) => id)).size).toBe(10);
});

describe.each(levers)('$id', (lever) => {
  test('stands inside its range in the baseline', () => {
    const value = valueOfLever(lever, baseline.values);
    expect(value).toBeGreaterThanOrEqual(lever.from);
    expect(value).toBeLessThanOrEqual(lever.to);
  });

  test.each(['from', 'to'] as const)(
    'written at its end, `%s`, it is read back from there and nothing else changes',
    (end) => {
      const text = withLever(empty, lever, lever[end])!;
      const changed = parse(text);
      expect(valueOfLever(lever, changed.values)).toBe(lever[end]);
      const attribute = /^sectors\.giants(\..*)/.exec(lever.path)?.[1];
      const isInherited = (path: string) =>
        attribute !== undefined && /^employers\.\w+/.test(path) && path.endsWith(attribute);
      const before = new Map(baseline.values.map(({ path, value }) => [path, value]));
      const differing = changed.values
        .filter(({ path, value }) => before.get(path) !== value)
        .map(({ path }) => path);
      const isItsOwn = (path: string) =>
        path === lever.path || path.startsWith(lever.path.replace(/\[0\].*/, '[')) || isInherited(path);
      expect(
        differing.filter((path) => !isItsOwn(path) && !['name', 'title', 'description'].includes(path)),
      ).toEqual([]);
    },
  );

  test('taken out again, the text is the baseline’s', () => {
    expect(withLever(withLever(empty, lever, lever.to)!, lever, null)).toBe(empty);
  });
});

test('a word stands for the last value of its series', () => {
  const funding = levers.find(({ id }) => id === 'funding')!;
  const [header, ...rows] = world.series['evidence/series/ai_venture_funding_quarterly.csv']!.split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => line.split(','));
  const column = header!.indexOf('funding_2024q1');
  expect(funding.word!.hold).toBe(Number(rows.findLast((row) => row[column] !== '')![column]));
});

test('levers of a list with several effects keep them all', () => {
  const adverts = levers.find(({ id }) => id === 'adverts')!;
  const changed = parse(withLever(empty, adverts, 0.5)!);
  const effects = (of: typeof baseline) =>
    of.values
      .filter(({ path }) => /^drivers\.ai-adverts\.acts-on.*path$/.test(path))
      .map(({ value }) => value);
  expect(effects(changed)).toEqual(effects(baseline));
});

test('comments and other keys of a text stay where they are', () => {
  const text =
    '# mine\nname: a\nextends: talentflow:baseline # why\nsectors:\n  - { id: giants, autonomy: 1 } # kept\n';
  const pay = levers.find(({ id }) => id === 'giants-pay')!;
  expect(withLever(text, pay, 250_000)).toBe(
    '# mine\nname: a\nextends: talentflow:baseline # why\nsectors:\n  - { id: giants, autonomy: 1, pay: 250000 } # kept\n',
  );
});

test('long lines of a text stay whole', () => {
  const text = `description: ${'so many words '.repeat(20)}end\nextends: talentflow:baseline\n`;
  expect(withLever(text, levers[0]!, levers[0]!.to)).toContain(text);
});

test.each(['', '# nothing yet\n'])('a lever can be moved in a text that says nothing: %j', (text) => {
  const [lever] = levers;
  expect(
    valueOfLever(
      lever!,
      parse(`${withLever(text, lever!, lever!.to)}\nname: a\nextends: talentflow:baseline\n`).values,
    ),
  ).toBe(lever!.to);
});

test('a text that is no sound YAML is left to its author', () => {
  expect(withLever('name: [', levers[0]!, 50_000)).toBeNull();
});

test('stops hold the range, in order, and the values that must be reached exactly', () => {
  const lever = { ...levers[0]!, from: 0, to: 1, step: 0.1 };
  expect(stopsOfLever(lever, [0.25, 0.3])).toEqual([0, 0.1, 0.2, 0.25, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1]);
});
