import { dirname, join } from 'node:path';
import * as z from 'zod';
import { addMistake, map, month, type ReadFile, text, words } from '../evidence/form.ts';
import { DESIGNS } from '../experiments/designs.ts';
import { UNCERTAINTIES } from '../report/parameter-sets.ts';
import type { UsageMistake } from '../runtime/failures.ts';
import { placesOf, readFormFile } from '../runtime/form-file.ts';
import { scenarioReader } from '../runtime/scenario-files.ts';
import { tryToRead } from '../scenario/files.ts';
import type { Mistakes } from '../scenario/mistakes.ts';
import { child, itemsOf } from '../scenario/tree.ts';
import { axesOf, heldBy } from './axes.ts';
import { MOST_REPLICATES, oneOfWords } from './options.ts';
import type { SimulationArguments } from './simulation-arguments.ts';

/** Cells of a sweep at most: a bound against a slip of the keyboard. */
export const MOST_CELLS = 100_000;

/** A number, or a text that holds one, as the command line would have it. */
const numeral = (error: string, isSound: (value: number) => boolean) =>
  z
    .union([z.string(), z.number()], { error })
    .refine((value) => value !== '' && isSound(Number(value)), { error })
    .transform(String);
const whole = (from: number, to: number) =>
  numeral(
    `a whole number from ${from} to ${to}`,
    (value) => Number.isInteger(value) && value >= from && value <= to,
  );

const OVER = 'a list of texts, each path=a,b,c or path=from:to:steps';
/** A comma within [ ] begins the next item. */
const AXIS = 'a text, path=a,b,c or path=from:to:steps, in quotes where it stands in [ ]';
const DESIGN_FILE = map({
  scenario: text.optional(),
  over: z.array(z.string({ error: AXIS }), { error: OVER }).min(1, { error: OVER }),
  design: words(DESIGNS).optional(),
  cells: whole(2, MOST_CELLS).optional(),
  replicates: whole(1, MOST_REPLICATES).optional(),
  outcomes: z.array(text, { error: 'a list of outcomes' }).optional(),
  from: month.optional(),
  to: month.optional(),
  seed: z.union([z.string(), z.number()], { error: 'text' }).transform(String).optional(),
  scale: numeral('a number from 0.001 to 100', (value) => value >= 0.001 && value <= 100).optional(),
  until: month.optional(),
  uncertainty: words(UNCERTAINTIES).optional(),
});

/**
 * A design file's words as if they were typed; paths in it are relative to it; and where each of `over` stands.
 * @param typed holds instead of what the file says. @throws UsageMistake, ScenarioError
 */
export function readDesignFile(file: string, typed: SimulationArguments & { design?: string }) {
  const { content, root } = readFormFile(
    DESIGN_FILE,
    file,
    'README.md, sweep, tells the form',
    (read, mistakes) => {
      const given = { ...read.content, ...withoutUndefined(typed) };
      const design = oneOfWords('design', given.design, DESIGNS) ?? 'grid';
      refuseUnread(file, read, mistakes);
      const refuse = (told: UsageMistake, at: number) => addMistake(read, ['over', at], told, mistakes);
      axesOf(read.content.over, design, heldBy(given), refuse);
    },
  );
  const { outcomes, scenario, ...design } = content;
  const says = withoutUndefined({
    ...design,
    outcome: outcomes,
    scenario: scenario === undefined ? undefined : fromHere(file, scenario),
  });
  const places = placesOf(root);
  const outcomesAt = places.get('outcomes');
  if (outcomesAt !== undefined) places.set('outcome', outcomesAt);
  return { says, places, axes: itemsOf(child(root, 'over')).map(({ place }) => place) };
}

const fromHere = (file: string, scenario: string): string =>
  scenario.startsWith('talentflow:') ? scenario : join(dirname(file), scenario);

/** A scenario that cannot be read is told where the design names it. */
function refuseUnread(
  file: string,
  read: ReadFile<{ scenario?: string | undefined }>,
  mistakes: Mistakes,
): void {
  const { scenario } = read.content;
  if (scenario === undefined) return;
  const { place } = child(read.root, 'scenario')!;
  tryToRead(scenarioReader(), fromHere(file, scenario), null, place, 'scenario', mistakes);
}

type Said<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

/** What was said: where it is spread, what was not said replaces nothing. */
export function withoutUndefined<T extends object>(given: T): Said<T> {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as Said<T>;
}
