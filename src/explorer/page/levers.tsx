import { useId } from 'preact/hooks';
import { type Lever, stopsOfLever } from '../levers.ts';
import { leverText } from '../words.ts';
import { useExplorer, useExplorerState } from './use-explorer.ts';

export function Levers() {
  const { levers } = useExplorer();
  return (
    <fieldset class="levers">
      <legend>Levers</legend>
      {levers.map((lever) => (
        <Slider key={lever.id} lever={lever} />
      ))}
    </fieldset>
  );
}

/** A slider over the lever's stops; the scenario's and the baseline's own values are among them. */
function Slider({ lever }: { lever: Lever }) {
  const explorer = useExplorer();
  const { levers, baseLevers } = useExplorerState();
  const about = useId();
  const value = levers[lever.id] ?? null;
  const base = baseLevers[lever.id] ?? null;
  if (value === null) return null;
  const stops = stopsOfLever(lever, base === null ? [value] : [value, base]);
  const move = (at: number) => explorer.moveLever(lever, stops[at]!);
  const isMoved = base !== null && value !== base;
  return (
    <div class={isMoved ? 'lever moved' : 'lever'}>
      <label for={lever.id}>{lever.label}</label>
      <output for={lever.id}>{leverText(lever, value)}</output>
      <input
        id={lever.id}
        type="range"
        min={0}
        max={stops.length - 1}
        step={1}
        value={stops.indexOf(value)}
        aria-valuetext={leverText(lever, value)}
        aria-describedby={about}
        onInput={(event) => move(Number(event.currentTarget.value))}
      />
      <p id={about}>
        {lever.about}
        {isMoved && (
          <>
            {' '}
            <button
              type="button"
              class="plain"
              onClick={() => {
                explorer.moveLever(lever, base);
                document.getElementById(lever.id)?.focus(); // this button is gone
              }}
            >
              Back to {leverText(lever, base)}
            </button>
          </>
        )}
      </p>
    </div>
  );
}
