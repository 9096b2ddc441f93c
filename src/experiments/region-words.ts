/** Labels made of common nouns: they take an article in a sentence, as names of one word do not. */
const TAKES_ARTICLE = /^rest of |\b(states|kingdom|union|emirates|islands|republic)$/i;

/** A region in a sentence: `the United States`, but `Canada`. */
export const regionInSentence = (label: string): string =>
  TAKES_ARTICLE.test(label) ? `the ${label}` : label;
