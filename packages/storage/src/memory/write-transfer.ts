import { IngestError, type TransferPage, type TransferStory } from '@ingest/core';
import { keptIdentity } from '../shared/page.js';
import { filingOf, isShown, preparedAnchor, toRecord } from '../shared/transfer.js';
import type { MemoryData } from './data.js';

/** STORE_CONFLICT when one of the rows is there already. */
export function assertNewRows(data: MemoryData, page: TransferPage): void {
  const known = namesOf(page).find((name) => isKnown(data, page.part, name));
  if (known !== undefined)
    throw new IngestError('STORE_CONFLICT', `could not write ${page.part}: ${known} is there already`);
}

function namesOf(page: TransferPage): readonly string[] {
  switch (page.part) {
    case 'stories':
      return page.rows.flatMap(({ keys, articles }) => [...keys.map(({ key }) => key), ...articles.map(keptIdentity)]);
    case 'events':
      return page.rows.map(({ eventId }) => eventId);
    case 'deliveries':
      return page.rows.map(({ eventId, sink }) => `${eventId}\u0000${sink}`);
    case 'incidents':
      return page.rows.map(({ incidentId }) => incidentId);
    case 'sources':
      return page.rows.map(({ source }) => source);
    case 'watermarks':
      return page.rows.map(({ source, ticker }) => `${source}\u0000${ticker}`);
    case 'gaps':
      return page.rows.map(({ gapId }) => gapId);
    case 'registers':
      return page.rows.map(({ name }) => name);
    // They have no names.
    case 'pruned':
    case 'quarantine':
      return [];
    default:
      return page satisfies never;
  }
}

function isKnown(data: MemoryData, part: TransferPage['part'], name: string): boolean {
  if (part === 'events') return data.events.some(({ eventId }) => eventId === name);
  const rooms = {
    stories: [data.keys, data.articles],
    deliveries: [data.outbox],
    incidents: [data.incidents],
    sources: [data.states],
    watermarks: [data.watermarks],
    gaps: [data.gaps],
    registers: [data.registers],
    pruned: [],
    quarantine: [],
  } as const satisfies Record<typeof part, readonly ReadonlyMap<string, unknown>[]>;
  return rooms[part].some((room: ReadonlyMap<string, unknown>) => room.has(name));
}

export function keepRows(data: MemoryData, page: TransferPage): void {
  switch (page.part) {
    case 'stories':
      for (const story of page.rows) keepStory(data, story);
      break;
    case 'pruned':
      for (const { events } of page.rows) data.eventsEver += events;
      break;
    case 'events':
      data.events.push(...page.rows);
      data.eventsEver += page.rows.length;
      break;
    case 'quarantine':
      data.quarantine.push(...page.rows);
      break;
    case 'deliveries':
      for (const { claim, ...delivery } of page.rows)
        data.outbox.set(`${delivery.eventId}\u0000${delivery.sink}`, { delivery, claim });
      break;
    case 'incidents':
      for (const incident of page.rows) data.incidents.set(incident.incidentId, incident);
      break;
    case 'sources':
      for (const state of page.rows) data.states.set(state.source, state);
      break;
    case 'watermarks':
      for (const watermark of page.rows) data.watermarks.set(`${watermark.source}\u0000${watermark.ticker}`, watermark);
      break;
    case 'gaps':
      for (const gap of page.rows) data.gaps.set(gap.gapId, gap);
      break;
    case 'registers':
      for (const { name, value } of page.rows) data.registers.set(name, value);
      break;
    default:
      page satisfies never;
  }
}

function keepStory(data: MemoryData, story: TransferStory): void {
  const { storyKey, keys, articles, scores } = story;
  const identities = articles.map(keptIdentity);
  for (const [at, article] of articles.entries()) data.articles.set(identities[at] as string, { ...article, storyKey });
  data.carriers.set(storyKey, identities);
  for (const { key, day } of keys) {
    data.keys.set(key, storyKey);
    data.keyDays.set(key, day);
  }
  data.stories.set(storyKey, toRecord(story));
  if (!isShown(story)) return;
  if (scores.length > 0) data.scores.set(storyKey, scores);
  data.anchors.set(storyKey, { storyKey, prepared: preparedAnchor(story) });
  const { day, keys: places } = filingOf(story);
  for (const key of places) {
    const place = `${day} ${key}`;
    const filed = data.filed.get(place);
    if (filed === undefined) data.filed.set(place, [storyKey]);
    else filed.push(storyKey);
  }
}
