import { expect, test } from 'vitest';
import { localIncidents } from '../../src/alerts/local-incidents.js';
import type { Incident } from '../../src/contracts/incidents.js';
import type { OutboxEntry } from '../../src/contracts/outbox.js';

const fired: Incident = {
  incidentId: 'i-1',
  kind: 'STALE_DATA',
  source: null,
  severity: 'critical',
  summary: 'no news',
  details: '',
  firstSeenAt: 1,
  lastSeenAt: 1,
  resolvedAt: null,
  announcements: 1,
  announcedAt: 1,
};
const entry: OutboxEntry = { eventId: 'i-1.1', sink: 'desk', message: '{}', createdAt: 1, state: 'replayed' };

test('incidents live as long as the process, and what is sent of them goes on', async () => {
  const sent: OutboxEntry[] = [];
  const incidents = localIncidents({ send: (entries) => void sent.push(...entries) });
  await incidents.change(() => ({ incidents: [fired], notifications: [entry], result: null }));
  expect(sent).toEqual([entry]);
  const listed: Incident[] = [];
  for await (const incident of incidents.list({ isOpen: true })) listed.push(incident);
  expect(listed).toEqual([fired]);
});

test('nothing is kept when nothing could be sent', async () => {
  const incidents = localIncidents({
    send: async (entries) => {
      if (entries.length > 0) throw new Error('full');
    },
  });
  const failing = incidents.change(() => ({ incidents: [fired], notifications: [entry], result: null }));
  await expect(failing).rejects.toThrow('full');
  expect(await incidents.change((open) => ({ incidents: [], notifications: [], result: open }))).toEqual([]);
});
