import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect } from 'vitest';
import { launchChromium } from './support/chromium.ts';
import { focusOf, tabTo } from './support/keyboard.ts';
import { findChromium, isLong, longTest } from './support/long-suite.ts';
import { emptyFolder, PROJECT, talentflow } from './support/talentflow.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const folder = emptyFolder();
const cwd = folder.path;
const executablePath = isLong ? findChromium() : null;
let browser: Browser;

const MARKET = join(PROJECT, 'scenarios/markets/two-employers.yaml');
const EXPLAIN = ['explain', '--root', PROJECT, '--quiet'];

/** Every kind of section: a run with all charts, a check, a comparison, a sweep. */
beforeAll(async () => {
  if (executablePath === null) return;
  browser = await launchChromium(executablePath);
  const small = ['--scale', '0.02', '--replicates', '2', '--quiet'];
  const raise = join(PROJECT, 'examples/raise.yaml');
  const root = ['--root', PROJECT];
  const made = [
    ['run', ...small],
    ['check', ...small],
    [
      'compare',
      join(PROJECT, 'scenarios/markets/two-employers.yaml'),
      raise,
      ...root,
      '--replicates',
      '2',
      '--quiet',
    ],
    [
      'sweep',
      join(PROJECT, 'scenarios/markets/two-employers.yaml'),
      ...root,
      '--over',
      'employers.rich.pay=200000:240000:3',
      '--replicates',
      '1',
      '--quiet',
    ],
    ['report'],
    [...EXPLAIN, 'person', 'calm/7', MARKET, '--vs', raise, '--out', 'output/versus.html'],
    [
      ...EXPLAIN,
      'person',
      '--from',
      'giants',
      '--to',
      'stealth',
      '--pick',
      '1',
      '--scale',
      '0.05',
      '--out',
      'output/person.html',
    ],
    [...EXPLAIN, 'employer', 'openai', '--scale', '0.02', '--out', 'output/employer.html'],
    [...EXPLAIN, 'month', '2023-03', '--scale', '0.02', '--out', 'output/month.html'],
  ];
  for (const words of made) expect((await talentflow(words, { cwd })).code, words.join(' ')).toBeLessThan(2);
}, 300_000);
afterAll(async () => {
  await browser?.close();
  folder.remove();
});

/** The report, drawn; what it asked of the network and what its security policy refused are gathered. */
async function opened(
  width: number,
  colorScheme: 'light' | 'dark',
  file = 'report',
): Promise<{ page: Page; asked: string[]; refused: string[] }> {
  const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme });
  const [asked, refused]: [string[], string[]] = [[], []];
  page.on('request', (request) => {
    if (!/^(file|data|blob):/.test(request.url())) asked.push(request.url());
  });
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) refused.push(message.text());
  });
  page.on('pageerror', (error) => refused.push(String(error)));
  await page.goto(pathToFileURL(join(cwd, `output/${file}.html`)).href);
  await page.waitForFunction(() => document.documentElement.dataset.charts === 'drawn');
  return { page, asked, refused };
}

const WIDTHS = [390, 1024, 1920].flatMap((width) => [
  ['report', width, 'light'] as const,
  ['report', width, 'dark'] as const,
]);
const EXPLAINED = ['person', 'versus', 'employer', 'month'].flatMap((file) => [
  [file, 390, 'dark'] as const,
  [file, 1920, 'light'] as const,
]);

longTest.each([...WIDTHS, ...EXPLAINED])(
  '%s at %i pixels, %s: accessible, no wider than the screen, and nothing asked of the network',
  async (file, width, scheme) => {
    if (executablePath === null) return;
    const { page, asked, refused } = await opened(width, scheme, file);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    const tooWide = await page.evaluate(() =>
      [...document.querySelectorAll('.live svg')]
        .filter(
          (svg) =>
            svg.getBoundingClientRect().width > svg.closest('figure')!.getBoundingClientRect().width + 1,
        )
        .map((svg) => svg.closest('figure')!.id),
    );
    expect(tooWide).toEqual([]);
    const cutOff = await page.evaluate(() =>
      [...document.querySelectorAll('caption span')]
        .filter((caption) => caption.getBoundingClientRect().right > document.documentElement.clientWidth)
        .map((caption) => caption.textContent),
    );
    expect(cutOff, 'captions wider than the screen').toEqual([]);
    const unnamed = await page.evaluate(() =>
      [...document.querySelectorAll('figure')]
        .filter((figure) => {
          const live = figure.querySelector('.live')!;
          const title = figure.querySelector('h3')!.textContent!;
          return live.getAttribute('role') !== 'img' || !live.getAttribute('aria-label')!.startsWith(title);
        })
        .map((figure) => figure.id),
    );
    expect(unnamed, 'charts that do not say their finding').toEqual([]);
    // As the developer tools would: the page's own policy lets no other script in.
    const tools = await page.context().newCDPSession(page);
    await tools.send('Runtime.evaluate', { expression: AXE });
    const violations = await page.evaluate(async () => {
      const { axe } = globalThis as unknown as { axe: typeof import('axe-core') };
      return (await axe.run()).violations.map(({ id, nodes }) => `${id}: ${nodes[0]!.html}`);
    });
    expect(violations).toEqual([]);
    expect({ asked, refused }).toEqual({ asked: [], refused: [] });
    await page.close();
  },
  120_000,
);

longTest(
  'by keyboard alone: skip to the finding, sort a table, read a chart’s data',
  async () => {
    if (executablePath === null) return;
    const { page } = await opened(1024, 'light');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('content');

    await tabTo(page, /^a .*facts/i, 'Shift+Tab'); // in the contents
    await page.keyboard.press('Enter');
    expect(new URL(page.url()).hash).toBe('#facts');
    await tabTo(page, /^button .*Published/);
    for (const direction of ['ascending', 'descending']) {
      await page.keyboard.press('Enter');
      expect(await page.locator('#facts th[aria-sort]').getAttribute('aria-sort')).toBe(direction);
      const values = await page.evaluate(() =>
        [...document.querySelectorAll('#facts tbody tr')].map((row) =>
          Number((row.children[4] as HTMLElement).dataset.value || Number.NEGATIVE_INFINITY),
        ),
      );
      const sorted = values.toSorted((one, other) => (direction === 'ascending' ? one - other : other - one));
      expect(values).toEqual(sorted);
    }

    const figure = page.locator('#net-flow figure');
    await tabTo(page, /^section .*Chart: The five giants/, 'Shift+Tab');
    await tabTo(page, /^button .*Data/);
    await page.keyboard.press('Enter');
    expect(await figure.locator('.data tbody tr').count()).toBeGreaterThan(50);
    await tabTo(page, /^a .*Vega editor/);
    await tabTo(page, /^div .*Data of the chart/);
    await tabTo(page, /^a .*rows as CSV/);
    const [download] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Enter')]);
    expect(readFileSync((await download.path())!, 'utf8').split('\n')[0]).toMatch(/,/);
    const editor = await figure.getByRole('link', { name: /Vega editor/ }).getAttribute('href');
    expect(editor).toMatch(/^https:\/\/vega\.github\.io\/editor\/#\/url\/vega-lite\/.{1000}/);
    await page.close();
  },
  120_000,
);

longTest(
  'by keyboard alone, the page of an explanation: to the choices, open one, read its options',
  async () => {
    if (executablePath === null) return;
    const { page } = await opened(1024, 'light', 'person');
    await tabTo(page, /^a .*Choice by choice/);
    await page.keyboard.press('Enter');
    await tabTo(page, /^summary/);
    const before = await page.locator('.life details[open]').count();
    await page.keyboard.press('Enter');
    expect(await page.locator('.life details[open]').count()).not.toBe(before);
    await page.keyboard.press('Enter');
    await tabTo(page, /^section .*Options, /);
    await tabTo(page, /^section .*Chart: /, 'Shift+Tab');
    await tabTo(page, /^button .*Data/);
    expect((await focusOf(page)).isSeen).toBe(true);
    await page.close();
  },
  120_000,
);

longTest(
  'a mark answers to the pointer',
  async () => {
    if (executablePath === null) return;
    const { page } = await opened(1024, 'light');
    await page
      .locator('#parameters .live svg path[aria-label], #parameters .live svg .mark-symbol path')
      .last()
      .hover({ force: true });
    await expect.poll(() => page.locator('#vg-tooltip-element.visible').count()).toBe(1);
    await page.close();
  },
  120_000,
);

longTest(
  'without scripts the pictures are there, and so they are on paper',
  async () => {
    if (executablePath === null) return;
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(pathToFileURL(join(cwd, 'output/report.html')).href);
    expect(await page.locator('.still').first().isVisible()).toBe(true);
    await context.close();
    const { page: drawn } = await opened(1024, 'dark');
    expect(await drawn.locator('.still').first().isVisible()).toBe(false);
    await drawn.emulateMedia({ media: 'print' });
    expect(await drawn.locator('.still').first().isVisible()).toBe(true);
    expect(await drawn.locator('.live').first().isVisible()).toBe(false);
    writeFileSync(join(cwd, 'page.pdf'), await drawn.pdf({ preferCSSPageSize: true }));
    await drawn.close();
  },
  120_000,
);
