import type { Dated } from './diary.ts';
import type { MonthTold } from './locality-notes.ts';
import { union } from './month-pairs.ts';

type Matched = Extract<Dated, { what: 'matched' }>;

/**
 * The matching of a month is decided for all who ask for the same jobs together: where everybody who is linked by such jobs ranks
 * the same ones, is ranked alike and the same places are open, each must go where they went.
 * @returns those of whom all that is so, with what either run told of them.
 */
export function matchedAlike(base: MonthTold, policy: MonthTold): [number, Matched, Matched][] {
  const [ofBase, ofPolicy] = [matchingOf(base), matchingOf(policy)];
  const groups = new Groups();
  const different = new Set<string>();
  for (const person of union(ofBase.keys(), ofPolicy.keys())) {
    const [one, other] = [ofBase.get(person), ofPolicy.get(person)];
    const name = `person ${person}`;
    for (const matched of [one, other])
      for (const { place } of matched?.inputs.proposals ?? [])
        if (place !== null) groups.join(name, `employer ${place.key}`);
    if (listOf(one) !== listOf(other)) different.add(name);
  }
  const spoiled = new Set([...different].map((name) => groups.of(name)));
  return [...ofBase].flatMap(([person, one]): [number, Matched, Matched][] => {
    const other = ofPolicy.get(person);
    return other === undefined || spoiled.has(groups.of(`person ${person}`)) ? [] : [[person, one, other]];
  });
}

/** Those who searched, and whom they asked: not those who follow team-mates, who come later. */
function matchingOf({ people }: MonthTold): Map<number, Matched> {
  const found = new Map<number, Matched>();
  for (const [person, entries] of people) {
    const matched = entries.find((entry): entry is Matched => entry.what === 'matched');
    const isSearch = entries.some((entry) => entry.what === 'chooses' && entry.inputs.way === 'search');
    if (matched !== undefined && isSearch) found.set(person, matched);
  }
  return found;
}

function listOf(matched: Matched | undefined): string {
  return JSON.stringify(
    matched?.inputs.proposals.map(({ place, places, rank }) => [place?.key, places, rank]) ?? [],
  );
}

/** Union-find over names of people and employers. */
class Groups {
  private readonly parent = new Map<string, string>();

  of(name: string): string {
    let root = name;
    for (let up = this.parent.get(root); up !== undefined && up !== root; up = this.parent.get(root))
      root = up;
    this.parent.set(name, root);
    return root;
  }

  join(one: string, other: string): void {
    this.parent.set(this.of(one), this.of(other));
  }
}
