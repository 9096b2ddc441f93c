import { policyTitle, scenarioOf, sizeOf } from '../findings.ts';
import type { ReportedResults } from '../reported-results.ts';
import { commandsFor } from '../reproduce.ts';
import { scenarioChanges } from '../scenario-changes.ts';
import { Commands } from './commands.tsx';
import { SortableTable } from './table.tsx';

/** A comparison with a policy of more differences shows these; the rest are counted. */
const MOST_CHANGES = 60;

/** What made one results folder: scenario, seed, hashes, and the commands that make and prove it again. */
export function HowMade({ results }: { readonly results: ReportedResults }) {
  const { folder, manifest, command } = results;
  const { talentflow, scenario, seed, machine, points } = manifest;
  return (
    <>
      <h3>{folder}</h3>
      <dl class="facts">
        <dt>Command</dt>
        <dd>{command}</dd>
        <dt>Scenario</dt>
        <dd>
          {scenario.resolved.title} ({scenario.resolved.name}), from {scenario.files[0] ?? 'no file'}
          {scenario.set.length > 0 ? `; set: ${scenario.set.join(', ')}` : ''}
        </dd>
        <dt>Runs</dt>
        <dd>
          {sizeOf(manifest)}; seed {seed}; {points.length} {points.length === 1 ? 'point' : 'points'} in all
        </dd>
        <dt>Made</dt>
        <dd>
          {manifest.started}, in {manifest.wallSeconds} s, by talentflow {talentflow.version}
          {talentflow.commit === null ? '' : `, commit ${talentflow.commit.slice(0, 12)}`}, Node.js{' '}
          {machine.node}, {machine.platform}
        </dd>
        <dt>Engine, SHA-256</dt>
        <dd>
          <code class="hash">{talentflow.engine}</code>
        </dd>
        <dt>Scenario, SHA-256</dt>
        <dd>
          <code class="hash">{scenario.sha256}</code>
        </dd>
      </dl>
      <p class="note">To make it again, and to prove it:</p>
      <Commands lines={commandsFor(results)} />
      <Changes results={results} />
      <details>
        <summary>Files and their SHA-256</summary>
        <SortableTable
          caption={`Files of ${folder}`}
          columns={[
            { name: 'File' },
            { name: 'Rows', kind: 'number' },
            { name: 'Bytes', kind: 'number' },
            { name: 'SHA-256' },
          ]}
          rows={manifest.files.map(({ path, rows, bytes, sha256 }) => [
            { shown: path },
            { shown: rows === null ? '–' : String(rows), value: rows },
            { shown: String(bytes), value: bytes },
            { shown: <code>{sha256.slice(0, 16)}…</code> },
          ])}
        />
      </details>
    </>
  );
}

/** By what the policies of a comparison differ from its base. */
function Changes({ results }: { readonly results: ReportedResults }) {
  const { manifest, effects } = results;
  const policies = [...new Set(effects.map(({ policy }) => policy))];
  const rows = policies.flatMap((policy) =>
    scenarioChanges(manifest.scenario.resolved, scenarioOf(manifest, policy)).map((change) => ({
      policy,
      ...change,
    })),
  );
  if (rows.length === 0) return null;
  return (
    <>
      <SortableTable
        caption="What the policies change in the scenario"
        columns={[
          { name: 'Policy' },
          { name: 'Where', kind: 'words' },
          { name: 'Base' },
          { name: 'Policy’s' },
        ]}
        rows={rows
          .slice(0, MOST_CHANGES)
          .map(({ policy, path, before, after }) => [
            { shown: policyTitle(policy, manifest) },
            { shown: <code>{path}</code> },
            { shown: before ?? 'nothing' },
            { shown: after ?? 'nothing' },
          ])}
      />
      {rows.length > MOST_CHANGES ? (
        <p class="note">And {rows.length - MOST_CHANGES} more: talentflow diff tells all.</p>
      ) : null}
    </>
  );
}
