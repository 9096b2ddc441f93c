import { differences } from '../experiments/differences.ts';
import type { Plan } from '../experiments/plan.ts';
import { gitCommit } from '../runtime/git-commit.ts';
import { packageRoot, packageVersion } from '../runtime/package-files.ts';
import type { FolderOfPoints, PointAbout } from '../runtime/point-store.ts';
import { sha256Of } from '../runtime/sha256.ts';
import { canonicalScenario } from '../scenario/canonical.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { type CommandOfResults, MANIFEST_FORMAT, type Manifest, type WrittenFile } from './manifest.ts';

/** What a manifest is made of, but for the files. */
export interface Made {
  readonly command: CommandOfResults;
  readonly name: string;
  readonly words?: readonly string[];
  /** What the command was asked, beyond its scenarios; plain data. */
  readonly settings?: object;
  readonly plan: Plan;
  readonly store: FolderOfPoints;
  readonly workers: number;
  readonly started: Date;
}

/** The manifest of an experiment that ends now. */
export function manifestOf(made: Made, files: WrittenFile[]): Manifest {
  const { command, name, words = null, settings = {}, plan, store, workers, started } = made;
  const [first, ...others] = plan.variants;
  const { scenario } = first!;
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  return {
    format: MANIFEST_FORMAT,
    talentflow: { version: packageVersion(), commit: gitCommit(packageRoot()), engine: plan.engine },
    machine: { node: process.version, platform: `${process.platform} ${process.arch}`, workers },
    experiment: { command, name, words, settings },
    scenario: {
      name: first!.name,
      sha256: scenarioHash(scenario),
      files: [...first!.files],
      set: [...first!.set],
      resolved: scenario,
    },
    variants: others.map((variant) => ({
      name: variant.name,
      sha256: scenarioHash(variant.scenario),
      files: [...variant.files],
      set: [...variant.set],
      ...(variant.toldFrom === undefined ? {} : { from: variant.toldFrom }),
      differs: differences(plan.variants[variant.toldFrom ?? 0]!.scenario, variant.scenario),
    })),
    seed: scenario.seed,
    replicates: [...new Set(plan.points.map(({ replicate }) => replicate))],
    points: plan.points.map(({ id, variant, seed, replicate }) => ({
      id,
      variant,
      seed,
      replicate,
      result: resultHash(store.about(id)),
    })),
    started: started.toISOString(),
    wallSeconds: Math.round(process.uptime() * 1000) / 1000,
    cpuSeconds: Math.round((userCPUTime + systemCPUTime) / 1000) / 1000,
    peakMemoryBytes: maxRSS * 1024,
    files,
  };
}

export function scenarioHash(scenario: Scenario): string {
  return sha256Of(canonicalScenario(scenario));
}

/** One SHA-256 for all tables of a point and the sketch of its moves. */
export function resultHash({ tables, moves }: Pick<PointAbout, 'tables' | 'moves'>): string {
  const sorted = tables
    .map(({ name, sha256 }) => [name, sha256])
    .sort(([one], [other]) => (one! < other! ? -1 : 1));
  return sha256Of(JSON.stringify([sorted, moves]));
}
