// What the mechanisms do that are about too few people, or about something that no figure of `talentflow check` counts, for the table of
// figures-switched-off.mjs to show: each at full size, in a figure about those whom it reaches. The third table of MODEL.md, "What makes the reversal".
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { mean, table, variance } from './words.mjs';

const CHILD = fileURLToPath(new URL('children/few.ts', import.meta.url));
const PAGE = new URL('../MODEL.md', import.meta.url);
const [BEGIN, END] = ['<!-- few switched off: begin -->', '<!-- few switched off: end -->'];
const RUNS = 6;

/** Title, the child's name for its figure, the figure in words, digits after the point, and what is said on the command line after --set. */
const CASES = [
  [
    'non-competes',
    'non-competes',
    'people who went from one employer to another of sectors that compete, a month from 2019',
    1,
    ['non-competes.off=true'],
  ],
  [
    'weight of practice',
    'practice',
    'practice of the practitioners whom start-ups hire, sd, from 2019 (of all: 0.3)',
    2,
    ['sectors.start-ups.weight-of-practice=0', 'sectors.stealth.weight-of-practice=0'],
  ],
  [
    'governance event at OpenAI',
    'governance',
    'people who left OpenAI, 2023-11 to 2024-05',
    1,
    ['timeline.board-crisis-mission.off=true', 'timeline.board-crisis-autonomy.off=true'],
  ],
  [
    'event: a chief executive’s letters',
    'letters',
    'stars who came to Meta, 2024-03 to 2024-05',
    1,
    ['timeline.letters-of-a-chief-executive.off=true'],
  ],
  [
    'event: a giant’s model for medicine',
    'health model',
    'leavers that mission adds at Alphabet, people expected, 2023-03 to 2024-05',
    1,
    ['timeline.health-model.off=true'],
  ],
];

/** Prints the table, and with `write` puts it into MODEL.md. */
export function printFewSwitchedOff({ write }) {
  const before = figuresOf([]);
  const rows = CASES.map(([title, figure, words, digits, set]) => {
    const as = (runs) => runs.map((run) => run[figure]);
    return [title, words, ...compared(as(before), as(figuresOf(set)), digits)];
  });
  const head = [
    'baseline without',
    'figure about those whom it reaches',
    'as it is',
    'without',
    'difference',
  ];
  const text = table(head, rows);
  console.log(text);
  if (!write) return;
  const page = readFileSync(PAGE, 'utf8');
  const [start, end] = [page.indexOf(BEGIN) + BEGIN.length, page.indexOf(END)];
  writeFileSync(PAGE, `${page.slice(0, start)}\n\n${text}\n\n${page.slice(end)}`);
}

function figuresOf(set) {
  return Array.from({ length: RUNS }, (_, replicate) => {
    const words = ['--import', 'tsx', CHILD, String(replicate), ...set];
    return JSON.parse(execFileSync(process.execPath, words, { encoding: 'utf8' }));
  });
}

/** Means, and that of the paired differences with its standard error. */
function compared(before, after, digits) {
  const differences = after.map((value, run) => value - before[run]);
  const error = Math.sqrt(variance(differences) / RUNS);
  const written = (value) => value.toFixed(digits).replace('-', '−');
  const difference = `${written(mean(differences))} ± ${error.toPrecision(2)}`;
  return [written(mean(before)), written(mean(after)), difference];
}
