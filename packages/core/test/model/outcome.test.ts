import { describe, expect, it } from 'vitest';
import {
  type CollectionOutcome,
  collectionOutcome,
  collectionOutcomes,
  isSuccess,
  runOutcome,
} from '../../src/model/outcome.js';
import { jsonSchemaOf } from '../support/schema.js';

/** Every outcome of a collection, and whether its tickers are answered. */
const answers: Record<CollectionOutcome, boolean> = {
  ok: true,
  empty: true,
  suspicious: true,
  partial: true,
  'rate-limited': false,
  'quota-exhausted': false,
  'not-configured': false,
  'auth-failed': false,
  skipped: false,
  failed: false,
};

describe('collectionOutcome', () => {
  it('accepts the closed list and nothing else', () => {
    expect([...collectionOutcomes].sort()).toEqual(Object.keys(answers).sort());
    for (const outcome of collectionOutcomes) expect(collectionOutcome.parse(outcome)).toBe(outcome);
    for (const near of ['OK', 'error', 'rate_limited', ''])
      expect(collectionOutcome.safeParse(near).success).toBe(false);
  });

  it('has a JSON Schema', () => {
    expect(jsonSchemaOf(collectionOutcome)).toMatchObject({ type: 'string', enum: [...collectionOutcomes] });
  });
});

describe('runOutcome', () => {
  it('knows four ends of a run, and none of the ends that only a collection has', () => {
    for (const outcome of ['ok', 'partial', 'failed', 'skipped']) expect(runOutcome.parse(outcome)).toBe(outcome);
    for (const near of ['empty', 'suspicious', 'rate-limited']) expect(runOutcome.safeParse(near).success).toBe(false);
  });

  it('has a JSON Schema', () => {
    expect(jsonSchemaOf(runOutcome)).toMatchObject({ enum: ['ok', 'partial', 'failed', 'skipped'] });
  });
});

describe('isSuccess', () => {
  it.each(Object.entries(answers))('takes %s for an answer: %s', (outcome, answered) => {
    expect(isSuccess(outcome as CollectionOutcome)).toBe(answered);
  });
});
