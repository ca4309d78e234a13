import { describe, expect, it } from 'vitest';
import { type NewDataNotification, newDataNotification } from '../../src/model/notification.js';
import { tickerOf } from '../support/articles.js';
import { jsonSchemaOf, without, wrongParts } from '../support/schema.js';

const notification: NewDataNotification = {
  eventId: '01KT9AWC00Q1W2E3R4T5Y6Z7X8',
  eventType: 'NEW_MARKET_DATA',
  timestamp: '2026-06-04T14:00:00.000Z',
  runId: '01KT9AWC00A1B2C3D4E5F6G7H8',
  source: 'tiingo',
  isFailover: false,
  itemCount: 1,
  tickers: [tickerOf('ARVN')],
  dateRange: { start: '2026-06-04T13:30:00.000Z', end: '2026-06-04T13:30:00.000Z' },
  collectionEventId: '01KT9AWC00E3Q2V5B8N1M4K7J0',
  storyKeys: ['0123456789abcdef0123456789abcdef'],
};
const fields = Object.keys(notification) as (keyof NewDataNotification)[];

describe('newDataNotification', () => {
  it('accepts what a commit with new stories announces', () => {
    expect(newDataNotification.parse(notification)).toEqual(notification);
  });

  it.each(fields)('rejects one without its %s', (field) => {
    expect(wrongParts(newDataNotification, without(notification, field))).toEqual([field]);
  });

  it.each([
    ['another type', { eventType: 'ALERT' }, 'eventType'],
    ['no new story', { itemCount: 0 }, 'itemCount'],
    ['no key', { storyKeys: [] }, 'storyKeys'],
    ['what is no key', { storyKeys: ['0123'] }, 'storyKeys.0'],
    ['a ticker in another form', { tickers: ['brk/b'] }, 'tickers.0'],
    ['a time in another form', { timestamp: '2026-06-04T14:00:00Z' }, 'timestamp'],
    ['a range without an end', { dateRange: { start: '2026-06-04T13:30:00.000Z' } }, 'dateRange.end'],
  ])('rejects %s', (_, changes, part) => {
    expect(wrongParts(newDataNotification, { ...notification, ...changes })).toEqual([part]);
  });

  it('has a JSON Schema that asks for every field and says what it is', () => {
    const schema = jsonSchemaOf(newDataNotification);
    expect([...(schema.required ?? [])].sort()).toEqual([...fields].sort());
    expect(schema).toMatchObject({
      type: 'object',
      description: 'New stories are in the store.',
      properties: { eventType: { const: 'NEW_MARKET_DATA' }, storyKeys: { minItems: 1 }, itemCount: { minimum: 1 } },
    });
  });
});
