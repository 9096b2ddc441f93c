import { Console } from 'node:console';
import { Writable } from 'node:stream';
import { obey } from '../../src/cli/command-line.ts';
import type { Finished } from './talentflow.ts';

let last: Promise<unknown> = Promise.resolve();

/**
 * What `talentflow` does, but for starting Node, which takes longer than most refusals. For commands that are not stopped on their
 * way and start no threads. They wait for each other: a process has one working folder.
 */
export function talentflowHere(words: readonly string[], { cwd }: { cwd: string }): Promise<Finished> {
  const finished = last.then(() => obeyedIn(cwd, words));
  last = finished.catch(() => {});
  return finished;
}

async function obeyedIn(cwd: string, words: readonly string[]): Promise<Finished> {
  const out = new Kept();
  const err = new Kept();
  const before = { cwd: process.cwd(), console: globalThis.console };
  process.chdir(cwd);
  globalThis.console = new Console(out, err); // help and libraries' warnings go past the terminal
  try {
    const code = await obey(words, {
      out: out.asStream(),
      err: err.asStream(),
      signal: new AbortController().signal,
    });
    return { code, out: out.text, err: err.text };
  } finally {
    globalThis.console = before.console;
    process.chdir(before.cwd);
  }
}

/** Keeps what is written to it; no terminal. */
class Kept extends Writable {
  text = '';

  constructor() {
    super({ decodeStrings: false });
  }

  override _write(text: string, _encoding: BufferEncoding, done: () => void): void {
    this.text += text;
    done();
  }

  asStream(): NodeJS.WriteStream {
    return this as unknown as NodeJS.WriteStream;
  }
}
