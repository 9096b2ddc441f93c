import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { TWO_EMPLOYERS } from '../support/markets.ts';
import { emptyFolder, PROJECT } from '../support/talentflow.ts';
import { talentflowHere } from '../support/talentflow-here.ts';

const HOSTILE = `</script><script>document.title='taken'</script><img src=x onerror=alert(1)> "quoted"`;

const folder = emptyFolder();
const cwd = folder.path;
const file = (path: string) => readFileSync(join(cwd, path), 'utf8');
const explain = (...words: string[]) => talentflowHere(['explain', ...words, '--quiet'], { cwd });

beforeAll(() => {
  writeFileSync(join(cwd, 'market.yaml'), `${TWO_EMPLOYERS}title: ${JSON.stringify(HOSTILE)}\n`);
  writeFileSync(
    join(cwd, 'raise.yaml'),
    'name: raise\ntitle: More pay\nextends: ./market.yaml\nemployers: [{ id: rich, pay: 300000 USD/year }]\n',
  );
});
afterAll(folder.remove);

const bodyOf = (html: string) => html.slice(html.indexOf('<body>'), html.indexOf('<script type'));

/** As it is copied: spans keep its options in one line. */
const commandOf = (body: string) => /<pre>(.*?)<\/pre>/s.exec(body)![1]!.replace(/<[^>]*>/g, '');

test('a career as a page: every event and every option of it, headings in order, and nothing of a stranger runs', async () => {
  const [page, json] = await Promise.all([
    explain('person', 'calm/7', 'market.yaml', '--out', 'pages/career.html'),
    explain('person', 'calm/7', 'market.yaml', '--json'),
  ]);
  expect([page.code, page.err]).toEqual([0, '']);
  expect(page.out).toContain('Page  pages/career.html');
  const told = JSON.parse(json.out) as {
    life: { says: string; choice: { options: unknown[] } | null }[];
  };
  const html = file('pages/career.html');
  const body = bodyOf(html);
  const options = told.life.flatMap(({ choice }) =>
    choice !== null && choice.options.length > 1 ? choice.options : [],
  );
  expect(options.length).toBeGreaterThan(0);
  expect(body.match(/<tr[ >]/g)!.length - body.match(/<thead>/g)!.length).toBe(options.length);
  for (const { says } of told.life) expect(body).toContain(says);
  const levels = [...body.matchAll(/<h([1-6])/g)].map(([, level]) => Number(level));
  expect(levels[0]).toBe(1);
  expect(levels.slice(1).every((level, at) => level > 1 && level <= levels[at]! + 1)).toBe(true);
  expect(body).toMatch(/<img [^>]*alt="Chart\. calm\/7 had \d+ jobs, the first at calm/);
  expect(commandOf(body)).toBe('talentflow explain person calm/7 market.yaml --out pages/career.html');
  const addresses = [...body.matchAll(/\b(?:src|href)="([^"]*)"/g)].map(([, address]) => address!);
  expect(addresses.filter((one) => !/^(#|data:image\/svg\+xml;base64,)/.test(one))).toEqual([]);
  expect(html).not.toContain("<script>document.title='taken'");
  expect(html).not.toContain('<img src=x');
});

test('the Nth of a list is the one that is explained, beyond those listed unless told; of the run that is named, as the page says', async () => {
  const words = ['person', '--kind', 'job-to-job', 'market.yaml', '--until', '2020-03', '--replicate', '2'];
  const json = async (...more: string[]) => JSON.parse((await explain(...words, ...more, '--json')).out);
  const { found, moves } = await json('--limit', '30');
  expect(found).toBeGreaterThan(25);
  expect((await json('--pick', '25')).person.key).toBe(moves[24].person);
  expect((await json()).moves).toEqual(moves.slice(0, 20));
  const first = ['person', '--kind', 'job-to-job', 'market.yaml', '--until', '2020-03', '--json'];
  const [single, zero] = await Promise.all([explain(...first), explain(...first, '--replicate', '0')]);
  expect(single.out).toBe(zero.out);
  expect(JSON.parse(single.out).moves).not.toEqual(moves.slice(0, 20));
  await explain(...words, '--pick', '25', '--scale', '1', '--out', 'picked.html');
  expect(commandOf(bodyOf(file('picked.html')))).toBe(
    'talentflow explain person market.yaml --kind job-to-job --pick 25 --replicate 2 --scale 1 --until 2020-03 --out picked.html',
  );
});

test('two careers stand beside each other from where they part, with why; an employer and a month have pages too', async () => {
  const pages = await Promise.all([
    explain('person', 'calm/7', 'market.yaml', '--vs', 'raise.yaml', '--out', 'versus.html'),
    explain('employer', 'rich', 'market.yaml', '--out', 'employer.html'),
    explain('month', '2020-05', 'market.yaml', '--out', 'month.html', '--json'),
  ]);
  expect(pages.map(({ code, err }) => [code, err])).toEqual(pages.map(() => [0, '']));
  const versus = bodyOf(file('versus.html'));
  expect(versus).toMatch(/First otherwise in 2020-\d\d/);
  expect(versus).toContain('<h3>Under two-employers</h3>');
  expect(versus).toContain('<h3>Under raise</h3>');
  const why = /what they decide by.*?<\/ul>/.exec(versus)![0];
  expect(why).toContain('of which job they would rather have: rich: posted pay $220,000 → $300,000');
  expect(why).not.toMatch(/[a-z][A-Z][a-z]|\b1073/); // no name of a column, and openings without limit are no number
  expect(bodyOf(file('employer.html'))).toMatch(/<h1>rich had \d+ AI staff in Jan 2020 and \d+ in Dec 2020/);
  expect(bodyOf(file('month.html'))).toMatch(/<h1>\d+ changes of place in May 2020/);
  expect(JSON.parse(pages[2]!.out)).toMatchObject({ format: 'talentflow.explain/1', month: '2020-05' });
});

test('what a run turns out not to have is told as that; an option that would change nothing is refused', async () => {
  const missing = await Promise.all([
    explain('person', 'calm/700', 'market.yaml'),
    explain('person', '--kind', 'job-to-job', '--pick', '99999', 'market.yaml'),
    explain('employer', 'firm/00c0ffee', 'market.yaml'),
  ]);
  for (const { code, err } of missing)
    expect([code, err]).toEqual([2, expect.stringMatching(/The run was made, and nothing was written\.\n$/)]);
  const before = await Promise.all([
    explain('month', '2020-05', 'market.yaml', '--year', '2020'),
    explain('employer', 'calm', 'market.yaml', '--vs', 'raise.yaml'),
    explain('person', '--kind', 'job-to-job', '--pick', '1', '--vs', 'none.yaml', 'market.yaml'),
    explain('person', 'calm/7', 'market.yaml', '--kind', 'job-to-job', '--pick', '1'),
  ]);
  [/leave --year away/, /leave --vs away/, /none\.yaml/, /"calm\/7" and --kind, --pick/].forEach(
    (remedy, at) => {
      expect(before[at]!.code).toBe(2);
      expect(before[at]!.err).toMatch(remedy);
      expect(before[at]!.err).toMatch(/nothing was run\.\n$/i);
    },
  );
});

test('what cannot be a page is told before anything is run, and nothing is written', async () => {
  writeFileSync(join(cwd, 'thesis.html'), '<h1>Years of work</h1>');
  const before = readdirSync(cwd).sort();
  const mistakes = await Promise.all([
    explain('person', '--from', 'firm', 'market.yaml', '--out', 'list.html'),
    explain('locality', 'raise.yaml', 'market.yaml', '--out', 'locality.html'),
    explain('person', 'calm/7', 'market.yaml', '--out', 'thesis.html'),
    explain('person', 'calm/700', 'market.yaml', '--out', 'nobody.html'),
  ]);
  expect(mistakes.map(({ code }) => code)).toEqual([2, 2, 2, 2]);
  [/--pick N/, /leave --out away/, /no report of talentflow/, /calm\/0 to calm\/149/].forEach(
    (remedy, at) => {
      expect(mistakes[at]!.err).toMatch(remedy);
      expect(mistakes[at]!.out).toBe('');
    },
  );
  expect(readdirSync(cwd).sort()).toEqual(before);
  expect(file('thesis.html')).toBe('<h1>Years of work</h1>');
  expect((await explain('person', 'calm/7', 'market.yaml', '--out', 'thesis.html', '--force')).code).toBe(0);
  expect(existsSync(join(cwd, 'thesis.html.part'))).toBe(false);
});

test('what would have tipped an auction does, and posted pay does not', async () => {
  const firstOf = async (...set: string[]) => {
    const market = join(PROJECT, 'scenarios/markets/auction.yaml');
    const words = ['person', 'college/26', market, '--root', PROJECT, '--json', '--until', '2020-01'];
    const { out } = await explain(...words, ...set.flatMap((one) => ['--set', one]));
    const { life } = JSON.parse(out) as { life: { choice: Auction | null }[] };
    const { options, taken, tipping } = life.find(({ choice }) => choice !== null)!.choice!;
    return { to: options[taken]!.place.id, tipping };
  };
  const { to, tipping } = await firstOf();
  expect({ to, tipping }).toMatchObject({
    to: 'third',
    tipping: { instead: { id: 'second' }, morePay: expect.closeTo(0.25, 6), without: [] },
  });
  // The second offers up to 800,000, the third a million: 200,000 more, whatever either posts.
  expect(tipping.morePayUsd).toBeCloseTo(200_000, -2);
  expect(tipping.says).toMatch(
    /^a highest bid of second 25% higher \(by \$200,000 a year\) would have tipped it$/,
  );
  expect((await firstOf('employers.second.pay=260000')).to).toBe('third');
  expect((await firstOf('employers.second.star-value=1.01')).to).toBe('second');
});

interface Auction {
  readonly options: readonly { readonly place: { readonly id: string } }[];
  readonly taken: number;
  readonly tipping: { readonly morePayUsd: number; readonly says: string };
}
