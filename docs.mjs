// Builds docs/site/: the library by TypeDoc, the pages in docs/ and beside README, and a page a command made from its --help.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Application } from 'typedoc';

const root = dirname(fileURLToPath(import.meta.url));
const COMMAND_PAGES = join(root, 'docs', 'commands');

const help = (...words) => {
  const { status, stdout } = spawnSync(
    process.execPath,
    [join(root, 'dist', 'talentflow.js'), ...words, '--help'],
    {
      encoding: 'utf8',
      env: { ...process.env, NO_COLOR: '1', COLUMNS: '100' },
    },
  );
  if (status !== 0) throw new Error(`talentflow ${words.join(' ')} --help failed`);
  // What type an option has says its sentence; at the end of a line it would only make the page wide.
  return stdout
    .replace(/^ +\[[a-z]+\].*\n/gm, '')
    .replace(/ {2,}\[[a-z]+\].*$/gm, '')
    .trimEnd();
};

/** Every command with what it is for; the list of `talentflow --help` breaks such a sentence over lines. */
const commands = Object.entries(
  JSON.parse(readFileSync(join(root, 'dist', 'completion.json'), 'utf8')).commands,
).map(([name, { about }]) => ({ name, purpose: about }));

rmSync(COMMAND_PAGES, { recursive: true, force: true });
mkdirSync(COMMAND_PAGES, { recursive: true });
for (const { name, purpose } of commands) {
  const page = [
    `---`,
    `title: talentflow ${name}`,
    `group: Commands`,
    `---`,
    '',
    `# talentflow ${name}`,
    '',
    `${purpose}.`,
    '',
  ];
  writeFileSync(join(COMMAND_PAGES, `${name}.md`), `${[...page, '```text', help(name), '```'].join('\n')}\n`);
}

const app = await Application.bootstrapWithPlugins({
  name: 'Talentflow',
  entryPoints: ['src/index.ts', 'src/node.ts'],
  tsconfig: join(root, 'tsconfig.build.json'),
  readme: 'README.md',
  customCss: 'docs/site.css',
  projectDocuments: [
    'docs/*.md',
    'MODEL.md',
    'evidence/README.md',
    'CONTRIBUTING.md',
    'CHANGELOG.md',
    'docs/commands/*.md',
  ],
  out: 'docs/site',
  disableSources: true, // links to a host that not every copy of the project has
  hideGenerator: true,
  includeVersion: true,
  searchInDocuments: true,
  excludeInternal: true,
  validation: { notExported: false, invalidLink: true, rewrittenLink: false, notDocumented: false },
  treatValidationWarningsAsErrors: true,
});
const project = await app.convert();
if (project === undefined) process.exit(1);
app.validate(project);
if (app.logger.hasErrors()) process.exit(1);
await app.generateOutputs(project);
console.log(`docs/site/index.html: the library, ${commands.length} commands, and the pages of docs/`);
