import { UsageMistake } from '../runtime/failures.ts';
import { nearestWord } from '../scenario/nearest.ts';
import { allChecked, SeveralMistakes } from './checks.ts';

/** What the command line may hold: commands, and the options of the command that was being read. */
export interface Known {
  commands: readonly string[];
  /** By command, what it is typed with, such as `compare <base> <policies..>`. */
  usages: ReadonlyMap<string, string>;
  options: readonly string[];
  /** Those of them that take no value. */
  switches: readonly string[];
  /** How many values those take that take more than one, or are lists. */
  values: Readonly<Record<string, number>>;
}

/** What yargs found, told like any other mistake: where, found, expected, remedy. */
export function usageMistake(
  message: string,
  words: readonly string[],
  known: Known,
): UsageMistake | SeveralMistakes {
  const unknown = /^Unknown arguments?: (.+)$/.exec(message)?.[1]?.split(', ');
  if (unknown === undefined) return otherMistake(message, words, known);
  const short = words.filter((word) => LONG_WITH_ONE_DASH.test(word)).map((word) => word.replace(/=.*/s, ''));
  const letters = new Set(short.join(''));
  const [first, ...more] = [
    ...short.map((word) => oneDash(word, words, known)),
    ...unknown.filter((word) => !letters.has(word)).map((word) => unknownWord(word, words, known)),
  ];
  return more.length === 0 ? first! : new SeveralMistakes([first!, ...more]);
}

/** Such as -seed, which the parser takes for -s -e -e -d. */
const LONG_WITH_ONE_DASH = /^-[a-z][a-z-]+(?:=|$)/i;

function oneDash(word: string, words: readonly string[], known: Known): UsageMistake {
  const name = word.slice(1);
  const meant = known.options.includes(name) ? name : nearestWord(name, known.options);
  const where = whereOf(words);
  return told(
    where,
    word,
    'an option it knows, with two dashes',
    meant ? `did you mean --${meant}?` : `see ${where} --help`,
  );
}

const whereOf = (words: readonly string[]) =>
  ['talentflow', ...words.slice(0, 1).filter((word) => !word.startsWith('-'))].join(' ');

function unknownWord(unknown: string, words: readonly string[], known: Known): UsageMistake {
  const where = whereOf(words);
  const see = `see ${where} --help`;
  if (words.some((word) => word.replace(/=.*/, '') === `--${unknown}`)) {
    const near = nearestWord(unknown, known.options);
    return told(where, `--${unknown}`, 'an option it knows', near ? `did you mean --${near}?` : see);
  }
  if (words.includes(`-${unknown}`)) return told(where, `-${unknown}`, 'an option it knows', see);
  if (!known.commands.includes(words[0]!))
    return told('talentflow', words[0]!, `a command: ${known.commands.join(', ')}`, 'see talentflow --help');
  return told(where, JSON.stringify(unknown), 'nothing there', see);
}

/** What other programs have as commands, `help` and `version`, are options here, and no misspelt commands. */
function optionMeant([word, about]: readonly string[], known: Known): string | undefined {
  if (word === 'version') return 'write talentflow --version';
  if (word !== 'help') return undefined;
  return `write talentflow ${known.commands.includes(about ?? '') ? `${about} ` : ''}--help`;
}

function otherMistake(message: string, words: readonly string[], known: Known): UsageMistake {
  const where = whereOf(words);
  const see = `see ${where} --help`;
  const meant = /^Did you mean (.+)\?$/.exec(message)?.[1];
  if (meant !== undefined) {
    const remedy = optionMeant(words, known) ?? `did you mean ${meant}?`;
    return told('talentflow', words[0]!, 'a command', remedy);
  }
  if (/^Not enough non-option arguments/.test(message)) {
    return words.length === 0 || words[0]!.startsWith('-')
      ? told('talentflow', 'no command', 'a command', 'see talentflow --help')
      : told(where, 'too few arguments', `talentflow ${known.usages.get(words[0]!) ?? words[0]}`, see);
  }
  const needed = /^Missing required arguments?: (.+)$/.exec(message)?.[1]?.split(', ')[0];
  if (needed !== undefined) return told(where, `no --${needed}`, `--${needed} and a value after it`, see);
  const lacking = /^Not enough arguments following: (.+)$/.exec(message)?.[1];
  const values = known.values[lacking ?? ''] ?? 1;
  if (lacking !== undefined && values > 1)
    return told(where, `--${lacking} with too few values`, `${values} values after it`, see);
  if (lacking !== undefined) return told(where, `--${lacking} without a value`, 'a value after it', see);
  return told(where, message, 'what --help describes', see);
}

/** A switch with a value that is neither true nor false the parser takes for false, without a word. @throws UsageMistake, SeveralMistakes */
export function refuseValues(words: readonly string[], switches: readonly string[]): void {
  allChecked((checks) => {
    for (const word of words) {
      const [, option, value] = /^--([^=]+)=(.*)$/s.exec(word) ?? [];
      if (option !== undefined && switches.includes(option) && value !== 'true' && value !== 'false')
        checks.add(told(`--${option}`, JSON.stringify(value), 'no value', `write --${option} alone`));
    }
  });
}

/** What other programs mean by them the parser drops without a word. @throws UsageMistake */
export function refuseDashes(words: readonly string[]): void {
  if (words.includes('--'))
    throw told(
      'talentflow',
      '--',
      'options and names in any order',
      'leave -- out; write ./-name for a file called -name',
    );
  if (words.includes('-'))
    throw told(
      'talentflow',
      '-',
      'the name of a file',
      'save the text in a file: standard input is not read',
    );
}

function told(where: string, found: string, expected: string, remedy: string): UsageMistake {
  return new UsageMistake(where, { found, expected, remedy });
}
