import { createHash } from 'node:crypto';
import { readFileSync, realpathSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { build } from 'esbuild';
import { expect } from 'vitest';
import { collectTables, parseScenario, type Read, simulate, toCsv } from '../src/index.ts';
import { launchChromium } from './support/chromium.ts';
import { findChromium, longTest } from './support/long-suite.ts';
import { TWO_EMPLOYERS } from './support/markets.ts';
import { PROJECT } from './support/talentflow.ts';

const BASELINE = join(PROJECT, 'scenarios/baseline.yaml');
/** Small, but with every mechanism of the baseline. */
const SET = ['scale=0.05'];

/** What the page is given instead of a disk: what each reference of each file led to. */
type Disk = Record<string, { path: string; text: string }>;
const keyOf = (reference: string, fromFile: string | null) => `${reference} from ${fromFile ?? ''}`;

/** Runs in Node and in the page: CSV text of every table. */
function tablesOf(file: string, set: readonly string[], read: Read): Record<string, string> {
  const { scenario } = parseScenario(file, { read, set });
  const tables = Object.values(collectTables(scenario, simulate(scenario, { seed: 'browser' })));
  return Object.fromEntries(tables.map((table) => [table.name, toCsv(table)]));
}

const hashesOf = (tables: Record<string, string>) =>
  Object.fromEntries(
    Object.entries(tables).map(([name, csv]) => [name, createHash('sha256').update(csv).digest('hex')]),
  );

/** The library bundled as a page would bundle it: a Node module in it would fail the build. */
async function engineForPages(): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents: `export * from './src/index.ts'`, resolveDir: PROJECT },
    bundle: true,
    write: false,
    format: 'iife',
    globalName: 'talentflow',
    platform: 'browser',
    target: 'es2022',
  });
  return outputFiles[0]!.text;
}

longTest(
  'a page in Chromium gives the same tables as Node, to the byte',
  async () => {
    const executablePath = findChromium();
    if (executablePath === null) return;
    const disk: Disk = {};
    const read: Read = (reference, fromFile) => {
      const path = realpathSync(fromFile === null ? reference : resolve(dirname(fromFile), reference));
      disk[keyOf(reference, fromFile)] = { path, text: readFileSync(path, 'utf8') };
      return disk[keyOf(reference, fromFile)]!;
    };
    const inNode = tablesOf(BASELINE, SET, read);
    expect(inNode.flows!.split('\n').length).toBeGreaterThan(10_000);

    const browser = await launchChromium(executablePath);
    try {
      const page = await browser.newPage();
      await page.addScriptTag({ content: await engineForPages() });
      const inPage = await page.evaluate(
        ({ disk, file, set }) => {
          const { collectTables, parseScenario, simulate, toCsv } = (
            globalThis as unknown as { talentflow: typeof import('../src/index.ts') }
          ).talentflow;
          const read: Read = (reference, fromFile) => disk[`${reference} from ${fromFile ?? ''}`]!;
          const { scenario } = parseScenario(file, { read, set });
          const tables = Object.values(collectTables(scenario, simulate(scenario, { seed: 'browser' })));
          return Object.fromEntries(tables.map((table) => [table.name, toCsv(table)]));
        },
        { disk, file: BASELINE, set: SET },
      );
      expect(hashesOf(inPage)).toEqual(hashesOf(inNode));
    } finally {
      await browser.close();
    }
  },
  300_000,
);

longTest('the library without Node reads text alone', async () => {
  const text = await engineForPages();
  expect(text).not.toMatch(/require\("(node:)?(fs|crypto|os|path|worker_threads)"\)/);
  const tables = tablesOf('market.yaml', [], () => ({ path: 'market.yaml', text: TWO_EMPLOYERS }));
  expect(tables.flows).toContain('2020-12');
});
