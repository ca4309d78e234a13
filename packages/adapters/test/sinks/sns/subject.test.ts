import type { Ticker } from '@ingest/core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { subjectOf } from '../../../src/sinks/sns/subject.js';
import { alertMessageOf, messageOf } from '../../support/receiver.js';

test.each([
  [alertMessageOf(), 'warning SOURCE_DEGRADED tiingo: tiingo is not asked for 5 minutes'],
  [alertMessageOf({ state: 'resolved', source: undefined }), 'resolved SOURCE_DEGRADED: tiingo is not asked for 5'],
  [alertMessageOf({ summary: 'Zürich “down” – 3 × …\n\u001b[2Jnow 📉' }), ': Zurich "down" - 3 ? ... [2Jnow ?'],
  [messageOf({ itemCount: 3, tickers: ['AAPL', 'MSFT'] as Ticker[] }), '3 new from tiingo: AAPL, MSFT'],
])('%# says what it is about in plain letters', (message, words) => {
  expect(subjectOf(message)).toContain(words);
});

test('is cut with a mark', () => {
  const subject = subjectOf(alertMessageOf({ summary: 'x'.repeat(500) }));
  expect(subject).toHaveLength(100);
  expect(subject).toMatch(/x\.\.\.$/);
});

test('is what SNS takes, whatever the text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', minLength: 1, maxLength: 300 }), (summary) => {
      expect(subjectOf(alertMessageOf({ summary }))).toMatch(/^[\x21-\x7e][\x20-\x7e]{0,99}$/);
    }),
  );
});
