import { IngestError } from '@ingest/core';
import { manualClock } from '@ingest/core/testing';
import { describe, expect, it, vi } from 'vitest';
import { openStore } from '../../../src/compose.js';
import { prometheus } from '../../../src/metrics/prometheus.js';
import { longestSilenceMs, routesOf, type Shown } from '../../../src/watch/http/routes.js';
import { statusOf } from '../../support/status.js';

async function shown(changes: Partial<Shown> = {}): Promise<Shown> {
  const { reading } = await openStore('memory:', true);
  return {
    clock: manualClock(0),
    pulse: { silentMs: () => 0 },
    metrics: prometheus({ withProcess: false }),
    reading,
    status: async () => statusOf(),
    ...changes,
  };
}

async function ask(path: string, changes: Partial<Shown> = {}) {
  const handle = routesOf(await shown(changes));
  const query = new URLSearchParams();
  return handle({ method: 'GET', path, query, host: 'localhost', authorization: undefined });
}

const failing = async () => Promise.reject(new IngestError('STORE_BUSY', 'locked'));

describe('the routes', () => {
  it('/healthz is good while the loop turns, and bad when it has not for two minutes', async () => {
    expect((await ask('/healthz')).status).toBe(200);
    expect((await ask('/healthz', { pulse: { silentMs: () => longestSilenceMs } })).status).toBe(200);
    const hung = await ask('/healthz', { pulse: { silentMs: () => longestSilenceMs + 1 } });
    expect([hung.status, JSON.parse(hung.body)]).toEqual([503, { alive: false, silentMs: 120_001 }]);
  });

  it('/healthz says nothing of the store, which no restart mends', async () => {
    expect((await ask('/healthz', { status: failing })).status).toBe(200);
  });

  it('/readyz gives its reasons', async () => {
    expect((await ask('/readyz')).status).toBe(200);
    const busy = await ask('/readyz', { status: failing });
    expect([busy.status, JSON.parse(busy.body)]).toEqual([
      503,
      { ready: false, reasons: ['the store did not answer (STORE_BUSY)'] },
    ]);
  });

  it('/metrics is there without the store, too', async () => {
    const { status, type, body } = await ask('/metrics', { status: failing });
    expect([status, type]).toEqual([200, 'text/plain; version=0.0.4; charset=utf-8']);
    expect(body).toContain('\ningest_store_up 0\n');
    expect(body).toContain('\ningest_slots_missed_total 0\n');
    expect((await ask('/metrics')).body).toContain('\ningest_data_age_seconds 120\n');
  });

  it('/metrics waits two seconds for a store that hangs', async () => {
    const clock = manualClock(0);
    const asked = ask('/metrics', { clock, status: () => new Promise(() => {}) });
    await vi.waitFor(() => expect(clock.pending).toBe(1));
    await clock.advance(2000);
    expect((await asked).body).toContain('\ningest_store_up 0\n');
  });

  it('/api/status is the status, and 503 when the store fails', async () => {
    expect(JSON.parse((await ask('/api/status')).body)).toEqual(statusOf());
    expect((await ask('/api/status', { status: failing })).status).toBe(503);
  });

  it('/api/items is a list', async () => {
    expect(await ask('/api/items')).toMatchObject({ status: 200, body: '[]\n' });
  });

  it.each(['/', '', '/metrics/', '/api', '//metrics', '/__proto__', '*'])('knows no %j', async (path) => {
    expect((await ask(path)).status).toBe(404);
  });

  it('reads the store once for all who ask at once, and anew for the next', async () => {
    let reads = 0;
    const handle = routesOf(
      await shown({
        status: async () => {
          reads += 1;
          return statusOf();
        },
      }),
    );
    const asked = { method: 'GET', query: new URLSearchParams(), host: 'localhost', authorization: undefined };
    await Promise.all(['/api/status', '/metrics', '/readyz'].map((path) => handle({ ...asked, path })));
    expect(reads).toBe(1);
    await handle({ ...asked, path: '/api/status' });
    expect(reads).toBe(2);
  });
});
