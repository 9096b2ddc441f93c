import type { Argv } from 'yargs';
import { scenarioJsonSchema } from '../../scenario/json-schema.ts';
import { examples } from '../examples.ts';
import { EXIT_CODES } from '../exit-codes.ts';
import { printJson, type Terminal } from '../terminal.ts';

export const command = 'schema';
export const describe = 'Print the JSON Schema of scenario files, with which editors complete them';

export const builder = (yargs: Argv) =>
  yargs.epilogue(examples(['talentflow schema > scenario.schema.json', 'a file for your editor']));

export async function handler(_given: unknown, terminal: Terminal): Promise<number> {
  printJson(terminal.out, scenarioJsonSchema());
  return EXIT_CODES.done;
}
