import { describe, expect, it } from 'vitest';
import { spreadLabels } from '../../src/charts/direct-labels.ts';
import { wrapped } from '../../src/charts/style.ts';
import { timeAxis } from '../../src/charts/time.ts';
import {
  gainedOrLost,
  gainedOrLostPeople,
  number,
  periodName,
  short,
  shortPair,
} from '../../src/charts/words.ts';

it.each([
  [1234567.8, 1, '1,234,567.8'],
  [-14, 0, '−14'],
  [-0.2, 0, '0'],
  [999.6, 0, '1,000'],
])('%d with %d digits reads %s', (value, digits, text) => expect(number(value, digits)).toBe(text));

it.each([
  [0, '0'],
  [0.00312, '0.0031'], // a change of a share or an index of pay: there, and not 0.00
  [-0.0312, '−0.031'],
  [0.0951, '0.10'],
  [0.314, '0.31'],
  [0.951, '1.0'],
  [3.14, '3.1'],
  [9.7, '10'],
  [31.4, '31'],
])('%d in short is %s', (value, text) => expect(short(value)).toBe(text));

it.each([
  [153.6, 'gained 154'],
  [-20.4, 'lost 20'],
  [0.3, 'neither gained nor lost any'],
])('%d: %s', (value, text) => expect(gainedOrLost(value)).toBe(text));

it.each([
  [153.6, 'gained 154 people'],
  [-0.6, 'lost 1 person'],
  [0.3, 'neither gained nor lost any people'],
])('%d: %s', (value, text) => expect(gainedOrLostPeople(value)).toBe(text));

it('names a period', () => expect(periodName({ from: '2019-01', to: '2022-11' })).toBe('Jan 2019–Nov 2022'));

it('names a single month once', () =>
  expect(periodName({ from: '2019-01', to: '2019-01' })).toBe('Jan 2019'));

it('names no label of time that would touch its neighbour', () => {
  // Nine quarters from edge to edge: the outermost labels stay under their ticks.
  const { axis } = timeAxis([2020, 2022], 560) as { axis: object };
  expect(axis).toMatchObject({ labelFlush: false, labelSeparation: 8 });
});

it('breaks lines between words', () => {
  expect(wrapped('one two three four', 9)).toEqual(['one two', 'three', 'four']);
  expect(wrapped('one', 2)).toEqual(['one']);
});

describe('labels at the ends of lines', () => {
  it('stay where they are wanted when there is room', () => {
    expect(spreadLabels([10, 50, 30], 14, 100)).toEqual([10, 50, 30]);
  });

  it('move apart, evenly about where they are wanted', () => {
    expect(spreadLabels([50, 50, 50], 14, 100)).toEqual([36, 50, 64]);
    expect(spreadLabels([52, 48], 14, 100)).toEqual([57, 43]);
  });

  it('never touch and never leave the panel, in whatever order they come', () => {
    for (const wanted of [
      [0, 1, 2, 3, 60],
      [100, 99, 98, 40, 35],
      [50, 1, 51, 2, 49, 3],
    ]) {
      const heights = spreadLabels(wanted, 14, 100);
      const sorted = heights.toSorted((one, other) => one - other);
      for (let label = 1; label < sorted.length; label++)
        expect(sorted[label]! - sorted[label - 1]!).toBeGreaterThan(13.999);
      expect(sorted[0]).toBeGreaterThanOrEqual(0);
      expect(sorted.at(-1)).toBeLessThanOrEqual(100);
    }
  });
});

it.each<[number, number, [string, string]]>([
  [3985.2, 5826.4, ['3,985', '5,826']],
  [1.0021, 1.0034, ['1.002', '1.003']],
  [-84.3, 68.2, ['−84', '68']],
  [0, 0.00031, ['0', '0.00031']],
  [5, 5, ['5.0', '5.0']],
])('%d and %d are told apart', (one, other, told) => {
  expect(shortPair(one, other)).toEqual(told);
});
