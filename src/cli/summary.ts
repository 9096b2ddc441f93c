import { median } from 'simple-statistics';
import type { Figure } from '../evidence/score.ts';
import { decimals } from '../experiments/explain/words.ts';
import type { RunResults } from '../report/run-to-folder.ts';
import { numbersOf, textsOf } from '../tables/table.ts';
import type { Runs } from '../tables/tables.ts';
import { aligned } from './aligned.ts';
import { chartsLine, costText } from './results-lines.ts';
import type { Paint } from './terminal.ts';

/** Units listed for a market without published facts. */
const MOST_UNITS_SHOWN = 12;

/** What `run` says on standard output. @param parameters where each run's come from, in words. */
export function summaryOf(results: RunResults, parameters: string, paint: Paint): string[] {
  const { scenario, manifest, folder, charts } = results;
  const runs = manifest.replicates.length;
  const which =
    runs > 1 ? `${runs} runs` : manifest.replicates[0] === 0 ? '' : `replicate ${manifest.replicates[0]}`;
  const title = [scenario.title, `seed ${scenario.seed}`, which, scaleText(scenario.scale)].filter(
    (part) => part !== '',
  );
  return [
    paint('bold', title.join(', ')),
    '',
    ...(results.figures.length > 0 ? factLines(results, paint) : staffLines(results.runs)),
    ...(runs > 1 ? ['', `Intervals: 90% of ${runs} runs, parameters ${parameters}.`] : []),
    '',
    `Tables  ${folder}`,
    ...chartsLine(folder, charts),
    paint('dim', `${costText(manifest)}, ${Math.round(manifest.peakMemoryBytes / 1e6)} MB`),
  ];
}

const scaleText = (scale: number) => (scale === 1 ? '' : `scale ${scale}`);

/** The facts of the article in people a month, with the ratio that is judged, and the verdict. */
function factLines({ figures, peopleAMonth, scenario }: RunResults, paint: Paint): string[] {
  const rows = figures.map((figure) => {
    const people = peopleAMonth.find(({ id }) => id === figure.id);
    const isRatio = figure.unit.startsWith('ratio');
    return [
      figure.id,
      people ? `${people.from} to ${people.to}` : figure.title,
      people ? oneDecimal(people.published) : '',
      people
        ? withInterval(people.simulated.centre, people.simulated.low, people.simulated.high, oneDecimal)
        : '',
      isRatio || !people ? twoDecimals(figure.published) : '',
      isRatio || !people ? withInterval(figure.simulated, figure.low, figure.high, twoDecimals) : '',
    ];
  });
  const header = ['', '', 'published', 'simulated', 'ratio published', 'ratio simulated'];
  const lines = aligned([header, ...rows]);
  const width = Math.max(...lines.map((line) => line.length));
  const verdicts = figures.map((figure) => verdict(figure, paint));
  return [
    `Net hires of ${scenario.observe.label}, people a month, and as a ratio to the first period's`,
    paint('dim', lines[0]!),
    ...lines.slice(1).map((line, row) => `${line.padEnd(width)}  ${verdicts[row]}`),
  ];
}

function verdict({ inside, role }: Figure, paint: Paint): string {
  const heldOut = role === 'held out' ? ', held out' : '';
  if (inside === null) return paint('dim', `not simulated${heldOut}`);
  return inside
    ? paint('green', `inside the tolerance${heldOut}`)
    : paint('red', `outside the tolerance${heldOut}`);
}

/** Staff at the end, the largest first, for a market that no published fact is about. */
function staffLines(runs: Runs): string[] {
  const staff = medianStaffAtTheEnd(runs);
  const largest = [...staff].sort(([, one], [, other]) => other - one).slice(0, MOST_UNITS_SHOWN);
  const rows = largest.map(([unit, people]) => [unit, Math.round(people).toLocaleString('en-GB')]);
  const more = staff.size > rows.length ? [`  and ${staff.size - rows.length} more in employers.csv`] : [];
  return ['Staff at the end, people', ...aligned(rows), ...more];
}

function medianStaffAtTheEnd(runs: Runs): Map<string, number> {
  const ofUnit = new Map<string, number[]>();
  for (const { employers } of runs) {
    const months = textsOf(employers, 'month');
    const units = textsOf(employers, 'unit');
    const staff = numbersOf(employers, 'staff');
    const lastMonth = months.codes[employers.rowCount - 1];
    for (let row = employers.rowCount - 1; row >= 0 && months.codes[row] === lastMonth; row--) {
      const unit = units.texts[units.codes[row]!]!;
      const ofRuns = ofUnit.get(unit);
      if (ofRuns === undefined) ofUnit.set(unit, [staff[row]!]);
      else ofRuns.push(staff[row]!);
    }
  }
  return new Map([...ofUnit].reverse().map(([unit, people]) => [unit, median(people)]));
}

const oneDecimal = (value: number | null) => (value === null ? '–' : decimals(value, 1));
const twoDecimals = (value: number | null) => (value === null ? '–' : decimals(value));

function withInterval(
  centre: number | null,
  low: number | null,
  high: number | null,
  print: (value: number | null) => string,
): string {
  return low === null || high === null ? print(centre) : `${print(centre)} (${print(low)} to ${print(high)})`;
}
