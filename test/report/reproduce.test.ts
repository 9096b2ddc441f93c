import { expect, test } from 'vitest';
import type { ReportedResults } from '../../src/report/reported-results.ts';
import { commandsFor } from '../../src/report/reproduce.ts';
import { checkEvidence } from '../../src/runtime/check-evidence.ts';
import { shippedEvidence } from '../../src/runtime/evidence-folder.ts';
import { forecastEvidence } from '../../src/runtime/forecast-evidence.ts';
import { monthOf } from '../../src/scenario/dates.ts';

const results = (command: string, evidence: Record<string, string>) =>
  ({
    folder: 'output/it',
    command,
    effects: [],
    manifest: {
      experiment: { settings: { uncertainty: 'none', evidence } },
      scenario: {
        name: 'market',
        files: ['market.yaml'],
        set: ['a.b=1'],
        resolved: { calendar: { end: monthOf('2024-12') } },
      },
      variants: [],
      seed: '7',
      replicates: [0, 1, 2],
    },
  }) as unknown as ReportedResults;

const READ: Record<string, Record<string, string>> = {
  check: checkEvidence(shippedEvidence()).read,
  forecast: forecastEvidence(shippedEvidence(), undefined).read,
};

test.each(Object.keys(READ))('%s is made again by its own words, if its evidence is ours', (command) => {
  const verify = 'talentflow verify output/it';
  expect(commandsFor(results(command, READ[command]!))).toEqual([
    `talentflow ${command} market.yaml --set a.b=1 --seed 7 --until 2024-12 --replicates 3 --uncertainty none --out output/it`,
    verify,
  ]);
  const [path] = Object.keys(READ[command]!);
  expect(commandsFor(results(command, { ...READ[command], [path!]: 'f'.repeat(64) }))).toEqual([verify]);
});
