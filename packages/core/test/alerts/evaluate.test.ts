import { type IngestEvent, localRegisters, message, noSecrets, type OutboxEntry } from '@ingest/core';
import { expect, it } from 'vitest';
import { type EvaluationOptions, evaluateAlerts } from '../../src/alerts/evaluate.js';
import { localIncidents } from '../../src/alerts/local-incidents.js';
import { mute } from '../../src/alerts/mutes.js';
import { seededChance } from '../../src/time/seeded-chance.js';
import { factsOf, hour, minute, now } from '../support/alert-facts.js';

function evaluating(fields: Partial<EvaluationOptions> = {}) {
  const sent: OutboxEntry[] = [];
  const events: IngestEvent[] = [];
  const incidents = localIncidents({ send: (entries) => void sent.push(...entries) });
  const registers = localRegisters();
  const look = (facts: Partial<ReturnType<typeof factsOf>> = {}, options: Partial<EvaluationOptions> = {}) =>
    evaluateAlerts({
      facts: factsOf(facts),
      incidents,
      registers,
      sinks: ['desk', 'log'],
      state: 'pending',
      chance: seededChance(1),
      redact: noSecrets,
      onEvent: (event) => events.push(event),
      ...fields,
      ...options,
    });
  return { sent, events, registers, look };
}
const raised: Partial<ReturnType<typeof factsOf>> = {
  market: null,
  failures: { count: 3, raisedAt: now, firstAt: null },
};
const types = (events: readonly IngestEvent[]) => events.map(({ type }) => type);

it('commits an incident with one notification a sink, and tells of it', async () => {
  const { look, sent, events } = evaluating();
  const { incidents, queued } = await look(raised);
  expect([incidents.length, queued]).toEqual([1, 2]);
  const [incident] = incidents;
  expect(sent.map(({ eventId, sink }) => [eventId, sink])).toEqual([
    [`${incident?.incidentId}.1`, 'desk'],
    [`${incident?.incidentId}.1`, 'log'],
  ]);
  expect(message.parse(JSON.parse(sent[0]?.message ?? ''))).toMatchObject({
    eventId: `${incident?.incidentId}.1`,
    eventType: 'ALERT',
    alert: { kind: 'COLLECTION_FAILURES', state: 'firing' },
  });
  expect(types(events)).toEqual(['incident:fired']);
});

it('gives each telling an id of its own, and the same incident', async () => {
  const { look, sent, events } = evaluating();
  await look(raised);
  await look({ ...raised, now: now + 4 * hour });
  const { incidents } = await look({ now: now + 5 * hour, market: null });
  expect(incidents).toMatchObject([{ resolvedAt: now + 5 * hour, announcements: 3 }]);
  const ids = [...new Set(sent.map(({ eventId }) => eventId))];
  expect(ids.map((id) => id.split('.')[1])).toEqual(['1', '2', '3']);
  expect(new Set(ids.map((id) => id.split('.')[0])).size).toBe(1);
  expect(types(events)).toEqual(['incident:fired', 'incident:repeated', 'incident:resolved']);
});

it('keeps a muted one without a word', async () => {
  const { look, sent, events, registers } = evaluating();
  await mute(registers, { kind: 'COLLECTION_FAILURES', source: null }, now, hour);
  expect((await look(raised)).incidents).toHaveLength(1);
  expect([sent, events]).toEqual([[], []]);
});

it('looks with the rules that are asked for, and answers with all that is open', async () => {
  const { look } = evaluating();
  await look(raised);
  const { incidents } = await look({ now: now + minute }, { kinds: ['DELIVERY_FAILING'] });
  expect(incidents).toMatchObject([{ kind: 'COLLECTION_FAILURES', resolvedAt: null }]);
});

it('tells it without sinks all the same', async () => {
  const { look, events } = evaluating({ sinks: [] });
  expect(await look(raised)).toMatchObject({ queued: 0 });
  expect(types(events)).toEqual(['incident:fired']);
});

it('changes nothing when all is well', async () => {
  expect(await evaluating().look()).toEqual({ incidents: [], queued: 0 });
});
