// Builds dist/explorer/: the page, its worker and what it knows of the world. The folder is a static site as it is.
import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { compile } from 'vega-lite';
import { parse } from 'yaml';

const root = dirname(fileURLToPath(import.meta.url));
const inRoot = (...parts) => join(root, ...parts);
/** What the page knows of the world: written last. */
export const WORLD = inRoot('dist/explorer/world.json');
const read = (...parts) => readFileSync(inRoot(...parts), 'utf8');

/** Nothing but the page's own files: no text is run as code, no style stands in an element, nothing is sent anywhere. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "worker-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

/** @param plugins of esbuild, as the engine needs them. */
export async function buildExplorer(plugins) {
  rmSync(inRoot('dist/explorer'), { recursive: true, force: true });
  await build({
    absWorkingDir: root,
    bundle: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    minify: true,
    splitting: true,
    legalComments: 'none',
    logLevel: 'warning',
    entryPoints: { explorer: 'src/explorer/page/main.tsx', worker: 'src/explorer/worker.ts' },
    outdir: 'dist/explorer',
    chunkNames: 'parts/[name]-[hash]',
    plugins,
  });
  const page = read('src/explorer/page/index.html').replace('POLICY', POLICY);
  writeFileSync(inRoot('dist/explorer/index.html'), page);
  copyFileSync(inRoot('src/explorer/page/explorer.css'), inRoot('dist/explorer/explorer.css'));
  await writeWorld();
}

/** What the page has instead of a disk: see src/explorer/world.ts. */
export async function writeWorld() {
  mkdirSync(inRoot('dist/explorer'), { recursive: true });
  const names = yamlFiles('scenarios').map((file) => file.slice(0, -'.yaml'.length));
  const scenarios = ['baseline', ...names.filter((name) => name !== 'baseline')].map(scenarioOf);
  const series = Object.fromEntries(
    readdirSync(inRoot('evidence/series'))
      .filter((file) => file.endsWith('.csv'))
      .sort()
      .map((file) => [`evidence/series/${file}`, read('evidence/series', file)]),
  );
  const { treesOf } = await imported('src/explorer/trees.ts');
  const { readLevers } = await imported('src/explorer/read-levers.ts');
  const { firstSketch } = await imported('src/explorer/first-sketch.ts');
  const world = {
    version: JSON.parse(read('package.json')).version,
    engine: createHash('sha256')
      .update(readFileSync(inRoot('dist/engine.js')))
      .digest('hex'),
    scenarios,
    series,
    facts: await factsOfFiles(),
    schema: JSON.parse(read('scenarios/schema.json')),
    levers: readLevers(read('src/explorer/levers.yaml')),
    ...(await compiledCharts()),
  };
  const trees = treesOf(world);
  const first = await firstSketch({ ...world, trees });
  writeFileSync(inRoot('dist/explorer/trees.json'), JSON.stringify(trees));
  writeFileSync(WORLD, JSON.stringify({ ...world, first }));
}

/** The specs of src/explorer/curve-chart.ts and career-chart.ts as Vega: without Vega-Lite the page is a sixth smaller. */
async function compiledCharts() {
  const { curveSpec } = await imported('src/explorer/curve-chart.ts');
  const { careerSpecs } = await imported('src/explorer/career-chart.ts');
  const careers = Object.entries(careerSpecs()).map(([name, { wide, narrow }]) => [
    name,
    { wide: compile(wide).spec, narrow: compile(narrow).spec },
  ]);
  return { curve: compile(curveSpec()).spec, careers: Object.fromEntries(careers) };
}

/** Read and checked here: in the page that would keep its thread from listening for a quarter of a second. */
async function factsOfFiles() {
  const { readFacts } = await imported('src/evidence/read-facts.ts');
  return readFacts(
    yamlFiles('evidence/facts').map((file) => ({
      path: `evidence/facts/${file}`,
      text: read('evidence/facts', file),
    })),
  );
}

async function imported(entry) {
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: [entry],
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'neutral',
    mainFields: ['browser', 'module', 'main'],
  });
  const code = Buffer.from(outputFiles[0].contents).toString('base64');
  return import(`data:text/javascript;base64,${code}`);
}

const yamlFiles = (folder) =>
  readdirSync(inRoot(folder))
    .filter((file) => file.endsWith('.yaml'))
    .sort();

function scenarioOf(name) {
  const text = read('scenarios', `${name}.yaml`);
  return { name, title: parse(text).title ?? name, text };
}
