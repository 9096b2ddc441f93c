import { defineConfig } from 'vitest/config';

const report = process.env.TEST_REPORT;

// The long suite (process kills, browser, tarball) runs with CI=true or LONG=true: test/support/long-suite.ts.
export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    reporters: report === undefined ? ['default'] : ['default', ['json', { outputFile: report }]],
    maxWorkers: 2, // vitest takes one core less than there are
    isolate: false, // a worker reads each module once, not once a file: no module keeps anything that a test could change
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
