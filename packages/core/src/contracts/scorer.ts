/** What a scorer is given: the text as a reader sees it. */
export interface ScorableItem {
  readonly headline: string;
}

/** What a scorer says of a headline. Who said it, when, and which label that is, is added by core. */
export interface ScorerOpinion {
  /** −1 (bad news) … 1 (good news). */
  readonly score: number;
  /** How often such an opinion is right, 0…1, as it was measured; null where nobody measured it. Never made from the score. */
  readonly confidence: number | null;
}

/** Reads how good or bad news is from its text, where no source says it. `score` is the one method to write. */
export interface Scorer {
  /** Lower case: letters, digits and dashes. Not the name of a source. */
  readonly name: string;
  /** One line, such as `1`; anything that changes an opinion, such as a word or a calibration, makes a new one. */
  readonly version: string;
  /** Of everything that makes its opinions, in lower-case hex: what two machines compare. */
  readonly hash: string;
  /**
   * Whether an opinion takes well under a millisecond. Of a scorer that is not quick the store is asked first, and nothing is
   * scored that is known already. Default: no.
   */
  readonly isQuick?: boolean;
  /**
   * As many opinions as items, in their order; null where it has none: the text is empty, in another language, or says nothing.
   * The same text has the same opinion whatever stands beside it. Rejecting leaves the items without a score, and nothing else
   * ends. When the signal fires it has to reject with the signal's reason.
   */
  score(
    items: readonly ScorableItem[],
    context: { readonly signal: AbortSignal },
  ): Promise<readonly (ScorerOpinion | null)[]>;
}

/** How the opinions of a scorer are marked: `lexicon@1`. */
export function modelOf({ name, version }: Pick<Scorer, 'name' | 'version'>): string {
  return `${name}@${version}`;
}
