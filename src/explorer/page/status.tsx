import { number } from '../../charts/words.ts';
import { stageText } from '../words.ts';
import type { Progress } from './explorer.ts';
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
  return (
    <div class="status">
      <p>
        {shown}{' '}
        {stage === 'sketch' && 'Few people, so chance moves it a lot: read the difference, not the level.'}
      </p>
      {progress !== null && (
        <p class="under-way">
          <button type="button" onClick={() => explorer.stop()}>
            Stop
          </button>
          <progress value={progress.share} max={1} aria-label={progressText(progress)} />
          <span>
            {progressText(progress)} {progress.month}
          </span>
        </p>
      )}
      {isStopped && (
        <p class="under-way">
          <button type="button" onClick={() => explorer.goOn()}>
            Go on
          </button>
          <span>Stopped: larger runs were not finished.</span>
        </p>
      )}
      {progress === null && !isStopped && stage === 'full' && runs.length < 5 && mistakes.length === 0 && (
        <p class="under-way">
          <button type="button" onClick={() => explorer.addBand()}>
            Add {5 - runs.length} runs for a band
          </button>
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
          <button type="button" class="plain" onClick={goToText}>
            see the text
          </button>
          . The picture is of the last sound one.
        </p>
      )}
    </div>
  );
}

function progressText({ stage, whose, replicate }: Progress): string {
  const size = stage === 'full' ? 'Full size' : 'A tenth';
  const what = whose === 'baseline' ? ', the baseline' : replicate > 0 ? `, run ${replicate + 1}` : '';
  return size + what;
}

/** By script, since the address after # holds the reader's scenario. */
function goToText(): void {
  const target = document.getElementById('yaml');
  target?.scrollIntoView();
  target?.focus();
}
