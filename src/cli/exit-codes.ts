/** What a command says by its exit code; README and `--help` give the same words. */
export const EXIT_CODES = {
  done: 0,
  checkFailed: 1,
  wrongUsage: 2,
  failedWhileRunning: 3,
  interrupted: 130,
} as const;

export const EXIT_CODES_HELP = [
  'Exit codes:',
  '  0    done',
  '  1    a check failed',
  '  2    the command or the scenario is wrong; nothing was run',
  '  3    failed while running; earlier results are kept',
  '  130  interrupted; earlier results are kept',
].join('\n');
