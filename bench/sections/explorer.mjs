// The explorer in Chromium: from a slider to the chart, the first chart, how long its thread is deaf, and the engine's speed beside Node's.
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { chromium } from 'playwright-core';
import { goal, table } from '../words.mjs';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const PAGE = `${ROOT}dist/explorer`;
const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium';
const SWITCHES = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
/** What the bundle's libraries ask of Node by `require`. */
const REQUIRE =
  "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);";
const MOVES = 30;
const TURNS = 5;
const LOADS = 5;

export async function explorerSection() {
  const server = await serve();
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: SWITCHES });
  try {
    const firsts = [];
    for (let load = 0; load < LOADS; load++) firsts.push(await firstChart(browser, server.address));
    const page = await openPage(browser, server.address);
    const idle = await slides(page, true);
    const busy = await slides(page, false);
    await page.close();
    const speed = await speeds(browser);
    return [
      '## The explorer',
      `In Chromium ${browser.version()} on the page that \`talentflow explore\` serves. From the slider's event to the frame after the chart is drawn, ${MOVES} moves each: with nothing else under way, and while a
larger run is. The sketch that is drawn is the baseline as \`talentflow run ${speed.sketch}\` runs it.`,
      table(
        ['measure', 'here', 'goal', ''],
        [
          goal('slider to chart, ms, median', quantile(idle, 0.5), 200, 200, 'at most').slice(0, 4),
          goal('slider to chart, ms, 95%', quantile(idle, 0.95), 200, 200, 'at most').slice(0, 4),
          goal(
            'the same while a larger run is under way, median',
            quantile(busy, 0.5),
            200,
            200,
            'at most',
          ).slice(0, 4),
          goal(
            'first chart after the address is opened, s, median',
            quantile(firsts, 0.5) / 1000,
            2,
            2,
            'at most',
          ).slice(0, 4),
          goal('scripts, compressed, kB', scriptBytes() / 1000, 600, 600, 'at most').slice(0, 4),
          goal('longest that the thread is deaf, full size, ms', speed.deaf, 50, 50, 'at most').slice(0, 4),
          goal('time of a tenth over Node’s, the same bundle', speed.ratio, 1.3, 1.3, 'at most').slice(0, 4),
        ],
      ),
      `A tenth takes ${speed.node.toFixed(2)} s in Node and ${speed.chromium.toFixed(2)} s in Chromium (fastest of ${TURNS} by turns).`,
    ].join('\n\n');
  } finally {
    await browser.close();
    server.close();
  }
}

/** The server of the command itself. */
async function serve() {
  const { readPage, servePage } = await imported(['src/runtime/page-server.ts']);
  return servePage(readPage(PAGE), 0, '127.0.0.1');
}

async function openPage(browser, address) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  await page.goto(address);
  await page.waitForSelector('.chart canvas');
  return page;
}

async function firstChart(browser, address) {
  const page = await (await browser.newContext()).newPage();
  const begun = performance.now();
  await page.goto(address, { waitUntil: 'commit' });
  await page.waitForSelector('.chart canvas');
  const taken = performance.now() - begun;
  await page.context().close();
  return taken;
}

/** Milliseconds of each move of a slider, to and fro. @param isIdle whether larger runs are stopped before each. */
async function slides(page, isIdle) {
  const taken = [];
  for (let move = 0; move < MOVES; move++) {
    if (isIdle) {
      const stop = page.getByRole('button', { name: 'Stop' });
      await stop.waitFor();
      await stop.click();
    } else await page.getByRole('progressbar').waitFor();
    taken.push(await page.evaluate(slide, 5 + (move % 9)));
  }
  return taken;
}

/** Runs in the page. */
async function slide(stop) {
  const chart = document.querySelector('.chart');
  const input = document.querySelector('#freeze');
  const begun = performance.now();
  const drawn = new Promise((resolve) => {
    const observer = new MutationObserver(() => {
      if (chart.dataset.stage !== 'sketch') return;
      observer.disconnect();
      requestAnimationFrame(() => requestAnimationFrame(() => resolve(performance.now() - begun)));
    });
    observer.observe(chart, { attributes: true, attributeFilter: ['data-drawn'] });
  });
  input.value = String(stop);
  input.dispatchEvent(new Event('input', { bubbles: true }));
  return drawn;
}

/** The engine's speed in Node and in Chromium, by turns; and the longest slice of a full-size run in Chromium. */
async function speeds(browser) {
  const { code } = await bundled(['src/explorer/runner.ts', 'src/explorer/breathe.ts'], 'browser');
  const [ofPage, trees] = ['world', 'trees'].map((file) =>
    JSON.parse(readFileSync(`${PAGE}/${file}.json`, 'utf8')),
  );
  const world = { ...ofPage, trees };
  const page = await browser.newPage();
  const script = `${code}; const runOnce = ${runOnce};
onmessage = async ({ data: { world, stage } }) => postMessage(await runOnce(explorer.Runner, explorer.breathe, world, stage));`;
  const inPage = (stage) => page.evaluate(inWorker, { script, world, stage });
  const { Runner } = await imported(['src/explorer/runner.ts']);
  const inNode = [];
  const inChromium = [];
  for (let turn = 0; turn < TURNS; turn++) {
    inNode.push((await runOnce(Runner, inNodeBreathe, world, 'tenth')).seconds);
    inChromium.push((await inPage('tenth')).seconds);
  }
  const [node, chromiums] = [Math.min(...inNode), Math.min(...inChromium)];
  const { deaf } = await inPage('full');
  const { set } = await runOnce(Runner, inNodeBreathe, world, 'sketch');
  return {
    node,
    chromium: chromiums,
    ratio: chromiums / node,
    deaf,
    sketch: set.map((one) => `--set ${one}`).join(' '),
  };
}

/** Runs in the page: a run in a thread of its own, as the page has it, the same from call to call, as what is compiled stays there. */
function inWorker({ script, world, stage }) {
  globalThis.engine ??= new Worker(URL.createObjectURL(new Blob([script], { type: 'text/javascript' })));
  return new Promise((resolve, reject) => {
    globalThis.engine.onmessage = ({ data }) => resolve(data);
    globalThis.engine.onerror = ({ message }) => reject(new Error(message));
    globalThis.engine.postMessage({ world, stage });
  });
}

const inNodeBreathe = () => new Promise((resolve) => setImmediate(resolve));

/** Runs in Node and in a worker of the page: a run of the baseline, and the longest time between two breaths. */
async function runOnce(Runner, breathe, world, stage) {
  let last = 0;
  let deaf = 0;
  let set = [];
  let failed = null;
  const now = () => performance.now();
  const runner = new Runner(world, {
    answer: (one) => {
      if (one.kind === 'read') set = one.set;
      if (one.kind === 'failed' || one.kind === 'mistakes') failed = one;
    },
    now,
    breathe: async () => {
      deaf = Math.max(deaf, now() - last);
      await breathe();
      last = now();
    },
  });
  const text = 'name: bench\nextends: talentflow:baseline\n';
  const begun = now();
  last = begun;
  await runner.run({ kind: 'run', id: 1, text, stage, replicate: 0, keeps: false });
  deaf = Math.max(deaf, now() - last);
  if (failed !== null) throw new Error(JSON.stringify(failed));
  return { seconds: (now() - begun) / 1000, deaf, set };
}

/** A module for Node from a file of its own: what is imported from a `data:` address can ask for no other module. */
async function imported(entries) {
  const folder = mkdtempSync(join(tmpdir(), 'talentflow-bench-'));
  try {
    const { code } = await bundled(entries, 'node');
    const file = join(folder, 'bundle.mjs');
    writeFileSync(file, code);
    return await import(pathToFileURL(file));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** All that some modules export, in one bundle. */
async function bundled(entries, platform) {
  const { outputFiles } = await build({
    absWorkingDir: ROOT,
    stdin: { contents: entries.map((entry) => `export * from './${entry}';`).join(''), resolveDir: ROOT },
    bundle: true,
    write: false,
    minify: true,
    format: platform === 'node' ? 'esm' : 'iife',
    globalName: 'explorer',
    platform,
    target: 'es2022',
    external: platform === 'node' ? ['crypto'] : [],
    banner: platform === 'node' ? { js: REQUIRE } : {},
    alias: platform === 'node' ? {} : { crypto: 'data:text/javascript,' },
    logLevel: 'error',
  });
  return { code: outputFiles[0].text };
}

function scriptBytes() {
  const scripts = readdirSync(PAGE, { recursive: true }).filter((name) => name.endsWith('.js'));
  return scripts.reduce((sum, name) => sum + gzipSync(readFileSync(`${PAGE}/${name}`)).length, 0);
}

function quantile(values, share) {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
}
