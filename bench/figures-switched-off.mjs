// What every fitted and held-out figure of `talentflow check` does when one mechanism is switched off: the second table of MODEL.md, "What makes the reversal",
// and docs/switch-offs.csv. Each case runs with the same seeds as the baseline, so that the difference is the mechanism and not the dice.
import { readFileSync, writeFileSync } from 'node:fs';
import jstat from 'jstat';
import { collectTables, observeAll, simulate } from '../dist/index.js';
import { loadFacts, loadScenario } from '../dist/node.js';
import { mean } from './words.mjs';

const BASELINE = 'talentflow:baseline';
/** A tenth of the people: a figure about one named employer, or a dozen people, is then mostly chance, and says so by its error. */
const SCALE = 0.1;
const RUNS = 8;
/** The last figure needs no month after it. */
const UNTIL = '2024-12';
/** Of differences that are chance, so many are told all the same, by Student’s t: from 4 standard errors on with eight runs, from 14 with three that answer. */
const BY_CHANCE = 0.005;
/** Figures told in a row of the page; the file has all. */
const TOLD = 5;

const CSV = new URL('../docs/switch-offs.csv', import.meta.url);
const PAGE = new URL('../MODEL.md', import.meta.url);
const [BEGIN, END] = ['<!-- figures switched off: begin -->', '<!-- figures switched off: end -->'];

/** Outcomes that no fact is about, for mechanisms that move none. Told as facts are: what to count, and when. */
const OUTCOMES = [
  outcome('giants’ leavers, % a month', {
    measure: 'ratio',
    times: 100,
    of: {
      measure: 'sum',
      table: 'flows',
      column: 'people',
      where: { 'from-sector': '$observed', kind: { not: ['launch', 'listing'] } },
    },
    over: { measure: 'sum', table: 'employers', column: 'staff', where: { sector: '$observed' } },
  }),
  outcome('moves from job to job, a month', { measure: 'mean', table: 'market', column: 'moves' }),
  outcome('without a job, %', {
    measure: 'ratio',
    times: 100,
    of: { measure: 'sum', table: 'market', column: 'without_job' },
    over: { measure: 'sum', table: 'market', column: 'people' },
  }),
  outcome('pay over the start', {
    measure: 'weighted-mean',
    table: 'employers',
    column: 'pay_index',
    weight: 'staff',
  }),
  outcome('firms founded, a month', { measure: 'mean', table: 'market', column: 'founded' }),
  outcome('who moved with a team, a month', { measure: 'mean', table: 'teams', column: 'people' }),
  outcome('hired with their staff (acqui-hires), people in all', {
    measure: 'sum',
    table: 'teams',
    column: 'people',
    where: { kind: 'acqui-hire' },
  }),
  outcome('came with others and left within a year, %', {
    measure: 'ratio',
    times: 100,
    of: { measure: 'sum', table: 'retention', column: 'left', where: { after: '12' } },
    over: { measure: 'sum', table: 'retention', column: 'came', where: { after: '12' } },
  }),
  outcome('firms listed, in all', { measure: 'sum', table: 'market', column: 'listed' }),
  outcome('kept by a counter-offer, a month', { measure: 'mean', table: 'employers', column: 'kept' }),
  outcome('who crossed a border, a month', { measure: 'mean', table: 'migration', column: 'people' }),
];

function outcome(id, observation) {
  return {
    id,
    role: 'outcome',
    unit: '',
    value: null,
    tolerance: null,
    observation,
    period: { from: '2019-01', to: '2024-04' },
  };
}

const off = (...paths) => paths.map((path) => `${path}.off=true`);
const zero = (...paths) => paths.map((path) => `${path}=0`);

const events = [
  ['ChatGPT: founding', 'chatgpt-founding'],
  ['ChatGPT: start-ups’ equity', 'chatgpt-equity'],
  ['ChatGPT: firms that adopt AI', 'chatgpt-adopters'],
  ['a chief executive’s letters', 'letters-of-a-chief-executive'],
  ['a giant’s model for medicine', 'health-model'],
].map(([title, id]) => [`event: ${title}`, off(`timeline.${id}`)]);

/** Each with what is said on the command line after --set. */
function casesOf(scenario) {
  const regions = scenario.regions.map(({ id }) => id);
  const routes = scenario.regions.flatMap(({ id, routes: into }) =>
    into.map((route) => `regions.${id}.routes.${route.id}`),
  );
  return [
    ['teams (ties, followers, lift-outs)', off('teams')],
    ['leaving sooner', off('leave-sooner')],
    ['acqui-hires', off('acqui-hires')],
    ['non-competes', off('non-competes')],
    ['stars (approaches, auction)', off('superstars')],
    ['counter-offers', off('counter-offers')],
    ['vesting', off('vesting')],
    ['answer of pay', off('pay-answers')],
    [
      'founding (and rounds, purchases, listings)',
      off('founding', 'funding-rounds', 'acquisitions', 'listings'),
    ],
    ['rounds of funding', off('funding-rounds')],
    ['purchases of start-ups', off('acquisitions')],
    ['listings of start-ups', off('listings')],
    ['lay-off rounds', off('lay-offs')],
    ['students’ answer to prospects', off('field-choice')],
    ['retraining', off(...scenario.retraining.map(({ id }) => `retraining.${id}`))],
    ['borders: the US lottery', off('regions.united-states.routes.lottery')],
    ['borders: all (open to everybody)', off(...routes)],
    [
      'return home',
      zero(
        ...regions.flatMap((id) => [
          `regions.${id}.return-home-per-month`,
          `regions.${id}.largest-return-home-per-month`,
        ]),
      ),
    ],
    ['leaving for studies in August and September', zero('separations.leave-for-studies-per-month')],
    ['taste for autonomy', zero('people.taste.autonomy')],
    ['taste for mission (causes)', zero('people.taste.mission')],
    ['attachment to home', zero('people.taste.home')],
    ['risk aversion', zero('people.risk-aversion')],
    ['brand risk', zero('sectors.giants.brand-risk')],
    [
      'weight of practice',
      zero('sectors.start-ups.weight-of-practice', 'sectors.stealth.weight-of-practice'),
    ],
    ['unrest after a lay-off round', ['people.looks-after-lay-off.multiplier=1']],
    ['recruiters’ calls', zero('people.looks-per-opening')],
    ['answer of plans to cost', zero(...scenario.sectors.map(({ id }) => `sectors.${id}.cost-elasticity`))],
    ['governance event at OpenAI', off('timeline.board-crisis-mission', 'timeline.board-crisis-autonomy')],
    ...events,
  ];
}

/** @returns of each run, each fact's figure or null. */
function figuresOf(facts, set) {
  const { scenario } = loadScenario(BASELINE, { set: [`scale=${SCALE}`, `calendar.end=${UNTIL}`, ...set] });
  return Array.from({ length: RUNS }, (_, replicate) => {
    const tables = collectTables(scenario, simulate(scenario, { replicate }));
    return observeAll(facts, scenario, tables).map((observed) => observed.value ?? null);
  });
}

/** Paired over the runs in which both answer; null where fewer than two do. With few of them a difference has to be many standard errors. */
function comparison(before, after) {
  const pairs = before.flatMap((value, run) =>
    value === null || after[run] === null ? [] : [[value, after[run]]],
  );
  if (pairs.length < 2) return null;
  const differences = pairs.map(([one, other]) => other - one);
  const difference = mean(differences);
  const variance =
    mean(differences.map((one) => (one - difference) ** 2)) * (pairs.length / (pairs.length - 1));
  const error = Math.sqrt(variance / pairs.length);
  const standardErrors = jstat.studentt.inv(1 - BY_CHANCE / 2, pairs.length - 1);
  return {
    before: mean(pairs.map(([one]) => one)),
    after: mean(pairs.map(([, other]) => other)),
    difference,
    error,
    // What is never there without the mechanism and always with it is not chance, however much it varies.
    moves:
      difference !== 0 &&
      (Math.abs(difference) > standardErrors * error ||
        pairs.every(([one, other]) => one !== 0 && other === 0)),
  };
}

/** Half of the tolerance, in which changes of figures of different units are compared; null where there is none. */
function halfWidth({ tolerance, value }, simulated) {
  if (tolerance === null || tolerance.kind === 'runs') return null;
  if (tolerance.kind === 'interval') return (tolerance.to - tolerance.from) / 2;
  const base = tolerance.kind === 'plus-minus' ? 1 : tolerance.kind === 'of-published' ? value : simulated;
  return Math.abs(tolerance.size * base) || null;
}

const rounded = (value, digits) =>
  Number(value.toPrecision(Math.abs(value) >= 100 ? Math.max(3, digits) : digits));
const signed = (value) => String(value).replace('-', '−');

/** Switches every mechanism off in turn, prints the table, and with `write` puts it into MODEL.md and docs/switch-offs.csv. */
export function printFiguresSwitchedOff({ write }) {
  const { scenario } = loadScenario(BASELINE);
  const published = loadFacts().filter(({ role, observation }) => role !== 'input' && observation !== null);
  const facts = [...published, ...OUTCOMES];
  const before = figuresOf(facts, []);
  const column = (runs, at) => runs.map((run) => run[at]);
  const rows = [];
  const lines = [
    '| baseline without | figures that move, the most first (then outcomes that no fact is about): as it is → without |',
    '|---|---|',
  ];
  for (const [title, set] of casesOf(scenario)) {
    const after = figuresOf(facts, set);
    const moved = [];
    facts.forEach((fact, at) => {
      const change = comparison(column(before, at), column(after, at));
      rows.push([
        title,
        set.join(' '),
        fact.id,
        fact.role,
        fact.unit ?? '',
        fact.value ?? '',
        ...numbersOf(change, column(after, at)),
      ]);
      if (change === null && !isGone(column(before, at), column(after, at))) return;
      if (change !== null && !change.moves) return;
      moved.push({ fact, change, size: sizeOf(fact, change) });
    });
    moved.sort((a, b) => b.size - a.size);
    lines.push(`| ${title} | ${told(moved)} |`);
    console.error(lines.at(-1));
  }
  const table = lines.join('\n');
  console.log(table);
  if (write) {
    const header =
      'without,set,figure,role,unit,published,as_it_is,without_it,difference,standard_error,beyond_noise';
    writeFileSync(CSV, `${[comment(), header, ...rows.map((row) => row.map(cell).join(','))].join('\n')}\n`);
    const page = readFileSync(PAGE, 'utf8');
    const [start, end] = [page.indexOf(BEGIN) + BEGIN.length, page.indexOf(END)];
    writeFileSync(PAGE, `${page.slice(0, start)}\n\n${table}\n\n${page.slice(end)}`);
  }
}

/** Whether the baseline's runs answer and none does without the mechanism: then it is not chance that takes the answer away. */
const isGone = (before, after) =>
  before.filter((value) => value === null).length <= RUNS / 2 && after.every((value) => value === null);

/** Half-widths of the tolerance; what is not answered any more first, what has no tolerance last. */
function sizeOf(fact, change) {
  if (change === null) return Number.POSITIVE_INFINITY;
  const unit = halfWidth(fact, change.before);
  return unit === null ? 0 : Math.abs(change.difference) / unit;
}

function numbersOf(change, without) {
  if (change === null)
    return ['', '', '', '', without.every((value) => value === null) ? 'not answered' : 'in too few runs'];
  const { before, after, difference, error, moves } = change;
  return [
    ...[before, after, difference, error].map((value) => Number(value.toPrecision(5))),
    moves ? 'yes' : 'no',
  ];
}

function told(moved) {
  if (moved.length === 0) return 'none beyond chance';
  const first = moved
    .slice(0, TOLD)
    .map(({ fact, change }) =>
      change === null ? `${fact.id} not answered` : `${fact.id} ${pair(change.before, change.after)}`,
    );
  const others = moved.length - first.length;
  return first.join('; ') + (others > 0 ? `; and ${others} more` : '');
}

/** In as many digits as tell the two apart. */
function pair(before, after) {
  const digits = [2, 3, 4].find((number) => rounded(before, number) !== rounded(after, number)) ?? 5;
  return `${signed(rounded(before, digits))} → ${signed(rounded(after, digits))}`;
}

function comment() {
  return `# npm run switch-offs -- figures --write: the baseline at scale ${SCALE}, ${RUNS} runs with the same seeds each, until ${UNTIL}; means over runs in which both answer. beyond_noise: by Student's t of the paired difference, ${1000 * BY_CHANCE} in a thousand by chance`;
}

function cell(value) {
  const text = String(value);
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
