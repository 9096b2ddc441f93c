import { Console } from 'node:console';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { type Finished, PROJECT } from './talentflow.ts';

type CommandLine = typeof import('../../src/cli/command-line.ts');

/** As built, like what `talentflow` starts: its results are of the same engine, and no test pays for compiling it. */
async function builtCommandLine(): Promise<CommandLine> {
  const main = readFileSync(join(PROJECT, 'dist/talentflow.js'), 'utf8');
  const [, part] = /import\("\.\/(parts\/command-line-[^"]+)"\)/.exec(main)!;
  return import(join(PROJECT, 'dist', part!));
}

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
  const { obey } = await builtCommandLine();
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
