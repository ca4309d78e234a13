import { expect, it } from 'vitest';
import { sourceFailure } from '../../src/run/source-failure.js';
import { collectionEventOf, failedEventOf } from '../support/model-values.js';

const good = collectionEventOf({ source: 'first' });
const bad = failedEventOf({ source: 'first', errorCode: 'SERVER_ERROR' });
const limited = failedEventOf({ source: 'first', errorCode: 'QUOTA_EXHAUSTED', requests: 0 });

it('is the last collection of a source of which none succeeded, asked or not', () => {
  expect(sourceFailure('first', [bad])).toBe(bad);
  expect(sourceFailure('first', [bad, limited, failedEventOf({ source: 'second' })])).toBe(limited);
});

it('is none where one succeeded, or where nothing was sent', () => {
  expect(sourceFailure('first', [bad, good, bad])).toBeNull();
  expect(sourceFailure('first', [limited])).toBeNull();
  expect(sourceFailure('second', [bad])).toBeNull();
});
