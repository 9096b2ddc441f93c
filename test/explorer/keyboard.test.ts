import type { Page } from 'playwright-core';
import { afterEach, describe, expect, test } from 'vitest';
import { explorerInChromium } from '../support/explorer-in-chromium.ts';
import { focusOf, tabTo } from '../support/keyboard.ts';
import { findChromium, isLong } from '../support/long-suite.ts';

const executablePath = isLong ? findChromium() : null;
/** Other programs may use the machine at the same time. */
const PATIENCE = 120_000;
/** What somebody does by the keyboard alone: nothing here clicks, points or sets the focus. */
describe.skipIf(executablePath === null)(
  'the explorer by the keyboard alone',
  { timeout: 2 * PATIENCE },
  () => {
    const explorer = explorerInChromium(executablePath!);
    const opened: Page[] = [];
    afterEach(async () => {
      for (const page of opened.splice(0)) await page.close();
    });

    async function open(width = 1024): Promise<Page> {
      const page = await explorer.browser.newPage({ viewport: { width, height: 800 } });
      opened.push(page);
      page.setDefaultTimeout(PATIENCE);
      await page.goto(explorer.server.address);
      await page.locator('.chart canvas').waitFor();
      return page;
    }
    const text = (page: Page) => page.locator('.cm-content').textContent();
    const press = (page: Page, ...keys: string[]) =>
      keys.reduce((before, key) => before.then(() => page.keyboard.press(key)), Promise.resolve());

    test('choose a scenario, move a lever and put it back, copy the link', async () => {
      const page = await open();
      await tabTo(page, /^select #scenario/);
      await press(page, 'ArrowDown');
      await page.waitForFunction(() => location.hash.startsWith('#s='));
      await tabTo(page, /^input #visas/);
      await press(page, 'End');
      await tabTo(page, /^button .*Back to/);
      await press(page, 'Enter');
      expect((await focusOf(page)).what).toMatch(/^input #visas/);
      await press(page, 'End');
      await tabTo(page, /^button .*Undo my changes/, 'Shift+Tab');
      await press(page, 'Enter');
      await expect.poll(() => text(page)).not.toContain('regions');
      expect((await focusOf(page)).what).toContain('Undo my changes');
      await tabTo(page, /^button .*Copy a link/);
      await press(page, 'Enter');
      await page.getByText(/The link is/).waitFor();
    });

    test('stop a run, go on, and move through the months', async () => {
      const page = await open();
      await tabTo(page, /^button .*Stop/);
      await press(page, 'Enter');
      await page.getByText('Stopped').waitFor();
      expect((await focusOf(page)).what).toContain('Go on');
      await press(page, 'Enter');
      expect((await focusOf(page)).what).toContain('Stop');
      await press(page, 'Enter');
      await tabTo(page, /^input #month/);
      const before = await page.locator('.readout').textContent();
      await press(page, 'ArrowLeft');
      await expect.poll(() => page.locator('.readout').textContent()).not.toBe(before);
    });

    test('the first link leads to the curve, and the address keeps the scenario', async () => {
      const page = await open();
      await tabTo(page, /^input #visas/);
      await press(page, 'End');
      await page.waitForFunction(() => location.hash.startsWith('#s='));
      await tabTo(page, /^a .*To the curve/, 'Shift+Tab');
      await press(page, 'Enter');
      expect((await focusOf(page)).what).toMatch(/^h2 #curve/);
      expect(new URL(page.url()).hash).toMatch(/^#s=/);
    });

    test('edit the YAML, and leave it again', async () => {
      const page = await open();
      await page.locator('.cm-content').waitFor();
      await tabTo(page, /Scenario as YAML/);
      await press(page, 'Control+End');
      await page.keyboard.type('choise: { elasticity: 3 }');
      // Of the whole text: one of what was half written stands elsewhere in the line.
      await page.getByRole('list', { name: 'Mistakes' }).getByText('did you mean choice?').waitFor();
      await tabTo(page, /^button .*Line 5/);
      await press(page, 'Enter');
      expect((await focusOf(page)).what).toContain('Scenario as YAML');
      await press(page, 'Shift+End', 'Delete');
      await page.keyboard.type('choice: { elasticity: 3 }');
      await press(page, 'Escape');
      await page.waitForFunction(() => document.querySelectorAll('.mistakes li').length === 0);
      await press(page, 'Shift+Tab');
      expect((await focusOf(page)).what).not.toContain('Scenario as YAML');
    });

    test('ask who moved and why, and read the chart and the choices', async () => {
      const page = await open();
      await tabTo(page, /^button .*Stop/);
      await press(page, 'Enter');
      await page.getByText('Stopped').waitFor();
      await tabTo(page, /^select #moved-to/);
      await page.keyboard.type('no job'); // as the list has it
      await tabTo(page, /^button #find-who-moved/);
      await press(page, 'Enter');
      await page.locator('.movers li').first().waitFor();
      expect((await focusOf(page)).what).toContain('Find who moved');
      await tabTo(page, /^button .*Why /);
      await press(page, 'Enter');
      await page.locator('.career h3').waitFor();
      await expect.poll(async () => (await focusOf(page)).what).toMatch(/^h3 /);
      await page.locator('.career canvas').waitFor();
      await tabTo(page, /^section .*Chart: /);
      await tabTo(page, /^summary/);
      await press(page, 'Enter');
      // Who asks again, and goes on to write before the answer is there, keeps the keyboard, and hears of it.
      await tabTo(page, /^button .*Why /, 'Shift+Tab');
      await page.evaluate(() => {
        (document.activeElement as HTMLElement).click();
        document.querySelector<HTMLElement>('#month')!.focus(); // at once: on a quick machine the answer came before the keyboard had got there
      });
      await page
        .locator('.remark')
        .filter({ hasText: /^The career of .* is there/ })
        .waitFor();
      expect((await focusOf(page)).what).toMatch(/^input #month/);
    });

    test.each([390, 1920])('everything that takes the keyboard shows it, at %d pixels', async (width) => {
      const page = await open(width);
      await tabTo(page, /Scenario as YAML/);
    });
  },
);
