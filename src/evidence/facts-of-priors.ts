import type { Fact } from './fact.ts';
import type { Prior } from './prior.ts';

/** The outcomes that priors are about, to be held against runs as facts are: inside is within the range. */
export function factsOfPriors(priors: readonly Prior[]): Fact[] {
  return priors.flatMap((prior) => (prior.period === null ? [] : [factOf(prior, prior.period)]));
}

function factOf(prior: Prior, period: Fact['period']): Fact {
  const { id, title, says, role, value, unit, range, source, care, observation, notObserved } = prior;
  return {
    id,
    title,
    says,
    role,
    headline: false,
    value,
    unit,
    period,
    tolerance: observation && { kind: 'interval', ...range, why: 'the range of the prior' },
    source,
    howSure: prior.howSure === 'assumption' ? 'derived' : prior.howSure,
    care,
    edition: null,
    also: null,
    observation,
    notObserved,
    notScored: null,
    isApart: false,
  };
}
