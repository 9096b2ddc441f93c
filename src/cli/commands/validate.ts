import type { Argv } from 'yargs';
import { loadScenario } from '../../runtime/scenario-files.ts';
import type { NearMiss } from '../../scenario/parse.ts';
import { placeText } from '../../scenario/scenario-error.ts';
import { refuseOutOfBounds } from '../bounds.ts';
import { examples } from '../examples.ts';
import { EXIT_CODES } from '../exit-codes.ts';
import { reportFailure } from '../failure-report.ts';
import { SCENARIO_OPTIONS } from '../options.ts';
import { rootOf, type ScenarioArguments } from '../simulation-arguments.ts';
import { print, type Terminal } from '../terminal.ts';

export const command = 'validate <files..>';
export const describe = 'Tell everything that is wrong in scenarios, with line and column';

export const builder = (yargs: Argv) =>
  yargs
    .positional('files', { type: 'string', array: true, describe: 'scenario files' })
    .options(SCENARIO_OPTIONS)
    .epilogue(examples(['talentflow validate scenarios/*.yaml', 'all files of a folder']));

/** What is no mistake and may still not be meant. */
const nearMissLine = ({ place, path, near }: NearMiss): string =>
  `${placeText(place)}  ${path} is new beside ${near}: if ${near} was meant, correct the id`;

/** Reads every file, whatever is wrong with the others. */
export async function handler(
  given: ScenarioArguments & { files: string[] },
  terminal: Terminal,
): Promise<number> {
  const codes = given.files.map((file) => {
    try {
      const set = given.set ?? [];
      const { scenario, values, nearMisses } = loadScenario(file, { ...rootOf(given), set });
      refuseOutOfBounds(scenario, values, set);
      print(terminal.out, `${file}: no mistake`);
      print(terminal.err, ...nearMisses.map(nearMissLine));
      return EXIT_CODES.done;
    } catch (failure) {
      return reportFailure(failure, terminal.err);
    }
  });
  return Math.max(...codes);
}
