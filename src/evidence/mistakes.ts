import type { Document, LineCounter } from 'yaml';
import { isMap, isNode, isPair, isScalar } from 'yaml';

/** Where a file of evidence is wrong, and what should be there. */
export interface EvidenceMistake {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly path: string;
  readonly found: string;
  readonly expected: string;
}

/** All mistakes of all files at once, one a line of the message. */
export class EvidenceError extends Error {
  readonly mistakes: readonly EvidenceMistake[];

  constructor(mistakes: readonly EvidenceMistake[]) {
    super(
      mistakes
        .map(
          (at) =>
            `${at.file}:${at.line}:${at.column}: ${at.path}: found ${at.found}, expected ${at.expected}`,
        )
        .join('\n'),
    );
    this.name = 'EvidenceError';
    this.mistakes = mistakes;
  }
}

/** A parsed file that can say where a path of it stands. */
export interface Source {
  readonly file: string;
  readonly document: Document;
  readonly lines: LineCounter;
}

/** The mistake of a file at a path; the nearest part that exists gives the position, a key its own. */
export function mistakeAt(
  { file, document, lines }: Source,
  path: readonly PropertyKey[],
  found: string,
  expected: string,
): EvidenceMistake {
  const { line, col } = lines.linePos(offsetOf(document, path));
  return { file, line, column: col, path: path.map(String).join('.') || 'the file', found, expected };
}

function offsetOf(document: Document, path: readonly PropertyKey[]): number {
  for (let depth = path.length; depth > 0; depth--) {
    const parent = document.getIn(path.slice(0, depth - 1), true);
    const key = path[depth - 1];
    if (isMap(parent)) {
      const pair = parent.items.find((item) => isPair(item) && isScalar(item.key) && item.key.value === key);
      if (pair && isScalar(pair.key) && pair.key.range) return pair.key.range[0];
    }
    const node = document.getIn(path.slice(0, depth), true);
    if (isNode(node) && node.range) return node.range[0];
  }
  return 0;
}
