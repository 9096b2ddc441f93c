import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import AxeSource from 'axe-core';
import { unzipSync } from 'fflate';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterEach, describe, expect, test } from 'vitest';
import { linkOf } from '../../src/explorer/share.ts';
import { explorerInChromium } from '../support/explorer-in-chromium.ts';
import { findChromium, isLong } from '../support/long-suite.ts';
import { emptyFolder, PROJECT, talentflow } from '../support/talentflow.ts';

const PAGE = join(PROJECT, 'dist/explorer');
/** Compressed, all scripts together; first picture on two cores. */
const MOST_SCRIPT = 600_000;

/** What the functions that run in the page use of its document; the types of a whole browser would be in every test. */
interface Element {
  readonly id: string;
  readonly value: string;
  readonly textContent: string | null;
  readonly scrollWidth: number;
  getBoundingClientRect(): { readonly width: number };
  readonly dataset: Readonly<Record<string, string | undefined>>;
  querySelector(selector: string): Element | null;
  querySelectorAll(selector: string): Iterable<Element>;
  setAttribute(name: string, value: string): void;
}
declare const document: Element & {
  readonly activeElement: Element | null;
  readonly documentElement: Element;
};
declare const location: { readonly hash: string };
declare const innerWidth: number;

const executablePath = isLong ? findChromium() : null;

test('the scripts of the page are small enough', () => {
  const scripts = readdirSync(PAGE, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.js'),
  );
  const sizes = scripts.map((name) => gzipSync(readFileSync(join(PAGE, name))).length);
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(MOST_SCRIPT);
});

/** Milliseconds without a key after which the page reads what was typed: `REST` of editor.ts. */
const REST_OF_EDITOR = 250;

/** Milliseconds for which a list of completions takes no Enter, lest somebody who writes on takes a word: 75 in the editor, and some. */
const TAKES_ENTER = 200;

/** Other programs may use the machine at the same time. */
const PATIENCE = 120_000;

describe.skipIf(executablePath === null)('the explorer in Chromium', { timeout: 2 * PATIENCE }, () => {
  const explorer = explorerInChromium(executablePath!);
  const complaints: string[] = [];
  const opened: Page[] = [];

  afterEach(async () => {
    for (const page of opened.splice(0)) await page.close();
  });

  /** A new page; what it complains about (a policy broken, an error) fails the last test. */
  async function blank(options: Parameters<Browser['newPage']>[0] = {}): Promise<Page> {
    const page = await explorer.browser.newPage({ viewport: { width: 1024, height: 900 }, ...options });
    opened.push(page);
    page.setDefaultTimeout(PATIENCE);
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    return page;
  }
  async function open(hash = '', options: Parameters<Browser['newPage']>[0] = {}): Promise<Page> {
    const page = await blank(options);
    await page.goto(explorer.server.address + hash);
    await drawn(page, 1);
    return page;
  }
  const follow = async (text: string): Promise<Page> => {
    const page = await blank();
    await page.goto(`${explorer.server.address}#${await linkOf({ scenario: 'baseline', text })}`);
    return page;
  };

  const drawn = (page: Page, atLeast: number) =>
    page.waitForFunction((least) => {
      const chart = document.querySelector('.chart');
      return chart?.querySelector('canvas') && Number(chart.dataset.drawn) >= least;
    }, atLeast);
  const countDrawn = (page: Page) => page.locator('.chart').getAttribute('data-drawn').then(Number);
  /** Published periods as the page lists them: simulated means, people a month. */
  async function means(page: Page): Promise<number[]> {
    const texts = await page.locator('[data-testid=means] li').allTextContents();
    return texts.map((text) => Number(/here (.*)$/.exec(text)![1]!.replaceAll(',', '').replace('−', '-')));
  }
  async function stop(page: Page): Promise<void> {
    const button = page.getByRole('button', { name: 'Stop' });
    await button.click();
    await page.getByText('Stopped').waitFor();
  }
  const untilStage = (page: Page, stage: string) =>
    page.waitForFunction((wanted) => document.querySelector('.chart')?.dataset.stage === wanted, stage);
  const editorText = (page: Page) => page.locator('.cm-content').textContent();

  /** Moves a slider by the keyboard, as far as it goes. */
  async function moveToEnd(page: Page, name: string, key: 'Home' | 'End'): Promise<void> {
    const before = await countDrawn(page);
    await page.getByRole('slider', { name }).press(key);
    await drawn(page, before + 1);
  }

  test('loads, and draws the baseline', async () => {
    const page = await open();
    expect(await page.getByRole('img', { name: /^People a month, net\. The five giants/ }).count()).toBe(1);
    await expect(page.locator('.finding').textContent()).resolves.toMatch(
      /The five giants gained .* people a month/,
    );
    expect(await page.getByRole('slider').count()).toBe(11);
    expect((await means(page)).length).toBe(3);
  });

  test('with a deeper freeze after lay-offs the giants lose more: the curve goes down where they did', async () => {
    const page = await open();
    await untilStage(page, 'tenth');
    const [, before] = await means(page);
    await moveToEnd(page, 'Freeze after lay-offs', 'End');
    await untilStage(page, 'tenth');
    const [, after] = await means(page);
    expect(after).toBeLessThan(before! - 30);
    expect(await editorText(page)).toContain('slope: 0.00015');
    expect(await page.locator('.legend').textContent()).toContain('baseline');
  });

  test('more visas bring more people, and the lever can be put back', async () => {
    const page = await open();
    await moveToEnd(page, 'H-1B visas a year', 'End');
    await untilStage(page, 'tenth');
    const row = page.getByRole('row', { name: /^Visas granted in the United States/ });
    expect(await row.locator('.difference').textContent()).toMatch(/^\+\d/);
    await page.getByRole('button', { name: /^Back to 124,415/ }).click();
    await page.waitForFunction(() => document.querySelector('.difference') === null);
    expect(await editorText(page)).not.toContain('regions');
  });

  test('a broken text is told at its line, and the picture stays', async () => {
    const page = await open();
    await page.locator('.cm-content').click();
    await page.keyboard.press('Control+End');
    await page.keyboard.type('choise: { elasticity: 3 }');
    const mistakes = page.getByRole('list', { name: 'Mistakes' }).getByRole('listitem');
    const told = mistakes.filter({ hasText: /^Line 5 choise: found .*did you mean choice\?/ });
    await told.waitFor(); // on a slow machine the page speaks of half of what is typed first
    await page.locator('.cm-lint-marker-error').first().waitFor();
    expect(await page.locator('.cm-lint-marker-error').count()).toBe(1);
    expect(await mistakes.count()).toBe(1);
    expect(await page.getByRole('alert').textContent()).toContain('The scenario has a mistake');
    expect(await page.locator('.chart canvas').count()).toBe(1);
  });

  test('what is typed while the market answers stays as it was typed', async () => {
    const page = await open();
    await page.locator('.cm-content').click();
    await page.keyboard.press('Control+End');
    await page.keyboard.type('# ');
    const typed = 'one letter whenever the page is just about to answer';
    for (const [at, letter] of [...typed].entries()) {
      await page.keyboard.type(letter);
      await page.waitForTimeout(REST_OF_EDITOR + (at % 8) * 5); // what it read last is shown about now
    }
    expect(await editorText(page)).toContain(`# ${typed}`);
    await moveToEnd(page, 'US non-competes enforced', 'Home');
    await page.locator('.cm-content').click();
    await page.keyboard.press('Control+Home');
    await page.keyboard.type('# at once ');
    await page.getByRole('slider', { name: 'US non-competes enforced' }).press('End');
    await page.waitForFunction(() => location.hash.length > 10);
    expect(await editorText(page)).toContain('# at once ');
    expect(await editorText(page)).toContain(typed);
  });

  test('the editor completes keys of the vocabulary', async () => {
    const page = await open();
    await page.locator('.cm-content').click();
    await page.keyboard.press('Control+End');
    await page.keyboard.type('choi');
    await page.locator('.cm-tooltip-autocomplete').getByText('choice', { exact: true }).waitFor();
    await page.waitForTimeout(TAKES_ENTER);
    await page.keyboard.press('Enter');
    await page.keyboard.type('{ elas');
    await page.locator('.cm-tooltip-autocomplete').getByText('elasticity', { exact: true }).waitFor();
    await page.waitForTimeout(TAKES_ENTER);
    await page.keyboard.press('Enter');
    await page.keyboard.type('3 }');
    await page.waitForFunction(() => location.hash.length > 10);
    expect(await editorText(page)).toContain('choice: { elasticity: 3 }');
  });

  test('a link carries the scenario to another reader', async () => {
    const page = await open();
    await moveToEnd(page, 'US non-competes enforced', 'Home');
    await page.waitForFunction(() => location.hash.startsWith('#s='));
    const [text, link] = [await editorText(page), new URL(page.url()).hash];
    const other = await open(link);
    expect(await editorText(other)).toBe(text);
    expect(
      await other.getByRole('slider', { name: 'US non-competes enforced' }).getAttribute('aria-valuetext'),
    ).toBe('0%');
  });

  test('tables have the SHA-256 of those that the command line writes', async () => {
    const folder = emptyFolder();
    const page = await open(`#${await linkOf({ scenario: 'no-non-competes' })}`);
    await untilStage(page, 'tenth');
    await stop(page);
    const save = async (name: string) => {
      const [saved] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('button', { name }).click(),
      ]);
      return readFileSync(await saved.path());
    };
    const zip = unzipSync(await save('Tables (CSV)'));
    writeFileSync(join(folder.path, 'your-scenario.yaml'), await save('Scenario (YAML)'));
    const options = page.locator('.command .whole'); // no line ends after the first of their hyphens
    expect(new Set(await options.allTextContents())).toEqual(new Set(['--set']));
    const command = (await page.locator('.command code').textContent())!
      .replace('talentflow ', '')
      .split(' ');
    const { code, err } = await talentflow([...command, '--out', 'out'], { cwd: folder.path });
    expect(code, err).toBe(0);
    const { files } = JSON.parse(readFileSync(join(folder.path, 'out/manifest.json'), 'utf8')) as {
      files: { path: string; sha256: string }[];
    };
    const written = Object.fromEntries(
      files.filter(({ path }) => path.endsWith('.csv')).map((one) => [one.path, one.sha256]),
    );
    const ours = Object.entries(zip).map(([name, bytes]) => [
      name,
      createHash('sha256').update(bytes).digest('hex'),
    ]);
    expect(Object.fromEntries(ours)).toEqual(written);
    expect(ours.length).toBeGreaterThan(10);
    expect(Object.keys(unzipSync(await save('Tables (Parquet)')))).toContain('flows.parquet');
    folder.remove();
  });

  test('a larger run is stopped before it is done, and goes on', async () => {
    const page = await open();
    await page.getByRole('progressbar').waitFor();
    await stop(page);
    await page.getByText('Stopped: not all runs were made.').waitFor();
    expect(await page.getByRole('progressbar').count()).toBe(0);
    await page.getByRole('button', { name: 'Go on' }).click();
    await untilStage(page, 'tenth');
  });

  test('who moved is found, and one career told by a click, beside the baseline where a lever was moved', async () => {
    const page = await open();
    await stop(page);
    await page.getByLabel('To', { exact: true }).selectOption('no job');
    await page.getByRole('button', { name: 'Find who moved' }).click();
    await page.locator('.movers li').first().waitFor();
    const career = page.locator('.career');
    await page.locator('.movers button').first().click();
    await career.waitFor();
    expect(await page.evaluate(() => document.activeElement?.textContent)).toMatch(
      /choices?, .* of them to move$/,
    );
    expect(await career.locator('.life > li').count()).toBeGreaterThan(1);
    const chart = career.getByRole('img');
    await chart.locator('canvas').waitFor();
    const finding = await career.locator('h3').textContent();
    expect(await chart.getAttribute('aria-label')).toContain(`${finding}. Bars: a spell with an employer`);
    await pointAtPay(page, chart);
    expect(await page.locator('#vg-tooltip-element').textContent()).toMatch(/pay *[\d,]{5,}/);

    await moveToEnd(page, 'Freeze after lay-offs', 'Home');
    await stop(page);
    await page.getByText('Of the scenario before its last change').waitFor();
    await page.getByRole('button', { name: 'Find who moved' }).click();
    await page.locator('.movers button[aria-disabled=false]').first().press('Enter');
    await career.waitFor();
    expect(await career.locator('h3').textContent()).toMatch(/ under the baseline and under your scenario$/);
    await career.getByText(/^(First otherwise in|Their lives are the same)/).waitFor();
    expect(await career.getByText('Locality holds').count()).toBe(1);
    await chart.locator('canvas').waitFor();
    expect(await chart.getAttribute('aria-label')).toMatch(/ under the baseline and your scenario/);
    await page.evaluate(AxeSource.source);
    const { violations } = await page.evaluate(() =>
      (globalThis as unknown as { axe: typeof AxeSource }).axe.run(document as never, {
        resultTypes: ['violations'],
      }),
    );
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual(
      [],
    );
  });

  /** Moves the pointer over the lower half of the chart until it answers. */
  async function pointAtPay(page: Page, chart: Locator): Promise<void> {
    await chart.scrollIntoViewIfNeeded();
    const { x, y, width, height } = (await chart.boundingBox())!;
    for (let down = 0.55; down < 0.95; down += 0.01)
      for (let right = 0.2; right < 1; right += 0.01) {
        await page.mouse.move(x + width * right, y + height * down);
        if ((await page.locator('#vg-tooltip-element.visible').count()) > 0) return;
      }
    throw new Error('no mark of the chart answers to the pointer');
  }

  test.each([
    [390, 'dark'],
    [1024, 'light'],
    [1920, 'dark'],
  ] as const)(
    'the chart of a career is no wider than its room at %d pixels, %s',
    async (width, colorScheme) => {
      const page = await open('', { viewport: { width, height: 900 }, colorScheme });
      await stop(page);
      await page.getByLabel('To', { exact: true }).selectOption('no job');
      await page.getByRole('button', { name: 'Find who moved' }).press('Enter');
      await page.locator('.movers button[aria-disabled=false]').first().press('Enter');
      await page.locator('.career canvas').waitFor();
      const [drawn, room] = await page.evaluate(() =>
        ['.career canvas', '.career figure'].map(
          (selector) => document.querySelector(selector)!.getBoundingClientRect().width,
        ),
      );
      expect(drawn).toBeLessThanOrEqual(room!);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    },
  );

  describe('a link from a stranger does no harm', () => {
    const HTML = '<img src=x onerror="document.title=1"><script>document.title=1</script>';
    const scenarios: [string, string][] = [
      ['HTML in the title', `name: a\ntitle: '${HTML}'\nextends: talentflow:baseline\n`],
      ['HTML in a mistake', `name: a\nextends: talentflow:baseline\n'${HTML}': 1\n`],
      [
        'HTML in a remark of the chart',
        `name: a\nextends: talentflow:baseline\nobserve: { marks: [{ month: 2022-11, label: '${HTML}' }] }\n`,
      ],
      [
        'HTML in the name of a sector',
        `name: a\nextends: talentflow:baseline\nsectors: [{ id: giants, label: '${HTML}' }]\n`,
      ],
    ];
    test.each(scenarios)('%s', async (_, text) => {
      const page = await follow(text);
      await page.locator('.cm-content').waitFor();
      await page.waitForTimeout(800);
      expect(await page.title()).toBe('Talentflow explorer');
      expect(await page.locator('img, script:not([src])').count()).toBe(0);
    });

    test.each([
      ['no base64', '#s=%22%3E%3Cscript%3Ealert(1)%3C/script%3E'],
      ['damaged', '#s=AAAA'],
      ['endless', `#s=${'A'.repeat(200_000)}`],
    ])('%s: the baseline is shown instead, and the reader is told', async (_, hash) => {
      const page = await open(hash);
      expect(await page.locator('.remark').textContent()).toContain('The baseline is shown instead');
    });

    test('a market far too large is not begun', async () => {
      const text = 'name: a\nextends: talentflow:baseline\nscale: 100\n';
      const page = await follow(text);
      await page.getByRole('alert').waitFor();
      expect(await page.getByRole('alert').textContent()).toContain('too large for a page');
    });
  });

  test.each(['light', 'dark'] as const)('axe finds nothing to mend, %s', async (colorScheme) => {
    const page = await open('', { colorScheme });
    await moveToEnd(page, 'The giants’ pay'.replace('’', "'"), 'End');
    await page.locator('.cm-content').waitFor();
    await untilStage(page, 'tenth');
    await page.evaluate(() => {
      for (const one of document.querySelectorAll('details')) one.setAttribute('open', '');
    });
    await page.evaluate(AxeSource.source); // not a script element: the page's policy forbids foreign ones
    const { violations } = await page.evaluate(() =>
      (globalThis as unknown as { axe: typeof AxeSource }).axe.run(document as never, {
        resultTypes: ['violations'],
      }),
    );
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual(
      [],
    );
  });

  test('everything can be done by the keyboard', async () => {
    const page = await open();
    const focused = () =>
      page.evaluate(() => document.activeElement?.id || document.activeElement?.textContent || '');
    const tabTo = async (wanted: string | RegExp) => {
      for (let presses = 0; presses < 80; presses++) {
        await page.keyboard.press('Tab');
        const now = await focused();
        if (typeof wanted === 'string' ? now === wanted : wanted.test(now)) return;
      }
      throw new Error(`${wanted} cannot be reached`);
    };
    await tabTo('scenario');
    await page.keyboard.press('ArrowDown'); // another scenario
    await page.waitForFunction(() => document.querySelector('#scenario')!.value !== 'baseline');
    await tabTo('visas');
    const before = await countDrawn(page);
    await page.keyboard.press('ArrowRight');
    await drawn(page, before + 1);
    await tabTo('Copy a link');
    await page.keyboard.press('Enter');
    await page.getByText(/The link is/).waitFor();
    await tabTo('month');
    const month = await page
      .getByRole('slider', { name: 'Month', exact: true })
      .getAttribute('aria-valuetext');
    await page.keyboard.press('ArrowLeft');
    expect(
      await page.getByRole('slider', { name: 'Month', exact: true }).getAttribute('aria-valuetext'),
    ).not.toBe(month);
    await tabTo(/^firms that adopt AI/);
    await page.keyboard.press('Enter');
    await page.locator('.place.followed', { hasText: 'adopt AI' }).first().waitFor();
  });

  test.each([390, 1024, 1920])('nothing sticks out of the page at %d pixels', async (width) => {
    const page = await open('', { viewport: { width, height: 900 } });
    const [scrolled, shown] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
    expect(scrolled).toBeLessThanOrEqual(shown!);
  });

  test('no policy was broken and no error was thrown in all this', () => {
    expect(complaints).toEqual([]);
  });
});
