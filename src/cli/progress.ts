import type { PointProgress } from '../experiments/ensemble.ts';
import type { Terminal } from './terminal.ts';
import { print } from './terminal.ts';

/** Tells how far a run has come: `months` counts those of all replicates. */
export interface Progress {
  onMonth: (progress: PointProgress) => void;
  /** Clears the line; what comes next may be printed. */
  stop: () => void;
}

/** A bar on a terminal, plain lines elsewhere, nothing when quiet. */
export async function progressOn(
  terminal: Terminal,
  title: string,
  months: number,
  isQuiet: boolean,
): Promise<Progress> {
  if (isQuiet) return { onMonth: () => {}, stop: () => {} };
  return terminal.err.isTTY ? barOn(terminal.err, title, months) : linesOn(terminal.err, title, months);
}

async function barOn(stream: NodeJS.WriteStream, title: string, months: number): Promise<Progress> {
  const { SingleBar } = (await import('cli-progress')).default;
  const bar = new SingleBar({
    stream,
    format: `${title} [{bar}] {percentage}%  {month}  {people} people  {eta_formatted} left`,
    barCompleteChar: '=',
    barIncompleteChar: ' ',
    hideCursor: true,
    clearOnComplete: true,
    etaBuffer: 24,
    gracefulExit: false, // main.ts hears Ctrl-C
  });
  bar.start(months, 0, { month: '', people: '0' });
  return {
    onMonth: ({ month, people }) => bar.increment(1, { month, people: people.toLocaleString('en-GB') }),
    stop: () => bar.stop(),
  };
}

function linesOn(stream: NodeJS.WriteStream, title: string, months: number): Progress {
  const start = performance.now();
  let done = 0;
  return {
    onMonth({ month, people }) {
      const tenthsBefore = Math.floor((done / months) * 10);
      done++;
      const tenths = Math.floor((done / months) * 10);
      if (tenths === tenthsBefore) return;
      const secondsLeft = ((performance.now() - start) / 1000) * (months / done - 1);
      const count = people.toLocaleString('en-GB');
      print(stream, `${title} ${tenths * 10}%  ${month}  ${count} people  ${secondsLeft.toFixed(1)} s left`);
    },
    stop() {},
  };
}
