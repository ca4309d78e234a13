import { describe, expect, it } from 'vitest';
import { entryAnswer, entryOwner, entrySummary, recordingMeta } from '../../../src/exchange/har/entry.js';

const summary = (response: object) =>
  entrySummary.safeParse({ startedDateTime: '2026-06-04', request: { method: 'GET' }, response });

describe('what is read of an entry', () => {
  it('needs a url, and takes a mark of another form for none', () => {
    expect(entryOwner.parse({ _source: 7, request: { url: 'https://x' } })).toEqual({ request: { url: 'https://x' } });
    expect(entryOwner.safeParse({ request: {} }).success).toBe(false);
  });

  it('takes 0, −1, null and a missing status for no answer', () => {
    for (const status of [0, -1, null, undefined]) expect(summary({ status }).data?.response.status).toBe(0);
    expect(summary({ status: 404 }).data?.response.status).toBe(404);
    for (const status of [1000, 200.5, '200']) expect(summary({ status }).success).toBe(false);
  });

  it('lets an answer lack headers, body and reason', () => {
    expect(entryAnswer.parse({ response: { status: 200, headers: null, content: null } }).response).toMatchObject({
      status: 200,
    });
  });
});

describe('recordingMeta', () => {
  it('is of this version', () => {
    const meta = {
      version: 1,
      mode: 'failover',
      sources: ['tiingo'],
      tickers: ['AAPL'],
      startedAt: '2026-06-04T13:35:00.000Z',
    };
    expect(recordingMeta.parse(meta)).toEqual(meta);
    expect(recordingMeta.safeParse({ ...meta, version: 2 }).success).toBe(false);
  });
});
