import { mean, sampleCorrelation, sampleStandardDeviation } from 'simple-statistics';
import { interval90 } from '../evidence/centre-and-interval.ts';
import { interaction, roundedToTheirSum, shapley } from './shapley.ts';

/** Values are told in millionths of their unit, so that parts add up to the last digit told. */
const MICRO = 1_000_000;

/** A part of a change, over parameter sets. */
export interface PartOfChange {
  readonly id: string;
  readonly label: string;
  /** Mean over the sets; the means of all parts add up to the whole change, to the last digit. */
  readonly mean: number;
  /** Standard error of that mean, from chance and parameters; null of one set. */
  readonly monteCarloError: number | null;
  /** 90% of the sets. */
  readonly low: number;
  readonly high: number;
  /** Share of the sets with the sign of the mean. */
  readonly sameSign: number;
  /** Set by set; these add up as well. */
  readonly bySet: readonly number[];
}

/** How two causes hang together, over parameter sets. */
export interface PairOfCauses {
  readonly one: string;
  readonly other: string;
  /** What both together add beyond what each adds alone (Shapley interaction index): mean and 90% of the sets. */
  readonly interaction: number;
  readonly low: number;
  readonly high: number;
  /** Of their parts, across the sets; null of few sets, or where a part is always the same. */
  readonly correlation: number | null;
  /** They need or hinder each other so much that neither's part is its own. */
  readonly actTogether: boolean;
  /** What parameters and chance give to one they take from the other. */
  readonly trade: boolean;
  /** In more than one set of ten the smaller part is the larger: which is the larger is not known. */
  readonly orderUnknown: boolean;
}

export interface Decomposition {
  readonly whole: PartOfChange;
  /** What is left when all causes are off, then one part a cause. */
  readonly parts: readonly PartOfChange[];
  readonly pairs: readonly PairOfCauses[];
}

/** Fewer sets say nothing of how causes hang together: two or three agree by chance. */
export const LEAST_SETS = 10;
/** Of two parts across sets: half of the one's variance is then the other's. */
const TRADE = -0.7;

/**
 * Splits a change among its causes.
 * @param changes by set, then by coalition: bit c of its position says that cause c is on.
 */
export function decompose(
  causes: readonly { readonly id: string; readonly label: string }[],
  rest: { readonly id: string; readonly label: string },
  changes: readonly (readonly number[])[],
): Decomposition {
  const shares = changes.map((ofSet) => shapley(ofSet.map(inMicro), causes.length));
  const { denominator } = shares[0]!;
  const numerators = shares.map((share, set) => [
    inMicro(changes[set]![0]!) * denominator,
    ...share.numerators,
  ]);
  const { whole, parts } = partsOfChange([rest, ...causes], numerators, denominator);
  return { whole, parts, pairs: pairsOf(causes, parts.slice(1), changes) };
}

/**
 * Parts over sets, with their sum.
 * @param numerators by set, then by part: millionths × denominator.
 */
export function partsOfChange(
  names: readonly { readonly id: string; readonly label: string }[],
  numerators: readonly (readonly bigint[])[],
  denominator: bigint,
): { whole: PartOfChange; parts: PartOfChange[] } {
  const bySet = numerators.map((ofSet) => roundedToTheirSum(ofSet, denominator).map(Number));
  const sums = names.map((_, part) => numerators.reduce((sum, ofSet) => sum + ofSet[part]!, 0n));
  const means = roundedToTheirSum(sums, denominator * BigInt(numerators.length)).map(Number);
  const parts = names.map(({ id, label }, part) =>
    partOf(
      id,
      label,
      means[part]!,
      bySet.map((ofSet) => ofSet[part]!),
    ),
  );
  const add = (micro: readonly number[]) => micro.reduce((sum, one) => sum + one, 0);
  return { whole: partOf('whole', 'the whole change', add(means), bySet.map(add)), parts };
}

/** @param microMean @param microBySet millionths. */
function partOf(id: string, label: string, microMean: number, microBySet: readonly number[]): PartOfChange {
  const bySet = microBySet.map((micro) => micro / MICRO);
  return {
    id,
    label,
    mean: microMean / MICRO,
    monteCarloError: bySet.length < 2 ? null : sampleStandardDeviation(bySet) / Math.sqrt(bySet.length),
    ...interval90(bySet),
    sameSign: bySet.filter((one) => Math.sign(one) === Math.sign(microMean)).length / bySet.length,
    bySet,
  };
}

const inMicro = (value: number): bigint => BigInt(Math.round(value * MICRO));

function pairsOf(
  causes: readonly { readonly id: string }[],
  parts: readonly PartOfChange[],
  changes: readonly (readonly number[])[],
): PairOfCauses[] {
  return causes.flatMap(({ id: one }, at) =>
    causes.slice(at + 1).map(({ id: other }, further) => {
      const place = at + 1 + further;
      const bySet = changes.map((ofSet) => interaction(ofSet, causes.length, at, place));
      return { one, other, ...howTheyHang(parts[at]!, parts[place]!, bySet) };
    }),
  );
}

function howTheyHang(
  one: PartOfChange,
  other: PartOfChange,
  interactions: readonly number[],
): Omit<PairOfCauses, 'one' | 'other'> {
  const ofBoth = mean([...interactions]);
  const sets = interactions.length;
  const isEnough = sets >= LEAST_SETS;
  const error =
    sets < 2 ? Number.POSITIVE_INFINITY : sampleStandardDeviation([...interactions]) / Math.sqrt(sets);
  const smaller = Math.min(Math.abs(one.mean), Math.abs(other.mean));
  const correlation = correlationOf(one.bySet, other.bySet);
  const isOneLarger = Math.abs(one.mean) >= Math.abs(other.mean);
  const swapped = one.bySet.filter(
    (value, set) => Math.abs(value) >= Math.abs(other.bySet[set]!) !== isOneLarger,
  ).length;
  return {
    interaction: ofBoth,
    ...interval90(interactions),
    correlation,
    actTogether: isEnough && Math.abs(ofBoth) > smaller / 2 && Math.abs(ofBoth) > 2 * error,
    trade: correlation !== null && correlation <= TRADE,
    orderUnknown: isEnough && swapped > sets / 10,
  };
}

function correlationOf(one: readonly number[], other: readonly number[]): number | null {
  if (one.length < LEAST_SETS) return null;
  const correlation = sampleCorrelation([...one], [...other]);
  return Number.isFinite(correlation) ? correlation : null;
}

/**
 * The same parts for people to read: rounded so that what is printed still adds up.
 * @returns whole numbers of steps of 10^−digits.
 */
export function printedParts(parts: readonly Pick<PartOfChange, 'mean'>[], digits: number): number[] {
  const step = BigInt(MICRO) / 10n ** BigInt(digits);
  const micro = parts.map((part) => BigInt(Math.round(part.mean * MICRO)));
  return roundedToTheirSum(micro, step).map((steps) => Number(steps) / 10 ** digits);
}

/** Digits after the point that show the largest part to about three places; at most six. */
export function digitsFor(parts: readonly Pick<PartOfChange, 'mean'>[]): number {
  const largest = Math.max(...parts.map((part) => Math.abs(part.mean)));
  if (largest === 0) return 0;
  return Math.min(6, Math.max(0, 2 - Math.floor(Math.log10(largest))));
}
