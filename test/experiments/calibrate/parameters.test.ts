import { expect, test } from 'vitest';
import type { Prior } from '../../../src/evidence/prior.ts';
import { FreeParameterMistake, freeParameters } from '../../../src/experiments/calibrate/parameters.ts';
import { loadPriors } from '../../../src/runtime/fitting-evidence.ts';
import { loadScenario } from '../../../src/runtime/scenario-files.ts';

const { values } = loadScenario('talentflow:baseline');
const priors = loadPriors();
const parameters = freeParameters(priors, values);
const byId = (id: string) => parameters.find((parameter) => parameter.id === id)!;

test('the free parameters of the baseline are no more than the facts can bear', () => {
  const assumed = parameters.filter(({ isSourced, isAbsorbing }) => !isSourced && !isAbsorbing);
  expect(assumed.length).toBeLessThanOrEqual(11); // fitted figures but F01, which the coverage absorbs
  expect(parameters.filter(({ isAbsorbing }) => isAbsorbing).map(({ paths }) => paths)).toEqual([
    ['observe.coverage'],
  ]);
});

test('a prior sets its numbers: as it is, times a number, relative to another, several at once', () => {
  expect(byId('P18').valuesAt(0.4)).toEqual([0.4]);
  expect(byId('P10').valuesAt(1.5)).toEqual([0.015]);
  const pay = values.find(({ path }) => path === 'sectors.giants.pay')!.value as number;
  expect(byId('P04').valuesAt(-0.2)).toEqual([0.8 * pay]);
  expect(byId('P12').valuesAt(-0.3)).toEqual(Array(6).fill(-0.3));
});

test('quantiles are those of the prior: its middle in the middle, and never beyond its bounds', () => {
  expect(byId('P18').quantile(0.25)).toBeCloseTo(0.3, 12); // uniform from 0.1 to 0.9
  expect(byId('P02').quantile(0.5)).toBeCloseTo(0.123, 9); // lognormal
  expect(byId('P03').quantile(0.5)).toBeCloseTo(0.225, 9); // normal
  expect(byId('P03').quantile((0.8413447 - 0.0062097) / 0.9875807)).toBeCloseTo(0.25, 5); // one sd up, of what 2.5 sd leave
  expect(byId('P12').quantile(1)).toBeCloseTo(0, 12);
  expect(byId('P12').quantile(0)).toBeGreaterThanOrEqual(-1);
});

/** A prior as the first free one, but for what is said. */
const parameterOf = (changes: Partial<Prior>) =>
  freeParameters([{ ...priors.find(({ free }) => free)!, cut: null, ...changes }], values)[0]!;
const ends = (changes: Partial<Prior>) => [0, 0.5, 1].map((share) => parameterOf(changes).quantile(share));
const near = (...expected: number[]) => expected.map((value) => expect.closeTo(value, 6));

test('a cut or bounds end a prior, whose quantiles are then of what is left; else 2.5 standard deviations do', () => {
  const uniform = { distribution: 'uniform', from: 0, to: 1 } as const;
  expect(ends({ distribution: uniform, cut: { from: 0.2, to: 0.6 } })).toEqual(near(0.2, 0.4, 0.6));
  const normal = { distribution: 'normal', mean: 0, sd: 1 } as const;
  expect(ends({ distribution: normal, rangeIs: '1 sd' })).toEqual(near(-2.5, 0, 2.5));
  expect(ends({ distribution: normal, rangeIs: 'bounds', range: { from: -3, to: 3 } })).toEqual(
    near(-3, 0, 3),
  );
  const lognormal = { distribution: 'lognormal', median: 2, 'log-sd': 0.5 } as const;
  expect(ends({ distribution: lognormal, rangeIs: '1 sd' })).toEqual(
    near(2 * Math.exp(-1.25), 2, 2 * Math.exp(1.25)),
  );
});

test('a prior with a source is told from an assumption, and four digits of a value are set', () => {
  expect(parameterOf({ howSure: 'assumption' }).isSourced).toBe(false);
  expect(parameterOf({ howSure: 'read' }).isSourced).toBe(true);
  expect(byId('P18').valuesAt(0.123456)).toEqual([0.1235]);
});

test('a prior about a number that is not there is refused', () => {
  const [one] = priors.filter(({ free }) => free);
  const wrong = { ...one!, targets: [{ path: 'choice.elastic' }] };
  expect(() => freeParameters([wrong], values)).toThrow(FreeParameterMistake);
});
