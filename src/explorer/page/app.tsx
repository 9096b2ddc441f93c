import { findingOf } from '../finding.ts';
import { CheckTable } from './check-table.tsx';
import { Curve } from './curve.tsx';
import { FlowSection } from './flow-section.tsx';
import { Levers } from './levers.tsx';
import { Outcomes } from './outcomes.tsx';
import { Picker } from './picker.tsx';
import { Status } from './status.tsx';
import { Take } from './take.tsx';
import { useExplorer, useExplorerState } from './use-explorer.ts';
import { WhySection } from './why-section.tsx';
import { YamlSection } from './yaml-section.tsx';

/** The page: what is asked on the left, what the market answers on the right; one column where it is narrow. */
export function App() {
  const { world } = useExplorer();
  const { runs, ghost, remark, failed, mistakes } = useExplorerState();
  const isWaiting = failed === null && mistakes.length === 0;
  return (
    <>
      <header class="masthead">
        <p class="name">Talentflow</p>
        <h1>Where does AI talent go?</h1>
        <p class="dek">
          A simulated market of people and employers, month by month, in your browser. Pick a policy or move a
          lever, and see what changes.
        </p>
      </header>
      <div class="columns">
        <section class="asked" aria-labelledby="asked">
          <h2 id="asked">What if …</h2>
          <Picker />
          <Levers />
          <Take />
        </section>
        <div class="answered">
          <section class="flow-of-net" aria-labelledby="curve">
            <h2 id="curve" tabIndex={-1}>
              Net flow of AI talent
            </h2>
            <p class="finding" aria-live="polite">
              {runs.length > 0
                ? findingOf(runs, ghost)
                : isWaiting
                  ? 'Simulating …'
                  : 'Nothing is simulated yet.'}
            </p>
            <Status />
            <Curve />
          </section>
          <Outcomes />
          <FlowSection />
          <WhySection />
          <CheckTable />
          <YamlSection />
        </div>
      </div>
      <p class="ticker" aria-hidden="true">
        {findingOf(runs, ghost)}
      </p>
      <p class="remark" role="status">
        {remark}
      </p>
      <footer>
        <p>
          Talentflow {world.version}, engine {world.engine.slice(0, 12)}. The same scenario, seed and size
          give the same tables on the command line, to the byte. Nothing leaves this page.
        </p>
      </footer>
    </>
  );
}
