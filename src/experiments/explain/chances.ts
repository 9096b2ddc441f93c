import type { Worth } from '../../model/trace.ts';

/**
 * Chance of each option to be the one liked best, given who was met: logit shares. The month's noise of every option is Gumbel of
 * scale 1 ÷ elasticity, all else of a value is known (the lasting quality of a pair, too): P = e^(η·v) ÷ Σ e^(η·v) over values
 * without that noise. Source: MODEL.md, "What a job is worth"; McFadden 1974.
 * @param thresholds log points added to each value before they are compared; 0 unless told.
 */
export function logitChances(
  worths: readonly Worth[],
  elasticity: number,
  thresholds: readonly number[] = worths.map(() => 0),
): number[] {
  const known = worths.map((worth, at) => elasticity * (knownValue(worth) + thresholds[at]!));
  if (Math.max(...known) === Number.NEGATIVE_INFINITY) return worths.map((_, at) => (at === 0 ? 1 : 0));
  const weights = weightsOf(known);
  const sum = total(weights);
  return weights.map((weight) => weight / sum);
}

/**
 * The same where the present employer would beat jobs elsewhere, by `room` log points at most, but not a firm of one's own: whoever would
 * rather found one than stay is not answered. With weights s of staying, f of the firm, J of all jobs, c = e^(−η·room): the firm is liked
 * best with f ÷ (s + f + J); a job of weight j is taken with j·f ÷ ((s + f)·(s + f + J)), where the firm is better than staying, and with
 * j·s·c ÷ ((s + f)·(s + f + c·J)), where it is not: e^(−η·value) of options are exponential times, and who is first is liked best.
 */
export function chancesWhereAnswered(worths: readonly Worth[], elasticity: number, room: number): number[] {
  const firm = worths.findIndex(({ place }) => place === null);
  if (firm < 0 || knownValue(worths[firm]!) === Number.NEGATIVE_INFINITY)
    return logitChances(
      worths,
      elasticity,
      worths.map((_, at) => (at === 0 ? room : 0)),
    );
  const weights = weightsOf(worths.map((worth) => elasticity * knownValue(worth)));
  const [s, f] = [weights[0]!, weights[firm]!];
  const jobs = total(weights) - s - f;
  const c = Math.exp(-elasticity * room);
  const chances = weights.map((j, at) =>
    at === firm ? f / (s + f + jobs) : (j * (f / (s + f + jobs) + (s * c) / (s + f + c * jobs))) / (s + f),
  );
  return [1 - total(chances.slice(1)), ...chances.slice(1)];
}

function weightsOf(known: readonly number[]): number[] {
  const highest = Math.max(...known);
  return known.map((value) => Math.exp(value - highest));
}

const total = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);

/** Value without the noise that is drawn anew each month, log points. */
export function knownValue({ value, lasting, parts }: Worth): number {
  return value === Number.NEGATIVE_INFINITY ? value : value - (parts.at(-1)! - lasting);
}
