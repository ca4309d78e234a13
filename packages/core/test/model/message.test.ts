import { expect, test } from 'vitest';
import { message } from '../../src/model/message.js';

test('a message is told apart by its type', () => {
  expect(message.safeParse({ eventType: 'ALERT', eventId: '1' }).error?.issues[0]?.path).toEqual(['timestamp']);
  expect(message.safeParse({ eventType: 'ELSE', eventId: '1' }).error?.issues[0]?.path).toEqual(['eventType']);
});
