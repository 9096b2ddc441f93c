import { existsSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { engineHash } from '../runtime/engine-hash.ts';
import { UsageMistake } from '../runtime/failures.ts';
import { packageVersion } from '../runtime/package-files.ts';
import { FolderOfPoints } from '../runtime/point-store.ts';
import {
  MANIFEST_FILE,
  MANIFEST_FORMAT,
  type Manifest,
  type PointOfManifest,
  readManifest,
} from './manifest.ts';
import type { RunOfQuery } from './sql.ts';

/** Every finished run of a point store. @throws UsageMistake when there is none. */
export function runsOfStore(folder: string): RunOfQuery[] {
  const stored = new FolderOfPoints(folder).list();
  const runs = stored.flatMap(({ folder, about }) =>
    about === null ? [] : [{ folder, about, variant: about.scenario.name }],
  );
  if (runs.length > 0) return runs;
  throw new UsageMistake(folder, {
    found: existsSync(folder) ? 'a folder without finished runs' : 'no such folder',
    expected: 'a point store',
    remedy: 'run something first, such as talentflow run --scale 0.1; or name another with --points DIR',
  });
}

/** The runs of one results folder, named as in its experiment. @throws UsageMistake when it is none, or its points are gone. */
export function runsOfResults(results: string, points: string): RunOfQuery[] {
  const manifest = manifestOfResults(results);
  const store = new FolderOfPoints(points);
  const stored = new Map(store.list().map((point) => [point.id, point]));
  const names = [manifest.scenario.name, ...manifest.variants.map(({ name }) => name)];
  return manifest.points.map(({ id, variant }) => {
    const point = stored.get(id);
    if (point?.about) return { folder: point.folder, about: point.about, variant: names[variant]! };
    const { engine } = manifest.talentflow;
    const isOther = engine !== engineHash();
    throw new UsageMistake(join(store.folder, id), {
      found: `${point ? 'a damaged point' : 'no such point'}${isOther ? `, of ${engineWords(manifest.talentflow)}; another runs here` : ''}`,
      expected: `the points of ${results}`,
      remedy: 'give the command that made the results again, or say where they are with --points DIR',
    });
  });
}

/** The manifest of a results folder. @throws UsageMistake when it is none of ours, or of an earlier version. */
export function manifestOfResults(results: string): Manifest {
  const manifest = readManifest(results);
  if (manifest === null) {
    throw new UsageMistake(results, {
      found: whatStandsThere(results),
      expected: `a results folder, with its ${MANIFEST_FILE}`,
      remedy:
        basename(results) === MANIFEST_FILE
          ? `did you mean ${dirname(results)}?`
          : 'name one, such as output/baseline',
    });
  }
  if (isOfNow(manifest)) return manifest;
  const { format, talentflow } = manifest as Partial<Manifest>;
  throw new UsageMistake(join(results, MANIFEST_FILE), {
    found: isWrittenHere(manifest)
      ? 'a manifest that is not whole'
      : `a manifest of an earlier version, ${format}, by ${engineWords(talentflow)}`,
    expected: `${MANIFEST_FORMAT}, which says every scenario and run, as ${engineWords({ version: packageVersion(), engine: engineHash() })} writes it`,
    remedy: 'use it with the version that made it, or give the command that made it again',
  });
}

/** Earlier versions of the same format said less. */
function isOfNow(manifest: Manifest): boolean {
  const { format, talentflow, experiment, variants, points, files } = manifest as Partial<Manifest>;
  const isPoint = (point: PointOfManifest) =>
    typeof point?.id === 'string' && typeof point.variant === 'number';
  return (
    format === MANIFEST_FORMAT &&
    typeof talentflow?.engine === 'string' &&
    typeof experiment?.command === 'string' &&
    Array.isArray(files) &&
    Array.isArray(variants) &&
    Array.isArray(points) &&
    points.every((point) => isPoint(point) && point.variant <= variants.length)
  );
}

/** Then what it lacks was taken from it. */
function isWrittenHere({ format, talentflow }: Manifest): boolean {
  return (
    format === MANIFEST_FORMAT &&
    talentflow?.version === packageVersion() &&
    talentflow.engine === engineHash()
  );
}

function whatStandsThere(results: string): string {
  if (!existsSync(results)) return 'no such folder';
  if (!statSync(results).isDirectory()) return 'a file';
  return existsSync(join(results, MANIFEST_FILE))
    ? `a ${MANIFEST_FILE} that is not whole, or not talentflow's`
    : 'a folder that talentflow did not write';
}

function engineWords(said: Partial<Manifest['talentflow']> | null | undefined): string {
  const { version = 'of an unknown version', engine } = said ?? {};
  return `talentflow ${version}${typeof engine === 'string' ? `, engine ${engine.slice(0, 12)}…` : ''}`;
}
