import { versusTold } from '../experiments/explain/telling.ts';
import type { VersusExplained } from '../experiments/explain/versus.ts';
import { Life } from './life.tsx';

/** The same person under two policies: what was alike, where it parts and why, and from there on both lives beside each other. */
export function TwoLives({
  explained,
  names: [nameOfBase, nameOfOther],
  heading: Heading,
}: {
  readonly explained: VersusExplained;
  /** Of the two scenarios, as "Under …" has them. */
  readonly names: readonly [string, string];
  /** Of what stands over each life. */
  readonly heading: 'h3' | 'h4' | 'h5';
}) {
  const { base, other } = explained;
  const { month, headline, why, locality } = versusTold(explained);
  if (month === null)
    return (
      <>
        <p class="parting">{headline}</p>
        {why.map((line) => (
          <p key={line}>{line}</p>
        ))}
        <p class="note">{locality}</p>
        <Life life={base.life} label={`The life under ${nameOfBase} and ${nameOfOther}`} />
      </>
    );
  const before = base.life.filter((event) => event.month < month);
  const after = [
    { name: nameOfBase, life: base.life },
    { name: nameOfOther, life: other.life },
  ];
  return (
    <>
      {before.length === 0 ? null : (
        <details>
          <summary>
            The same under both until {month}: {before.length} events
          </summary>
          <Life life={before} label={`Under both, until ${month}`} />
        </details>
      )}
      <p class="parting">{headline}</p>
      <ul>
        {why.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      <div class="two-lives">
        {after.map(({ name, life }) => (
          <div key={name}>
            <Heading>Under {name}</Heading>
            {life.some((event) => event.month >= month) ? (
              <Life
                life={life.filter((event) => event.month >= month)}
                label={`Under ${name}, from ${month} on`}
              />
            ) : (
              <p>Nothing more is told of them.</p>
            )}
          </div>
        ))}
      </div>
      <p class="note">{locality}</p>
    </>
  );
}
