import { Fragment } from 'preact';
import { LinkMistake } from '../share.ts';
import type { Explorer } from './explorer.ts';
import { useExplorer, useExplorerState } from './use-explorer.ts';
import { zipOf } from './zip.ts';

/** Link, tables and text to take away. */
export function Take() {
  const explorer = useExplorer();
  const { stage, settings } = useExplorerState();
  return (
    <section class="take" aria-labelledby="take">
      <h3 id="take">Take it with you</h3>
      <p class="buttons">
        <button type="button" onClick={() => copyLink(explorer)}>
          Copy a link
        </button>
        <button type="button" disabled={stage === null} onClick={() => download(explorer, 'csv')}>
          Tables (CSV)
        </button>
        <button type="button" disabled={stage === null} onClick={() => download(explorer, 'parquet')}>
          Tables (Parquet)
        </button>
        <button type="button" onClick={() => downloadText(explorer)}>
          Scenario (YAML)
        </button>
      </p>
      {stage !== null && (
        <p class="command">
          The same on the command line: <Command settings={settings} />
        </p>
      )}
    </section>
  );
}

/** A line that is too long goes on before an option, not after the first of its hyphens. */
function Command({ settings }: { readonly settings: readonly string[] }) {
  return (
    <code>
      talentflow run your-scenario.yaml
      {settings.map((one) => (
        <Fragment key={one}>
          {' '}
          <span class="whole">--set</span> {one}
        </Fragment>
      ))}
    </code>
  );
}

async function copyLink(explorer: Explorer): Promise<void> {
  try {
    await explorer.link();
  } catch (error) {
    if (!(error instanceof LinkMistake)) throw error;
    explorer.say(error.message);
    return;
  }
  try {
    await navigator.clipboard.writeText(location.href);
    explorer.say('The link is copied: it carries your scenario, and nothing else.');
  } catch {
    explorer.say('The link is in the address bar: copy it from there.');
  }
}

async function download(explorer: Explorer, as: 'csv' | 'parquet'): Promise<void> {
  explorer.say('Packing the tables …');
  const { stage } = explorer.state;
  const files = await explorer.files(as);
  if (files.length === 0) {
    explorer.say(
      'The tables are gone with a run that was ended: move a lever, or change the text, to run it again.',
    );
    return;
  }
  save(await zipOf(files), 'application/zip', `talentflow-${stage}-${as}.zip`);
  explorer.say(`${files.length} tables are in the file; MODEL.md says what each column means.`);
}

function downloadText(explorer: Explorer): void {
  save(new TextEncoder().encode(explorer.state.text), 'application/yaml', 'your-scenario.yaml');
  explorer.say('Run it with: talentflow run your-scenario.yaml');
}

function save(bytes: Uint8Array, type: string, name: string): void {
  const address = URL.createObjectURL(new Blob([bytes as Uint8Array<ArrayBuffer>], { type }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
