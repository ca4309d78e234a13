import { describe } from 'vitest';
import { all } from '../../src/conformance/expect.js';
import { outboxUpkeepCases } from '../../src/conformance/outbox-upkeep-cases.js';
import { findOut } from '../support/conform.js';

describe('the cases of looking after the outbox', () => {
  findOut(outboxUpkeepCases, {
    'lists what came first first': {
      how: ({ outbox }) => ({
        outbox: {
          ...outbox,
          async *list(query) {
            yield* (await all(outbox.list(query))).reverse();
          },
        },
      }),
      foundBy: [
        'deliveries come newest first, by event and sink where they are of one instant',
        'many deliveries are listed as well as few',
      ],
    },
    'takes no states for all': {
      how: ({ outbox }) => ({
        outbox: {
          ...outbox,
          list: ({ states = [], ...query }) => outbox.list(states.length === 0 ? query : { ...query, states }),
        },
      }),
      foundBy: ['deliveries are chosen by event, sink and state, and at most so many'],
    },
    'limits before it chooses': {
      how: ({ outbox }) => ({
        outbox: {
          ...outbox,
          async *list({ limit, states, ...query }) {
            for await (const one of outbox.list(limit === undefined ? query : { ...query, limit }))
              if (states === undefined || states.includes(one.state)) yield one;
          },
        },
      }),
      foundBy: ['deliveries are chosen by event, sink and state, and at most so many'],
    },
    'takes what is settled for waiting': {
      how: ({ outbox }, data) => ({
        outbox: {
          ...outbox,
          queues: async () =>
            (await outbox.queues()).map((queue) => {
              const own = [...data.outbox.values()].filter(({ delivery }) => delivery.sink === queue.sink);
              return { ...queue, oldestPendingAt: Math.min(...own.map(({ delivery }) => delivery.createdAt)) };
            }),
        },
      }),
      foundBy: ['each sink has a queue: how many of each state, and since when the oldest waits'],
    },
    'counts on from the attempts before': {
      how: ({ outbox }, data) => ({
        outbox: {
          ...outbox,
          async retry(query) {
            const before = new Map(data.outbox);
            const retried = await outbox.retry(query);
            for (const [key, { delivery, claim }] of data.outbox) {
              const attempts = before.get(key)?.delivery.attempts ?? 0;
              data.outbox.set(key, { delivery: { ...delivery, attempts }, claim });
            }
            return retried;
          },
        },
      }),
      foundBy: ['what is retried goes out again at once, under its id, counted anew'],
    },
    'retries what was delivered too': {
      how: ({ outbox }, data) => ({
        outbox: {
          ...outbox,
          async retry(query) {
            for (const [key, { delivery }] of data.outbox)
              if (delivery.state === 'delivered')
                data.outbox.set(key, { delivery: { ...delivery, state: 'dead' }, claim: null });
            return outbox.retry(query);
          },
        },
      }),
      foundBy: ['what is retried goes out again at once, under its id, counted anew'],
    },
    'retries and drops all there is': {
      how: ({ outbox }) => ({
        outbox: { ...outbox, retry: () => outbox.retry({}), drop: (_, now) => outbox.drop({}, now) },
      }),
      foundBy: ['only what is named is retried and dropped'],
    },
    'drops nothing that is claimed': {
      how: ({ outbox }, data) => ({
        outbox: {
          ...outbox,
          async drop(query, now) {
            const claimed = [...data.outbox].filter(([, { claim }]) => claim !== null);
            for (const [key] of claimed) data.outbox.delete(key);
            const dropped = await outbox.drop(query, now);
            for (const [key, kept] of claimed) data.outbox.set(key, kept);
            return dropped;
          },
        },
      }),
      foundBy: ['a delivery is dropped also while it is claimed, and whoever claims it is told so'],
    },
    'removes what still has to go out': {
      how: ({ maintenance }, data) => ({
        maintenance: {
          ...maintenance,
          async prune(options) {
            const pruned = await maintenance.prune(options);
            for (const [key, { delivery }] of data.outbox)
              if (delivery.createdAt < options.eventsBefore) data.outbox.delete(key);
            return pruned;
          },
        },
      }),
      foundBy: ['old deliveries are removed once they are settled; what has to go out stays'],
    },
    'keeps settled deliveries for ever': {
      how: ({ maintenance }) => ({
        maintenance: {
          ...maintenance,
          prune: async (options) => ({ ...(await maintenance.prune({ ...options, eventsBefore: 0 })), deliveries: 0 }),
        },
      }),
      foundBy: ['old deliveries are removed once they are settled; what has to go out stays'],
    },
  });
});
