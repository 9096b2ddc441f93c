import {
  autocompletion,
  type Completion,
  type CompletionContext,
  type CompletionResult,
  completionKeymap,
} from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { yaml } from '@codemirror/lang-yaml';
import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import { type Diagnostic, lintGutter, lintKeymap, setDiagnostics } from '@codemirror/lint';
import { EditorState, Transaction } from '@codemirror/state';
import { drawSelection, EditorView, highlightActiveLine, keymap, lineNumbers } from '@codemirror/view';
import { tags } from '@lezer/highlight';
import type { Mistake } from '../../scenario/parse.ts';
import { keysAt, type Suggestion, wordsAt } from '../completion.ts';
import { OWN_FILE } from '../world.ts';

export interface Editor {
  /** Shows a text that came from elsewhere; nothing happens when it is there already. */
  show(text: string): void;
  /** Tells what was typed since it last rested. */
  takeTyped(): void;
  mark(mistakes: readonly Mistake[]): void;
  goTo(line: number, column: number): void;
  destroy(): void;
}

/** Mistakes marked in the text at most: thousands would hold up the page. */
const MOST_MARKED = 200;
/** The reader's typing is told when it rests, milliseconds. */
const REST = 250;

/**
 * A text editor for a scenario. It stands in a shadow root: there the editor's styles are style sheets made by script, which the page's
 * policy allows, and not style elements, which it forbids.
 */
export function createEditor(
  host: HTMLElement,
  text: string,
  schema: object,
  onChange: (text: string) => void,
): Editor {
  const root = host.shadowRoot ?? host.attachShadow({ mode: 'open' });
  let rest: ReturnType<typeof setTimeout> | undefined;
  let isTold = true;
  const tell = () => {
    clearTimeout(rest);
    if (isTold) return;
    isTold = true;
    onChange(view.state.doc.toString());
  };
  const view = new EditorView({
    root,
    parent: root,
    state: EditorState.create({
      doc: text,
      extensions: [
        lineNumbers(),
        history(),
        drawSelection(),
        highlightActiveLine(),
        yaml(),
        syntaxHighlighting(HIGHLIGHT),
        lintGutter(),
        autocompletion({ override: [(context) => complete(context, schema)], icons: false }),
        keymap.of([...completionKeymap, ...lintKeymap, ...historyKeymap, ...defaultKeymap]),
        EditorView.lineWrapping,
        EditorView.contentAttributes.of({ 'aria-label': 'Scenario as YAML' }),
        THEME,
        EditorView.updateListener.of(({ docChanged, transactions }) => {
          const isTyped = transactions.some((one) => one.annotation(Transaction.remote) !== true);
          if (!docChanged || !isTyped) return;
          isTold = false;
          clearTimeout(rest);
          rest = setTimeout(tell, REST);
        }),
      ],
    }),
  });
  return {
    show(changed) {
      if (changed === view.state.doc.toString()) return;
      clearTimeout(rest);
      isTold = true;
      view.dispatch({
        changes: { from: 0, to: view.state.doc.length, insert: changed },
        annotations: Transaction.remote.of(true),
      });
    },
    takeTyped: tell,
    mark(mistakes) {
      view.dispatch(setDiagnostics(view.state, diagnosticsOf(view.state, mistakes.slice(0, MOST_MARKED))));
    },
    goTo(line, column) {
      view.dispatch({ selection: { anchor: offsetOf(view.state, line, column) }, scrollIntoView: true });
      view.focus();
    },
    destroy() {
      clearTimeout(rest);
      view.destroy();
    },
  };
}

function offsetOf({ doc }: EditorState, line: number, column: number): number {
  const { from, to } = doc.line(Math.max(1, Math.min(line, doc.lines)));
  return Math.min(to, from + column - 1);
}

function diagnosticsOf(state: EditorState, mistakes: readonly Mistake[]): Diagnostic[] {
  return mistakes.flatMap(({ place, path, found, expected, remedy }) => {
    if (!('file' in place) || place.file !== OWN_FILE) return [];
    const from = offsetOf(state, place.line, place.column);
    const line = state.doc.lineAt(from);
    const [word] = /^[^\s,:}\]]*/.exec(line.text.slice(from - line.from))!;
    const message = `${path}: found ${found}, expected ${expected}. ${remedy}`;
    return [{ from, to: from + word.length, severity: 'error' as const, message }];
  });
}

/** Keys of the vocabulary where a key may stand, and words where a value may. */
function complete(context: CompletionContext, schema: object): CompletionResult | null {
  const word = context.matchBefore(/[\w-]*/);
  if (word === null || (word.from === word.to && !context.explicit)) return null;
  const line = context.state.doc.lineAt(context.pos);
  const before = line.text.slice(0, word.from - line.from);
  const isValue = /[\w-]:\s+$/.test(before);
  const path = pathAt(context.state, word.from, isValue);
  const suggestions = isValue ? wordsAt(schema, path) : keysAt(schema, path);
  if (suggestions.length === 0) return null;
  return { from: word.from, options: suggestions.map((one) => optionOf(one, isValue)), validFor: /^[\w-]*$/ };
}

const optionOf = ({ label, about }: Suggestion, isValue: boolean): Completion => ({
  label,
  apply: isValue ? label : `${label}: `,
  info: about,
});

/** Keys above a place. What is being typed breaks the syntax tree, so the lines above are read by their indentation; braces by the tree. */
function pathAt(state: EditorState, position: number, isValue: boolean): (string | null)[] {
  const line = state.doc.lineAt(position);
  const text = line.text.slice(0, position - line.from);
  const inBraces = bracesPath(text);
  const own = /^(\s*)((?:- )*)/.exec(line.text)!;
  const path = blockPath(state, line.number, own[1]!.length + own[2]!.length);
  if (own[2] !== '') path.push(...own[2]!.match(/- /g)!.map(() => null));
  path.push(...inBraces);
  const key = /([\w-]+):\s+$/.exec(text)?.[1];
  if (isValue && key !== undefined) path.push(key);
  return path;
}

/** Keys and list items of the lines above that a line with such an indentation is inside of. */
function blockPath(state: EditorState, lineNumber: number, indentation: number): (string | null)[] {
  const path: (string | null)[] = [];
  let least = indentation;
  const own = /^(\s*)((?:- )+)/.exec(state.doc.line(lineNumber).text);
  if (own !== null) least = own[1]!.length + 0.5; // a list may stand at its key's own indentation
  for (let number = lineNumber - 1; number >= 1 && least > 0; number--) {
    const { text } = state.doc.line(number);
    if (text.trim() === '' || text.trim().startsWith('#')) continue;
    const [, spaces, dashes, key] = /^(\s*)((?:- )*)([\w-]+)?:?/.exec(text)!;
    const column = spaces!.length + dashes!.length;
    if (dashes !== '' && spaces!.length < least) {
      if (column < least && key !== undefined) path.unshift(key);
      path.unshift(null);
      least = spaces!.length + 0.5;
    } else if (column < least && key !== undefined) {
      path.unshift(key);
      least = column;
    }
  }
  return path;
}

/** Keys of the braces and brackets that are open at the end of a text of one line. */
function bracesPath(text: string): (string | null)[] {
  const open: (string | null)[][] = [];
  for (const [token, key] of text.matchAll(/(?:([\w-]+):\s*)?[{[]|[}\]]/g)) {
    if (token === '}' || token === ']') open.pop();
    else open.push([...(key === undefined ? [] : [key]), ...(token.endsWith('[') ? [null] : [])]);
  }
  return open.flat();
}

const HIGHLIGHT = HighlightStyle.define([
  { tag: tags.propertyName, color: 'var(--code-key)' },
  { tag: tags.comment, color: 'var(--code-comment)', fontStyle: 'italic' },
  { tag: tags.string, color: 'var(--text)' },
  { tag: tags.content, color: 'var(--text)' },
]);

const THEME = EditorView.theme({
  '&': { color: 'var(--text)', backgroundColor: 'var(--paper)', fontSize: '14px', maxHeight: '32rem' },
  '&.cm-focused': { outline: '3px solid var(--focus)', outlineOffset: '1px' },
  '.cm-scroller': { fontFamily: 'ui-monospace, "DejaVu Sans Mono", monospace', overflow: 'auto' },
  '.cm-content': { caretColor: 'var(--text)' },
  '.cm-cursor': { borderLeftColor: 'var(--text)' },
  '.cm-gutters': { backgroundColor: 'var(--shade)', color: 'var(--quiet)', border: 'none' },
  '.cm-activeLine': { backgroundColor: 'transparent' },
  '.cm-selectionBackground': { backgroundColor: 'var(--selection) !important' },
  '.cm-tooltip': {
    backgroundColor: 'var(--paper)',
    color: 'var(--text)',
    border: '1px solid var(--line)',
    maxWidth: 'min(36rem, 90vw)',
  },
  '.cm-tooltip-autocomplete ul li[aria-selected]': { backgroundColor: 'var(--own)', color: 'var(--paper)' },
  '.cm-diagnostic-error': { borderLeftColor: 'var(--bad)' },
});
