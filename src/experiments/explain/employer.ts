import { exp } from '../../maths/exp.ts';
import { log } from '../../maths/log.ts';
import { UNLIMITED } from '../../model/planning.ts';
import type { FlowKind } from '../../model/records.ts';
import type { Place } from '../../model/trace.ts';
import { monthText } from '../../scenario/dates.ts';
import { grouped } from '../../scenario/grouped.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import { type Dated, Diary, listen, type RunAsked } from './diary.ts';
import { type Direction, type EmployerExplained, type EmployerMonth, EXPLAIN_FORMAT } from './explained.ts';
import type { DatedMove } from './move-log.ts';
import { listed, type MovesAsked, moveThatFits } from './movers.ts';
import { Names } from './names.ts';
import { runTold } from './person.ts';
import { Unexplained } from './unexplained.ts';

/** The life of one employer: what it planned each month, who came and who left. @throws Unexplained */
export async function explainEmployer(
  scenario: Scenario,
  text: string,
  asked: MovesAsked,
  run: RunAsked,
): Promise<EmployerExplained> {
  const names = new Names(scenario);
  const key = names.employerKey(text);
  const fits = moveThatFits(scenario, names, asked);
  const diary = new Diary(scenario, { employers: new Set([key]), moves: true });
  await listen(scenario, diary, run);
  const records = diary.ofEmployer(key);
  const place = lastPlace(records);
  if (place === null) throw unknown(scenario, text, run);
  const group = scenario.employers[place.group]!;
  const isOf = (move: DatedMove) => move.from?.key === key || move.to?.key === key;
  const months = monthsOf(scenario, records, [...diary.moves.those(isOf)], key);
  const founded = records.find((record) => record.what === 'founded');
  const { moves, found } = await listed(
    scenario,
    names,
    diary.moves,
    (move) => isOf(move) && fits(move),
    asked.most,
    run,
  );
  const { id, unit, sector, region } = names.place(place);
  return {
    format: EXPLAIN_FORMAT,
    kind: 'employer',
    run: runTold(scenario, run),
    employer: {
      key: id,
      number: key,
      label: group.isNamed ? group.label : `one of ${group.label}`,
      sector: sector!,
      region: region!,
      unit,
      founder: founded?.other == null ? null : names.person(founded.other),
    },
    events: records.flatMap((record) => {
      const says = eventSays(names, record);
      return says === null ? [] : [{ month: monthText(record.month), says }];
    }),
    months,
    moves: moves.map((move) => ({ ...move, direction: directionOf(move.from.id, move.to.id, id) })),
    found,
    byDirection: countDirections(
      diary.moves.those((move) => isOf(move) && fits(move)),
      key,
    ),
  };
}

function directionOf<Id>(from: Id, to: Id, own: Id): Direction {
  if (from === to) return 'stayed';
  return to === own ? 'came' : 'left';
}

function countDirections(moves: Iterable<DatedMove>, key: number): Record<Direction, number> {
  const counts = { came: 0, left: 0, stayed: 0 };
  for (const { from, to } of moves) counts[directionOf(from?.key, to?.key, key)]++;
  return counts;
}

function lastPlace(records: readonly Dated[]): Place | null {
  for (const record of records.toReversed()) {
    if (record.what === 'plans') return record.inputs.place as Place;
    if (record.what === 'founded') return record.outcome.place;
  }
  return null;
}

function unknown(scenario: Scenario, text: string, { until }: RunAsked): Unexplained {
  const group = scenario.employers.find(
    ({ id, label }) => id === text.split('/')[0] || label.toLowerCase() === text.toLowerCase(),
  );
  const when = until === undefined ? 'in this run' : `in this run until ${monthText(until)}`;
  const found = JSON.stringify(text);
  if (group === undefined)
    return new Unexplained(
      found,
      `a firm that was founded ${when} (seed ${scenario.seed}, scale ${scenario.scale})`,
      'list some: talentflow explain person --to stealth --kind founding',
    );
  const count = Math.round(group.count * scenario.scale);
  return new Unexplained(
    found,
    group.isNamed
      ? `an employer that begins ${when}`
      : `one of the ${count} of ${group.id} ${when} (scale ${scenario.scale}): ${group.id}/0 to ${group.id}/${Math.max(0, count - 1)}`,
    group.isNamed ? 'simulate further with --until' : `write for example ${group.id}/0`,
  );
}

function eventSays(names: Names, record: Dated): string | null {
  switch (record.what) {
    case 'founded':
      return `is founded by ${names.person(record.other!)}`;
    case 'round of funding':
      return `raises round ${record.outcome.rounds} of funding`;
    case 'launch':
      return 'comes out of stealth';
    case 'listing':
      return 'goes public';
    case 'fate':
      return record.outcome.fate === 'fails'
        ? record.inputs.isEmpty === true
          ? 'ends: nobody works there any more'
          : `fails (drew ${record.draws.u!.toFixed(4)})`
        : null;
    case 'bought':
      return `is bought by ${names.employer(record.outcome.buyer)}`;
    default:
      return null;
  }
}

function monthsOf(
  { calendar }: Scenario,
  records: readonly Dated[],
  moves: readonly DatedMove[],
  key: number,
): EmployerMonth[] {
  // A firm is founded after the month's plans were made, and its founder comes at once.
  const begun = records.filter((record) => record.what === 'plans' || record.what === 'founded');
  let at = 0;
  return begun.map((record): EmployerMonth => {
    const came: Partial<Record<FlowKind, number>> = {};
    const left: Partial<Record<FlowKind, number>> = {};
    let net = 0;
    while (at < moves.length && moves[at]!.month <= record.month) {
      const { month, kind, from, to } = moves[at++]!;
      if (month < record.month || from?.key === to?.key) continue;
      const counts = to?.key === key ? came : left;
      counts[kind] = (counts[kind] ?? 0) + 1;
      net += to?.key === key ? 1 : -1;
    }
    const staffBefore = record.what === 'plans' ? sum(record.inputs.staff as readonly number[]) : 0;
    return {
      month: monthText(record.month),
      isRecorded: record.month >= calendar.start,
      staffBefore,
      staffAfter: staffBefore + net,
      ...(record.what === 'plans' ? planOf(record) : NO_PLAN),
      came,
      left,
    };
  });
}

type Plan = Pick<EmployerMonth, 'target' | 'wanted' | 'demand' | 'freeze' | 'openings' | 'pay'>;

const NO_PLAN: Plan = { target: null, wanted: null, demand: null, freeze: null, openings: 0, pay: null };

function planOf({ inputs: read, outcome }: Extract<Dated, { what: 'plans' }>): Plan {
  const inputs = read as Record<string, number>;
  const openings = sum(outcome.openings);
  return {
    target: targetOf(inputs),
    wanted: outcome.wanted,
    demand: inputs.demand!,
    freeze: inputs.freeze!,
    openings: openings >= UNLIMITED ? null : openings,
    pay: inputs.pay!,
  };
}

/** As step 2 has it: MODEL.md, "Employers plan". */
function targetOf({
  startStaff,
  demand,
  costElasticity,
  logPayGrowth,
  subsidy,
}: Record<string, number>): number {
  const logCost = logPayGrowth! + log(1 - subsidy!);
  return startStaff! * demand! * (logCost === 0 ? 1 : exp(costElasticity! * logCost));
}

const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);

/** The months of a year, joined: for a table by year. */
export function yearsOf(months: readonly EmployerMonth[]) {
  const years = grouped(months, ({ month }) => month.slice(0, 4));
  const total = (counts: readonly Readonly<Partial<Record<FlowKind, number>>>[]) =>
    sum(counts.flatMap((count) => Object.values(count)));
  return [...years].map(([year, ofYear]) => ({
    year,
    came: total(ofYear.map(({ came }) => came)),
    left: total(ofYear.map(({ left }) => left)),
    openings: ofYear.some(({ openings }) => openings === null)
      ? null
      : sum(ofYear.map(({ openings }) => openings!)),
    last: ofYear.at(-1)!,
  }));
}
