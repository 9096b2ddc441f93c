import type { Argv } from 'yargs';
import { loadScenario } from '../../runtime/scenario-files.ts';
import { showScenario } from '../../scenario/show.ts';
import { examples } from '../examples.ts';
import { EXIT_CODES } from '../exit-codes.ts';
import { SCENARIO_OPTIONS, TELLING_OPTIONS } from '../options.ts';
import { rootOf, type ScenarioArguments } from '../simulation-arguments.ts';
import { print, type Terminal } from '../terminal.ts';

interface ShowArguments extends ScenarioArguments {
  scenario: string;
  origin?: boolean;
  json?: boolean;
}

export const command = 'show <scenario>';
export const describe = 'Print a scenario as resolved: every value with its path and unit';

export const builder = (yargs: Argv) =>
  yargs
    .positional('scenario', { type: 'string', describe: 'scenario file, or talentflow:baseline' })
    .options({
      ...SCENARIO_OPTIONS,
      origin: { type: 'boolean', describe: 'where each value is written, and what backs it' },
      json: TELLING_OPTIONS.json,
    })
    .epilogue(
      examples(
        ['talentflow show talentflow:baseline --origin', 'each value, its source and the line it stands in'],
        ['talentflow show my-policy.yaml --set choice.elasticity=5', 'what a change would make of it'],
      ),
    );

export async function handler(given: ShowArguments, terminal: Terminal): Promise<number> {
  const { origin = false, json = false } = given;
  const parsed = loadScenario(given.scenario, { ...rootOf(given), set: given.set ?? [] });
  print(terminal.out, showScenario(parsed, { origin, json }));
  return EXIT_CODES.done;
}
