import { MICRO } from '../model/micro.ts';
import {
  KNOWN_MOTIVES,
  MOTIVES,
  type MonthRecord,
  type Motive,
  OUTSIDE,
  type PayRow,
  VISA_COUNTS,
} from '../model/records.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { inOneGo } from '../scenario/steps.ts';
import { TABLE_NAMES, TABLES, type TableName } from './columns.ts';
import type { Table } from './table.ts';
import { TableBuilder } from './table-builder.ts';
import type { Tables } from './tables.ts';

type Builders = Record<TableName, TableBuilder>;

/**
 * Result tables of a run, from its month records in the order they come. Counts are divided by the scenario's scale.
 * Rows keep the records' order, which is the same for the same scenario and seed.
 */
export function collectTables(scenario: Scenario, records: Iterable<MonthRecord>): Tables {
  const collector = new TableCollector(scenario);
  for (const record of records) collector.addMonth(record);
  return collector.finish();
}

/** The same, month by month: whoever does not need the records need not keep them. */
export class TableCollector {
  private readonly scenario: Scenario;
  private readonly builders: Builders;
  private readonly sectorOf: ReadonlyMap<string, string>;
  private readonly destinationOf: ReadonlyMap<string, string>;

  constructor(scenario: Scenario) {
    this.scenario = scenario;
    this.builders = Object.fromEntries(
      TABLE_NAMES.map((name) => [name, new TableBuilder(name, TABLES[name].columns, scenario.scale)]),
    ) as Builders;
    this.sectorOf = sectorsOfUnits(scenario);
    this.destinationOf = new Map(scenario.sectors.map(({ id, destination }) => [id, destination]));
  }

  addMonth(record: MonthRecord): void {
    const { scenario, builders, sectorOf, destinationOf } = this;
    addFlows(builders.flows, record);
    addEmployers(builders.employers, record, sectorOf, scenario.scale);
    addStocks(builders.stocks, record, sectorOf);
    addReasons(builders.reasons, record);
    addChoices(builders.choices, record, sectorOf);
    addDoctors(builders.doctors, record, destinationOf);
    addStudents(builders.students, record);
    for (const row of record.stars)
      builders.stars.add(
        record.month,
        row.unit,
        row.stars,
        row.medianPay === null ? null : Math.round(row.medianPay),
        row.highlyPaid,
        row.hires,
        row.leavers,
        row.founders,
      );
    for (const row of record.regions)
      builders.regions.add(
        record.month,
        row.region,
        row.people,
        row.arrivals,
        row.departures,
        row.entries,
        row.exits,
        row.cameToStudy,
        row.wentToStudy,
      );
    addConcentration(builders.concentration, record, scenario.observe.netFlowOf !== null);
    addPay(builders.pay, record, sectorOf, scenario.observe.netFlowOf);
    if (scenario.founding !== null) addFounders(builders.founders, record);
    for (const { from, to, kind, moves, people } of record.teams)
      builders.teams.add(record.month, from, to, kind, moves, people);
    for (const { unit, kind, after, came, left } of record.retention)
      builders.retention.add(record.month, unit, kind, String(after), came, left);
    addBorders(builders, record);
    addMarket(builders.market, record);
  }

  finish(): Tables {
    return inOneGo(this.finishInSteps());
  }

  /** The same, giving way on its way: all tables of a full run take longer than a page may be deaf. */
  *finishInSteps(): Generator<void, Tables> {
    const finished: [string, Table][] = [];
    for (const name of TABLE_NAMES) finished.push([name, yield* this.builders[name].finishInSteps()]);
    return Object.fromEntries(finished) as Tables;
  }
}

/** Sector of each reported unit: a named employer's own, a sector itself, and 'no job'. */
export function sectorsOfUnits(scenario: Scenario): Map<string, string> {
  return new Map([
    [OUTSIDE.noJob, OUTSIDE.noJob],
    ...scenario.sectors.map(({ id }): [string, string] => [id, id]),
    ...scenario.employers
      .filter(({ isNamed }) => isNamed)
      .map(({ id, sector }): [string, string] => [id, sector]),
  ]);
}

function addFlows(flows: TableBuilder, { month, flows: rows }: MonthRecord): void {
  for (const { from, to, skill, kind, people } of rows) flows.add(month, from, to, skill, kind, people);
}

function addEmployers(
  employers: TableBuilder,
  record: MonthRecord,
  sectorOf: ReadonlyMap<string, string>,
  scale: number,
): void {
  for (const row of record.employers) {
    const sector = sectorOf.get(row.unit)!;
    const isNamed = sector !== row.unit;
    employers.add(
      record.month,
      row.unit,
      sector,
      row.hires,
      row.jobToJob,
      row.quits,
      row.layOffs,
      row.failures,
      row.exits,
      row.net,
      row.launches,
      row.staff,
      row.wantedStaff,
      row.vacancies,
      row.fillRate,
      row.payIndex,
      isNamed ? row.firms * scale : row.firms, // one at every scale, by which the column is divided
      row.otherStaff,
      row.otherCuts,
      row.graduates,
      row.meanTenureMonths,
      row.kept,
      row.kept === 0 ? null : row.microRaises / MICRO / row.kept,
    );
  }
}

function addStocks(stocks: TableBuilder, record: MonthRecord, sectorOf: ReadonlyMap<string, string>): void {
  for (const { unit, skill, people } of record.stocks)
    stocks.add(record.month, unit, sectorOf.get(unit)!, skill, people);
}

function addReasons(reasons: TableBuilder, record: MonthRecord): void {
  for (const { from, to, tippedBy, moves, microParts } of record.reasons) {
    const mean = (motive: Motive) => microParts[motive] / MICRO / moves;
    reasons.add(record.month, from, to, tippedBy, moves, ...MOTIVES.map(mean));
  }
}

function addChoices(
  choices: TableBuilder,
  { month, choices: rows }: MonthRecord,
  sectorOf: ReadonlyMap<string, string>,
): void {
  for (const { unit, looked, met, wouldLeave, microAnswers, microParts } of rows) {
    const expected = KNOWN_MOTIVES.map((motive) => microParts[motive] / MICRO);
    const sector = sectorOf.get(unit)!;
    choices.add(month, unit, sector, looked, met, wouldLeave, microAnswers / MICRO, ...expected);
  }
}

function addDoctors(
  doctors: TableBuilder,
  { month, firstJobs }: MonthRecord,
  destinationOf: ReadonlyMap<string, string>,
): void {
  for (const { skill, sector, region, people, turnedDown, compared, microParts } of firstJobs) {
    const mean = (motive: Motive) => (compared === 0 ? null : microParts[motive] / MICRO / compared);
    const destination = destinationOf.get(sector) ?? 'elsewhere';
    doctors.add(
      month,
      skill,
      sector,
      destination,
      region,
      people,
      turnedDown,
      compared,
      ...MOTIVES.map(mean),
    );
  }
}

function addStudents(students: TableBuilder, { month, students: rows }: MonthRecord): void {
  for (const { programme, region, degree, places, started, enrolled, graduates, continued } of rows)
    students.add(month, programme, region, degree, places, started, enrolled, graduates, continued);
}

function addBorders(builders: Builders, { month, origins, migration, visas }: MonthRecord): void {
  for (const { region, home, skill, people } of origins)
    builders.origins.add(month, region, home, skill, people);
  for (const { from, to, people } of migration) builders.migration.add(month, from, to, people);
  for (const row of visas) {
    const counts = VISA_COUNTS.map((count) => row[count]);
    builders.visas.add(month, row.region, row.route, ...counts, row.waiting);
  }
}

function addMarket(market: TableBuilder, { month, market: now }: MonthRecord): void {
  market.add(
    month,
    now.people,
    now.withoutJob,
    now.searchers,
    now.meetings,
    now.vacancies,
    now.hires,
    now.moves,
    now.founded,
    now.failed,
    now.launched,
    now.acquired,
    now.listed,
    now.rounds,
    now.firstRounds,
  );
}

function addConcentration(
  table: TableBuilder,
  { month, concentration }: MonthRecord,
  isObserved: boolean,
): void {
  const { staff, squares, topFive, observed } = concentration;
  const share = (people: number) => (staff === 0 ? null : people / staff);
  table.add(
    month,
    staff === 0 ? null : (10_000 * squares) / staff / staff,
    share(topFive),
    isObserved ? share(observed) : null,
  );
}

function addPay(
  table: TableBuilder,
  { month, pay }: MonthRecord,
  sectorOf: ReadonlyMap<string, string>,
  observed: string | null,
): void {
  const ofObserved = pay.filter(({ unit }) => sectorOf.get(unit) === observed);
  const sum = (of: (row: PayRow) => number) => ofObserved.reduce((total, row) => total + of(row), 0);
  const observedStaff = sum(({ staff }) => staff);
  const observedLogPay = sum(({ microLogPosted }) => microLogPosted) / observedStaff;
  for (const row of pay) {
    table.add(
      month,
      row.unit,
      sectorOf.get(row.unit)!,
      row.pay,
      row.payOfHires,
      row.payOfIncumbents,
      observedStaff === 0 ? null : (row.microLogPosted / row.staff - observedLogPay) / MICRO,
    );
  }
}

function addFounders(table: TableBuilder, { month, founders }: MonthRecord): void {
  const mean = (micro: number) => (founders.founders === 0 ? null : micro / MICRO / founders.founders);
  table.add(
    month,
    founders.founders,
    mean(founders.microBelief),
    mean(founders.microGain),
    mean(founders.microGainAtOne),
    founders.withSomething,
    founders.withNothing,
  );
}
