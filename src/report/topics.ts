/** What a report tells, in its order, and which charts belong to it. */
export interface Topic {
  readonly id: string;
  readonly title: string;
  readonly holds: (command: string, chart: string) => boolean;
  /** Whether a command's charts are read beside each other; charts with long names in them need the whole width. */
  readonly isInColumns?: (command: string) => boolean;
}

const ofRun =
  (...names: string[]) =>
  (command: string, chart: string) =>
    command === 'run' && names.includes(chart);
const ofCommand =
  (...names: string[]) =>
  (command: string) =>
    names.includes(command);

/** The parts of a report, in its order. */
export const TOPICS: readonly Topic[] = [
  { id: 'net-flow', title: 'Net flow', holds: ofRun('net-flow') },
  {
    id: 'facts',
    title: 'Against the published facts',
    holds: (command, chart) => command === 'check' && chart === 'check',
  },
  { id: 'policies', title: 'What policies change', holds: ofCommand('compare') },
  { id: 'destinations', title: 'Where leavers go', holds: ofRun('destinations') },
  { id: 'doctors', title: 'New doctors', holds: ofRun('doctors') },
  { id: 'borders', title: 'Over the borders', holds: ofRun('borders') },
  {
    id: 'causes',
    title: 'Causes',
    holds: (command, chart) => command === 'decompose' || ofRun('reasons')(command, chart),
  },
  { id: 'concentration', title: 'Concentration and stars', holds: ofRun('concentration', 'stars') },
  { id: 'staff', title: 'Staff', holds: ofRun('staff', 'giants-staff') },
  {
    id: 'parameters',
    title: 'What it depends on',
    holds: ofCommand('sweep', 'sensitivity'),
    isInColumns: ofCommand('sweep'),
  },
  { id: 'forecast', title: 'Forecast', holds: ofCommand('forecast') },
  { id: 'explained', title: 'One by one', holds: ofCommand('explain') },
  { id: 'fit', title: 'How it was fitted', holds: ofCommand('calibrate') },
  { id: 'trust', title: 'How far to trust it', holds: ofCommand('check') },
  { id: 'more', title: 'More', holds: () => true },
];

/** The first topic that holds it; what a command says beside its charts has no chart's name. */
export const topicOf = (command: string, chart: string): Topic =>
  TOPICS.find(({ holds }) => holds(command, chart))!;
