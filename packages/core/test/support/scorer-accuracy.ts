import { labelOf, type SentimentLabel, sentimentLabel } from '../../src/model/sentiment.js';

/** What a scorer said of a headline whose label is known; `score` is null where it had no opinion. */
export interface Judged {
  readonly label: SentimentLabel;
  readonly score: number | null;
}

export interface Accuracy {
  readonly headlines: number;
  /** Right labels; no opinion counts as neutral. */
  readonly accuracy: number;
  readonly macroF1: number;
  /** Positive and negative ones. */
  readonly calls: number;
  readonly precisionOfCalls: number;
  /** Calls that are the opposite of the truth. */
  readonly wrongSide: number;
  /** Share of headlines with a score. */
  readonly coverage: number;
}

/** The label that a score is shown as. */
export function calledLabel({ score }: Judged): SentimentLabel {
  return score === null ? 'neutral' : labelOf(score);
}

export function accuracyOf(judged: readonly Judged[]): Accuracy {
  const calls = judged.filter((one) => calledLabel(one) !== 'neutral');
  const f1s = sentimentLabel.options.map((label) => {
    const called = judged.filter((one) => calledLabel(one) === label).length;
    const real = judged.filter((one) => one.label === label).length;
    return (2 * judged.filter((one) => isRight(one) && one.label === label).length) / (called + real);
  });
  return {
    headlines: judged.length,
    accuracy: shareOf(judged, isRight),
    macroF1: f1s.reduce((sum, one) => sum + one, 0) / f1s.length,
    calls: calls.length,
    precisionOfCalls: shareOf(calls, isRight),
    wrongSide: shareOf(calls, (one) => one.label !== 'neutral' && !isRight(one)),
    coverage: shareOf(judged, ({ score }) => score !== null),
  };
}

export function isRight(one: Judged): boolean {
  return calledLabel(one) === one.label;
}

export function shareOf<T>(all: readonly T[], has: (one: T) => boolean): number {
  return all.filter(has).length / all.length;
}
