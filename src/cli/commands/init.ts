import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Argv } from 'yargs';
import { replaceFileDurably } from '../../runtime/durable-files.ts';
import { diskFailure, UsageMistake } from '../../runtime/failures.ts';
import { templateText } from '../../runtime/package-files.ts';
import { scenarioJsonSchema } from '../../scenario/json-schema.ts';
import { allChecked, allRead } from '../checks.ts';
import { examples } from '../examples.ts';
import { EXIT_CODES } from '../exit-codes.ts';
import { oneOfWords } from '../options.ts';
import { print, type Terminal } from '../terminal.ts';

export const TEMPLATES = ['policy', 'market'] as const;

interface InitArguments {
  name: string;
  from?: string;
  force?: boolean;
}

export const command = 'init <name>';
export const describe = 'Write a commented scenario to start from';

export const builder = (yargs: Argv) =>
  yargs
    .positional('name', { type: 'string', describe: 'name of the scenario; a path before it is its folder' })
    .options({
      from: {
        type: 'string',
        requiresArg: true,
        describe: 'policy: changes the baseline; market: a small market of its own; default: policy',
      },
      force: { type: 'boolean', describe: 'replace a file of this name' },
    })
    .epilogue(
      examples(
        ['talentflow init my-policy', 'my-policy.yaml, and schema.json for editors that complete it'],
        ['talentflow init my-market --from market', 'two employers and fifty firms, to play with'],
      ),
    );

export async function handler(given: InitArguments, terminal: Terminal): Promise<number> {
  const { name } = given;
  const { template, scenario, file } = allChecked((checks) => {
    const template = checks.make(() => oneOfWords('from', given.from, TEMPLATES) ?? 'policy');
    const scenario = checks.make(() => nameIn(name));
    const file = checks.make(() => freeFile(join(dirname(name), `${scenario()}.yaml`), given.force ?? false));
    return allRead({ template, scenario, file });
  });
  const schema = join(dirname(name), 'schema.json');
  // The schema first: where it does not fit, the name is still free for the next try.
  if (!existsSync(schema)) write(schema, `${JSON.stringify(scenarioJsonSchema(), null, 2)}\n`);
  write(file, startedFrom(template, scenario));
  print(terminal.out, `${file} is yours to change; next: talentflow validate ${file}`);
  return EXIT_CODES.done;
}

/** @throws UsageMistake */
function nameIn(path: string): string {
  const name = basename(path, '.yaml');
  if (/^[a-z0-9-]{1,64}$/.test(name)) return name;
  throw new UsageMistake('talentflow init', {
    found: JSON.stringify(path),
    expected: 'a name of 1 to 64 letters a–z, digits and hyphens',
    remedy: 'write for example talentflow init my-policy',
  });
}

/** @throws UsageMistake */
function freeFile(file: string, force: boolean): string {
  if (!existsSync(file) || force) return file;
  throw new UsageMistake('talentflow init', {
    found: `the file ${file}`,
    expected: 'a name that is not taken',
    remedy: 'choose another, or replace it with --force',
  });
}

/** @throws RunFailure when the disk refuses. */
function write(file: string, text: string): void {
  try {
    replaceFileDurably(file, text);
  } catch (error) {
    throw diskFailure(file, error, 'another folder before the name');
  }
}

/** The template under the scenario's own name, with the schema beside it. */
function startedFrom(template: string, name: string): string {
  return templateText(template)
    .replace(/^name: .*$/m, `name: ${name}`)
    .replace('$schema=../schema.json', '$schema=./schema.json');
}
