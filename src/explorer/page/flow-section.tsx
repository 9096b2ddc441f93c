import { useMemo, useState } from 'preact/hooks';
import { wrapped } from '../../charts/style.ts';
import { monthName, number } from '../../charts/words.ts';
import { type FlowLink, type FlowNode, type FlowPicture, flowPicture } from '../flow-layout.ts';
import { differenceText } from '../words.ts';
import { Scroll } from './scroll.tsx';
import { monthShown, useExplorer, useExplorerState } from './use-explorer.ts';
import { useWidth } from './use-width.ts';

/** Where people went in the year to the chosen month: ribbons between sectors, or between regions. */
export function FlowSection() {
  const explorer = useExplorer();
  const state = useExplorerState();
  const { runs, ghost, flows } = state;
  const month = monthShown(state);
  const [container, width] = useWidth();
  const [chosen, setChosen] = useState<string | null>(null);
  const [own] = runs;
  const isNarrow = width < 560;
  const size = isNarrow
    ? { width, height: 760, label: 112, gap: 30 }
    : { width, height: 560, label: 200, gap: 16 };
  const picture = useMemo(
    () => (own && width > 0 ? flowPicture(own, ghost[0], flows, month, size) : null),
    [own, ghost, flows, month, width],
  );
  const isMany = own !== undefined && own.regions.places.length > 1;
  return (
    <section aria-labelledby="flows">
      <h2 id="flows">Who goes where</h2>
      <p>
        People who changed place in the year to {monthName(month)}; moves within a place are left out. Point
        at a name, or choose it, to follow its people.
      </p>
      {isMany && (
        <fieldset class="choices">
          <legend>Between</legend>
          {(['sectors', 'regions'] as const).map((one) => (
            <label key={one}>
              <input
                type="radio"
                name="flows"
                checked={flows === one}
                onChange={() => explorer.chooseFlows(one)}
              />
              {one}
            </label>
          ))}
        </fieldset>
      )}
      <div class="flows" ref={container}>
        {picture !== null &&
          (picture.links.length === 0 ? (
            <p>Nobody moved.</p>
          ) : (
            <Ribbons picture={picture} size={size} chosen={chosen} choose={setChosen} />
          ))}
      </div>
      {picture !== null && <FlowTable links={picture.links} labels={labelsOf(picture)} />}
    </section>
  );
}

interface RibbonsOf {
  picture: FlowPicture;
  size: { width: number; height: number };
  chosen: string | null;
  choose: (key: string | null) => void;
}

function Ribbons({ picture, size, chosen, choose }: RibbonsOf) {
  const [pointed, point] = useState<string | null>(null);
  const followed = pointed ?? chosen ?? 'from giants';
  const [side, id] = [followed.slice(0, followed.indexOf(' ')), followed.slice(followed.indexOf(' ') + 1)];
  const isFollowed = (link: FlowLink) => (side === 'from' ? link.from : link.to) === id;
  return (
    <svg width={size.width} height={size.height} viewBox={`0 0 ${size.width} ${size.height}`}>
      <title>Ribbons from where people left, on the left, to where they went, on the right</title>
      <g>
        {[...picture.links]
          .sort((one, other) => Number(isFollowed(one)) - Number(isFollowed(other)))
          .map((link) => (
            <path
              key={`${link.from} ${link.to}`}
              class={isFollowed(link) ? 'ribbon followed' : 'ribbon'}
              d={link.path}
              stroke-width={link.width}
            />
          ))}
      </g>
      {labelled(picture, size.height).map(({ node, words, top }) => (
        <Place
          key={`${node.side} ${node.id}`}
          node={node}
          words={words}
          textTop={top}
          picture={picture}
          isFollowed={followed === `${node.side} ${node.id}`}
          choose={choose}
          point={point}
        />
      ))}
    </svg>
  );
}

/** Height of a line of a label, pixels. */
const LINE = 14.5;

/** Each place with the lines of its label and where they begin, kept apart from each other and inside the picture. */
function labelled({ nodes, left }: FlowPicture, height: number) {
  const labels = nodes.map((node) => {
    const words = wrapped(`${node.label} ${number(node.people)}`, left < 120 ? 15 : 30);
    return { node, words, top: node.top + node.height / 2 - (words.length * LINE) / 2 };
  });
  for (const side of ['from', 'to']) {
    const column = labels.filter(({ node }) => node.side === side);
    let least = 0;
    for (const label of column) {
      label.top = Math.max(label.top, least);
      least = label.top + label.words.length * LINE;
    }
    let most = height;
    for (const label of column.toReversed()) {
      label.top = Math.min(label.top, most - label.words.length * LINE);
      most = label.top;
    }
  }
  return labels;
}

interface PlaceOf {
  node: FlowNode;
  words: readonly string[];
  textTop: number;
  picture: FlowPicture;
  isFollowed: boolean;
  choose: (key: string) => void;
  point: (key: string | null) => void;
}

function Place({ node, words, textTop, picture, isFollowed, choose, point }: PlaceOf) {
  const key = `${node.side} ${node.id}`;
  const isLeft = node.side === 'from';
  const x = isLeft ? picture.left : picture.right - 10;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a button cannot be part of a drawing
    <g
      class={isFollowed ? 'place followed' : 'place'}
      role="button"
      tabindex={0} // an attribute of SVG, whose names mind their case
      aria-pressed={isFollowed}
      aria-label={`${isLeft ? 'From' : 'To'} ${node.label}: ${number(node.people)} people`}
      onClick={() => choose(key)}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' && event.key !== ' ') return;
        event.preventDefault();
        choose(key);
      }}
      onMouseEnter={() => point(key)}
      onMouseLeave={() => point(null)}
    >
      <rect x={x} y={node.top} width={10} height={Math.max(1, node.height)} />
      <text x={isLeft ? x - 6 : x + 16} y={textTop + LINE / 2} text-anchor={isLeft ? 'end' : 'start'}>
        {words.map((line, at) => (
          <tspan key={line} x={isLeft ? x - 6 : x + 16} dy={at === 0 ? '0.32em' : LINE}>
            {/* Between lines, where it does not show: else a reader of the screen hears one word. */}
            {isLeft ? (at === 0 ? line : ` ${line}`) : at === words.length - 1 ? line : `${line} `}
          </tspan>
        ))}
      </text>
    </g>
  );
}

const labelsOf = ({ nodes }: FlowPicture) => new Map(nodes.map(({ id, label }) => [id, label]));

const SHOWN_ROWS = 30;

function FlowTable({ links, labels }: { links: readonly FlowLink[]; labels: ReadonlyMap<string, string> }) {
  const rows = [...links].sort((one, other) => other.people - one.people).slice(0, SHOWN_ROWS);
  const hasBefore = rows.some(({ before }) => before !== null);
  return (
    <details>
      <summary>The largest flows as a table</summary>
      <Scroll label="Largest flows">
        <table>
          <thead>
            <tr>
              <th scope="col">From</th>
              <th scope="col">To</th>
              <th scope="col" class="number">
                People
              </th>
              {hasBefore && (
                <th scope="col" class="number">
                  Against the baseline
                </th>
              )}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ from, to, people, before }) => (
              <tr key={`${from} ${to}`}>
                <th scope="row">{labels.get(from)}</th>
                <td>{labels.get(to)}</td>
                <td class="number">{number(people)}</td>
                {hasBefore && (
                  <td class="number">{before === null ? '–' : differenceText('people', people - before)}</td>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </details>
  );
}
