import { beforeAll, describe, expect, test } from 'vitest';
import type { PeopleExplained } from '../../src/experiments/explain/explained.ts';
import { findPeople } from '../../src/experiments/explain/movers.ts';
import { explainPerson } from '../../src/experiments/explain/person.ts';
import { explainVersus } from '../../src/experiments/explain/versus.ts';
import { unpackedSketch } from '../../src/explorer/packed-sketch.ts';
import type { Answer } from '../../src/explorer/protocol.ts';
import { Runner } from '../../src/explorer/runner.ts';
import { filesOf } from '../../src/explorer/table-files.ts';
import { OWN_FILE, startingText } from '../../src/explorer/world.ts';
import { collectTables, simulate, toCsv } from '../../src/index.ts';
import { loadScenario } from '../../src/node.ts';
import { parseScenario } from '../../src/scenario/parse.ts';
import type { Scenario } from '../../src/scenario/scenario.ts';
import { numbersOf, textsOf } from '../../src/tables/table.ts';
import { TWO_EMPLOYERS } from '../support/markets.ts';
import { worldOfFiles, worldOfPage } from '../support/world.ts';

const world = worldOfFiles();

/** A runner whose answers are kept. @param onBreath is called whenever it lets messages in. */
function runnerWith(onBreath: () => void = () => {}) {
  const answers: Answer[] = [];
  let clock = 0;
  const runner = new Runner(world, {
    answer: (one) => answers.push(one),
    now: () => clock++,
    breathe: async () => onBreath(),
  });
  return { runner, answers };
}
const request = { kind: 'run', id: 1, replicate: 0, keeps: true } as const;
const last = (answers: Answer[]) => answers.at(-1)!;

describe('a run of the baseline as a sketch', () => {
  const { runner, answers } = runnerWith();
  beforeAll(() => runner.run({ ...request, text: startingText(world, 'baseline'), stage: 'sketch' }));

  test('says how the scenario reads, then its months, then its result', () => {
    expect(answers[0]).toMatchObject({ kind: 'read', stages: ['sketch', 'tenth', 'full'] });
    expect(answers.filter(({ kind }) => kind === 'month').length).toBeGreaterThan(10);
    expect(last(answers)).toMatchObject({ kind: 'result', stage: 'sketch', facts: [] });
  });

  test('has the tables that the command line gives with the same settings, to the byte', async () => {
    const { set } = answers[0] as Extract<Answer, { kind: 'read' }>;
    const { scenario } = loadScenario('talentflow:baseline', { set });
    const tables = collectTables(scenario, simulate(scenario));
    const files = await filesOf(runner.finished!.tables, 'csv');
    const decoded = Object.fromEntries(
      files.map(({ name, bytes }) => [name, new TextDecoder().decode(bytes)]),
    );
    expect(decoded).toEqual(
      Object.fromEntries(Object.values(tables).map((table) => [`${table.name}.csv`, toCsv(table)])),
    );
  });

  test('is what the page begins with, to the bit', () => {
    const { read, result } = unpackedSketch(worldOfPage().first);
    const own = last(answers) as Extract<Answer, { kind: 'result' }>;
    expect({ ...read, id: 1 }).toEqual(answers[0]);
    expect({ ...result, id: 1, milliseconds: 0 }).toEqual({ ...own, milliseconds: 0 });
  });

  test('counts people who came to the giants and left them as the table of employers does, in every month', () => {
    const { summary } = last(answers) as Extract<Answer, { kind: 'result' }>;
    const { places, people } = summary.sectors;
    const giants = places.findIndex(({ id }) => id === 'giants');
    const cell = (month: number, from: number, to: number) =>
      people[(month * places.length + from) * places.length + to]!;
    const { employers } = runner.finished!.tables;
    const sector = textsOf(employers, 'sector');
    const month = textsOf(employers, 'month');
    const net = summary.months.map(() => 0);
    numbersOf(employers, 'net').forEach((people, row) => {
      if (sector.texts[sector.codes[row]!] !== 'giants') return;
      net[summary.months.indexOf(month.texts[month.codes[row]!]!)]! += people;
    });
    expect(
      net.filter((people) => people !== 0).length,
      'months in which they gained or lost',
    ).toBeGreaterThan(20);
    for (const [at, expected] of net.entries()) {
      const came = places.reduce((sum, _, from) => sum + (from === giants ? 0 : cell(at, from, giants)), 0);
      const went = places.reduce((sum, _, to) => sum + (to === giants ? 0 : cell(at, giants, to)), 0);
      expect(came - went, summary.months[at]).toBeCloseTo(expected, 3);
    }
  });
});

test.each([
  ['after', '2028-03', '2018-01', '2030-12'],
  ['before', '2014-03', '2010-01', '2026-12'],
])(
  'what happens %s the months of a sketch is no mistake: the sketch has more months',
  async (_, from, first, last) => {
    const { runner, answers } = runnerWith();
    const line = `timeline:\n  - { id: mine, from: ${from}, path: founding.rate, multiply: 1.5 }\n`;
    const text = startingText(world, 'baseline') + line;
    await runner.run({ ...request, text, stage: 'sketch' });
    expect(answers[0]).toMatchObject({ kind: 'read' });
    const { summary } = answers.at(-1) as Extract<Answer, { kind: 'result' }>;
    expect([summary.months[0], summary.months.at(-1)]).toEqual([first, last]);
  },
);

test('a small market is run whole at once, and held against nothing it lacks', async () => {
  const { runner, answers } = runnerWith();
  await runner.run({ ...request, text: TWO_EMPLOYERS, stage: 'sketch' });
  expect(last(answers)).toMatchObject({ kind: 'result', stage: 'full', summary: { observed: null } });
});

describe('a career is explained as the command explains it', () => {
  const { runner, answers } = runnerWith();
  const raised = TWO_EMPLOYERS.replace('220000 USD/year', '300000 USD/year');
  const asked = { kind: 'explain', id: 2, stage: 'sketch', text: raised } as const;
  const [own, base] = [raised, TWO_EMPLOYERS].map(
    (text) => parseScenario(OWN_FILE, { read: () => ({ path: OWN_FILE, text }) }).scenario,
  ) as [Scenario, Scenario];
  const explained = () => (last(answers) as Extract<Answer, { kind: 'explained' }>).explained;

  test('who moved, then why, beside the base', async () => {
    expect(raised).not.toBe(TWO_EMPLOYERS);
    const moves = { from: 'calm', to: 'rich', when: '2020-03' };
    await runner.explain({ ...asked, base: null, ask: { what: 'people', ...moves } });
    const people = explained() as PeopleExplained;
    expect(people).toEqual(await findPeople(own, { ...moves, most: 60 }, { simulate }));
    expect(people.found).toBeGreaterThan(0);
    const key = people.moves[0]!.person;
    await runner.explain({ ...asked, base: TWO_EMPLOYERS, ask: { what: 'person', key } });
    expect(explained()).toEqual(await explainVersus(base, own, key, { simulate }));
    await runner.explain({ ...asked, base: null, ask: { what: 'person', key } });
    expect(explained()).toEqual(await explainPerson(own, key, { simulate }));
  });

  test('a base of other months is left out', async () => {
    const shorter = TWO_EMPLOYERS.replace('2020-12', '2020-06');
    expect(shorter).not.toBe(TWO_EMPLOYERS);
    await runner.explain({ ...asked, base: shorter, ask: { what: 'person', key: 'calm/7' } });
    expect(explained().kind).toBe('person');
  });

  test('a stop is heard, and what nobody can answer is told', async () => {
    const { runner: stopped, answers: heard } = runnerWith(() => stopped.stop());
    await stopped.explain({ ...asked, base: null, ask: { what: 'person', key: 'calm/7' } });
    expect(last(heard)).toEqual({ kind: 'stopped', id: 2 });
    await runner.explain({ ...asked, base: null, ask: { what: 'person', key: 'clam/7' } });
    expect(last(answers)).toMatchObject({ kind: 'failed', why: expect.stringContaining('expected a key') });
  });
});

test('a stop is heard at the next breath', async () => {
  let breaths = 0;
  const { runner, answers } = runnerWith(() => {
    breaths++;
    runner.stop();
  });
  await runner.run({ ...request, text: startingText(world, 'baseline'), stage: 'tenth' });
  expect(breaths).toBe(1);
  expect(last(answers)).toEqual({ kind: 'stopped', id: 1 });
});

describe('what is wrong with a text is told, and nothing is run', () => {
  test.each([
    [
      'a key that is misspelt',
      'name: a\nextends: talentflow:baseline\nchoise: { elasticity: 3 }\n',
      3,
      'did you mean choice?',
    ],
    ['a file of the reader’s disk', 'name: a\nextends: /etc/passwd\n', 2, 'write talentflow:baseline'],
    ['an address', 'name: a\nextends: https://example.org/a.yaml\n', 2, 'write talentflow:baseline'],
    [
      'a shipped file named as in its folder',
      'name: a\nextends: ./baseline.yaml\n',
      2,
      'write talentflow:baseline',
    ],
    [
      'a key that would change all objects',
      'name: a\nextends: talentflow:baseline\n__proto__: { a: 1 }\n',
      3,
      'remove it',
    ],
  ])('%s', async (_, text, line, remedy) => {
    const { runner, answers } = runnerWith();
    await runner.run({ ...request, text, stage: 'sketch' });
    expect(answers).toHaveLength(1);
    const [answer] = answers as [Extract<Answer, { kind: 'mistakes' }>];
    expect(answer.mistakes[0]).toMatchObject({ place: { file: 'your-scenario.yaml', line } });
    expect(answer.mistakes[0]!.remedy).toContain(remedy);
  });

  test('aliases that multiply', async () => {
    const lines = Array.from(
      { length: 9 },
      (_, at) => `a${at + 1}: &a${at + 1} [${Array(9).fill(`*a${at}`)}]`,
    );
    const { runner, answers } = runnerWith();
    await runner.run({ ...request, text: `a0: &a0 [x]\n${lines.join('\n')}\n`, stage: 'sketch' });
    expect(last(answers).kind).toBe('mistakes');
  });
});

describe('what is too large for a page is not begun', () => {
  test.each([
    [
      'people',
      'people: { count: 9000000, looks-per-month: 1, contacts: all, taste: { autonomy: 0.1 } }',
      'simulated people',
    ],
    ['months', 'calendar: { start: 1960-01, end: 2020-12 }', 'months'],
  ])('%s', async (_, line, word) => {
    const key = line.split(':')[0]!;
    const text = TWO_EMPLOYERS.replace(new RegExp(`^${key}:.*$`, 'm'), line);
    const { runner, answers } = runnerWith();
    await runner.run({ ...request, text, stage: 'full' });
    expect(last(answers)).toMatchObject({ kind: 'failed', why: expect.stringContaining(word) });
    expect(answers.some(({ kind }) => kind === 'month')).toBe(false);
  });
});
