import type { ChoiceExplained, OptionExplained } from './explained.ts';
import { usd } from './words.ts';

/** A choice in a sentence: who was met, and what was taken. */
export function choiceSays(choice: ChoiceExplained): string {
  const { occasion, options, taken, letters } = choice;
  const met = options.filter(({ isStaying, isOwnFirm }) => !isStaying && !isOwnFirm).length;
  const turnedDown = options.filter(({ answer }) => answer === 'turned down').length;
  const prefix = {
    looking: `looks, ${meetsText(met, turnedDown)}`,
    'without a job': `looks, ${meetsText(met, turnedDown)}`,
    approached: `is approached by ${employersText(Math.max(letters.length, met))}${withoutPlaces(letters.length - met, met)}`,
    'team-mate left': 'is asked to follow a team-mate',
    'staff hired': 'is made an offer with the rest of the staff',
    'firm bought': 'their firm is bought',
  }[occasion];
  return `${prefix}: ${takenSays(choice, options[taken]!)}`;
}

const employersText = (employers: number) => `${employers} ${employers === 1 ? 'employer' : 'employers'}`;

function meetsText(met: number, turnedDown: number): string {
  if (met === 0) return 'meets nobody';
  return `meets ${employersText(met)}${turnedDown > 0 ? `, is turned down by ${turnedDown}` : ''}`;
}

/** Of employers that wrote to a star: those that cannot bid. */
function withoutPlaces(full: number, others: number): string {
  if (full <= 0) return '';
  return others > 0
    ? `, of which ${full} cannot bid`
    : full === 1
      ? ', which cannot bid'
      : ', none of which can bid';
}

function takenSays({ occasion, options }: ChoiceExplained, taken: OptionExplained): string {
  const pay = taken.pay === null ? '' : `, ${usd(taken.pay * Math.exp(taken.raise ?? 0))} a year`;
  if (taken.isOwnFirm) return occasion === 'approached' ? 'would rather found a firm' : 'founds a firm';
  if (taken.isStaying) {
    if (taken.place.sector === null) return 'goes on without a job';
    if (occasion === 'firm bought')
      return `does not go along to ${options.find(({ isStaying }) => !isStaying)!.place.id}`;
    return taken.raise === null ? `stays at ${taken.place.id}` : `${taken.place.id} keeps them${pay}`;
  }
  return `takes ${taken.place.id} (${taken.place.sector}${pay})`;
}
