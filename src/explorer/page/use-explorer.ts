import { createContext } from 'preact';
import { useContext, useEffect, useState } from 'preact/hooks';
import type { Summary } from '../summary.ts';
import type { Explorer, State } from './explorer.ts';

export const ExplorerContext = createContext<Explorer | null>(null);

export const useExplorer = (): Explorer => useContext(ExplorerContext)!;

/** The state, and a new drawing of the component when it changes. */
export function useExplorerState(): State {
  const explorer = useExplorer();
  const [, draw] = useState({});
  const { state } = explorer;
  useEffect(() => {
    if (explorer.state !== state) draw({}); // it changed before this could hear of it
    return explorer.subscribe(() => draw({}));
  }, [explorer]);
  return state;
}

/** The month that is looked at: the one chosen, or the nearest that the run has. */
export function monthShown({ runs, month }: Pick<State, 'runs' | 'month'>): string {
  const shown = reported(runs[0]);
  if (shown.length === 0 || shown.includes(month)) return month;
  return month < shown[0]! ? shown[0]! : shown.at(-1)!;
}

/** Months after the warm-up. */
export function reported(run: Summary | undefined): readonly string[] {
  return run === undefined ? [] : run.months.filter((month) => month >= run.reportFrom);
}
