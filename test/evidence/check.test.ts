import { describe, expect, it } from 'vitest';
import { isFailure, tallies, worstFirst } from '../../src/evidence/check.ts';
import { factsOfPriors } from '../../src/evidence/facts-of-priors.ts';
import { simulatedText, toleratedText } from '../../src/evidence/words.ts';
import { loadAllPriors, loadFacts } from '../../src/runtime/evidence-files.ts';
import { checked, factOf, POSITIVE } from '../support/facts.ts';

describe('a number', () => {
  it('is inside when the median is; the distance is in half-widths of the tolerance, 1 at its edge', () => {
    expect(checked([9, 10, 11])).toMatchObject({
      verdict: 'inside',
      simulated: 10,
      distance: 0,
      holds: true,
    });
    expect(checked([12])).toMatchObject({ verdict: 'inside', distance: 1, holds: null, width: null });
    expect(checked([13])).toMatchObject({
      verdict: 'outside',
      distance: 1.5,
      tolerance: { from: 8, to: 12 },
    });
    expect(checked([10, 10]).holds).toBe(true); // both ends included
    expect(checked([4, 5, 6])).toMatchObject({ verdict: 'outside', distance: -2.5, holds: false });
  });

  it('is measured from the middle of an interval, wherever the published value lies in it', () => {
    const changes = { value: -0.08, tolerance: { kind: 'interval', from: -0.25, to: 0, why: '' } } as const;
    expect(checked([-0.25], changes).distance).toBeCloseTo(-1, 12);
    expect(checked([-0.125], changes).distance).toBeCloseTo(0, 12);
    expect(checked([0.125], changes)).toMatchObject({ verdict: 'outside', distance: 2 });
  });

  it('is uninformative, and no pass, when the interval is more than twice as wide as the tolerance', () => {
    const around = (middle: number, half: number) => [middle - half, middle, middle + half];
    // 5% and 95% of three runs lie a tenth of the way from the ends: 1.8 halves apart, over a tolerance 4 wide.
    expect(checked(around(10, 4.4))).toMatchObject({ verdict: 'inside', width: expect.closeTo(1.98, 9) });
    expect(checked(around(10, 4.5))).toMatchObject({ verdict: 'uninformative', inside: true });
    expect(checked(around(13, 4.5))).toMatchObject({ verdict: 'outside' });
  });

  it('is not answered when one run cannot say, and tells why; never taken for zero', () => {
    const told = { verdict: 'not answered', simulated: null, inside: null, distance: null, why: 'no visas' };
    expect(checked([10, 'no visas'])).toMatchObject(told);
    expect(isFailure(checked(['no visas']))).toBe(false);
  });
});

describe('a sign or an order', () => {
  it('is inside when enough runs have it, however small', () => {
    expect(checked([...Array(9).fill(0.01), -5], { tolerance: POSITIVE, value: null })).toMatchObject({
      kind: 'sign',
      verdict: 'inside',
      agree: 0.9,
      needed: 0.9,
      distance: null,
    });
    expect(checked([...Array(8).fill(90), -1, 0], { tolerance: POSITIVE })).toMatchObject({
      verdict: 'outside',
      agree: 0.8,
    });
  });

  it('is never uninformative', () => {
    expect(checked([1, 1e9], { tolerance: POSITIVE }).verdict).toBe('inside');
  });

  it('counts a number that belongs to it apart', () => {
    expect(checked([10], { isApart: true, role: 'held out' })).toMatchObject({
      kind: 'sign',
      verdict: 'inside',
    });
  });
});

describe('roles', () => {
  it('only a fitted fact outside is a failure', () => {
    expect(isFailure(checked([99]))).toBe(true);
    for (const role of ['held out', 'input', 'prior'] as const)
      expect(isFailure(checked([99], { role })), role).toBe(false);
    expect(isFailure(checked([11]))).toBe(false);
  });

  it('an input that the scenario gives is reproduced by construction', () => {
    const driver = { measure: 'driver', driver: 'adverts', month: '2022-03' } as const;
    expect(checked([10, 10], { role: 'input', observation: driver })).toMatchObject({
      kind: 'input',
      isByConstruction: true,
      verdict: 'inside',
    });
    expect(checked([10], { role: 'input' }).isByConstruction).toBe(false);
  });

  it('a note and a report are not judged', () => {
    const note = { observation: null, tolerance: null, notObserved: 'one letter' };
    expect(checked(['one letter'], note)).toMatchObject({
      kind: 'note',
      verdict: 'not judged',
      why: 'one letter',
    });
    expect(checked([99], { notScored: 'another sample' })).toMatchObject({
      kind: 'report',
      verdict: 'not judged',
      simulated: 99,
    });
  });
});

it('the worst comes first in each role, fitted first, signs after numbers', () => {
  const facts = [
    checked([10], { id: 'F70', role: 'input' }),
    checked([-1], { id: 'F71', role: 'held out', tolerance: POSITIVE }),
    checked([10], { id: 'F72', role: 'held out' }),
    checked([10.5], { id: 'F73' }),
    checked([13], { id: 'F74' }),
    checked([3], { id: 'F75' }),
    checked(['no visas'], { id: 'F76' }),
  ];
  expect(worstFirst(facts).map(({ id }) => id)).toEqual(['F75', 'F74', 'F76', 'F73', 'F72', 'F71', 'F70']);
  expect(tallies(facts)).toMatchObject([
    { role: 'fitted', kind: 'number', counts: { inside: 1, outside: 2, 'not answered': 1 } },
    { role: 'held out', kind: 'number', counts: { inside: 1, outside: 0 } },
    { role: 'held out', kind: 'sign', counts: { outside: 1 } },
    { role: 'input', kind: 'number', counts: { inside: 1 } },
  ]);
});

it('priors about outcomes are checked as facts are, within their range; what is held out stays so', () => {
  const facts = factsOfPriors(loadAllPriors());
  expect(facts.find(({ id }) => id === 'P10')).toMatchObject({
    role: 'prior',
    tolerance: { kind: 'interval', from: 0.9, to: 1.7 },
  });
  expect(facts.filter(({ role }) => role === 'held out').map(({ id }) => id)).toEqual([
    'P09.anthropic',
    'P09.deepmind',
    'P09.meta',
    'P09.openai',
  ]);
  const ids = new Set([...loadFacts(), ...facts].map(({ id }) => id));
  expect(ids.has(factOf().id)).toBe(false);
});

it('a sign or order is told by the share of runs that have it, wherever a check is told', () => {
  const sign = checked([1, -1], { role: 'held out', tolerance: POSITIVE });
  const figure = checked([9, 10, 11]);
  expect([sign, figure].map((fact) => [simulatedText(fact), toleratedText(fact)])).toEqual([
    ['50% of runs', '≥ 90% of runs'],
    ['10', '8 to 12'],
  ]);
});
