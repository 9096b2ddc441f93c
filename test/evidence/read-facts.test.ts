import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { EvidenceError } from '../../src/evidence/mistakes.ts';
import { readFacts } from '../../src/evidence/read-facts.ts';
import { loadFacts } from '../../src/runtime/evidence-files.ts';

const GOOD = `id: F77
title: A made-up fact
says: Something was counted.
role: fitted
value: 10
unit: people/month
period: { from: 2019-01, to: 2019-12 }
tolerance: { plus-minus: 2, why: it was counted badly }
source: Nobody, Nothing, 2019
how-sure: read
observation: { measure: net-flow }
`;
const mistakesOf = (text: string) => {
  try {
    readFacts([{ path: 'F77.yaml', text }]);
  } catch (error) {
    if (error instanceof EvidenceError) return error.message;
    throw error;
  }
  return 'none';
};

describe('the facts of the package', () => {
  const facts = loadFacts();
  const fact = (id: string) => facts.find((one) => one.id === id)!;

  it('hold the three lines of the headline with the ledger’s values', () => {
    const lines = facts
      .filter(({ headline }) => headline)
      .map(({ id, value, also, role }) => [id, value, also, role]);
    expect(lines).toEqual([
      ['F01', 168, null, 'fitted'],
      ['F02', -0.08, { value: -14, unit: 'people/month' }, 'fitted'],
      ['F03', 0.31, { value: 52.5, unit: 'people/month' }, 'held out'],
    ]);
  });

  it('give each part what the fact says, unless it says so itself', () => {
    expect(fact('F29.industry-2019')).toMatchObject({
      value: 65.7,
      role: 'fitted',
      unit: 'per cent',
      edition: '2021 and 2022',
    });
    expect(fact('F29.industry-2020')).toMatchObject({ value: 60.2, role: 'held out' });
    expect(fact('F27.academia').tolerance).toMatchObject({ kind: 'plus-minus', size: 4 });
  });

  it('say why their tolerance is so wide', () => {
    for (const { tolerance, id } of facts) expect(tolerance.why, id).not.toBe('');
  });
});

describe('mistakes in a fact', () => {
  it('are none in a good one', () => expect(mistakesOf(GOOD)).toBe('none'));

  it.each([
    [
      'an unknown key',
      GOOD.replace('title:', 'titel:'),
      'F77.yaml:2:1: titel: found an unknown key, expected a key of a fact',
    ],
    ['a wrong role', GOOD.replace('fitted', 'fited'), 'F77.yaml:4:1: role: found "fited", expected'],
    [
      'a wrong month',
      GOOD.replace('2019-12', '2019-13'),
      'F77.yaml:7:26: period.to: found "2019-13", expected a month, YYYY-MM',
    ],
    [
      'a period that ends before it begins',
      GOOD.replace('2019-12', '2018-12'),
      'F77.yaml:7:26: period.to: found 2018-12, expected a month from 2019-01 on',
    ],
    [
      'two tolerances',
      GOOD.replace('plus-minus: 2', 'plus-minus: 2, from: 3'),
      'F77.yaml:8:1: tolerance: found from, plus-minus, why, expected from and to',
    ],
    ['no value', GOOD.replace('value: 10\n', ''), 'value: found nothing, expected value of the figure'],
    [
      'an unknown measure',
      GOOD.replace('net-flow', 'netflow'),
      'F77.yaml:11:16: observation.measure: found "netflow", expected',
    ],
    [
      'a ratio over nothing',
      GOOD.replace('net-flow', 'net-flow, over: F99'),
      'F77.yaml:11:35: observation.over: found F99, expected the id of another fact',
    ],
    ['no YAML', `${GOOD}]`, 'F77.yaml:12:1: the file: found'],
    ['a key twice', `${GOOD}value: 3\n`, 'the file: found Map keys must be unique'],
  ])('%s is found where it stands', (_, text, message) => {
    expect(mistakesOf(text)).toContain(message);
  });

  it('are told all at once, of all files', () => {
    const wrong = GOOD.replace('2019-12', '2018-12').replace('plus-minus: 2', 'from: 3');
    const files = ['F77.yaml', 'F78.yaml'].map((path) => ({
      path,
      text: wrong.replace('F77', path.slice(0, 3)),
    }));
    expect(() => readFacts(files)).toThrow(/(?:.*\n){3}.*/);
  });
});

it('every series has a sidecar on origin and licence, and a line in the credits', () => {
  const folder = new URL('../../evidence/series/', import.meta.url);
  const names = readdirSync(folder);
  const series = names.filter((name) => name.endsWith('.csv')).map((name) => name.slice(0, -4));
  expect(series.length).toBeGreaterThan(0);
  expect(names).toHaveLength(2 * series.length);
  const credits = readFileSync(new URL('../../evidence/README.md', import.meta.url), 'utf8');
  for (const name of series) {
    const sidecar = parse(readFileSync(new URL(`${name}.yaml`, folder), 'utf8'));
    for (const key of ['what', 'unit', 'period', 'source', 'licence', 'credit'])
      expect(sidecar[key], key).toBeTruthy();
    expect(credits).toContain(`| \`${name}\` | ${sidecar.credit} | ${sidecar.licence} |`);
  }
});
