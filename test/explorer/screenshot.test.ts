import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pixelmatch from 'pixelmatch';
import type { Page } from 'playwright-core';
import { PNG } from 'pngjs';
import { describe, expect, test } from 'vitest';
import { explorerInChromium } from '../support/explorer-in-chromium.ts';
import { findChromium, isLong } from '../support/long-suite.ts';
import { emptyFolder } from '../support/talentflow.ts';

/** What the explorer looks like: made anew by `UPDATE=true LONG=true npx vitest run test/explorer/screenshot.test.ts`, then looked at. */
const REFERENCE = fileURLToPath(new URL('pictures/explorer.png', import.meta.url));
const VIEW = { width: 1024, height: 768 };
/** Share of the pixels that may differ: another version of Chromium draws edges of letters otherwise. A lever moved is beyond it. */
const TOLERATED = 0.01;
/** Of one pixel, 0 to 1: pixelmatch's distance of colours, edges of letters not counted. */
const THRESHOLD = 0.2;

const font = readFileSync(createRequire(import.meta.url).resolve('dejavu-fonts-ttf/ttf/DejaVuSans.ttf'));
/** The same letters on every machine, and nothing that moves. */
const STYLE = `
  @font-face { font-family: 'DejaVu Sans'; src: url(data:font/ttf;base64,${font.toString('base64')}); }
  *, text { font-family: 'DejaVu Sans' !important; font-weight: 400 !important;
    animation: none !important; transition: none !important; caret-color: transparent !important; }
  ::-webkit-scrollbar { display: none; }
`;
const PATIENCE = 120_000;
const executablePath = isLong ? findChromium() : null;

describe.skipIf(executablePath === null)('the explorer as a picture', { timeout: 2 * PATIENCE }, () => {
  const explorer = explorerInChromium(executablePath!);
  /** The page with the tenth of the people drawn, and what goes on after it stopped. */
  async function drawn(): Promise<Page> {
    const page = await explorer.browser.newPage({
      viewport: VIEW,
      deviceScaleFactor: 1,
      colorScheme: 'light',
      reducedMotion: 'reduce',
      bypassCSP: true, // for the letters alone
    });
    page.setDefaultTimeout(PATIENCE);
    await page.goto(explorer.server.address);
    await page.addStyleTag({ content: STYLE });
    await atRest(page);
    return page;
  }

  async function atRest(page: Page): Promise<void> {
    await page.locator('.chart[data-stage=tenth]').waitFor();
    await page.getByRole('button', { name: 'Stop' }).click();
    await page.getByText('Stopped').waitFor();
  }

  async function pictureOf(page: Page): Promise<PNG> {
    const bytes = await page.screenshot({
      animations: 'disabled',
      mask: [page.locator('.status')],
      maskColor: '#dddddd',
    });
    return PNG.sync.read(bytes);
  }

  /** Share of the pixels that differ; where they do is left in a file. */
  function differenceOf(one: PNG, other: PNG, name: string): { share: number; file: string } {
    const { width, height } = one;
    const marked = new PNG({ width, height });
    const pixels = pixelmatch(one.data, other.data, marked.data, width, height, { threshold: THRESHOLD });
    const file = join(emptyFolder('disk').path, name);
    writeFileSync(file, PNG.sync.write(marked));
    return { share: pixels / (width * height), file };
  }

  test('the explorer looks as it did, and a lever that is moved would be seen', async () => {
    const page = await drawn();
    const picture = await pictureOf(page);
    if (process.env.UPDATE === 'true' || !existsSync(REFERENCE)) {
      mkdirSync(dirname(REFERENCE), { recursive: true });
      writeFileSync(
        REFERENCE,
        PNG.sync.write(picture, { colorType: 2, filterType: 0, deflateStrategy: 0, deflateLevel: 9 }),
      );
    }
    const reference = PNG.sync.read(readFileSync(REFERENCE));
    expect([picture.width, picture.height]).toEqual([reference.width, reference.height]);
    const { share, file } = differenceOf(reference, picture, 'explorer-differs.png');
    expect(share, `share of the pixels that differ, as ${file} shows`).toBeLessThan(TOLERATED);

    await page.getByRole('slider', { name: 'Freeze after lay-offs' }).press('Home');
    await page.locator('.legend .ghost').waitFor();
    await atRest(page);
    expect(differenceOf(reference, await pictureOf(page), 'moved.png').share).toBeGreaterThan(TOLERATED);
  });
});
