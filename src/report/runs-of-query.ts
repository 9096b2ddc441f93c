import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { UsageMistake } from '../runtime/failures.ts';
import { FolderOfPoints } from '../runtime/point-store.ts';
import { type Manifest, readManifest } from './manifest.ts';
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
    throw new UsageMistake(join(store.folder, id), {
      found: point ? 'a damaged point' : 'no such point',
      expected: `the points of ${results}`,
      remedy: 'give the command that made the results again, or say where they are with --points DIR',
    });
  });
}

/** The manifest of a results folder. @throws UsageMistake when it is none of ours, or of an earlier version. */
export function manifestOfResults(results: string): Manifest {
  const manifest = readManifest(results);
  if (manifest !== null && Array.isArray(manifest.points)) return manifest;
  throw new UsageMistake(results, {
    found: !existsSync(results)
      ? 'no such folder'
      : manifest === null
        ? 'a folder that talentflow did not write'
        : `a manifest of an earlier version, ${manifest.format}`,
    expected: 'a results folder, with its manifest.json',
    remedy: 'name one, such as output/baseline',
  });
}
