import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { launchChromium } from './support/chromium.ts';
import { findChromium, longTest } from './support/long-suite.ts';
import { PROJECT } from './support/talentflow.ts';

const SITE = join(PROJECT, 'docs/site');
/** Addresses on a page that are files of the site; the part after # is not looked at. */
const linksIn = (html: string): string[] =>
  [...html.matchAll(/\b(?:href|src)="([^"#]+)/g)]
    .map(([, link]) => decodeURI(link!))
    .filter((link) => !/^(https?|mailto|data):/.test(link));

test('links between the pages in docs/ lead somewhere', () => {
  const pages = readdirSync(join(PROJECT, 'docs')).filter((name) => name.endsWith('.md'));
  expect(pages).toContain('tutorial.md');
  for (const page of pages) {
    const links = [...readFileSync(join(PROJECT, 'docs', page), 'utf8').matchAll(/\]\(([^)#]+)\)/g)].map(
      ([, link]) => link!,
    );
    const local = links.filter((link) => !link.startsWith('http'));
    expect(
      local.filter((link) => !existsSync(join(PROJECT, 'docs', link))),
      page,
    ).toEqual([]);
  }
});

longTest(
  'npm run docs makes a site with a page a command, whose links all lead somewhere',
  () => {
    execFileSync(process.execPath, [join(PROJECT, 'docs.mjs')], { cwd: PROJECT, encoding: 'utf8' });
    const commands = readdirSync(join(PROJECT, 'src/cli/commands')).map((name) => name.replace(/\.ts$/, ''));
    const documented = readdirSync(join(PROJECT, 'docs/commands')).map((name) => name.replace(/\.md$/, ''));
    expect(documented).toEqual(expect.arrayContaining(commands));
    const help = JSON.parse(readFileSync(join(PROJECT, 'dist/completion.json'), 'utf8'));
    for (const command of commands)
      expect(readFileSync(join(PROJECT, `docs/commands/${command}.md`), 'utf8')).toContain(
        `\n${help.commands[command].about}.\n`,
      );
    const pages = readdirSync(SITE, { recursive: true, encoding: 'utf8' }).filter((name) =>
      name.endsWith('.html'),
    );
    expect(pages.length).toBeGreaterThan(40);
    const dead = pages.flatMap((page) => {
      const file = join(SITE, page);
      return linksIn(readFileSync(file, 'utf8'))
        .filter((link) => !existsSync(resolve(dirname(file), link)))
        .map((link) => `${page}: ${link}`);
    });
    expect(dead).toEqual([]);
  },
  300_000,
);

longTest(
  'no page of the site is wider than a narrow screen',
  async () => {
    const executablePath = findChromium();
    if (executablePath === null) return;
    const browser = await launchChromium(executablePath);
    const page = await browser.newPage({ viewport: { width: 390, height: 900 } });
    const tooWide: string[] = [];
    const documents = readdirSync(join(SITE, 'documents')).map((name) => join('documents', name));
    for (const name of ['index.html', ...documents]) {
      await page.goto(pathToFileURL(join(SITE, name)).href);
      if ((await page.evaluate(() => document.documentElement.scrollWidth)) > 390) tooWide.push(name);
    }
    await browser.close();
    expect(tooWide).toEqual([]);
  },
  120_000,
);
