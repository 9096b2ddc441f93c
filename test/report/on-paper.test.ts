import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inflateSync } from 'node:zlib';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect } from 'vitest';
import { launchChromium } from '../support/chromium.ts';
import { findChromium, isLong, longTest } from '../support/long-suite.ts';
import { PROJECT } from '../support/talentflow.ts';

/** Where Chromium breaks pages of paper under the page's own style. */

const STYLE = readFileSync(join(PROJECT, 'src/page/page.css'), 'utf8');
const executablePath = isLong ? findChromium() : null;
let browser: Browser;

beforeAll(async () => {
  if (executablePath !== null) browser = await launchChromium(executablePath);
}, 60_000);
afterAll(async () => browser?.close());

async function printed(content: string): Promise<Buffer> {
  const page = await browser.newPage();
  await page.setContent(`<style>${STYLE}</style><main>${content}</main>`);
  const pdf = await page.pdf({ preferCSSPageSize: true });
  await page.close();
  return pdf;
}

const sheetsOf = (pdf: Buffer): number => pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)!.length;

/** Pieces of text that are drawn, on all sheets. */
function textsOf(pdf: Buffer): number {
  const streams = [...pdf.toString('latin1').matchAll(/FlateDecode[^>]*>>\s*stream\r?\n(.*?)endstream/gs)];
  const drawings = streams.map(([, bytes]) => inflateSync(Buffer.from(bytes!, 'latin1')).toString('latin1'));
  return drawings.join('\n').match(/\bT[jJ]\b/g)?.length ?? 0;
}

longTest(
  'two charts that do not fit one sheet: the first stays under the heading of the page',
  async () => {
    if (executablePath === null) return;
    const figure = '<figure><h3>a</h3><div style="height: 150mm"></div></figure>';
    const page = `<h1>A finding</h1><section><h2>Charts</h2>${figure}${figure}</section>`;
    expect(sheetsOf(await printed(page))).toBe(2);
  },
  60_000,
);

longTest(
  'the head of a long table stands again on each sheet, though its headings are buttons on a screen',
  async () => {
    if (executablePath === null) return;
    const rows = '<tr><td>a</td></tr>'.repeat(300);
    const texts = async (heading: string) =>
      textsOf(
        await printed(`<table><thead><tr><th>${heading}</th></tr></thead><tbody>${rows}</tbody></table>`),
      );
    const plain = await texts('b');
    expect(plain).toBeGreaterThan(300);
    expect(await texts('<button>b</button>')).toBe(plain);
  },
  60_000,
);
