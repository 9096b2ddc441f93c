import type { Answer } from './protocol.ts';
import type { OutcomeSeries, Summary } from './summary.ts';

/** A sketch as the build ran it: the page draws it before its own engine is read and compiled. */
export interface Sketch {
  readonly read: Extract<Answer, { kind: 'read' }>;
  readonly result: Extract<Answer, { kind: 'result' }>;
}

type Packed<Matrix> = Omit<Matrix, 'people'> & { readonly people: readonly number[] };

/** The same as JSON has it: lists instead of typed arrays, null instead of NaN. */
export interface PackedSketch {
  readonly read: Sketch['read'];
  readonly result: Omit<Sketch['result'], 'summary'> & {
    readonly summary: Omit<Summary, 'outcomes' | 'sectors' | 'regions'> & {
      readonly outcomes: readonly (Omit<OutcomeSeries, 'values'> & {
        readonly values: readonly (number | null)[];
      })[];
      readonly sectors: Packed<Summary['sectors']>;
      readonly regions: Packed<Summary['regions']>;
    };
  };
}

/** For JSON. */
export function packedSketch({ read, result }: Sketch): PackedSketch {
  const { summary } = result;
  const list = (value: number) => (Number.isNaN(value) ? null : value);
  return {
    read,
    result: {
      ...result,
      summary: {
        ...summary,
        outcomes: summary.outcomes.map((one) => ({ ...one, values: Array.from(one.values, list) })),
        sectors: { ...summary.sectors, people: [...summary.sectors.people] },
        regions: { ...summary.regions, people: [...summary.regions.people] },
      },
    },
  };
}

/** What `packedSketch` was given. */
export function unpackedSketch({ read, result }: PackedSketch): Sketch {
  const { summary } = result;
  const value = (one: number | null) => one ?? Number.NaN;
  return {
    read,
    result: {
      ...result,
      summary: {
        ...summary,
        outcomes: summary.outcomes.map((one) => ({ ...one, values: Float64Array.from(one.values, value) })),
        sectors: { ...summary.sectors, people: Float32Array.from(summary.sectors.people) },
        regions: { ...summary.regions, people: Float32Array.from(summary.regions.people) },
      },
    },
  };
}
