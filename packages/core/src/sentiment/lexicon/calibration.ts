/** How much evidence a score rests on, from the least to the most. */
export type EvidenceClass = 'cancelled' | 'weak' | 'strong' | 'two' | 'more';

export interface EvidenceBand {
  readonly name: EvidenceClass;
  readonly from: number;
  readonly confidence: number;
}

export interface Calibration {
  /** When the figures were taken over, `yyyy-mm-dd`. */
  readonly date: string;
  /** On what. None of these texts is in the lexicon, and nothing was trained on them. */
  readonly sets: readonly string[];
  /** In rising order: a score belongs to the last class that begins at or below its distance from 0. */
  readonly classes: readonly [EvidenceBand, ...EvidenceBand[]];
}

/**
 * How often an opinion is right, by its evidence: the share of right labels, measured on the train splits of the public sets with a
 * prototype of the same rules and classes; measured only, nothing was trained. `cancelled`: what is good and what is bad is about as much,
 * or most of it is taken back; `weak`: one word; `strong`: one event, or a direction with its subject; `two`, `more`: so much of one side.
 * On the held-out headlines of our own the five are right in 35, 63, 82, 88 and 90 of a hundred (`lexicon-accuracy.test.ts` prints it).
 */
export const calibration: Calibration = {
  date: '2026-11-27',
  sets: ['Financial PhraseBank', 'SEntFiN', 'Twitter Financial News Sentiment', 'FiQA headlines'],
  classes: [
    { name: 'cancelled', from: 0, confidence: 0.32 },
    { name: 'weak', from: 0.33, confidence: 0.65 },
    { name: 'strong', from: 0.55, confidence: 0.81 },
    { name: 'two', from: 0.7, confidence: 0.82 },
    { name: 'more', from: 0.8, confidence: 0.95 },
  ],
};
