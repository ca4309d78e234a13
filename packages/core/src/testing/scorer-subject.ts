import type { Scorer } from '../contracts/scorer.js';
import { newsTexts } from './scorer-texts.js';

/** A scorer, and what it is tried on. */
export interface ScorerSubject {
  /** A scorer that was not used yet, made in the same way each time: as `createScorer` makes it, at once or after a while. */
  create(): Scorer | Promise<Scorer>;
  /** Two different headlines and more, of which it has an opinion of one at least. Default: English ones, good and bad. */
  readonly texts?: readonly string[];
}

/** The headlines of a subject. */
export function textsOf({ texts = newsTexts }: ScorerSubject): readonly string[] {
  return texts;
}
