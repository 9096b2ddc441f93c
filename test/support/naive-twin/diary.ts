import { exp } from '../../../src/maths/exp.ts';
import { log } from '../../../src/maths/log.ts';
import {
  FLOW_KINDS,
  MOTIVES,
  type MonthRecord,
  type Motive,
  VISA_COUNTS,
  type VisaCount,
} from '../../../src/model/records.ts';
import type { EmployerGroup } from '../../../src/scenario/scenario.ts';
import { routesOf } from './borders.ts';
import { OWN_FIRM, type Parts, type Place, sumOf } from './job-value.ts';
import { wantedPeople } from './month.ts';
import { otherStaffOf } from './separations.ts';
import { isStar, logCostOf } from './stars.ts';
import {
  type Employer,
  groupIndex,
  groupOf,
  type MonthOfTwin,
  type Move,
  type Person,
  presentPeople,
  staffOf,
  UNLIMITED,
  unitOf,
  type World,
} from './world.ts';

/** Why somebody new took a first job: parts of its value less those of the best job of another destination given up. */
interface FirstChoice {
  readonly skill: number;
  readonly region: number;
  readonly sector: string;
  readonly turnedDown: boolean;
  readonly differences: Parts | null;
}
const HIRING = [
  'lift-out',
  'acqui-hire',
  'hire',
  'job-to-job',
  'founding',
  'acquisition',
  'visa-hire',
  'hired-abroad',
];

/** Everything that happened in a month, written down as it happens; the record is made from it and the people at the end. */
export class Diary {
  searchers = 0;
  meetings = 0;
  failed = 0;
  students: MonthRecord['students'] = [];
  acquired = 0;
  private readonly world: World;
  private readonly moves: Move[] = [];
  private readonly choices: { from: string; to: string; differences: Parts }[] = [];
  private readonly weighings: { unit: string; sector: string; gains: Parts[]; wouldLeave: boolean }[] = [];
  private readonly firstJobs: { skill: number; region: number; sector: string }[] = [];
  private readonly firstChoices: FirstChoice[] = [];
  private readonly postings: { unit: string; openings: number }[] = [];
  private readonly fills: string[] = [];
  private readonly visas: { what: VisaCount; at: number }[] = [];
  private readonly changes: { from: string; to: string; kind: string; people: number }[] = [];
  private readonly cuts: { unit: string; people: number }[] = [];
  private readonly founders: { belief: number; gain: number; gainAtOne: number }[] = [];
  private readonly raises: { unit: string; micro: number }[] = [];
  /** Rounds that each firm which raised one had before. */
  private readonly roundsBefore: number[] = [];
  private readonly together: { kind: 'lift-out' | 'acqui-hire'; from: string; to: string; move: string }[] =
    [];
  private readonly newcomers: { person: Person; employer: Employer; unit: string; kind: string }[] = [];
  private readonly graduates: string[] = [];
  private readonly abroad: { home: number; region: number }[] = [];
  private readonly starMoves: { from: string; to: string; kind: string }[] = [];

  constructor(world: World) {
    this.world = world;
  }

  studiedAbroad(home: number, region: number): void {
    this.abroad.push({ home, region });
  }

  entered(skill: number, region: number): void {
    this.moves.push({ kind: 'entry', from: 'entry', to: 'no job', skill, regionBefore: region, region });
  }

  /** Somebody is about to take a job, or to lose one. */
  took(person: Person, employer: Employer | null, kind: string, region: number): void {
    this.starMoved(person, unitOf(this.world, employer), kind);
    this.moves.push({
      kind,
      from: unitOf(this.world, person.employer),
      to: unitOf(this.world, employer),
      skill: person.skill,
      regionBefore: person.region,
      region,
    });
    if (person.stage === 'new' && employer !== null)
      this.firstJobs.push({
        skill: person.skill,
        region: person.region,
        sector: groupOf(this.world, employer).sector,
      });
    if (employer === null) return;
    const unit = unitOf(this.world, employer);
    if (person.stage === 'new' && this.isOfProgramme(person)) this.graduates.push(unit);
    if (['lift-out', 'acqui-hire', 'acquisition'].includes(kind))
      this.newcomers.push({ person, employer, unit, kind });
  }

  /** Five bits of an entrant's key, above the lowest fifteen, say from which programme or retraining they came. */
  private isOfProgramme({ key }: Person): boolean {
    const slot = Math.floor((key + 2 ** 32) / 2 ** 15) % 32;
    const { programmes } = this.world.scenario;
    return key < 0 && programmes.some(({ id }) => this.world.programmeSlots.get(id) === slot);
  }

  /** Somebody goes elsewhere, with the job or without one. */
  crossed(regionBefore: number, region: number): void {
    this.moves.push({ kind: null, from: '', to: '', skill: 0, regionBefore, region });
  }

  countVisa(what: VisaCount, at: number): void {
    this.visas.push({ what, at });
  }

  leftField(person: Person, kind: string): void {
    const { region, skill } = person;
    const from = unitOf(this.world, person.employer);
    this.starMoved(person, 'left the field', kind);
    this.moves.push({ kind, from, to: 'left the field', skill, regionBefore: region, region });
    if (person.stage === 'new') this.firstJobs.push({ skill, region, sector: 'left the field' });
  }

  private starMoved(person: Person, to: string, kind: string): void {
    if (isStar(this.world, person))
      this.starMoves.push({ from: unitOf(this.world, person.employer), to, kind });
  }

  chose(from: Employer, place: Place, differences: Parts): void {
    const { founding, employers } = this.world.scenario;
    const to =
      place === OWN_FIRM
        ? unitOfGroup(employers[groupIndex(this.world, founding!.stealthGroup)]!)
        : unitOf(this.world, place);
    this.choices.push({ from: unitOf(this.world, from), to, differences });
  }

  /** Somebody with a job looked. @param gains of each job met over staying, without chance. */
  weighed(employer: Employer, gains: Parts[], wouldLeave: boolean): void {
    const { sector } = groupOf(this.world, employer);
    this.weighings.push({ unit: unitOf(this.world, employer), sector, gains, wouldLeave });
  }

  choseFirst(person: Person, choice: Omit<FirstChoice, 'skill' | 'region'>): void {
    this.firstChoices.push({ skill: person.skill, region: person.region, ...choice });
  }

  /** Somebody is about to move with others. @param move the same for those of one move. */
  movedTogether(kind: 'lift-out' | 'acqui-hire', from: Employer, to: Employer, move: string): void {
    this.together.push({ kind, from: unitOf(this.world, from), to: unitOf(this.world, to), move });
  }

  posted(employer: Employer): void {
    this.postings.push({ unit: unitOf(this.world, employer), openings: employer.posted });
  }

  /** Places opened beyond those planned. */
  postedMore(employer: Employer, openings: number): void {
    this.postings.push({ unit: unitOf(this.world, employer), openings });
  }

  filled(employer: Employer): void {
    this.fills.push(unitOf(this.world, employer));
  }

  founds(gains: { belief: number; gain: number; gainAtOne: number }): void {
    this.founders.push(gains);
  }

  /** People of other jobs are cut. */
  cut(employer: Employer, people: number): void {
    this.cuts.push({ unit: unitOf(this.world, employer), people });
  }

  /** Somebody stays for a counter-offer. */
  kept(employer: Employer, raise: number): void {
    this.raises.push({ unit: unitOf(this.world, employer), micro: Math.round(raise * 1e6) });
  }

  /** A firm is about to raise a round of funding. */
  raised(firm: Employer): void {
    this.roundsBefore.push(firm.rounds);
  }

  /** A firm is about to come out of stealth, or to list. */
  changesGroup(firm: Employer, group: EmployerGroup, kind: 'launch' | 'listing'): void {
    const from = unitOf(this.world, firm);
    const to = unitOfGroup(group);
    const staff = staffOf(this.world, firm);
    this.changes.push({ from, to, kind, people: staff.length });
    for (const { skill, region } of staff)
      this.moves.push({ kind, from, to, skill, regionBefore: region, region });
  }

  /** What later months ask about this one, recorded or not. */
  endMonth({ index }: MonthOfTwin): void {
    this.world.cameTogether.push(...this.newcomers.map((one) => ({ ...one, month: index })));
  }

  recordOf(month: MonthOfTwin): MonthRecord {
    const { world, moves } = this;
    const { scenario } = world;
    const ofKind = (kind: string) => moves.filter((move) => move.kind === kind).length;
    const employers = this.employerRows(month);
    const year = Math.floor(month.date / 12);
    return {
      month: `${String(year).padStart(4, '0')}-${String(month.monthOfYear).padStart(2, '0')}`,
      flows: this.flowRows(),
      employers,
      stocks: [...this.units(), 'no job'].flatMap((unit) =>
        scenario.skills.flatMap(({ id }, skill) => {
          const people = presentPeople(world).filter(
            (person) => person.skill === skill && unitOf(world, person.employer) === unit,
          ).length;
          return people > 0 ? [{ unit, skill: id, people }] : [];
        }),
      ),
      regions: scenario.regions.map(({ id }, region) => ({
        region: id,
        people: presentPeople(world).filter((person) => person.region === region).length,
        arrivals: moves.filter((move) => move.region === region && move.regionBefore !== region).length,
        departures: moves.filter((move) => move.region !== region && move.regionBefore === region).length,
        entries: moves.filter((move) => move.kind === 'entry' && move.region === region).length,
        cameToStudy: this.abroad.filter((one) => one.region === region).length,
        wentToStudy: this.abroad.filter((one) => one.home === region).length,
        exits: moves.filter((move) => move.to === 'left the field' && move.region === region).length,
      })),
      ...this.rowsOfBorders(),
      reasons: this.reasonRows(),
      choices: this.choiceRows(),
      firstJobs: this.firstJobRows(),
      students: this.students,
      concentration: this.concentration(),
      pay: this.payRows(month),
      founders: {
        founders: this.founders.length,
        microBelief: this.founders.reduce((sum, { belief }) => sum + Math.round(belief * 1e6), 0),
        microGain: this.founders.reduce((sum, { gain }) => sum + Math.round(gain * 1e6), 0),
        microGainAtOne: this.founders.reduce((sum, { gainAtOne }) => sum + Math.round(gainAtOne * 1e6), 0),
        withSomething: this.acquired + this.changesOf('listing'),
        withNothing: this.failed,
      },
      teams: this.teamRows(),
      retention: this.retentionRows(month),
      stars: this.starRows(month),
      market: {
        people: presentPeople(world).length,
        withoutJob: staffOf(world, null).length,
        searchers: this.searchers,
        meetings: this.meetings,
        vacancies: employers.reduce((sum, row) => sum + (row.vacancies ?? 0), 0),
        hires: ofKind('hire'),
        moves: ofKind('job-to-job') + ofKind('lift-out') + ofKind('acqui-hire'),
        founded: ofKind('founding'),
        failed: this.failed,
        launched: this.changesOf('launch'),
        acquired: this.acquired,
        listed: this.changesOf('listing'),
        rounds: this.roundsBefore.length,
        firstRounds: this.roundsBefore.filter((rounds) => rounds === 0).length,
      },
    };
  }

  private retentionRows(month: MonthOfTwin): MonthRecord['retention'] {
    const { cameTogether } = this.world;
    return [12, 24].flatMap((after) =>
      this.units().flatMap((unit) =>
        (['lift-out', 'acqui-hire', 'acquisition'] as const).flatMap((kind) => {
          const came = cameTogether.filter(
            (one) => one.unit === unit && one.kind === kind && one.month === month.index - after,
          );
          const left = came.filter(
            ({ person, employer }) =>
              person.employer !== employer ||
              person.hiredAt !== month.index - after ||
              person.stage === 'left',
          );
          return came.length === 0 ? [] : [{ unit, kind, after, came: came.length, left: left.length }];
        }),
      ),
    );
  }

  private tenure(month: MonthOfTwin, unit: string): number | null {
    const { employers } = this.world.scenario;
    const staff = presentPeople(this.world).filter((one) => unitOf(this.world, one.employer) === unit);
    if (staff.length === 0 || !employers.some(({ id, isNamed }) => isNamed && id === unit)) return null;
    return staff.reduce((sum, { hiredAt }) => sum + month.index - hiredAt, 0) / staff.length;
  }

  private firstJobRows(): MonthRecord['firstJobs'] {
    const { sectors, skills, regions } = this.world.scenario;
    const cells = [...sectors.map(({ id }) => id), 'left the field'].flatMap((sector) =>
      skills.flatMap((_, skill) => regions.map((__, region) => ({ sector, skill, region }))),
    );
    return cells.flatMap(({ sector, skill, region }) => {
      const isMeant = (one: { sector: string; skill: number; region: number }) =>
        one.sector === sector && one.skill === skill && one.region === region;
      const people = this.firstJobs.filter(isMeant).length;
      const choices = this.firstChoices.filter(isMeant);
      const compared = choices.flatMap(({ differences }) => (differences === null ? [] : [differences]));
      const micro = (part: number) =>
        compared.reduce((sum, differences) => sum + Math.round(differences[part]! * 1e6), 0);
      const microParts = Object.fromEntries(MOTIVES.map((motive, part) => [motive, micro(part)])) as Record<
        Motive,
        number
      >;
      const turnedDown = choices.filter((choice) => choice.turnedDown).length;
      const row = { skill: skills[skill]!.id, sector, region: regions[region]!.id };
      return people + turnedDown + compared.length > 0
        ? [{ ...row, people, turnedDown, compared: compared.length, microParts }]
        : [];
    });
  }

  private concentration(): MonthRecord['concentration'] {
    const { world } = this;
    const staffed = world.employers
      .filter((employer) => !employer.isClosed)
      .map((employer) => ({
        people: staffOf(world, employer).length,
        sector: groupOf(world, employer).sector,
      }))
      .sort((a, b) => b.people - a.people);
    const sum = (of: typeof staffed) => of.reduce((total, { people }) => total + people, 0);
    return {
      staff: sum(staffed),
      squares: staffed.reduce((total, { people }) => total + people ** 2, 0),
      topFive: sum(staffed.slice(0, 5)),
      observed: sum(staffed.filter(({ sector }) => sector === world.scenario.observe.netFlowOf)),
    };
  }

  private payRows(month: MonthOfTwin): MonthRecord['pay'] {
    const { world } = this;
    return this.units().flatMap((unit) => {
      const staff = presentPeople(world).filter(
        ({ employer }) => employer !== null && unitOf(world, employer) === unit,
      );
      const came = staff.filter(({ hiredAt }) => hiredAt === month.index);
      const before = staff.filter(({ hiredAt }) => hiredAt !== month.index);
      const ofSkill = (person: Person) => log(world.scenario.skills[person.skill]!.payRatio);
      const mean = (people: Person[]) =>
        people.length === 0
          ? null
          : exp(
              people.reduce(
                (sum, person) =>
                  sum + Math.round((logPosted(month, person.employer!) + ofSkill(person)) * 1e6),
                0,
              ) /
                people.length /
                1e6,
            );
      const microLogPosted = staff.reduce(
        (sum, { employer }) => sum + Math.round(logPosted(month, employer!) * 1e6),
        0,
      );
      if (staff.length === 0) return [];
      return [
        {
          unit,
          staff: staff.length,
          microLogPosted,
          pay: mean(staff)!,
          payOfHires: mean(came),
          payOfIncumbents: mean(before),
        },
      ];
    });
  }

  private changesOf(kind: string): number {
    return this.changes.filter((change) => change.kind === kind).length;
  }

  private rowsOfBorders(): Pick<MonthRecord, 'origins' | 'migration' | 'visas'> {
    const { regions, skills } = this.world.scenario;
    const people = presentPeople(this.world);
    const isOf = (skill: number, here: number, at: number) => (one: Person) =>
      one.skill === skill && one.region === here && one.home === at;
    const byTwo = (count: (one: number, other: number) => number) =>
      regions.flatMap((one, a) =>
        regions.flatMap((other, b) =>
          count(a, b) > 0 ? [{ one: one.id, other: other.id, people: count(a, b) }] : [],
        ),
      );
    return {
      origins:
        regions.length === 1
          ? []
          : regions.flatMap((one, a) =>
              regions.flatMap((other, b) =>
                skills.flatMap(({ id }, skill) => {
                  const count = people.filter(isOf(skill, a, b)).length;
                  return count > 0 ? [{ region: one.id, home: other.id, skill: id, people: count }] : [];
                }),
              ),
            ),
      migration: byTwo((a, b) =>
        a === b ? 0 : this.moves.filter((move) => move.regionBefore === a && move.region === b).length,
      ).map(({ one, other, people }) => ({ from: one, to: other, people })),
      visas: routesOf(this.world).map(({ route, region, at }) => {
        const counts = VISA_COUNTS.map((what) => [
          what,
          this.visas.filter((one) => one.what === what && one.at === at).length,
        ]);
        return {
          region: regions[region]!.id,
          route: route.id,
          ...(Object.fromEntries(counts) as Record<VisaCount, number>),
          waiting: people.filter(({ application }) => application?.route.at === at).length,
        };
      }),
    };
  }

  /** Named employers, then sectors with employers that are not named, each in the order of the file. */
  private units(): string[] {
    const { employers, sectors } = this.world.scenario;
    const named = employers.filter((group) => group.isNamed).map((group) => group.id);
    const others = sectors
      .map((sector) => sector.id)
      .filter((id) => employers.some((group) => !group.isNamed && group.sector === id));
    return [...named, ...others];
  }

  private flowRows(): MonthRecord['flows'] {
    const places = [...this.units(), 'no job', 'entry', 'left the field'];
    return places.flatMap((from) =>
      places.flatMap((to) => {
        const between = this.moves.filter((move) => move.from === from && move.to === to);
        return this.world.scenario.skills.flatMap(({ id }, skill) =>
          FLOW_KINDS.flatMap((kind) => {
            const people = between.filter((move) => move.skill === skill && move.kind === kind).length;
            return people > 0 ? [{ from, to, skill: id, kind, people }] : [];
          }),
        );
      }),
    );
  }

  private teamRows(): MonthRecord['teams'] {
    const units = this.units();
    return units.flatMap((from) =>
      units.flatMap((to) =>
        (['lift-out', 'acqui-hire'] as const).flatMap((kind) => {
          const moved = this.together.filter(
            (one) => one.from === from && one.to === to && one.kind === kind,
          );
          const moves = new Set(moved.map(({ move }) => move)).size;
          return moves > 0 ? [{ from, to, kind, moves, people: moved.length }] : [];
        }),
      ),
    );
  }

  private reasonRows(): MonthRecord['reasons'] {
    const units = this.units();
    return units.flatMap((from) =>
      units.flatMap((to) =>
        MOTIVES.flatMap((tippedBy, at) => {
          const choices = this.choices.filter(
            (choice) =>
              choice.from === from &&
              choice.to === to &&
              choice.differences.indexOf(Math.max(...choice.differences)) === at,
          );
          if (choices.length === 0) return [];
          const micro = (part: number) =>
            choices.reduce((sum, { differences }) => sum + Math.round(differences[part]! * 1e6), 0);
          const microParts = Object.fromEntries(
            MOTIVES.map((motive, part) => [motive, micro(part)]),
          ) as Record<Motive, number>;
          return [{ from, to, tippedBy, moves: choices.length, microParts }];
        }),
      ),
    );
  }

  /** MODEL.md, "Record": the logit's probability of leaving, and what each motive adds to it. */
  private choiceRows(): MonthRecord['choices'] {
    const { choice, observe } = this.world.scenario;
    const micro = (values: number[]) => values.reduce((sum, value) => sum + Math.round(value * 1e6), 0) + 0;
    return this.units().flatMap((unit) => {
      const here = this.weighings.filter(
        (one) => one.unit === unit && (observe.netFlowOf === null || one.sector === observe.netFlowOf),
      );
      if (here.length === 0) return [];
      const added = (motive: number) => (gains: Parts[]) => {
        const sums = gains.map((parts) => sumOf(parts));
        const odds = sums.map((gain) => exp(Math.min(300, choice.elasticity * gain)));
        const denominator = odds.reduce((sum, one) => sum + one, 1);
        const shares = gains.map((parts, job) =>
          sums[job] === 0
            ? choice.elasticity * parts[motive]!
            : ((odds[job]! - 1) / sums[job]!) * parts[motive]!,
        );
        return shares.reduce((sum, share) => sum + share, 0) / (denominator * (1 + gains.length));
      };
      const known = ['pay', 'equity', 'autonomy', 'mission', 'home', 'cost'] as const;
      return [
        {
          unit,
          looked: here.length,
          met: here.reduce((sum, { gains }) => sum + gains.length, 0),
          wouldLeave: here.filter(({ wouldLeave }) => wouldLeave).length,
          microAnswers: micro(here.map(({ gains }) => gains.length / (1 + gains.length))),
          microParts: Object.fromEntries(
            known.map((motive, at) => [motive, micro(here.map(({ gains }) => added(at)(gains)))]),
          ) as MonthRecord['choices'][number]['microParts'],
        },
      ];
    });
  }

  private starRows(month: MonthOfTwin): MonthRecord['stars'] {
    const { world } = this;
    const { superstars } = world.scenario;
    if (superstars === null) return [];
    return [...this.units(), 'no job'].flatMap((unit) => {
      const stars = presentPeople(world).filter(
        (person) => isStar(world, person) && unitOf(world, person.employer) === unit,
      );
      const hires = unit === 'no job' ? [] : this.starMoves.filter(({ to }) => to === unit);
      const left = unit === 'no job' ? [] : this.starMoves.filter(({ from }) => from === unit);
      if (stars.length + hires.length + left.length === 0) return [];
      const pays =
        unit === 'no job'
          ? []
          : stars.map((person) => exp(logCostOf(world, month, person))).sort((a, b) => a - b);
      const middle = [pays[Math.floor((pays.length - 1) / 2)]!, pays[Math.floor(pays.length / 2)]!];
      return [
        {
          unit,
          stars: stars.length,
          medianPay:
            pays.length === 0 ? null : pays.length % 2 === 1 ? middle[0]! : (middle[0]! + middle[1]!) / 2,
          highlyPaid: pays.filter((pay) => pay >= superstars.highPay).length,
          hires: hires.length,
          leavers: left.length,
          founders: left.filter(({ kind }) => kind === 'founding').length,
        },
      ];
    });
  }

  private employerRows(month: MonthOfTwin): MonthRecord['employers'] {
    const { world, moves } = this;
    return this.units().map((unit) => {
      const left = (...kinds: string[]) =>
        moves.filter((move) => move.from === unit && kinds.includes(move.kind ?? '')).length;
      const hires = moves.filter((move) => move.to === unit && HIRING.includes(move.kind ?? '')).length;
      const jobToJob = left(
        'job-to-job',
        'founding',
        'acquisition',
        'visa-hire',
        'hired-abroad',
        'lift-out',
        'acqui-hire',
      );
      const [quits, layOffs, failures] = [
        left('quit', 'visa-end', 'return-home'),
        left('lay-off'),
        left('failure'),
      ];
      const exits = left('exit', 'studies');
      const launches = this.changes.reduce(
        (sum, { from, to, people }) => sum + (to === unit ? people : 0) - (from === unit ? people : 0),
        0,
      );
      const members = world.employers.filter(
        (employer) => !employer.isClosed && unitOf(world, employer) === unit,
      );
      const headcount = (employer: Employer) => staffOf(world, employer).length;
      const staff = members.reduce((sum, employer) => sum + headcount(employer), 0);
      const posted = this.postings.reduce((sum, one) => sum + (one.unit === unit ? one.openings : 0), 0);
      const isUnlimited = posted >= UNLIMITED;
      const filled = this.fills.filter((fill) => fill === unit).length;
      const microLogPay = members.reduce(
        (sum, employer) => sum + Math.round(logPayGrowth(world, month, employer) * 1e6) * headcount(employer),
        0,
      );
      return {
        unit,
        hires,
        jobToJob,
        quits,
        layOffs,
        failures,
        exits,
        launches,
        net: hires - jobToJob - quits - layOffs - failures - exits,
        staff,
        wantedStaff: members.reduce((sum, employer) => sum + wantedPeople(world, month, employer), 0),
        vacancies: isUnlimited ? null : posted,
        fillRate: isUnlimited || posted === 0 ? null : filled / posted,
        payIndex: staff === 0 ? null : exp(microLogPay / staff / 1e6),
        firms: members.filter((employer) => headcount(employer) > 0 || employer.wantedStaff > 0).length,
        otherStaff: members.reduce((sum, employer) => sum + otherStaffOf(world, month, employer), 0),
        otherCuts: this.cuts.reduce((sum, one) => sum + (one.unit === unit ? one.people : 0), 0),
        graduates: this.graduates.filter((one) => one === unit).length,
        meanTenureMonths: this.tenure(month, unit),
        kept: this.raises.filter((one) => one.unit === unit).length,
        microRaises: this.raises.reduce((sum, one) => sum + (one.unit === unit ? one.micro : 0), 0),
      };
    });
  }
}

function unitOfGroup(group: EmployerGroup): string {
  return group.isNamed ? group.id : group.sector;
}

/** Log of the pay of a skill with pay ratio 1. */
function logPosted(month: MonthOfTwin, employer: Employer): number {
  const { pay } = month.numbers.groups[employer.group]!.attributes;
  return log(pay) + employer.logPayOffset + employer.payAnswer;
}

function logPayGrowth(world: World, month: MonthOfTwin, employer: Employer): number {
  const { pay } = month.numbers.groups[employer.group]!.attributes;
  return log(pay) - world.logPayAtStart[employer.group]! + employer.payAnswer;
}
