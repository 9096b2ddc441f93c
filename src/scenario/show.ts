import type { ParsedScenario } from './parse.ts';
import type { Origin, ShownValue } from './provenance.ts';

/**
 * The scenario as resolved, for `talentflow show`: each value with its unit and source; with `origin` also where it was
 * written; with `json` the same facts as JSON text.
 */
export function showScenario(
  parsed: ParsedScenario,
  options: { origin?: boolean; json?: boolean } = {},
): string {
  if (options.json) return JSON.stringify(asJson(parsed), null, 2);
  const rows = parsed.values.map((value) => [
    value.path,
    valueText(value),
    ...(options.origin ? [originText(value.origin)] : []),
    backingText(value),
  ]);
  const widths = rows[0]?.map((_, at) => widthOf(rows.map((row) => row[at]!.length))) ?? [];
  const lines = rows.map((row) =>
    row
      .map((cell, at) => cell.padEnd(widths[at]!))
      .join('  ')
      .trimEnd(),
  );
  const files = parsed.files.map((file) => `# ${file}`);
  return [...files, ...lines].join('\n');
}

/** Cells longer than this stand out of their column, or one long text would push every line off the screen. */
const WIDEST_COLUMN = 60;

function widthOf(lengths: readonly number[]): number {
  return Math.max(0, ...lengths.filter((length) => length <= WIDEST_COLUMN));
}

/** JSON with the same facts; `source` of a number without one is null. */
function asJson({ scenario, values, files }: ParsedScenario) {
  return { format: 'talentflow.show/1', name: scenario.name, files, values };
}

function valueText({ value, unit }: ShownValue): string {
  const text = typeof value === 'string' ? value.replaceAll('\n', ' ') : String(value);
  return unit === null || unit === '' ? text : `${text} ${unit}`;
}

export function originText(origin: Origin): string {
  return typeof origin === 'string' ? origin : `${origin.file}:${origin.line}:${origin.column}`;
}

/** What backs a number, in words; nothing for texts and defaults. */
function backingText({ unit, source, kind, why, range, fact, origin }: ShownValue): string {
  if (unit === null || origin === 'default') return '';
  const parts = [
    kind,
    source,
    why === null ? null : `why: ${why}`,
    range === null ? null : `range ${range[0]} to ${range[1]}`,
    fact === null ? null : `fitted to ${fact}`,
  ].filter((part) => part !== null);
  return source === null && why === null && fact === null
    ? ['no source', ...parts].join('; ')
    : parts.join('; ');
}
