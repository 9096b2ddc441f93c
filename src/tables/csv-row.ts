/** A line of CSV without its end; an empty cell where there is no value. */
export const csvRow = (values: readonly unknown[]): string =>
  values.map((value) => csvCell(String(value ?? ''))).join(',');

/** A text as a cell of CSV, in quotes where it needs them. */
export function csvCell(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
