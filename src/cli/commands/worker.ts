import type { Argv } from 'yargs';
import { engineHash } from '../../runtime/engine-hash.ts';
import { checkedUrl, workFor } from '../../runtime/queue.ts';
import { examples } from '../examples.ts';
import { EXIT_CODES } from '../exit-codes.ts';
import { TELLING_OPTIONS } from '../options.ts';
import { print, type Terminal } from '../terminal.ts';

interface WorkerArguments {
  queue: string;
  quiet?: boolean;
}

export const command = 'worker';
export const describe = 'Run points of a queue for commands on other machines, until Ctrl-C';

export const builder = (yargs: Argv) =>
  yargs
    .options({
      queue: {
        type: 'string',
        requiresArg: true,
        demandOption: true,
        describe: 'address of the Redis that carries the points: redis://… or, with TLS, rediss://…',
      },
      quiet: TELLING_OPTIONS.quiet,
    })
    .epilogue(
      examples([
        'talentflow worker --queue redis://localhost:6379',
        'one of them for each core of each machine',
      ]),
    );

export async function handler(
  { queue, quiet = false }: WorkerArguments,
  terminal: Terminal,
): Promise<number> {
  const say = (text: string) => {
    if (!quiet) print(terminal.err, text);
  };
  checkedUrl(queue);
  say(
    `Worker of the engine ${engineHash().slice(0, 12)}… waits for points; Ctrl-C ends it after the one in hand.`,
  );
  await workFor(queue, {
    signal: terminal.signal,
    onPoint: ({ point, seconds, refused }) => {
      if (refused === null) say(`${point.slice(0, 12)}…  ${seconds.toFixed(1)} s`);
      else print(terminal.err, `${point.slice(0, 12)}…  refused: ${refused}`);
    },
    onTrouble: (text) => print(terminal.err, text),
  });
  return EXIT_CODES.done;
}
