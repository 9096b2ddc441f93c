import { diskFailure, Interrupted, RunFailure, UsageMistake } from '../runtime/failures.ts';
import { holdFolder } from '../runtime/folder-lock.ts';
import { checkReachable, checkReplaceable, realTarget } from './folder-owner.ts';
import { finishSwap } from './folder-swap.ts';
import { FolderWriter } from './folder-writer.ts';
import type { Manifest, WrittenFile } from './manifest.ts';

export interface FolderSettings {
  readonly folder: string;
  /** Replace a folder that is not ours or holds another experiment. */
  readonly force: boolean;
  /** Words of a command line that make the same results, the command first; for the manifest. */
  readonly words?: readonly string[];
  /** Told once when another process holds the folder and this one waits. */
  readonly onWait?: (pid: number) => void;
  readonly signal: AbortSignal;
}

/** Writes the files with `write`, then the manifest, and puts the folder in its place; called when all points are finished. */
export type Publish = (
  write: (writer: FolderWriter) => Promise<void>,
  manifestFor: (files: WrittenFile[]) => Manifest,
) => Promise<Manifest>;

/**
 * Holds a results folder while `make` makes its content and publishes it, whole or not at all.
 * @param settings.name what the results are of: they may replace results of the same.
 * @throws UsageMistake when the folder may not be replaced, RunFailure when it no longer may or the disk refuses, Interrupted.
 */
export async function inResultsFolder<T>(
  settings: FolderSettings & { readonly name: string },
  make: (publish: Publish) => Promise<T>,
): Promise<T> {
  const { folder, force, name, signal } = settings;
  checkReachable(folder);
  const target = realTarget(folder);
  const letGo = await holdFolder(target, settings);
  try {
    prepare(target, name, force);
    return await make(async (write, manifestFor) => {
      const writer = new FolderWriter(target, signal);
      try {
        await write(writer);
        checkStillReplaceable(target, name, force);
        return await writer.finish(manifestFor);
      } catch (error) {
        writer.discard();
        throw error instanceof Interrupted ? new Interrupted('all') : error;
      }
    });
  } finally {
    letGo();
  }
}

function prepare(target: string, name: string, force: boolean): void {
  try {
    finishSwap(target);
    checkReplaceable(target, name, force);
  } catch (error) {
    throw diskFailure(target, error);
  }
}

/** It may have changed while the market ran. @throws RunFailure */
function checkStillReplaceable(target: string, name: string, force: boolean): void {
  try {
    checkReplaceable(target, name, force);
  } catch (error) {
    throw error instanceof UsageMistake ? new RunFailure(error.message, error) : error;
  }
}
