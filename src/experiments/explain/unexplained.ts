/** What was asked about cannot be explained: there is no such person, employer or month. Told as every mistake is. */
export class Unexplained extends Error {
  readonly found: string;
  readonly expected: string;
  readonly remedy: string;

  constructor(found: string, expected: string, remedy: string) {
    super(`found ${found}, expected ${expected}; ${remedy}`);
    this.name = 'Unexplained';
    this.found = found;
    this.expected = expected;
    this.remedy = remedy;
  }
}
