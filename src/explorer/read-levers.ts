import { parse } from 'yaml';
import * as z from 'zod';

/** A slider over one value of the scenario; `levers.yaml` declares them and says what each key means. */
const LEVER = z.strictObject({
  id: z.string().regex(/^[a-z-]+$/),
  label: z.string(),
  about: z.string(),
  path: z.string(),
  at: z.string(),
  value: z.array(z.record(z.string(), z.string())).optional(),
  unit: z.string(),
  from: z.number(),
  to: z.number(),
  step: z.number().positive(),
  times: z.number().positive().default(1),
  word: z.record(z.string(), z.number()).optional(),
  source: z.string().optional(),
});

export type Lever = z.infer<typeof LEVER>;

/** The levers as a list of plain objects. @throws when `levers.yaml` is not in its form. */
export const readLevers = (text: string): Lever[] => z.array(LEVER).parse(parse(text));
