import type { Argv } from 'yargs';
import { SCRIPTS, SHELLS, type Shell } from '../completion/scripts.ts';
import { examples } from '../examples.ts';
import { EXIT_CODES } from '../exit-codes.ts';
import { wordAt } from '../options.ts';
import { print, type Terminal } from '../terminal.ts';

export const command = 'completion [shell]';
export const describe = 'Print a script by which bash, zsh or fish complete commands, scenarios and paths';

export const builder = (yargs: Argv) =>
  yargs
    .positional('shell', { type: 'string', describe: `${SHELLS.join(', ')}; default: the one you use` })
    .epilogue(
      examples(
        ['talentflow completion bash >> ~/.bashrc', 'from the next shell on, Tab completes'],
        ['source <(talentflow completion)', 'in this shell alone'],
      ),
    );

export async function handler({ shell }: { shell?: string }, terminal: Terminal): Promise<number> {
  const asked = shell === undefined ? shellInUse() : wordAt('talentflow completion', shell, SHELLS);
  print(terminal.out, SCRIPTS[asked].trimEnd());
  return EXIT_CODES.done;
}

function shellInUse(): Shell {
  const { SHELL = '' } = process.env;
  return SHELLS.find((one) => SHELL.endsWith(one)) ?? 'bash';
}
