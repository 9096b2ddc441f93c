import { createHash } from 'node:crypto';
import { gitCommit } from '../runtime/git-commit.ts';
import { packageRoot, packageVersion } from '../runtime/package-files.ts';
import { canonicalScenario } from '../scenario/canonical.ts';
import { MANIFEST_FORMAT, type Manifest, type WrittenFile } from './manifest.ts';
import type { RunRequest } from './run-to-folder.ts';

/** The manifest of a run that ends now. */
export function manifestOf(request: RunRequest, files: WrittenFile[], started: Date): Manifest {
  const { scenario, points, workers } = request;
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  return {
    format: MANIFEST_FORMAT,
    talentflow: { version: packageVersion(), commit: gitCommit(packageRoot()) },
    machine: { node: process.version, platform: `${process.platform} ${process.arch}`, workers },
    scenario: {
      name: scenario.name,
      sha256: createHash('sha256').update(canonicalScenario(scenario)).digest('hex'),
      files: [...request.files],
      set: [...request.set],
      resolved: scenario,
    },
    seed: scenario.seed,
    replicates: points.map(({ replicate }) => replicate),
    started: started.toISOString(),
    wallSeconds: Math.round(process.uptime() * 1000) / 1000,
    cpuSeconds: Math.round((userCPUTime + systemCPUTime) / 1000) / 1000,
    peakMemoryBytes: maxRSS * 1024,
    files,
  };
}
