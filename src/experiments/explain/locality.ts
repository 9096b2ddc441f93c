import type { simulate } from '../../model/simulation.ts';
import type { Place, Trace } from '../../model/trace.ts';
import { monthText } from '../../scenario/dates.ts';
import type { Month, Scenario } from '../../scenario/scenario.ts';
import type { Dated, Entry, RunAsked } from './diary.ts';
import { between, type Difference, type Differences, differencesOf, pairsOf } from './differences.ts';
import { type MonthTold, Notes, type Spoil } from './locality-notes.ts';
import { rulesThatDiffer } from './locality-rules.ts';
import { matchedAlike } from './matched-alike.ts';
import { employerOf, type MonthPair, pairOf, union } from './month-pairs.ts';
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
  readonly spoil?: Spoil;
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
    const pair = pairOf(base, policy);
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

  private compareMatchings(pair: MonthPair): void {
    for (const [person, one, other] of matchedAlike(pair.base, pair.policy)) {
      const [base, policy] = [one, other].map(({ outcome }) =>
        outcome.to === 'stays' ? 'stays' : this.names.employer(outcome.to),
      );
      if (base !== policy)
        this.add(
          pair,
          person,
          'matched',
          [{ path: 'to', base, policy }],
          'all who ask for the same jobs rank and are ranked alike',
        );
    }
  }
}

type Stands = Extract<Dated, { what: 'stands' }>;
const TEAM: ReadonlySet<string> = new Set(['team', 'teamSince', 'teammateLeftAt']);
const APPLICATION: ReadonlySet<string> = new Set(['appliedTo', 'startsAt', 'logPromisedPay']);
const RIGHT: ReadonlySet<string> = new Set(['right', 'rightEnds', 'permanentAt']);
