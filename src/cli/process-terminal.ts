import { isatty } from 'node:tty';
import { RunFailure } from '../runtime/failures.ts';
import { EXIT_CODES } from './exit-codes.ts';
import { reportFailure } from './failure-report.ts';
import type { Terminal } from './terminal.ts';

/**
 * The streams of this process, and its signals to stop.
 * @param exit ends the process at once: asked twice to stop, or nobody reads what is printed.
 */
export function processTerminal(exit: (code: number) => never): Terminal {
  const stop = new AbortController();
  const terminal: Terminal = { out: process.stdout, err: process.stderr, signal: stop.signal };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (stop.signal.aborted) exit(EXIT_CODES.interrupted); // asked twice: at once
      stop.abort();
    });
  }
  // Behind nohup it goes on when the terminal is closed: Node.js forgets that nohup asked for that.
  if (![0, 1, 2].some((descriptor) => isatty(descriptor))) process.on('SIGHUP', () => {});
  process.stderr.on('error', () => {}); // what nobody reads, or no disk takes, is no reason to end hours of runs
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') exit(EXIT_CODES.done); // the reader has seen enough, as with `| head`
    const told = {
      found: error.message,
      expected: 'a place that takes what is printed',
      remedy: 'free some space there',
    };
    exit(reportFailure(new RunFailure('standard output', told), terminal.err));
  });
  return terminal;
}
