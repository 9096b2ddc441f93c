import yargs, { type Argv } from 'yargs';
import { DESIGNS } from '../../experiments/designs.ts';
import { FLOW_KINDS } from '../../model/records.ts';
import { QUERY_FORMATS } from '../../report/answers.ts';
import { UNCERTAINTIES } from '../../report/parameter-sets.ts';
import { REPORT_FORMATS } from '../../report/report-to-file.ts';
import { loadAllPriors, loadFacts } from '../../runtime/evidence-files.ts';
import { loadScenario, SHIPPED, shippedScenarios } from '../../runtime/scenario-files.ts';
import type { ParsedScenario } from '../../scenario/parse.ts';
import { TABLES, type TableDeclaration } from '../../tables/columns.ts';
import { REPORTERS } from '../check-reporters.ts';
import { TEMPLATES } from '../commands/init.ts';
import type { CommandWords, CompletionWords, OptionWords, ScenarioWords, ShippedWords } from './words.ts';

/** A command as far as completion needs it. */
export interface CommandToComplete {
  readonly command: string;
  readonly describe: string;
  readonly builder: (yargs: Argv) => Argv;
}

/** Words that an option's value may be, where yargs is not told: our own message for a mistake says more than its. */
const WORDS_OF: Readonly<Record<string, readonly string[]>> = {
  uncertainty: UNCERTAINTIES,
  reporter: Object.keys(REPORTERS),
  design: DESIGNS,
  'init --from': TEMPLATES,
  'report --format': REPORT_FORMATS,
  'query --format': QUERY_FORMATS,
};

/** Everything that completion knows without a file of the user. It reads all scenarios of the package: some seconds. */
export function gatherWords(commands: readonly CommandToComplete[]): CompletionWords {
  const baseline = loadScenario(`${SHIPPED}baseline`);
  const whole = wordsOf(baseline);
  const others = shippedScenarios().filter((name) => name !== 'baseline');
  return {
    format: 'talentflow.completion/1',
    commands: Object.fromEntries(commands.map((one) => [nameOf(one), commandWords(one)])),
    scenarios: {
      baseline: { title: baseline.scenario.title, ...whole, without: [] },
      ...Object.fromEntries(others.map((name) => [name, besides(whole, loadScenario(SHIPPED + name))])),
    },
    tables: Object.fromEntries(
      Object.entries<TableDeclaration>(TABLES).map(([name, { columns }]) => {
        const named = (...types: string[]) =>
          columns.filter(({ type }) => types.includes(type)).map((column) => column.name);
        return [name, { numbers: named('count', 'number'), texts: named('text') }];
      }),
    ),
    evidence: [...loadFacts(), ...loadAllPriors()].map(({ id }) => id),
    moves: FLOW_KINDS,
  };
}

/** `run` of `run [scenario]`. */
export const nameOf = ({ command }: Pick<CommandToComplete, 'command'>): string => command.split(' ')[0]!;

function commandWords(one: CommandToComplete): CommandWords {
  const { key, boolean, describes } = declared(one.builder(yargs()));
  const positionals = [...one.command.matchAll(/[[<]([a-z]+)(?:\.\.)?[\]>]/g)].map(([, name]) => name!);
  const name = nameOf(one);
  const options = Object.keys(key).filter((option) => !positionals.includes(option) && option !== 'version');
  return {
    about: one.describe,
    positionals,
    options: Object.fromEntries(
      options.map((option): [string, OptionWords] => {
        const words = WORDS_OF[`${name} --${option}`] ?? WORDS_OF[option];
        const about = describes[option]?.replace('__yargsString__:', '') ?? '';
        const takesValue = !boolean.includes(option);
        return [option, { about, takesValue, ...(words && takesValue ? { words } : {}) }];
      }),
    ),
  };
}

/** yargs knows what was declared to it, but declares no type for asking. */
function declared(parser: Argv) {
  const asking = parser as unknown as {
    getOptions(): { key: Record<string, unknown>; boolean: string[] };
    getInternalMethods(): { getUsageInstance(): { getDescriptions(): Record<string, string> } };
  };
  const { key, boolean } = asking.getOptions();
  return {
    key,
    boolean,
    describes: asking.getInternalMethods().getUsageInstance().getDescriptions(),
  };
}

function wordsOf({ scenario, values }: ParsedScenario): ScenarioWords {
  const paths = (isWanted: (value: unknown) => boolean) =>
    values.filter(({ value, path }) => isWanted(value) && !/(^|\.)id$/.test(path)).map(({ path }) => path);
  const ids = (items: readonly { id: string }[]) => items.map(({ id }) => id);
  return {
    numbers: paths((value) => typeof value === 'number'),
    texts: paths((value) => typeof value !== 'number'),
    employers: ids(scenario.employers.filter(({ isNamed }) => isNamed)),
    sectors: ids(scenario.sectors),
    regions: ids(scenario.regions),
    skills: ids(scenario.skills),
  };
}

function besides(baseline: ScenarioWords, parsed: ParsedScenario): ShippedWords {
  const own = wordsOf(parsed);
  const all = new Set([...own.numbers, ...own.texts]);
  const without = [...baseline.numbers, ...baseline.texts].filter((path) => !all.has(path));
  const added = Object.entries(own).map(([key, words]: [string, readonly string[]]) => {
    const known = new Set(baseline[key as keyof ScenarioWords]);
    return [key, words.filter((word) => !known.has(word))];
  });
  return { title: parsed.scenario.title, ...(Object.fromEntries(added) as ScenarioWords), without };
}
