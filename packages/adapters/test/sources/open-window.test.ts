import { DAY_MS } from '@ingest/core';
import { expect, test } from 'vitest';
import { windowSince } from '../../src/sources/open-window.js';
import { now } from '../support/ask.js';

test('a window without an end holds whatever core takes for news, and never ends before it begins', () => {
  expect(windowSince(now - 5, now)).toEqual({ from: now - 5, to: now + DAY_MS });
  expect(windowSince(now + 2 * DAY_MS, now)).toEqual({ from: now + 2 * DAY_MS, to: now + 2 * DAY_MS });
});
