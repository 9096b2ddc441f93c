import { z } from 'zod';

/** What one file of evidence/facts may say, and what a fact is once read. The form is told in evidence/README.md. */

export const ROLES = ['input', 'fitted', 'held out'] as const;
export type Role = (typeof ROLES)[number];

const monthText = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'a month, YYYY-MM');
const sentence = z.string().min(1);

const tolerance = z.strictObject({
  from: z.number().optional(),
  to: z.number().optional(),
  'plus-minus': z.number().positive().optional(),
  'of-published': z.number().positive().optional(),
  'of-simulated': z.number().positive().optional(),
  why: sentence,
});

const observation = z.discriminatedUnion('measure', [
  z.strictObject({
    measure: z.literal('net-flow'),
    months: z.array(z.int().min(1).max(12)).min(1).optional(),
    over: z.string().optional(),
  }),
  z.strictObject({
    measure: z.literal('first-jobs'),
    skill: sentence,
    destination: z.enum(['industry', 'academia', 'government', 'elsewhere']),
  }),
]);

/** A figure: what a fact says itself, or each of its parts. */
const figure = {
  title: sentence.optional(),
  role: z.enum(ROLES).optional(),
  value: z.number().optional(),
  unit: sentence.optional(),
  period: z.strictObject({ from: monthText, to: monthText }).optional(),
  tolerance: tolerance.optional(),
  edition: sentence.optional(),
  also: z.strictObject({ value: z.number(), unit: sentence }).optional(),
  observation: observation.optional(),
};

export const factFile = z.strictObject({
  id: z.string().regex(/^F\d\d$/, 'F and two digits'),
  says: sentence,
  source: sentence,
  'how-sure': z.enum(['read', 'article', 'carried over', 'derived']),
  care: sentence.optional(),
  headline: z.boolean().optional(),
  ...figure,
  parts: z
    .array(z.strictObject({ id: sentence, ...figure }))
    .min(1)
    .optional(),
});
export type FactFile = z.infer<typeof factFile>;

export type Observation = z.infer<typeof observation>;

/** Which simulated medians agree with a published value. */
export type Tolerance =
  | { kind: 'interval'; from: number; to: number; why: string }
  | { kind: 'plus-minus' | 'of-published' | 'of-simulated'; size: number; why: string };

/** One published figure. A fact of several parts gives several, with ids such as `F27.industry`. */
export interface Fact {
  readonly id: string;
  readonly title: string;
  readonly says: string;
  readonly role: Role;
  /** Whether a run's summary shows it. */
  readonly headline: boolean;
  readonly value: number;
  readonly unit: string;
  /** Months YYYY-MM, both included. */
  readonly period: { readonly from: string; readonly to: string };
  readonly tolerance: Tolerance;
  readonly source: string;
  readonly howSure: FactFile['how-sure'];
  readonly care: string | null;
  /** Figures of different editions may not be joined into one line. */
  readonly edition: string | null;
  /** The same in another unit. */
  readonly also: { readonly value: number; readonly unit: string } | null;
  readonly observation: Observation;
}
