import { monthName } from '../../charts/words.ts';
import { monthShown, reported, useExplorer, useExplorerState } from './use-explorer.ts';

/** Which month is looked at. */
export function MonthSlider() {
  const explorer = useExplorer();
  const state = useExplorerState();
  const shown = reported(state.runs[0]);
  const month = monthShown(state);
  return (
    <div class="month">
      <label for="month">Month</label>
      <input
        id="month"
        type="range"
        min={0}
        max={shown.length - 1}
        step={1}
        value={shown.indexOf(month)}
        aria-valuetext={monthName(month)}
        onInput={(event) => explorer.chooseMonth(shown[Number(event.currentTarget.value)]!)}
      />
      <output for="month">{monthName(month)}</output>
    </div>
  );
}
