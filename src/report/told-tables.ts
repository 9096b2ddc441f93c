import { lexer, type Tokens } from 'marked';

/** What a command's own page for readers says: headings, remarks, lists and tables, in order. */
export type Told =
  | { readonly kind: 'heading'; readonly text: string }
  | { readonly kind: 'remark'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  | {
      readonly kind: 'table';
      readonly columns: readonly string[];
      readonly rows: readonly (readonly string[])[];
    };

/** Reads Markdown as the commands write it; what is none of these is left out. */
export function toldIn(markdown: string): Told[] {
  return lexer(markdown).flatMap((token): Told[] => {
    if (token.type === 'heading') return [{ kind: 'heading', text: plain(token as Tokens.Heading) }];
    if (token.type === 'paragraph') return [{ kind: 'remark', text: plain(token as Tokens.Paragraph) }];
    if (token.type === 'list') return [{ kind: 'list', items: (token as Tokens.List).items.map(plain) }];
    if (token.type !== 'table') return [];
    const { header, rows } = token as Tokens.Table;
    return [{ kind: 'table', columns: header.map(plain), rows: rows.map((row) => row.map(plain)) }];
  });
}

/** The words of an inline text, without its marks. */
function plain({ tokens, text }: { text: string; tokens?: Tokens.Generic[] }): string {
  return tokens === undefined ? text : tokens.map((token) => plain(token as never)).join('');
}

/** The number that a cell begins with, as readers' tables write numbers: `+1,200`, `−0.5`, `60%`; null where it begins with none. */
export function numberIn(cell: string): number | null {
  const found = /^[+−-]?\d[\d,]*(\.\d+)?/.exec(cell.trim());
  return found === null ? null : Number(found[0].replaceAll(',', '').replace('−', '-').replace('+', ''));
}
