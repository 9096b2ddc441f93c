import { exp } from '../maths/exp.ts';
import { log } from '../maths/log.ts';

/** Five-point Gauss–Hermite rule for a standard normal: exact for polynomials up to degree nine. */
const NODES = [-2.8569700138728056, -1.355626179974266, 0, 1.355626179974266, 2.8569700138728056];
const WEIGHTS = [
  0.011257411327720689, 0.22207592200561263, 0.5333333333333333, 0.22207592200561263, 0.011257411327720689,
];
export const LOTTERY_POINTS = NODES.length;

/**
 * Outcomes of one unit of expected equity when it is worth something: lognormal, divided by the chance of that, scaled
 * so that the rule's own mean is exactly the expected value.
 * @param equitySd standard deviation of log equity, ≥ 0. @param nothing probability of nothing, 0 ≤ … < 1.
 * @param outcomes receives LOTTERY_POINTS ratios to the expected value, from `offset` on.
 */
export function lotteryOutcomes(
  equitySd: number,
  nothing: number,
  outcomes: Float64Array,
  offset: number,
): void {
  let mean = 0;
  for (let point = 0; point < LOTTERY_POINTS; point++) {
    const outcome = exp(equitySd * NODES[point]!);
    outcomes[offset + point] = outcome;
    mean += WEIGHTS[point]! * outcome;
  }
  for (let point = 0; point < LOTTERY_POINTS; point++) outcomes[offset + point]! /= mean * (1 - nothing);
}

/**
 * ln(certainty equivalent of pay plus risky equity) − ln(pay), for one person.
 * Utility is CRRA over pay plus the year's equity, so the gain depends on their ratio only.
 * @param equityShare believed expected equity a year ÷ pay a year, ≥ 0.
 * @param nothing probability that the equity is worth nothing. @param outcomes from `lotteryOutcomes`, at `offset`.
 * @param riskAversion relative (CRRA), ≥ 0; 1 is log utility.
 * @returns log points of pay, between 0 and ln(1 + equityShare). Source: MODEL.md, "What a job is worth".
 */
export function certaintyEquivalentGain(
  equityShare: number,
  nothing: number,
  outcomes: Float64Array,
  offset: number,
  riskAversion: number,
): number {
  if (equityShare <= 0) return 0;
  if (riskAversion === 0) return log(1 + equityShare);
  const power = 1 - riskAversion;
  let expected = 0;
  if (riskAversion === 1) {
    for (let point = 0; point < LOTTERY_POINTS; point++) {
      expected += WEIGHTS[point]! * log(1 + equityShare * outcomes[offset + point]!);
    }
    return (1 - nothing) * expected;
  }
  for (let point = 0; point < LOTTERY_POINTS; point++) {
    expected += WEIGHTS[point]! * exp(power * log(1 + equityShare * outcomes[offset + point]!));
  }
  return log(nothing + (1 - nothing) * expected) / power;
}
