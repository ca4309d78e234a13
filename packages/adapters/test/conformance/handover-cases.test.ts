import { SinkError } from '@ingest/core';
import { describe } from 'vitest';
import { handoverCases } from '../../src/conformance/handover-cases.js';
import { findOut } from '../support/find-out.js';
import { secret } from '../support/memory-sink.js';

let count = 0;

describe('the cases of handing over', () => {
  findOut(handoverCases, {
    'hands over nothing': {
      how: () => ({ deliver: async () => {} }),
      foundBy: [
        'news reaches the receiver, with the id of the event',
        'an alert reaches the receiver, with the id of the event',
        'messages arrive in the order in which they are handed over',
        'a second try is the same message under the same id',
      ],
    },
    'knows no alerts': {
      how: ({ deliver }) => ({
        deliver: async (message, context) => (message.eventType === 'ALERT' ? undefined : deliver(message, context)),
      }),
      foundBy: ['an alert reaches the receiver, with the id of the event'],
    },
    'makes up an id for each try': {
      how: ({ deliver }) => ({
        deliver: (message, context) => deliver({ ...message, eventId: `try-${context.attempt}` }, context),
      }),
      foundBy: ['a second try is the same message under the same id'],
    },
    'says something else at the second try': {
      how: ({ deliver }) => ({
        deliver: (message, context) => deliver({ ...message, timestamp: `${context.attempt}` }, context),
      }),
      foundBy: ['a second try is the same message under the same id'],
    },
    'changes what it is handed': {
      how: ({ deliver }) => ({
        async deliver(message, context) {
          message.timestamp = '';
          await deliver(message, context);
        },
      }),
      foundBy: ['news reaches the receiver, with the id of the event'],
    },
    'answers before it has handed over': {
      how: ({ deliver }) => ({
        async deliver(message, context) {
          setTimeout(() => void deliver(message, context), 20);
        },
      }),
      foundBy: ['news reaches the receiver, with the id of the event'],
    },
    'is called by its secret': {
      how: () => ({ name: `memory-${secret}` }),
      foundBy: ['the name is the same each time, easy to type, and no secret'],
    },
    'has another name each time': {
      how: () => {
        count += 1;
        return { name: `memory-${count}` };
      },
      foundBy: ['the name is the same each time, easy to type, and no secret'],
    },
    'keeps listening to the signal': {
      how: ({ deliver }) => ({
        async deliver(message, context) {
          context.signal.addEventListener('abort', () => {});
          await deliver(message, context);
        },
      }),
      foundBy: ['a delivery leaves nothing behind at the signal'],
    },
    'delivers when it is looked at': {
      how: (_, { received }) => ({
        async check() {
          received.push({ eventId: 'test', text: '' });
        },
      }),
      foundBy: ['a look hands over nothing'],
    },
    'finds nothing wrong when nobody is there': {
      how: () => ({ check: async () => {} }),
      foundBy: ['a look says when the receiver cannot be reached'],
    },
    'shows its secret': {
      how: () => ({
        async check() {
          throw new SinkError('SINK_UNAVAILABLE', `memory: no ${secret} there`, { sink: 'memory' });
        },
      }),
      foundBy: ['a look says when the receiver cannot be reached'],
    },
  });
});
