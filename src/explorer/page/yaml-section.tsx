import { useEffect, useRef, useState } from 'preact/hooks';
import { number } from '../../charts/words.ts';
import type { Mistake } from '../../scenario/parse.ts';
import { OWN_FILE } from '../world.ts';
import type { Editor } from './editor.ts';
import { useExplorer, useExplorerState } from './use-explorer.ts';

/** The scenario as text, with its mistakes at their lines. The editor is loaded when the page has drawn its first picture. */
export function YamlSection() {
  const explorer = useExplorer();
  const { text, revision, mistakes, failed, stage } = useExplorerState();
  const host = useRef<HTMLDivElement>(null);
  const [editor, setEditor] = useState<Editor | null>(null);
  const isReady = stage !== null || failed !== null || mistakes.length > 0;
  useEffect(() => {
    if (!isReady) return;
    let made: Editor | null = null;
    let isGone = false;
    import('./editor.ts').then(({ createEditor }) => {
      if (isGone) return;
      made = createEditor(host.current!, explorer.state.text, explorer.world.schema, (changed) =>
        explorer.write(changed),
      );
      explorer.takeTyped = made.takeTyped;
      setEditor(made);
    });
    return () => {
      isGone = true;
      explorer.takeTyped = () => {};
      made?.destroy();
    };
  }, [isReady]);
  // Only then: what came from the editor is older than what was typed since.
  useEffect(() => editor?.show(text), [editor, revision]);
  useEffect(() => editor?.mark(mistakes), [editor, mistakes]);
  return (
    <section aria-labelledby="yaml">
      <h2 id="yaml" tabIndex={-1}>
        The scenario as text
      </h2>
      <p>
        Levers write here, and what you write here moves the levers. Ctrl+Space completes; Tab leaves the
        editor. The vocabulary is in MODEL.md.
      </p>
      <div class="editor" ref={host} />
      <MistakeList mistakes={mistakes} goTo={(line, column) => editor?.goTo(line, column)} />
    </section>
  );
}

/** Mistakes in the list; most who have more have one that makes the others. */
const MOST_SHOWN = 50;

function MistakeList({
  mistakes,
  goTo,
}: {
  mistakes: readonly Mistake[];
  goTo: (line: number, column: number) => void;
}) {
  return (
    <ol class="mistakes" aria-label="Mistakes">
      {mistakes.slice(0, MOST_SHOWN).map(({ place, path, found, expected, remedy }) => {
        const isOwn = 'file' in place && place.file === OWN_FILE;
        const where = 'file' in place ? `${place.file}:${place.line}:${place.column}` : place.set;
        return (
          <li key={`${where} ${path} ${found}`}>
            {isOwn ? (
              <button type="button" class="plain" onClick={() => goTo(place.line, place.column)}>
                Line {place.line}
              </button>
            ) : (
              <span>{where}</span>
            )}{' '}
            <code>{path}</code>: found {found}, expected {expected}. <em>{remedy}</em>
          </li>
        );
      })}
      {mistakes.length > MOST_SHOWN && <li>and {number(mistakes.length - MOST_SHOWN)} more</li>}
    </ol>
  );
}
