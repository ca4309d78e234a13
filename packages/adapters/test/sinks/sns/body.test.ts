import type { StoryKey, Ticker } from '@ingest/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toCloudEvent } from '../../../src/sinks/envelope.js';
import { bodyOf } from '../../../src/sinks/sns/body.js';
import { byteLength } from '../../../src/sinks/sns/bytes.js';
import { alertMessageOf, messageOf } from '../../support/receiver.js';

const keys = (count: number) =>
  Array.from({ length: count }, (_, index) => index.toString(16).padStart(32, '0') as StoryKey);
const tickers = (count: number) => Array.from({ length: count }, (_, index) => `T${index}` as Ticker);

describe('bodyOf', () => {
  test('is the CloudEvent while there is room, to the byte', () => {
    const whole = JSON.stringify(toCloudEvent(messageOf()));
    expect(bodyOf(messageOf(), byteLength(whole))).toBe(whole);
    expect(bodyOf(messageOf(), byteLength(whole) - 1)).not.toBe(whole);
    expect(bodyOf(alertMessageOf(), 10)).toBe(JSON.stringify(toCloudEvent(alertMessageOf())));
  });

  test('keeps tickers and counts, and as many keys as fit, and says that it was cut', () => {
    const message = messageOf({ storyKeys: keys(100), itemCount: 100, tickers: tickers(50) });
    const body = JSON.parse(bodyOf(message, 2000));
    expect(body).toMatchObject({ id: message.eventId, type: 'NEW_MARKET_DATA', iscut: true });
    expect(body.data).toMatchObject({ itemCount: 100, tickers: tickers(50), runId: message.runId });
    expect(body.data.storyKeys).toEqual(keys(body.data.storyKeys.length));
    expect(body.data.storyKeys.length).toBeGreaterThan(5);
  });

  test('is never larger than its room, and never much smaller than it could be', () => {
    fc.assert(
      fc.property(fc.nat(300), fc.nat(3000), fc.integer({ min: 1500, max: 20_000 }), (stories, symbols, room) => {
        const message = messageOf({ storyKeys: keys(stories + 1), itemCount: stories + 1, tickers: tickers(symbols) });
        const body = bodyOf(message, room);
        expect(byteLength(body)).toBeLessThanOrEqual(room);
        if (body.includes('"iscut"'))
          expect(byteLength(body)).toBeGreaterThan(room - '"00000000000000000000000000000000",'.length);
      }),
    );
  });
});
