import { createHash } from 'node:crypto';

/** SHA-256 in 64 hexadecimal digits, of bytes or of a text as UTF-8. */
export const sha256Of = (content: string | Uint8Array): string =>
  createHash('sha256').update(content).digest('hex');
