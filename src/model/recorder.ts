import { exp } from '../maths/exp.ts';
import { monthText } from '../scenario/dates.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { ChoiceCount } from './choices.ts';
import { Stage } from './columns.ts';
import { concentrationOf } from './concentration.ts';
import { FirstJobs } from './first-jobs.ts';
import { OWN_FIRM, PARTS } from './job-value.ts';
import { slotOfEntrant, slotsOfProgrammes } from './keys.ts';
import { type Market, type MonthOfRun, NO_JOB } from './market.ts';
import { MICRO, microPartsOf } from './micro.ts';
import { routesOf } from './numbers.ts';
import { otherStaffOf } from './other-staff.ts';
import { payRows } from './pay-record.ts';
import { UNLIMITED } from './planning.ts';
import { logPayGrowth } from './posted-jobs.ts';
import {
  type EmployerRow,
  FLOW_KINDS,
  type FlowKind,
  type FlowRow,
  type MigrationRow,
  MOTIVES,
  type MonthRecord,
  type OriginRow,
  OUTSIDE,
  type ReasonRow,
  type RegionRow,
  type StockRow,
  type TeamRow,
  VISA_COUNTS,
  type VisaCount,
  type VisaRow,
} from './records.ts';
import { Retention } from './retention.ts';
import { StarCount } from './star-count.ts';
import { studentRows } from './studies.ts';

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
  readonly presentInRegion: Int32Array;
  /** People by region, home and skill. */
  readonly presentByHome: Int32Array;
  /** Applications for visas that are pending, by route. */
  readonly visasWaiting: Int32Array;
  readonly arrivals: Int32Array;
  readonly departures: Int32Array;
  private readonly entries: Int32Array;
  private readonly cameToStudy: Int32Array;
  private readonly wentToStudy: Int32Array;
  readonly exits: Int32Array;
  /** Openings posted this month by unit, as posted: a firm that is launched or fails later in the month takes none along. */
  readonly posted: Float64Array;
  /** Openings filled this month, by unit. */
  readonly filled: Int32Array;
  readonly firstJobs: FirstJobs;
  readonly choices = new ChoiceCount();
  readonly stars: StarCount;
  readonly retention = new Retention();
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
  private readonly places: number;
  /** Units up to this one are employers that have a name. */
  private readonly named: number;
  /** People who moved, by from, to, skill and kind; and the cells in use. */
  private readonly flows: Int32Array;
  private flowsUsed: number[] = [];
  private readonly launches: Int32Array;
  /** By region before and region now. */
  private readonly migrants: Int32Array;
  private readonly routes: ReturnType<typeof routesOf>;
  private readonly visas: Readonly<Record<VisaCount, Int32Array>>;
  private readonly sectorOfGroup: Int32Array;
  private teams = new Map<string, { -readonly [K in keyof TeamRow]: TeamRow[K] }>();
  private reasons = new Map<number, { moves: number; micro: Float64Array }>();

  constructor(scenario: Scenario) {
    this.scenario = scenario;
    this.skills = scenario.skills.length;
    const named = scenario.employers.filter((group) => group.isNamed).map((group) => group.id);
    const sectors = scenario.sectors.map((sector) => sector.id);
    const ofOthers = sectors.filter((id) =>
      scenario.employers.some((group) => !group.isNamed && group.sector === id),
    );
    this.units = [...named, ...ofOthers, OUTSIDE.noJob, OUTSIDE.entry, OUTSIDE.left];
    this.places = this.units.length;
    this.named = named.length;
    this.noJob = this.places - 3;
    this.entry = this.places - 2;
    this.left = this.places - 1;
    this.sectorOfGroup = Int32Array.from(scenario.employers, (group) => sectors.indexOf(group.sector));
    this.unitOfGroup = Int32Array.from(scenario.employers, (group) =>
      group.isNamed ? named.indexOf(group.id) : named.length + ofOthers.indexOf(group.sector),
    );
    this.stars = new StarCount(this.places);
    this.present = new Int32Array(this.places * this.skills);
    this.flows = new Int32Array(this.places * this.places * this.skills * FLOW_KINDS.length);
    this.posted = new Float64Array(this.places);
    this.otherCuts = new Int32Array(this.places);
    this.graduates = new Int32Array(this.places);
    this.isProgramme = programmesBySlot(scenario);
    this.kept = new Int32Array(this.places);
    this.microRaises = new Float64Array(this.places);
    this.isObserved = scenario.employers.map(({ sector }) => sector === scenario.observe.netFlowOf);
    this.filled = new Int32Array(this.places);
    this.launches = new Int32Array(this.places);
    this.firstJobs = new FirstJobs(scenario);
    const regions = scenario.regions.length;
    this.presentInRegion = new Int32Array(regions);
    this.presentByHome = new Int32Array(regions * regions * this.skills);
    this.migrants = new Int32Array(regions * regions);
    this.routes = routesOf(scenario);
    const routes = this.routes.length;
    this.visasWaiting = new Int32Array(routes);
    this.visas = Object.fromEntries(VISA_COUNTS.map((count) => [count, new Int32Array(routes)])) as Record<
      VisaCount,
      Int32Array
    >;
    this.arrivals = new Int32Array(regions);
    this.departures = new Int32Array(regions);
    this.entries = new Int32Array(regions);
    this.cameToStudy = new Int32Array(regions);
    this.wentToStudy = new Int32Array(regions);
    this.exits = new Int32Array(regions);
  }

  unitOf(market: Market, employer: number): number {
    return employer === NO_JOB ? this.noJob : this.unitOfGroup[market.employers.group[employer]!]!;
  }

  /** Somebody begins (+1) or ceases (−1) to be counted where they are now. */
  countPresent(market: Market, person: number, people: 1 | -1): void {
    const { employer, skill, region, home } = market.people;
    const here = region[person]!;
    this.present[this.unitOf(market, employer[person]!) * this.skills + skill[person]!]! += people;
    this.presentInRegion[here]! += people;
    const origin = here * this.scenario.regions.length + home[person]!;
    this.presentByHome[origin * this.skills + skill[person]!]! += people;
  }

  countMigration(from: number, to: number): void {
    this.departures[from]!++;
    this.arrivals[to]!++;
    this.migrants[from * this.scenario.regions.length + to]!++;
  }

  /** Somebody enters the market. */
  countEntry(key: number, region: number, home: number): void {
    this.entries[region]!++;
    if (home === region || !this.isProgramme[slotOfEntrant(key)]) return;
    this.cameToStudy[region]!++;
    this.wentToStudy[home]!++;
  }

  countVisa(what: VisaCount, route: number): void {
    this.visas[what][route]!++;
  }

  countFlow(from: number, to: number, skill: number, kind: FlowKind, people = 1): void {
    const cell = ((from * this.places + to) * this.skills + skill) * FLOW_KINDS.length + KIND[kind];
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

  /** @param differences parts of the new job's value less the old one's, log points. */
  countReason(market: Market, from: number, to: number, differences: Float64Array): void {
    const unit = to === OWN_FIRM ? this.unitOfStealth() : this.unitOf(market, to);
    let tippedBy = 0;
    for (let part = 1; part < PARTS; part++) if (differences[part]! > differences[tippedBy]!) tippedBy = part;
    const cell = (this.unitOf(market, from) * this.places + unit) * PARTS + tippedBy;
    let reason = this.reasons.get(cell);
    if (reason === undefined) {
      reason = { moves: 0, micro: new Float64Array(PARTS) };
      this.reasons.set(cell, reason);
    }
    reason.moves++;
    for (let part = 0; part < PARTS; part++) reason.micro[part]! += Math.round(differences[part]! * MICRO);
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
    this.reasons = new Map();
    this.firstJobs.beginMonth();
    this.choices.beginMonth();
    this.teams = new Map();
    this.stars.beginMonth();
    for (const counts of [
      this.posted,
      this.otherCuts,
      this.graduates,
      this.kept,
      this.microRaises,
      this.filled,
      this.launches,
      this.arrivals,
      this.departures,
      this.entries,
      this.cameToStudy,
      this.wentToStudy,
      this.exits,
      this.migrants,
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
      regions: this.regionRows(),
      origins: this.originRows(),
      migration: this.migrationRows(),
      visas: this.visaRows(),
      reasons: this.reasonRows(),
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
        people: this.presentInRegion.reduce((sum, people) => sum + people, 0),
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
          from: this.units[Math.floor(pair / this.places)]!,
          to: this.units[pair % this.places]!,
          skill: this.scenario.skills[Math.floor(cell / kinds) % this.skills]!.id,
          kind: FLOW_KINDS[cell % kinds]!,
          people: this.flows[cell]!,
        });
      }),
    );
  }

  private employerRows(market: Market, flows: readonly FlowRow[], month: MonthOfRun): readonly EmployerRow[] {
    const turnover = turnoverByUnit(flows);
    const plans = this.plansByUnit(market, month);
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

  private plansByUnit(market: Market, month: MonthOfRun) {
    const plans = {
      staff: new Int32Array(this.places),
      wanted: new Int32Array(this.places),
      firms: new Int32Array(this.places),
      otherStaff: new Int32Array(this.places),
      monthsInJob: new Float64Array(this.places),
      /** Staff × log pay over the start, as integers: exact below 2^53. */
      microLogPay: new Float64Array(this.places),
    };
    const { employers } = market;
    const { otherStaff } = market.numbers.attributes;
    for (let employer = 1; employer < market.employerCount; employer++) {
      const group = employers.group[employer]!;
      if (group < 0) continue;
      const unit = this.unitOfGroup[group]!;
      const headcount = employers.headcount[employer]!;
      plans.staff[unit]! += headcount;
      plans.monthsInJob[unit]! += headcount * month.index - employers.hiredAtSum[employer]!;
      plans.wanted[unit]! += wantedPeople(market, employer, group);
      plans.microLogPay[unit]! += Math.round(logPayGrowth(market, employer) * MICRO) * headcount;
      if (otherStaff[group] !== 0) plans.otherStaff[unit]! += otherStaffOf(market, employer);
      plans.firms[unit]! += headcount > 0 || employers.wantedStaff[employer]! > 0 ? 1 : 0;
    }
    return plans;
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

  private regionRows(): readonly RegionRow[] {
    return Object.freeze(
      this.scenario.regions.map((region, at) =>
        Object.freeze({
          region: region.id,
          people: this.presentInRegion[at]!,
          arrivals: this.arrivals[at]!,
          departures: this.departures[at]!,
          entries: this.entries[at]!,
          cameToStudy: this.cameToStudy[at]!,
          wentToStudy: this.wentToStudy[at]!,
          exits: this.exits[at]!,
        }),
      ),
    );
  }

  private originRows(): readonly OriginRow[] {
    if (this.scenario.regions.length === 1) return Object.freeze([]);
    const { regions, skills } = this.scenario;
    const rows: OriginRow[] = [];
    this.presentByHome.forEach((people, cell) => {
      if (people === 0) return;
      const pair = Math.floor(cell / this.skills);
      const region = regions[Math.floor(pair / regions.length)]!.id;
      const home = regions[pair % regions.length]!.id;
      rows.push(Object.freeze({ region, home, skill: skills[cell % this.skills]!.id, people }));
    });
    return Object.freeze(rows);
  }

  private migrationRows(): readonly MigrationRow[] {
    const { regions } = this.scenario;
    const rows: MigrationRow[] = [];
    this.migrants.forEach((people, cell) => {
      if (people === 0) return;
      const from = regions[Math.floor(cell / regions.length)]!.id;
      rows.push(Object.freeze({ from, to: regions[cell % regions.length]!.id, people }));
    });
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

  private reasonRows(): readonly ReasonRow[] {
    const cells = [...this.reasons.keys()].sort((a, b) => a - b);
    return Object.freeze(
      cells.map((cell) => {
        const { moves, micro } = this.reasons.get(cell)!;
        const pair = Math.floor(cell / PARTS);
        return Object.freeze({
          from: this.units[Math.floor(pair / this.places)]!,
          to: this.units[pair % this.places]!,
          tippedBy: MOTIVES[cell % PARTS]!,
          moves,
          microParts: microPartsOf(MOTIVES, micro),
        });
      }),
    );
  }

  private teamRows(): readonly TeamRow[] {
    const at = ({ from, to, kind }: TeamRow) =>
      (this.units.indexOf(from) * this.places + this.units.indexOf(to)) * FLOW_KINDS.length + KIND[kind];
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

/** Wanted staff as whole people: each skill rounds at the employer's own fraction. */
function wantedPeople(market: Market, employer: number, group: number): number {
  const { skillMix } = market.numbers;
  let people = 0;
  for (let skill = 0; skill < market.skills; skill++) {
    people += Math.floor(
      market.employers.wantedStaff[employer]! * skillMix[group * market.skills + skill]! +
        market.staffRounding[employer * market.skills + skill]!,
    );
  }
  return people;
}

type Turnover = Pick<EmployerRow, 'hires' | 'jobToJob' | 'quits' | 'layOffs' | 'failures' | 'exits'>;
const NO_TURNOVER: Turnover = { hires: 0, jobToJob: 0, quits: 0, layOffs: 0, failures: 0, exits: 0 };

/** Kinds of flows from one employer to another that was there already. */
const MOVES: readonly FlowKind[] = ['job-to-job', 'lift-out', 'acqui-hire'];
/** Kinds of flows that count as hires of the place somebody came to. */
const COMES_BY: readonly FlowKind[] = [
  'hire',
  'founding',
  'acquisition',
  'visa-hire',
  'hired-abroad',
  ...MOVES,
];

/** Which column a flow's kind counts in for the place somebody left. */
const SEPARATION: Partial<Record<FlowKind, keyof Turnover>> = {
  'job-to-job': 'jobToJob',
  'visa-hire': 'jobToJob',
  'hired-abroad': 'jobToJob',
  founding: 'jobToJob',
  acquisition: 'jobToJob',
  'lift-out': 'jobToJob',
  'acqui-hire': 'jobToJob',
  quit: 'quits',
  'visa-end': 'quits',
  'return-home': 'quits',
  'lay-off': 'layOffs',
  failure: 'failures',
  studies: 'exits',
  exit: 'exits',
};
function turnoverByUnit(flows: readonly FlowRow[]): Map<string, { -readonly [K in keyof Turnover]: number }> {
  const byUnit = new Map<string, { -readonly [K in keyof Turnover]: number }>();
  const of = (unit: string) => {
    const turnover = byUnit.get(unit) ?? { ...NO_TURNOVER };
    byUnit.set(unit, turnover);
    return turnover;
  };
  for (const { from, to, kind, people } of flows) {
    const separation = SEPARATION[kind];
    if (separation !== undefined) of(from)[separation] += people;
    if (COMES_BY.includes(kind)) of(to).hires += people;
  }
  return byUnit;
}

function peopleIn(flows: readonly FlowRow[], kind: FlowKind): number {
  return flows.reduce((sum, flow) => (flow.kind === kind ? sum + flow.people : sum), 0);
}
