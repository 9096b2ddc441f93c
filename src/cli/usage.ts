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
  const loose = unknown.filter((word) => words.slice(1).includes(word));
  if (words[0] === 'query' && loose.length > 1 && loose.length === unknown.length)
    return told(
      whereOf(words),
      JSON.stringify(words.slice(1).join(' ')),
      'the SQL in one piece',
      SQL_IN_QUOTES,
    );
  const [first, ...more] = [
    ...short.map((word) => oneDash(word, words, known)),
    ...unknown.filter((word) => !letters.has(word)).map((word) => unknownWord(word, words, known)),
  ];
  return more.length === 0 ? first! : new SeveralMistakes([first!, ...more]);
}

const SQL_IN_QUOTES = 'put it in quotes: talentflow query "select …"';

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
    const elsewhere = optionInstead(unknown, words[0]!, known);
    const near = nearestWord(unknown, known.options);
    return told(
      where,
      `--${unknown}`,
      'an option it knows',
      elsewhere ?? (near ? `did you mean --${near}?` : see),
    );
  }
  if (words.includes(`-${unknown}`)) return told(where, `-${unknown}`, 'an option it knows', see);
  if (!known.commands.includes(words[0]!))
    return told('talentflow', words[0]!, `a command: ${known.commands.join(', ')}`, 'see talentflow --help');
  return told(where, JSON.stringify(unknown), 'nothing there', wordInstead(unknown, words, known) ?? see);
}

/** What other programs call otherwise, or have as an option. */
function optionInstead(option: string, command: string, known: Known): string | undefined {
  if (
    known.options.includes('format') &&
    ['csv', 'json', 'parquet', 'table', 'markdown', 'html'].includes(option)
  )
    return `write --format ${option}`;
  if (
    ['out', 'output', 'file', 'o'].includes(option) &&
    ['query', 'schema', 'show', 'completion'].includes(command)
  )
    return `let the shell write it: talentflow ${command} … > FILE`;
  if (command === 'cache' && ['clear', 'clean', 'delete', 'remove'].includes(option))
    return 'did you mean --prune?';
  if (option === 'output' && known.options.includes('out')) return 'did you mean --out?';
  return undefined;
}

/** What a word that stands alone was most likely to be. */
function wordInstead(word: string, words: readonly string[], known: Known): string | undefined {
  if (words[0] === 'query') return SQL_IN_QUOTES;
  if (known.options.includes(word)) return `did you mean --${word}?`;
  const before = words[words.indexOf(word) - 1] ?? '';
  const setting = words[words.indexOf(word) - 2] === '--set' || words[words.indexOf(word) - 2] === '--over';
  if (setting && !before.includes('=')) return `write ${words[words.indexOf(word) - 2]} ${before}=${word}`;
  const option = words.slice(0, words.indexOf(word)).findLast((one) => one.startsWith('--'));
  if (word.includes('=') && (option === '--set' || option === '--over'))
    return `write ${option} before each: ${option} ${word}`;
  if (/\.ya?ml$|^talentflow:/.test(word) && words[0] !== 'compare')
    return `leave it out; ${words[0] === 'diff' ? 'two scenarios at a time' : 'one scenario at a time, and talentflow compare for several'}`;
  return undefined;
}

/** An argument that is typed as an option, too, would hold for nothing. @throws UsageMistake, SeveralMistakes */
export function refuseIgnored(
  words: readonly string[],
  given: Readonly<Record<string, unknown>>,
  usage: string,
): void {
  allChecked((checks) => {
    for (const [, name] of usage.matchAll(/[[<]([a-z]+)(?:\.\.)?[\]>]/g)) {
      const at = words.findIndex((word) => word === `--${name}` || word.startsWith(`--${name}=`));
      if (at < 0) continue;
      const typed = words[at]!.includes('=') ? words[at]!.replace(/^[^=]*=/, '') : (words[at + 1] ?? '');
      if ([given[name!]].flat().includes(typed)) continue;
      checks.add(
        told(
          `--${name}`,
          JSON.stringify(typed),
          `the ${name} once`,
          `leave --${name} out: it is named without an option`,
        ),
      );
    }
  });
}

/** What other programs have as commands, `help` and `version`, are options here, and no misspelt commands. */
function optionMeant([word, about]: readonly string[], known: Known): string | undefined {
  if (word === 'version') return 'write talentflow --version';
  if (word !== 'help') return undefined;
  return `write talentflow ${known.commands.includes(about ?? '') ? `${about} ` : ''}--help`;
}

/** Of a word such as `-v` or `--halp`, the option that stands without a command. */
function optionAlone([word = '']: readonly string[]): string | undefined {
  if (/^-v$/i.test(word)) return 'write talentflow --version';
  const near = word.startsWith('--') ? nearestWord(word.slice(2), ['help', 'version']) : undefined;
  return near && `did you mean talentflow --${near}?`;
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
    const options = words.filter((word) => word.startsWith('-'));
    return words.length === 0 || words[0]!.startsWith('-')
      ? told(
          'talentflow',
          words.length === 0 ? 'no command' : `no command before ${options.join(' ')}`,
          'a command',
          optionAlone(words) ?? 'see talentflow --help',
        )
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
