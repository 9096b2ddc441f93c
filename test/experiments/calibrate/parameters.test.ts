import { expect, test } from 'vitest';
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

test('a prior about a number that is not there is refused', () => {
  const [one] = priors.filter(({ free }) => free);
  const wrong = { ...one!, targets: [{ path: 'choice.elastic' }] };
  expect(() => freeParameters([wrong], values)).toThrow(FreeParameterMistake);
});
