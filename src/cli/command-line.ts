import yargs, { type Argv } from 'yargs';
import { packageVersion } from '../runtime/package-files.ts';
import { allChecked } from './checks.ts';
import * as cache from './commands/cache.ts';
import * as calibrate from './commands/calibrate.ts';
import * as check from './commands/check.ts';
import * as compare from './commands/compare.ts';
import * as completion from './commands/completion.ts';
import * as decompose from './commands/decompose.ts';
import * as diff from './commands/diff.ts';
import * as evidence from './commands/evidence.ts';
import * as explain from './commands/explain.ts';
import * as explore from './commands/explore.ts';
import * as forecast from './commands/forecast.ts';
import * as init from './commands/init.ts';
import * as query from './commands/query.ts';
import * as report from './commands/report.ts';
import * as run from './commands/run.ts';
import * as schema from './commands/schema.ts';
import * as sensitivity from './commands/sensitivity.ts';
import * as show from './commands/show.ts';
import * as sweep from './commands/sweep.ts';
import * as validate from './commands/validate.ts';
import * as verify from './commands/verify.ts';
import * as worker from './commands/worker.ts';
import { nameOf } from './completion/gather.ts';
import { EXIT_CODES, EXIT_CODES_HELP } from './exit-codes.ts';
import { reportFailure } from './failure-report.ts';
import { refuseRepeated } from './options.ts';
import type { Terminal } from './terminal.ts';
import { type Known, refuseDashes, refuseIgnored, refuseValues, usageMistake } from './usage.ts';
import { wordsToMake } from './words-to-make.ts';

/** A command as its file in commands/ declares it. */
interface Command {
  command: string;
  describe: string;
  builder: (yargs: Argv) => Argv;
  /** @returns the exit code. Failures are thrown. */
  handler: (given: never, terminal: Terminal) => Promise<number>;
}
export const COMMANDS: readonly Command[] = [
  run,
  check,
  compare,
  forecast,
  calibrate,
  sweep,
  decompose,
  report,
  sensitivity,
  explore,
  explain,
  query,
  verify,
  worker,
  cache,
  validate,
  schema,
  show,
  diff,
  init,
  evidence,
  completion,
];

/** Does what the words of a command line ask. @returns the exit code. */
export async function obey(words: readonly string[], terminal: Terminal): Promise<number> {
  let code: number = EXIT_CODES.done;
  try {
    refuseDashes(words);
    await parserFor(words, terminal, (given) => {
      code = given;
    }).parseAsync();
    return code;
  } catch (failure) {
    return reportFailure(failure, terminal.err);
  }
}

/** @param endWith is given the exit code of the command that was obeyed. */
export function parserFor(
  words: readonly string[],
  terminal: Terminal,
  endWith: (code: number) => void,
  commands: readonly Command[] = COMMANDS,
): Argv {
  const known: Known = {
    commands: COMMANDS.map(nameOf),
    usages: new Map(COMMANDS.map((one) => [nameOf(one), one.command])),
    options: [],
    switches: [],
    values: {},
  };
  const parser = yargs(words.map(asGiven))
    .scriptName('talentflow')
    .usage('$0 <command>\n\nSimulates the market for AI talent: where it goes each month, and why.')
    .locale('en')
    .parserConfiguration({
      'parse-numbers': false,
      'parse-positional-numbers': false,
      'dot-notation': false,
      'greedy-arrays': false,
      'boolean-negation': false,
    })
    .version(packageVersion())
    .alias('help', 'h')
    .demandCommand(1)
    .recommendCommands()
    .strict()
    .epilogue(EXIT_CODES_HELP)
    .wrap(100)
    .exitProcess(false)
    .fail((message, error) => {
      throw error instanceof Error && error.name !== 'YError' ? error : usageMistake(message, words, known);
    });
  for (const { command, describe, builder, handler } of commands) {
    parser.command({
      command,
      describe,
      builder(ofCommand) {
        Object.assign(known, optionsOf(builder(ofCommand).epilogue(EXIT_CODES_HELP)));
        return ofCommand;
      },
      async handler(given) {
        allChecked((checks) => {
          checks.make(() => refuseRepeated(given));
          checks.make(() => refuseValues(words, known.switches));
          checks.make(() => refuseIgnored(words, given, command));
        });
        endWith(await handler({ ...given, words: wordsToMake(words) } as never, terminal));
      },
    });
  }
  return parser;
}

/** A word that begins with dashes and a space is a text, such as SQL after a comment; yargs takes it for an option. */
const asGiven = (word: string): string => (/^--?\s/.test(word) ? ` ${word}` : word);

/** yargs knows the options that were declared to it, but declares no type for asking. */
function optionsOf(parser: Argv): Pick<Known, 'options' | 'switches' | 'values'> {
  const asking = parser as unknown as {
    getOptions(): { key: Record<string, unknown>; boolean: string[]; narg: Record<string, number> };
  };
  const { key, boolean, narg } = asking.getOptions();
  return { options: Object.keys(key), switches: boolean, values: narg };
}
