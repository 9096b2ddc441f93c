import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  isBaselineFile,
  loadScenario,
  openScenarioFile,
  shippedScenarios,
} from '../../src/runtime/scenario-files.ts';
import { mistakesOf, SMALL } from './texts.ts';

let folder: string;
const write = (path: string, text: string): string => {
  mkdirSync(join(folder, path, '..'), { recursive: true });
  writeFileSync(join(folder, path), text);
  return join(folder, path);
};
const withSeries = (name: string, file: string) =>
  `name: ${name}\nextends: ./small.yaml\ndrivers: [{ id: d, series: { file: ${file}, column: v } }]\n`;
const CSV = `month,v\n${Array.from({ length: 12 }, (_, at) => `2020-${String(at + 1).padStart(2, '0')},${at}`).join('\n')}\n`;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'talentflow-files-'));
  write('project/scenarios/small.yaml', SMALL);
  write('project/evidence/v.csv', CSV);
  write('outside/v.csv', CSV);
  write('lone/small.yaml', SMALL);
  write('lone/v.csv', CSV);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('a file beside `scenarios/` may be named from inside it, one outside that folder may not', () => {
  const inside = write('project/scenarios/inside.yaml', withSeries('inside', '../evidence/v.csv'));
  expect(loadScenario(inside).scenario.drivers[0]!.values).toHaveLength(12);
  const outside = write('project/scenarios/outside.yaml', withSeries('outside', '../../outside/v.csv'));
  expect(mistakesOf(() => loadScenario(outside))).toContain('leaves the root');
  expect(loadScenario(outside, { root: folder }).scenario.drivers).toHaveLength(1);
});

test('without `scenarios/` above, the root is the file’s own folder', () => {
  const inside = write('lone/inside.yaml', withSeries('inside', './v.csv'));
  expect(loadScenario(inside).scenario.drivers).toHaveLength(1);
  const outside = write('lone/outside.yaml', withSeries('outside', '../outside/v.csv'));
  expect(mistakesOf(() => loadScenario(outside))).toContain('leaves the root');
});

test('links are followed before the check, so none leads out', () => {
  symlinkSync(join(folder, 'outside', 'v.csv'), join(folder, 'lone', 'link.csv'));
  symlinkSync(join(folder, 'outside'), join(folder, 'lone', 'linked'));
  for (const file of ['./link.csv', './linked/v.csv']) {
    const linked = write('lone/linked.yaml', withSeries('linked', file));
    expect(mistakesOf(() => loadScenario(linked))).toContain('leaves the root');
  }
});

test('a link to the same file does not hide a cycle', () => {
  const first = write('lone/first.yaml', 'name: first\nextends: ./again.yaml\n');
  symlinkSync(first, join(folder, 'lone', 'again.yaml'));
  expect(mistakesOf(() => loadScenario(first))).toContain('a chain of files that ends');
});

test('a file of 100 MB is refused, and so is what is no file', () => {
  const huge = write('lone/huge.yaml', '');
  truncateSync(huge, 100_000_000);
  expect(mistakesOf(() => loadScenario(huge))).toContain('a file of 100 MB');
  expect(mistakesOf(() => loadScenario(join(folder, 'lone')))).toContain('which is no file');
  expect(mistakesOf(() => loadScenario('/dev/zero'))).toContain('which is no file');
  expect(mistakesOf(() => loadScenario(join(folder, 'none.yaml')))).toContain('no file');
});

test('a file that nobody could read for its size is refused before it is read', () => {
  const huge = write('lone/huge.yaml', '');
  truncateSync(huge, 2 ** 33); // twice the largest buffer of Node 20; takes no room on the disk
  expect(mistakesOf(() => loadScenario(huge))).toContain('at most 8 MB');
});

test('a neighbour of the root whose name begins like it is outside', () => {
  write('project-of-others/v.csv', CSV);
  const outside = write(
    'project/scenarios/next-door.yaml',
    withSeries('next-door', '../../project-of-others/v.csv'),
  );
  expect(mistakesOf(() => loadScenario(outside))).toContain('leaves the root');
  expect(loadScenario(outside, { root: folder }).scenario.drivers).toHaveLength(1);
});

test('an absolute path is refused, inside the root too, and so are texts in other encodings', () => {
  const absolute = write('lone/absolute.yaml', withSeries('absolute', join(folder, 'lone/v.csv')));
  expect(mistakesOf(() => loadScenario(absolute))).toContain('a path relative to this file');
  writeFileSync(join(folder, 'lone/latin.yaml'), Buffer.from(`${SMALL}# caf\u00e9\n`, 'latin1'));
  expect(mistakesOf(() => loadScenario(join(folder, 'lone/latin.yaml')))).toContain(
    'which is not UTF-8 text',
  );
});

test('names of the package’s scenarios have the baseline first, and only its own file is the baseline', () => {
  const names = shippedScenarios();
  expect(names[0]).toBe('baseline');
  expect(names.slice(1)).toEqual(names.slice(1).toSorted());
  expect(isBaselineFile('scenarios/baseline.yaml')).toBe(true);
  expect(isBaselineFile('scenarios/us-immigration-easing.yaml')).toBe(false);
  expect(isBaselineFile(write('project/scenarios/baseline.yaml', SMALL))).toBe(false);
});

test('the baseline of the package is found from anywhere, and its evidence with it', () => {
  const child = write('lone/policy.yaml', 'name: policy\nextends: talentflow:baseline\n');
  const loaded = loadScenario(child);
  expect(loaded.scenario.name).toBe('policy');
  expect(loaded.files[1]).toBe('scenarios/baseline.yaml');
  expect(loaded.files.some((file) => file.startsWith('evidence/'))).toBe(true);
  expect(loadScenario('talentflow:baseline').scenario.employers).toEqual(loaded.scenario.employers);
});

test('URLs are refused, also as the first file', () => {
  expect(mistakesOf(() => loadScenario('https://example.org/market.yaml'))).toContain(
    'nothing is read from the network',
  );
});

test('files are called as the user called the first one', () => {
  const child = write('project/scenarios/child.yaml', withSeries('child', '../evidence/v.csv'));
  expect(loadScenario(child).files).toEqual([
    child,
    join(folder, 'project/scenarios/small.yaml'),
    join(folder, 'project/evidence/v.csv'),
  ]);
});

test('the runs of an ensemble have the series of its beginning, whatever becomes of the file meanwhile', () => {
  const market = write('changing/d.yaml', withSeries('d', 'v.csv'));
  write('changing/small.yaml', SMALL);
  write('changing/v.csv', CSV);
  const open = openScenarioFile(market);
  const before = open([]).scenario.drivers;
  write('changing/v.csv', CSV.replace('2020-02,1', '2020-02,7'));
  expect(open(['choice.elasticity=5']).scenario.drivers).toEqual(before);
  expect(loadScenario(market).scenario.drivers).not.toEqual(before);
});
