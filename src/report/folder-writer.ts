import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { makeFolder, syncFolder } from '../runtime/durable-files.ts';
import { diskFailure, Interrupted } from '../runtime/failures.ts';
import { finishSwap, swapFolders, swapIn } from './folder-swap.ts';
import { MANIFEST_FILE, type Manifest, manifestHash, type WrittenFile } from './manifest.ts';

/** A file's text or bytes; a large table comes in pieces, so that it is never held as one string. */
export type Content = string | Iterable<string> | Uint8Array;

/** Writes a results folder beside its target and puts it in its place at the end, whole or not at all. */
export class FolderWriter {
  readonly target: string;
  readonly files: WrittenFile[] = [];
  readonly #writing: string;
  readonly #signal: AbortSignal | undefined;

  /**
   * @param signal when it aborts, the next `add` or `finish` throws Interrupted.
   * @throws RunFailure when the disk refuses.
   */
  constructor(target: string, signal?: AbortSignal) {
    this.target = target;
    this.#writing = swapFolders(target).writing;
    this.#signal = signal;
    try {
      makeFolder(dirname(target));
      rmSync(this.#writing, { recursive: true, force: true });
      mkdirSync(this.#writing);
    } catch (error) {
      throw diskFailure(target, error);
    }
  }

  /** @param rows of a table, without its header; null for other files. */
  async add(path: string, content: Content, rows: number | null = null): Promise<void> {
    this.#stopIfAsked();
    const file = join(this.#writing, path);
    try {
      makeFolder(dirname(file));
      const { bytes, sha256 } = await writeDurably(file, content);
      this.files.push({ path, rows, bytes, sha256 });
    } catch (error) {
      throw diskFailure(join(this.target, path), error);
    }
  }

  /** Writes the manifest and swaps the folder in; after this nothing is left beside the target. */
  async finish(manifestFor: (files: WrittenFile[]) => Manifest): Promise<Manifest> {
    const said = manifestFor([...this.files]);
    const manifest = { ...said, sha256: manifestHash(said) };
    await this.add(MANIFEST_FILE, `${JSON.stringify(manifest, null, 2)}\n`);
    this.#stopIfAsked();
    try {
      for (const folder of new Set(this.files.map((file) => dirname(join(this.#writing, file.path)))))
        syncFolder(folder);
      syncFolder(this.#writing);
      if (existsSync(swapFolders(this.target).ready)) finishSwap(this.target); // another process died meanwhile
      swapIn(this.target);
    } catch (error) {
      throw diskFailure(this.target, error);
    }
    return manifest;
  }

  /** Removes what was written so far; the target stays as it was. */
  discard(): void {
    rmSync(this.#writing, { recursive: true, force: true });
  }

  #stopIfAsked(): void {
    if (this.#signal?.aborted) throw new Interrupted();
  }
}

async function writeDurably(path: string, content: Content): Promise<{ bytes: number; sha256: string }> {
  const hash = createHash('sha256');
  let bytes = 0;
  const file: FileHandle = await open(path, 'w');
  try {
    for (const piece of piecesOf(content)) {
      hash.update(piece);
      bytes += piece.byteLength;
      await file.writeFile(piece);
    }
    await file.sync();
  } finally {
    await file.close();
  }
  return { bytes, sha256: hash.digest('hex') };
}

function piecesOf(content: Content): Iterable<Uint8Array> {
  if (content instanceof Uint8Array) return [content];
  return encoded(typeof content === 'string' ? [content] : content);
}

function* encoded(texts: Iterable<string>): Generator<Uint8Array> {
  for (const text of texts) yield Buffer.from(text, 'utf8');
}
