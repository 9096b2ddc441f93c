import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import * as z from 'zod';
import type { Cause } from '../experiments/causes.ts';
import { UsageMistake } from './failures.ts';
import { packageRoot } from './package-files.ts';

/** Which drivers and events are one cause; and, as texts `YYYY-MM:YYYY-MM`, which change is meant unless told, and what off means. */
export interface CausesFile {
  readonly causes: readonly Cause[];
  readonly between: readonly string[] | undefined;
  readonly references: readonly string[] | undefined;
}

/** The declaration shipped for the baseline. */
export const SHIPPED_CAUSES = (): string => join(packageRoot(), 'evidence', 'causes.yaml');

const ID = /^[a-z][a-z0-9-]*$/;
const CAUSES_FILE = z.strictObject({
  between: z.array(z.string()).length(2).optional(),
  references: z.array(z.string()).min(1).optional(),
  causes: z
    .array(
      z.strictObject({
        id: z.string().regex(ID),
        label: z.string().optional(),
        drivers: z.array(z.string()).optional(),
        events: z.array(z.string()).optional(),
        'lay-offs': z.boolean().optional(),
      }),
    )
    .min(1),
});

/** @throws UsageMistake when the file is not there or says something else. */
export function readCausesFile(file: string): CausesFile {
  let content: unknown;
  try {
    content = parse(readFileSync(file, 'utf8'));
  } catch (error) {
    const found = error instanceof Error ? error.message.split('\n')[0]! : String(error);
    throw new UsageMistake(file, { found, expected: 'causes in YAML', remedy: `see ${SHIPPED_CAUSES()}` });
  }
  const read = CAUSES_FILE.safeParse(content);
  if (!read.success) {
    const [issue] = read.error.issues;
    const where = issue!.path.join('.');
    throw new UsageMistake(`${file}${where === '' ? '' : `  ${where}`}`, {
      found: issue!.message,
      expected:
        'causes, each with an id and some of label, drivers, events, lay-offs; between and references if you like',
      remedy: `see ${SHIPPED_CAUSES()}`,
    });
  }
  const { causes, between, references } = read.data;
  return {
    causes: causes.map(({ id, label = id, drivers = [], events = [], 'lay-offs': layOffs = false }) => ({
      id,
      label,
      drivers,
      events,
      layOffs,
    })),
    between,
    references,
  };
}
