import { number } from '../../charts/words.ts';
import type { CheckedFact } from '../summary.ts';
import { Scroll } from './scroll.tsx';
import { useExplorerState } from './use-explorer.ts';

/** How the scenario stands to the published facts: fitted and held out alike, the worst first. */
export function CheckTable() {
  const { facts, runs, stage } = useExplorerState();
  const judged = facts.filter(({ verdict }) => verdict !== 'not judged' && verdict !== 'not answered');
  return (
    <section aria-labelledby="check">
      <h2 id="check">Against the published facts</h2>
      {judged.length === 0 ? (
        <p>
          {stage === null || stage === 'sketch'
            ? 'Waits for a larger run: a sketch is too small to be held against facts.'
            : 'None of the published facts is about this market.'}
        </p>
      ) : (
        <>
          <p>
            {countsText(judged)} Held out means that nobody looked at it while the model was made
            {runs.length === 1 ? '; one run has no interval' : ''}.
          </p>
          <details>
            <summary>All {judged.length} facts, the worst first</summary>
            <FactTable facts={judged} />
          </details>
        </>
      )}
    </section>
  );
}

function FactTable({ facts }: { facts: readonly CheckedFact[] }) {
  return (
    <Scroll label="Facts">
      <table class="facts">
        <thead>
          <tr>
            <th scope="col">Fact</th>
            <th scope="col">Role</th>
            <th scope="col" class="number">
              Published
            </th>
            <th scope="col" class="number">
              Simulated
            </th>
            <th scope="col" class="number">
              90% of runs
            </th>
            <th scope="col">Verdict</th>
          </tr>
        </thead>
        <tbody>
          {facts.map((fact) => (
            <tr key={fact.id} class={fact.verdict.replace(' ', '-')}>
              <th scope="row">
                {fact.id} {fact.title}
                <span class="source">{fact.source}</span>
              </th>
              <td>{fact.role}</td>
              <td class="number">{figure(fact.published)}</td>
              <td class="number">
                {fact.agree === null ? figure(fact.simulated) : `${number(100 * fact.agree)}% of runs`}
              </td>
              <td class="number">
                {fact.low === null ? '–' : `${figure(fact.low)} to ${figure(fact.high)}`}
              </td>
              <td>{fact.verdict}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

function countsText(facts: readonly CheckedFact[]): string {
  const of = (role: CheckedFact['role']) => facts.filter((fact) => fact.role === role);
  const said = (role: CheckedFact['role'], name: string) => {
    const all = of(role);
    return `${all.filter(({ verdict }) => verdict === 'inside').length} of ${all.length} ${name}`;
  };
  return `${said('fitted', 'fitted figures')} and ${said('held out', 'held-out figures')} are inside their tolerances.`;
}

function figure(value: number | null): string {
  if (value === null) return '–';
  const size = Math.abs(value);
  return number(value, size >= 100 || Number.isInteger(value) ? 0 : size >= 1 ? 1 : 3);
}
