import { beforeAll, describe, expect, it } from 'vitest';
import { calibration, type EvidenceClass } from '../../src/sentiment/lexicon/calibration.js';
import { opinionOf } from '../../src/sentiment/lexicon/opinion.js';
import { lexiconPhrases } from '../../src/sentiment/lexicon/phrases.js';
import { labelledHeadlines } from '../support/labelled-headlines.js';
import { type Accuracy, accuracyOf, calledLabel, isRight, type Judged, shareOf } from '../support/scorer-accuracy.js';

interface JudgedByLexicon extends Judged {
  readonly evidence: EvidenceClass | null;
  readonly confidence: number | null;
}

/**
 * A little under what is measured on the file that no rule was made for. The set is harder than a feed on purpose (negations, mixed news,
 * names that are words), so that more calls than the one in ten of published sets are on the wrong side.
 */
const bounds = { accuracy: 0.7, macroF1: 0.69, precisionOfCalls: 0.75, coverage: 0.53, wrongSide: 0.14 };

describe.each(['tuning', 'held-out'] as const)('the lexicon on the headlines in %s', (half) => {
  const judged = judge(half);
  const measured = accuracyOf(judged);

  beforeAll(() => console.log(`${inWords(half, measured)}\n${reliabilityTable(judged)}`));

  it('is as good as was measured', () => {
    expect(measured.accuracy).toBeGreaterThanOrEqual(bounds.accuracy);
    expect(measured.macroF1).toBeGreaterThanOrEqual(bounds.macroF1);
    expect(measured.precisionOfCalls).toBeGreaterThanOrEqual(bounds.precisionOfCalls);
    expect(measured.coverage).toBeGreaterThanOrEqual(bounds.coverage);
    expect(measured.wrongSide).toBeLessThanOrEqual(bounds.wrongSide);
  });

  it('is right in three of four calls where it is sure', () => {
    const sure = judged.filter((one) => (one.confidence ?? 0) >= 0.8 && calledLabel(one) !== 'neutral');
    expect(sure.length).toBeGreaterThanOrEqual(20);
    expect(shareOf(sure, isRight)).toBeGreaterThanOrEqual(0.75);
  });
});

// On the other file it is right more often than it says: it was worked on with it.
it('is as sure as it is right on the held-out headlines, give or take 15 in a hundred', () => {
  const judged = judge('held-out');
  for (const { name, confidence } of calibration.classes) {
    const ofClass = judged.filter(({ evidence }) => evidence === name);
    if (ofClass.length >= 20) expect(Math.abs(shareOf(ofClass, isRight) - confidence), name).toBeLessThanOrEqual(0.15);
  }
});

function judge(half: 'tuning' | 'held-out'): JudgedByLexicon[] {
  return labelledHeadlines(half).map(({ headline, label }) => {
    const { score = null, evidence = null, confidence = null } = opinionOf(headline, lexiconPhrases()) ?? {};
    return { label, score, evidence, confidence };
  });
}

function inWords(half: string, measured: Accuracy): string {
  const { headlines, accuracy, macroF1, calls, precisionOfCalls, wrongSide, coverage } = measured;
  return (
    `lexicon on ${half} (${headlines}): accuracy ${figure(accuracy)}, macro-F1 ${figure(macroF1)}, ` +
    `precision of ${calls} calls ${figure(precisionOfCalls)}, wrong side ${figure(wrongSide)}, coverage ${figure(coverage)}`
  );
}

function reliabilityTable(judged: readonly JudgedByLexicon[]): string {
  const rows = calibration.classes.map(({ name, confidence }) => {
    const ofClass = judged.filter(({ evidence }) => evidence === name);
    const measured = ofClass.length === 0 ? '-' : figure(shareOf(ofClass, isRight));
    return [name, String(ofClass.length), figure(confidence), measured];
  });
  return [['evidence', 'n', 'stated', 'measured'], ...rows]
    .map((row) =>
      row
        .map((cell) => cell.padEnd(10))
        .join('')
        .trimEnd(),
    )
    .join('\n');
}

function figure(value: number): string {
  return value.toFixed(3);
}
