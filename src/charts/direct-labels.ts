/**
 * Heights of labels at the end of lines, as near to the lines' ends as they can be without touching.
 * @param wanted heights in pixels.   @param gap least distance in pixels.   @param limit largest height.
 * @returns heights in the same order.
 */
export function spreadLabels(wanted: readonly number[], gap: number, limit: number): number[] {
  const order = wanted
    .map((_, label) => label)
    .sort((one, other) => wanted[one]! - wanted[other]! || one - other);
  // Labels that would touch form a block, centred on what its members want.
  const blocks: { labels: number[]; middle: number }[] = [];
  for (const label of order) {
    let block = { labels: [label], middle: wanted[label]! };
    for (let above = blocks.at(-1); above && touches(above, block, gap); above = blocks.at(-1)) {
      blocks.pop();
      const labels = [...above.labels, ...block.labels];
      const middle = labels.reduce((sum, one) => sum + wanted[one]!, 0) / labels.length;
      block = { labels, middle: within(middle, labels.length, gap, limit) };
    }
    block.middle = within(block.middle, block.labels.length, gap, limit);
    blocks.push(block);
  }
  const heights = [...wanted];
  for (const { labels, middle } of blocks)
    for (const [place, label] of labels.entries())
      heights[label] = middle + (place - (labels.length - 1) / 2) * gap;
  return heights;
}

interface Block {
  labels: number[];
  middle: number;
}

const touches = (above: Block, below: Block, gap: number): boolean =>
  below.middle - above.middle < (gap * (above.labels.length + below.labels.length)) / 2;

const within = (middle: number, labels: number, gap: number, limit: number): number =>
  Math.min(Math.max(middle, ((labels - 1) * gap) / 2), limit - ((labels - 1) * gap) / 2);
