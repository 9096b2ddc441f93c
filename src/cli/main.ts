#!/usr/bin/env node
import { completions } from './completion/completions.ts';
import { COMPLETIONS_ASKED, WORDS_ASKED } from './completion/scripts.ts';
import { EXIT_CODES } from './exit-codes.ts';
import { tooOldNode } from './node-version.ts';

/** Only this file ends the process. */
const [first, ...others] = process.argv.slice(2);
const tooOld = tooOldNode(process.version);
if (tooOld !== null) {
  process.stderr.write(tooOld);
  process.exitCode = EXIT_CODES.wrongUsage;
} else if (first === COMPLETIONS_ASKED) {
  // A shell waits for this at every Tab: neither the commands nor what they need is loaded.
  process.stdout.write(await completions(others));
} else if (first === WORDS_ASKED) {
  const { gatherWords } = await import('./completion/gather.ts');
  const { COMMANDS } = await import('./command-line.ts');
  process.stdout.write(JSON.stringify(gatherWords(COMMANDS)));
} else {
  const { obey } = await import('./command-line.ts');
  const { processTerminal } = await import('./process-terminal.ts');
  process.exitCode = await obey(process.argv.slice(2), processTerminal(process.exit));
}
