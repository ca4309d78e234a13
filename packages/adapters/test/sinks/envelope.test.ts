import { expect, test } from 'vitest';
import { toCloudEvent } from '../../src/sinks/envelope.js';
import { messageOf } from '../support/receiver.js';

test('a message becomes a CloudEvent that holds all of it', () => {
  const message = messageOf();
  expect(toCloudEvent(message)).toEqual({
    specversion: '1.0',
    id: message.eventId,
    type: 'NEW_MARKET_DATA',
    source: '/ingest/tiingo',
    time: message.timestamp,
    datacontenttype: 'application/json',
    data: message,
  });
});

test('its source is a reference whatever the source is called', () => {
  expect(toCloudEvent(messageOf({ source: 'my wire/ü' })).source).toBe('/ingest/my%20wire%2F%C3%BC');
});
