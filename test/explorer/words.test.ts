import { expect, test } from 'vitest';
import { differenceText, leverText, outcomeText, stageText } from '../../src/explorer/words.ts';

test.each([
  ['US$/year', 1000, 225_000, 'US$225,000/year'],
  ['share', 0.01, 0.5, '50%'],
  ['share', 0.005, 0.125, '12.5%'],
  ['people a year', 10, 1250, '1,250 people a year'],
  ['people a year', 10, 1250.5, '1,250.5 people a year'],
  ['a share per 1,000 laid off', 0.01, 0.09, '0.09 a share per 1,000 laid off'],
])('a lever of %s in steps of %d at %d reads %s', (unit, step, value, text) => {
  expect(leverText({ unit, step }, value)).toBe(text);
});

test.each([
  ['people', 12_345.6, '12,346'],
  ['people', 99.94, '99.9'],
  ['people', -5, '−5.0'],
  ['ratio', 0.12345, '0.123'],
  ['people', Number.NaN, '–'],
])('an outcome in %s of %d reads %s', (unit, value, text) => {
  expect(outcomeText(unit, value)).toBe(text);
});

test.each([
  ['people', 12, '+12.0'],
  ['people', -3.14, '−3.1'],
  ['people', 0.04, '±0'],
  ['people', -0.04, '±0'],
  ['share', 0.0004, '±0'],
  ['share', 0.04, '+0.040'],
  ['people', Number.NaN, '–'],
])('a difference in %s of %d reads %s', (unit, difference, text) => {
  expect(differenceText(unit, difference)).toBe(text);
});

test.each([
  ['sketch', 0.004, 'Sketch: 1 person in 250'],
  ['tenth', 0.1, 'A tenth of full size: 1 person in 10'],
  ['full', 1, 'Full size: one simulated person a person'],
] as const)('the stage %s at a scale of %d reads %s', (stage, scale, text) => {
  expect(stageText(stage, scale)).toBe(text);
});
