import type { SourceState } from '@ingest/core';
import { scriptedSource } from '@ingest/core/testing';
import { expect, it } from 'vitest';
import { withKnownKeys } from '../../src/status/known-keys.js';

const stateOf = (keyId: string, at: string, source = 'tiingo'): SourceState => ({
  source,
  keyId,
  lastOutcome: 'ok',
  lastSuccessAt: at,
  lastFailureAt: null,
  lastErrorCode: null,
  consecutiveFailures: 0,
});
const source = (keyId?: string | null) =>
  scriptedSource({ name: 'tiingo', ...(keyId !== undefined && { keyId }), answer: () => ({ hang: true }) });
const keyIn = (keyId: string | null | undefined, states: SourceState[]) =>
  withKnownKeys([source(keyId)], states)[0]?.credential?.keyId;

it('takes a source whose key is not set here under the key that it was asked with last', () => {
  const [older, newer, other] = [
    stateOf('older', '2026-06-03'),
    stateOf('newer', '2026-06-04'),
    stateOf('x', '2026-06-05', 'finnhub'),
  ];
  expect(keyIn(null, [newer, older, other])).toBe('newer');
  expect(keyIn(null, [older, { ...newer, lastSuccessAt: '2026-06-02', lastFailureAt: '2026-06-05' }])).toBe('newer');
});

it('leaves alone what has its key, needs none, or was never asked', () => {
  expect(keyIn('mine', [stateOf('other', '2026-06-04')])).toBe('mine');
  expect(keyIn(undefined, [stateOf('other', '2026-06-04')])).toBeUndefined();
  expect(keyIn(null, [stateOf('-', '2026-06-04'), stateOf('x', '2026-06-04', 'finnhub')])).toBeNull();
});
