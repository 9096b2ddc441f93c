import { yearsOf } from '../experiments/explain/employer.ts';
import type {
  ChoiceExplained,
  EmployerExplained,
  EmployerMonth,
  MonthExplained,
  MoverExplained,
  PeopleExplained,
  PersonExplained,
  RunTold,
} from '../experiments/explain/explained.ts';
import type { LocalityReport } from '../experiments/explain/locality.ts';
import {
  afterOptions,
  answerText,
  beforeOptions,
  differenceText,
  type EventTold,
  eventsTold,
  firmsCounted,
  kindsCounted,
  LEGEND,
  movesCounted,
  openingsCounted,
  optionName,
  payText,
  personFacts,
  runText,
  versusTold,
  whenTold,
} from '../experiments/explain/telling.ts';
import type { VersusExplained } from '../experiments/explain/versus.ts';
import { decimals, percent, usd } from '../experiments/explain/words.ts';
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
    ...personFacts(explained),
    runLine(run, paint),
    '',
  ];
  const events = eventsTold(life);
  for (const event of events) lines.push(...eventLines(event, isWhole, paint));
  if (life.some(({ choice }) => choice !== null)) lines.push('', ...LEGEND.map((line) => paint('dim', line)));
  if (!isWhole && events.some(({ choice, isTelling }) => choice !== null && !isTelling))
    lines.push(paint('dim', '--details shows every choice in full.'));
  return lines;
}

function eventLines(event: EventTold, isWhole: boolean, paint: Paint): string[] {
  const line = `${whenTold(event)}  ${event.says}${event.isRecorded ? '' : paint('dim', ' (spin-up: not in the tables)')}`;
  const { choice } = event;
  if (choice === null) return [line];
  const lines = [paint(event.move === null ? 'dim' : 'bold', line)];
  if ((isWhole || event.isTelling) && choice.options.length > 1) lines.push(...choiceLines(choice, paint));
  return lines;
}

function choiceLines(choice: ChoiceExplained, paint: Paint): string[] {
  const header = ['', 'pay USD', ...MOTIVES, 'value', 'chance', ''];
  const rows = choice.options.map((option, at) => [
    `${at === choice.taken ? '>' : ' '} ${optionName(option)}`,
    payText(option.pay),
    ...MOTIVES.map((motive) => decimals(option.parts[motive])),
    decimals(option.value),
    percent(option.chance),
    answerText(option),
  ]);
  const table = [header, ...rows];
  const lines = aligned(table.map((row) => row.slice(0, -1)));
  const width = Math.max(...lines.map((line) => line.length));
  return [
    ...beforeOptions(choice).map((line) => `    ${line}`),
    ...lines.map((line, at) => `  ${line.padEnd(width)}  ${table[at]!.at(-1)}`.trimEnd()),
    ...afterOptions(choice).map((line) => paint('dim', `    ${line}`)),
  ];
}

/** The same person under two policies: what was alike in a line, then each life from the first difference on. */
export function versusLines(explained: VersusExplained, isWhole: boolean, paint: Paint): string[] {
  const { person, run, policy, base, other } = explained;
  const { month, headline, why, locality } = versusTold(explained);
  const head = [
    paint('bold', `${person.key}: ${person.origin}, under ${run.scenario} and under ${policy.scenario}`),
    runLine(run, paint),
    runLine(policy, paint),
    '',
  ];
  if (month === null) return [...head, headline, ...why, locality];
  const before = base.life.filter((event) => event.month < month);
  return [
    ...head,
    before.length === 0
      ? 'From the beginning:'
      : `Did the same until ${month}: ${before.length} events, the last`,
    ...before.slice(-3).map((event) => `  ${event.month}  ${event.says}`),
    '',
    paint('bold', headline),
    ...why.map((line) => `  ${line}`),
    ...(
      [
        [run.scenario, base.life],
        [policy.scenario, other.life],
      ] as const
    ).flatMap(([name, life]) => [
      '',
      paint('bold', `Under ${name}`),
      ...eventsTold(life.filter((event) => event.month >= month)).flatMap((event, at) =>
        eventLines(event, isWhole || at === 0, paint),
      ),
    ]),
    '',
    ...LEGEND.map((line) => paint('dim', line)),
    locality,
  ];
}

/** Whether locality holds between two runs, and the first breaches. */
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

/** A list of moves, with the keys by which to ask further. */
export function peopleLines({ moves, found, run }: PeopleExplained, paint: Paint): string[] {
  if (found === 0)
    return [
      'Nobody made such a move. Rare ones want a larger --scale or more than a year; --from and --to take a sector, an employer or a group.',
      runLine(run, paint),
    ];
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
  if (moves.length === 0) return [];
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

/** A month: its market, changes of place by kind, the largest flows, and the first moves. */
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
    `${count(market.searchers)} looked and got ${count(market.meetings)} answers; ${openingsCounted(explained)}; ${firmsCounted(explained)}.`,
    '',
    ...(kinds.length === 0
      ? ['Nobody changed place.', '']
      : [
          'Changes of place by kind',
          ...aligned(kinds.map(([kind, people]) => [kind, count(people)])),
          '',
          'Largest flows',
          ...aligned(largest.map(([route, people]) => [route, count(people)])),
          '',
        ]),
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
    `${movesCounted(explained)}${found > moves.length ? `; the first ${moves.length} of these moves (--year YYYY or YYYY-MM chooses, --limit N lists more)` : ''}`,
    ...moverLines(moves),
    '',
    paint(
      'dim',
      `Target: staff at demand 1 × demand × the answer to the cost of talent. Wanted: as planned in the month; employers.csv counts what is wanted at its end, in whole people of each skill. ${isWhole ? '' : '--details shows every month. '}${FURTHER}`,
    ),
  ];
}

function yearRows(months: readonly EmployerMonth[]): string[] {
  return aligned([
    ['year', 'staff', 'wanted', 'target', 'demand', 'openings', 'came', 'left', 'net', 'pay USD'],
    ...yearsOf(months).map(({ year, came, left, openings, last }) => [
      year,
      count(last.staffAfter),
      planned(last.wanted, (wanted) => decimals(wanted, 1)),
      planned(last.target, (target) => decimals(target, 1)),
      planned(last.demand, decimals),
      openings === null ? 'unlimited' : count(openings),
      count(came),
      count(left),
      signed(came - left),
      planned(last.pay, (pay) => count(Math.round(pay))),
    ]),
  ]);
}

function monthRows(months: readonly EmployerMonth[]): string[] {
  return columns([
    ['month', 'staff', 'wanted', 'target', 'freeze', 'openings', 'pay', 'came', 'left'],
    ...months.map((month) => [
      month.month,
      count(month.staffAfter),
      planned(month.wanted, (wanted) => decimals(wanted, 1)),
      planned(month.target, (target) => decimals(target, 1)),
      planned(month.freeze, decimals),
      month.openings === null ? 'unlimited' : count(month.openings),
      planned(month.pay, usd),
      kindsCounted(month.came),
      kindsCounted(month.left),
    ]),
  ]);
}

/** A firm has no plan yet in the month of its founding. */
const planned = (value: number | null, text: (value: number) => string): string =>
  value === null ? '–' : text(value);

const runLine = (run: RunTold, paint: Paint): string => paint('dim', runText(run));

const count = (value: number) => value.toLocaleString('en-GB');
const signed = (value: number) => `${value < 0 ? '−' : '+'}${count(Math.abs(value))}`;
