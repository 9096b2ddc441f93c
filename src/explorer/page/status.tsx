import { number } from '../../charts/words.ts';
import { stageText } from '../words.ts';
import type { Explorer, Progress } from './explorer.ts';
import { goTo } from './go-to.ts';
import { useExplorer, useExplorerState } from './use-explorer.ts';

/** At what size the picture was simulated, what is under way, and the button that stops it. */
export function Status() {
  const explorer = useExplorer();
  const { stage, runs, progress, isStopped, failed, mistakes, milliseconds } = useExplorerState();
  const [first] = runs;
  const seconds = milliseconds < 1000 ? `${number(milliseconds)} ms` : `${number(milliseconds / 1000, 1)} s`;
  const shown =
    stage === null || first === undefined
      ? ''
      : `${stageText(stage, first.scale)}, ${first.months[0]} to ${first.months.at(-1)}, ${runs.length === 1 ? 'one run' : `${runs.length} runs`}, ${seconds}.`;
  const next = nextOf(explorer);
  return (
    <div class="status">
      <p>
        {shown}{' '}
        {stage === 'sketch' && 'Few people, so chance moves it a lot: read the difference, not the level.'}
      </p>
      {next !== null && (
        <p class="under-way">
          {/* One button, whatever it does now: who pressed it by the keyboard is still on it. */}
          <button type="button" onClick={next.act}>
            {next.does}
          </button>
          {progress !== null && (
            <>
              <progress value={progress.share} max={1} aria-label={progressText(progress)} />
              <span>
                {progressText(progress)} {progress.month}
              </span>
            </>
          )}
          {progress === null && isStopped && <span>Stopped: larger runs were not finished.</span>}
        </p>
      )}
      <p class="spoken" role="status">
        {progress === null ? shown : `${progressText(progress)} under way`}
      </p>
      {failed !== null && (
        <p class="failed" role="alert">
          {failed}
        </p>
      )}
      {mistakes.length > 0 && (
        <p class="failed" role="alert">
          The scenario has {mistakes.length === 1 ? 'a mistake' : `${mistakes.length} mistakes`}:{' '}
          <button type="button" class="plain" onClick={() => goTo('yaml')}>
            see the text
          </button>
          . The picture is of the last sound one.
        </p>
      )}
    </div>
  );
}

/** What the reader can do about the runs now. */
function nextOf(explorer: Explorer): { readonly does: string; readonly act: () => void } | null {
  const { stage, runs, progress, isStopped, mistakes } = explorer.state;
  if (progress !== null) return { does: 'Stop', act: () => explorer.stop() };
  if (isStopped) return { does: 'Go on', act: () => explorer.goOn() };
  const isAlone = stage === 'full' && runs.length < MOST_RUNS && mistakes.length === 0;
  return isAlone
    ? { does: `Add ${MOST_RUNS - runs.length} runs for a band`, act: () => explorer.addBand() }
    : null;
}

/** Of the full size: a 90% band of more would take minutes. */
const MOST_RUNS = 5;

function progressText({ stage, whose, replicate }: Progress): string {
  const size = stage === 'full' ? 'Full size' : 'A tenth';
  const what = whose === 'baseline' ? ', the baseline' : replicate > 0 ? `, run ${replicate + 1}` : '';
  return size + what;
}
