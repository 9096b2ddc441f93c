import * as z from 'zod';
import { flag, howSure, map, number, period, positive, shareOfRuns, text, words } from './form.ts';
import { type Observation, observation } from './observation.ts';

/** What one file of evidence/facts may say, and what a fact is once read. The form is told in evidence/README.md. */

const ROLES = ['input', 'fitted', 'held out'] as const;
/** `prior`: the outcome that a prior is about, beside what a run gives. */
export type Role = (typeof ROLES)[number] | 'prior';

const tolerance = map({
  from: number.optional(),
  to: number.optional(),
  above: number.optional(),
  below: number.optional(),
  runs: shareOfRuns.optional(),
  'plus-minus': positive.optional(),
  'of-published': positive.optional(),
  'of-simulated': positive.optional(),
  why: text,
});

/** A figure: what a fact says itself, or each of its parts. */
const figure = {
  title: text.optional(),
  role: words(ROLES).optional(),
  value: number.optional(),
  unit: text.optional(),
  period: period.optional(),
  tolerance: tolerance.optional(),
  edition: text.optional(),
  also: map({ value: number, unit: text }).optional(),
  observation: observation.optional(),
  'not-observed': text.optional(),
  'not-scored': text.optional(),
  apart: flag.optional(),
};

export const factFile = map({
  id: z.string({ error: 'F and two digits' }).regex(/^F\d\d$/, { error: 'F and two digits' }),
  says: text,
  source: text,
  'how-sure': howSure,
  care: text.optional(),
  headline: flag.optional(),
  ...figure,
  parts: z
    .array(map({ id: text, ...figure }), { error: 'a list of parts' })
    .min(1, { error: 'a list of parts' })
    .optional(),
});
export type FactFile = z.infer<typeof factFile>;

/** Which simulated figures agree with a published one. */
export type Tolerance =
  | { kind: 'interval'; from: number; to: number; why: string }
  | { kind: 'plus-minus' | 'of-published' | 'of-simulated'; size: number; why: string }
  /** A sign or an order: at least this share of runs lies within the bounds (infinite where there is none). */
  | { kind: 'runs'; within: Bounds; runs: number; why: string };

export interface Bounds {
  readonly from: number;
  readonly to: number;
  /** Whether the ends themselves count. */
  readonly isOpen: boolean;
}

/** One published figure. A fact of several parts gives several, with ids such as `F27.industry`. */
export interface Fact {
  readonly id: string;
  readonly title: string;
  readonly says: string;
  readonly role: Role;
  /** Whether a run's summary shows it. */
  readonly headline: boolean;
  /** Null when only a range, a sign or an order is published, or nothing in numbers. */
  readonly value: number | null;
  readonly unit: string;
  /** Months YYYY-MM, both included. */
  readonly period: { readonly from: string; readonly to: string };
  /** Null for what is not observed. */
  readonly tolerance: Tolerance | null;
  readonly source: string;
  readonly howSure: FactFile['how-sure'];
  readonly care: string | null;
  /** Figures of different editions may not be joined into one line. */
  readonly edition: string | null;
  /** The same in another unit. */
  readonly also: { readonly value: number; readonly unit: string } | null;
  /** Null when a run has no such figure; `notObserved` says why. */
  readonly observation: Observation | null;
  readonly notObserved: string | null;
  /** Why the figure is shown beside the published one and not judged; null when it is judged. */
  readonly notScored: string | null;
  /** A figure that belongs to a fact of sign or order, and is counted with those. */
  readonly isApart: boolean;
}
