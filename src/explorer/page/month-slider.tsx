import { monthName } from '../../charts/words.ts';
import { useExplorer, useExplorerState } from './use-explorer.ts';

/** Which month is looked at. */
export function MonthSlider() {
  const explorer = useExplorer();
  const { runs, month } = useExplorerState();
  const [{ months, reportFrom }] = runs as [(typeof runs)[number]];
  const shown = months.filter((one) => one >= reportFrom);
  const at = shown.indexOf(month);
  return (
    <div class="month">
      <label for="month">Month</label>
      <input
        id="month"
        type="range"
        min={0}
        max={shown.length - 1}
        step={1}
        value={at < 0 ? shown.length - 1 : at}
        aria-valuetext={monthName(month)}
        onInput={(event) => explorer.chooseMonth(shown[Number(event.currentTarget.value)]!)}
      />
      <output for="month">{monthName(month)}</output>
    </div>
  );
}
