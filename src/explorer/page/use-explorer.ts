import { createContext } from 'preact';
import { useContext, useEffect, useState } from 'preact/hooks';
import type { Explorer, State } from './explorer.ts';

export const ExplorerContext = createContext<Explorer | null>(null);

export const useExplorer = (): Explorer => useContext(ExplorerContext)!;

/** The state, and a new drawing of the component when it changes. */
export function useExplorerState(): State {
  const explorer = useExplorer();
  const [, draw] = useState({});
  useEffect(() => explorer.subscribe(() => draw({})), [explorer]);
  return explorer.state;
}
