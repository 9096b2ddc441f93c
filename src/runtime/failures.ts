/** Something the user can put right, told as house style asks: what was found, what was expected, what to do. */
abstract class ToldFailure extends Error {
  readonly found: string;
  readonly expected: string;
  readonly remedy: string;

  constructor(where: string, told: { found: string; expected: string; remedy: string }) {
    super(where);
    this.name = new.target.name;
    this.found = told.found;
    this.expected = told.expected;
    this.remedy = told.remedy;
  }
}

/** The command was given wrongly: nothing was run (exit code 2). The message says where. */
export class UsageMistake extends ToldFailure {}

/** Asked about what a run turned out not to have: it was made, and nothing was written (exit code 2). The message says where. */
export class NotInRun extends ToldFailure {}

/** The disk, or the machine, refused while running: earlier results are kept (exit code 3). The message says where. */
export class RunFailure extends ToldFailure {}

/** The scenario was well written, but its market cannot go on; the message says why and what to change (exit code 3). */
export class MarketFailure extends Error {}

/** The user stopped the run (exit code 130). */
export class Interrupted extends Error {
  /** Points of the experiment that are finished and kept, or all, where only files were left to be written; null when it had none to keep. */
  readonly kept: { readonly done: number; readonly total: number } | 'all' | null;

  constructor(kept: Interrupted['kept'] = null) {
    super('interrupted');
    this.name = 'Interrupted';
    this.kept = kept;
  }
}

const DISK_REMEDIES: Readonly<Record<string, string>> = {
  ENOSPC: 'free some space on that disk, or write elsewhere with OPTION',
  EDQUOT: 'free some of your quota on that disk, or write elsewhere with OPTION',
  EACCES: 'get the right to write there, or write elsewhere with OPTION',
  EPERM: 'get the right to write there, or write elsewhere with OPTION',
  EROFS: 'that disk is read-only: write elsewhere with OPTION',
  ENOTDIR: 'a part of that path is a file, not a folder: write elsewhere with OPTION',
  ENAMETOOLONG: 'that path is too long: write elsewhere with OPTION',
  EMFILE: 'too many files are open: close some programs, or raise `ulimit -n`',
};

/**
 * What a failed file operation means to a user; errors without a system code are given back as they are.
 * @param path the file or folder that was to be written. @param option what says where it goes.
 */
export function diskFailure(path: string, error: unknown, option = '--out DIR'): unknown {
  const code = (error as NodeJS.ErrnoException | null)?.code;
  if (!(error instanceof Error) || code === undefined || !/^E[A-Z]+$/.test(code)) return error;
  return new RunFailure(path, {
    found: `${error.message}`,
    expected: 'a place that can be written to',
    remedy: (DISK_REMEDIES[code] ?? 'see what stands there, or write elsewhere with OPTION').replace(
      'OPTION',
      option,
    ),
  });
}
