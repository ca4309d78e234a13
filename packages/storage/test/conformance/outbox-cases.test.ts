import { describe } from 'vitest';
import { outboxCases } from '../../src/conformance/outbox-cases.js';
import { findOut } from '../support/conform.js';

describe('the cases of committing and claiming', () => {
  findOut(outboxCases, {
    'commits notifications before their page': {
      how: ({ articles }, data) => ({
        articles: {
          ...articles,
          commitPage(commit) {
            const noPage = { newStories: [], duplicates: 0, revised: 0, collisions: 0 };
            for (const entry of commit.conclude(noPage).notifications)
              data.outbox.set(`${entry.eventId}\u0000${entry.sink}`, {
                delivery: { ...entry, attempts: 0, waits: null, lastError: null, settledAt: null },
                claim: null,
              });
            const conclude: typeof commit.conclude = (placed) => ({ ...commit.conclude(placed), notifications: [] });
            return articles.commitPage({ ...commit, conclude });
          },
        },
      }),
      foundBy: [
        'a page that fails leaves no notification',
        'the same event for the same sink is a conflict, and nothing of the page is stored',
      ],
    },
    'passes over what is there already': {
      how: ({ articles }, data) => ({
        articles: {
          ...articles,
          commitPage: (commit) =>
            articles.commitPage({
              ...commit,
              conclude: (placed) => {
                const concluded = commit.conclude(placed);
                const entries = new Map(concluded.notifications.map((one) => [`${one.eventId}\u0000${one.sink}`, one]));
                for (const key of data.outbox.keys()) entries.delete(key);
                return { ...concluded, notifications: [...entries.values()] };
              },
            }),
        },
      }),
      foundBy: ['the same event for the same sink is a conflict, and nothing of the page is stored'],
    },
    'tells one sink only': {
      how: ({ articles }) => ({
        articles: {
          ...articles,
          commitPage: (commit) =>
            articles.commitPage({
              ...commit,
              conclude: (placed) => {
                const concluded = commit.conclude(placed);
                return { ...concluded, notifications: concluded.notifications.slice(0, 1) };
              },
            }),
        },
      }),
      foundBy: ['notifications are committed with their page, one delivery a sink'],
    },
    'gives what came last first': {
      how: ({ outbox }, data) => ({
        outbox: {
          ...outbox,
          async take(sink, now, claim) {
            const later = [...data.outbox].filter(([, { delivery }]) => delivery.sink === sink).slice(0, -1);
            for (const [key] of later) data.outbox.delete(key);
            const taken = await outbox.take(sink, now, claim);
            for (const [key, kept] of later) data.outbox.set(key, kept);
            return taken;
          },
        },
      }),
      foundBy: ['the oldest delivery of a sink is taken first, one event of two by its id'],
    },
    'claims nothing': {
      how: ({ outbox }, data) => ({
        outbox: {
          ...outbox,
          async take(sink, now, claim) {
            const taken = await outbox.take(sink, now, claim);
            if (taken === null) return null;
            const key = `${taken.eventId}\u0000${sink}`;
            const kept = data.outbox.get(key);
            if (kept !== undefined) data.outbox.set(key, { ...kept, claim: null });
            return taken.attempt > 3 ? null : taken;
          },
        },
      }),
      foundBy: [
        'a delivery that one store claims is not taken by another',
        'two stores that take at once take each delivery once',
      ],
    },
    'looks first and claims later': {
      how: ({ outbox }, data) => ({
        outbox: {
          ...outbox,
          async take(sink, now, claim) {
            const before = new Map(data.outbox);
            const taken = await outbox.take(sink, now, claim);
            for (const [key, kept] of before) data.outbox.set(key, kept);
            await Promise.resolve();
            return taken === null ? null : outbox.take(sink, now, claim);
          },
        },
      }),
      foundBy: ['two stores that take at once take each delivery once'],
    },
    'believes claims of a clock that was ahead': {
      how: ({ outbox }) => ({
        outbox: {
          ...outbox,
          take: (sink, now, { until }) => outbox.take(sink, now, { from: Number.NEGATIVE_INFINITY, until }),
        },
      }),
      foundBy: ['a claim made by a clock that was ahead is over before its beginning'],
    },
    'claims for ever': {
      how: ({ outbox }) => ({
        outbox: {
          ...outbox,
          take: (sink, now, { from }) => outbox.take(sink, now, { from, until: Number.POSITIVE_INFINITY }),
        },
      }),
      foundBy: ['a claim that is over is as none: the delivery is taken again under the next number'],
    },
    'takes from any sink': {
      how: ({ outbox }) => ({
        outbox: {
          ...outbox,
          async take(sink, now, claim) {
            for (const queue of [sink, ...(await outbox.queues()).map((one) => one.sink)]) {
              const taken = await outbox.take(queue, now, claim);
              if (taken !== null) return taken;
            }
            return null;
          },
        },
      }),
      foundBy: ['the oldest delivery of a sink is taken first, one event of two by its id'],
    },
    'sends what a replay kept': {
      how: ({ articles }) => ({
        articles: {
          ...articles,
          commitPage: (commit) =>
            articles.commitPage({
              ...commit,
              conclude: (placed) => {
                const concluded = commit.conclude(placed);
                const notifications = concluded.notifications.map((one) => ({ ...one, state: 'pending' as const }));
                return { ...concluded, notifications };
              },
            }),
        },
      }),
      foundBy: ['a notification of a replay is kept and never due'],
    },
  });
});
