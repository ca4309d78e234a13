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

test('an alert is the whole data of its event', () => {
  const at = '2026-06-04T14:00:00.000Z';
  const alert = {
    incidentId: '01J000000000000000000000IN',
    kind: 'STALE_DATA',
    severity: 'critical',
    state: 'firing',
    summary: 'no news since 13:40',
    details: '',
    firstSeenAt: at,
    lastSeenAt: at,
  } as const;
  const message = { eventId: `${alert.incidentId}.1`, eventType: 'ALERT', timestamp: at, alert } as const;
  expect(toCloudEvent(message)).toMatchObject({ id: message.eventId, type: 'ALERT', source: '/ingest', data: alert });
  expect(toCloudEvent({ ...message, alert: { ...alert, source: 'tiingo' } }).source).toBe('/ingest/tiingo');
});

test('its source is a reference whatever the source is called', () => {
  expect(toCloudEvent(messageOf({ source: 'my wire/ü' })).source).toBe('/ingest/my%20wire%2F%C3%BC');
});
