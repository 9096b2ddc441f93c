import { nestsTooDeep } from '../scenario/yaml.ts';
import { LARGEST_TEXT } from './limits.ts';
import type { Shared } from './link-form.ts';

/** Longest link that is unpacked, and the most that may come out of it: a small payload may unpack to gigabytes. */
const LONGEST_LINK = 60_000;
const MOST_UNPACKED = 200_000;

const KEY = 's=';

/** The part of an address after #. @throws LinkMistake for a text that no reader's page would take. */
export async function linkOf(shared: Shared): Promise<string> {
  const text = shared.text ?? '';
  const tooLong = 'This text is too long for a link: send it as a file.';
  if (text.length > LARGEST_TEXT) throw new LinkMistake(tooLong);
  if (nestsTooDeep(text)) throw new LinkMistake('This text is nested too deeply for a link.');
  const packed = await through(new CompressionStream('deflate-raw'), bytesOf(JSON.stringify(shared)));
  const link = KEY + base64Of(packed);
  if (link.length > LONGEST_LINK) throw new LinkMistake(tooLong);
  return link;
}

/** Whether the part of an address after # is one of ours, sound or not. */
export const isLink = (hash: string): boolean => hash.startsWith(`#${KEY}`);

/** A link that cannot be read; the message is for the reader. */
export class LinkMistake extends Error {}

/**
 * What a link carries. It comes from a stranger: it is cut off when too long, checked against its form, and only ever data.
 * @returns null when there is none. @throws LinkMistake
 */
export async function readLink(hash: string): Promise<Shared | null> {
  if (!isLink(hash)) return null;
  const text = hash.slice(1);
  if (text.length > LONGEST_LINK) throw new LinkMistake('This link is too long to be one of ours.');
  let shared: Shared;
  try {
    const unpacked = await through(
      new DecompressionStream('deflate-raw'),
      bytesOfBase64(text.slice(KEY.length)),
    );
    const { SHARED } = await import('./link-form.ts'); // nearly all who come bring none
    shared = SHARED.parse(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(unpacked)));
  } catch {
    throw new LinkMistake('This link is damaged, or was made for another version.');
  }
  // The editor's own parser would run out of stack.
  if (nestsTooDeep(shared.text ?? ''))
    throw new LinkMistake('This link carries a text that is nested too deeply to be a scenario.');
  return shared;
}

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

/** @throws RangeError when more comes out than a page may hold; TypeError when the bytes are not packed. */
async function through(
  stream: CompressionStream | DecompressionStream,
  bytes: Uint8Array,
): Promise<Uint8Array> {
  const writer = stream.writable.getWriter();
  const written = writer.write(bytes as Uint8Array<ArrayBuffer>).then(() => writer.close());
  written.catch(() => {}); // told by the reader below, too
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  const reader = stream.readable.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.length;
    if (size > MOST_UNPACKED) {
      await reader.cancel();
      throw new RangeError('too much');
    }
    parts.push(value as Uint8Array<ArrayBuffer>);
  }
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}

/** Base64 for addresses (RFC 4648, section 5), without padding. */
function base64Of(bytes: Uint8Array): string {
  const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

function bytesOfBase64(text: string): Uint8Array {
  if (!/^[\w-]*$/.test(text)) throw new RangeError('no base64');
  return Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (one) => one.charCodeAt(0));
}
