import { expect, test } from 'vitest';
import { toCloudEvent } from '../../../src/sinks/envelope.js';
import { render } from '../../../src/sinks/nats/render.js';
import { alertMessageOf, messageOf } from '../../support/receiver.js';

const subjects = { subject: 'n', alertSubject: 'a' };

test('publishes the CloudEvent under the id of the event', () => {
  expect(render(messageOf(), subjects)).toEqual({
    subject: 'n',
    payload: JSON.stringify(toCloudEvent(messageOf())),
    id: messageOf().eventId,
    contentType: 'application/cloudevents+json',
  });
});

test('publishes alerts to a subject of their own', () => {
  expect(render(alertMessageOf(), subjects)).toMatchObject({ subject: 'a', id: alertMessageOf().eventId });
});
