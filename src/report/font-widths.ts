import { readFileSync } from 'node:fs';

/** Width of a text in ems (1 is the font's size). */
export type WidthInEms = (text: string) => number;

/**
 * Reads how wide a TrueType font sets each letter, so that charts are laid out by the font that they are drawn in.
 * Tables `head`, `hhea`, `hmtx` and a `cmap` of format 4, as the OpenType specification describes them. Kerning is left out.
 */
export function readFontWidths(file: string): WidthInEms {
  const font = readFileSync(file);
  const at = tableOffsets(font);
  const unitsPerEm = font.readUInt16BE(at('head') + 18);
  const widths = font.readUInt16BE(at('hhea') + 34);
  const glyphOf = glyphFinder(font, at('cmap'));
  const known = new Map<number, number>();
  const widthOf = (letter: number): number => {
    const before = known.get(letter);
    if (before !== undefined) return before;
    // Glyphs past the last width have that width.
    const glyph = Math.min(glyphOf(letter), widths - 1);
    const width = font.readUInt16BE(at('hmtx') + 4 * glyph) / unitsPerEm;
    known.set(letter, width);
    return width;
  };
  return (text) => {
    let ems = 0;
    for (const letter of text) ems += widthOf(letter.codePointAt(0)!);
    return ems;
  };
}

function tableOffsets(font: Buffer): (tag: string) => number {
  const offsets = new Map<string, number>();
  for (let table = 0; table < font.readUInt16BE(4); table++) {
    const entry = 12 + 16 * table;
    offsets.set(font.toString('latin1', entry, entry + 4), font.readUInt32BE(entry + 8));
  }
  return (tag) => {
    const offset = offsets.get(tag);
    if (offset === undefined) throw new Error(`the font has no table ${tag}`);
    return offset;
  };
}

function glyphFinder(font: Buffer, cmap: number): (letter: number) => number {
  const subtables = Array.from(
    { length: font.readUInt16BE(cmap + 2) },
    (_, table) => cmap + font.readUInt32BE(cmap + 4 + 8 * table + 4),
  );
  const segments = subtables.find((offset) => font.readUInt16BE(offset) === 4);
  if (segments === undefined) throw new Error('the font has no cmap of format 4');
  const size = font.readUInt16BE(segments + 6); // twice the number of segments
  return (letter) => {
    for (let segment = 0; segment < size; segment += 2) {
      const end = segments + 14 + segment;
      if (letter > font.readUInt16BE(end)) continue;
      const first = font.readUInt16BE(end + size + 2);
      if (letter < first) return 0;
      const delta = font.readUInt16BE(end + 2 * size + 2);
      const rangeAt = end + 3 * size + 2;
      const range = font.readUInt16BE(rangeAt);
      if (range === 0) return (letter + delta) & 0xffff;
      const glyph = font.readUInt16BE(rangeAt + range + 2 * (letter - first));
      return glyph === 0 ? 0 : (glyph + delta) & 0xffff;
    }
    return 0;
  };
}
