import { deflateRawSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { explorerInChromium } from '../support/explorer-in-chromium.ts';
import { findChromium, isLong } from '../support/long-suite.ts';

const PATIENCE = 120_000;
const executablePath = isLong ? findChromium() : null;

const packed = (text: string) => `#s=${deflateRawSync(text).toString('base64url')}`;
const carrying = (text: string) => packed(JSON.stringify({ scenario: 'baseline', text }));
const policy = (lines: string) => carrying(`name: a\nextends: talentflow:baseline\n${lines}\n`);
const ATTACK = '<img src=x onerror="document.title=1"><script>document.title=1</script>';

/** Links of strangers, and what the reader is told instead. */
const LINKS: readonly [what: string, hash: string, told: RegExp][] = [
  ['broken base64', '#s=%22%3E%3Cscript%3Ealert(1)', /The baseline is shown instead/],
  ['an address without end', `#s=${'A'.repeat(200_000)}`, /too long to be one of ours/],
  [
    'a gigabyte in a kilobyte',
    `#s=${deflateRawSync(Buffer.alloc(40_000_000), { level: 9 }).toString('base64url')}`,
    /The baseline is shown instead/,
  ],
  [
    'a key of all objects',
    packed('{"scenario":"baseline","__proto__":{"text":"x"}}'),
    /The baseline is shown instead/,
  ],
  [
    'a key of all objects, in the scenario',
    policy('__proto__: { polluted: true }\nconstructor: { prototype: { polluted: true } }'),
    /has 2 mistakes/,
  ],
  ['a script as a key', policy(`'${ATTACK}': 1`), /has a mistake/],
  [
    'aliases that double',
    policy(
      `a: &a [x, x]\n${[...'bcdefghijklmnopqrstuvwxyz'].map((one, at) => `${one}: &${one} [*${String.fromCharCode(97 + at)}, *${String.fromCharCode(97 + at)}]`).join('\n')}`,
    ),
    /has (a|\d+) mistake/,
  ],
  ['brackets without end', carrying('['.repeat(49_000)), /nested too deeply/],
  ['lists in lists without end', carrying('- '.repeat(24_000)), /nested too deeply/],
  [
    'thousands of mistakes',
    policy(Array.from({ length: 2_500 }, (_, at) => `unheard-of-${at}: 1`).join('\n')),
    /has (a|\d+) mistake/,
  ],
  ['a market far too large', policy('scale: 100'), /too large for a page/],
];

describe.skipIf(executablePath === null)('a link from a stranger', { timeout: 2 * PATIENCE }, () => {
  const explorer = explorerInChromium(executablePath!);
  test.each(LINKS)('%s: is told, runs nothing, and the page goes on', async (_, hash, told) => {
    const page = await explorer.browser.newPage({ viewport: { width: 1024, height: 900 } });
    page.setDefaultTimeout(PATIENCE);
    const complaints: string[] = [];
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    await page.goto(explorer.server.address + hash);
    await page.locator('.remark, [role=alert]').filter({ hasText: told }).first().waitFor();

    expect(await page.evaluate(() => 'polluted' in Object.prototype)).toBe(false); // and it answers
    expect(await page.title()).toBe('Talentflow explorer');
    expect(await page.locator('img, script:not([src])').count()).toBe(0);
    expect(complaints).toEqual([]);

    await page.getByRole('combobox', { name: 'Scenario' }).selectOption('no-chatgpt'); // and there is a way on
    await page.waitForFunction(() => Number(document.querySelector('.chart')?.dataset.drawn) > 0);
    await page.close();
  });

  test('what was said of a broken link is gone with the next sound one; of many mistakes, how many more there are', async () => {
    const page = await explorer.browser.newPage();
    page.setDefaultTimeout(PATIENCE);
    await page.goto(`${explorer.server.address}#s=broken`);
    const remark = page.locator('.remark');
    await remark.filter({ hasText: 'The baseline is shown instead' }).waitFor();
    const many = policy(Array.from({ length: 60 }, (_, at) => `unheard-of-${at}: 1`).join('\n'));
    await page.goto(explorer.server.address + many);
    await page.getByRole('list', { name: 'Mistakes' }).getByText('and 10 more').waitFor();
    expect(await remark.textContent()).toBe('');
    await page.close();
  });
});

/** What the functions that run in the page use of its document. */
declare const document: {
  querySelector(selector: string): { readonly dataset: Readonly<Record<string, string | undefined>> } | null;
};
