import { periodName } from '../../charts/words.ts';
import { meanWords, rangeWords } from '../comparison-tables.ts';
import { outcomeTitle, policyTitle } from '../findings.ts';
import type { ReportedResults } from '../reported-results.ts';
import { range, said } from '../said.ts';
import { numberCell, SortableTable } from './table.tsx';

/** Every effect of a comparison, with what more runs would narrow and what they would not. */
export function EffectsTable({ results }: { readonly results: ReportedResults }) {
  const { effects, manifest } = results;
  const [first] = effects;
  if (first === undefined) return null;
  return (
    <>
      <SortableTable
        caption={`Policy less base, means over ${periodName(first)}`}
        columns={[
          { name: 'Policy' },
          { name: 'Outcome', kind: 'words' },
          { name: 'Difference', kind: 'number' },
          { name: 'Monte Carlo interval', kind: 'number' },
          { name: '90% of pairs', kind: 'number' },
          { name: "With mean's sign", kind: 'number' },
          { name: 'Moves changed', kind: 'number' },
        ]}
        rows={effects.map((effect) => [
          { shown: policyTitle(effect.policy, manifest) },
          { shown: `${outcomeTitle(effect.outcome, manifest)}, ${effect.unit}` },
          numberCell(effect.difference, said(effect.difference)),
          numberCell(effect.monteCarloLow, range(effect.monteCarloLow, effect.monteCarloHigh)),
          numberCell(effect.low, range(effect.low, effect.high)),
          numberCell(
            effect.sameSign,
            effect.sameSign === null ? '–' : `${Math.round(100 * effect.sameSign)}%`,
          ),
          numberCell(
            effect.movesChanged,
            said(effect.movesChanged === null ? null : Math.round(effect.movesChanged)),
          ),
        ])}
      />
      <p class="note">
        {meanWords(first)} More runs would narrow the interval; all of the table hold together with 90%.{' '}
        {rangeWords(first)} More runs would not narrow this range. Moves changed: moves a run that are in one
        of the two runs only, about.
      </p>
    </>
  );
}
