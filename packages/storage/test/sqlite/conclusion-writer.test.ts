import { toIso } from '@ingest/core';
import { describe, expect, test } from 'vitest';
import {
  concluding,
  day,
  event,
  gap,
  minute,
  noon,
  page,
  rejected,
  sourceState,
  tickers,
} from '../../src/conformance/build.js';
import { storeInMemory } from '../support/memory-database.js';

describe('what is written beside articles', () => {
  test('is an event in columns, instants as milliseconds', async () => {
    const { store, database } = await storeInMemory();
    await store.articles.commitPage(concluding({ event: event({ errorCode: 'TIMEOUT', errorMessage: 'late' }) }));
    expect(database.prepare('SELECT * FROM collection_events').get()).toEqual({
      id: 1,
      event_id: 'event-1',
      run_id: 'run-1',
      source: 'tiingo',
      tickers: '["BELT","CLDR"]',
      started_at: noon,
      duration_ms: 1234,
      outcome: 'ok',
      success: 1,
      item_count: 15,
      new_item_count: 1,
      duplicate_count: 2,
      collision_count: 3,
      revised_count: 4,
      rejected_count: 5,
      is_failover: 1,
      attempts: 2,
      requests: 6,
      error_code: 'TIMEOUT',
      error_message: 'late',
    });
  });

  test('is a gap in columns, with the back-fill that it is a part of', async () => {
    const { store, database } = await storeInMemory();
    await store.articles.commitPage(concluding({ openedGaps: [gap({ backfill: 'backfill-1' })] }));
    expect(database.prepare('SELECT * FROM gaps').get()).toEqual({
      gap_id: 'gap-1',
      source: 'tiingo',
      tickers: '["CLDR"]',
      from_at: noon - day,
      to_at: noon,
      cursor: '{"offset":100}',
      opened_at: noon + minute,
      backfill: 'backfill-1',
    });
  });

  test('is one row for a source, a watermark and a gap, however often they change', async () => {
    const { store, database } = await storeInMemory();
    for (const at of [noon, noon + 1]) {
      const watermarks = tickers('CLDR').map((ticker) => ({ source: 'tiingo', ticker, readUpTo: toIso(at) }));
      await store.articles.commitPage(concluding({ state: sourceState(), watermarks, openedGaps: [gap()] }));
    }
    const count = (table: string) => database.prepare(`SELECT count(*) FROM ${table}`).pluck().get();
    expect(['source_states', 'watermarks', 'gaps'].map(count)).toEqual([1, 1, 1]);
    expect(database.prepare('SELECT read_up_to FROM watermarks').pluck().get()).toBe(noon + 1);
  });

  test('is a rejected item once, however many runs get it', async () => {
    const { store, database } = await storeInMemory();
    for (let run = 0; run < 20; run += 1)
      await store.articles.commitPage(page([], { quarantine: [rejected({ runId: `run-${run}`, at: noon + run })] }));
    expect(database.prepare('SELECT run_id FROM quarantine').pluck().all()).toEqual(['run-0']);
  });
});
