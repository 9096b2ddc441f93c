import { describe, expect, test } from 'vitest';
import type { Effect } from '../../src/experiments/compare.ts';
import type { PartOfChange } from '../../src/experiments/decompose.ts';
import { comparisonTables } from '../../src/report/comparison-tables.ts';
import { printedRows } from '../../src/report/decomposition-tables.ts';
import { findingsOf, policyTitle, sizeOf } from '../../src/report/findings.ts';
import type { Manifest } from '../../src/report/manifest.ts';
import type { ReportedResults } from '../../src/report/reported-results.ts';
import { said } from '../../src/report/said.ts';
import { csvOfRecords } from '../../src/report/text-files.ts';
import { parseScenario } from '../../src/scenario/parse.ts';
import { effectOf } from '../support/effects.ts';

/** Findings and tables of results by hand: which sign, which number, of how many. */

const { scenario } = parseScenario('market.yaml', {
  read: () => ({
    path: 'market.yaml',
    text: `name: market
title: A market
calendar: { start: 2020-01, end: 2020-12 }
choice: { elasticity: 1 }
sectors: [{ id: firm, pay: 100000 USD/year }]
employers: [{ id: here, sector: firm, staff: 9 }, { id: there, sector: firm, staff: 9 }]
`,
  }),
});
const manifest = {
  scenario: { resolved: scenario },
  variants: [{ name: 'visas', differs: [{ at: ['title'], value: 'Easier visas' }] }],
};
const results = (command: string, more: object) =>
  ({
    command,
    manifest,
    charts: [],
    effects: [],
    facts: [],
    cells: [],
    periods: [],
    ...more,
  }) as unknown as ReportedResults;
const effect = (more: Partial<Effect>) =>
  effectOf({ outcome: 'net-flow:here', unit: 'people/month', varianceRatio: 12.345, ...more });
const found = (...effects: Partial<Effect>[]) =>
  findingsOf([results('compare', { effects: effects.map(effect) })]);

describe('what a policy does, in a sentence', () => {
  const what = 'net flow of here';

  test('raises or lowers, by how much, with the interval of the mean', () => {
    expect(found({})).toEqual([
      `Easier visas raises the ${what} by 3.0 people/month in Jan 2020–Jun 2020 (mean of runs: +2.0 to +4.0).`,
    ]);
    expect(found({ difference: -3, monteCarloLow: -4, monteCarloHigh: -2, policy: 'other' })).toEqual([
      `other lowers the ${what} by 3.0 people/month in Jan 2020–Jun 2020 (mean of runs: −4.0 to −2.0).`,
    ]);
  });

  test('a change of a share or an index of pay is not told as 0.00', () => {
    const [sentence] = found({
      difference: 0.0042,
      monteCarloLow: 0.0031,
      monteCarloHigh: 0.0053,
      unit: 'ratio',
    });
    expect(sentence).toContain('by 0.0042 ratio in');
    expect(sentence).toContain('(mean of runs: +0.0031 to +0.0053)');
  });

  test('doubt where fewer than nine of ten pairs have the sign; nothing claimed where the mean may be 0, or is', () => {
    expect(found({ sameSign: 0.9 })[0]).not.toContain('though');
    expect(found({ sameSign: 0.62 })[0]).toMatch(
      /, though only 62% of further pairs with parameters drawn from the priors have that sign\.$/,
    );
    expect(found({ monteCarloLow: -1 })).toEqual([
      `Easier visas: the runs do not tell whether it raises or lowers the ${what} in Jan 2020–Jun 2020 (mean of runs: −1.0 to +4.0).`,
    ]);
    expect(found({ difference: 0, monteCarloLow: 0, monteCarloHigh: 0 })).toEqual([
      `Easier visas changes nothing in the ${what} in Jan 2020–Jun 2020.`,
    ]);
  });

  test('of more than three policies the strongest whose sign the runs tell', () => {
    const four = (...differences: number[]) =>
      found(
        ...differences.map((difference, at) => ({
          policy: `p${at}`,
          difference,
          monteCarloLow: difference - 2,
          monteCarloHigh: difference + 2,
        })),
      );
    expect(four(1, -5, 3, 1)[0]).toMatch(
      /^Of 4 policies one changes the net flow of here most\. p1 lowers .* by 5\.0 /,
    );
    expect(
      found(
        { policy: 'a', difference: 9, monteCarloLow: -1, monteCarloHigh: 19 },
        { policy: 'b', difference: 3 },
        { policy: 'c', difference: 2, monteCarloLow: 1 },
        { policy: 'd', difference: 1, monteCarloLow: 0.5 },
      )[0],
    ).toMatch(
      /^Of 4 policies one changes the net flow of here most, of those whose sign the runs tell\. b raises /,
    );
    expect(four(1, -1, 1.5, 1)).toEqual([
      'The runs do not tell of any of 4 policies whether it raises or lowers the net flow of here.',
    ]);
    const nothing = { difference: 0, monteCarloLow: 0, monteCarloHigh: 0 };
    expect(found(nothing, nothing, nothing, nothing)).toEqual([
      'None of 4 policies changes the net flow of here.',
    ]);
  });

  test('the first outcome alone is told, and policies come before sweeps and checks', () => {
    expect(found({}, { outcome: 'net-flow:there', difference: 99 })).toHaveLength(1);
    const cells = [
      { cell: ['1', 'a'], outcome: 'net-flow:here', mean: 5.2, unit: 'people/month' },
      { cell: ['2', 'b'], outcome: 'net-flow:here', mean: -1.4, unit: 'people/month' },
      { cell: ['3', 'c'], outcome: 'net-flow:here', mean: 2, unit: 'people/month' },
      { cell: ['4', 'd'], outcome: 'net-flow:there', mean: 50, unit: 'people/month' },
    ];
    const order = findingsOf([
      results('sweep', { cells, paths: ['people.count', 'choice.elasticity'] }),
      results('compare', { effects: [effect({})] }),
    ]);
    expect(order[0]).toMatch(/^Easier visas raises/);
    expect(order[1]).toBe(
      `Over people.count and choice.elasticity, the ${what} is largest at people.count 1 and choice.elasticity a, 5.2 people/month, and least at people.count 2 and choice.elasticity b, −1.4.`,
    );
  });
});

describe('what a run, a check and a forecast say, in a sentence each', () => {
  const chart = (name: string, title: string) => ({ name, spec: { title: { text: title } } });
  const period = (published: number) => ({ published, simulated: { centre: 9, low: 8, high: 10 } });

  test('a run tells its curve, whichever chart comes first, beside every published mean', () => {
    const charts = [chart('borders', 'Over the borders'), chart('net-flow', 'The curve falls')];
    const told = (...periods: object[]) => findingsOf([results('run', { charts, periods })]);
    expect(told()).toEqual(['The curve falls.']);
    expect(told(period(168))).toEqual(['The curve falls; published is 168.']);
    expect(told(period(168), period(97), period(-40))).toEqual([
      'The curve falls; published are 168, 97 and −40.',
    ]);
  });

  test('a check counts what is inside of all that are judged, whatever else became of them, by role', () => {
    const facts = [
      ...['inside', 'inside', 'outside', 'uninformative', 'not answered', 'not judged'].map((verdict) => ({
        role: 'fitted',
        kind: 'number',
        verdict,
      })),
      ...['inside', 'outside', 'outside'].map((verdict) => ({ role: 'held out', kind: 'number', verdict })),
      ...['inside', 'not answered'].map((verdict) => ({ role: 'held out', kind: 'sign', verdict })),
    ];
    const told = (some: object[]) => findingsOf([results('check', { facts: some })]);
    expect(told(facts)).toEqual([
      '2 of 5 figures that the model was fitted to are inside their tolerances, 1 of 3 that were held out and 1 of 2 held-out signs and orders.',
    ]);
    expect(told(facts.slice(0, 1))).toEqual([
      '1 of 1 figures that the model was fitted to are inside their tolerances.',
    ]);
    expect(told([])).toEqual([]);
  });

  test('policies come first, then causes, the curve, the forecast and the facts', () => {
    const alone = (command: string) => results(command, { charts: [chart('one', command)] });
    const facts = [{ role: 'held out', kind: 'sign', verdict: 'inside' }];
    expect(
      findingsOf([
        alone('sensitivity'),
        results('check', { facts }),
        alone('forecast'),
        alone('run'),
        alone('decompose'),
        results('compare', { effects: [effect({ policy: 'other' })] }),
      ]).map((sentence) => sentence.split(' ')[0]),
    ).toEqual(['other', 'decompose.', 'run.', 'forecast.', '1', 'sensitivity.']);
  });

  test('a sweep tells the ends of its first outcome, and leaves out cells that no run can say', () => {
    const cell = (at: string, mean: number | null) => ({
      cell: [at],
      outcome: 'net-flow:here',
      mean,
      unit: 'people/month',
    });
    const cells = [cell('1', null), cell('2000', 1.0021), cell('3000', 1.0034)];
    expect(findingsOf([results('sweep', { cells, paths: ['people.count'] })])).toEqual([
      'Over people.count, the net flow of here is largest at people.count 3,000, 1.003 people/month, and least at people.count 2,000, 1.002.',
    ]);
  });

  test('runs and scale that stand behind results; a policy without a title of its own has its name', () => {
    const of = (scale: number, runs: number) =>
      sizeOf({
        replicates: Array.from({ length: runs }, (_, run) => run),
        scenario: { resolved: { ...scenario, scale } },
      } as unknown as Manifest);
    expect([of(1, 1), of(0.1, 1), of(1, 2), of(0.1, 1200)]).toEqual([
      'one run',
      'one run at scale 0.1',
      '2 runs',
      '1,200 runs at scale 0.1',
    ]);
    const titled = (value: unknown) =>
      policyTitle('visas', {
        scenario: { resolved: scenario },
        variants: [{ name: 'visas', differs: [{ at: ['title'], value }] }],
      } as unknown as Manifest);
    expect([titled('Easier visas'), titled('A market'), titled('')]).toEqual([
      'Easier visas',
      'visas',
      'visas',
    ]);
  });
});

describe('a comparison as tables', () => {
  const outcomes = [
    {
      name: 'net-flow:here',
      title: 'net flow | here',
      unit: 'people/month',
      monthly: () => new Float64Array(),
    },
  ];
  const tables = (...effects: Partial<Effect>[]) =>
    comparisonTables({ outcomes, effects: effects.map(effect), monthly: [] });
  const markdown = (...effects: Partial<Effect>[]) => tables(...effects)[0]!.text.split('\n');

  test('each number under its heading; what no run can say is a dash; a bar ends no cell', () => {
    const lines = markdown(
      { policy: 'a|b' },
      {
        difference: null,
        monteCarloLow: null,
        low: null,
        sameSign: null,
        varianceRatio: null,
        movesChanged: null,
      },
    );
    expect(lines[0]).toBe(
      "| policy | outcome | unit | difference | Monte Carlo interval | 90% of pairs | with mean's sign | variance ratio | moves changed |",
    );
    expect(lines[2]).toBe(
      '| a\\|b | net flow \\| here | people/month | 3 | 2 to 4 | −1 to 7 | 95% | 12.3 | 18 |',
    );
    expect(lines[3]).toBe('| visas | net flow \\| here | people/month | – | – | – | – | – | – |');
    expect(lines.join(' ')).toContain('Means over 2020-01 to 2020-06. ');
    expect(lines.join(' ')).toContain('16 pairs of runs');
    expect(lines.join(' ')).toContain('so that the mean need not lie in the range');
    expect(markdown({ over: 'seeds' }).join(' ')).toContain(
      "the share with the mean's sign: the same pairs.",
    );
  });

  test('three digits, thousands grouped', () => {
    expect([said(1234.6), said(0.012345), said(-56.78), said(-1234.6), said(null)]).toEqual([
      '1,230',
      '0.0123',
      '−56.8',
      '−1,230',
      '–',
    ]);
  });

  test('a spreadsheet reads every text back: commas, quotes and both kinds of line end', () => {
    expect(csvOfRecords([{ a: 'x,y', b: 'say "x"', c: 'one\rtwo', d: 'one\ntwo', e: null, f: -0.5 }])).toBe(
      'a,b,c,d,e,f\n"x,y","say ""x""","one\rtwo","one\ntwo",,-0.5\n',
    );
  });
});

test('parts of a change add up as they are printed, in places that show the largest', () => {
  const part = (label: string, mean: number): PartOfChange => ({
    id: label,
    label,
    mean,
    monteCarloError: Math.abs(mean) / 10,
    low: -2 * Math.abs(mean),
    high: 2 * Math.abs(mean),
    sameSign: 0.85,
    bySet: [],
  });
  const printed = (...means: number[]) =>
    printedRows(
      means.map((mean, at) => part(`p${at}`, mean)),
      part(
        'whole',
        means.reduce((sum, mean) => sum + mean, 0),
      ),
    );
  expect(printed(10.4, -3.26)).toEqual([
    { label: 'p0', part: '+10.4', range: '−20.8 to +20.8', error: '1.0', sameSign: '85%' },
    { label: 'p1', part: '−3.3', range: '−6.5 to +6.5', error: '0.3', sameSign: '85%' },
    { label: 'whole', part: '+7.1', range: '−14.3 to +14.3', error: '0.7', sameSign: '85%' },
  ]);
  // A third each of ten: one of them is told a tenth larger, so that they add up.
  const thirds = printed(10 / 3, 10 / 3, 10 / 3).map((row) => row.part);
  expect(thirds.toSorted()).toEqual(['+10.0', '+3.3', '+3.3', '+3.4']);
  expect(thirds.at(-1)).toBe('+10.0');
  // Of a share: two places of the largest, where two after the point were 0.00.
  expect(printed(0.0042, -0.0031).map((row) => row.part)).toEqual(['+0.0042', '−0.0031', '+0.0011']);
  const alone = { ...part('whole', 30), monteCarloError: null, bySet: [30] };
  expect(printedRows([{ ...alone, label: 'p0' }], alone)[1]).toEqual({
    label: 'whole',
    part: '+30.0',
    range: '–', // one set has none
    error: '–',
    sameSign: '–',
  });
});
