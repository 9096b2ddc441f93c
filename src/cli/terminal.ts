/** What commands print to and are stopped by. Results go to `out`, everything else to `err`. */
export interface Terminal {
  out: NodeJS.WriteStream;
  err: NodeJS.WriteStream;
  signal: AbortSignal;
}

export type Paint = (style: keyof typeof STYLES, text: string) => string;

const STYLES = { bold: [1, 22], dim: [2, 22], red: [31, 39], green: [32, 39], yellow: [33, 39] } as const;

/** Colours for a stream; plain text when it is no terminal or NO_COLOR is set (to anything but nothing, as no-color.org says). */
export function paintFor(stream: NodeJS.WriteStream): Paint {
  const isPlain = !stream.isTTY || (process.env.NO_COLOR ?? '') !== '' || process.env.TERM === 'dumb';
  return (style, text) => {
    if (isPlain) return text;
    const [on, off] = STYLES[style];
    return `\u001b[${on}m${text}\u001b[${off}m`;
  };
}

/** Writes lines, each ended. */
export function print(stream: NodeJS.WriteStream, ...lines: string[]): void {
  stream.write(lines.map((line) => `${line}\n`).join(''));
}

/** One JSON value alone on the stream; JSON has no NaN or Infinity, so what is undefined is null. */
export function printJson(stream: NodeJS.WriteStream, value: unknown): void {
  const text = JSON.stringify(
    value,
    (_key, part) => (typeof part === 'number' && !Number.isFinite(part) ? null : part),
    2,
  );
  print(stream, text);
}
