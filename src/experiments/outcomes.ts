import { monthOf } from '../scenario/dates.ts';
import { didYouMean, nearestWord, oneOf } from '../scenario/nearest.ts';
import { DESTINATIONS, type Destination, type Scenario } from '../scenario/scenario.ts';
import { valuesInColumn } from '../tables/column-values.ts';
import { type Column, TABLES, type TableDeclaration } from '../tables/columns.ts';
import { numbersOf, type Table, textsOf } from '../tables/table.ts';
import { simulatedCount } from '../tables/table-builder.ts';
import type { Tables } from '../tables/tables.ts';
import { monthsOf } from './plan.ts';
import { regionInSentence } from './region-words.ts';

/** Something of a run that policies are compared by, month by month. */
export interface Outcome {
  /** As it is asked for, such as `net-flow:openai`. */
  readonly name: string;
  /** In words, for titles. */
  readonly title: string;
  readonly unit: string;
  /** One value a month of the scenario's calendar; NaN where undefined. */
  monthly(tables: Tables): Float64Array;
}

/** What was asked for is no outcome of this scenario. */
export class OutcomeMistake extends Error {
  readonly found: string;
  readonly expected: string;
  readonly remedy: string;

  constructor(found: string, expected: string, remedy: string) {
    super(`${found}: expected ${expected}`);
    this.found = found;
    this.expected = expected;
    this.remedy = remedy;
  }
}

/** Columns of one table that make an outcome: a month's rows that fit `where`, each column with its sign, put together. */
interface Recipe {
  readonly table: string;
  readonly columns: readonly { readonly name: string; readonly sign: 1 | -1 }[];
  readonly where: Readonly<Record<string, string>>;
  /** Counts are added; other numbers are a mean, weighted by a column where one fits. */
  readonly weightedBy?: string;
  readonly title: string;
  readonly factor?: number;
}

const ALL_TABLES: Readonly<Record<string, TableDeclaration>> = TABLES;

/** The words that may come before the colon, and what is asked for after it. */
const NAMED: Readonly<Record<string, string>> = {
  'net-flow': 'net-flow, or net-flow:ID of an employer, sector or region',
  stock: 'stock:ID of a region, sector or employer',
  pay: 'pay:ID of a sector or employer',
  doctors: 'doctors:DESTINATION, which is industry, academia, government or elsewhere',
  visas: 'visas, or visas:REGION',
  founders: 'founders',
  concentration: 'concentration, or concentration:COLUMN',
};
const FORMS = [...Object.values(NAMED), 'TABLE.COLUMN, or TABLE.COLUMN:COLUMN=VALUE,…'].join('; ');

/**
 * The outcome that a text asks for.
 * @throws OutcomeMistake when the scenario has none of that name, or this version no such table.
 */
export function outcomeOf(name: string, scenario: Scenario): Outcome {
  const recipe = recipeOf(name, scenario);
  const [first] = recipe.columns;
  const declared = columnOf(recipe.table, first!.name);
  const isFlow = declared.type === 'count' && declared.isStock !== true;
  return {
    name,
    title: recipe.title,
    unit: isFlow ? `${declared.unit}/month` : declared.unit,
    monthly: (tables) => monthlyValues(recipe, tables, scenario),
  };
}

interface Need {
  readonly what: string;
  isIn(scenario: Scenario): boolean;
}
const ENTRANTS: Need = {
  what: '`programmes` or `retraining`',
  isIn: ({ programmes, retraining }) => programmes.length + retraining.length > 0,
};
const FOUNDING: Need = { what: '`founding`', isIn: ({ founding }) => founding !== null };
const REGIONS: Need = { what: 'two regions or more', isIn: ({ regions }) => regions.length > 1 };
/** What a market must have for a table to hold anything. */
const NEEDS: Readonly<Record<string, Need>> = {
  visas: {
    what: 'a region with `routes`',
    isIn: ({ regions }) => regions.some(({ routes }) => routes.length > 0),
  },
  origins: REGIONS,
  migration: REGIONS,
  founders: FOUNDING,
  stars: { what: '`superstars`', isIn: ({ superstars }) => superstars !== null },
  doctors: ENTRANTS,
  students: ENTRANTS,
};

/**
 * Refuses an outcome that would be nothing in every month of every run: it would read as if nothing had changed.
 * @param scenarios of which at least one must have it. @throws OutcomeMistake
 */
export function refuseAbsent(name: string, scenarios: readonly Scenario[]): void {
  const recipe = recipeOf(name, scenarios[0]!);
  const isFounded = recipe.table === 'market' && recipe.columns.some((column) => column.name === 'founded');
  const need = isFounded ? FOUNDING : NEEDS[recipe.table];
  if (need !== undefined && !scenarios.some((scenario) => need.isIn(scenario)))
    throw absent(name, need.what, 'the scenario');
  const { region } = recipe.where;
  const isWithoutRoutes = (scenario: Scenario) =>
    scenario.regions.every(({ id, routes }) => id !== region || routes.length === 0);
  if (recipe.table === 'visas' && region !== undefined && scenarios.every(isWithoutRoutes))
    throw absent(name, '`routes`', `the region ${region}`);
  for (const [column, value] of Object.entries(recipe.where))
    refuseNobodys(name, { table: recipe.table, column, value }, scenarios);
}

/** A value that no row can have. */
function refuseNobodys(
  name: string,
  { table, column, value }: { table: string; column: string; value: string },
  scenarios: readonly Scenario[],
): void {
  if (columnOf(table, column).type !== 'text') return;
  const known = [...new Set(scenarios.flatMap((scenario) => valuesInColumn(table, column, scenario)))];
  if (known.includes(value)) return;
  throw unknown(
    name,
    `what the column ${column} of ${table} can hold: ${oneOf(known, 12)}`,
    didYouMean(value, known, 'see talentflow show'),
  );
}

const absent = (name: string, what: string, where: string) =>
  unknown(
    name,
    `an outcome that the market can have: this needs ${what}, which ${where} has not`,
    `take another outcome, or give ${where} what it needs`,
  );

/** Outcomes that are compared unless told otherwise. */
export function defaultOutcomes(scenario: Scenario): string[] {
  const observed = scenario.observe.netFlowOf;
  const sectors = scenario.sectors.map(({ id }) => id);
  const named = scenario.employers.filter(({ isNamed }) => isNamed).map(({ id }) => id);
  return [
    ...(observed === null
      ? (sectors.length > 1 ? sectors : named).slice(0, 8).map((id) => `net-flow:${id}`)
      : ['net-flow']),
    ...(scenario.regions.length > 1 ? scenario.regions.map(({ id }) => `stock:${id}`) : []),
    ...(observed === null ? [] : [`pay:${observed}`]),
    ...(scenario.skills.length > 1 ? ['doctors:industry', 'doctors:academia'] : []),
    ...(scenario.founding === null ? [] : ['founders']),
    ...(scenario.regions.some(({ routes }) => routes.length > 0) ? ['visas'] : []),
    ...(observed === null ? [] : ['concentration']),
  ];
}

function recipeOf(name: string, scenario: Scenario): Recipe {
  const colon = name.indexOf(':');
  const head = colon < 0 ? name : name.slice(0, colon);
  const rest = colon < 0 ? null : name.slice(colon + 1);
  if (head.includes('.')) return genericRecipe(head, rest, name);
  if (!Object.hasOwn(NAMED, head)) {
    const meant = nearestWord(head, Object.keys(NAMED));
    const remedy = meant ? `did you mean ${meant}${name.slice(head.length)}?` : 'write for example net-flow';
    throw unknown(name, FORMS, remedy);
  }
  if (head === 'founders' && rest === null)
    return { table: 'market', columns: plus('founded'), where: {}, title: 'firms founded' };
  if (head === 'net-flow') return netFlow(name, rest, scenario);
  if (head === 'stock' && rest !== null) return stock(name, rest, scenario);
  if (head === 'pay' && rest !== null) return pay(name, rest, scenario);
  if (head === 'doctors' && rest !== null) return doctors(name, rest);
  if (head === 'visas') return visas(name, rest, scenario);
  if (head === 'concentration') return concentration(name, rest);
  const ids = idsAfter(head, scenario);
  if (ids.length === 0) throw unknown(name, NAMED[head]!, `write ${NAMED[head]}`);
  const known = head === 'doctors' ? '' : `: ${oneOf(ids, 12)}`;
  throw unknown(name, `${NAMED[head]}${known}`, `write for example ${head}:${ids[0]}`);
}

/** What may stand after the colon of a word that cannot be without. */
function idsAfter(head: string, scenario: Scenario): readonly string[] {
  if (head === 'doctors') return DESTINATIONS;
  const ofEmployers = [
    ...scenario.employers.filter(({ isNamed }) => isNamed).map(({ id }) => id),
    ...scenario.sectors.map(({ id }) => id),
  ];
  if (head === 'pay') return ofEmployers;
  return head === 'stock' ? [...ofEmployers, ...scenario.regions.map(({ id }) => id)] : [];
}

const plus = (...names: string[]) => names.map((name) => ({ name, sign: 1 as const }));

function netFlow(name: string, id: string | null, scenario: Scenario): Recipe {
  const { netFlowOf, coverage, label } = scenario.observe;
  if (id === null) {
    if (netFlowOf === null)
      throw unknown(name, NAMED['net-flow']!, 'the scenario observes no sector: add :ID');
    const title = `observed net flow of ${label}`;
    return {
      table: 'employers',
      columns: plus('net'),
      where: { sector: netFlowOf },
      factor: coverage,
      title,
    };
  }
  if (isRegion(id, scenario)) {
    const columns = [...plus('arrivals'), { name: 'departures', sign: -1 as const }];
    return {
      table: 'regions',
      columns,
      where: { region: id },
      title: `net flow of ${regionOf(id, scenario)}`,
    };
  }
  return {
    table: 'employers',
    columns: plus('net'),
    where: place(name, id, scenario),
    title: `net flow of ${labelOf(id, scenario)}`,
  };
}

function stock(name: string, id: string, scenario: Scenario): Recipe {
  const title = `AI talent at ${labelOf(id, scenario)}`;
  if (isRegion(id, scenario))
    return {
      table: 'regions',
      columns: plus('people'),
      where: { region: id },
      title: `AI talent in ${regionOf(id, scenario)}`,
    };
  return { table: 'employers', columns: plus('staff'), where: place(name, id, scenario), title };
}

function pay(name: string, id: string, scenario: Scenario): Recipe {
  const title = `pay at ${labelOf(id, scenario)}, ratio to the start`;
  const where = unitOrSector(name, id, scenario, []);
  return { table: 'employers', columns: plus('pay_index'), where, weightedBy: 'staff', title };
}

function doctors(name: string, destination: string): Recipe {
  if (!DESTINATIONS.includes(destination as Destination))
    throw unknown(name, NAMED.doctors!, didYouMean(destination, DESTINATIONS, 'write doctors:industry'));
  return {
    table: 'doctors',
    columns: plus('people'),
    where: { destination },
    title: `first jobs in ${destination}`,
  };
}

function visas(name: string, region: string | null, scenario: Scenario): Recipe {
  checkTable('visas', name);
  if (region !== null && !isRegion(region, scenario))
    throw unknownId(
      name,
      region,
      scenario.regions.map(({ id }) => id),
      'regions',
    );
  const title = region === null ? 'visas granted' : `visas granted in ${regionOf(region, scenario)}`;
  return { table: 'visas', columns: plus('granted'), where: region === null ? {} : { region }, title };
}

function concentration(name: string, column: string | null): Recipe {
  checkTable('concentration', name);
  const wanted = column ?? 'top_five_share';
  refuseWords(columnOf('concentration', wanted, name), name);
  return {
    table: 'concentration',
    columns: plus(wanted),
    where: {},
    title: `concentration of AI talent (${wanted.replaceAll('_', ' ')})`,
  };
}

/** `TABLE.COLUMN` with `COLUMN=VALUE,…`: whatever the tables hold. */
function genericRecipe(head: string, filters: string | null, name: string): Recipe {
  const [table, column, ...more] = head.split('.') as [string, string, ...string[]];
  checkTable(table, name);
  const declared = columnOf(table, column, name);
  if (more.length > 0) throw unknown(name, NUMBERS, 'see talentflow query --tables');
  refuseWords(declared, name);
  const where: Record<string, string> = {};
  for (const filter of filters === null || filters === '' ? [] : filters.split(',')) {
    const [key, value] = filterOf(filter, table, name);
    if (Object.hasOwn(where, key))
      throw unknown(
        name,
        `each column once, not ${key} twice`,
        'compare each value as an outcome of its own',
      );
    where[key] = value;
  }
  const of = Object.values(where).join(', ');
  const title = `${declared.meaning}${of === '' ? '' : ` (${of})`}`;
  return { table, columns: plus(column), where, title };
}

const NUMBERS = 'TABLE.COLUMN, a column of numbers';

function refuseWords({ type }: Column, name: string): void {
  if (type === 'text' || type === 'month') throw unknown(name, NUMBERS, 'see talentflow query --tables');
}

/** The column and the value of `COLUMN=VALUE`. */
function filterOf(filter: string, table: string, name: string): [string, string] {
  const [key, ...rest] = filter.split('=') as [string, ...string[]];
  if (rest.length === 0)
    throw unknown(
      name,
      'COLUMN=VALUE after the colon',
      `write for example ${name.split(':')[0]}:sector=firm`,
    );
  const { type } = columnOf(table, key, name);
  const value = rest.join('=');
  if (type === 'month')
    throw unknown(name, 'a column other than month', `leave it out, and add --from ${value} --to ${value}`);
  if (type !== 'text' && (value === '' || Number.isNaN(Number(value))))
    throw unknown(name, `a number after ${key}=`, `write for example ${key}=0`);
  return [key, value];
}

const place = (name: string, id: string, scenario: Scenario) =>
  unitOrSector(
    name,
    id,
    scenario,
    scenario.regions.map((region) => region.id),
  );

/** Where a unit's or a sector's rows are found. @param regions that could be asked for as well, for the mistake */
function unitOrSector(
  name: string,
  id: string,
  scenario: Scenario,
  regions: readonly string[],
): Record<string, string> {
  if (scenario.sectors.some((sector) => sector.id === id)) return { sector: id };
  const named = scenario.employers.filter(({ isNamed }) => isNamed).map((employer) => employer.id);
  if (named.includes(id)) return { unit: id };
  throw unknownId(
    name,
    id,
    [...named, ...scenario.sectors.map((sector) => sector.id), ...regions],
    regions.length > 0 ? 'named employers, sectors and regions' : 'named employers and sectors',
  );
}

const isRegion = (id: string, { regions }: Scenario) => regions.some((region) => region.id === id);

function labelOf(id: string, { employers, sectors, regions }: Scenario): string {
  return [...employers, ...sectors, ...regions].find((one) => one.id === id)?.label ?? id;
}

const regionOf = (id: string, scenario: Scenario): string => regionInSentence(labelOf(id, scenario));

function checkTable(table: string, name: string): void {
  if (Object.hasOwn(ALL_TABLES, table)) return;
  const tables = Object.keys(ALL_TABLES);
  throw unknown(
    name,
    `a table: ${tables.join(', ')}`,
    didYouMean(table, tables, 'see talentflow query --tables'),
  );
}

function columnOf(table: string, column: string, name = `${table}.${column}`): Column {
  const { columns } = ALL_TABLES[table]!;
  const found = columns.find((one) => one.name === column);
  if (found) return found;
  const known = columns.map((one) => one.name);
  throw unknown(
    name,
    `a column of ${table}: ${known.join(', ')}`,
    didYouMean(column, known, 'see talentflow query --tables'),
  );
}

function unknownId(name: string, id: string, known: readonly string[], what: string): OutcomeMistake {
  return unknown(
    name,
    `one of the ${what}: ${oneOf(known, 12)}`,
    didYouMean(id, known, 'see talentflow show'),
  );
}

const unknown = (found: string, expected: string, remedy: string) =>
  new OutcomeMistake(JSON.stringify(found), expected, remedy);

function monthlyValues(recipe: Recipe, tables: Tables, scenario: Scenario): Float64Array {
  const table = (tables as Readonly<Record<string, Table>>)[recipe.table]!;
  const months = monthsOf(scenario);
  const isIn = rowsThatFit(table, recipe.where);
  const month = textsOf(table, 'month');
  const monthAt = month.texts.map((text) => monthOf(text)! - scenario.calendar.start);
  const isMean = columnOf(recipe.table, recipe.columns[0]!.name).type === 'number';
  const weights = recipe.weightedBy === undefined ? null : numbersOf(table, recipe.weightedBy);
  const sums = new Float64Array(months);
  const weight = new Float64Array(months);
  for (const { name, sign } of recipe.columns) {
    const numbers = numbersOf(table, name);
    for (let row = 0; row < table.rowCount; row++) {
      const value = numbers[row]!;
      if (!isIn(row) || Number.isNaN(value)) continue;
      const at = monthAt[month.codes[row]!]!;
      const ofRow = isMean ? (weights?.[row] ?? 1) : 1;
      sums[at]! += sign * (isMean ? value * ofRow : simulatedCount(value, scenario.scale));
      weight[at]! += ofRow;
    }
  }
  const { factor = 1 } = recipe;
  return sums.map((sum, at) => (isMean ? sum / weight[at]! : (sum / scenario.scale) * factor)); // 0 ÷ 0 is NaN: no row says
}

function rowsThatFit(table: Table, where: Readonly<Record<string, string>>): (row: number) => boolean {
  const tests = Object.entries(where).map(([name, wanted]) => {
    const { type } = table.columns.find((column) => column.name === name)!;
    if (type === 'count' || type === 'number') {
      const numbers = numbersOf(table, name);
      return (row: number) => numbers[row] === Number(wanted);
    }
    const { texts, codes } = textsOf(table, name);
    const code = texts.indexOf(wanted);
    return (row: number) => codes[row] === code;
  });
  return (row) => tests.every((fits) => fits(row));
}
