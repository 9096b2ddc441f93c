import { exp } from '../maths/exp.ts';
import { monthText } from '../scenario/dates.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { ChoiceCount } from './choices.ts';
import { Stage } from './columns.ts';
import { concentrationOf } from './concentration.ts';
import { FirstJobs } from './first-jobs.ts';
import { OWN_FIRM } from './job-value.ts';
import { slotOfEntrant, slotsOfProgrammes } from './keys.ts';
import { type Market, type MonthOfRun, NO_JOB } from './market.ts';
import { MICRO } from './micro.ts';
import { routesOf } from './numbers.ts';
import { payRows } from './pay-record.ts';
import { UNLIMITED } from './planning.ts';
import { ReasonCount } from './reason-count.ts';
import {
  type EmployerRow,
  FLOW_KINDS,
  type FlowKind,
  type FlowRow,
  type MonthRecord,
  OUTSIDE,
  type StockRow,
  type TeamRow,
  VISA_COUNTS,
  type VisaCount,
  type VisaRow,
} from './records.ts';
import { RegionCount } from './region-count.ts';
import { Retention } from './retention.ts';
import { plansByUnit } from './staff-record.ts';
import { StarCount } from './star-count.ts';
import { studentRows } from './studies.ts';
import { MOVES, NO_TURNOVER, peopleIn, turnoverByUnit } from './turnover.ts';

const KIND = Object.fromEntries(FLOW_KINDS.map((kind, at) => [kind, at])) as Record<FlowKind, number>;

const NO_FOUNDERS = { founders: 0, microBelief: 0, microGain: 0, microGainAtOne: 0 };

export type MoveListener = (person: number, to: number) => void;

/**
 * Step 12. Counts who moves while a month happens, and makes the month's record from the counts. Units are the named employers,
 * then the sectors (for the employers of a sector that are not named), then entry, no job and left the field.
 */
export class Recorder {
  /** Off during spin-up: counts that nobody will read are then not made. */
  isOn = false;
  /** Hears of each move of a recorded month: key of the person, and of the new employer, or −1 for out of the field. */
  onMove: MoveListener | null = null;
  readonly units: readonly string[];
  readonly noJob: number;
  readonly entry: number;
  readonly left: number;
  /** People present, by unit (and no job) and skill. */
  readonly present: Int32Array;
  /** Applications for visas that are pending, by route. */
  readonly visasWaiting: Int32Array;
  /** Openings posted this month by unit, as posted: a firm that is launched or fails later in the month takes none along. */
  readonly posted: Float64Array;
  /** Openings filled this month, by unit. */
  readonly filled: Int32Array;
  readonly regions: RegionCount;
  readonly firstJobs: FirstJobs;
  readonly choices = new ChoiceCount();
  readonly stars: StarCount;
  readonly retention = new Retention();
  private readonly reasons: ReasonCount;
  searchers = 0;
  meetings = 0;
  founded = 0;
  failed = 0;
  launched = 0;
  acquired = 0;
  listed = 0;
  rounds = 0;
  firstRounds = 0;
  private founders = { ...NO_FOUNDERS };
  /** People who stayed for a counter-offer this month, by unit, and the sum of their raises in millionths. */
  private readonly kept: Int32Array;
  private readonly microRaises: Float64Array;
  /** People of other jobs cut this month, by unit. */
  readonly otherCuts: Int32Array;
  /** People who took their first job after a programme, by unit. */
  private readonly graduates: Int32Array;
  /** Whether the slot of a way into the field is a programme's, and not that of retraining. */
  private readonly isProgramme: readonly boolean[];
  /** Everybody who took a job this month. */
  private came: number[] = [];
  private readonly isObserved: readonly boolean[];

  private readonly scenario: Scenario;
  private readonly unitOfGroup: Int32Array;
  private readonly skills: number;
  private readonly unitCount: number;
  /** Units up to this one are employers that have a name. */
  private readonly named: number;
  /** People who moved, by from, to, skill and kind; and the cells in use. */
  private readonly flows: Int32Array;
  private flowsUsed: number[] = [];
  private readonly launches: Int32Array;
  private readonly routes: ReturnType<typeof routesOf>;
  private readonly visas: Readonly<Record<VisaCount, Int32Array>>;
  private readonly sectorOfGroup: Int32Array;
  private teams = new Map<string, { -readonly [K in keyof TeamRow]: TeamRow[K] }>();

  constructor(scenario: Scenario) {
    this.scenario = scenario;
    this.skills = scenario.skills.length;
    const named = scenario.employers.filter((group) => group.isNamed).map((group) => group.id);
    const sectors = scenario.sectors.map((sector) => sector.id);
    const ofOthers = sectors.filter((id) =>
      scenario.employers.some((group) => !group.isNamed && group.sector === id),
    );
    this.units = [...named, ...ofOthers, OUTSIDE.noJob, OUTSIDE.entry, OUTSIDE.left];
    this.unitCount = this.units.length;
    this.named = named.length;
    this.noJob = this.unitCount - 3;
    this.entry = this.unitCount - 2;
    this.left = this.unitCount - 1;
    this.sectorOfGroup = Int32Array.from(scenario.employers, (group) => sectors.indexOf(group.sector));
    this.unitOfGroup = Int32Array.from(scenario.employers, (group) =>
      group.isNamed ? named.indexOf(group.id) : named.length + ofOthers.indexOf(group.sector),
    );
    this.stars = new StarCount(this.unitCount);
    this.present = new Int32Array(this.unitCount * this.skills);
    this.flows = new Int32Array(this.unitCount * this.unitCount * this.skills * FLOW_KINDS.length);
    this.posted = new Float64Array(this.unitCount);
    this.otherCuts = new Int32Array(this.unitCount);
    this.graduates = new Int32Array(this.unitCount);
    this.isProgramme = programmesBySlot(scenario);
    this.kept = new Int32Array(this.unitCount);
    this.microRaises = new Float64Array(this.unitCount);
    this.isObserved = scenario.employers.map(({ sector }) => sector === scenario.observe.netFlowOf);
    this.filled = new Int32Array(this.unitCount);
    this.launches = new Int32Array(this.unitCount);
    this.firstJobs = new FirstJobs(scenario);
    this.regions = new RegionCount(scenario);
    this.reasons = new ReasonCount(this.unitCount);
    this.routes = routesOf(scenario);
    const routes = this.routes.length;
    this.visasWaiting = new Int32Array(routes);
    this.visas = Object.fromEntries(VISA_COUNTS.map((count) => [count, new Int32Array(routes)])) as Record<
      VisaCount,
      Int32Array
    >;
  }

  unitOf(market: Market, employer: number): number {
    return employer === NO_JOB ? this.noJob : this.unitOfGroup[market.employers.group[employer]!]!;
  }

  /** Somebody begins (+1) or ceases (−1) to be counted where they are now. */
  countPresent(market: Market, person: number, people: 1 | -1): void {
    const { employer, skill } = market.people;
    this.present[this.unitOf(market, employer[person]!) * this.skills + skill[person]!]! += people;
    this.regions.countPresent(market.people, person, people);
  }

  /** Somebody enters the market. */
  countEntry(key: number, region: number, home: number): void {
    this.regions.countEntry(region, home, this.isProgramme[slotOfEntrant(key)] === true);
  }

  countVisa(what: VisaCount, route: number): void {
    this.visas[what][route]!++;
  }

  countFlow(from: number, to: number, skill: number, kind: FlowKind, people = 1): void {
    const cell = ((from * this.unitCount + to) * this.skills + skill) * FLOW_KINDS.length + KIND[kind];
    if (this.flows[cell] === 0) this.flowsUsed.push(cell);
    this.flows[cell]! += people;
  }

  /** Whether the choices of an employer's people are counted: those of the observed sector, and all where none is observed. */
  followsChoicesAt(market: Market, employer: number): boolean {
    return this.scenario.observe.netFlowOf === null || this.isObserved[market.employers.group[employer]!]!;
  }

  /** Index of an employer's sector. */
  sectorOf(market: Market, employer: number): number {
    return this.sectorOfGroup[market.employers.group[employer]!]!;
  }

  /** Somebody takes a job, whatever the way; they are still counted where they were. @param month index of the month of the run. */
  countArrival(market: Market, person: number, employer: number, kind: FlowKind, month: number): void {
    const { key, stage, skill, region } = market.people;
    const unit = this.unitOf(market, employer);
    if (stage[person] === Stage.new) {
      this.firstJobs.countJob(this.sectorOf(market, employer), skill[person]!, region[person]!);
      if (this.isProgramme[slotOfEntrant(key[person]!)]) this.graduates[unit]!++;
    }
    if (this.isOn) this.came.push(person);
    this.retention.note(person, employer, unit, kind, month); // always: it is counted when recording may have begun
  }

  /** @param belief over expected value of an exit. @param gain from the exit, log points of pay, and at a belief of one. */
  countFounder(belief: number, gain: number, gainAtOne: number): void {
    this.founders.founders++;
    this.founders.microBelief += Math.round(belief * MICRO);
    this.founders.microGain += Math.round(gain * MICRO);
    this.founders.microGainAtOne += Math.round(gainAtOne * MICRO);
  }

  /** A firm changed group: its people change unit with it. */
  countChangeOfGroup(market: Market, firm: number, unitBefore: number, kind: FlowKind): void {
    const unit = this.unitOf(market, firm);
    for (let skill = 0; skill < this.skills; skill++) {
      const people = market.staff[firm * this.skills + skill]!;
      if (people === 0) continue;
      this.present[unitBefore * this.skills + skill]! -= people;
      this.present[unit * this.skills + skill]! += people;
      this.countFlow(unitBefore, unit, skill, kind, people);
      this.launches[unitBefore]! -= people;
      this.launches[unit]! += people;
    }
  }

  /** Somebody stayed for a counter-offer. @param raise log points of pay. */
  countKept(market: Market, person: number, raise: number): void {
    const unit = this.unitOf(market, market.people.employer[person]!);
    this.kept[unit]!++;
    this.microRaises[unit]! += Math.round(raise * MICRO);
  }

  /** So many people moved together from an employer to another. @param from unit they left, as it was then. */
  countTeam(from: number, to: number, kind: TeamRow['kind'], people: number): void {
    const id = `${from} ${to} ${kind}`;
    const row = this.teams.get(id) ?? {
      from: this.units[from]!,
      to: this.units[to]!,
      kind,
      moves: 0,
      people: 0,
    };
    row.moves++;
    row.people += people;
    this.teams.set(id, row);
  }

  /** @param gain parts of the new job's value less the old one's, log points. */
  countReason(market: Market, from: number, to: number, gain: Float64Array): void {
    const unit = to === OWN_FIRM ? this.unitOfStealth() : this.unitOf(market, to);
    this.reasons.count(this.unitOf(market, from), unit, gain);
  }

  private unitOfStealth(): number {
    const { stealthGroup } = this.scenario.founding!;
    return this.unitOfGroup[this.scenario.employers.findIndex((group) => group.id === stealthGroup)]!;
  }

  /** Forgets the month's counts; stocks stay. */
  beginMonth(isOn: boolean): void {
    this.isOn = isOn;
    this.searchers = 0;
    this.meetings = 0;
    for (const cell of this.flowsUsed) this.flows[cell] = 0;
    this.flowsUsed = [];
    this.reasons.beginMonth();
    this.firstJobs.beginMonth();
    this.choices.beginMonth();
    this.teams = new Map();
    this.stars.beginMonth();
    this.regions.beginMonth();
    for (const counts of [
      this.posted,
      this.otherCuts,
      this.graduates,
      this.kept,
      this.microRaises,
      this.filled,
      this.launches,
      ...Object.values(this.visas),
    ])
      counts.fill(0);
    this.founded = 0;
    this.failed = 0;
    this.launched = 0;
    this.acquired = 0;
    this.listed = 0;
    this.rounds = 0;
    this.firstRounds = 0;
    this.founders = { ...NO_FOUNDERS };
    this.came = [];
  }

  /** The month's record: frozen, and holding nothing of the live state. */
  finishMonth(market: Market, month: MonthOfRun): MonthRecord {
    const flows = this.flowRows();
    const employers = this.employerRows(market, flows, month);
    return Object.freeze({
      month: monthText(month.date),
      flows,
      employers,
      stocks: this.stockRows(),
      regions: this.regions.rows(),
      origins: this.regions.originRows(),
      migration: this.regions.migrationRows(),
      visas: this.visaRows(),
      reasons: this.reasons.rows(this.units),
      choices: this.choices.rows(this.units),
      firstJobs: this.firstJobs.rows(),
      students: studentRows(market),
      founders: Object.freeze({
        ...this.founders,
        withSomething: this.acquired + this.listed,
        withNothing: this.failed,
      }),
      teams: this.teamRows(),
      retention: this.retention.rows(market, this.units, month.index),
      stars: this.stars.rows(market),
      concentration: concentrationOf(market, this.isObserved),
      pay: payRows(market, month, this.units.slice(0, this.noJob), this.unitOfGroup, this.came),
      market: Object.freeze({
        people: this.regions.everybody(),
        withoutJob: market.employers.headcount[NO_JOB]!,
        searchers: this.searchers,
        meetings: this.meetings,
        vacancies: employers.reduce((sum, row) => sum + (row.vacancies ?? 0), 0),
        hires: peopleIn(flows, 'hire'),
        moves: MOVES.reduce((sum, kind) => sum + peopleIn(flows, kind), 0),
        founded: this.founded,
        failed: this.failed,
        launched: this.launched,
        acquired: this.acquired,
        listed: this.listed,
        rounds: this.rounds,
        firstRounds: this.firstRounds,
      }),
    });
  }

  private flowRows(): readonly FlowRow[] {
    const kinds = FLOW_KINDS.length;
    const cells = this.flowsUsed.sort((a, b) => a - b);
    return Object.freeze(
      cells.map((cell) => {
        const pair = Math.floor(cell / kinds / this.skills);
        return Object.freeze({
          from: this.units[Math.floor(pair / this.unitCount)]!,
          to: this.units[pair % this.unitCount]!,
          skill: this.scenario.skills[Math.floor(cell / kinds) % this.skills]!.id,
          kind: FLOW_KINDS[cell % kinds]!,
          people: this.flows[cell]!,
        });
      }),
    );
  }

  private employerRows(market: Market, flows: readonly FlowRow[], month: MonthOfRun): readonly EmployerRow[] {
    const turnover = turnoverByUnit(flows);
    const plans = plansByUnit(market, month, this.unitCount, this.unitOfGroup);
    return Object.freeze(
      this.units.slice(0, this.noJob).map((unit, at) => {
        const { hires, jobToJob, quits, layOffs, failures, exits } = turnover.get(unit) ?? NO_TURNOVER;
        const posted = this.posted[at]!;
        const staff = plans.staff[at]!;
        const isUnlimited = posted >= UNLIMITED;
        return Object.freeze({
          unit,
          hires,
          jobToJob,
          quits,
          layOffs,
          failures,
          exits,
          launches: this.launches[at]!,
          net: hires - jobToJob - quits - layOffs - failures - exits,
          staff,
          wantedStaff: plans.wanted[at]!,
          vacancies: isUnlimited ? null : posted,
          fillRate: isUnlimited || posted === 0 ? null : this.filled[at]! / posted,
          payIndex: staff === 0 ? null : exp(plans.microLogPay[at]! / staff / MICRO),
          firms: plans.firms[at]!,
          otherStaff: plans.otherStaff[at]!,
          otherCuts: this.otherCuts[at]!,
          graduates: this.graduates[at]!,
          meanTenureMonths: staff === 0 || at >= this.named ? null : plans.monthsInJob[at]! / staff,
          kept: this.kept[at]!,
          microRaises: this.microRaises[at]!,
        });
      }),
    );
  }

  private stockRows(): readonly StockRow[] {
    const rows: StockRow[] = [];
    for (let cell = 0; cell < (this.noJob + 1) * this.skills; cell++) {
      const people = this.present[cell]!;
      if (people === 0) continue;
      const skill = this.scenario.skills[cell % this.skills]!.id;
      rows.push(Object.freeze({ unit: this.units[Math.floor(cell / this.skills)]!, skill, people }));
    }
    return Object.freeze(rows);
  }

  private visaRows(): readonly VisaRow[] {
    const { applications, selected, granted, refused, hiredAbroad, started, withdrawn } = this.visas;
    return Object.freeze(
      this.routes.map(({ region, route }, at) =>
        Object.freeze({
          region: region.id,
          route: route.id,
          applications: applications[at]!,
          selected: selected[at]!,
          granted: granted[at]!,
          refused: refused[at]!,
          hiredAbroad: hiredAbroad[at]!,
          started: started[at]!,
          withdrawn: withdrawn[at]!,
          waiting: this.visasWaiting[at]!,
        }),
      ),
    );
  }

  private teamRows(): readonly TeamRow[] {
    const at = ({ from, to, kind }: TeamRow) =>
      (this.units.indexOf(from) * this.unitCount + this.units.indexOf(to)) * FLOW_KINDS.length + KIND[kind];
    const rows = [...this.teams.values()].sort((a, b) => at(a) - at(b));
    return Object.freeze(rows.map((row) => Object.freeze({ ...row })));
  }
}

/** By the slot in keys: true for programmes. */
function programmesBySlot(scenario: Scenario): boolean[] {
  const isProgramme: boolean[] = [];
  const slots = slotsOfProgrammes(scenario);
  for (const { id } of scenario.programmes) isProgramme[slots.get(id)!] = true;
  return isProgramme;
}
