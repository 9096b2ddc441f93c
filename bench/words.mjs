// How the bench writes its tables.

/** A Markdown table; what is missing is a dash. */
export function table(head, rows) {
  const line = (cells) =>
    `| ${cells.map((cell) => (cell === null || cell === undefined ? '–' : cell)).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** A row: measure, value, and both goals with whether they are met. @param sense 'at most' or 'at least'. */
export function goal(measure, value, first, last, sense) {
  const isMet = (bound) => (sense === 'at most' ? value <= bound : value >= bound);
  const sign = sense === 'at most' ? '≤' : '≥';
  const says = (bound) => [`${sign} ${bound}`, isMet(bound) ? 'met' : '**missed**'];
  return [measure, value >= 100 ? value.toFixed(0) : value.toPrecision(3), ...says(first), ...says(last)];
}

export const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;

export function variance(values) {
  const middle = mean(values);
  return values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / (values.length - 1);
}
