import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import { type PageServer, readPage, servePage } from '../../src/runtime/page-server.ts';
import { launchChromium } from './chromium.ts';
import { PROJECT } from './talentflow.ts';

/** The explorer as built, served on loopback, and a browser for it, for the tests of the `describe` that calls this. */
export function explorerInChromium(executablePath: string): { browser: Browser; server: PageServer } {
  const started = {} as { browser: Browser; server: PageServer };
  beforeAll(async () => {
    started.server = await servePage(readPage(join(PROJECT, 'dist/explorer')), 0, '127.0.0.1');
    started.browser = await launchChromium(executablePath);
  });
  afterAll(async () => {
    await started.browser?.close();
    started.server?.close();
  });
  return started;
}
