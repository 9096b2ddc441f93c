import { join } from 'node:path';
import * as z from 'zod';
import { addMistake, flag, map, PERIOD, text } from '../evidence/form.ts';
import { type Cause, causeMistakes } from '../experiments/causes.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { placesOf, readFormFile } from './form-file.ts';
import { packageRoot } from './package-files.ts';

/** Which drivers and events are one cause; and, as texts `YYYY-MM:YYYY-MM`, which change is meant unless told, and what off means. */
export interface CausesFile {
  readonly causes: readonly Cause[];
  readonly between: readonly string[] | undefined;
  readonly references: readonly string[] | undefined;
  /** Where each key stands in the file. */
  readonly places: ReadonlyMap<string, string>;
}

/** The declaration shipped for the baseline. */
export const SHIPPED_CAUSES = (): string => join(packageRoot(), 'evidence', 'causes.yaml');

const ID = 'small letters, digits and hyphens, such as interest-rates';
const period = z
  .string({ error: PERIOD })
  .regex(/^\d{4}-(0[1-9]|1[0-2]):\d{4}-(0[1-9]|1[0-2])$/, { error: PERIOD });
const ids = z.array(text, { error: 'a list of ids' });
const CAUSES_FILE = map({
  between: z
    .array(period, { error: 'a list of two periods' })
    .length(2, { error: 'a list of two periods' })
    .optional(),
  references: z
    .array(period, { error: 'a list of periods' })
    .min(1, { error: 'a list of periods' })
    .optional(),
  causes: z
    .array(
      map({
        id: z.string({ error: ID }).regex(/^[a-z][a-z0-9-]*$/, { error: ID }),
        label: text.optional(),
        drivers: ids.optional(),
        events: ids.optional(),
        'lay-offs': flag.optional(),
      }),
      { error: 'a list of causes' },
    )
    .min(1, { error: 'a list of causes' }),
});

/**
 * @param scenario whose causes they are: what it has not is told where it is named.
 * @throws UsageMistake when the file cannot be read, ScenarioError with every mistake in it.
 */
export function readCausesFile(file: string, scenario?: Scenario): CausesFile {
  const { content, root } = readFormFile(
    CAUSES_FILE,
    file,
    'evidence/causes.yaml shows the form',
    (read, mistakes) => {
      if (scenario === undefined) return;
      for (const told of causeMistakes(causesOf(read.content), scenario))
        addMistake(read, ['causes', ...told.at], told, mistakes);
      for (const [at, { drivers, events, layOffs }] of causesOf(read.content).entries())
        if (drivers.length === 0 && events.length === 0 && !layOffs)
          addMistake(read, ['causes', at, 'id'], OF_NOTHING, mistakes);
    },
  );
  const { between, references } = content;
  return { causes: causesOf(content), between, references, places: placesOf(root) };
}

const OF_NOTHING = {
  found: 'a cause of nothing',
  expected: 'drivers, events or lay-offs',
  remedy: 'add `drivers: […]`, or remove it',
};

const causesOf = ({ causes }: z.infer<typeof CAUSES_FILE>): Cause[] =>
  causes.map(({ id, label = id, drivers = [], events = [], 'lay-offs': layOffs = false }) => ({
    id,
    label,
    drivers,
    events,
    layOffs,
  }));
