import { TABLE_NAMES, TABLES } from './columns.ts';

/** Every table and column as Markdown, for MODEL.md. */
export function tablesAsMarkdown(): string {
  return TABLE_NAMES.map(tableAsMarkdown).join('\n');
}

function tableAsMarkdown(name: keyof typeof TABLES): string {
  const { meaning, columns } = TABLES[name];
  const rows = columns.map((column) => `| \`${column.name}\` | ${column.unit} | ${column.meaning} |`);
  return [
    `**\`${name}.csv\`**: ${meaning}`,
    '',
    '| column | unit | meaning |',
    '|---|---|---|',
    ...rows,
    '',
  ].join('\n');
}
