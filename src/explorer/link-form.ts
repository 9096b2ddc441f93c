import * as z from 'zod';
import { LARGEST_TEXT } from './limits.ts';

/** What a link carries: which scenario was picked, its text where it was changed, and what is looked at. */
export const SHARED = z.strictObject({
  scenario: z.string().regex(/^[a-z0-9-]{1,64}$/),
  text: z.string().max(LARGEST_TEXT).optional(),
  month: z
    .string()
    .regex(/^\d{4}-(0[1-9]|1[0-2])$/)
    .optional(),
  flows: z.enum(['sectors', 'regions']).optional(),
});
export type Shared = z.infer<typeof SHARED>;
