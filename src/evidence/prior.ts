import * as z from 'zod';
import { flag, howSure, map, number, period, positive, text, words } from './form.ts';
import { type Observation, observation } from './observation.ts';

/** What one file of evidence/priors may say, and what a prior is once read. The form is told in evidence/README.md. */

const distribution = z.discriminatedUnion(
  'distribution',
  [
    map({ distribution: z.literal('uniform'), from: number, to: number }),
    map({ distribution: z.literal('normal'), mean: number, sd: positive }),
    map({ distribution: z.literal('lognormal'), median: positive, 'log-sd': positive }),
  ],
  { error: 'a map with distribution: uniform, normal or lognormal, and its parameters' },
);
export type PriorDistribution = z.infer<typeof distribution>;

const target = map({
  path: text,
  times: number.optional(),
  'relative-to': text.optional(),
});
/**
 * A number of the scenario that the prior is about: the prior's value × `times` (1 when absent); or, with `relative-to`, the number
 * at that path × (1 + the prior's value).
 */
export type PriorTarget = z.infer<typeof target>;

const parameter = {
  title: text.optional(),
  value: number.optional(),
  unit: text.optional(),
  range: map({ from: number, to: number }).optional(),
  'range-is': words(['1 sd', 'bounds']).optional(),
  distribution: distribution.optional(),
  targets: z.array(target, { error: 'a list of targets' }).min(1).optional(),
  'no-target': text.optional(),
  free: flag.optional(),
  absorbs: text.optional(),
  cut: map({ from: number, to: number }).optional(),
  period: period.optional(),
  observation: observation.optional(),
  'not-observed': text.optional(),
};

const ID = 'P and two digits';
export const priorFile = map({
  id: z.string({ error: ID }).regex(/^P\d\d$/, { error: ID }),
  says: text,
  role: words(['prior', 'held out']),
  source: text,
  'how-sure': howSure.or(z.literal('assumption')),
  care: text.optional(),
  ...parameter,
  parts: z
    .array(map({ id: text, ...parameter }), { error: 'a list of parts' })
    .min(1, { error: 'a list of parts' })
    .optional(),
});
export type PriorFile = z.infer<typeof priorFile>;

/** What is known of a parameter before any fact of evidence/facts. A file of several parts gives several, such as `P06.ordinary`. */
export interface Prior {
  readonly id: string;
  readonly title: string;
  readonly says: string;
  /** `held out`: neither prior nor target, checked only. */
  readonly role: 'prior' | 'held out';
  readonly value: number;
  readonly unit: string;
  /** Plausible values: one standard deviation around the centre, or bounds. */
  readonly range: { readonly from: number; readonly to: number };
  readonly rangeIs: '1 sd' | 'bounds';
  /** In `unit`. Null for what is held out. */
  readonly distribution: PriorDistribution | null;
  readonly source: string;
  readonly howSure: PriorFile['how-sure'];
  readonly care: string | null;
  /** Numbers of a scenario that it is about; empty where `noTarget` says why. */
  readonly targets: readonly PriorTarget[];
  readonly noTarget: string | null;
  /** Whether calibration frees it. */
  readonly free: boolean;
  /** The fact that it fits whatever the market does, so that the fact is no evidence. */
  readonly absorbs: string | null;
  /** Values that it cannot pass, whatever its distribution says; null where there are none beside the range's bounds. */
  readonly cut: { readonly from: number; readonly to: number } | null;
  /** How the same is seen in a run, where a run shows it. */
  readonly observation: Observation | null;
  readonly notObserved: string | null;
  readonly period: { readonly from: string; readonly to: string } | null;
}
