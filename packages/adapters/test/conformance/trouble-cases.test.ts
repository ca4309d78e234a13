import { SinkError } from '@ingest/core';
import { describe } from 'vitest';
import { troubleCases } from '../../src/conformance/trouble-cases.js';
import { findOut } from '../support/find-out.js';
import { secret } from '../support/memory-sink.js';

const away = 'a receiver that cannot be reached is worth another try, and gets the message once it is back';
const rejected = 'a message that is rejected is worth no other try';
const restarted = 'a receiver that restarts between two messages gets both, at the second try at the latest';
const stopped = 'a delivery ends at once when it is told to, with the reason, and the next one arrives';
const closedTwice = 'closing twice, or a sink that never delivered, does no harm';
const closedMidway = 'closing ends what is under way';

describe('the cases of trouble', () => {
  findOut(troubleCases, {
    'takes every failure for success': {
      how: ({ deliver }) => ({ deliver: (message, context) => deliver(message, context).catch(() => {}) }),
      foundBy: [away, rejected, stopped, 'nothing is begun once it is stopped'],
    },
    'says of everything that it is worth another try': {
      how: ({ deliver }) => ({
        deliver: (message, context) =>
          deliver(message, context).catch((thrown) => {
            if (context.signal.aborted) throw context.signal.reason;
            throw new SinkError('SINK_UNAVAILABLE', String(thrown), { sink: 'memory' });
          }),
      }),
      foundBy: [rejected],
    },
    'throws errors of another kind': {
      how: ({ deliver }) => ({
        deliver: (message, context) =>
          deliver(message, context).catch(() => {
            throw new Error('it failed');
          }),
      }),
      foundBy: [away, rejected, stopped],
    },
    'names no sink, or another': {
      how: ({ deliver }) => ({
        deliver: (message, context) =>
          deliver(message, context).catch((thrown) => {
            throw SinkError.is(thrown) ? new SinkError(thrown.code, thrown.message, { sink: 'other' }) : thrown;
          }),
      }),
      foundBy: [away, rejected],
    },
    'shows its secret in a hint': {
      how: ({ deliver }) => ({
        deliver: (message, context) =>
          deliver(message, context).catch((thrown) => {
            if (!SinkError.is(thrown)) throw thrown;
            throw new SinkError(thrown.code, thrown.message, { sink: 'memory', hint: `try ${secret}` });
          }),
      }),
      foundBy: [away, rejected],
    },
    'is broken for ever after one failure': {
      how: ({ deliver }) => {
        let isBroken = false;
        return {
          async deliver(message, context) {
            if (isBroken) throw new SinkError('SINK_UNAVAILABLE', 'memory: broken', { sink: 'memory' });
            await deliver(message, context).catch((thrown) => {
              isBroken = true;
              throw thrown;
            });
          },
        };
      },
      foundBy: [away, stopped],
    },
    'never connects again': {
      how: ({ deliver }, receiver) => {
        const { generation } = receiver;
        return {
          async deliver(message, context) {
            if (receiver.generation !== generation)
              throw new SinkError('SINK_UNAVAILABLE', 'memory: closed', { sink: 'memory' });
            await deliver(message, context);
          },
        };
      },
      foundBy: [restarted],
    },
    'hears no signal': {
      how: ({ deliver }) => ({
        deliver: (message, context) => deliver(message, { ...context, signal: new AbortController().signal }),
      }),
      foundBy: [stopped, 'nothing is begun once it is stopped'],
    },
    'gives a reason of its own for its end': {
      how: ({ deliver }) => ({
        deliver: (message, context) =>
          deliver(message, context).catch((thrown) => {
            throw context.signal.aborted ? new Error('aborted') : thrown;
          }),
      }),
      foundBy: [stopped, 'nothing is begun once it is stopped'],
    },
    'closes only once': {
      how: ({ close }) => {
        let isClosed = false;
        return {
          async close() {
            if (isClosed) throw new TypeError('closed before');
            isClosed = true;
            await close?.();
          },
        };
      },
      foundBy: [closedTwice],
    },
    'waits with its end for whatever is under way': {
      how: () => ({ close: async () => {} }),
      foundBy: [closedMidway],
    },
  });
});
