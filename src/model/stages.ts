import type { Scenario } from '../scenario/scenario.ts';

/** What rounds of funding have done to a founded firm, by the number of rounds so far: 0 … the most a firm can raise. */
export interface Stages {
  readonly count: number;
  /** Multiples of the group's expected equity, of its probability of nothing, of the failure rate and of the firm's staff. */
  readonly equity: Float64Array;
  readonly nothing: Float64Array;
  readonly failure: Float64Array;
  readonly staff: Float64Array;
}

/** One stage, with multiples of 1, where there are no rounds of funding. */
export function stagesOf(scenario: Pick<Scenario, 'fundingRounds'>): Stages {
  const { fundingRounds } = scenario;
  const count = (fundingRounds?.most ?? 0) + 1;
  return {
    count,
    equity: powers(fundingRounds?.equityMultiple ?? 1, count),
    nothing: powers(fundingRounds?.nothingMultiple ?? 1, count),
    failure: powers(fundingRounds?.failureMultiple ?? 1, count),
    staff: powers(fundingRounds?.staffMultiple ?? 1, count),
  };
}

/** 1, m, m·m, … by repeated multiplication, which is the same in every engine. */
function powers(multiple: number, count: number): Float64Array {
  const powers = new Float64Array(count).fill(1);
  for (let stage = 1; stage < count; stage++) powers[stage] = powers[stage - 1]! * multiple;
  return powers;
}
