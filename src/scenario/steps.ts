/**
 * What gives way on its way, without giving way. Whoever gives way does so after a few milliseconds of work at full size, so many
 * AT_A_TIME: a page must hear a stop within 50 ms, on a slower machine too.
 */
export function inOneGo<T>(steps: Generator<void, T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}
