import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  type Posterior,
  PosteriorMistake,
  posteriorText,
  readPosterior,
  setOfReplicate,
  settingsOf,
} from '../../src/experiments/posterior.ts';

const TEXT = `# made by a test
set,weight,choice.elasticity,founding.rate
0,0.5,4.1,0.03
1,0.25,5,0.02
2,0.25,6,-1e-3
`;
const posterior = readPosterior(TEXT, 'posterior.csv');

test('a posterior is read as it was written', () => {
  expect(posterior.paths).toEqual(['choice.elasticity', 'founding.rate']);
  expect(posterior.sets[2]).toEqual({ set: 2, weight: 0.25, values: [6, -0.001] });
  expect(posteriorText(posterior, ['made by a test'])).toBe(TEXT.replace('-1e-3', '-0.001'));
});

test('whatever is written is read back to the bit', () => {
  const number = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0); // no −0
  const law = fc.property(fc.array(number, { minLength: 1, maxLength: 20 }), (values) => {
    const sets = values.map((value, set) => ({ set, weight: set === 0 ? 1 : 0, values: [value] }));
    const written: Posterior = { paths: ['a.b'], sets };
    expect(readPosterior(posteriorText(written, []), 'x')).toEqual(written);
  });
  fc.assert(law);
});

test.each([
  ['', 'posterior.csv:1', 'nothing'],
  ['set,weight\n0,1\n', 'posterior.csv:1', 'set,weight'],
  ['set,weight,a,a\n0,1,1,2\n', 'posterior.csv:1', 'set,weight,a,a'],
  ['set,weight,a\n0,1\n', 'posterior.csv:2', '2 cells'],
  ['set,weight,a\n0,1,\n', 'posterior.csv:2', '""'],
  ['# note\nset,weight,a\n0,1,x\n', 'posterior.csv:3', '"x"'],
  ['set,weight,a\n0,0.5,1\n1,0.4,2\n', 'posterior.csv', 'weights that sum to 0.9'],
  ['set,weight,a\n0,0.5,1\n0,0.5,2\n', 'posterior.csv', 'a number of a set twice'],
  ['set,weight,a\n0,1.5,1\n1,-0.5,2\n', 'posterior.csv:3', '1,-0.5'],
])('a mistake in %j is told with its place', (text, place, found) => {
  const mistake = (() => {
    try {
      return readPosterior(text, 'posterior.csv');
    } catch (error) {
      return error;
    }
  })();
  expect(mistake).toBeInstanceOf(PosteriorMistake);
  expect(mistake).toMatchObject({ message: place, found });
});

test('sets are drawn by weight: over replicates nearly exactly, over seeds fairly', () => {
  const counts = (draws: readonly number[]) =>
    [0, 1, 2].map((set) => draws.filter((one) => one === set).length);
  const ofSeed = Array.from({ length: 100 }, (_, replicate) => setOfReplicate(posterior, 's', replicate).set);
  for (const [set, count] of counts(ofSeed).entries())
    expect(Math.abs(count - 100 * posterior.sets[set]!.weight)).toBeLessThanOrEqual(3);
  const ofSeeds = Array.from({ length: 4000 }, (_, seed) => setOfReplicate(posterior, String(seed), 7).set);
  // 5 standard errors of a share of a half: fails by chance less than once in a million.
  expect(Math.abs(counts(ofSeeds)[0]! / 4000 - 0.5)).toBeLessThan(5 * Math.sqrt(0.25 / 4000));
});

test('a draw is the same each time, and a set without weight is never drawn', () => {
  expect(setOfReplicate(posterior, 's', 3)).toEqual(setOfReplicate(posterior, 's', 3));
  const [best, ...others] = posterior.sets;
  const withoutBest = {
    ...posterior,
    sets: [{ ...best!, weight: 0 }, ...others.map((set) => ({ ...set, weight: 0.5 }))],
  };
  for (let replicate = 0; replicate < 50; replicate++)
    expect(setOfReplicate(withoutBest, 's', replicate).set).not.toBe(0);
});

test('only what is still the baseline’s own is set', () => {
  expect(settingsOf(posterior, posterior.sets[1]!, (path) => path === 'founding.rate')).toEqual([
    'founding.rate=0.02',
  ]);
});
