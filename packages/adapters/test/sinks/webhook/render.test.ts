import { expect, test } from 'vitest';
import { render } from '../../../src/sinks/webhook/render.js';
import { keyOf } from '../../../src/sinks/webhook/sign.js';
import { messageOf, now } from '../../support/receiver.js';

const key = keyOf('a secret');

test('a message is sent as a CloudEvent in structured mode', () => {
  const { headers, body } = render(messageOf(), { key: null, now });
  expect(headers['content-type']).toBe('application/cloudevents+json');
  expect(JSON.parse(body)).toMatchObject({ specversion: '1.0', id: messageOf().eventId, data: messageOf() });
});

test('from try to try the body and the id stay, time and signature do not', () => {
  const first = render(messageOf(), { key, now });
  const second = render(messageOf(), { key, now: now + 5000 });
  expect(second.body).toBe(first.body);
  expect(second.headers['webhook-id']).toBe(first.headers['webhook-id']);
  expect(Number(second.headers['webhook-timestamp'])).toBe(Number(first.headers['webhook-timestamp']) + 5);
  expect(second.headers['webhook-signature']).not.toBe(first.headers['webhook-signature']);
});
