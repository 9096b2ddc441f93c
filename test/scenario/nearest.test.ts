import { expect, test } from 'vitest';
import { nearestWord } from '../../src/scenario/nearest.ts';

const options = ['set', 'seed', 'scale', 'until', 'looks-per-month'];

test.each([
  ['sede', 'seed'], // two letters swapped are one slip; set is two away
  ['ste', 'set'],
  ['scael', 'scale'],
  ['untill', 'until'],
  ['looksPerMonth', 'looks-per-month'],
  ['looks_per_mnoth', 'looks-per-month'],
  ['wages', undefined],
  ['', undefined],
])('%s means %s', (word, meant) => {
  expect(nearestWord(word, options)).toBe(meant);
});
