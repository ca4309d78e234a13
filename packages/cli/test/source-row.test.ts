import type { Gap } from '@ingest/core';
import { scriptedSource, tickersOf } from '@ingest/core/testing';
import { expect, it } from 'vitest';
import { sourceRow } from '../src/source-row.js';

const now = Date.UTC(2026, 5, 4, 14);
const at = '2026-06-04T13:00:00.000Z';
const source = (keyId?: string | null) =>
  scriptedSource({ name: 'tiingo', ...(keyId !== undefined && { keyId }), answer: () => ({ hang: true }) });
const gapOf = (name: string): Gap => ({
  gapId: name,
  source: name,
  tickers: tickersOf('AAPL'),
  from: null,
  to: at,
  cursor: null,
  openedAt: at,
  backfill: null,
});
const state = {
  source: 'tiingo',
  keyId: '1a2b3c4d',
  lastOutcome: 'ok',
  lastSuccessAt: at,
  lastFailureAt: null,
  lastErrorCode: null,
  consecutiveFailures: 0,
} as const;

it('is what the store holds of this source under this key', () => {
  const known = {
    states: [{ ...state, keyId: 'other' }, state],
    gaps: [gapOf('tiingo'), gapOf('finnhub')],
    registers: [],
  };
  expect(sourceRow(source('1a2b3c4d'), 2, known, now)).toMatchObject({
    source: 'tiingo',
    priority: 2,
    key: 'set',
    lastSuccessAt: at,
    breaker: 'closed',
    gaps: [{ gapId: 'tiingo' }],
  });
});

it('says which key is missing, and that none is needed', () => {
  const known = { states: [], gaps: [], registers: [] };
  expect(sourceRow(source(null), 1, known, now)).toMatchObject({
    key: 'TIINGO_API_KEY is not set',
    lastSuccessAt: null,
  });
  expect(sourceRow(source(), 1, known, now).key).toBe('none needed');
});
