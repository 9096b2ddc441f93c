import { expect, test } from 'vitest';
import type { Prior } from '../../../src/evidence/prior.ts';
import { nearer, targetsBeside } from '../../../src/experiments/calibrate/targets.ts';
import { factOf } from '../../support/facts.ts';

const absorbing = (absorbs: string, free: boolean) => ({ absorbs, free }) as Prior;

test('a target is a fact with a number and a tolerance that a run can show; one that a free parameter absorbs is no evidence', () => {
  const facts = [
    factOf({ id: 'F70' }),
    factOf({ id: 'F71', tolerance: { kind: 'interval', from: 4, to: 11, why: '' } }),
    factOf({ id: 'F72', value: null }),
    factOf({ id: 'F73', notScored: 'another sample' }),
    factOf({ id: 'F74', observation: null }),
    factOf({ id: 'F75', tolerance: null }),
  ];
  const targets = targetsBeside(facts, [absorbing('F71', true), absorbing('F70', false)]);
  expect(targets.map(({ id, tolerance, isEvidence }) => [id, tolerance, isEvidence])).toEqual([
    ['F70', { from: 8, to: 12 }, true],
    ['F71', { from: 4, to: 11 }, false],
  ]);
});

test('a figure beyond eight half-widths of the tolerance is taken to be eight away: no run pulls an emulator apart', () => {
  const [target] = targetsBeside([factOf()], []);
  expect([-1000, -6, 0, 26, 1000].map((figure) => nearer(target!, figure))).toEqual([-6, -6, 0, 26, 26]);
});
