import { expect, test } from 'vitest';
import { contestsOf, type Fared, type ScoredFact } from '../../src/evidence/scoring.ts';
import { scoreTables } from '../../src/report/score-tables.ts';

/** What a check says of trust, by hand: each number under its own heading, and who is nearest. */

const fared = (value: number | null, score: number | null, verdict: Fared['verdict'] = 'inside'): Fared => ({
  value,
  verdict,
  crps: score === null ? null : 2 * score,
  score,
});
const scoredFact = (id: string, more: Partial<ScoredFact>): ScoredFact => ({
  id,
  role: 'held out',
  kind: 'number',
  title: `what ${id} is`,
  unit: 'people',
  published: 10,
  tolerance: { from: 8, to: 12 },
  scale: 2,
  simulated: { low50: 9, high50: 11, low90: 7, high90: 13 },
  seen: { low50: 5, high50: 15, low90: 3, high90: 17 },
  level: 0.5,
  isInformative: true,
  model: fared(10.5, 0.25),
  rivals: {},
  ...more,
});
const RIVALS = ['last', 'half'];
const tablesOf = (...facts: ScoredFact[]) => {
  const [json, csv, markdown] = scoreTables(facts, contestsOf(facts, RIVALS), RIVALS);
  return { json: JSON.parse(json!.text), csv: csv!, lines: markdown!.text.split('\n') };
};
/** Of the markdown's table, by fact: the cells of a column. */
const column = (lines: readonly string[], name: string) => {
  const rows = lines.filter((line) => line.startsWith('|')).map((line) => line.split(' | '));
  const at = rows[0]!.findIndex((cell) => cell.replace(/[|]/g, '').trim() === name);
  return rows.slice(2).map((row) => row[at]!.replace(/ \|$/, ''));
};

test('a spreadsheet has the interval of the runs, the one as seen, and each rival’s value beside its score', () => {
  const first = scoredFact('F1', { rivals: { last: fared(14, 2), half: fared(9, 0.5) } });
  const sign = scoredFact('F2', {
    kind: 'sign',
    published: null,
    scale: null,
    simulated: null,
    seen: null,
    level: null,
    isInformative: null,
    model: fared(1, null),
  });
  const { csv } = tablesOf(first, sign);
  const [head, one, other] = csv.text.split('\n').map((line) => line.split(','));
  const rowOf = (cells: readonly string[]) => Object.fromEntries(head!.map((name, at) => [name, cells[at]]));
  expect(csv.rows).toBe(2);
  expect(rowOf(one!)).toEqual({
    id: 'F1',
    role: 'held out',
    kind: 'number',
    unit: 'people',
    published: '10',
    tolerance_half_width: '2',
    median: '10.5',
    low50: '9',
    high50: '11',
    low90: '7',
    high90: '13',
    seen_low50: '5',
    seen_high50: '15',
    seen_low90: '3',
    seen_high90: '17',
    in_50: 'true',
    in_90: 'true',
    informative: 'true',
    verdict: 'inside',
    crps: '0.5',
    score: '0.25',
    'last: value': '14',
    'last: score': '2',
    'half: value': '9',
    'half: score': '0.5',
  });
  const nothing = rowOf(other!);
  for (const name of ['low50', 'seen_high90', 'in_50', 'in_90', 'score', 'half: value'])
    expect(nothing[name], name).toBe('');
});

test('a level of 0.9 is in the 90% interval and not in the 50% one; above it is in neither', () => {
  const levels = [0.5, 0.9, 0.91].map((level, at) => scoredFact(`F${at}`, { level }));
  const { csv } = tablesOf(...levels);
  const [head, ...rows] = csv.text
    .trimEnd()
    .split('\n')
    .map((line) => line.split(','));
  const at = (name: string) => rows.map((row) => row[head!.indexOf(name)]);
  expect(at('in_50')).toEqual(['true', 'false', 'false']);
  expect(at('in_90')).toEqual(['true', 'true', 'false']);
});

test('readers see held-out numbers with the 90% interval of the runs, and who is nearest', () => {
  const near = (model: number, last: number | null, half: number | null) =>
    scoredFact(`F${model}`, {
      model: fared(10.5, model),
      rivals: { last: fared(14, last), half: fared(9, half) },
    });
  const same = { last: fared(14, 2), half: fared(14, 2) };
  const { lines } = tablesOf(
    near(1, 2, 3),
    near(3, 2, 4),
    near(4, 5, 1),
    near(6, null, 7),
    scoredFact('F7', { title: 'a | bar', model: fared(10.5, 3), rivals: same }),
    scoredFact('F8', {}),
    scoredFact('F9', { role: 'fitted' }),
    scoredFact('F0', { published: null, model: fared(1, null) }),
  );
  expect(column(lines, 'held out').slice(0, -1)).toEqual(
    ['F1', 'F3', 'F4', 'F6'].map((id) => `| ${id} what ${id} is`).concat('| F7 a \\| bar', '| F8 what F8 is'),
  );
  expect(column(lines, 'model: median (90%)')[0]).toBe('10.5 (7 to 13)');
  expect(column(lines, 'score').slice(0, 2)).toEqual(['1.00', '3.00']);
  expect(column(lines, 'nearest').slice(0, 6)).toEqual([
    '**model**',
    'last',
    'half',
    '**model**',
    'rivals',
    '**model**',
  ]);
  const rivals = column(lines, 'rivals: value, score');
  expect([rivals[0], rivals[3], rivals[4], rivals[5]]).toEqual([
    'last 14, 2.00; half 9, 3.00',
    'last 14, –; half 9, 7.00',
    '14, 2.00', // once where both say the same
    '–',
  ]);
});

test('the sentences below count wins, means, coverage and signs, each of its own facts', () => {
  const sign = (id: string, model: Fared['verdict'], rival: Fared['verdict'] | null) =>
    scoredFact(id, {
      kind: 'sign',
      level: null,
      model: fared(1, null, model),
      rivals: rival === null ? {} : { half: fared(0, null, rival) },
    });
  const { lines, json } = tablesOf(
    scoredFact('F1', { model: fared(10, 1), rivals: { last: fared(14, 2) }, level: 0.4 }),
    scoredFact('F2', {
      model: fared(10, 5, 'uninformative'),
      rivals: { last: fared(14, 3) },
      level: 0.8,
      isInformative: false,
    }),
    scoredFact('F3', { model: fared(10, 3, 'outside'), rivals: { last: fared(14, 10) }, level: 0.99 }),
    scoredFact('F4', { role: 'fitted', level: 0.7 }),
    sign('F5', 'inside', 'outside'),
    sign('F6', 'inside', 'inside'),
    sign('F7', 'outside', null),
  );
  expect(lines).toContain('Against "last": better on 2 of 3; mean score 3.00 to 5.00.');
  expect(lines.find((line) => line.includes('**mean score**'))).toBe(
    '| **mean score** |  |  | **3.00** | last **5.00** |  |',
  );
  const coverage = lines.filter((line) => line.startsWith('Of '));
  expect(coverage).toEqual([
    "Of 1 figures fitted, 1 are inside and informative (1 informative); the 50% interval, with the publication's own error, holds 0, the 90% interval 1.",
    "Of 3 figures held out, 1 are inside and informative (2 informative); the 50% interval, with the publication's own error, holds 1, the 90% interval 2.",
  ]);
  expect(lines).toContain(
    'Signs and orders held out: 2 of 3 as published; leavers spread in proportion to hiring: 1 of 2.',
  );
  expect(json).toMatchObject({ format: 'talentflow.scores/1', contests: [{ rival: 'last', won: 2 }] });
});
