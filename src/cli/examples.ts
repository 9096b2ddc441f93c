/** Columns that a terminal shows of a line of --help. */
const MOST_COLUMNS = 98;
const [COMMAND, GOING_ON, SAID] = ['  ', '      ', '        '] as const;

/**
 * The end of a command's --help: each command as it can be copied, and under it what it does. yargs would set them beside each other, and break
 * the command in two.
 */
export const examples = (...pairs: readonly (readonly [command: string, says: string])[]): string =>
  ['Examples:', ...pairs.flatMap(([command, says]) => [...brokenForShells(command), SAID + says]), ''].join(
    '\n',
  );

/** Lines which a shell reads as one. */
function brokenForShells(command: string): string[] {
  const lines: string[] = [COMMAND];
  for (const word of command.match(/"[^"]*"|\S+/g)!) {
    const line = lines.at(-1)!;
    if (line.length + word.length + ' \\'.length > MOST_COLUMNS) {
      lines[lines.length - 1] = `${line}\\`;
      lines.push(`${GOING_ON}${word} `);
    } else lines[lines.length - 1] = `${line}${word} `;
  }
  return lines.map((line) => line.trimEnd());
}
