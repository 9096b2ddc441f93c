// Builds dist/: the engine, the `talentflow` bin, the library, `talentflow/node`, the worker of points, the explorer, and types.
// With --if-old only when something it is made from has changed since; with --explorer only the explorer.
import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { buildExplorer, WORLD, writeWorld } from './build-explorer.mjs';

const root = dirname(fileURLToPath(import.meta.url));
const inRoot = (...parts) => join(root, ...parts);

/**
 * Read from node_modules when they are used: native, CommonJS that needs Node, or started in threads of their own. All else is
 * in the bundle: it starts in half the time, and vega loads in half the time.
 */
const EXTERNAL = [
  '@duckdb/node-api',
  '@resvg/resvg-js',
  'cli-progress',
  'dejavu-fonts-ttf',
  'piscina',
  'bullmq',
  'ioredis',
];

/** seedrandom asks Node's crypto for a seed when it is given none; it always is given one. */
const NO_CRYPTO = {
  name: 'no-crypto',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^crypto$/ }, () => ({ path: 'crypto', namespace: 'nothing' }));
    onLoad({ filter: /./, namespace: 'nothing' }, () => ({ contents: '' }));
  },
};

/** What yargs calls the Node modules that it uses. */
const NODE_MODULES = ['node:*', 'assert', 'fs', 'path', 'url', 'util'];

/**
 * The engine is one file of its own, and the rest of the program runs that file: its SHA-256 says which engine made a result. White
 * space and comments are left out, so that only what the engine does is hashed.
 */
const ENGINE_ALONE = {
  name: 'engine-alone',
  setup({ onResolve }) {
    onResolve({ filter: /\/engine\.ts$/ }, () => ({ path: '#engine', external: true }));
  },
};

const LAST = inRoot('dist/types/index.d.ts');
const COMPLETION = inRoot('dist/completion.json');
if (process.argv.includes('--if-old') && existsSync(LAST) && changedAt() < statSync(LAST).mtimeMs) {
  // The rest reads scenarios and evidence when it runs.
  if (changedIn(['scenarios', 'evidence']) > statSync(WORLD).mtimeMs) await writeWorld();
  if (namedAt() > statSync(COMPLETION).mtimeMs) writeCompletion();
  process.exit();
}
if (process.argv.includes('--explorer') && existsSync(inRoot('dist/engine.js'))) {
  await buildExplorer([NO_CRYPTO]);
  process.exit();
}

rmSync(inRoot('dist'), { recursive: true, force: true });
const COMMON = {
  absWorkingDir: root,
  bundle: true,
  format: 'esm',
  platform: 'neutral', // takes the forms of the libraries that need no Node module
  mainFields: ['browser', 'module', 'main'],
  target: 'node20',
  legalComments: 'none',
  logLevel: 'warning',
};
await build({
  ...COMMON,
  entryPoints: ['src/runtime/engine.ts'],
  outfile: 'dist/engine.js',
  minifyWhitespace: true,
  plugins: [NO_CRYPTO],
});
const { metafile } = await build({
  ...COMMON,
  metafile: true,
  entryPoints: {
    talentflow: 'src/cli/main.ts',
    index: 'src/index.ts',
    node: 'src/node.ts',
    worker: 'src/runtime/worker.ts',
  },
  outdir: 'dist',
  splitting: true, // an error class thrown by `talentflow/node` is the one that `talentflow` exports
  chunkNames: 'parts/[name]-[hash]',
  external: [...NODE_MODULES, ...EXTERNAL],
  plugins: [NO_CRYPTO, ENGINE_ALONE],
});
await build({
  ...COMMON,
  entryPoints: ['src/page/main.ts', 'src/page/page.css'],
  outdir: 'dist/page', // put into each report whole: a page opened from a disk cannot load modules
  format: 'iife',
  platform: 'browser',
  target: 'es2023',
  minify: true,
});
checkNeedsNothing('dist/index.js');
chmodSync(inRoot('dist/talentflow.js'), 0o755);
await buildExplorer([NO_CRYPTO]);
writeCompletion();

// TypeScript 7, which takes a quarter of the time; TypeDoc needs 6 under the name of `typescript`.
const tsc = inRoot('node_modules/typescript-native/bin/tsc');
const types = spawnSync(process.execPath, [tsc, '--project', 'tsconfig.build.json'], {
  cwd: root,
  stdio: 'inherit',
});
process.exitCode = types.status ?? 1;

/** The library must run in a browser as it is: neither it nor its parts may import a Node module or a package. */
function checkNeedsNothing(output, seen = new Set()) {
  if (seen.has(output)) return;
  seen.add(output);
  for (const { path, external } of metafile.outputs[output].imports) {
    if (external) throw new Error(`dist/index.js needs ${path}, by ${output}`);
    checkNeedsNothing(path, seen);
  }
}

/** What a shell completes: commands, options, scenarios, paths. Reading all scenarios at each press of Tab would take seconds. */
function writeCompletion() {
  const bin = inRoot('dist/talentflow.js');
  writeFileSync(COMPLETION, execFileSync(process.execPath, [bin, '--list-completions'], { maxBuffer: 1e8 }));
}

/** When what completion names was last changed. */
function namedAt() {
  return changedIn(['scenarios', 'evidence/facts', 'evidence/priors']);
}

function changedIn(folders) {
  const files = folders.flatMap((folder) =>
    ['.', ...readdirSync(inRoot(folder), { recursive: true })].map((file) => inRoot(folder, file)),
  );
  return Math.max(...files.map((file) => statSync(file).mtimeMs));
}

function changedAt() {
  const sources = readdirSync(inRoot('src'), { recursive: true }).map((path) => inRoot('src', path));
  const others = [
    'build.mjs',
    'build-explorer.mjs',
    'package-lock.json',
    'tsconfig.json',
    'tsconfig.build.json',
  ];
  return Math.max(
    ...[...sources, ...others.map((path) => inRoot(path))].map((path) => statSync(path).mtimeMs),
  );
}
