import { breathe } from './breathe.ts';
import type { Answer, Request } from './protocol.ts';
import { Runner } from './runner.ts';
import { filesOf } from './table-files.ts';
import type { EngineWorld } from './world.ts';

/** The engine in a thread of the browser's own, so that the page never freezes. */

const scope = globalThis as unknown as DedicatedWorkerGlobalScope;
const answer = (message: Answer) => scope.postMessage(message);

const runner = loadWorld().then(
  (world) => new Runner(world, { answer, now: () => performance.now(), breathe }),
);

async function loadWorld(): Promise<EngineWorld> {
  const [world, trees] = await Promise.all([loaded('world.json'), loaded('trees.json')]);
  return { ...world, trees };
}

async function loaded(file: string) {
  const response = await fetch(new URL(file, import.meta.url));
  if (!response.ok) throw new Error(`${file}: ${response.status}`);
  return response.json();
}

/** The last run that was asked for. */
let run = Promise.resolve();

scope.onmessage = async ({ data }: MessageEvent<Request>) => {
  const ready = await runner;
  if (data.kind === 'run') {
    run = ready.run(data);
    await run;
  } else if (data.kind === 'explain') await ready.explain(data);
  else if (data.kind === 'stop') ready.stop();
  else {
    if (ready.finished === null) await run; // what is shown at first came with the page
    const files = ready.finished === null ? [] : await filesOf(ready.finished.tables, data.as);
    answer({ kind: 'files', id: data.id, files });
  }
};
