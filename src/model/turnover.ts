import type { EmployerRow, FlowKind, FlowRow } from './records.ts';

/** People who came to a unit, and who left it by the column they are counted in. */
type Turnover = Pick<EmployerRow, 'hires' | 'jobToJob' | 'quits' | 'layOffs' | 'failures' | 'exits'>;
export const NO_TURNOVER: Turnover = { hires: 0, jobToJob: 0, quits: 0, layOffs: 0, failures: 0, exits: 0 };

/** Kinds of flows from one employer to another that was there already. */
export const MOVES: readonly FlowKind[] = ['job-to-job', 'lift-out', 'acqui-hire'];
/** Kinds of flows that count as hires of the place somebody came to. */
const COMES_BY: readonly FlowKind[] = [
  'hire',
  'founding',
  'acquisition',
  'visa-hire',
  'hired-abroad',
  ...MOVES,
];

/** Which column a flow's kind counts in for the place somebody left. */
const SEPARATION: Partial<Record<FlowKind, keyof Turnover>> = {
  'job-to-job': 'jobToJob',
  'visa-hire': 'jobToJob',
  'hired-abroad': 'jobToJob',
  founding: 'jobToJob',
  acquisition: 'jobToJob',
  'lift-out': 'jobToJob',
  'acqui-hire': 'jobToJob',
  quit: 'quits',
  'visa-end': 'quits',
  'return-home': 'quits',
  'lay-off': 'layOffs',
  failure: 'failures',
  studies: 'exits',
  exit: 'exits',
};

/** Which flows count as hires, and which as separations of what kind: moves inside a unit are both. */
export function turnoverByUnit(
  flows: readonly FlowRow[],
): Map<string, { -readonly [K in keyof Turnover]: number }> {
  const byUnit = new Map<string, { -readonly [K in keyof Turnover]: number }>();
  const of = (unit: string) => {
    const turnover = byUnit.get(unit) ?? { ...NO_TURNOVER };
    byUnit.set(unit, turnover);
    return turnover;
  };
  for (const { from, to, kind, people } of flows) {
    const separation = SEPARATION[kind];
    if (separation !== undefined) of(from)[separation] += people;
    if (COMES_BY.includes(kind)) of(to).hires += people;
  }
  return byUnit;
}

export function peopleIn(flows: readonly FlowRow[], kind: FlowKind): number {
  return flows.reduce((sum, flow) => (flow.kind === kind ? sum + flow.people : sum), 0);
}
