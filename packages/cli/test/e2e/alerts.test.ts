import { writeFileSync } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Alert, RunReport } from '@ingest/core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { builtCommand, jsonOf } from '../support/built.js';
import { type RecordedRun, writeRecordedRuns } from '../support/recorded-days.js';

const built = builtCommand();
const minute = 60_000;
const serverError = { status: 500, body: {} };

/** A receiver of webhooks: alerts come to `/alerts`, news to `/news`. */
function receiver() {
  const state: {
    port: number;
    alerts: { id: string; time: string; data: Alert }[];
    news: (response: ServerResponse) => void;
  } = {
    port: 0,
    alerts: [],
    news: (response) => response.end(),
  };
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      if (request.url === '/news') return state.news(response);
      state.alerts.push(JSON.parse(Buffer.concat(parts).toString()) as (typeof state.alerts)[number]);
      response.end();
    });
  });
  beforeEach(async () => {
    Object.assign(state, { alerts: [], news: (response: ServerResponse) => response.end() });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    state.port = (server.address() as AddressInfo).port;
  });
  afterEach(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return state;
}
const desk = receiver();

/** Instants from one to another. */
function every(stepMs: number, from: string, count: number): string[] {
  return Array.from({ length: count }, (_, index) =>
    new Date(Date.parse(from) + index * stepMs).toISOString().slice(0, 19).concat('Z'),
  );
}

/** Replays the runs with deliveries; what people were told: when and what, in this order. */
async function told(runs: readonly RecordedRun[], ...settings: readonly string[]): Promise<readonly string[]> {
  const alerts = `alerts: [{ use: webhook, name: desk, url: "http://127.0.0.1:${desk.port}/alerts" }]`;
  writeFileSync(built.path('ingest.config.yaml'), [alerts, ...settings, ''].join('\n'));
  const path = writeRecordedRuns(built.path('days'), runs);
  const ended = await built.run(['run', '--replay', path, '--deliver', '--json']);
  expect(ended.stderr).not.toContain('    at ');
  expect(jsonOf<RunReport[]>(ended).length).toBeGreaterThan(0);
  // Of one look they come in no order.
  return desk.alerts
    .map(
      ({ data, time }) => `${time.slice(11, 16)} ${[data.kind, data.source].filter(Boolean).join(' ')} ${data.state}`,
    )
    .sort();
}

describe('alerts of a replayed directory, at a real receiver', () => {
  it('COLLECTION_FAILURES and STALE_DATA, which say enough of the sources', async () => {
    const bad = (at: string): RecordedRun => ({ at, tiingo: serverError, finnhub: serverError });
    const runs: RecordedRun[] = [
      { at: '2026-06-04T14:00:00Z', tiingo: { stories: [1] } },
      ...every(5 * minute, '2026-06-04T14:05:00Z', 3).map(bad),
      { at: '2026-06-04T14:25:00Z', tiingo: { stories: [1, 2] } },
      { at: '2026-06-04T14:30:00Z', tiingo: { stories: [1, 2] } },
    ];
    expect(await told(runs)).toEqual([
      '14:15 COLLECTION_FAILURES firing',
      '14:15 STALE_DATA firing',
      '14:25 COLLECTION_FAILURES resolved',
      // It was left alone with the other, and is the only one that nobody has asked since.
      '14:25 SOURCE_DEGRADED finnhub firing',
      '14:25 STALE_DATA resolved',
    ]);
  });

  it('row 95: COLLECTION_FAILURES once while they last, and as a new incident when they begin anew', async () => {
    const bad = (at: string): RecordedRun => ({ at, tiingo: serverError, finnhub: serverError });
    const runs: RecordedRun[] = [
      ...every(minute, '2026-06-04T14:00:00Z', 3).map(bad),
      ...every(6 * minute, '2026-06-04T14:08:00Z', 5).map(bad),
      { at: '2026-06-04T14:40:00Z', tiingo: { stories: [1] }, finnhub: { stories: [1] } },
      ...every(minute, '2026-06-04T14:45:00Z', 3).map(bad),
    ];
    const all = await told(runs);
    expect(all.filter((line) => line.includes('COLLECTION_FAILURES'))).toEqual([
      '14:02 COLLECTION_FAILURES firing',
      '14:40 COLLECTION_FAILURES resolved',
      '14:47 COLLECTION_FAILURES firing',
    ]);
    const ofAll = desk.alerts.filter(({ data }) => data.kind === 'COLLECTION_FAILURES');
    expect(new Set(ofAll.map(({ data }) => data.incidentId)).size).toBe(2);
  });

  it('SOURCE_DEGRADED', async () => {
    const runs: RecordedRun[] = [
      ...every(5 * minute, '2026-06-04T14:00:00Z', 3).map((at, index) => ({
        at,
        tiingo: serverError,
        finnhub: { stories: [index + 1] },
      })),
      { at: '2026-06-04T14:20:00Z', tiingo: { stories: [1, 2, 3, 4] } },
    ];
    expect(await told(runs)).toEqual(['14:10 SOURCE_DEGRADED tiingo firing', '14:20 SOURCE_DEGRADED tiingo resolved']);
  });

  it('AUTH_FAILED, which says enough of its breaker', async () => {
    const refused = { status: 401, body: { detail: 'Invalid token.' } };
    const runs: RecordedRun[] = [
      { at: '2026-06-04T14:00:00Z', tiingo: refused, finnhub: { stories: [1] } },
      { at: '2026-06-04T14:10:00Z', tiingo: refused, finnhub: { stories: [1, 2] } },
      { at: '2026-06-04T14:20:00Z', tiingo: { stories: [1, 2, 3] } },
    ];
    expect(await told(runs)).toEqual(['14:00 AUTH_FAILED tiingo firing', '14:20 AUTH_FAILED tiingo resolved']);
    const [first] = desk.alerts;
    expect(first?.data.details.split('\n')).toEqual([
      'since 2026-06-04 14:00 UTC',
      'what still works: finnhub still answers',
      'a new key is asked at the next run; nothing has to be reset',
      'what to do: ingest doctor',
      'read more: docs/runbook.md#auth_failed',
    ]);
    expect(desk.alerts.map(({ id }) => id.split('.')[1])).toEqual(['1', '2']);
  });

  it('NO_NEWS', async () => {
    // Five sessions with four stories each; then a feed that is well and has nothing new.
    const days = ['2026-06-04', '2026-06-05', '2026-06-08', '2026-06-09', '2026-06-10'];
    const ofDay = (day: number) => [0, 1, 2, 3].map((index) => day * 1440 + index * 10);
    const offset = (date: string) => (Date.parse(date) - Date.parse('2026-06-04')) / (24 * 60 * minute);
    const last = ofDay(offset('2026-06-10'));
    const runs: RecordedRun[] = [
      ...days.map((date) => ({ at: `${date}T14:00:00Z`, tiingo: { stories: ofDay(offset(date)) } })),
      ...every(5 * minute, '2026-06-11T13:30:00Z', 26).map((at) => ({ at, tiingo: { stories: last } })),
      { at: '2026-06-11T15:40:00Z', tiingo: { stories: [...last, offset('2026-06-11') * 1440 + 150] } },
    ];
    const all = await told(runs);
    expect(all.filter((line) => line.includes('NO_NEWS'))).toEqual(['15:30 NO_NEWS firing', '15:40 NO_NEWS resolved']);
  });

  it('SLOW_COLLECTION', async () => {
    const tickers = ['AAPL', 'MSFT', 'NVDA', 'GOOG'];
    const runs: RecordedRun[] = [
      { at: '2026-06-04T14:00:00Z', tickers, tiingo: serverError, finnhub: { stories: [1], ms: 9000 } },
      { at: '2026-06-04T14:05:00Z', tickers, tiingo: { stories: [1, 2] } },
    ];
    expect(await told(runs)).toEqual(['14:00 SLOW_COLLECTION firing', '14:05 SLOW_COLLECTION resolved']);
  });

  it('QUOTA_LOW', async () => {
    const runs: RecordedRun[] = [
      ...every(minute, '2026-06-04T14:00:00Z', 24).map((at) => ({ at, tiingo: { stories: [1] } })),
      { at: '2026-06-04T15:00:00Z', tiingo: { stories: [1, 2] } },
    ];
    expect(await told(runs, 'sources: [{ use: tiingo, plan: free }]')).toEqual([
      '14:22 QUOTA_LOW tiingo firing',
      '15:00 QUOTA_LOW tiingo resolved',
    ]);
  });

  it('DELIVERY_FAILING, of one sink beside another', async () => {
    let answers = 0;
    desk.news = (response) => {
      answers += 1;
      response.writeHead(answers <= 3 ? 503 : 200).end();
    };
    const runs: RecordedRun[] = every(10 * minute, '2026-06-04T14:00:00Z', 6).map((at, index) => ({
      at,
      tiingo: { stories: index === 0 ? [1] : [1, 1] },
    }));
    const sinks = `sinks: [{ use: webhook, name: hook, url: "http://127.0.0.1:${desk.port}/news" }]`;
    expect(await told(runs, sinks)).toEqual(['14:20 DELIVERY_FAILING firing', '14:30 DELIVERY_FAILING resolved']);
  });
});

describe('processes that see the same trouble', () => {
  it('three at once tell of it once', async () => {
    const alerts = `alerts: [{ use: webhook, name: desk, url: "http://127.0.0.1:${desk.port}/alerts" }]`;
    writeFileSync(built.path('ingest.config.yaml'), `tickers: [AAPL]\nsources: [tiingo]\n${alerts}\n`);
    const refusing = createServer((_, response) => response.writeHead(401).end('{"detail":"Invalid token."}'));
    await new Promise<void>((resolve) => refusing.listen(0, '127.0.0.1', resolve));
    const { port } = refusing.address() as AddressInfo;
    const env = { TIINGO_API_KEY: 'invented-key', TIINGO_BASE_URL: `http://127.0.0.1:${port}` };
    await Promise.all([1, 2, 3].map(() => built.run(['run'], env)));
    await built.run(['run'], env);
    refusing.close();
    // Where the machine was so fast that none had to wait for another, they are also three failed runs in a row.
    const kinds = desk.alerts.map(({ data }) => data.kind).filter((kind) => kind !== 'COLLECTION_FAILURES');
    expect(kinds).toEqual(['AUTH_FAILED']);
  });
});
