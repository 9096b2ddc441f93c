// What a CPU profile says: which functions called each other at every sample.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What counts as collecting results: making the records and tables, and the choices and reasons that nothing else needs. */
const COLLECTING = ['finishMonth', 'recordChoices', 'recordReasons', 'addMonth'];

/** Samples of all profiles in a folder (`--cpu-prof-dir`): names of functions from the outermost on, and microseconds. Idle ones are left out. */
export function samplesIn(folder) {
  return readdirSync(folder).flatMap((file) => {
    const profile = JSON.parse(readFileSync(join(folder, file), 'utf8'));
    const nodes = new Map(profile.nodes.map((node) => [node.id, node]));
    const callerOf = new Map(
      profile.nodes.flatMap((node) => (node.children ?? []).map((child) => [child, node.id])),
    );
    return profile.samples.flatMap((id, at) => {
      const path = [];
      for (let node = id; node !== undefined; node = callerOf.get(node))
        path.unshift(nodes.get(node).callFrame.functionName);
      return ['(idle)', '(program)'].includes(path.at(-1)) ? [] : [{ path, time: profile.timeDeltas[at] }];
    });
  });
}

export const isCollecting = (path) => COLLECTING.some((name) => path.includes(name));

/** Share of samples' time whose path is such. */
export function shareOf(samples, isSuch) {
  const timeOf = (some) => some.reduce((sum, { time }) => sum + time, 0);
  return timeOf(samples.filter(({ path }) => isSuch(path))) / timeOf(samples);
}
