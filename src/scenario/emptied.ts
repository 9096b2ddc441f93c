import type { Mistakes } from './mistakes.ts';
import { oneOf } from './nearest.ts';
import { idOf, isOff, itemsOf, type ListNode, type Node } from './tree.ts';

/** Items are merged by their ids, so that a list of none would take none away, and say so to nobody. */
export function refuseEmptied(
  list: ListNode,
  before: Node | undefined,
  path: string,
  mistakes: Mistakes,
): void {
  const items = itemsOf(before).filter((item) => !isOff(item));
  if (list.items.length > 0 || items.length === 0) return;
  const ids = items.flatMap((item) => idOf(item) ?? []);
  const remedy =
    ids.length === 0
      ? 'leave it out: its items stay'
      : 'set' in list.place
        ? `remove them one by one: --set ${path}.${ids[0]}.off=true`
        : `remove them one by one: - { id: ${ids[0]}, off: true }`;
  const expected = `the items that change: ${items.length} are there${ids.length === 0 ? '' : `, ${oneOf(ids, 6)}`}`;
  mistakes.add(list.place, path, '[], which takes none away', expected, remedy);
}
