import { number } from '../../charts/words.ts';
import { stageText } from '../words.ts';
import type { Explorer, Progress } from './explorer.ts';
import { goTo } from './go-to.ts';
import { useExplorer, useExplorerState } from './use-explorer.ts';

/** At what size the picture was simulated, what is under way, and the button that stops it. */
export function Status() {
  const explorer = useExplorer();
  const { stage, runs, textOfRuns, text, progress, isStopped, failed, mistakes, milliseconds } =
    useExplorerState();
  const isOfAnother = runs.length > 0 && textOfRuns !== text;
  const [first] = runs;
  const seconds = milliseconds < 1000 ? `${number(milliseconds)} ms` : `${number(milliseconds / 1000, 1)} s`;
  const taken = milliseconds === 0 ? '' : `, ${seconds}`; // what came with the page took no time here
  const shown =
    stage === null || first === undefined
      ? ''
      : `${stageText(stage, first.scale)}, ${first.months[0]} to ${first.months.at(-1)}, ${runs.length === 1 ? 'one run' : `${runs.length} runs`}${taken}.`;
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
          <button type="button" aria-disabled={next.act === null} onClick={() => next.act?.()}>
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
          {progress === null && isStopped && <span>Stopped: not all runs were made.</span>}
        </p>
      )}
      <p class="spoken" role="status">
        {progress === null ? shown : `${progressText(progress)} under way`}
      </p>
      {failed !== null && (
        <p class="failed" role="alert">
          {failed} {isOfAnother && 'The picture is of the text before.'}
        </p>
      )}
      {mistakes.length > 0 && (
        <p class="failed" role="alert">
          The scenario has {mistakes.length === 1 ? 'a mistake' : `${mistakes.length} mistakes`}:{' '}
          <button type="button" class="plain" onClick={() => goTo('yaml')}>
            see the text
          </button>
          . {isOfAnother && 'The picture is of the last sound one.'}
        </p>
      )}
    </div>
  );
}

/** What the reader can do about the runs now. */
function nextOf(explorer: Explorer): { readonly does: string; readonly act: (() => void) | null } | null {
  const { progress, isStopped, stage, runs } = explorer.state;
  const missing = explorer.missingOfBand;
  if (progress !== null) return { does: 'Stop', act: () => explorer.stop() };
  if (isStopped) return { does: 'Go on', act: () => explorer.goOn() };
  if (stage === 'full' && runs.length > 1) return { does: 'All runs are made', act: null };
  return missing > 0 ? { does: `Add ${missing} runs for a band`, act: () => explorer.addBand() } : null;
}

function progressText({ stage, whose, replicate }: Progress): string {
  const size = stage === 'full' ? 'Full size' : 'A tenth';
  const what = whose === 'baseline' ? ', the baseline' : replicate > 0 ? `, run ${replicate + 1}` : '';
  return size + what;
}
