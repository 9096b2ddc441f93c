import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { expect, test } from 'vitest';
import { parse } from 'yaml';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const SOURCE = join(ROOT, 'src');

/** Who may import whom within src/: the table of house style, in the order it gives. A folder may always import itself. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  maths: [],
  random: ['maths'],
  scenario: [],
  model: ['maths', 'random', 'scenario'],
  tables: ['scenario', 'model'],
  evidence: ['scenario', 'model', 'tables'],
  experiments: ['maths', 'random', 'scenario', 'model', 'tables', 'evidence'],
  charts: ['maths', 'random', 'scenario', 'model', 'tables', 'evidence', 'experiments'],
  explained: ['model', 'experiments'],
  runtime: ['maths', 'random', 'scenario', 'model', 'tables', 'evidence', 'experiments'],
  report: [
    'maths',
    'random',
    'scenario',
    'model',
    'tables',
    'evidence',
    'experiments',
    'charts',
    'explained',
    'runtime',
  ],
  cli: [
    'maths',
    'random',
    'scenario',
    'model',
    'tables',
    'evidence',
    'experiments',
    'charts',
    'runtime',
    'report',
    'explorer',
  ],
  page: ['charts'],
  explorer: [
    'maths',
    'random',
    'scenario',
    'model',
    'tables',
    'evidence',
    'experiments',
    'charts',
    'explained',
  ],
  'index.ts': ['scenario', 'model', 'tables', 'evidence', 'charts'],
  'node.ts': [
    'index.ts',
    'scenario',
    'model',
    'tables',
    'evidence',
    'charts',
    'experiments',
    'runtime',
    'report',
  ],
};
const MAY_USE_NODE = ['runtime', 'report', 'cli', 'node.ts'];
/** Packages that read files, start threads or draw pictures: no part of the library without Node. */
const NODE_PACKAGES = [
  '@resvg/resvg-js',
  'dejavu-fonts-ttf',
  'piscina',
  'bullmq',
  'ioredis',
  '@duckdb/node-api',
  'yargs',
  'cli-progress',
];

interface SourceModule {
  path: string;
  text: string;
}

function modulesOf(folder: string): SourceModule[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.tsx?$/.test(path))
    .map((path) => ({ path: path.replaceAll('\\', '/'), text: readFileSync(join(folder, path), 'utf8') }));
}

const modules = modulesOf(SOURCE);
const inFolders = (...folders: string[]) => modules.filter(({ path }) => folders.includes(wallOf(path)));
const wallOf = (path: string) => path.split('/')[0]!;
const parsed = (module: SourceModule) =>
  ts.createSourceFile(module.path, module.text, ts.ScriptTarget.Latest, true);

function visit(node: ts.Node, see: (node: ts.Node) => void): void {
  see(node);
  node.forEachChild((child) => visit(child, see));
}

/** Everything a module imports: static, re-exported, dynamic, and types. */
function importsOf(module: SourceModule): string[] {
  const specifiers: string[] = [];
  visit(parsed(module), (node) => {
    const isStatic = ts.isImportDeclaration(node) || ts.isExportDeclaration(node);
    if (isStatic && node.moduleSpecifier) specifiers.push((node.moduleSpecifier as ts.StringLiteral).text);
    if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument))
      specifiers.push((node.argument.literal as ts.StringLiteral).text);
    const isCall = ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword;
    if (isCall && ts.isStringLiteral(node.arguments[0]!)) specifiers.push(node.arguments[0].text);
  });
  return specifiers;
}

function forbiddenImports(module: SourceModule): string[] {
  const from = wallOf(module.path);
  return importsOf(module).filter((specifier) => {
    if (!specifier.startsWith('.')) return isForNodeOnly(specifier) && !MAY_USE_NODE.includes(from);
    const to = wallOf(relative(SOURCE, join(SOURCE, dirname(module.path), specifier)).replaceAll('\\', '/'));
    return to !== from && !MAY_IMPORT[from]?.includes(to);
  });
}

const isForNodeOnly = (specifier: string) =>
  specifier.startsWith('node:') || NODE_PACKAGES.includes(specifier);

/** What the engine may not name: clocks, the console, chance that is not keyed, and powers that differ between engines. */
const PORTABLE_MATHS = [
  'abs',
  'floor',
  'ceil',
  'trunc',
  'round',
  'min',
  'max',
  'imul',
  'clz32',
  'sqrt',
  'sign',
  'fround',
];
function unportable(module: SourceModule): string[] {
  const found: string[] = [];
  visit(parsed(module), (node) => {
    if (ts.isIdentifier(node) && ['Date', 'console', 'performance', 'Intl'].includes(node.text))
      found.push(node.text);
    if (ts.isIdentifier(node) && /^(toLocale|localeCompare)/.test(node.text)) found.push(node.text);
    if (ts.isPropertyAccessExpression(node) && node.expression.getText() === 'Math') {
      const isConstant = /^[A-Z]/.test(node.name.text);
      if (!isConstant && !PORTABLE_MATHS.includes(node.name.text)) found.push(`Math.${node.name.text}`);
    } else if (ts.isIdentifier(node) && node.text === 'Math' && !ts.isPropertyAccessExpression(node.parent)) {
      found.push('Math, not followed by a name'); // const { exp } = Math
    }
    const isPower =
      node.kind === ts.SyntaxKind.AsteriskAsteriskToken ||
      node.kind === ts.SyntaxKind.AsteriskAsteriskEqualsToken;
    if (isPower) found.push('**');
  });
  return found;
}

/** Code and strings without comments: a comment may name an example. */
function wordsOf(module: SourceModule): Set<string> {
  const words = new Set<string>();
  visit(parsed(module), (node) => {
    if (ts.isIdentifier(node) || ts.isStringLiteralLike(node))
      for (const word of lowerWords(node.text)) words.add(word);
  });
  return words;
}
const lowerWords = (text: string) =>
  text
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/);

test('every folder imports only what the table of house style allows', () => {
  const breaches = modules.flatMap((module) =>
    forbiddenImports(module).map((specifier) => `${module.path} imports ${specifier}`),
  );
  expect(breaches).toEqual([]);
});

test('the check above saw the modules, and every folder of src/ is in its table', () => {
  expect(modules.length).toBeGreaterThan(60);
  expect(modules.flatMap(importsOf).length).toBeGreaterThan(150);
  expect(Object.keys(MAY_IMPORT)).toEqual(
    expect.arrayContaining([...new Set(modules.map(({ path }) => wallOf(path)))]),
  );
});

test.each([
  ['model/month.ts', "import { readFileSync } from 'node:fs';"],
  ['model/month.ts', "import type { Tables } from '../tables/tables.ts';"],
  ['scenario/parse.ts', "export { exp } from '../maths/exp.ts';"],
  ['runtime/worker.ts', "const charts = await import('../charts/run-charts.ts');"],
  ['charts/spec.ts', "import { Resvg } from '@resvg/resvg-js';"],
  ['tables/deep/er.ts', "let tables: import('../../report/manifest.ts').Manifest;"],
])('a forbidden import in %s is seen: %s', (path, text) => {
  expect(forbiddenImports({ path, text })).toHaveLength(1);
});

test('the engine has no clock, no console, no chance but the keyed draws, and no power that differs between engines', () => {
  const found = inFolders('model', 'random', 'maths').flatMap((module) =>
    unportable(module).map((what) => `${module.path}: ${what}`),
  );
  expect(found).toEqual([]);
});

test.each([
  'Math.random()',
  'Math.exp(1)',
  '2 ** 3',
  'new Date()',
  'console.log(1)',
  'const { log } = Math',
  'a.localeCompare(b)',
])('it would be seen: %s', (text) => {
  expect(unportable({ path: 'model/month.ts', text: `${text};` })).not.toEqual([]);
});

test('the world is in scenarios/ alone: the engine names no employer, place or product', () => {
  const names = properNames();
  expect(names.size).toBeGreaterThan(15);
  const found = inFolders('model', 'random', 'maths').flatMap((module) =>
    [...wordsOf(module)].filter((word) => names.has(word)).map((word) => `${module.path}: ${word}`),
  );
  expect(found).toEqual([]);
  expect(wordsOf({ path: '', text: "const giants = staffOf('openai-2022')" })).toContain('openai');
});

/** Ids of what is named in the baseline, and the names that a reader of the article would look for. */
function properNames(): Set<string> {
  const baseline = parse(readFileSync(join(ROOT, 'scenarios/baseline.yaml'), 'utf8')) as {
    employers: { id: string; count?: number }[];
    regions?: { id: string }[];
  };
  const ids = [
    ...baseline.employers.filter(({ count }) => count === undefined),
    ...(baseline.regions ?? []),
  ].map(({ id }) => id);
  const words = [
    'google',
    'deepmind',
    'facebook',
    'chatgpt',
    'gpt',
    'covid',
    'america',
    'europe',
    'china',
    'beijing',
    'h1b',
  ];
  return new Set(
    [...ids.flatMap(lowerWords), ...words].filter((word) => word.length > 2 && !ORDINARY_WORDS.has(word)),
  );
}
/** Parts of ids that are ordinary words too. */
const ORDINARY_WORDS = new Set(['elsewhere', 'the', 'and', 'rest', 'other', 'world', 'ai']);

/** What chooses a parameter: fitting, and the commands for it. */
const CHOOSES = /(^|\/)(calibrat|fit(?!ting-evidence)|posterior)/;
/** Gives what is held out. */
const HELD_OUT = /(^|\/)evidence-files\.ts$/;

/** Modules that a module reaches through imports of ours, itself included. */
function reachedFrom(start: SourceModule, among: readonly SourceModule[] = modules): Set<string> {
  const byPath = new Map(among.map((module) => [module.path, module]));
  const reached = new Set<string>();
  const follow = (module: SourceModule) => {
    if (reached.has(module.path)) return;
    reached.add(module.path);
    for (const specifier of importsOf(module).filter((one) => one.startsWith('.'))) {
      const to = relative(SOURCE, join(SOURCE, dirname(module.path), specifier)).replaceAll('\\', '/');
      const found = byPath.get(to);
      if (found) follow(found);
    }
  };
  follow(start);
  return reached;
}

/** Code of experiments that chooses may reach nothing held out, by any way; a command that starts it may not name it itself. */
function heldOutReached(module: SourceModule): string[] {
  if (!CHOOSES.test(module.path)) return [];
  const isCommand = wallOf(module.path) === 'cli';
  const seen = isCommand ? importsOf(module) : [...reachedFrom(module)];
  return seen.filter((path) => HELD_OUT.test(path));
}

test('what chooses a parameter cannot reach what is held out', () => {
  expect(modules.some(({ path }) => HELD_OUT.test(path))).toBe(true);
  expect(
    modules.flatMap((module) => heldOutReached(module).map((path) => `${module.path} reaches ${path}`)),
  ).toEqual([]);
});

test.each([
  ['experiments/calibrate.ts', "import { loadFacts } from '../runtime/evidence-files.ts';"],
  [
    'experiments/calibrate/waves.ts',
    "const { loadFacts } = await import('../../runtime/evidence-files.ts');",
  ],
  ['experiments/calibrate.ts', "import { shown } from '../report/run-to-folder.ts';"],
  ['cli/commands/calibrate.ts', "import { loadFacts } from '../../runtime/evidence-files.ts';"],
  ['experiments/posterior.ts', "export * from '../runtime/evidence-files.ts';"],
])('it would be seen in %s: %s', (path, text) => {
  expect(heldOutReached({ path, text })).not.toEqual([]);
});

test('what fits may read the evidence that is open to it', () => {
  const text = "import { loadFittedFacts } from '../runtime/fitting-evidence.ts';";
  expect(heldOutReached({ path: 'experiments/calibrate.ts', text })).toEqual([]);
});
