import { exp } from '../maths/exp.ts';
import { JobValues, OWN_FIRM } from './job-value.ts';
import { type Market, type MonthOfRun, NO_JOB } from './market.ts';
import type { Meetings } from './meetings.ts';
import { MICRO, microPartsOf } from './micro.ts';
import { foundingOpenings, type Options } from './options.ts';
import { type ChoiceRow, KNOWN_MOTIVES } from './records.ts';
import type { Searchers } from './search.ts';

/** A job so many noise scales better than another is taken for certain; beyond it e to that power would overflow. */
const MOST_SCALES = 300;

/** What the jobs that somebody met do to the probability that they leave. */
export interface Pull {
  /** Probability of leaving if each were worth just what staying is: m ÷ (1 + m) of m jobs. */
  readonly answers: number;
  /** What each motive adds to that, in the order of KNOWN_MOTIVES: with `answers` the logit's probability of leaving. */
  readonly motives: Float64Array;
}

/**
 * The logit's probability of leaving, 1 − 1 ÷ D with D = 1 + Σ e^η·gain, split by motive: what job j adds over a job worth as much as
 * staying, (e^η·gain − 1) ÷ (D · (1 + m)), is shared by its motives in proportion to their log points. This is the Aumann–Shapley share of
 * each in e^η·gain (Aumann and Shapley 1974, Values of Non-Atomic Games), so the parts add up and no order of motives is preferred.
 * @param gains log points over staying, job by job, KNOWN_MOTIVES.length each. @param elasticity η: noise is Gumbel of scale 1 ÷ η.
 * @param jobs how many of them; all when not said. @param motives takes the motives' parts.
 */
export function pullOf(
  gains: Float64Array,
  elasticity: number,
  jobs = gains.length / KNOWN_MOTIVES.length,
  motives = new Float64Array(KNOWN_MOTIVES.length),
): Pull {
  const count = KNOWN_MOTIVES.length;
  motives.fill(0);
  let denominator = 1;
  for (let first = 0; first < jobs * count; first += count) {
    let gain = 0;
    for (let motive = 0; motive < count; motive++) gain += gains[first + motive]!;
    const scales = Math.min(MOST_SCALES, elasticity * gain);
    const odds = exp(scales);
    denominator += odds;
    const perLogPoint = scales === 0 ? elasticity : (odds - 1) / gain;
    for (let motive = 0; motive < count; motive++) motives[motive]! += perLogPoint * gains[first + motive]!;
  }
  for (let motive = 0; motive < count; motive++) motives[motive]! /= denominator * (1 + jobs);
  return { answers: jobs / (1 + jobs), motives };
}

interface Tally {
  looked: number;
  met: number;
  wouldLeave: number;
  microAnswers: number;
  readonly micro: Float64Array;
}

/** Choices of those who had a job and looked this month, by unit; of the observed sector where one is, else of all. */
export class ChoiceCount {
  private readonly tallies = new Map<number, Tally>();

  count(unit: number, wouldLeave: boolean, jobs: number, { answers, motives }: Pull): void {
    const tally = this.tallies.get(unit) ?? {
      looked: 0,
      met: 0,
      wouldLeave: 0,
      microAnswers: 0,
      micro: new Float64Array(KNOWN_MOTIVES.length),
    };
    this.tallies.set(unit, tally);
    tally.looked++;
    tally.met += jobs;
    if (wouldLeave) tally.wouldLeave++;
    tally.microAnswers += Math.round(answers * MICRO);
    for (let motive = 0; motive < motives.length; motive++)
      tally.micro[motive]! += Math.round(motives[motive]! * MICRO);
  }

  beginMonth(): void {
    this.tallies.clear();
  }

  /** @param units names by number. */
  rows(units: readonly string[]): readonly ChoiceRow[] {
    const numbers = [...this.tallies.keys()].sort((one, other) => one - other);
    return Object.freeze(
      numbers.map((unit) => {
        const { micro, ...counts } = this.tallies.get(unit)!;
        const microParts = microPartsOf(KNOWN_MOTIVES, micro);
        return Object.freeze({ unit: units[unit]!, ...counts, microParts });
      }),
    );
  }
}

/** Why the employed who looked would leave or stay, as they choose: before auctions and matching, which settle who may. */
export function recordChoices(
  market: Market,
  searchers: Searchers,
  meetings: Meetings,
  options: Options,
  month: MonthOfRun,
): void {
  const { recorder, people, scenario, room } = market;
  if (!recorder.isOn) return;
  const count = KNOWN_MOTIVES.length;
  const staying = new Float64Array(count);
  const pulls = new Float64Array(count);
  const values = new JobValues(market, month);
  const mayFound = foundingOpenings(market, month);
  for (let searcher = 0; searcher < searchers.count; searcher++) {
    const person = searchers.people[searcher]!;
    const employer = people.employer[person]!;
    if (employer === NO_JOB || !recorder.followsChoicesAt(market, employer)) continue;
    const from = meetings.start[searcher]!;
    const to = meetings.start[searcher + 1]!;
    values.describeStaying(person);
    for (let motive = 0; motive < count; motive++) staying[motive] = values.parts[motive]!;
    const cost = values.costOfLeaving(person);
    const gains = room.doubles('gains over staying', (to - from + 1) * count);
    let jobs = 0;
    for (let met = from; met < to; met++)
      addGains(values, person, meetings.employer[met]!, cost, staying, gains, jobs++);
    if (mayFound(person)) addGains(values, person, OWN_FIRM, cost, staying, gains, jobs++);
    const wouldLeave = options.start[searcher + 1]! > options.start[searcher]!;
    const pull = pullOf(gains, scenario.choice.elasticity, jobs, pulls);
    recorder.choices.count(recorder.unitOf(market, employer), wouldLeave, jobs, pull);
  }
}

/** Each known part of a job's value less that of staying, log points. @param at which of the jobs it is. */
function addGains(
  values: JobValues,
  person: number,
  job: number,
  costOfLeaving: number,
  staying: Float64Array,
  gains: Float64Array,
  at: number,
): void {
  values.describeOffer(person, job, costOfLeaving);
  const first = at * staying.length;
  for (let motive = 0; motive < staying.length; motive++)
    gains[first + motive] = values.parts[motive]! - staying[motive]!;
}
