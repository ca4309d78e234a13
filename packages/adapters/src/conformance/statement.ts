import assert from 'node:assert/strict';
import { type CandidateStatement, sentimentLabel } from '@ingest/core';

/** That a statement states something, and on our scale. */
export function isOnTheScale({ score, label, nativeLabel, confidence }: CandidateStatement): void {
  assert.ok(score === null || isWithin(score, -1, 1), `a score is ${score}`);
  assert.ok(confidence === null || isWithin(confidence, 0, 1), `a confidence is ${confidence}`);
  assert.ok(label === null || sentimentLabel.safeParse(label).success, `a label is ${label}`);
  assert.ok(nativeLabel === undefined || nativeLabel === null || typeof nativeLabel === 'string', 'a label is a text');
  assert.ok(score !== null || label !== null, 'a statement states neither a score nor a label');
}

/** Whether a confidence is the score without its sign: it has to be measured, or stated by the provider. */
export function isCopied({ score, confidence }: CandidateStatement): boolean {
  return score !== null && Math.abs(score) === confidence;
}

export function isWithin(value: unknown, from: number, to: number): boolean {
  return typeof value === 'number' && value >= from && value <= to;
}
