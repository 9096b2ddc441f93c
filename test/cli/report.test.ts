import { createHash } from 'node:crypto';
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { expanded } from '../../src/charts/compact.ts';
import { CHART_CONFIG, VEGA_LITE } from '../../src/charts/style.ts';
import { TWO_EMPLOYERS } from '../support/markets.ts';
import { emptyFolder, talentflow } from '../support/talentflow.ts';
import { talentflowHere } from '../support/talentflow-here.ts';

/** What a stranger's scenario may say of itself. */
const HOSTILE = `</script><script>document.title='taken'</script><img src=x onerror=alert(1)> "quoted" & 'so' <!-- [link](javascript:alert)`;

const folder = emptyFolder();
const cwd = folder.path;
const file = (path: string) => readFileSync(join(cwd, path), 'utf8');
const report = (...words: string[]) => talentflow(['report', ...words], { cwd });
const reportHere = (...words: string[]) => talentflowHere(['report', ...words], { cwd });

beforeAll(async () => {
  writeFileSync(
    join(cwd, 'market.yaml'),
    `${TWO_EMPLOYERS}title: ${JSON.stringify(HOSTILE)}\nobserve: { net-flow-of: firm, label: ${JSON.stringify(HOSTILE)} }\n`,
  );
  writeFileSync(
    join(cwd, 'raise.yaml'),
    `name: raise\ntitle: ${JSON.stringify(`More pay ${HOSTILE}`)}\nextends: ./market.yaml\nemployers: [{ id: rich, pay: 300000 USD/year }]\n`,
  );
  const run = await talentflowHere(['run', 'market.yaml', '--replicates', '2', '--workers', '1', '--quiet'], {
    cwd,
  });
  const words = [
    '--replicates',
    '3',
    '--outcome',
    'stock:rich',
    '--out',
    'output/pay',
    '--workers',
    '1',
    '--quiet',
  ];
  const compare = await talentflowHere(['compare', 'market.yaml', 'raise.yaml', ...words], { cwd });
  expect([run, compare].map(({ code, err }) => [code, err])).toEqual([
    [0, ''],
    [0, ''],
  ]);
});
afterAll(folder.remove);

test('without folders it takes the newest results of each command, says which, and needs nothing else', async () => {
  const { code, out } = await report();
  expect(code).toBe(0);
  expect(out).toContain('the newest results: output/pay, output/two-employers');
  const html = file('output/report.html');
  expect(html.length).toBeLessThan(5_000_000);
  const body = html.slice(html.indexOf('<body>'), html.indexOf('<script'));
  const addresses = [...body.matchAll(/\b(?:src|href)="([^"]*)"/g)].map(([, address]) => address!);
  expect(addresses.length).toBeGreaterThan(4);
  expect(addresses.filter((address) => !/^(#|data:image\/svg\+xml;base64,)/.test(address))).toEqual([]);
});

test('the finding comes first, then headings in order, each part of the contents, and every picture says what it shows', () => {
  const html = file('output/report.html');
  const body = html.slice(html.indexOf('<body>'), html.indexOf('<script'));
  expect(body).toMatch(/<h1>More pay .* raises the AI talent at rich by [\d,]+ people in Jan 2020–Dec 2020 /);
  const levels = [...body.matchAll(/<h([1-6])/g)].map(([, level]) => Number(level));
  expect(levels[0]).toBe(1);
  expect(levels.slice(1).every((level, at) => level > 1 && level <= levels[at]! + 1)).toBe(true);
  const ids = [...body.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id!);
  expect(new Set(ids).size).toBe(ids.length);
  const linked = [...body.matchAll(/href="#([^"]+)"/g)].map(([, id]) => id!);
  expect(linked.filter((id) => !ids.includes(id))).toEqual([]);
  for (const [, alternative] of body.matchAll(/<img [^>]*alt="([^"]*)"/g))
    expect(alternative).toMatch(/^Chart\. .{20}/);
});

test('text of a scenario stays text', () => {
  const html = file('output/report.html');
  expect(html.match(/<script/g)).toHaveLength(2 + scriptsInside(html));
  expect(html).not.toContain('<img src=x');
  expect(html).not.toContain("<script>document.title='taken'");
  const [, policy] = /http-equiv="Content-Security-Policy" content="([^"]+)"/.exec(html)!;
  const script = html.slice(html.lastIndexOf('<script>') + '<script>'.length, html.lastIndexOf('</script>'));
  const hash = createHash('sha256').update(script).digest('base64');
  expect(policy).toContain(`default-src 'none'; script-src 'sha256-${hash}'`);
  expect(policy).not.toContain('unsafe');
});

/** The libraries in the page's own script have the word in strings. */
const scriptsInside = (html: string) =>
  html.slice(html.lastIndexOf('<script>') + '<script>'.length).match(/<script/g)?.length ?? 0;

test('each chart is in the page as its file has it', () => {
  const html = file('output/report.html');
  const [, json] = /<script type="application\/json" id="charts">(.*?)<\/script>/s.exec(html)!;
  const charts = JSON.parse(json!) as { id: string; spec: Record<string, unknown> }[];
  const flow = charts.find(({ id }) => id.endsWith('-net-flow'))!;
  const spec = JSON.parse(file('output/two-employers/charts/net-flow.vl.json'));
  expect({ $schema: VEGA_LITE, config: CHART_CONFIG, ...expanded(flow.spec) }).toEqual(spec);
});

test('the same results give the same bytes, and tell how to make them again', async () => {
  const before = file('output/report.html');
  expect((await reportHere('--quiet')).code).toBe(2); // there is nothing to be quiet about
  expect((await report('--json')).code).toBe(0);
  expect(file('output/report.html') === before).toBe(true);
  const again = [
    'talentflow run market.yaml --replicates 2 --out output/two-employers',
    'talentflow compare market.yaml raise.yaml --replicates 3 --outcome stock:rich --out output/pay',
    'talentflow verify output/pay',
  ];
  const read = before.replace(/<\/?span[^>]*>/g, ''); // those that keep an option in one line
  for (const command of again) expect(read.includes(command), command).toBe(true);
});

test('as Markdown it has its pictures beside it, and no markup of a stranger', async () => {
  const { code } = await reportHere(
    'output/two-employers',
    'output/pay',
    '--format',
    'markdown',
    '--out',
    'page/told.md',
  );
  expect(code).toBe(0);
  const text = file('page/told.md');
  const pictures = [...text.matchAll(/\]\(<([^>]+)>\)/g)].map(([, picture]) => picture!);
  expect(pictures).toContain('told-charts/1-net-flow.png');
  for (const picture of pictures) expect(file(`page/${picture}`).slice(1, 4)).toBe('PNG');
  expect(text).not.toMatch(/<(script|img)|[^\\]\]\(javascript/);
});

test('the published means have a table where something of the market stands beside them', async () => {
  cpSync(join(cwd, 'output/two-employers'), join(cwd, 'output/beside'), { recursive: true });
  const path = join(cwd, 'output/beside/net-flow.json');
  const periods = JSON.parse(readFileSync(path, 'utf8')) as object[];
  for (const [centre, isThere] of [
    [null, false],
    [5, true],
  ] as const) {
    const simulated = { centre, low: null, high: null };
    writeFileSync(path, JSON.stringify(periods.map((period) => ({ ...period, simulated }))));
    expect((await reportHere('output/beside', '--out', 'beside.html')).code).toBe(0);
    expect(file('beside.html').includes('Mean net flow by period')).toBe(isThere);
  }
});

test('what a new user would get wrong is told', async () => {
  const stranger = await reportHere('output');
  expect([stranger.code, stranger.err]).toEqual([
    2,
    expect.stringContaining('a folder that talentflow did not write'),
  ]);

  writeFileSync(join(cwd, 'thesis.html'), '<h1>Years of work</h1>');
  const refused = await reportHere('--out', 'thesis.html');
  expect([refused.code, refused.err]).toEqual([
    2,
    expect.stringContaining('a file that is no report of talentflow'),
  ]);
  expect(file('thesis.html')).toBe('<h1>Years of work</h1>');

  cpSync(join(cwd, 'output/pay'), join(cwd, 'cut'), { recursive: true });
  rmSync(join(cwd, 'cut/comparison.json'));
  const cut = await reportHere('cut');
  expect([cut.code, cut.err]).toEqual([2, expect.stringContaining('no file comparison.json')]);

  for (const [out, remedy] of [
    ['page.pdf', 'a browser prints the page to PDF'],
    ['page.md', 'write --format markdown, or name another file'],
    ['', 'name one, or leave --out away'],
  ] as const) {
    const other = await reportHere('output/pay', '--out', out);
    expect([other.code, other.err]).toEqual([2, expect.stringContaining(remedy)]);
  }
  const manifest = await reportHere('output/pay/manifest.json');
  expect([manifest.code, manifest.err]).toEqual([2, expect.stringContaining('did you mean output/pay?')]);

  const nowhere = emptyFolder();
  const none = await talentflowHere(['report'], { cwd: nowhere.path });
  nowhere.remove();
  expect([none.code, none.err]).toEqual([2, expect.stringContaining('talentflow run --scale 0.1')]);
});

test('an earlier report among the folders, as `output/*` names it, is left out', async () => {
  await reportHere('output/pay', '--out', 'earlier.html');
  const both = await reportHere('earlier.html', 'output/pay', '--out', 'both.html', '--json');
  expect(JSON.parse(both.out).folders).toEqual(['output/pay']);
  const alone = await reportHere('earlier.html', '--out', 'both.html');
  expect([alone.code, alone.err]).toEqual([2, expect.stringContaining('a results folder')]);
});
