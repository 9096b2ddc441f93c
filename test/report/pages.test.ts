import { lexer, walkTokens } from 'marked';
import { h, type VNode } from 'preact';
import { renderToStaticMarkup } from 'preact-render-to-string';
import { describe, expect, test } from 'vitest';
import type { Effect } from '../../src/experiments/compare.ts';
import { ChartFigure } from '../../src/report/html/chart-figure.tsx';
import { ChecksTable, PeriodsTable, TalliesTable } from '../../src/report/html/facts.tsx';
import { HowMade } from '../../src/report/html/made.tsx';
import { EffectsTable } from '../../src/report/html/policies.tsx';
import { ToldByCommand } from '../../src/report/html/told.tsx';
import { HowFarToTrustIt } from '../../src/report/html/trust.tsx';
import { markdownOf } from '../../src/report/markdown.ts';
import type { ReportedResults } from '../../src/report/reported-results.ts';
import { toldIn } from '../../src/report/told-tables.ts';
import { effectOf } from '../support/effects.ts';
import { checked, POSITIVE } from '../support/facts.ts';
import { plainScenario } from '../support/stored-runs.ts';

/** What a report shows of results, by hand: each number under its heading, what it sorts by, and whether it is good or bad. */

interface CellShown {
  readonly text: string;
  /** What it sorts by; undefined where the column sorts by its words. */
  readonly value: string | undefined;
  readonly classes: string;
}
const textIn = (html: string) =>
  html
    .replace(/<[^>]*>/g, '')
    .replaceAll('&quot;', '"')
    .replaceAll('&lt;', '<')
    .replaceAll('&amp;', '&');
const pageOf = (node: VNode<never>) => renderToStaticMarkup(node);
/** Of the first table of a page: its head, and its rows by the head's names. */
function tableIn(page: string) {
  const head = [...page.matchAll(/<button[^>]*>(.*?)<\/button>/g)].map(([, name]) => textIn(name!));
  const body = /<tbody>(.*?)<\/tbody>/s.exec(page)![1]!;
  const rows = [...body.matchAll(/<tr>(.*?)<\/tr>/gs)].map(([, row]) => {
    const cells = [...row!.matchAll(/<t[hd]([^>]*)>(.*?)<\/t[hd]>/gs)].map(
      ([, attributes, inner], at): [string, CellShown] => [
        head[at]!,
        {
          text: textIn(inner!),
          value: /data-value(?:="([^"]*)")?/.exec(attributes!)?.map((found) => found ?? '')[1],
          classes: /class="([^"]*)"/.exec(attributes!)?.[1] ?? '',
        },
      ],
    );
    return Object.fromEntries(cells);
  });
  const texts = rows.map((row) => Object.values(row).map(({ text }) => text));
  return { head, rows, texts };
}

const scenario = { ...plainScenario(), title: 'A market' };
const manifest = (more: object = {}) => ({
  talentflow: { version: '1.2.3', commit: null, engine: 'e'.repeat(64) },
  machine: { node: 'v20', platform: 'linux x64', workers: 1 },
  experiment: { command: 'run', name: 'market', words: ['run', 'a market.yaml'], settings: {} },
  scenario: { name: 'market', sha256: 's'.repeat(64), files: ['a market.yaml'], set: [], resolved: scenario },
  variants: [],
  seed: 'x',
  replicates: [0],
  points: [{}],
  started: '2026-01-02T03:04:05.000Z',
  wallSeconds: 6.7,
  files: [],
  ...more,
});
const results = (command: string, more: object = {}) =>
  ({
    folder: 'output/market',
    command,
    manifest: manifest(),
    charts: [],
    chartsLeftOut: 0,
    figures: [],
    periods: [],
    facts: [],
    effects: [],
    cells: [],
    paths: [],
    told: [],
    ...more,
  }) as unknown as ReportedResults;

const PERIODS = [
  {
    id: 'F01',
    from: '2019-01',
    to: '2019-12',
    published: 168,
    simulated: { centre: 97, low: 60, high: 120 },
  },
  {
    id: 'F03',
    from: '2020-01',
    to: '2020-01',
    published: -40,
    simulated: { centre: -20, low: null, high: null },
  },
] as never;
const FACTS = [
  checked([10, 10, 11], { id: 'F1', title: 'Counted' }),
  checked([19, 20, 21], { id: 'F2', title: 'Missed', role: 'held out' }),
  checked([1, 1, -1, 1], {
    id: 'F3',
    title: 'A sign',
    role: 'held out',
    value: null,
    unit: '',
    tolerance: POSITIVE,
  }),
  checked([30, 31], { id: 'F4', title: 'Not fitted' }),
  { ...checked([10], { id: 'F5', role: 'input' }), verdict: 'inside', isByConstruction: true },
  { ...checked([10], { id: 'F6' }), verdict: 'not judged' },
] as ReturnType<typeof checked>[];
const effect = (more: Partial<Effect>) => effectOf({ sameSign: 0.954, movesChanged: 1237.4, ...more });

describe('tables of a page', () => {
  test('published means beside simulated ones, with the role and the verdict of the figure of the same fact', () => {
    const figures = [
      { id: 'F03', role: 'held out', inside: true },
      { id: 'F01', role: 'fitted', inside: false },
    ] as never;
    const { texts, rows } = tableIn(pageOf(h(PeriodsTable, { periods: PERIODS, figures }) as never));
    expect(texts).toEqual([
      ['Jan 2019–Dec 2019', 'F01', '168', '97', '60 to 120', 'fitted', 'no'],
      ['Jan 2020', 'F03', '−40', '−20', '–', 'held out', 'yes'],
    ]);
    expect(rows.map((row) => row['Within tolerance']!.classes)).toEqual(['bad', 'good']);
    expect(
      rows.map((row) => [row.Published!.value, row.Simulated!.value, row['90% interval']!.value]),
    ).toEqual([
      ['168', '97', '60'],
      ['-40', '-20', ''],
    ]);
    const alone = tableIn(pageOf(h(PeriodsTable, { periods: PERIODS, figures: [] }) as never));
    expect(alone.texts[0]!.slice(-2)).toEqual(['–', '–']);
  });

  test('judged facts with what they sort by; what a run gives back is counted, what is not judged is not', () => {
    const page = pageOf(h(ChecksTable, { facts: FACTS }) as never);
    const { texts, rows } = tableIn(page);
    expect(texts.map(([id, what]) => [id, what])).toEqual([
      ['F1', 'Counted, people'],
      ['F2', 'Missed, people'],
      ['F3', 'A sign'],
      ['F4', 'Not fitted, people'],
    ]);
    expect(rows.map((row) => [row.Verdict!.text, row.Verdict!.classes])).toEqual([
      ['inside', 'good'],
      ['outside', 'bad'],
      ['outside', 'bad'],
      ['outside', 'bad'],
    ]);
    expect(texts[0]!.slice(4)).toEqual(['10', '10', '10 to 10.9', '8 to 12']);
    expect([rows[0]!.Published!.value, rows[0]!.Simulated!.value, rows[0]!.Tolerated!.value]).toEqual([
      '10',
      '10',
      '8',
    ]);
    expect(texts[2]!.slice(4)).toEqual(['–', '75% of runs', expect.any(String), '≥ 90% of runs']);
    expect([rows[2]!.Simulated!.value, rows[2]!.Tolerated!.value]).toEqual(['0.75', '0.9']);
    expect(page).toContain('Not shown: 1 inputs');
  });

  test('by role and kind, how many are inside, outside, too wide to tell and not answered', () => {
    const facts = ['inside', 'inside', 'inside', 'outside', 'outside', 'uninformative', 'not judged'].map(
      (verdict) => ({ ...FACTS[0]!, verdict }),
    );
    const page = pageOf(h(TalliesTable, { facts: [...facts, FACTS[2]!] as never }) as never);
    expect(tableIn(page).texts).toEqual([
      ['fitted', 'figures', '3', '2', '1', '0'],
      ['held out', 'signs and orders', '0', '1', '0', '0'],
    ]);
  });

  test('effects with their intervals, each under its heading, and dashes where no run can say', () => {
    const nothing = { difference: null, monteCarloLow: null, low: null, sameSign: null, movesChanged: null };
    const effects = [effect({}), effect(nothing)];
    const page = pageOf(h(EffectsTable, { results: results('compare', { effects }) }) as never);
    const { texts, rows, head } = tableIn(page);
    expect(head.slice(2)).toEqual([
      'Difference',
      'Monte Carlo interval',
      '90% of pairs',
      "With mean's sign",
      'Moves changed',
    ]);
    expect(texts).toEqual([
      ['visas', 'AI talent at rich, people', '3', '2 to 4', '−1 to 7', '95%', '1,240'],
      ['visas', 'AI talent at rich, people', '–', '–', '–', '–', '–'],
    ]);
    const sorted = Object.values(rows[0]!).map(({ value }) => value);
    expect(sorted).toEqual([undefined, undefined, '3', '2', '-1', '0.954', '1237.4']);
    expect(textIn(page)).toContain('means over Jan 2020–Jun 2020');
  });

  test('a command’s own tables: a column of numbers sorts by them, one with words does not, the first never', () => {
    const told = toldIn(
      '## after *all*\n\nA remark.\n\n- one\n- two\n\n| 1 | mean | range | mixed |\n| --- | --- | --- | --- |\n| 7 | −1,200.5 | +3 to +4 | 5 |\n| 8 | – | 60% | none |\n',
    );
    const page = pageOf(h(ToldByCommand, { told, folder: 'output/x' }) as never);
    expect(page).toMatch(/<h3>After all<\/h3><p class="note">A remark.<\/p><ul class="note"><li>one<\/li>/);
    const { rows } = tableIn(page);
    expect(rows.map((row) => Object.values(row).map(({ value }) => value))).toEqual([
      [undefined, '-1200.5', '3', undefined],
      [undefined, '', '60', undefined],
    ]);
    expect(page).toContain('after all, from output/x, table 1');
    const table = '| a |\n| --- |\n| 1 |\n\n';
    const several = toldIn(`${table}## first\n\n${table}## second\n\n${table}`);
    const pages = pageOf(h(ToldByCommand, { told: several, folder: 'x' }) as never);
    expect([...pages.matchAll(/<caption><span>([^<]*)</g)].map(([, caption]) => caption)).toEqual([
      'From x, table 1',
      'first, from x, table 2',
      'second, from x, table 3',
    ]);
    expect(page.match(/<th scope="row"/g)).toHaveLength(2);
    expect(page).toContain('<th scope="row">7</th>'); // the first column names the row
  });
});

describe('how far to trust it', () => {
  const trust = (...all: ReportedResults[]) => textIn(pageOf(h(HowFarToTrustIt, { results: all }) as never));
  const ofRuns = (runs: number, settings: object, scale = 1) =>
    results('run', {
      manifest: manifest({
        points: Array.from({ length: runs }, () => ({})),
        experiment: { command: 'run', name: 'm', words: null, settings },
        scenario: { resolved: { ...scenario, scale } },
      }),
    });

  test('what was held out and missed stands apart from what was fitted and missed', () => {
    const page = pageOf(h(HowFarToTrustIt, { results: [results('check', { facts: FACTS })] }) as never);
    const listed = (words: string) =>
      [
        ...page
          .split(words)[1]!
          .split('</ul>')[0]!
          .matchAll(/<li>(.*?)<\/li>/g),
      ].map(([, item]) => item);
    expect(listed('Held out and missed')).toEqual(['F2: Missed', 'F3: A sign']);
    expect(listed('Fitted and missed')).toEqual(['F4: Not fitted']);
    expect(trust(results('run'))).toContain('These results hold no check.');
  });

  test('one run is no distribution; a band is over what was drawn; a small scale stands for many', () => {
    expect(trust(ofRuns(1, {}))).toContain('output/market is one run: chance is not told apart');
    expect(trust(ofRuns(8, {}))).toContain('8 runs in all; its bands are over chance alone');
    expect(trust(ofRuns(8, { uncertainty: 'priors' }))).toContain('which nothing has narrowed');
    expect(trust(ofRuns(8, { uncertainty: 'posterior' }))).toContain(
      'the parameter sets that the calibration left',
    );
    expect(trust(ofRuns(8, {}, 0.05))).toContain('It simulates 5% of the people: each stands for about 20,');
    expect(trust(ofRuns(8, {}))).not.toContain('stands for');
  });
});

test('how it was made: the commands, what policies change, and every file with its size', () => {
  const made = results('compare', {
    effects: [effect({})],
    manifest: manifest({
      talentflow: { version: '1.2.3', commit: 'c'.repeat(40), engine: 'e'.repeat(64) },
      variants: [{ name: 'visas', differs: [{ at: ['scale'], value: 0.5 }] }],
      points: [{}, {}],
      files: [
        { path: 'flows.csv', rows: 12, bytes: 3456, sha256: 'f'.repeat(64) },
        { path: 'a.svg', rows: null, bytes: 7, sha256: 'a'.repeat(64) },
      ],
    }),
  });
  const page = pageOf(h(HowMade, { results: made }) as never);
  const text = textIn(page);
  expect(text).toContain(
    "talentflow run 'a market.yaml' --out output/market\ntalentflow verify output/market",
  );
  // A line that is too long goes on before an option, not after the first of its hyphens.
  expect(page).toContain('<span class="whole">--out</span> output/market');
  expect(text).toContain('one run; seed x; 2 points in all');
  expect(text).toContain('in 6.7 s, by talentflow 1.2.3, commit cccccccccccc, Node.js v20');
  expect(tableIn(page).texts).toEqual([['visas', 'scale', '1', '0.5']]);
  const files = tableIn(page.slice(page.indexOf('<details>')));
  expect(files.texts).toEqual([
    ['flows.csv', '12', '3456', `${'f'.repeat(16)}…`],
    ['a.svg', '–', '7', `${'a'.repeat(16)}…`],
  ]);
  expect(files.rows.map((row) => [row.Rows!.value, row.Bytes!.value])).toEqual([
    ['12', '3456'],
    ['', '7'],
  ]);
});

test('the first cell of a sweep is told as the scenario that it is of, and what was set there', () => {
  const cell = { ...manifest().scenario, name: 'scale=0.5', set: ['scale=0.5'] };
  const page = pageOf(
    h(HowMade, { results: results('sweep', { manifest: manifest({ scenario: cell }) }) }) as never,
  );
  expect(textIn(page)).toContain(`A market (${scenario.name}), from a market.yaml; set: scale=0.5`);
});

test('a chart is named by its finding, and says on a dark page what black is drawn as', () => {
  const chart = (caption: string) =>
    pageOf(
      h(ChartFigure, {
        chart: {
          id: 'c',
          title: 'T',
          caption,
          source: 'S',
          spec: {},
          still: { address: 'a', width: 1, height: 2 },
        },
      }) as never,
    );
  expect(chart('Black: the mean.')).toContain('black is drawn white');
  expect(chart('Blue: the mean.')).not.toContain('black is drawn white');
  expect(chart('C.')).toMatch(/<img class="still" src="a" width="1" height="2" alt="Chart. T. C."\/>/);
});

describe('as Markdown', () => {
  const rowsOf = (text: string, heading: string) =>
    text
      .split(`## ${heading}\n`)[1]!
      .split('\n## ')[0]!
      .split('\n')
      .filter((line) => line.startsWith('|'))
      .slice(2);

  test('the same tables: periods, judged facts and effects, each number under its heading', () => {
    const text = markdownOf(
      [
        results('run', { periods: PERIODS }),
        results('check', { facts: FACTS }),
        results('compare', { effects: [effect({})] }),
      ],
      'pictures',
    );
    expect(rowsOf(text, 'Net flow')).toEqual([
      '| Jan 2019–Dec 2019 | F01 | 168 | 97 | 60 to 120 |',
      '| Jan 2020 | F03 | −40 | −20 | – |',
    ]);
    const facts = rowsOf(text, 'Against the published facts');
    expect(facts[0]).toBe('| F1 | Counted | fitted | inside | 10 | 10 | 10 to 10.9 | 8 to 12 | people |');
    expect(facts.map((row) => row.split(' ')[1])).toEqual(['F1', 'F2', 'F3', 'F4']);
    expect(rowsOf(text, 'What policies change')).toEqual([
      '| visas | AI talent at rich | people | 3 | 2 to 4 | −1 to 7 |',
    ]);
    expect(text).toContain('16 pairs of runs');
    expect(text).toContain('run of A market: one run, seed x, talentflow 1.2.3, engine `');
  });

  test('each chart under its topic, its picture numbered by its results', () => {
    const spec = (text: string) => ({ title: { text, subtitle: `how ${text} is drawn` } });
    const charts = (...names: string[]) => ({ charts: names.map((name) => ({ name, spec: spec(name) })) });
    const text = markdownOf(
      [results('sweep', charts('one')), results('run', charts('doctors', 'net-flow'))],
      'p',
    );
    const headings = [...text.matchAll(/^#{2,3} (.*)$/gm)].map(([, heading]) => heading);
    expect(headings).toEqual([
      'Net flow',
      'net-flow',
      'New doctors',
      'doctors',
      'What it depends on',
      'one',
      'How it was made',
      'output/market',
      'output/market',
    ]);
    expect(text).toContain('![net-flow](<p/2-net-flow.png>)\n\nhow net-flow is drawn');
    expect(text).toContain('![one](<p/1-one.png>)');
  });

  test('no words of a stranger’s manifest end the code that they stand in', () => {
    const hostile = '\n```\n\n<img src=x onerror=alert(1)>\n';
    const text = markdownOf(
      [
        results('run', {
          manifest: manifest({
            talentflow: { version: hostile, commit: null, engine: `e\`${hostile}` },
            experiment: { command: 'run', name: 'm', words: ['run', '--set', hostile], settings: {} },
          }),
        }),
      ],
      'p',
    );
    const markup: string[] = [];
    walkTokens(lexer(text), (token) => {
      if (token.type === 'html') markup.push(token.raw.trim());
    });
    expect(markup).toEqual([expect.stringMatching(/^<!-- talentflow report [^>]* -->$/)]);
    expect(text).toContain(['', '````sh', `talentflow run --set '${hostile}' --out`].join('\n'));
  });
});
