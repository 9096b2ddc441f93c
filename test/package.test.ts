import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { launchChromium } from './support/chromium.ts';
import { findChromium, isLong, longTest } from './support/long-suite.ts';
import { emptyFolder, PROJECT } from './support/talentflow.ts';

const folder = emptyFolder('disk');
const elsewhere = join(folder.path, 'elsewhere');
afterAll(folder.remove);

/** --ignore-scripts: `prepare` would rebuild dist/ under the tests that run beside this one. */
const PACK = ['pack', '--ignore-scripts', '--json', '--pack-destination', folder.path];
const INSTALL = ['install', '--prefer-offline', '--no-audit', '--no-fund'];

const inElsewhere = (program: string, ...words: string[]) =>
  execFileSync(program, words, { cwd: elsewhere, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });

describe('the package, installed elsewhere from its tarball', () => {
  let packed: { filename: string; files: { path: string }[] };
  beforeAll(() => {
    if (!isLong) return;
    [packed] = JSON.parse(
      execFileSync('npm', PACK, { cwd: PROJECT, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }),
    );
    mkdirSync(elsewhere);
    writeFileSync(
      join(elsewhere, 'package.json'),
      '{ "name": "elsewhere", "private": true, "type": "module" }',
    );
    inElsewhere('npm', ...INSTALL, join(folder.path, packed.filename));
  }, 300_000);

  longTest('holds what runs, the scenarios and the evidence, and nothing else', () => {
    const tops = new Set(packed.files.map(({ path }) => path.split('/')[0]));
    expect([...tops].sort()).toEqual([
      'LICENSE',
      'README.md',
      'dist',
      'evidence',
      'forecast',
      'package.json',
      'scenarios',
    ]);
  });

  longTest('runs the baseline and leaves the results in the current folder', () => {
    const out = inElsewhere('npx', 'talentflow', 'run', '--scale', '0.02', '--until', '2012-12', '--quiet');
    expect(out).toContain('output/baseline');
    expect(existsSync(join(elsewhere, 'output/baseline/charts/net-flow.svg'))).toBe(true);
  });

  longTest('extends the shipped baseline from a file of the user', () => {
    writeFileSync(join(elsewhere, 'mine.yaml'), 'name: mine\nextends: talentflow:baseline\nscale: 0.02\n');
    expect(inElsewhere('npx', 'talentflow', 'validate', 'mine.yaml')).toBe('mine.yaml: no mistake\n');
  });

  longTest('completes words', () => {
    const bin = join(elsewhere, 'node_modules/.bin/talentflow');
    expect(inElsewhere(bin, '--get-completions', 'zsh', 'talentflow', 'run', 'talentflow:fund')).toMatch(
      /^talentflow:funding-bust\t/,
    );
  });

  longTest(
    'serves the explorer, in which the engine runs',
    async () => {
      const chromium = findChromium();
      if (chromium === null) return;
      const bin = join(elsewhere, 'node_modules/.bin/talentflow');
      const served = spawn(bin, ['explore', 'mine.yaml', '--port', '0'], {
        cwd: elsewhere,
        stdio: ['ignore', 'pipe', 'ignore'],
      });
      const browser = await launchChromium(chromium);
      try {
        const [address] = (await once(createInterface(served.stdout), 'line')) as [string];
        const page = await browser.newPage();
        const complaints: string[] = [];
        page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
        page.on('pageerror', (error) => complaints.push(error.message));
        await page.goto(address);
        await page.locator('.chart[data-drawn] canvas').waitFor({ timeout: 120_000 });
        await page
          .getByText(/The five giants gained/)
          .first()
          .waitFor();
        expect(await page.locator('.cm-content').textContent()).toContain('name: mine');
        expect(complaints).toEqual([]);
      } finally {
        await browser.close();
        served.kill('SIGINT');
        await once(served, 'exit');
      }
      expect(served.exitCode).toBe(0);
    },
    180_000,
  );

  longTest('is a library, with and without Node, whose parts know each other', () => {
    writeFileSync(join(elsewhere, 'use.ts'), USE);
    writeFileSync(join(elsewhere, 'tsconfig.json'), TSCONFIG);
    inElsewhere(process.execPath, join(PROJECT, 'node_modules/typescript/bin/tsc'), '--project', '.');
    expect(inElsewhere(process.execPath, 'use.js')).toBe('12 months, true\n');
  });
});

const TSCONFIG = JSON.stringify({
  compilerOptions: { target: 'ES2023', module: 'NodeNext', strict: true, skipLibCheck: false, types: [] },
  files: ['use.ts'],
});

const USE = `
import { type Scenario, ScenarioError, simulate } from 'talentflow';
import { loadScenario } from 'talentflow/node';

declare const console: { log(text: string): void };
const scenario: Scenario = loadScenario('talentflow:baseline', { set: ['scale=0.01'] }).scenario;
let months = 0;
for (const month of simulate(scenario, { seed: 'a' })) {
  if (month.month > '2010-12') break;
  months++;
}
let isOurs = false;
try {
  loadScenario('missing.yaml');
} catch (error) {
  isOurs = error instanceof ScenarioError;
}
console.log(\`\${months} months, \${isOurs}\`);
`;
