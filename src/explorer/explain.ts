import type { RunAsked } from '../experiments/explain/diary.ts';
import type { PeopleExplained, PersonExplained } from '../experiments/explain/explained.ts';
import { findPeople } from '../experiments/explain/movers.ts';
import { explainPerson } from '../experiments/explain/person.ts';
import { Unexplained } from '../experiments/explain/unexplained.ts';
import { explainVersus, type VersusExplained } from '../experiments/explain/versus.ts';
import { simulateInSteps } from '../model/simulation.ts';
import type { Move, Trace, TraceRecord } from '../model/trace.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { EXPLAIN_LIMITS } from './limits.ts';

/** What the page asks about a scenario: who made a move, or one person's career. */
export type Ask =
  | {
      readonly what: 'people';
      readonly from: string;
      readonly to: string;
      /** YYYY or YYYY-MM. */
      readonly when: string;
    }
  | { readonly what: 'person'; readonly key: string };

export type ExplainedInPage = PeopleExplained | PersonExplained | VersusExplained;

/**
 * Answers from the same run again, with a listener. A career is told beside the base's, where there is a base and it has the person.
 * @param base the same calendar and scale under the baseline; null where nothing differs from it.
 * @throws Unexplained; RangeError when more is told than a page can show.
 */
export async function answerTo(
  ask: Ask,
  scenario: Scenario,
  base: Scenario | null,
  hooks: Pick<RunAsked, 'onMonth' | 'onStep'>,
): Promise<ExplainedInPage> {
  const run: RunAsked = {
    ...hooks,
    simulate: (of, options) => simulateInSteps(of, { ...options, trace: new LimitedTrace(options.trace!) }),
  };
  if (ask.what === 'people') return findPeople(scenario, { ...ask, most: EXPLAIN_LIMITS.listed }, run);
  if (base === null) return explainPerson(scenario, ask.key, run);
  try {
    return await explainVersus(base, scenario, ask.key, run);
  } catch (error) {
    if (error instanceof Unexplained) return explainPerson(scenario, ask.key, run); // came by the policy only
    throw error;
  }
}

/** Passes on what is told, and no more of it than a page can keep and show. */
class LimitedTrace implements Trace {
  private readonly trace: Trace;
  private moves = 0;
  private options = 0;

  constructor(trace: Trace) {
    this.trace = trace;
  }

  beginMonth(date: Parameters<Trace['beginMonth']>[0]): void {
    this.trace.beginMonth(date);
  }

  followsPerson(key: number): boolean {
    return this.trace.followsPerson(key);
  }

  followsEmployer(key: number): boolean {
    return this.trace.followsEmployer(key);
  }

  moved(move: Move): void {
    if (++this.moves > EXPLAIN_LIMITS.moves) throw new RangeError('more moves than it can keep');
    this.trace.moved(move);
  }

  note(record: TraceRecord): void {
    this.options += record.what === 'chooses' ? record.outcome.options.length + 1 : 1;
    if (this.options > EXPLAIN_LIMITS.records)
      throw new RangeError('a career of more choices than it can show');
    this.trace.note(record);
  }
}
