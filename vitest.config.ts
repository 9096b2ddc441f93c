import { defineConfig } from 'vitest/config';
import { LongestFirst } from './test/support/longest-first.ts';
import { PROJECT } from './test/support/talentflow.ts';

const report = process.env.TEST_REPORT;
// The long suite (process kills, browser, tarball): test/support/long-suite.ts.
const isLong = process.env.CI === 'true' || process.env.LONG === 'true';

/**
 * What simulates is read as Node itself reads modules (test/support/typescript-in-node.ts): Vite's own runner looks an import up whenever it
 * is used, a quarter of the time of laws, twin and locality. It imports nothing else of ours, so that no module is there twice.
 */
const SIMULATES = new RegExp(
  `${PROJECT.replace(/[^\w/]/g, '\\$&')}/src/(maths|random|scenario|model|tables|evidence|experiments)/`,
);

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    reporters: report === undefined ? ['default'] : ['default', ['json', { outputFile: report }]],
    server: { deps: { external: [/\/dist\/parts\//, SIMULATES] } }, // what is built runs as it is
    setupFiles: ['test/support/typescript-in-node.ts'],
    maxWorkers: 2, // vitest takes one core less than there are
    sequence: { sequencer: LongestFirst },
    isolate: false, // a worker reads each module once, not once a file: no module keeps anything that a test could change
    // Two hundred markets take minutes, on a shared machine more.
    testTimeout: isLong ? 900_000 : 180_000,
    hookTimeout: 120_000,
  },
});
