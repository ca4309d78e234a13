/** How much a hit counts. Three sizes: a score is `tanh(sum / scale)`. */
export const weights = {
  /** What has happened and is good or bad by itself: an upgrade, a profit warning. */
  event: 2.5,
  /** A direction with what it moves: profit rose. */
  link: 2.2,
  /** A single word. */
  word: 1.6,
} as const;

/** What is left of a hit behind a negation: less, and the other way round. */
export const negated = -0.6;
/** How many words before a hit a negation may stand. */
export const negationReach = 3;
/** What is left where the headline only announces, previews, appoints, explains or asks. */
export const calmed = 0.5;
/** What is left of a hit that is told along the way: before `but`, behind `although`. */
export const aside = 0.5;
/** What is left of a hit that is of the past: behind `after`. */
export const past = 0.25;
/** What is left of a hit that tells of somebody else: behind `as rival`. */
export const elsewhere = 0;
/** What is left of a hit that says the opposite of one that decides: what was expected counts more than last year, the market most. */
export const outweighed = 0.3;
/** Of `tanh(sum / scale)`. */
export const scale = 3;
