import { type CheckedFact, tallies } from '../../evidence/check.ts';
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

function aboutFolder({ folder, manifest }: ReportedResults): string {
  const { scale } = manifest.scenario.resolved;
  const { length: runs } = manifest.points;
  const { uncertainty } = manifest.experiment.settings as { uncertainty?: string };
  const chance =
    runs === 1
      ? `${folder} is one run: chance is not told apart from what the model says.`
      : `${folder}: ${runs} runs in all; its bands are ${OVER[uncertainty ?? 'none'] ?? 'over chance and parameters'}.`;
  if (scale >= 1) return chance;
  return `${chance} It simulates ${percent(scale)} of the people: each stands for about ${Math.round(1 / scale)}, and small groups are noisy.`;
}

/** What a band covers, by how the parameters of an ensemble were drawn. */
const OVER: Readonly<Record<string, string>> = {
  none: 'over chance alone, with the parameters as they are',
  priors:
    'over chance and over parameters drawn from the ranges that the scenario gives, which nothing has narrowed',
  posterior: 'over chance and over the parameter sets that the calibration left',
};

const percent = (share: number): string => `${Number((100 * share).toPrecision(3))}%`;
