import { createHash } from 'node:crypto';
import { createReadStream, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Difference, withDifferences } from '../experiments/differences.ts';
import type { PointRunner, PointStore, Progress } from '../experiments/executor.ts';
import type { Plan, Variant } from '../experiments/plan.ts';
import { engineHash, hashes } from '../runtime/engine-hash.ts';
import { diskFailure, Interrupted, UsageMistake } from '../runtime/failures.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { runPlan } from './experiment.ts';
import { contradiction, MANIFEST_FILE, type Manifest, manifestHash } from './manifest.ts';
import { resultHash, scenarioHash } from './manifest-of-run.ts';
import { manifestOfResults } from './runs-of-query.ts';
import { type EvidenceNamed, type TablesAgain, tablesAgain } from './tables-again.ts';

export interface VerifySettings extends EvidenceNamed {
  readonly results: string;
  /** How many points are run again; null: all. */
  readonly sample: number | null;
  readonly runPoints: PointRunner;
  readonly onProgress?: (progress: Progress) => void;
  /** Told when all points are run and the tables come: those of a calibration take as long as its mathematics did. */
  readonly onTables?: () => void;
  readonly signal: AbortSignal;
}

export interface Verdict {
  /** Points run again, of how many. */
  readonly points: number;
  readonly ofPoints: number;
  /** Files of the folder whose bytes were compared with the manifest's SHA-256. */
  readonly files: number;
  /** Text files made anew from the points and compared with the folder's; none of a sample. */
  readonly tables: number;
  /** The other files, such as charts: their bytes are as the manifest says, but were not made anew. */
  readonly bytesOnly: readonly string[];
  /** What was not proved and why, in sentences. */
  readonly unproved: readonly string[];
  /** What is not as the manifest says; nothing when the results are proved. */
  readonly breaches: readonly string[];
}

/** The plan that a manifest holds. @throws UsageMistake when another engine made it, or it contradicts itself. */
export function planOfManifest(results: string): { manifest: Manifest; plan: Plan } {
  const manifest = manifestOfResults(results);
  const { engine, version } = manifest.talentflow;
  if (engine !== engineHash()) {
    throw new UsageMistake(results, {
      found: `results of the engine ${engine.slice(0, 12)}… (talentflow ${version})`,
      expected: `results of the engine that runs here, ${engineHash().slice(0, 12)}…`,
      remedy: 'verify them with the version that made them, or make them again with this one',
    });
  }
  if (!isWhole(manifest)) throw contradiction(results, 'a manifest that is not whole');
  const variants = [
    variantOf(results, manifest.scenario.name, manifest.scenario, manifest.scenario.resolved, []),
  ];
  for (const variant of manifest.variants) {
    const from = variants[variant.from ?? 0];
    if (from === undefined) throw contradiction(results, `a scenario ${variant.name} told from a later one`);
    variants.push(variantOf(results, variant.name, variant, from.scenario, variant.differs));
  }
  const { pointId } = hashes();
  const points = manifest.points.map(({ id, variant, seed, replicate }) => {
    const scenario = variants[variant]?.scenario;
    if (scenario === undefined || pointId(scenario, seed, replicate) !== id)
      throw contradiction(results, 'points that its scenarios and seeds do not give');
    return { id, variant, seed, replicate };
  });
  return { manifest, plan: { engine, variants, points } };
}

/** Whether everything is there that points and tables are made from. */
function isWhole({ scenario, variants, files }: Manifest): boolean {
  const isText = (said: unknown) => typeof said === 'string';
  const isScenario = (said: typeof scenario | Manifest['variants'][number] | null) =>
    isText(said?.name) && isText(said?.sha256) && Array.isArray(said?.set) && said.set.every(isText);
  return (
    isScenario(scenario) &&
    scenario.resolved instanceof Object &&
    variants.every((variant) => isScenario(variant) && Array.isArray(variant.differs)) &&
    files.every((file: Manifest['files'][number] | null) => isText(file?.path) && isText(file?.sha256))
  );
}

function variantOf(
  results: string,
  name: string,
  said: { sha256: string; files: string[]; set: string[] },
  base: Scenario,
  differs: readonly Difference[],
): Variant {
  const scenario = changed(results, name, base, differs);
  if (scenarioHash(scenario) !== said.sha256)
    throw contradiction(results, `a scenario ${name} with another SHA-256`);
  return { name, scenario, files: said.files, set: said.set };
}

function changed(results: string, name: string, base: Scenario, differs: readonly Difference[]): Scenario {
  try {
    return withDifferences(base, differs);
  } catch {
    throw contradiction(results, `a scenario ${name} that differs where the one it is told from has nothing`);
  }
}

/**
 * Runs points of a results folder again, from its manifest alone and in a point store of its own, and compares SHA-256: of each
 * point's result, of every file, and, when all points are run, of the text tables made from them.
 * @throws UsageMistake also when the evidence at hand is not that of the results, Interrupted, RunFailure, MarketFailure
 */
export async function verifyResults(settings: VerifySettings): Promise<Verdict> {
  const { results, sample } = settings;
  const { manifest, plan } = planOfManifest(results);
  const again =
    sample === null
      ? tablesAgain({ results, manifest, plan }, settings)
      : 'a sample of the points does not give them';
  const breaches = await filesChanged(results, manifest);
  const chosen = sample === null ? [...plan.points.keys()] : spread(plan.points.length, sample);
  const points = folderForPoints();
  try {
    const part: Plan = { ...plan, points: chosen.map((index) => plan.points[index]!) };
    const store = await runPlan(part, { ...settings, points, placedBy: PLACED_BY, fresh: false });
    for (const index of chosen) {
      const { id, variant, seed, replicate } = plan.points[index]!;
      if (resultHash(store.about(id)) !== manifest.points[index]!.result)
        breaches.push(
          `${plan.variants[variant]!.name}, seed ${seed}, replicate ${replicate} gives other tables`,
        );
    }
    if (typeof again !== 'string') settings.onTables?.();
    const { made, unproved } = await madeAnew(again, store, settings.signal);
    const said = new Map(manifest.files.map(({ path, sha256 }) => [path, sha256]));
    for (const [path, sha256] of made)
      if (said.get(path) !== sha256) breaches.push(`${path} is not what the runs give`);
    return {
      points: chosen.length,
      ofPoints: plan.points.length,
      files: manifest.files.length,
      tables: made.size,
      bytesOnly: [...said.keys()].filter((path) => !made.has(path)),
      unproved: [...onTrust(manifest), ...unproved],
      breaches,
    };
  } catch (error) {
    throw error instanceof Interrupted ? new Interrupted() : error; // its points are kept for nobody
  } finally {
    rmSync(points, { recursive: true, force: true });
  }
}

/** What says where points are run again: they are kept for nobody. */
const PLACED_BY = 'TMPDIR=DIR before the command';

function folderForPoints(): string {
  try {
    return mkdtempSync(join(tmpdir(), 'talentflow-verify-'));
  } catch (error) {
    throw diskFailure(tmpdir(), error, PLACED_BY);
  }
}

/** SHA-256 of each text file made from the points, by path. */
async function madeAnew(
  again: TablesAgain | string,
  store: PointStore,
  signal: AbortSignal,
): Promise<{ made: Map<string, string>; unproved: readonly string[] }> {
  const made = new Map<string, string>();
  if (typeof again === 'string') return { made, unproved: [`No tables were made anew: ${again}`] };
  for (const { path, text } of await again.make(store, signal))
    made.set(path, hashOf(typeof text === 'string' ? [text] : text));
  return { made, unproved: again.onTrust() };
}

/** Positions spread evenly, the first and the last among them: the same for everybody who verifies the same sample. */
function spread(all: number, some: number): number[] {
  if (some >= all) return [...Array(all).keys()];
  if (some === 1) return [0];
  return Array.from({ length: some }, (_, at) => Math.floor((at * (all - 1)) / (some - 1)));
}

async function filesChanged(results: string, manifest: Manifest): Promise<string[]> {
  const isChanged = manifest.sha256 !== undefined && manifest.sha256 !== manifestHash(manifest);
  const breaches = isChanged ? [`${MANIFEST_FILE} was changed`] : [];
  for (const { path, sha256 } of manifest.files) {
    const file = join(results, path);
    const there = statSync(file, { throwIfNoEntry: false });
    if (there === undefined) breaches.push(`${path} is missing`);
    else if (!there.isFile()) breaches.push(`${path} is no file`);
    else if ((await hashOfFile(file)) !== sha256) breaches.push(`${path} was changed`);
  }
  return breaches;
}

/** What of a manifest its runs do not give, in a sentence. */
function onTrust({ sha256 }: Manifest): string[] {
  return sha256 === undefined
    ? [`${MANIFEST_FILE} says no SHA-256 of itself: how and when the results were made was taken from it`]
    : [];
}

async function hashOfFile(file: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const piece of createReadStream(file)) hash.update(piece as Buffer);
  return hash.digest('hex');
}

function hashOf(pieces: Iterable<string>): string {
  const hash = createHash('sha256');
  for (const piece of pieces) hash.update(piece);
  return hash.digest('hex');
}
