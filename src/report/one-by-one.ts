import { setImmediate } from 'node:timers/promises';
import { Interrupted } from '../runtime/failures.ts';
import type { ExperimentSettings } from './experiment.ts';

/** Who is told, and heard, meanwhile. */
export type Listening = Pick<ExperimentSettings, 'onProgress' | 'signal'>;

/**
 * Makes something of each item, one after another: to read a scenario under other parameters takes some hundredths of a second, and a plan
 * has thousands. Between two the caller is told how many are made, and a user who stops is heard.
 * @param what the items are. @throws Interrupted
 */
export async function oneByOne<Item, Made>(
  items: readonly Item[],
  make: (item: Item) => Made,
  { onProgress, signal }: Listening,
  what: 'runs' | 'cells' = 'runs',
): Promise<Made[]> {
  const made: Made[] = [];
  for (const item of items) {
    await setImmediate();
    if (signal.aborted) throw new Interrupted();
    made.push(make(item));
    onProgress?.({ kind: 'drawn', done: made.length, of: items.length, what });
  }
  return made;
}
