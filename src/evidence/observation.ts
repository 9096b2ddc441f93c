import * as z from 'zod';
import { DESTINATIONS, type Destination } from '../scenario/scenario.ts';
import { flag, map, month, period, positive, text, words } from './form.ts';

/**
 * The vocabulary in which a fact says how the same figure is computed from a run. It is told in evidence/README.md; what each
 * word computes is in `observe.ts`, from result tables alone, and in `observe-scenario.ts`, from the scenario alone.
 */

/** Stands for the sector that the scenario observes (`observe.net-flow-of`). */
export const OBSERVED_SECTOR = '$observed';

const IDS = 'an id or a list of ids';
const ids = z.union([text, z.array(text).min(1)], { error: IDS });
const condition = z.union([ids, z.strictObject({ not: ids }), z.strictObject({ 'other-than': text })], {
  error: `${IDS}, { not: … } or { other-than: column }`,
});
export type Condition = z.infer<typeof condition>;

const monthsOfYear = z
  .array(z.int().min(1).max(12), { error: 'a list of months of the year, 1 to 12' })
  .min(1);

/** Rows of one table, and what of them is counted. */
const rows = {
  table: text,
  column: text,
  /** By column, or `<column>-sector` for the sector of a unit in it. */
  where: z.record(z.string(), condition, { error: 'a map: column → ids' }).optional(),
  period: period.optional(),
  months: monthsOfYear.optional(),
  'seen-by': words(['vendor', 'survey', 'job site']).optional(),
  at: words(['large companies']).optional(),
};
const rowsForm = map(rows);
export type Rows = z.infer<typeof rowsForm>;

export type Observation =
  | { measure: 'net-flow'; months?: number[] | undefined; over?: string | undefined }
  | {
      measure: 'first-jobs';
      skill: string;
      destination: Destination;
    }
  | ({ measure: 'sum' | 'mean' | 'first' | 'last' } & Rows)
  | ({ measure: 'weighted-mean'; weight: string } & Rows)
  | ({ measure: 'rank'; of: string; by: string; named?: boolean | undefined } & Rows)
  | { measure: 'stay' | 'gone'; leavers: Rows; staff: Rows; 'in-months'?: number | undefined }
  | { measure: 'ratio'; of: Observation; over: Observation; times?: number | undefined }
  | { measure: 'total'; of: Observation; and: Observation }
  | { measure: 'difference'; of: Observation; less: Observation }
  | ScenarioObservation;

/** What the scenario itself says, the same in every run. */
export type ScenarioObservation =
  | { measure: 'driver'; driver: string; month: string; over?: string | undefined }
  | { measure: 'rounds'; sector: string }
  | { measure: 'firms'; sector: string }
  | { measure: 'typical-staff'; sector: string }
  | { measure: 'event'; event: string };

const nested: z.ZodType<Observation> = z.lazy(() => observation);

export const observation: z.ZodType<Observation> = z.discriminatedUnion('measure', [
  map({ measure: z.literal('net-flow'), months: monthsOfYear.optional(), over: text.optional() }),
  map({
    measure: z.literal('first-jobs'),
    skill: text,
    destination: words(DESTINATIONS),
  }),
  map({ measure: words(['sum', 'mean', 'first', 'last']), ...rows }),
  map({ measure: z.literal('weighted-mean'), weight: text, ...rows }),
  map({ measure: z.literal('rank'), of: text, by: text, named: flag.optional(), ...rows }),
  map({
    measure: words(['stay', 'gone']),
    leavers: rowsForm,
    staff: rowsForm,
    'in-months': positive.optional(),
  }),
  map({ measure: z.literal('ratio'), of: nested, over: nested, times: positive.optional() }),
  map({ measure: z.literal('total'), of: nested, and: nested }),
  map({ measure: z.literal('difference'), of: nested, less: nested }),
  map({ measure: z.literal('driver'), driver: text, month, over: month.optional() }),
  map({ measure: z.literal('rounds'), sector: text }),
  map({ measure: z.literal('firms'), sector: text }),
  map({ measure: z.literal('typical-staff'), sector: text }),
  map({ measure: z.literal('event'), event: text }),
]);

const OF_SCENARIO: readonly string[] = ['driver', 'rounds', 'firms', 'typical-staff', 'event'];

export function isOfScenario(observation: Observation): observation is ScenarioObservation {
  return OF_SCENARIO.includes(observation.measure);
}

/** Whether a figure is the scenario's alone, a ratio, total or difference of such figures included. */
export function isScenarioAlone(observation: Observation): boolean {
  if (observation.measure === 'ratio') return [observation.of, observation.over].every(isScenarioAlone);
  if (observation.measure === 'total') return [observation.of, observation.and].every(isScenarioAlone);
  if (observation.measure === 'difference') return [observation.of, observation.less].every(isScenarioAlone);
  return isOfScenario(observation);
}
