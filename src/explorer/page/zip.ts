import { Zip, ZipDeflate } from 'fflate';

/** Bytes packed between two breaths of the page. */
const PIECE = 1 << 16;

/** Files in one, packed piece by piece: the tables of a full run are 14 MB, and a page must answer meanwhile. */
export async function zipOf(
  files: readonly { readonly name: string; readonly bytes: Uint8Array }[],
): Promise<Uint8Array> {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  const zip = new Zip((error, part) => {
    if (error) throw error;
    parts.push(part as Uint8Array<ArrayBuffer>);
  });
  for (const { name, bytes } of files) {
    const file = new ZipDeflate(name);
    zip.add(file);
    for (let from = 0; from < bytes.length; from += PIECE) {
      file.push(bytes.subarray(from, from + PIECE));
      await new Promise((resolve) => setTimeout(resolve));
    }
    file.push(new Uint8Array(0), true);
  }
  zip.end();
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}
