import { render } from 'preact';
import type { World } from '../world.ts';
import { App } from './app.tsx';
import { Explorer } from './explorer.ts';
import { goTo } from './go-to.ts';
import { ExplorerContext } from './use-explorer.ts';

const root = document.getElementById('explorer')!;

async function begin(): Promise<void> {
  const response = await fetch(new URL('./world.json', import.meta.url));
  if (!response.ok) throw new Error(`world.json could not be read (${response.status})`);
  const explorer = new Explorer((await response.json()) as World);
  addEventListener('hashchange', () => explorer.follow(location.hash));
  document.querySelector('.skip')!.addEventListener('click', (event) => {
    event.preventDefault(); // the address after # holds the reader's scenario
    goTo('curve');
  });
  root.textContent = '';
  render(
    <ExplorerContext.Provider value={explorer}>
      <App />
    </ExplorerContext.Provider>,
    root,
  );
  await explorer.start(location.hash);
}

begin().catch((error: unknown) => {
  root.textContent = `The explorer could not start: ${error instanceof Error ? error.message : String(error)}`;
});
