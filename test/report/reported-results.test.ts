import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { MANIFEST_FORMAT } from '../../src/report/manifest.ts';
import { newestResults, readResults } from '../../src/report/reported-results.ts';
import { emptyFolder } from '../support/talentflow.ts';

/** What a report reads of results folders, and which it takes where none is named. */

const folder = emptyFolder();
afterAll(folder.remove);
const at = (...parts: string[]) => join(folder.path, ...parts);

function resultsIn(name: string, command: string, files: Record<string, unknown>, more: object = {}): string {
  const path = at(name);
  mkdirSync(join(path, 'charts'), { recursive: true });
  for (const [file, content] of Object.entries(files))
    writeFileSync(join(path, file), typeof content === 'string' ? content : JSON.stringify(content));
  const manifest = {
    format: MANIFEST_FORMAT,
    talentflow: { version: '0.1.0', commit: null, engine: 'e' },
    experiment: { command, name, words: null, settings: {} },
    scenario: { name },
    variants: [],
    points: [],
    started: '2026-01-01T00:00:00.000Z',
    files: Object.keys(files).map((file) => ({ path: file })),
    ...more,
  };
  writeFileSync(join(path, 'manifest.json'), JSON.stringify(manifest));
  return path;
}

test('of each command the newest, whatever its folder is called; what is no results folder is passed over', () => {
  const started = (day: number) => ({ started: `2026-01-0${day}T00:00:00.000Z` });
  resultsIn('output/a', 'run', {}, started(2));
  resultsIn('output/b', 'run', {}, started(3));
  resultsIn('output/c', 'run', {}, started(1));
  resultsIn('output/z', 'compare', {}, started(1));
  resultsIn('output/earlier', 'sweep', {}, { points: undefined });
  mkdirSync(at('output/notes'));
  writeFileSync(at('output/file'), '');
  expect(newestResults(at('output'))).toEqual([at('output/b'), at('output/z')]);
  expect(() => newestResults(at('output/notes'))).toThrow(
    expect.objectContaining({ found: 'no results folder in it' }),
  );
  expect(() => newestResults(at('nowhere'))).toThrow(expect.objectContaining({ found: 'no such folder' }));
});

test('twelve charts and how many more there are; figures, periods, facts, effects and cells each from its own file', () => {
  const charts = Object.fromEntries(
    Array.from({ length: 14 }, (_, chart) => [`charts/c${chart}.vl.json`, { chart }]),
  );
  const period = (centre: number | null) => ({ id: 'F1', simulated: { centre, low: null, high: null } });
  const all = {
    ...charts,
    'charts/c0.svg': '<svg/>',
    'figures.json': [{ id: 'F2' }],
    'net-flow.json': [period(null), period(3)],
    'comparison.json': { outcomes: [{ policy: 'p' }] },
    'sweep.json': { cells: [{ cell: ['1'] }], paths: ['scale'] },
    'facts.json': [{ id: 'F3' }],
    'comparison.md': 'A remark that the table of effects makes.',
    'sweep.md': 'A remark.',
  };
  const read = readResults(resultsIn('whole', 'check', all));
  expect(read.charts.map(({ name, spec }) => [name, spec.chart])).toEqual(
    Array.from({ length: 12 }, (_, chart) => [`c${chart}`, chart]),
  );
  expect(read).toMatchObject({
    command: 'check',
    chartsLeftOut: 2,
    figures: [{ id: 'F2' }],
    periods: [period(null), period(3)],
    facts: [{ id: 'F3' }],
    effects: [{ policy: 'p' }],
    cells: [{ cell: ['1'] }],
    paths: ['scale'],
    told: [{ kind: 'remark', text: 'A remark.' }],
  });
  const few = readResults(
    resultsIn('few', 'run', { 'charts/a.vl.json': {}, 'facts.json': [{}], 'net-flow.json': [period(null)] }),
  );
  expect(few).toMatchObject({
    chartsLeftOut: 0,
    facts: [],
    periods: [],
    figures: [],
    effects: [],
    cells: [],
  });
});

test('a file that was cut is told by its name', () => {
  const cut = resultsIn('cut', 'run', { 'figures.json': '[{"id": "F' });
  expect(() => readResults(cut)).toThrow(
    expect.objectContaining({ found: expect.stringMatching(/^figures.json, which is no JSON/) }),
  );
});
