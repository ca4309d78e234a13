import { message } from '@ingest/core';
import { expect, test } from 'vitest';
import { alert, contextOf, news } from '../../src/conformance/messages.js';

test('the messages are such as the program sends, and cannot be changed', () => {
  for (const one of [news(), alert(), news('event-1')]) {
    expect(message.parse(one)).toEqual(one);
    expect(Object.isFrozen(one)).toBe(true);
  }
  expect([Object.isFrozen(alert().alert), news('event-1').eventId]).toEqual([true, 'event-1']);
  expect(contextOf({ attempt: 2 })).toMatchObject({ attempt: 2, now: Date.parse(news().timestamp) });
});
