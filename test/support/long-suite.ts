import { existsSync } from 'node:fs';
import { test } from 'vitest';

export const isCi = process.env.CI === 'true';
export const isLong = isCi || process.env.LONG === 'true';

/** A test of the long suite: run with CI=true or LONG=true, skipped by a plain `npm test`. */
export const longTest = test.skipIf(!isLong);

const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium';

/** The browser of the browser tests, or null, loudly, when there is none; in CI that is an error. */
export function findChromium(): string | null {
  if (existsSync(CHROMIUM)) return CHROMIUM;
  const message = `no Chromium at ${CHROMIUM}: install it (Debian: apt-get install chromium), or set CHROMIUM to its path`;
  if (isCi) throw new Error(message);
  process.stderr.write(`BROWSER TESTS SKIPPED: ${message}\n`);
  return null;
}
