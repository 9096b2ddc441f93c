import { periodName } from '../../charts/words.ts';
import { type CheckedFact, isTold, type Tally, tallies } from '../../evidence/check.ts';
import type { PeopleAMonth } from '../../evidence/people-a-month.ts';
import type { Figure } from '../../evidence/score.ts';
import { figureText, intervalText, simulatedText, toleratedText } from '../../evidence/words.ts';
import { type Cell, numberCell, SortableTable } from './table.tsx';

const markOf = (inside: boolean | null): Pick<Cell, 'mark'> =>
  inside === null ? {} : { mark: inside ? 'good' : 'bad' };

/** The periods of a run's net flow beside the published means. */
export function PeriodsTable({
  periods,
  figures,
}: {
  readonly periods: readonly PeopleAMonth[];
  readonly figures: readonly Figure[];
}) {
  const figureOf = (id: string) => figures.find((figure) => figure.id === id);
  return (
    <SortableTable
      caption="Mean net flow by period, people a month"
      columns={[
        { name: 'Period' },
        { name: 'Fact' },
        { name: 'Published', kind: 'number' },
        { name: 'Simulated', kind: 'number' },
        { name: '90% interval', kind: 'number' },
        { name: 'Role' },
        { name: 'Within tolerance' },
      ]}
      rows={periods.map(({ id, from, to, published, simulated: { centre, low, high } }) => {
        const inside = figureOf(id)?.inside ?? null;
        return [
          { shown: periodName({ from, to }) },
          { shown: id },
          numberCell(published, figureText(published)),
          numberCell(centre, figureText(centre)),
          numberCell(low, intervalText(low, high)),
          { shown: figureOf(id)?.role ?? '–' },
          { shown: inside === null ? '–' : inside ? 'yes' : 'no', ...markOf(inside) },
        ];
      })}
    />
  );
}

/** Every fact that a check judged, but for inputs that are the scenario's own: those are the same in every run. */
export function ChecksTable({ facts }: { readonly facts: readonly CheckedFact[] }) {
  const judged = facts.filter(({ verdict }) => verdict !== 'not judged');
  const shown = judged.filter(isTold);
  const given = judged.length - shown.length;
  return (
    <>
      <SortableTable
        caption="Every judged fact: the worst first in each role"
        columns={[
          { name: 'Fact' },
          { name: 'What', kind: 'words' },
          { name: 'Role' },
          { name: 'Verdict' },
          { name: 'Published', kind: 'number' },
          { name: 'Simulated', kind: 'number' },
          { name: '90% interval', kind: 'number' },
          { name: 'Tolerated', kind: 'number' },
        ]}
        rows={shown.map((fact) => [
          { shown: fact.id },
          { shown: fact.unit === '' ? fact.title : `${fact.title}, ${fact.unit}` },
          { shown: fact.role },
          {
            shown: fact.verdict,
            ...(fact.verdict === 'inside' || fact.verdict === 'outside'
              ? markOf(fact.verdict === 'inside')
              : {}),
          },
          numberCell(fact.published, figureText(fact.published)),
          numberCell(fact.agree ?? fact.simulated, simulatedText(fact)),
          numberCell(fact.low, intervalText(fact.low, fact.high)),
          numberCell(fact.tolerance?.from ?? fact.needed, toleratedText(fact)),
        ])}
      />
      {given > 0 ? (
        <p class="note">Not shown: {given} inputs that a run gives back by construction.</p>
      ) : null}
    </>
  );
}

const KINDS: Readonly<Record<Tally['kind'], string>> = { number: 'figures', sign: 'signs and orders' };

/** How many of each role are inside. */
export function TalliesTable({ facts }: { readonly facts: readonly CheckedFact[] }) {
  return (
    <SortableTable
      caption="Facts inside their tolerances, by role"
      columns={[
        { name: 'Role' },
        { name: 'Of which' },
        { name: 'Inside', kind: 'number' },
        { name: 'Outside', kind: 'number' },
        { name: 'Too wide to tell', kind: 'number' },
        { name: 'Not answered', kind: 'number' },
      ]}
      rows={tallies(facts).map(({ role, kind, counts }) => [
        { shown: role },
        { shown: KINDS[kind] },
        ...(['inside', 'outside', 'uninformative', 'not answered'] as const).map((verdict) =>
          numberCell(counts[verdict], String(counts[verdict])),
        ),
      ])}
    />
  );
}
