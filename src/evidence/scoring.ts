import { mean, probit, quantileSorted } from 'simple-statistics';
import { type CheckedFact, checkFacts, isInformative, type Verdict } from './check.ts';
import type { Fact } from './fact.ts';
import type { RivalFigure } from './rivals.ts';
import { answerOf, type Observed } from './unanswered.ts';

/**
 * How good the intervals are, and how good the model is beside its rivals. Sources: T. Gneiting and A. Raftery (2007), "Strictly
 * proper scoring rules, prediction, and estimation", Journal of the American Statistical Association 102; C. Ferro (2014), "Fair
 * scores for ensemble forecasts", Quarterly Journal of the Royal Meteorological Society 140.
 */

/** Central intervals of an ensemble. */
export interface Intervals {
  readonly low50: number;
  readonly high50: number;
  readonly low90: number;
  readonly high90: number;
}

/** What the model, or a rival, says of a fact, and how it fared. */
export interface Fared {
  /** Median over the runs. */
  readonly value: number | null;
  readonly verdict: Verdict;
  /** Continuous ranked probability score, in the fact's unit: an absolute error for a single number. Null without a published number. */
  readonly crps: number | null;
  /** The same over the half-width of the tolerance. */
  readonly score: number | null;
}

export interface ScoredFact {
  readonly id: string;
  readonly role: 'fitted' | 'held out';
  readonly kind: 'number' | 'sign';
  readonly title: string;
  readonly unit: string;
  readonly published: number | null;
  /** Simulated figures that are inside, both ends included; null for a sign or an order. */
  readonly tolerance: CheckedFact['tolerance'];
  /** Half-width of the tolerance, by which scores are divided; null for a sign or an order. */
  readonly scale: number | null;
  /** Over parameters and dice. Null with one run. */
  readonly simulated: Intervals | null;
  /** As a publication would see it: with an error of its own, of which the tolerance holds 90%. */
  readonly seen: Intervals | null;
  /** Share of the smallest central interval, as seen, that holds the published number: up to 0.5 is inside the 50% interval. */
  readonly level: number | null;
  /** Whether the interval of the runs is narrow enough to tell, inside or outside. */
  readonly isInformative: boolean | null;
  readonly model: Fared;
  /** By rival. */
  readonly rivals: Readonly<Record<string, Fared>>;
}

/** Errors of publication that stand for all: evenly likely, so that no draw is needed. */
const ERRORS = 199;
const NORMAL_OF_90 = probit(0.95);

/**
 * Ensemble CRPS, fair: the mean distance to what was published less half the mean distance between two members, which an ensemble
 * of any size has the same expectation of. @param members at least one; a single one is a point forecast.
 */
export function fairCrps(members: readonly number[], published: number): number {
  const distance = mean(members.map((member) => Math.abs(member - published)));
  const count = members.length;
  if (count === 1) return distance;
  // Σ|x − x'| over pairs of sorted members: the one of rank r is added r times and taken off n − 1 − r times.
  const sorted = members.toSorted((one, other) => one - other);
  const pairs = sorted.reduce((sum, member, rank) => sum + member * (2 * rank - count + 1), 0);
  return distance - pairs / (count * (count - 1));
}

/** Members as a publication would see them: each with errors of a normal distribution, sorted. */
export function asSeen(members: readonly number[], halfWidth: number): number[] {
  const sd = halfWidth / NORMAL_OF_90;
  const errors = Array.from({ length: ERRORS }, (_, at) => sd * probit((at + 0.5) / ERRORS));
  return members.flatMap((member) => errors.map((error) => member + error)).sort((one, other) => one - other);
}

/** @param sorted members in their order. */
export function intervalsOf(sorted: readonly number[]): Intervals {
  const at = (share: number) => quantileSorted([...sorted], share);
  return { low50: at(0.25), high50: at(0.75), low90: at(0.05), high90: at(0.95) };
}

/** Share of the smallest central interval of sorted members that holds a value: 1 beyond them all. */
export function levelOf(sorted: readonly number[], value: number): number {
  const below = sorted.filter((member) => member < value).length;
  const same = sorted.filter((member) => member === value).length;
  return Math.abs((2 * below + same) / sorted.length - 1);
}

/**
 * Every fitted and held-out fact that is judged, with how the model and its rivals fare.
 * @param checked as `checkFacts` gives them, in any order. @param runs of each run, what each fact is in it, in the order of the facts.
 * @param rivals by name: its figures with what each run gives for them.
 */
export function scoreModel(
  facts: readonly Fact[],
  checked: readonly CheckedFact[],
  runs: readonly (readonly Observed[])[],
  rivals: Readonly<Record<string, readonly RivalRuns[]>>,
): ScoredFact[] {
  const checkedById = new Map(checked.map((fact) => [fact.id, fact]));
  return facts.flatMap((fact, at) => {
    const judged = checkedById.get(fact.id)!;
    const { role, kind } = judged;
    if ((role !== 'fitted' && role !== 'held out') || (kind !== 'number' && kind !== 'sign')) return [];
    const values = runs.map((ofRun) => answerOf(ofRun[at]!)).filter((value) => value !== null);
    const isAnswered = judged.verdict !== 'not answered';
    const scale = scaleOf(judged);
    const { published } = judged;
    const isMeasured = isAnswered && scale !== null && published !== null && values.length > 1;
    const seen = isMeasured ? asSeen(values, scale) : null;
    return [
      {
        id: fact.id,
        role,
        kind,
        title: fact.title,
        unit: fact.unit,
        published,
        tolerance: judged.tolerance,
        scale,
        simulated: isAnswered && values.length > 1 ? intervalsOf(values.toSorted((a, b) => a - b)) : null,
        seen: seen && intervalsOf(seen),
        level: seen && levelOf(seen, published!),
        isInformative: isAnswered ? isInformative(judged.width) : null,
        model: fared(judged, isAnswered ? values : [], scale),
        rivals: Object.fromEntries(
          Object.entries(rivals).flatMap(([name, figures]) => {
            const own = figures.find(({ figure }) => figure.fact === fact.id);
            return own === undefined ? [] : [[name, rivalFared(fact, own, scale)]];
          }),
        ),
      },
    ];
  });
}

/** A rival's figure, and what each run gives for it: one value for all when it is a number. */
export interface RivalRuns {
  readonly figure: RivalFigure;
  readonly runs: readonly Observed[];
}

function rivalFared(fact: Fact, { runs }: RivalRuns, scale: number | null): Fared {
  const [judged] = checkFacts(
    [fact],
    runs.map((observed) => [observed]),
  ) as [CheckedFact];
  const values = runs.map(answerOf).filter((value) => value !== null);
  return fared(judged, values.length < runs.length ? [] : values, scale);
}

function fared(
  { simulated, verdict, published }: CheckedFact,
  values: number[],
  scale: number | null,
): Fared {
  const isScored = published !== null && scale !== null && values.length > 0;
  const crps = isScored ? fairCrps(values, published) : null;
  return { value: simulated, verdict, crps, score: crps === null ? null : crps / scale! };
}

/** Half-width of the tolerance, of which 1 is as far as a referee lets a figure be: so figures of any unit can be averaged. */
function scaleOf({ tolerance }: CheckedFact): number | null {
  const half = tolerance === null ? 0 : (tolerance.to - tolerance.from) / 2;
  return half > 0 ? half : null;
}

/** How often intervals as seen hold what was published. */
export interface Coverage {
  readonly role: ScoredFact['role'];
  readonly facts: number;
  readonly in50: number;
  readonly in90: number;
  readonly informative: number;
  readonly inside: number;
}

/** Of fitted and of held-out facts that have a level; a role without any is left out. */
export function coverageOf(scored: readonly ScoredFact[]): Coverage[] {
  return (['fitted', 'held out'] as const).flatMap((role) => {
    const facts = scored.filter((fact) => fact.role === role && fact.level !== null);
    if (facts.length === 0) return [];
    const count = (test: (fact: ScoredFact) => boolean) => facts.filter(test).length;
    return [
      {
        role,
        facts: facts.length,
        in50: count(({ level }) => level! <= 0.5),
        in90: count(({ level }) => level! <= 0.9),
        informative: count(({ isInformative }) => isInformative!),
        inside: count(({ model }) => model.verdict === 'inside'),
      },
    ];
  });
}

/** Model against one rival over the held-out numbers that both say. */
export interface Contest {
  readonly rival: string;
  readonly facts: number;
  /** Mean scores: distances in half-widths of the tolerance, smaller is better. */
  readonly model: number;
  readonly score: number;
  /** Facts that the model says better. */
  readonly won: number;
}

/** By rival, in their order; one that says none of these numbers is left out. */
export function contestsOf(scored: readonly ScoredFact[], rivals: readonly string[]): Contest[] {
  return rivals.flatMap((rival) => {
    const both = scored.flatMap(({ role, kind, model, rivals: of }) => {
      const other = of[rival]?.score ?? null;
      return role === 'held out' && kind === 'number' && model.score !== null && other !== null
        ? [{ model: model.score, score: other }]
        : [];
    });
    if (both.length === 0) return [];
    return [
      {
        rival,
        facts: both.length,
        model: mean(both.map(({ model }) => model)),
        score: mean(both.map(({ score }) => score)),
        won: both.filter(({ model, score }) => model < score).length,
      },
    ];
  });
}
