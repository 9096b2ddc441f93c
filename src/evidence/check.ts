import type { Fact, Role } from './fact.ts';
import { isScenarioAlone } from './observation.ts';
import { type Figure, figureOf, shareWithin } from './score.ts';
import { toleratedInterval } from './tolerance.ts';
import { answerOf, type Observed } from './unanswered.ts';

/** How a fact is judged, and with which others it is counted. */
export type Kind =
  /** A number, against its tolerance. */
  | 'number'
  /** A sign or an order, by the share of runs that have it; or a number that belongs to one. */
  | 'sign'
  /** An input, which a run gives back. */
  | 'input'
  /** Shown and not judged. */
  | 'report'
  /** Nothing in a run or scenario to hold it against. */
  | 'note';

export const VERDICTS = ['inside', 'outside', 'uninformative', 'not answered', 'not judged'] as const;
/** `uninformative`: inside, but the interval over replicates is more than twice as wide as the tolerance, so no pass. */
export type Verdict = (typeof VERDICTS)[number];

/** A fact held against an ensemble. */
export interface CheckedFact extends Figure {
  readonly kind: Kind;
  readonly verdict: Verdict;
  readonly period: Fact['period'];
  /** Simulated figures that are inside, both ends included; null for a sign or an order. */
  readonly tolerance: { readonly from: number; readonly to: number } | null;
  /** Simulated median from the middle of the tolerance, in half-widths of it: up to 1 is inside. Null where there is no median, or no number to measure by. */
  readonly distance: number | null;
  /** Whether the 90% interval over replicates holds the published value; null without one of the two. */
  readonly holds: boolean | null;
  /** Width of the interval over that of the tolerance; above 2 the run is uninformative. */
  readonly width: number | null;
  /** Of a sign or an order: share of runs that have it, and how large it has to be. */
  readonly agree: number | null;
  readonly needed: number | null;
  /** Whether the figure is the scenario's own, the same in every run. */
  readonly isByConstruction: boolean;
  /** Why the runs cannot say, why it is not judged, or what the note is. */
  readonly why: string | null;
  readonly source: string;
}

/** Above so many widths of the tolerance an interval tells nothing (evidence/README.md, "Inside"). */
const WIDEST_INFORMATIVE = 2;

/**
 * Each published figure held against an ensemble, in its own unit and in the order of the facts (evidence/README.md, "Inside").
 * @param runs one item per replicate: what `observeAll` gives for these facts.
 */
export function checkFacts(facts: readonly Fact[], runs: readonly (readonly Observed[])[]): CheckedFact[] {
  return facts.map((fact, at) =>
    checkFact(
      fact,
      runs.map((ofRun) => ofRun[at]!),
    ),
  );
}

function checkFact(fact: Fact, runs: readonly Observed[]): CheckedFact {
  const figure = figureOf(fact, runs);
  const { simulated, low, high } = figure;
  const values = runs.map(answerOf).filter((value) => value !== null);
  const kind = kindOf(fact);
  const tolerance = fact.tolerance && toleratedInterval(fact.tolerance, fact.value, simulated);
  const width =
    tolerance && low !== null && high !== null && tolerance.to > tolerance.from
      ? (high - low) / (tolerance.to - tolerance.from)
      : null;
  const isSign = fact.tolerance?.kind === 'runs';
  return {
    ...figure,
    kind,
    verdict: verdictOf(kind, figure.inside, width),
    period: fact.period,
    tolerance,
    distance: simulated === null || tolerance === null ? null : distanceFrom(simulated, tolerance),
    holds:
      low === null || high === null || fact.value === null ? null : low <= fact.value && fact.value <= high,
    width,
    agree: isSign && simulated !== null ? shareWithin(fact.tolerance, values) : null,
    needed: isSign ? fact.tolerance.runs : null,
    isByConstruction: fact.observation !== null && isScenarioAlone(fact.observation),
    why: whyOf(fact, runs),
    source: fact.source,
  };
}

function kindOf({ role, tolerance, observation, notScored, isApart }: Fact): Kind {
  if (observation === null) return 'note';
  if (notScored !== null) return 'report';
  if (role === 'input') return 'input';
  return tolerance?.kind === 'runs' || isApart ? 'sign' : 'number';
}

function verdictOf(kind: Kind, inside: boolean | null, width: number | null): Verdict {
  if (kind === 'note') return 'not judged';
  if (inside === null) return 'not answered';
  if (kind === 'report') return 'not judged';
  if (!inside) return 'outside';
  return isInformative(width) ? 'inside' : 'uninformative';
}

/** Whether an interval, inside or outside, is at most twice as wide as the tolerance. @param width of a checked fact. */
export const isInformative = (width: number | null): boolean => width === null || width <= WIDEST_INFORMATIVE;

function whyOf({ notObserved, notScored }: Fact, runs: readonly Observed[]): string | null {
  const silent = runs.find((observed) => 'unanswered' in observed);
  return notObserved ?? (silent && 'unanswered' in silent ? silent.unanswered : notScored);
}

/** 0 at the middle, 1 at either end; a tolerance of one value has distance 0 there and infinity elsewhere, which is null in JSON. */
function distanceFrom(simulated: number, { from, to }: { from: number; to: number }): number | null {
  const half = (to - from) / 2;
  if (half === 0) return simulated === from ? 0 : null;
  return (simulated - (from + to) / 2) / half;
}

const ORDER: Readonly<Record<Role, number>> = { fitted: 0, 'held out': 1, prior: 2, input: 3 };
const BADNESS: Readonly<Record<Verdict, number>> = {
  outside: 0,
  uninformative: 1,
  'not answered': 2,
  inside: 3,
  'not judged': 4,
};

/** By role, in each what is judged by numbers before signs, the worst first. */
export function worstFirst(facts: readonly CheckedFact[]): CheckedFact[] {
  const isSign = ({ kind }: CheckedFact) => Number(kind === 'sign');
  const badness = ({ verdict }: CheckedFact) => BADNESS[verdict];
  return facts.toSorted(
    (one, other) =>
      ORDER[one.role] - ORDER[other.role] ||
      isSign(one) - isSign(other) ||
      badness(one) - badness(other) ||
      shortfall(other) - shortfall(one) ||
      (one.id < other.id ? -1 : 1),
  );
}

/** How bad among those of one verdict: tolerances from the middle, or runs that lack the sign. */
function shortfall({ distance, agree, needed, verdict }: CheckedFact): number {
  if (distance !== null) return Math.abs(distance);
  if (agree !== null && needed !== null) return needed - agree;
  return verdict === 'outside' ? Number.POSITIVE_INFINITY : 0;
}

/** Counts of one group of facts, by verdict. */
export interface Tally {
  readonly role: Role;
  readonly kind: 'number' | 'sign';
  readonly counts: Readonly<Record<Verdict, number>>;
}

/** How many of each role are inside: numbers, and signs and orders apart. Notes and reports are not counted. */
export function tallies(facts: readonly CheckedFact[]): Tally[] {
  return (Object.keys(ORDER) as Role[]).flatMap((role) =>
    (['number', 'sign'] as const).flatMap((kind) => {
      const counted = facts.filter(
        (fact) =>
          fact.role === role && fact.verdict !== 'not judged' && (fact.kind === 'sign') === (kind === 'sign'),
      );
      if (counted.length === 0) return [];
      const count = (verdict: Verdict) => counted.filter((fact) => fact.verdict === verdict).length;
      const counts = Object.fromEntries(VERDICTS.map((verdict) => [verdict, count(verdict)]));
      return [{ role, kind, counts: counts as Record<Verdict, number> }];
    }),
  );
}

/** What a table of a check shows: not inputs that are the scenario's own, which are inside in every run. */
export const isTold = ({ verdict, isByConstruction }: CheckedFact): boolean =>
  verdict !== 'not judged' && !(isByConstruction && verdict === 'inside');

/** Whether a check fails: a fitted fact is outside. What is held out fails nothing, or it would be tuned on. */
export const isFailure = ({ role, verdict }: CheckedFact): boolean =>
  role === 'fitted' && verdict === 'outside';

/** Whether no fitted fact was answered, so that none could fail the check. */
export const answersNothing = (facts: readonly CheckedFact[]): boolean =>
  !facts.some(({ role, verdict }) => role === 'fitted' && verdict !== 'not answered');
