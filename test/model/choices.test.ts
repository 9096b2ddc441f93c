import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { pullOf } from '../../src/model/choices.ts';
import { type ChoiceRow, KNOWN_MOTIVES } from '../../src/model/records.ts';
import { simulate } from '../../src/model/simulation.ts';
import { constant, employer, plainMarket } from '../support/plain-market.ts';
import { expectBinomial } from '../support/statistics.ts';

const η = 4.1;
const logit = (gain: number) => 1 / (1 + Math.exp(-η * gain));

describe('what the jobs met do to the probability of leaving', () => {
  test('of one job that pays 0.1 log points more and costs 0.3 to move to: in proportion to the two', () => {
    const { answers, motives } = pullOf(Float64Array.of(0.1, 0, 0, 0, 0, -0.3), η);
    const [pay, , , , , cost] = motives;
    expect(answers).toBe(0.5);
    expect(pay! + cost!).toBeCloseTo(logit(-0.2) - 0.5, 12);
    expect(cost! / pay!).toBeCloseTo(-3, 12);
  });

  test('nothing, when nothing was met; chance alone, when every job is worth what staying is', () => {
    expect(pullOf(new Float64Array(0), η)).toEqual({ answers: 0, motives: new Float64Array(6) });
    expect(pullOf(new Float64Array(18), η)).toEqual({ answers: 0.75, motives: new Float64Array(6) });
  });

  test('of any jobs adds up to the logit’s probability, and no motive counts that differs nowhere', () => {
    const gain = fc.double({ min: -3, max: 3, noNaN: true });
    const job = fc.tuple(gain, fc.constant(0), gain, gain, gain, gain);
    fc.assert(
      fc.property(fc.array(job, { minLength: 1, maxLength: 6 }), (jobs) => {
        const { answers, motives } = pullOf(Float64Array.from(jobs.flat()), η);
        const odds = jobs.map((parts) => Math.exp(η * parts.reduce((sum, part) => sum + part, 0)));
        const leaves = 1 - 1 / (1 + odds.reduce((sum, one) => sum + one, 0));
        expect(motives.reduce((sum, part) => sum + part, answers)).toBeCloseTo(leaves, 9);
        expect(motives[1]).toBe(0);
      }),
    );
  });

  test('stays finite where one job is worth e^1000 times another', () => {
    const { answers, motives } = pullOf(Float64Array.of(1000, 0, 0, 0, 0, 0), 7);
    expect(answers + motives[0]!).toBeCloseTo(1, 6);
  });
});

describe('counted in a market where everybody meets one other employer', () => {
  const PEOPLE = 20_000;
  const choicesWith = (pay: number, netFlowOf: string | null = null): ChoiceRow[] => {
    const scenario = plainMarket([
      employer('here', { staff: constant(PEOPLE) }),
      employer('there', { sector: 'other', attributes: { pay } }),
    ]);
    const [record] = simulate({ ...scenario, observe: { ...scenario.observe, netFlowOf } });
    return [...record!.choices];
  };

  test('only pay differs: the motive is pay’s, and chance makes of it what the logit says', () => {
    const [row, ...others] = choicesWith(220_000);
    const expected = logit(Math.log(1.1));
    expect(others).toEqual([]);
    expect(row).toMatchObject({ unit: 'here', looked: PEOPLE, met: PEOPLE, microAnswers: PEOPLE * 500_000 });
    expect(row!.microParts.pay / 1e6).toBeCloseTo(PEOPLE * (expected - 0.5), 1);
    for (const motive of KNOWN_MOTIVES.slice(1)) expect(row!.microParts[motive], motive).toBe(0);
    expectBinomial(row!.wouldLeave, PEOPLE, expected, 'people who would leave');
  });

  test('at the observed sector’s employers alone, where one is observed', () => {
    expect(choicesWith(220_000, 'other')).toEqual([]);
    expect(choicesWith(220_000, 'firm')).toHaveLength(1);
  });
});
