import { OUTSIDE } from '../model/records.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { sectorsOfUnits } from '../tables/collect.ts';
import { numbersOf, textsOf } from '../tables/table.ts';
import type { Tables } from '../tables/tables.ts';

/** Who went where in each month, people. `people[(month × places + from) × places + to]`. */
export interface FlowMatrix {
  readonly places: readonly { readonly id: string; readonly label: string }[];
  readonly people: Float32Array;
}

/** Words for where people are who are in no sector. */
const LABELS: Readonly<Record<string, string>> = {
  [OUTSIDE.entry]: 'new to the field',
  [OUTSIDE.noJob]: 'no job',
  [OUTSIDE.left]: 'left the field',
};

/** Changes of sector do not move anybody: the firm became another kind of firm. */
const MOVES_NOBODY = ['launch', 'listing'];

/** Between sectors, and in and out of them; moves within a sector are on the diagonal. */
export function flowsBetweenSectors(scenario: Scenario, tables: Tables): FlowMatrix {
  const { flows } = tables;
  const sectorOf = sectorsOfUnits(scenario);
  const places = [
    ...scenario.sectors.map(({ id, label }) => ({ id, label })),
    ...Object.values(OUTSIDE).map((id) => ({ id, label: LABELS[id]! })),
  ];
  const kind = textsOf(flows, 'kind');
  const counts = kind.texts.map((text) => !MOVES_NOBODY.includes(text));
  const isCounted = (row: number) => counts[kind.codes[row]!]!;
  return matrixOf(tables, flows, places, (unit) => sectorOf.get(unit) ?? unit, isCounted);
}

/** Between regions. */
export function flowsBetweenRegions(scenario: Scenario, tables: Tables): FlowMatrix {
  const places = scenario.regions.map(({ id, label }) => ({ id, label }));
  return matrixOf(
    tables,
    tables.migration,
    places,
    (region) => region,
    () => true,
  );
}

function matrixOf(
  tables: Tables,
  table: Tables['flows'],
  places: FlowMatrix['places'],
  placeOf: (text: string) => string,
  isCounted: (row: number) => boolean,
): FlowMatrix {
  const at = new Map(places.map(({ id }, position) => [id, position]));
  const positions = (column: 'from' | 'to') => {
    const { texts, codes } = textsOf(table, column);
    const ofText = texts.map((text) => at.get(placeOf(text)) ?? -1);
    return (row: number) => ofText[codes[row]!]!;
  };
  const months = textsOf(tables.market, 'month').texts;
  const monthAt = new Map(months.map((text, position) => [text, position]));
  const month = textsOf(table, 'month');
  const ofMonth = month.texts.map((text) => monthAt.get(text)!);
  const from = positions('from');
  const to = positions('to');
  const numbers = numbersOf(table, 'people');
  const people = new Float32Array(months.length * places.length ** 2);
  for (let row = 0; row < table.rowCount; row++) {
    if (from(row) < 0 || to(row) < 0 || !isCounted(row)) continue;
    const cell = (ofMonth[month.codes[row]!]! * places.length + from(row)) * places.length + to(row);
    people[cell]! += numbers[row]!;
  }
  return { places, people };
}

/** People who went from each place to each other in some months, both ends included. */
export function flowsIn({ places, people }: FlowMatrix, first: number, last: number): number[][] {
  const size = places.length;
  return places.map((_, from) =>
    places.map((_, to) => {
      let sum = 0;
      for (let month = first; month <= last; month++) sum += people[(month * size + from) * size + to]!;
      return sum;
    }),
  );
}
