import { expect, test } from 'vitest';
import { factsOfPriors } from '../../src/evidence/facts-of-priors.ts';
import { readRivals } from '../../src/evidence/rivals.ts';
import { loadAllPriors, loadFacts } from '../../src/runtime/evidence-files.ts';
import { loadRivals } from '../../src/runtime/rivals-file.ts';
import { ScenarioError } from '../../src/scenario/scenario-error.ts';

const facts = [...loadFacts(), ...factsOfPriors(loadAllPriors())];
const rivals = loadRivals(facts);
const sayOf = (fact: string) =>
  rivals.map(({ figures }) => figures.find((figure) => figure.fact === fact)?.value);

test('the three rivals of F03 are what was stated: last value, line on adverts, half-way back', () => {
  expect(rivals.map(({ id }) => id)).toEqual(['last-value', 'adverts-line', 'half-way']);
  expect(sayOf('F03')).toEqual([-0.08, expect.closeTo(0.07, 2), expect.closeTo(0.46, 9)]);
});

test('every held-out figure with a published value has one, so that means are over the same figures', () => {
  const judged = facts.filter(
    ({ role, value, observation, notScored }) =>
      role === 'held out' && value !== null && observation !== null && notScored === null,
  );
  for (const { id } of judged)
    for (const { figures } of rivals)
      expect(
        figures.map(({ fact }) => fact),
        id,
      ).toContain(id);
});

const read = (text: string) =>
  readRivals({ path: 'rivals.yaml', text }, { facts, series: () => 'month,x\n2020-01,1\n2020-02,3\n' });
const common = (figure: string) =>
  `says: s\nrivals: [{ id: a, title: a, says: s, figures: [] }]\ncommon: [{ fact: F05, why: w, ${figure} }]\n`;

test.each([
  ['is: { divide: [{ add: [F02, 1] }, 2] }', 0.46],
  ['is: { mean-of: { file: s.csv, column: x, from: 2020-01, to: 2020-02 } }', 2],
  ['is: { line: { through: [{ x: 0, y: 1 }, { x: 2, y: 5 }], at: 3 } }', 7],
  ['is: { power: [2, { subtract: [5, 2] }] }', 8],
  ['is: { also: F19 }', 1.6],
])('%s is computed', (figure, value) => {
  expect(read(common(figure))[0]!.figures[0]!.value).toBeCloseTo(value, 9);
});

test.each([
  ['is: F03', 'F03, which is held out'],
  ['is: F99', 'F99, which is no fact or prior'],
  ['is: { mean-of: { file: s.csv, column: y, from: 2020-01, to: 2020-02 } }', 'column y of s.csv'],
  ['is: { mean-of: { file: s.csv, column: x, from: 2030-01, to: 2030-02 } }', 'which it lacks'],
  ['', 'both or neither of `is` and `observation`'],
])('%s is refused, with the place: %s', (figure, told) => {
  expect(() => read(common(figure))).toThrow(ScenarioError);
  try {
    read(common(figure));
  } catch (error) {
    expect((error as ScenarioError).mistakes[0]!.found).toContain(told);
  }
});
