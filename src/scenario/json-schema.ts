import * as z from 'zod';
import { SCENARIO } from './schema.ts';

/** JSON Schema (draft 2020-12) of one scenario file, for editors: what `talentflow schema` prints. */
export function scenarioJsonSchema(): Record<string, unknown> {
  const { $schema, ...rest } = z.toJSONSchema(SCENARIO, { io: 'input' }) as Record<string, unknown>;
  return { $schema, title: 'A talentflow scenario', ...rest };
}
