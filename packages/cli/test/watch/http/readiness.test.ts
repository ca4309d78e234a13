import { IngestError } from '@ingest/core';
import { manualClock } from '@ingest/core/testing';
import { describe, expect, it } from 'vitest';
import { readiness } from '../../../src/watch/http/readiness.js';
import { statusOf } from '../../support/status.js';

const fresh = statusOf().freshness;

describe('readiness', () => {
  it('is there with fresh data, and leaves no timer behind', async () => {
    const clock = manualClock(0);
    expect(await readiness(async () => statusOf(), clock)).toEqual({ ready: true, reasons: [] });
    expect(clock.pending).toBe(0);
  });

  it.each([
    [{ ...fresh, isStale: true, ageMs: 1_200_000 }, 'the data is stale: the last successful collection was 1200 s ago'],
    [{ ...fresh, isStale: null, ageMs: null }, 'no collection has succeeded yet'],
  ])('is not there with data that is too old, or with none', async (freshness, reason) => {
    expect(await readiness(async () => statusOf({ freshness }), manualClock(0))).toEqual({
      ready: false,
      reasons: [reason],
    });
  });

  it('is there where nobody can tell how old the data may be', async () => {
    const unknown = statusOf({ freshness: { ...fresh, isStale: null } });
    expect((await readiness(async () => unknown, manualClock(0))).ready).toBe(true);
  });

  it('gives the store two seconds', async () => {
    const clock = manualClock(0);
    const asked = readiness(() => new Promise(() => {}), clock);
    await clock.advance(1999);
    expect(clock.pending).toBe(1);
    await clock.advance(1);
    expect(await asked).toEqual({ ready: false, reasons: ['the store did not answer within 2 s'] });
  });

  it('says by which code the store fails, and not where it is', async () => {
    const busy = async () => Promise.reject(new IngestError('STORE_BUSY', 'sqlite:/home/ann/news.db is locked'));
    const { reasons } = await readiness(busy, manualClock(0));
    expect(reasons).toEqual(['the store did not answer (STORE_BUSY)']);
  });
});
