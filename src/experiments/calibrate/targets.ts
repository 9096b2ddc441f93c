import type { Fact } from '../../evidence/fact.ts';
import type { Prior } from '../../evidence/prior.ts';
import { toleratedInterval } from '../../evidence/tolerance.ts';

/** A fitted figure as calibration sees it. */
export interface Target {
  readonly id: string;
  readonly title: string;
  readonly unit: string;
  readonly published: number;
  /** Simulated figures that are inside. */
  readonly tolerance: { readonly from: number; readonly to: number };
  /** Whether it counts as evidence: what a parameter of the observation absorbs whatever the market does, does not. */
  readonly isEvidence: boolean;
}

/**
 * Fitted facts with a number and a tolerance on it. What has only a sign or an order, or nothing to observe, is no target.
 * @param absorbed ids of facts that the observation absorbs.
 */
export function targetsOf(facts: readonly Fact[], absorbed: readonly string[]): Target[] {
  return facts.flatMap(({ id, title, unit, value, tolerance, observation, notScored }) => {
    if (value === null || tolerance === null || observation === null || notScored !== null) return [];
    const interval = toleratedInterval(tolerance, value, value);
    if (interval === null) return [];
    return [{ id, title, unit, published: value, tolerance: interval, isEvidence: !absorbed.includes(id) }];
  });
}

/** The targets of a fit whose priors free some parameters of the observation. */
export function targetsBeside(facts: readonly Fact[], priors: readonly Prior[]): Target[] {
  const absorbed = priors.flatMap(({ free, absorbs }) => (free && absorbs !== null ? [absorbs] : []));
  return targetsOf(facts, absorbed);
}

/**
 * Standard deviations to an edge of the tolerance: it is what we would defend before a referee, so that about one true figure in
 * twenty lies outside.
 */
const EDGE = 2;

/** Variance that the tolerance allows a figure, on its side of the published value. */
export function toleranceVariance({ published, tolerance }: Target, figure: number): number {
  const width = figure < published ? published - tolerance.from : tolerance.to - published;
  return (width / EDGE) * (width / EDGE);
}

/** Half the width of a tolerance. */
export const halfWidth = ({ tolerance }: Target): number => (tolerance.to - tolerance.from) / 2;

/** Half-widths from the published value beyond which a figure is only known to be far off: ratios to nearly nothing have no bounds. */
const FAR = 8;

/** A figure as it is emulated. */
export function nearer(target: Target, figure: number): number {
  const reach = FAR * halfWidth(target);
  return Math.min(target.published + reach, Math.max(target.published - reach, figure));
}
