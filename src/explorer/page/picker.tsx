import { startingText } from '../world.ts';
import { useExplorer, useExplorerState } from './use-explorer.ts';

/** Which shipped scenario to begin with. */
export function Picker() {
  const explorer = useExplorer();
  const { scenario, text } = useExplorerState();
  const isChanged = text !== startingText(explorer.world, scenario);
  return (
    <div class="picker">
      <label for="scenario">Scenario</label>
      <select id="scenario" value={scenario} onChange={(event) => explorer.pick(event.currentTarget.value)}>
        {explorer.world.scenarios.map(({ name, title }) => (
          <option key={name} value={name}>
            {name === 'baseline' ? 'The baseline' : title}
          </option>
        ))}
      </select>
      <button type="button" aria-disabled={!isChanged} onClick={() => isChanged && explorer.pick(scenario)}>
        Undo my changes
      </button>
    </div>
  );
}
