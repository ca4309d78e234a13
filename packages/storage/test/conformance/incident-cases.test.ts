import { type Incident, localIncidents } from '@ingest/core';
import { describe } from 'vitest';
import { incidentCases } from '../../src/conformance/incident-cases.js';
import { findOut } from '../support/conform.js';

describe('the cases of incidents', () => {
  findOut(incidentCases, {
    'reads before it has the turn': {
      how: ({ incidents }, data) => ({
        incidents: {
          ...incidents,
          async change(decide) {
            const open = [...data.incidents.values()].filter(({ resolvedAt }) => resolvedAt === null);
            await Promise.resolve();
            const decided = decide(open);
            return incidents.change(() => decided);
          },
        },
      }),
      foundBy: ['two stores that see the same trouble at once fire one incident'],
    },
    'shows a decision the resolved ones too': {
      how: ({ incidents }, data) => ({
        incidents: { ...incidents, change: (decide) => incidents.change(() => decide([...data.incidents.values()])) },
      }),
      foundBy: ['a change is given those that are open, in the order of their ids'],
    },
    'sends nothing': {
      how: ({ incidents }) => ({
        incidents: {
          ...incidents,
          change: (decide) => incidents.change((open) => ({ ...decide(open), notifications: [] })),
        },
      }),
      foundBy: ['an incident and what is sent of it are kept together'],
    },
    'keeps incidents though what is to be sent is refused': {
      how: ({ incidents, outbox }) => ({
        incidents: {
          ...incidents,
          async change(decide) {
            let sent: Parameters<typeof outbox.add>[0] = [];
            const result = await incidents.change((open) => {
              const decided = decide(open);
              sent = decided.notifications;
              return { ...decided, notifications: [] };
            });
            await outbox.add(sent);
            return result;
          },
        },
      }),
      foundBy: ['an incident and what is sent of it are kept together'],
    },
    'lets two of a kind and source be open': {
      how: (_, data) => ({
        incidents: {
          async change(decide) {
            const { incidents, result } = decide([...data.incidents.values()]);
            for (const incident of incidents) data.incidents.set(incident.incidentId, incident);
            return result;
          },
          async *list() {
            yield* data.incidents.values();
          },
        },
      }),
      foundBy: [
        'of a kind and source one incident is open, however many were before',
        'they are listed newest first, open or resolved, and as many as asked for',
      ],
    },
    'forgets when they were told of': {
      how: ({ incidents }) => ({
        incidents: {
          ...incidents,
          change: (decide) =>
            incidents.change((open) => {
              const decided = decide(open);
              return { ...decided, incidents: decided.incidents.map((one) => ({ ...one, announcedAt: null })) };
            }),
        },
      }),
      foundBy: ['an incident comes back as it was given, about one source and about all'],
    },
    'keeps incidents in the handle': {
      how: () => ({ incidents: localIncidents({ send: () => {}, incidents: new Map<string, Incident>() }) }),
      foundBy: ['incidents survive closing', 'two stores that see the same trouble at once fire one incident'],
    },
    'never lets go of a resolved one': {
      how: ({ maintenance }) => ({
        maintenance: { ...maintenance, prune: (options) => maintenance.prune({ ...options, eventsBefore: 0 }) },
      }),
      foundBy: ['old ones are removed once they are resolved, open ones stay'],
    },
    'writes over what is in the outbox': {
      how: ({ outbox }, data) => ({
        outbox: {
          ...outbox,
          async add(entries) {
            for (const { eventId, sink } of entries) data.outbox.delete(`${eventId}\u0000${sink}`);
            await outbox.add(entries);
          },
        },
      }),
      foundBy: ['notifications of no page are added once, and what is there stays as it is'],
    },
  });
});
