import type * as z from 'zod';
import { boundsText, DISTRIBUTION_NAMES, DISTRIBUTIONS, type FieldInfo, infoOf, keysOf } from './fields.ts';
import { SCENARIO } from './schema.ts';
import { EMPLOYER_FIELDS } from './schema-employers.ts';
import { UNITS } from './units.ts';

/** The vocabulary as Markdown tables, one for each map: MODEL.md's tables, from the declarations themselves. */
export function vocabularyTables(): string {
  const parts: string[] = [];
  addTable(parts, 'The file', SCENARIO, '');
  return `${parts.join('\n\n')}\n`;
}

/** Keys of every map, told once in the text around the tables. */
const TOLD_ONCE = new Set(['source', 'why', 'off']);

function addTable(parts: string[], heading: string, schema: z.ZodType, path: string): void {
  const isSector = path === 'sectors';
  const keys = Object.entries(keysOf(schema) ?? {}).filter(
    ([key]) => !TOLD_ONCE.has(key) && !(isSector && Object.hasOwn(EMPLOYER_FIELDS, key)),
  );
  const rows = keys.map(([key, field]) => rowOf(key, infoOf(field)));
  if (isSector) rows.push(rowOfEmployersKeys());
  const info = infoOf(schema);
  const isRemovable = info.removable === true && info.kind === 'map';
  const note =
    `${heading === 'The file' ? '' : `${info.meaning}.`}${isRemovable ? ' May be removed by `off: true`.' : ''}`.trim();
  const table = ['| key | written as | unit | default | meaning |', '|---|---|---|---|---|', ...rows].join(
    '\n',
  );
  parts.push([`#### ${heading}`, ...(note === '' ? [] : [note]), table].join('\n\n'));
  for (const [key, field] of keys) {
    const at = path === '' ? key : `${path}.${key}`;
    const inside = innerMap(infoOf(field), field);
    if (inside !== undefined && at !== 'drivers.after')
      addTable(parts, headingOf(at, infoOf(field)), inside, at);
  }
}

/** A sector may hold nearly every key of an employer; listed there. */
function rowOfEmployersKeys(): string {
  const keys = Object.keys(EMPLOYER_FIELDS).map((key) => `\`${key}\``);
  return `| ${keys.join(', ')} | as in \`employers\` | | none | hold for the sector’s employers that do not say otherwise |`;
}

const isList = ({ kind }: FieldInfo): boolean => kind === 'items' || kind === 'list';

function headingOf(path: string, info: FieldInfo): string {
  if (path === 'drivers.before') return '`drivers.before` and `drivers.after`, when a map';
  return `\`${path}\`${isList(info) ? ', each item' : ''}`;
}

/** The map inside a field that gets a table of its own. */
function innerMap(info: FieldInfo, field: z.ZodType): z.ZodType | undefined {
  const inside = info.kind === 'map' ? field : isList(info) ? info.inside : info.orMap;
  return inside !== undefined && infoOf(inside).kind === 'map' ? inside : undefined;
}

function rowOf(key: string, info: FieldInfo): string {
  const unit = info.unit === undefined ? '' : info.unit === 'own' ? 'its own' : UNITS[info.unit].name;
  return `| ${[`\`${key}\``, writtenAs(info), unit, defaultOf(info), info.meaning].map(cell).join(' | ')} |`;
}

const cell = (text: string): string => text.replaceAll('|', '\\|');

function writtenAs(info: FieldInfo): string {
  const bounds = info.bounds === undefined ? '' : boundsText(info.bounds);
  const number = `${info.bounds?.whole ? 'whole number' : 'number'}${bounds}`;
  const words = info.words?.map((word) => `\`${word}\``) ?? [];
  const forms: Record<FieldInfo['kind'], string[]> = {
    number: [
      ...words,
      ...(info.expected.startsWith('a month') ? ['month'] : []),
      number,
      ...(info.orMap === undefined ? [] : ['map']),
    ],
    distribution: [`${number}`, 'distribution'],
    month: ['month'],
    text: ['text'],
    seed: ['text', 'number'],
    id: ['id'],
    choice: [...words, ...(info.orMap === undefined ? [] : ['map'])],
    flag: ['true', 'false'],
    map: ['map'],
    items: ['list of items with `id`'],
    list: [info.inside === undefined ? 'list' : `list of ${insideWords(infoOf(info.inside))}`],
    'numbers-by-name': [`map name → ${number}`],
  };
  return forms[info.kind].join(' or ');
}

function insideWords({ kind, bounds }: FieldInfo): string {
  if (kind === 'number') return `numbers${bounds === undefined ? '' : boundsText(bounds)}`;
  return kind === 'id' ? 'ids' : 'maps';
}

function defaultOf(info: FieldInfo): string {
  if (info.required) return '**required**';
  if (info.default !== undefined && info.default !== '') return `\`${info.default}\``;
  if (info.kind === 'map') return info.removable ? 'absent' : 'the defaults of its keys';
  return info.defaultWords ?? 'none';
}

/** The kinds of distributions and their parameters. */
export function distributionTable(): string {
  const rows = DISTRIBUTION_NAMES.map(
    (name) => `| \`${name}\` | ${DISTRIBUTIONS[name].map((key) => `\`${key}\``).join(', ')} |`,
  );
  return `${['| distribution | parameters |', '|---|---|', ...rows].join('\n')}\n`;
}

/** Every unit a number may be written in, by the unit of its field. */
export function unitTable(): string {
  const rows = Object.values(UNITS)
    .filter(({ name }) => name !== 'own')
    .map(({ name, accepts }) => {
      const ways = Object.entries(accepts as Record<string, number>)
        .filter(([way]) => way !== name)
        .map(
          ([way, factor]) =>
            `\`${way}\`${factor === 1 ? '' : factor > 1 ? ` (× ${factor})` : ` (÷ ${Math.round(1 / factor)})`}`,
        );
      return `| ${name} | ${ways.join(', ') || 'nothing else'} |`;
    });
  return `${['| unit of the field | may also be written as |', '|---|---|', ...rows].join('\n')}\n`;
}
