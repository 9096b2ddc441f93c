import type { Difference } from '../experiments/explain/differences.ts';
import { yearsOf } from '../experiments/explain/employer.ts';
import type {
  ChoiceExplained,
  EmployerExplained,
  EmployerMonth,
  LifeEvent,
  MonthExplained,
  MoverExplained,
  OptionExplained,
  PeopleExplained,
  PersonExplained,
  RunTold,
} from '../experiments/explain/explained.ts';
import type { LocalityReport } from '../experiments/explain/locality.ts';
import type { VersusExplained } from '../experiments/explain/versus.ts';
import { percent, usd } from '../experiments/explain/words.ts';
import { MOTIVES } from '../model/records.ts';
import { aligned } from './aligned.ts';
import { columns } from './columns.ts';
import type { Paint } from './terminal.ts';

/** What `explain` says on standard output. */

const FURTHER = 'Ask further: talentflow explain person KEY, explain employer NAME, explain month YYYY-MM.';

/** @param isWhole every choice with its options; else those after which something changed. */
export function personLines(explained: PersonExplained, isWhole: boolean, paint: Paint): string[] {
  const { person, life, run } = explained;
  const lines = [
    paint('bold', `${person.key}: ${person.origin}`),
    `${person.skill}, home ${person.home}, cause ${person.cause}, talent ${decimals(person.talent)} (median 1)`,
    `Tastes in log points of pay: autonomy ${decimals(person.tasteForAutonomy)} and mission ${decimals(person.tasteForMission)} a standard deviation, a job at home ${decimals(person.attachmentToHome)}.`,
    `Risk aversion ${decimals(person.riskAversion)}; believes equity to be worth ${decimals(person.equityBelief)} of what it is.`,
    runLine(run, paint),
    '',
  ];
  for (const event of joined(life)) lines.push(...eventLines(event, isWhole, paint));
  if (life.some(({ choice }) => choice !== null)) lines.push('', ...LEGEND.map((line) => paint('dim', line)));
  if (!isWhole && life.some((event) => event.choice !== null && !isWorthShowing(event)))
    lines.push(paint('dim', '--details shows every choice in full.'));
  return lines;
}

const LEGEND = [
  'Parts of a value in log points of pay (0.01 is about 1%); they add up to it. Pay: ln of USD a year. Noise: this month’s and lasting.',
  'Chance: to be liked best, given who was met, before the month’s noise was known (logit). Who is liked best may still turn them down.',
];

/** Events that say the same month after month become one. */
function joined(life: readonly LifeEvent[]): (LifeEvent & { until: string })[] {
  const events: (LifeEvent & { until: string })[] = [];
  for (const event of life) {
    const last = events.at(-1);
    const isAgain =
      last !== undefined &&
      last.says === event.says &&
      hasNoOption(last) &&
      hasNoOption(event) &&
      event.move === null;
    if (isAgain) events[events.length - 1] = { ...last, until: event.month };
    else events.push({ ...event, until: event.month });
  }
  return events;
}

const hasNoOption = ({ choice }: LifeEvent) => choice !== null && choice.options.length === 1;

function eventLines(event: LifeEvent & { until: string }, isWhole: boolean, paint: Paint): string[] {
  const when = event.until === event.month ? event.month : `${event.month} to ${event.until}`;
  const line = `${when}  ${event.says}${event.isRecorded ? '' : paint('dim', ' (spin-up: not in the tables)')}`;
  const { choice } = event;
  if (choice === null) return [line];
  const lines = [paint(event.move === null ? 'dim' : 'bold', line)];
  if ((isWhole || isWorthShowing(event)) && choice.options.length > 1)
    lines.push(...choiceLines(choice, paint));
  return lines;
}

/** Something came of it, or would have if the employer had agreed. */
function isWorthShowing({ choice, move }: LifeEvent): boolean {
  return (
    choice !== null &&
    (move !== null || choice.taken > 0 || choice.options.some(({ answer }) => answer === 'turned down'))
  );
}

export function choiceLines(choice: ChoiceExplained, paint: Paint): string[] {
  const header = ['', 'pay USD', ...MOTIVES, 'value', 'chance', ''];
  const rows = choice.options.map((option, at) => [
    `${at === choice.taken ? '>' : ' '} ${optionName(option)}`,
    option.pay === null ? '–' : Math.round(option.pay).toLocaleString('en-GB'),
    ...MOTIVES.map((motive) => decimals(option.parts[motive])),
    decimals(option.value),
    percent(option.chance),
    answerText(option),
  ]);
  const table = [header, ...rows];
  const lines = aligned(table.map((row) => row.slice(0, -1)));
  const width = Math.max(...lines.map((line) => line.length));
  const looking = choice.looking;
  return [
    ...(looking === null
      ? []
      : [
          `    looked with a probability of ${percent(looking.probability)} this month${looking.reasons.length > 0 ? `: ${looking.reasons.join(', ')}` : ''}`,
        ]),
    ...lines.map((line, at) => `  ${line.padEnd(width)}  ${table[at]!.at(-1)}`.trimEnd()),
    ...(choice.barred.length === 0
      ? []
      : [`    a non-compete barred ${choice.barred.map(({ id }) => id).join(', ')}`]),
    ...(choice.tipping === null ? [] : [paint('dim', `    ${choice.tipping.says}`)]),
  ];
}

const optionName = ({ place, isStaying, isThroughTeammate }: OptionExplained) =>
  `${isStaying ? 'stay: ' : ''}${place.id}${isThroughTeammate ? ' (a former team-mate’s)' : ''}`;

function answerText({ answer, rank, bid, raise }: OptionExplained): string {
  const raised = raise === null || raise === 0 ? '' : `, ${percent(Math.exp(raise) - 1)} over what it posts`;
  if (bid !== null)
    return `${answer === 'outbid' ? 'bids up to' : `${answer}: bids up to`} ${decimals(bid)}${raised}`;
  if (answer !== 'turned down' || rank === null) return answer;
  return rank.least === null
    ? 'turned down: no place left'
    : `turned down: ranked ${decimals(rank.own)}, the last of ${rank.places} taken ${decimals(rank.least)}`;
}

/** The same person under two policies: what was alike in a line, then each life from the first difference on. */
export function versusLines(explained: VersusExplained, isWhole: boolean, paint: Paint): string[] {
  const { person, run, policy, firstInput, firstDecision, base, other, breaches } = explained;
  const head = [
    paint('bold', `${person.key}: ${person.origin}, under ${run.scenario} and under ${policy.scenario}`),
    runLine(run, paint),
    runLine(policy, paint),
    '',
  ];
  const local =
    breaches.length === 0
      ? 'Locality holds: every decision that both made differs only where one of its declared inputs does.'
      : `Locality is broken in ${breaches.length} decisions, first ${breaches[0]!.decision} in ${breaches[0]!.month}.`;
  if (firstDecision === null) {
    const read =
      firstInput === null
        ? 'Nothing that they decide by differs.'
        : `What they decide by differs from ${firstInput.month} on (${differenceText(firstInput.inputs)}), and changes nothing.`;
    return [...head, 'Their lives are the same under both.', read, local];
  }
  const { month } = firstDecision;
  const before = base.life.filter((event) => event.month < month);
  return [
    ...head,
    before.length === 0
      ? 'From the beginning:'
      : `Did the same until ${month}: ${before.length} events, the last`,
    ...before.slice(-3).map((event) => `  ${event.month}  ${event.says}`),
    '',
    paint('bold', `First otherwise in ${month}: ${firstDecision.decision}`),
    ...(firstInput === null || firstInput.inputs.length === 0
      ? []
      : [
          `  what it decides by differed first in ${firstInput.month}, of ${firstInput.decision}: ${differenceText(firstInput.inputs)}`,
        ]),
    ...(firstDecision.inputs.length === 0 ? [] : [`  here: ${differenceText(firstDecision.inputs)}`]),
    ...(firstDecision.outcome.length === 0 ? [] : [`  so: ${differenceText(firstDecision.outcome)}`]),
    ...(
      [
        [run.scenario, base.life],
        [policy.scenario, other.life],
      ] as const
    ).flatMap(([name, life]) => [
      '',
      paint('bold', `Under ${name}`),
      ...joined(life.filter((event) => event.month >= month)).flatMap((event, at) =>
        eventLines(event, isWhole || at === 0, paint),
      ),
    ]),
    '',
    ...LEGEND.map((line) => paint('dim', line)),
    local,
  ];
}

/** @param most differences told; the rest are counted. */
function differenceText(differences: readonly Difference[], most = 4): string {
  const told = differences
    .slice(0, most)
    .map(({ path, base, policy }) => `${path} ${valueText(base)} → ${valueText(policy)}`);
  const more = differences.length - told.length;
  return `${told.join('; ')}${more > 0 ? `; and ${more} more` : ''}`;
}

function valueText(value: unknown): string {
  if (typeof value === 'number') return Number(value.toPrecision(5)).toString().replace('-', '−');
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (value === undefined || value === null) return 'none';
  return typeof value === 'string' ? value || 'none' : JSON.stringify(value);
}

export function localityLines(report: LocalityReport, paint: Paint): string[] {
  const { base, policy, from, until, compared, differing, alone, breachCount, breaches } = report;
  const counted = `${count(compared)} decisions that both runs made, ${from} to ${until}: ${count(differing)} come out otherwise; ${count(alone)} were made in one run only.`;
  if (breachCount === 0)
    return [
      paint('green', `Locality holds between ${base} and ${policy}`),
      counted,
      'None differs but where one of its declared inputs does.',
    ];
  return [
    paint('red', `Locality is broken between ${base} and ${policy}, ${count(breachCount)} times; the first`),
    counted,
    ...breaches.flatMap(({ month, who, decision, differs, why }) => [
      `  ${month}  ${who}  ${decision}: ${why}`,
      `      ${differenceText(differs)}`,
    ]),
  ];
}

export function peopleLines({ moves, found, run }: PeopleExplained, paint: Paint): string[] {
  if (found === 0) return ['Nobody made such a move.', runLine(run, paint)];
  return [
    paint(
      'bold',
      `${found} ${found === 1 ? 'move' : 'moves'}${found > moves.length ? `, the first ${moves.length}` : ''}`,
    ),
    runLine(run, paint),
    '',
    ...moverLines(moves),
    '',
    paint('dim', `${FURTHER} --pick N explains the Nth of the list, --limit N lists more.`),
  ];
}

function moverLines(moves: readonly MoverExplained[]): string[] {
  return columns([
    ['', 'month', 'key', 'move', 'career'],
    ...moves.map(({ month, person, kind, from, to, career }, at) => [
      String(at + 1),
      month,
      person,
      `${from.id} → ${to.id}, ${kind}`,
      career,
    ]),
  ]);
}

export function monthLines(explained: MonthExplained, paint: Paint): string[] {
  const { month, market, byKind, flows, moves, found, run } = explained;
  const kinds = Object.entries(byKind).sort(([, a], [, b]) => b - a);
  const routes = new Map<string, number>();
  for (const { from, to, people } of flows) {
    const route = `${from} → ${to}`;
    routes.set(route, (routes.get(route) ?? 0) + people);
  }
  const largest = [...routes].sort(([, a], [, b]) => b - a).slice(0, 12);
  const unit = run.scale === 1 ? '' : ` (simulated people; the tables divide by the scale, ${run.scale})`;
  return [
    paint(
      'bold',
      `${month}: ${count(market.people)} people in the market, ${count(market.withoutJob)} without a job${unit}`,
    ),
    runLine(run, paint),
    `${count(market.searchers)} looked and got ${count(market.meetings)} answers; ${count(market.vacancies)} openings; ${count(market.founded)} firms founded, ${count(market.failed)} failed.`,
    '',
    'Changes of place by kind',
    ...aligned(kinds.map(([kind, people]) => [kind, count(people)])),
    '',
    'Largest flows',
    ...aligned(largest.map(([route, people]) => [route, count(people)])),
    '',
    `${count(found)} ${found === 1 ? 'move' : 'moves'}${found > moves.length ? `, the first ${moves.length} (--limit N lists more; --from, --to, --kind and --skill choose)` : ''}`,
    ...moverLines(moves),
    '',
    paint('dim', FURTHER),
  ];
}

/** @param isWhole month by month; else year by year. */
export function employerLines(explained: EmployerExplained, isWhole: boolean, paint: Paint): string[] {
  const { employer, events, months, moves, found, run } = explained;
  return [
    paint('bold', `${employer.key}: ${employer.label}, ${employer.sector}, ${employer.region}`),
    ...(employer.founder === null ? [] : [`founded by ${employer.founder}`]),
    runLine(run, paint),
    ...(employer.unit === employer.key
      ? [`In the tables: unit ${employer.unit}.`]
      : [`In the tables it is counted in ${employer.unit}, the sector's employers without a name.`]),
    '',
    ...events.map(({ month, says }) => `${month}  ${says}`),
    ...(events.length > 0 ? [''] : []),
    ...(isWhole ? monthRows(months) : yearRows(months)),
    '',
    `${count(found)} came or left${found > moves.length ? `; the first ${moves.length} (--year YYYY or YYYY-MM chooses, --limit N lists more)` : ''}`,
    ...moverLines(moves),
    '',
    paint(
      'dim',
      `Target: staff at demand 1 × demand × the answer to the cost of talent. ${isWhole ? '' : '--details shows every month. '}${FURTHER}`,
    ),
  ];
}

function yearRows(months: readonly EmployerMonth[]): string[] {
  return aligned([
    ['year', 'staff', 'wanted', 'target', 'demand', 'openings', 'came', 'left', 'net', 'pay USD'],
    ...yearsOf(months).map(({ year, came, left, openings, last }) => [
      year,
      count(last.staffAfter),
      decimals(last.wanted, 1),
      decimals(last.target, 1),
      decimals(last.demand),
      openings === null ? 'unlimited' : count(openings),
      count(came),
      count(left),
      signed(came - left),
      count(Math.round(last.pay)),
    ]),
  ]);
}

function monthRows(months: readonly EmployerMonth[]): string[] {
  const kinds = (counts: EmployerMonth['came']) =>
    Object.entries(counts)
      .map(([kind, people]) => `${people} ${kind}`)
      .join(', ');
  return columns([
    ['month', 'staff', 'wanted', 'target', 'freeze', 'openings', 'pay', 'came', 'left'],
    ...months.map((month) => [
      month.month,
      count(month.staffAfter),
      decimals(month.wanted, 1),
      decimals(month.target, 1),
      decimals(month.freeze),
      month.openings === null ? 'unlimited' : count(month.openings),
      usd(month.pay),
      kinds(month.came),
      kinds(month.left),
    ]),
  ]);
}

function runLine(run: RunTold, paint: Paint): string {
  const scale = run.scale === 1 ? '' : `, scale ${run.scale}`;
  const replicate = run.replicate === 0 ? '' : `, replicate ${run.replicate}`;
  return paint('dim', `${run.title}, seed ${run.seed}${replicate}${scale}, ${run.from} to ${run.until}`);
}

const count = (value: number) => value.toLocaleString('en-GB');
const signed = (value: number) => `${value < 0 ? '−' : '+'}${count(Math.abs(value))}`;
const decimals = (value: number, digits = 2) =>
  Number.isFinite(value)
    ? value
        .toFixed(digits)
        .replace('-', '−')
        .replace(/^−(0\.0+)$/, '$1')
    : '−∞';
