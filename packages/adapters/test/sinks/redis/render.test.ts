import { expect, test } from 'vitest';
import { toCloudEvent } from '../../../src/sinks/envelope.js';
import { render } from '../../../src/sinks/redis/render.js';
import { alertMessageOf, messageOf } from '../../support/receiver.js';

test('appends the CloudEvent under an id that Redis gives, with the event’s own beside it', () => {
  const data = JSON.stringify(toCloudEvent(messageOf()));
  expect(render(messageOf(), { stream: 's', maxLen: null })).toEqual([
    'XADD',
    's',
    '*',
    'id',
    messageOf().eventId,
    'type',
    'NEW_MARKET_DATA',
    'data',
    data,
  ]);
  expect(render(alertMessageOf(), { stream: 's', maxLen: null })).toContain('ALERT');
});

test('keeps about as many as it is told to', () => {
  expect(render(messageOf(), { stream: 's', maxLen: 1000 }).slice(0, 6)).toEqual([
    'XADD',
    's',
    'MAXLEN',
    '~',
    '1000',
    '*',
  ]);
});
