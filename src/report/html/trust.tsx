import { type CheckedFact, tallies } from '../../evidence/check.ts';
import { sizeOf } from '../findings.ts';
import type { ReportedResults } from '../reported-results.ts';
import { TalliesTable } from './facts.tsx';

/** What a reader may rely on, from what the results themselves say. */
export function HowFarToTrustIt({ results }: { readonly results: readonly ReportedResults[] }) {
  const facts = results.flatMap((one) => one.facts);
  return (
    <>
      {facts.length > 0 ? <Checked facts={facts} /> : <NotChecked />}
      <ul>
        {statements(results).map((statement) => (
          <li key={statement}>{statement}</li>
        ))}
      </ul>
    </>
  );
}

function Checked({ facts }: { readonly facts: readonly CheckedFact[] }) {
  const missed = (role: CheckedFact['role']) =>
    facts.filter((fact) => fact.role === role && fact.verdict === 'outside');
  return (
    <>
      <TalliesTable facts={tallies(facts).length > 0 ? facts : []} />
      <Missed
        title="Held out and missed: the model was never fitted to these, and it is wrong about them."
        facts={missed('held out')}
      />
      <Missed title="Fitted and missed: the model could not be brought to these." facts={missed('fitted')} />
    </>
  );
}

function Missed({ title, facts }: { readonly title: string; readonly facts: readonly CheckedFact[] }) {
  if (facts.length === 0) return null;
  return (
    <>
      <p>{title}</p>
      <ul>
        {facts.map(({ id, title: what }) => (
          <li key={id}>
            {id}: {what}
          </li>
        ))}
      </ul>
    </>
  );
}

function NotChecked() {
  return (
    <p>
      These results hold no check. <code>talentflow check</code> holds every published fact against the model,
      those that it was fitted to and those that were held out.
    </p>
  );
}

function statements(results: readonly ReportedResults[]): string[] {
  return [
    ...results.map(aboutFolder),
    'Parameters that no source gives are assumed, each with a range and a reason in the scenario; read a figure as what these assumptions imply.',
    'Years before the first reported month are warm-up on assumptions, drawn grey.',
  ];
}

function aboutFolder({ folder, manifest, effects }: ReportedResults): string {
  const { scale } = manifest.scenario.resolved;
  const over = effects[0]?.over ?? 'seeds';
  const chance =
    manifest.replicates.length === 1
      ? `${folder} has one run of each scenario: chance is not told apart from what the model says.`
      : `${folder}: ${sizeOf(manifest)}; its bands are over chance${over === 'seeds' ? ' alone, with the parameters as they are' : ' and over parameters'}.`;
  if (scale >= 1) return chance;
  return `${chance} It simulates ${percent(scale)} of the people: each stands for about ${Math.round(1 / scale)}, and small groups are noisy.`;
}

const percent = (share: number): string => `${Number((100 * share).toPrecision(3))}%`;
