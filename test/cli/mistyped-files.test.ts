import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { talentflowHere } from '../support/talentflow-here.ts';

/** Designs of sweeps and causes of decompositions as people get them wrong: what is told, and where. */
const cwd = mkdtempSync(join(tmpdir(), 'talentflow-mistyped-'));
afterAll(() => rmSync(cwd, { recursive: true }));

writeFileSync(
  join(cwd, 'market.yaml'),
  `name: market
calendar: { start: 2020-01, end: 2020-12 }
people: { count: 100, looks-per-month: 1 }
choice: { elasticity: 4 }
employers: [{ id: rich, staff: 50, pay: 220000 }]
drivers: [{ id: index, series: { values: { 2020-01: 1, 2020-12: 2 } }, between: linear, acts-on: [{ path: employers.rich.pay, elasticity: 1 }] }]
`,
);

const OVER = 'over: [employers.rich.pay=200000:240000:3]\n';
const CAUSES = 'causes: [{ id: pay, drivers: [index] }]\n';

test.each([
  [
    'scenario: markt.yaml\n',
    'file.yaml:1:11  scenario\n  found     no file "markt.yaml"',
    'did you mean market.yaml?',
  ],
  ['scenario: .\n', 'file.yaml:1:11  scenario\n  found     ".", which is no file', 'name a file in it'],
  ['scenario: market.yaml\nto: 2025-01\n', 'file.yaml:2:5  to\n  found     "2025-01"', 'to: 2020-12'],
  ['scenario: market.yaml\nfrom: 2020-1\n', 'file.yaml:2:7  from\n  found     "2020-1"', 'write 2020-01'],
  ['scenario: market.yaml\ncells: 8\n', 'file.yaml:2:8  cells\n  found     "8"', 'leave cells out'],
  [
    'scenario: market.yaml\noutcomes: [stock:rihc]\n',
    'file.yaml:2:11  outcomes\n  found     "stock:rihc"',
    'did you mean rich?',
  ],
  [
    'scenario: market.yaml\noutcomes: stock:rich\n',
    'file.yaml:2:11  outcomes\n  found     "stock:rich"',
    'write [stock:rich]',
  ],
])('sweep --file of %j', async (text, told, remedy) => {
  writeFileSync(join(cwd, 'file.yaml'), text + OVER);
  const { code, out, err } = await talentflowHere(['sweep', '--file', 'file.yaml', '--quiet'], { cwd });
  expect(err).toContain(told);
  expect(err).toContain(remedy);
  expect([code, out]).toEqual([2, '']);
});

test('a scenario where a design is meant, and a design where a scenario is, is one mistake', async () => {
  const scenario = await talentflowHere(['sweep', '--file', 'market.yaml'], { cwd });
  expect(scenario.err).toMatch(
    /^market\.yaml:1:1 .*\n {2}found {5}a map of name, calendar, .*\n.*\n.*\n1 mistake/,
  );
  writeFileSync(join(cwd, 'design.yaml'), `scenario: market.yaml\n${OVER}`);
  const design = await talentflowHere(['run', 'design.yaml'], { cwd });
  expect(design.err).toContain('found     the design of a sweep');
  expect(design.err).toContain('write talentflow sweep --file design.yaml\n1 mistake');
});

test('a path that no scenario has is told once, not once a cell', async () => {
  const { err } = await talentflowHere(['sweep', 'market.yaml', '--over', 'employers.rihc.pay=1:9:5'], {
    cwd,
  });
  expect(err).toContain('did you mean rich?\n1 mistake; nothing was run.');
});

test.each([
  [
    'between: [2020-01:2020-06, 2025-07:2025-12]\n',
    'file.yaml:1:10  between\n  found     "2025-07"',
    '2 mistakes',
  ],
  ['between: [2020-01 to June 2020, 2020Q3]\n', 'file.yaml:1:11  between[0]', 'write 2020-01:2020-06\n'],
  ['references: 2020-01:2020-06\n', 'file.yaml:1:13  references', 'write [2020-01:2020-06]'],
  ['references: [2020-06:2020-01]\n', 'file.yaml:1:13  references\n', 'write 2020-01:2020-06'],
])('decompose --causes of %j', async (text, told, remedy) => {
  writeFileSync(join(cwd, 'file.yaml'), text + CAUSES);
  const words = [
    '--causes',
    'file.yaml',
    ...(text.startsWith('between') ? [] : ['--between', '2020-01:2020-06', '2020-07:2020-12']),
  ];
  const { code, err } = await talentflowHere(['decompose', 'market.yaml', ...words], { cwd });
  expect(err).toContain(told);
  expect(err).toContain(remedy);
  expect(code).toBe(2);
});

test('all that is wrong in causes is told at once, each where it stands', async () => {
  writeFileSync(
    join(cwd, 'file.yaml'),
    `between: [2020-01:2020-06, 2020-07:2020-12]
causes:
  - { id: pay, drivers: [Index], events: [rise] }
  - { id: pay, drivers: [index, index] }
  - { id: nothing }
`,
  );
  const { err } = await talentflowHere(['decompose', 'market.yaml', '--causes', 'file.yaml'], { cwd });
  expect(err.match(/^file\.yaml:.*$/gm)).toEqual([
    'file.yaml:3:26  causes.pay.drivers[0]',
    'file.yaml:3:43  causes.pay.events[0]',
    'file.yaml:4:11  causes.pay.id',
    'file.yaml:4:33  causes.pay.drivers[1]',
    'file.yaml:5:11  causes.nothing.id',
  ]);
});
