import { OutcomeMistake } from '../experiments/outcomes.ts';
import { Interrupted, MarketFailure, NotInRun, RunFailure, UsageMistake } from '../runtime/failures.ts';
import { packageVersion } from '../runtime/package-files.ts';
import { withoutPassword } from '../runtime/queue.ts';
import { countOfMistakes, mistakeLines, ScenarioError } from '../scenario/scenario-error.ts';
import { SeveralMistakes } from './checks.ts';
import { EXIT_CODES } from './exit-codes.ts';
import { type Paint, paintFor, print } from './terminal.ts';

/** Tells the user what went wrong, in the way that fits whose fault it is. @returns the exit code. */
export function reportFailure(failure: unknown, stream: NodeJS.WriteStream): number {
  const paint = paintFor(stream);
  if (failure instanceof ScenarioError) {
    print(stream, failure.message);
    return EXIT_CODES.wrongUsage;
  }
  if (failure instanceof SeveralMistakes) {
    const { told } = failure;
    const count = told.reduce(
      (sum, one) => sum + (one instanceof ScenarioError ? one.mistakes.length : 1),
      0,
    );
    print(stream, ...told.flatMap((one) => linesOf(one, paint)), countOfMistakes(count));
    return EXIT_CODES.wrongUsage;
  }
  if (failure instanceof UsageMistake || failure instanceof OutcomeMistake) {
    print(stream, ...linesOf(failure, paint), 'Nothing was run.');
    return EXIT_CODES.wrongUsage;
  }
  if (failure instanceof NotInRun) {
    print(stream, ...linesOf(failure, paint), 'The run was made, and nothing was written.');
    return EXIT_CODES.wrongUsage;
  }
  if (failure instanceof RunFailure) {
    print(stream, ...linesOf(failure, paint), 'The run did not finish; earlier results were kept.');
    return EXIT_CODES.failedWhileRunning;
  }
  if (failure instanceof MarketFailure) {
    print(
      stream,
      `The market cannot go on: ${failure.message}`,
      'The run did not finish; earlier results were kept.',
    );
    return EXIT_CODES.failedWhileRunning;
  }
  if (failure instanceof Interrupted) {
    print(stream, 'Interrupted: this run wrote nothing; earlier results are whole.');
    const { kept } = failure;
    const again = process.argv.includes('--fresh') ? 'the same command without --fresh' : 'the same command';
    if (kept === 'all') print(stream, `All points are finished and kept: ${again} only writes.`);
    else if (kept !== null && kept.total > 1)
      print(
        stream,
        `${kept.done} of ${kept.total} points are finished and kept: ${again} goes on from there.`,
      );
    return EXIT_CODES.interrupted;
  }
  print(
    stream,
    paint('red', 'talentflow is at fault here, not your scenario or command. Please report this text:'),
    `talentflow ${packageVersion()}, Node.js ${process.version}, ${process.platform} ${process.arch}`,
    `command: talentflow ${withoutPassword(process.argv.slice(2).join(' '))}`,
    failure instanceof Error ? (failure.stack ?? failure.message) : String(failure),
  );
  return EXIT_CODES.failedWhileRunning;
}

type Told = SeveralMistakes['told'][number] | NotInRun | RunFailure;

function linesOf(told: Told, paint: Paint): string[] {
  if (told instanceof ScenarioError) return mistakeLines(told.mistakes);
  return [
    paint('bold', told instanceof OutcomeMistake ? '--outcome' : told.message),
    `  found     ${told.found}`,
    `  expected  ${told.expected}`,
    `  remedy    ${told.remedy}`,
  ];
}
