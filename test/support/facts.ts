import { type CheckedFact, checkFacts } from '../../src/evidence/check.ts';
import type { Fact } from '../../src/evidence/fact.ts';
import type { Observed } from '../../src/evidence/unanswered.ts';

/** A made-up fact: 10 people, ±2. */
export function factOf(changes: Partial<Fact> = {}): Fact {
  return {
    id: 'F77',
    title: 'A made-up fact',
    says: 'Something was counted.',
    role: 'fitted',
    headline: false,
    value: 10,
    unit: 'people',
    period: { from: '2019-01', to: '2019-12' },
    tolerance: { kind: 'plus-minus', size: 2, why: 'counted badly' },
    source: 'Nobody, 2019',
    howSure: 'read',
    care: null,
    edition: null,
    also: null,
    observation: { measure: 'sum', table: 'flows', column: 'people' },
    notObserved: null,
    notScored: null,
    isApart: false,
    ...changes,
  };
}

/** A sign: positive in nine of ten runs. */
export const POSITIVE: Fact['tolerance'] = {
  kind: 'runs',
  within: { from: 0, to: Number.POSITIVE_INFINITY, isOpen: true },
  runs: 0.9,
  why: 'words only',
};

/** A fact held against runs that gave these figures, or nothing for the reason given. */
export function checked(values: readonly (number | string)[], changes: Partial<Fact> = {}): CheckedFact {
  const runs = values.map((value): Observed[] => [
    typeof value === 'number' ? { value } : { unanswered: value },
  ]);
  return checkFacts([factOf(changes)], runs)[0]!;
}
