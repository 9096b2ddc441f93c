import type { Scenario } from '../scenario/scenario.ts';

/** A scenario of an experiment, resolved, with its changes in it: the one of a run, a policy of a comparison, a cell of a sweep. */
export interface Variant {
  /** Its name in tables, one of its own in the plan. */
  readonly name: string;
  readonly scenario: Scenario;
  /** Files it was made from, and `--set` as given. */
  readonly files: readonly string[];
  readonly set: readonly string[];
  /** Position of an earlier variant from which a manifest tells this one, where that is shorter than from the first. */
  readonly toldFrom?: number;
}

/** One simulation of an experiment. */
export interface Point {
  /** SHA-256 of what makes its result: scenario in full, seed of the replicate, engine. Where it is stored, too. */
  readonly id: string;
  /** Position in the plan's variants. */
  readonly variant: number;
  readonly seed: string;
  /** Which replicate of the seed, from 0; replicate 0 is the single run. */
  readonly replicate: number;
}

/** All that an experiment will run, decided before anything runs. */
export interface Plan {
  /** SHA-256 of the engine that runs it. */
  readonly engine: string;
  readonly variants: readonly Variant[];
  /** Variant by variant, replicates in their order. */
  readonly points: readonly Point[];
}

/** What tells points apart: the hash of what makes a point's result, and of the engine. */
export interface Hashes {
  readonly engine: string;
  pointId(scenario: Scenario, seed: string, replicate: number): string;
}

/** The same replicates of every variant, each at its scenario's seed. The same arguments give the same plan. */
export function planOf(
  variants: readonly Variant[],
  replicates: readonly number[],
  { engine, pointId }: Hashes,
): Plan {
  const points = variants.flatMap(({ scenario }, variant) =>
    replicates.map((replicate) => {
      const { seed } = scenario;
      return { id: pointId(scenario, seed, replicate), variant, seed, replicate };
    }),
  );
  return { engine, variants, points };
}

/** One run a variant, each with the seed of a replicate: an ensemble whose runs have parameters of their own. */
export function planOfSets(
  first: Variant,
  sets: readonly { readonly variant: Variant; readonly replicate: number }[],
  { engine, pointId }: Hashes,
): Plan {
  const points = sets.map(({ variant, replicate }, at) => {
    const { seed } = variant.scenario;
    return { id: pointId(variant.scenario, seed, replicate), variant: at + 1, seed, replicate };
  });
  return { engine, variants: [first, ...sets.map(({ variant }) => variant)], points };
}

/** The points of one variant, in their order. */
export function pointsOf({ points }: Plan, variant: number): Point[] {
  return points.filter((point) => point.variant === variant);
}

/** Replicates 0 to `count` − 1. */
export function firstReplicates(count: number): number[] {
  return Array.from({ length: count }, (_, replicate) => replicate);
}

/** Months that a scenario's tables report. */
export function monthsOf({ calendar }: Scenario): number {
  return calendar.end - calendar.start + 1;
}
