import { existsSync, realpathSync } from 'node:fs';
import { join, relative } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { Argv } from 'yargs';
import { LARGEST_TEXT } from '../../explorer/limits.ts';
import { LinkMistake, linkOf } from '../../explorer/share.ts';
import { OWN_FILE, standingAlone, type World, worldReader } from '../../explorer/world.ts';
import { UsageMistake } from '../../runtime/failures.ts';
import { packageRoot } from '../../runtime/package-files.ts';
import { type PageFiles, readPage, servePage } from '../../runtime/page-server.ts';
import { loadScenario, textOfFile } from '../../runtime/scenario-files.ts';
import { parseScenario, ScenarioError } from '../../scenario/parse.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import { examples } from '../examples.ts';
import { EXIT_CODES } from '../exit-codes.ts';
import { mistake, wholeNumber } from '../options.ts';
import { print, printJson, type Terminal } from '../terminal.ts';

/** Of the page, unless told otherwise; not one of the well-known ports. */
const DEFAULT_PORT = 7007;
/** This machine alone. */
const LOOPBACK = '127.0.0.1';
const SHIPPED = /^talentflow:([a-z0-9-]+)$/;

interface ExploreArguments {
  scenario?: string;
  port?: string;
  host?: string;
  json?: boolean;
}

export const command = 'explore [scenario]';
export const describe = 'Serve the explorer: the same engine in a browser, with sliders';

export const builder = (yargs: Argv) =>
  yargs
    .positional('scenario', { type: 'string', describe: 'scenario to begin with; default: the baseline' })
    .options({
      port: {
        type: 'string',
        requiresArg: true,
        describe: `port; default: ${DEFAULT_PORT}; 0: any that is free`,
      },
      host: {
        type: 'string',
        requiresArg: true,
        describe: `address to listen on; default: ${LOOPBACK}, this machine alone`,
      },
      json: { type: 'boolean', describe: 'the address as one JSON object on standard output' },
    })
    .epilogue(
      examples(
        ['talentflow explore', 'a page for your browser, until Ctrl-C'],
        ['talentflow explore my-policy.yaml', 'begins with a scenario of yours'],
        ['talentflow explore --port 0', 'on any port that is free'],
      ),
    );

export async function handler(given: ExploreArguments, terminal: Terminal): Promise<number> {
  const port = wholeNumber('port', given.port, 0, 65_535) ?? DEFAULT_PORT;
  const host = given.host ?? LOOPBACK;
  // Node takes none for all addresses of the machine.
  if (host === '') throw mistake('host', host, 'an address of this machine', 'name one, or leave --host out');
  const page = readPage(join(packageRoot(), 'dist', 'explorer'));
  const link = given.scenario === undefined ? '' : `#${await linkTo(given.scenario, page)}`;
  const server = await servePage(page, port, host);
  const address = server.address + link;
  if (given.json) printJson(terminal.out, { format: 'talentflow.explore/1', address });
  else {
    print(terminal.out, address);
    print(terminal.err, 'Open this address in a browser; Ctrl-C ends it.');
    if (host !== LOOPBACK && host !== 'localhost' && host !== '::1')
      print(terminal.err, `Whoever reaches ${host} can open it, too. It holds no data but the package's.`);
  }
  terminal.signal.addEventListener('abort', server.close);
  if (terminal.signal.aborted) server.close();
  await server.closed;
  return EXIT_CODES.done;
}

/**
 * What the address carries of a scenario: its name when it is shipped, else its text.
 * @throws ScenarioError when it has mistakes, UsageMistake when the page could not read it alone.
 */
async function linkTo(file: string, page: PageFiles): Promise<string> {
  const { files, scenario } = loadScenario(file);
  const shipped = SHIPPED.exec(file)?.[1];
  if (shipped !== undefined) return linkOf({ scenario: shipped });
  const text = standingAlone(textOfFile(file));
  const own = files.filter((one) => !isOfPackage(one));
  const isLong = text.length > LARGEST_TEXT;
  if (!isLong && isDeepStrictEqual(readAlone(text, page), scenario)) return linkWith(file, text);
  const found =
    own.length > 1
      ? `a scenario of ${own.length} files: ${own.join(', ')}`
      : isLong
        ? 'a very long scenario'
        : 'a scenario that names a file by its path';
  throw new UsageMistake(file, {
    found,
    expected: `one file of at most ${LARGEST_TEXT.toLocaleString('en-GB')} characters that extends a scenario of the package, or none`,
    remedy: 'put what differs into one file with `extends: talentflow:baseline`',
  });
}

/** @throws UsageMistake for a text that hardly packs, such as one of many signs that take more than a byte. */
async function linkWith(file: string, text: string): Promise<string> {
  try {
    return await linkOf({ scenario: 'baseline', text });
  } catch (error) {
    if (!(error instanceof LinkMistake)) throw error;
    throw new UsageMistake(file, {
      found: 'a scenario that is too long for an address, packed as it is there',
      expected: 'a text that fits into a link',
      remedy: 'shorten it, its comments for one, or paste it into the page of talentflow explore alone',
    });
  }
}

/** The scenario that the page makes of a text. Null when it cannot: it has the package's files, and no other. */
function readAlone(text: string, page: PageFiles): Scenario | null {
  const world = JSON.parse(page.get('/world.json')!.bytes.toString()) as World;
  try {
    return parseScenario(OWN_FILE, { read: worldReader(world, text) }).scenario;
  } catch (error) {
    if (error instanceof ScenarioError) return null;
    throw error;
  }
}

/** Whether a file, as a scenario's files are named, is one that every package has and the page, too. */
function isOfPackage(file: string): boolean {
  if (!existsSync(file)) return true; // named as of the package, not from here
  const path = relative(realpathSync(packageRoot()), realpathSync(file)).replaceAll('\\', '/');
  return /^(scenarios|evidence\/series)\/[^/]+$/.test(path);
}
