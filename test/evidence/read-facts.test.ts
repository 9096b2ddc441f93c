import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { factsOfRuns } from '../../src/evidence/score.ts';
import { evidenceOfRuns, loadAllPriors, loadFacts } from '../../src/runtime/evidence-files.ts';
import { loadScenario } from '../../src/runtime/scenario-files.ts';

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

  it('are the 47 of the ledger, each with its role', () => {
    const roles = (id: string) => [
      ...new Set(facts.filter((one) => one.id.split('.')[0] === id).map(({ role }) => role)),
    ];
    const ids = Array.from({ length: 47 }, (_, at) => `F${String(at + 1).padStart(2, '0')}`);
    expect(ids.map((id) => `${id} ${roles(id).sort().join(', ')}`)).toEqual(
      ids.map((id) => `${id} ${rolesOfLedger(id)}`),
    );
  });

  it('that a run shows are found without reading the others', () => {
    expect(evidenceOfRuns().facts).toEqual(factsOfRuns(facts));
    expect(evidenceOfRuns().facts.filter(({ headline }) => headline)).toHaveLength(3);
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
    for (const { tolerance, id, notObserved } of facts)
      expect(tolerance?.why ?? notObserved, id).toMatch(/\w/);
  });
});

it('MODEL.md says of every fact which mechanism answers it, where, and where that is tested', () => {
  const model = readFileSync(new URL('../../MODEL.md', import.meta.url), 'utf8');
  const rows = [...model.matchAll(/^\| (F\d\d(?:, F\d\d)*) \|(.*)\|$/gm)];
  const ids = rows.flatMap(([, told]) => told!.split(', ')).sort();
  expect(ids).toEqual(Array.from({ length: 47 }, (_, at) => `F${String(at + 1).padStart(2, '0')}`));
  const files = rows.flatMap(([, , row]) =>
    [...row!.matchAll(/`((?:src|test)\/[^`]+)`/g)].map(([, file]) => file!),
  );
  expect(files.filter((file) => !existsSync(new URL(`../../${file}`, import.meta.url)))).toEqual([]);
});

describe('the priors of the package', () => {
  const priors = loadAllPriors();

  it('are P01 to P29, P09 held out', () => {
    const ids = [...new Set(priors.map(({ id }) => id.split('.')[0]!))];
    expect(ids).toEqual(Array.from({ length: 29 }, (_, at) => `P${String(at + 1).padStart(2, '0')}`));
    expect(priors.filter(({ role }) => role === 'held out').every(({ id }) => id.startsWith('P09.'))).toBe(
      true,
    );
  });

  it('are about numbers that the baseline has', () => {
    const { values } = loadScenario('talentflow:baseline', {});
    const paths = new Set(values.map(({ path }) => path));
    for (const { id, targets } of priors)
      for (const { path, 'relative-to': relative } of targets)
        expect(
          [path, relative ?? path].filter((one) => !paths.has(one)),
          id,
        ).toEqual([]);
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

/** The roles that the first reading of the sources gave, before anything was fitted. */
function rolesOfLedger(id: string): string {
  const fitted = ['F01', 'F02', 'F04', 'F13', 'F19', 'F34', 'F40'];
  const mixed: Record<string, string> = { F17: 'held out, input', F29: 'fitted, held out' };
  const heldOut = 'F03 F05 F06 F07 F08 F09 F10 F12 F15 F18 F22 F28 F31 F35 F37 F38 F39 F44'.split(' ');
  return mixed[id] ?? (fitted.includes(id) ? 'fitted' : heldOut.includes(id) ? 'held out' : 'input');
}
