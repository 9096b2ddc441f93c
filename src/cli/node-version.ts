/** The oldest Node.js that what the program uses runs on, as `engines` of package.json says. */
export const LEAST_NODE = 20;

/** What is told on an older one, where the rest of the program cannot even be loaded; null where it can. @param version as `process.version`. */
export function tooOldNode(version: string): string | null {
  const found = version.replace('v', '');
  if (Number.parseInt(found, 10) >= LEAST_NODE) return null;
  return [
    'Node.js',
    `  found     ${found}`,
    `  expected  ${LEAST_NODE} or newer`,
    '  remedy    install a newer one (https://nodejs.org); `node --version` says which is found first',
    'Nothing was run.',
    '',
  ].join('\n');
}
