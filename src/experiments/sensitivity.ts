import { grouped } from '../scenario/grouped.ts';
import type { ShownValue } from '../scenario/provenance.ts';
import { uncertain } from './parameter-sets.ts';
import type { Indices } from './sobol-indices.ts';

/** What is moved as one in a sensitivity analysis: a parameter, several, or chance itself. */
export interface Factor {
  readonly id: string;
  /** Paths; none of chance. */
  readonly paths: readonly string[];
}

/** The seed of a run as a factor like any other: what it does is what a parameter must do more than. */
export const CHANCE: Factor = { id: 'chance (another seed)', paths: [] };

/**
 * Parameters with a range, each a factor of its own or together with those of the same item, such as one employer, driver or region.
 * @param within beginnings of paths; none: all.
 */
export function factorsOf(
  values: readonly ShownValue[],
  within: readonly string[],
  together: boolean,
): Factor[] {
  const paths = uncertain(values)
    .map(({ path }) => path)
    .filter((path) => within.length === 0 || within.some((begin) => isWithin(path, begin)));
  if (!together) return paths.map((path) => ({ id: path, paths: [path] }));
  const groups = grouped(paths, (path) => path.split('.').slice(0, 2).join('.'));
  return [...groups].map(([id, of]) => ({ id, paths: of }));
}

/** `drivers.adverts` is within `drivers`, and within itself; `people.count` is not within `people.c`. */
export const isWithin = (path: string, begin: string): boolean =>
  path === begin || path.startsWith(`${begin}.`);

/** Factor of each coordinate of the unit cube: one coordinate a parameter, and one of chance. */
export function coordinatesOf(factors: readonly Factor[]): { factorOf: number[]; paths: (string | null)[] } {
  const paths = factors.flatMap((factor): (string | null)[] =>
    factor.paths.length === 0 ? [null] : [...factor.paths],
  );
  const factorOf = factors.flatMap(({ paths: of }, at) =>
    Array.from({ length: Math.max(1, of.length) }, () => at),
  );
  return { factorOf, paths };
}

/** One factor's part in an outcome, as screened by Morris trajectories. */
export interface ScreenedFactor {
  readonly outcome: string;
  readonly unit: string;
  readonly factor: string;
  readonly parameters: number;
  readonly strength: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly mean: number | null;
  readonly deviation: number | null;
  readonly trajectories: number;
  /** Whether all of its interval is above what chance alone does: the mean absolute effect of another seed; of one trajectory, whether its effect is. */
  readonly aboveChance: boolean;
}

/** One factor's share of an outcome's variance. */
export interface FactorShare extends Indices {
  readonly outcome: string;
  readonly factor: string;
  readonly samples: number;
}

export interface OutcomeOfSensitivity {
  readonly outcome: string;
  readonly title: string;
  readonly unit: string;
  /** Over the points of the shares' design; null without it. */
  readonly mean: number | null;
  readonly standardDeviation: number | null;
}

export interface SensitivityResults {
  readonly scenario: string;
  readonly scale: number;
  readonly from: string;
  readonly to: string;
  readonly outcomes: readonly OutcomeOfSensitivity[];
  /** By outcome, the strongest first; none when nothing was screened. */
  readonly screening: readonly ScreenedFactor[];
  readonly shares: readonly FactorShare[];
}

/** The strongest first; those of which nothing is known last. */
export function byStrength(
  one: Pick<ScreenedFactor, 'strength'>,
  other: Pick<ScreenedFactor, 'strength'>,
): number {
  return (other.strength ?? -1) - (one.strength ?? -1);
}
