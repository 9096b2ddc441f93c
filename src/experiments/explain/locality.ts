import type { simulate } from '../../model/simulation.ts';
import type { Move, Place, Trace, TraceRecord } from '../../model/trace.ts';
import { monthText } from '../../scenario/dates.ts';
import type { Month, Scenario } from '../../scenario/scenario.ts';
import { type Dated, type Entry, OF_EMPLOYERS, type RunAsked } from './diary.ts';
import { between, type Difference, type Differences, differencesOf, pairsOf } from './differences.ts';
import { Names } from './names.ts';

/**
 * Locality: a draw or a decision differs between two runs only if one of its declared inputs does. Two runs are made side by side,
 * month by month, and every decision about every person is compared with its twin.
 */

/** A draw or a decision that differs although none of its declared inputs does. */
export interface Breach {
  readonly month: string;
  /** A person's key, or an employer. */
  readonly who: string;
  readonly decision: string;
  readonly differs: readonly Difference[];
  readonly why: string;
}

export interface LocalityReport {
  readonly format: 'talentflow.locality/1';
  readonly base: string;
  readonly policy: string;
  readonly from: string;
  readonly until: string;
  /** Decisions that both runs made, those of them whose outcome differs, and decisions that one run made. */
  readonly compared: number;
  readonly differing: number;
  readonly alone: number;
  /** All of them are counted; the first are told. */
  readonly breachCount: number;
  readonly breaches: readonly Breach[];
}

const MOST_TOLD = 20;

export interface LocalityAsked extends Omit<RunAsked, 'seed' | 'simulate' | 'onStep'> {
  /** Month by month: both runs go in step. */
  readonly simulate: typeof simulate;
  /** Told of both runs before they are compared; a test spoils one here. */
  readonly spoil?: (record: TraceRecord, run: 'base' | 'policy') => TraceRecord;
}

/** Compares every decision about everybody, spin-up included. Both are run at the same seed. */
export async function checkLocality(
  base: Scenario,
  policy: Scenario,
  asked: LocalityAsked,
): Promise<LocalityReport> {
  const check = new Check(base, policy);
  const [notesOfBase, notesOfPolicy] = [
    new Notes(base, 'base', asked.spoil),
    new Notes(policy, 'policy', asked.spoil),
  ];
  const run = (scenario: Scenario, trace: Trace) =>
    asked.simulate(scenario, {
      seed: base.seed,
      trace,
      ...(asked.replicate === undefined ? {} : { replicate: asked.replicate }),
    });
  const [runOfBase, runOfPolicy] = [run(base, notesOfBase), run(policy, notesOfPolicy)];
  let month = base.calendar.start;
  for (;;) {
    const [next, other] = [runOfBase.next(), runOfPolicy.next()];
    const isOver = next.done === true || other.done === true;
    const record = next.done === true ? undefined : next.value;
    check.compare(notesOfBase.take(), notesOfPolicy.take());
    if (record !== undefined) await asked.onMonth?.(record);
    if (isOver || (asked.until !== undefined && month >= asked.until)) break;
    month = (month + 1) as Month;
  }
  return check.report(base, policy, asked.until ?? base.calendar.end);
}

/** What one run told in a month. */
interface MonthTold {
  readonly month: Month;
  readonly people: Map<number, Entry[]>;
  readonly employers: Map<number, Dated[]>;
}

/** Writes down a run, month by month. */
class Notes implements Trace {
  private months: MonthTold[] = [];
  private now: MonthTold;
  private readonly run: 'base' | 'policy';
  private readonly spoil: LocalityAsked['spoil'];

  constructor({ calendar }: Scenario, run: 'base' | 'policy', spoil: LocalityAsked['spoil']) {
    this.run = run;
    this.spoil = spoil;
    this.now = this.begin((calendar.start - calendar.spinUpMonths - 1) as Month);
  }

  beginMonth(date: Month): void {
    this.now = this.begin(date);
  }

  followsPerson(): boolean {
    return true;
  }

  followsEmployer(): boolean {
    return true;
  }

  moved(move: Move): void {
    put(this.now.people, move.person, { ...move, what: 'moves', month: this.now.month });
  }

  note(told: TraceRecord): void {
    const record = this.spoil?.(told, this.run) ?? told;
    const dated = { ...record, month: this.now.month } as Dated;
    put(
      OF_EMPLOYERS.has(record.what) ? (this.now.employers as Map<number, Entry[]>) : this.now.people,
      record.who,
      dated,
    );
  }

  /** The months told since it was last asked. */
  take(): MonthTold[] {
    const { months } = this;
    this.months = [];
    return months;
  }

  private begin(month: Month): MonthTold {
    const told: MonthTold = { month, people: new Map(), employers: new Map() };
    this.months.push(told);
    return told;
  }
}

function put<T>(map: Map<number, T[]>, key: number, value: T): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, [value]);
  else known.push(value);
}

/** What two runs told in a month, and what is known to differ in it. */
interface MonthPair {
  readonly month: Month;
  readonly base: MonthTold;
  readonly policy: MonthTold;
  /** Employers whose plans, openings or fate differ, or that only one of two people moved from or to. */
  readonly employersThatDiffer: ReadonlySet<number>;
  readonly peopleWhoMovedOtherwise: ReadonlySet<number>;
}

class Check {
  private readonly names: Names;
  private readonly isDeclared: (what: Entry['what']) => boolean;
  private compared = 0;
  private differing = 0;
  private alone = 0;
  private breachCount = 0;
  private readonly breaches: Breach[] = [];
  /** People of whom anything differed in the month before: then what is so of them now may differ. */
  private differedBefore = new Set<number>();
  private employersBefore: ReadonlySet<number> = new Set();
  private readonly haveOtherRoutes: boolean;

  constructor(base: Scenario, policy: Scenario) {
    this.names = new Names(base);
    this.isDeclared = rulesThatDiffer(base, policy);
    this.haveOtherRoutes = JSON.stringify(base.regions) !== JSON.stringify(policy.regions);
  }

  compare(base: readonly MonthTold[], policy: readonly MonthTold[]): void {
    base.forEach((month, at) => {
      if (policy[at] !== undefined) this.compareMonth(month, policy[at]);
    });
  }

  report(base: Scenario, policy: Scenario, until: Month): LocalityReport {
    return {
      format: 'talentflow.locality/1',
      base: base.name,
      policy: policy.name,
      from: monthText((base.calendar.start - base.calendar.spinUpMonths) as Month),
      until: monthText(until),
      compared: this.compared,
      differing: this.differing,
      alone: this.alone,
      breachCount: this.breachCount,
      breaches: this.breaches,
    };
  }

  private compareMonth(base: MonthTold, policy: MonthTold): void {
    const pair: MonthPair = { month: base.month, base, policy, ...whatDiffers(base, policy) };
    const differs = new Set<number>();
    for (const key of union(base.people.keys(), policy.people.keys())) {
      if (this.comparePerson(pair, key, base.people.get(key) ?? [], policy.people.get(key) ?? []))
        differs.add(key);
    }
    for (const key of union(base.employers.keys(), policy.employers.keys()))
      this.compareEmployer(pair, key, base.employers.get(key) ?? [], policy.employers.get(key) ?? []);
    this.compareMatchings(pair);
    this.differedBefore = differs;
    this.employersBefore = pair.employersThatDiffer;
  }

  /** @returns whether anything differs. */
  private comparePerson(
    pair: MonthPair,
    key: number,
    base: readonly Entry[],
    policy: readonly Entry[],
  ): boolean {
    const isThere = (entries: readonly Entry[]) =>
      entries.some(({ what }) => what === 'stands' || what === 'begins');
    // Who is there in one run only entered, or did not leave: a cohort's size, or an earlier month.
    let isExplained = isThere(base) !== isThere(policy);
    let differs = isExplained;
    for (const [one, other] of pairsOf(base, policy)) {
      if (one === undefined || other === undefined) {
        this.alone++;
        const entry = (one ?? other)!;
        if (!isExplained && !this.isAloneDeclared(pair, entry))
          this.addAlone(pair, key, entry, one !== undefined);
        isExplained = true;
        differs = true;
      } else if (one.what === 'moves' || other.what === 'moves') {
        if (JSON.stringify(one) === JSON.stringify(other)) continue;
        if (!isExplained && !this.isAloneDeclared(pair, one))
          this.add(
            pair,
            key,
            one.what,
            between(one, other),
            'the same kind of move, with the same decisions before it',
          );
        isExplained = true;
        differs = true;
      } else if (one.what === 'stands' && other.what === 'stands') {
        const state = between(one.outcome, other.outcome);
        if (state.length === 0) continue;
        if (!this.differedBefore.has(key) && !this.isStateDeclared(one, other, state))
          this.add(pair, key, 'stands', state, 'nothing decided about them in the month before differed');
        isExplained = true;
        differs = true;
      } else {
        const found = differencesOf(this.names, one, other);
        this.compared++;
        if (found.outcome.length > 0) this.differing++;
        const isByEmployer = one.what === 'meets' || one.what === 'approached';
        const undeclared = isByEmployer ? this.undeclaredAnswers(pair, found) : found.undeclared;
        if (undeclared.length > 0)
          this.add(pair, key, one.what, undeclared, 'none of its declared inputs differs');
        if (found.outcome.length + found.draws.length > 0) {
          isExplained = true;
          differs = true;
        }
        // What could be chosen, or how others ranked, is decided before and by others: what follows may differ.
        if (found.inputs.length > 0) isExplained = true;
      }
    }
    return differs;
  }

  /** What is so of somebody by others' doing: their team, an application to a firm that ended, how long a visa lasts. */
  private isStateDeclared(one: Stands, other: Stands, state: readonly Difference[]): boolean {
    const isOfEmployer = (name: string) =>
      [one, other].some(({ outcome }) => {
        const key = name === 'place' ? (outcome.place as Place).key : (outcome[name] as number);
        return this.employersBefore.has(key);
      });
    return state.every(({ path }) => {
      if (TEAM.has(path)) return isOfEmployer('place');
      if (APPLICATION.has(path)) return isOfEmployer('appliedTo');
      return RIGHT.has(path) && this.haveOtherRoutes;
    });
  }

  private compareEmployer(
    pair: MonthPair,
    key: number,
    base: readonly Dated[],
    policy: readonly Dated[],
  ): void {
    for (const [one, other] of pairsOf(base, policy)) {
      if (one === undefined || other === undefined) continue;
      const found = differencesOf(this.names, one as Dated, other as Dated);
      this.compared++;
      if (found.outcome.length > 0) this.differing++;
      if (found.undeclared.length > 0)
        this.addOf(
          pair,
          this.names.employer({ key, group: -1, region: -1 }),
          one.what,
          found.undeclared,
          'none of its declared inputs differs',
        );
    }
  }

  /** An answer or a letter differs only where the employer's openings or staff do, or what the borders let through. */
  private undeclaredAnswers(pair: MonthPair, { inputs, outcome }: Differences): Difference[] {
    if (inputs.length > 0) return [];
    return outcome.filter(({ path }) => {
      const id = path.slice(path.indexOf(': ') + 2);
      return !pair.employersThatDiffer.has(this.keyOf(pair, id));
    });
  }

  private keyOf({ base, policy }: MonthPair, id: string): number {
    for (const [key] of [...base.employers, ...policy.employers])
      if (this.names.employer({ key, group: -1, region: -1 }) === id) return key;
    return Number.NaN;
  }

  /** A decision of one run only: may it be so though nothing that was decided about the person before differs? */
  private isAloneDeclared(pair: MonthPair, entry: Entry): boolean {
    if (this.isDeclared(entry.what)) return true;
    const differs = (place: Place | null) => place === null || pair.employersThatDiffer.has(place.key);
    const own = employerOf(pair, entry);
    switch (entry.what) {
      case 'asked to follow':
        return (
          pair.peopleWhoMovedOtherwise.has(entry.other!) || differs((entry.inputs as { place: Place }).place)
        );
      case 'offered':
        return differs(own) || differs((entry.inputs as { place: Place }).place);
      case 'chooses':
        return (
          entry.inputs.way !== 'search' &&
          (differs(own) || entry.outcome.options.some(({ place }) => differs(place)))
        );
      case 'approached':
        return entry.outcome.drawn.some(differs);
      case 'auction':
        return entry.inputs.outside.some(({ place }) => differs(place));
      case 'goes along':
      case 'lay-off':
        return differs(own);
      case 'kept':
        return differs(entry.outcome.beaten);
      case 'moves':
        return differs(entry.from) || differs(entry.to);
      default:
        return false;
    }
  }

  private addAlone(pair: MonthPair, key: number, entry: Entry, isInBase: boolean): void {
    const difference = { path: entry.what, base: isInBase, policy: !isInBase };
    this.add(
      pair,
      key,
      entry.what,
      [difference],
      'one run decides it, the other does not, and nothing before it differs',
    );
  }

  private add(
    pair: MonthPair,
    key: number,
    decision: string,
    differs: readonly Difference[],
    why: string,
  ): void {
    this.addOf(pair, this.names.person(key), decision, differs, why);
  }

  private addOf(
    { month }: MonthPair,
    who: string,
    decision: string,
    differs: readonly Difference[],
    why: string,
  ): void {
    this.breachCount++;
    if (this.breaches.length < MOST_TOLD)
      this.breaches.push({ month: monthText(month), who, decision, differs, why });
  }

  /**
   * The matching of a month is decided for all who ask for the same jobs together: where everybody who is linked by such jobs ranks
   * the same ones, is ranked alike and the same places are open, each must go where they went.
   */
  private compareMatchings(pair: MonthPair): void {
    const [base, policy] = [matchingOf(pair.base), matchingOf(pair.policy)];
    const groups = new Groups();
    const different = new Set<string>();
    for (const person of union(base.keys(), policy.keys())) {
      const [one, other] = [base.get(person), policy.get(person)];
      const name = `person ${person}`;
      for (const matched of [one, other])
        for (const { place } of matched?.inputs.proposals ?? [])
          if (place !== null) groups.join(name, `employer ${place.key}`);
      if (listOf(one) !== listOf(other)) different.add(name);
    }
    const spoiled = new Set([...different].map((name) => groups.of(name)));
    for (const [person, one] of base) {
      const other = policy.get(person);
      if (other === undefined || spoiled.has(groups.of(`person ${person}`))) continue;
      const to = ({ outcome }: Matched) =>
        outcome.to === 'stays' ? 'stays' : this.names.employer(outcome.to);
      if (to(one) !== to(other))
        this.add(
          pair,
          person,
          'matched',
          [{ path: 'to', base: to(one), policy: to(other) }],
          'all who ask for the same jobs rank and are ranked alike',
        );
    }
  }
}

type Stands = Extract<Dated, { what: 'stands' }>;
const TEAM: ReadonlySet<string> = new Set(['team', 'teamSince', 'teammateLeftAt']);
const APPLICATION: ReadonlySet<string> = new Set(['appliedTo', 'startsAt', 'logPromisedPay']);
const RIGHT: ReadonlySet<string> = new Set(['right', 'rightEnds', 'permanentAt']);

type Matched = Extract<Dated, { what: 'matched' }>;

/** Those who searched, and whom they asked: not those who follow team-mates, who come later. */
function matchingOf({ people }: MonthTold): Map<number, Matched> {
  const found = new Map<number, Matched>();
  for (const [person, entries] of people) {
    const matched = entries.find((entry): entry is Matched => entry.what === 'matched');
    const isSearch = entries.some((entry) => entry.what === 'chooses' && entry.inputs.way === 'search');
    if (matched !== undefined && isSearch) found.set(person, matched);
  }
  return found;
}

function listOf(matched: Matched | undefined): string {
  return JSON.stringify(
    matched?.inputs.proposals.map(({ place, places, rank }) => [place?.key, places, rank]) ?? [],
  );
}

/** Union-find over names of people and employers. */
class Groups {
  private readonly parent = new Map<string, string>();

  of(name: string): string {
    let root = name;
    for (let up = this.parent.get(root); up !== undefined && up !== root; up = this.parent.get(root))
      root = up;
    this.parent.set(name, root);
    return root;
  }

  join(one: string, other: string): void {
    this.parent.set(this.of(one), this.of(other));
  }
}

/** Employers, and people's moves, that differ in a month: what decisions about others may answer to. */
function whatDiffers(base: MonthTold, policy: MonthTold) {
  const employersThatDiffer = new Set<number>();
  for (const key of union(base.employers.keys(), policy.employers.keys())) {
    if (JSON.stringify(base.employers.get(key)) !== JSON.stringify(policy.employers.get(key)))
      employersThatDiffer.add(key);
  }
  const peopleWhoMovedOtherwise = new Set<number>();
  for (const key of union(base.people.keys(), policy.people.keys())) {
    const [one, other] = [base, policy].map(({ people }) => placesOf(people.get(key) ?? []));
    if (JSON.stringify(one) === JSON.stringify(other)) continue;
    peopleWhoMovedOtherwise.add(key);
    for (const place of [...one!, ...other!]) employersThatDiffer.add(place.key);
  }
  // Who stands elsewhere makes the staffs that they are missing from different.
  for (const key of union(base.people.keys(), policy.people.keys())) {
    const [one, other] = [base, policy].map(({ people }) => placeOf(people.get(key)));
    if (one?.key === other?.key) continue;
    for (const place of [one, other]) if (place !== undefined) employersThatDiffer.add(place.key);
  }
  return { employersThatDiffer, peopleWhoMovedOtherwise };
}

/** Where somebody left and went, or got a place. */
function placesOf(entries: readonly Entry[]): Place[] {
  return entries.flatMap((entry) => {
    if (entry.what === 'moves') return [entry.from, entry.to].filter((place) => place !== null);
    if (entry.what === 'matched' && entry.outcome.to !== 'stays' && entry.outcome.to !== null)
      return [entry.outcome.to];
    if (entry.what === 'auction' && entry.outcome.winner !== null) return [entry.outcome.winner];
    return [];
  });
}

function placeOf(entries: readonly Entry[] | undefined): Place | undefined {
  const stands = entries?.find(({ what }) => what === 'stands');
  return stands?.what === 'stands' ? (stands.outcome.place as Place) : undefined;
}

function employerOf({ base, policy }: MonthPair, entry: Entry): Place | null {
  const who = entry.what === 'moves' ? entry.person : entry.who;
  return placeOf(base.people.get(who)) ?? placeOf(policy.people.get(who)) ?? null;
}

function union<T>(one: Iterable<T>, other: Iterable<T>): Set<T> {
  return new Set([...one, ...other]);
}

/** Parts of a scenario that say whether a decision is made at all; the rest of what it reads is told with it. */
const RULES: Partial<Record<Entry['what'], (scenario: Scenario) => unknown>> = {
  looks: ({ people, leaveSooner }) => [people.largestLooksPerMonth, leaveSooner],
  quits: ({ separations, leaveSooner }) => [separations.largestQuitPerMonth, leaveSooner],
  'leaves field': ({ separations }) => [
    separations.largestLeaveFieldPerMonth,
    separations.leaveFieldWithoutJobPerMonth,
  ],
  'returns home': ({ regions }) => regions.map(({ largestReturnHomePerMonth }) => largestReturnHomePerMonth),
  'lay-off': ({ layOffs, employers }) => [layOffs, employers.map(({ attributes }) => attributes.layOffRate)],
  auction: ({ superstars }) => superstars,
  'answers offers': ({ counterOffers }) => counterOffers,
  kept: ({ counterOffers }) => counterOffers,
  equity: ({ vesting }) => vesting,
  'asked to follow': ({ teams }) => teams,
  offered: ({ acquiHires }) => acquiHires,
  'goes along': ({ acquisitions }) => acquisitions,
};
/** Rules that a dated change may move: what its target's path ends in. */
const MOVED_BY: Partial<Record<Entry['what'], RegExp>> = {
  'leaves field': /leaveFieldWithoutJob/,
  'lay-off': /layOff/,
  auction: /superstars|approaches/,
  'answers offers': /^counterOffers/,
  'asked to follow': /^teams/,
  offered: /^acquiHires/,
  'goes along': /^acquisitions/,
};

function rulesThatDiffer(base: Scenario, policy: Scenario): (what: Entry['what']) => boolean {
  const changes = ({ timeline, drivers }: Scenario, pattern: RegExp) => [
    timeline.filter(({ target }) => pattern.test(target.attribute)),
    drivers.filter(({ effects }) => effects.some(({ target }) => pattern.test(target.attribute))),
  ];
  const differ = new Set<string>();
  for (const [what, of] of Object.entries(RULES)) {
    const pattern = MOVED_BY[what as Entry['what']];
    const told = (scenario: Scenario) =>
      JSON.stringify([of(scenario), pattern === undefined ? [] : changes(scenario, pattern)]);
    if (told(base) !== told(policy)) differ.add(what);
  }
  return (what) => differ.has(what);
}
