import { HOUR_MS, MINUTE_MS, marketCalendar, systemClock } from '@ingest/core';
import { expect, it, onTestFinished } from 'vitest';
import { openStore } from '../../../src/compose.js';
import { openHttp } from '../../../src/watch/http/open-http.js';
import { freePort } from '../../support/ports.js';

const token = 'a-token-of-32-characters-or-more';
const environmentOf = (values: Record<string, string> = {}) => ({
  skipped: [],
  get: (name: string) => (values[name] === undefined ? undefined : { value: values[name], origin: 'environment' }),
});

it('shows what is watched, and counts what it is told', async () => {
  const listen = String(await freePort());
  const http = await openHttp({ listen, environment: environmentOf(), clock: systemClock() });
  onTestFinished(() => http.close());
  expect(http.url).toBe(`http://127.0.0.1:${listen}`);
  const schedule = { calendar: marketCalendar('XNYS'), openMs: 5 * MINUTE_MS, closedMs: HOUR_MS };
  const store = await openStore('memory:', true);
  http.show({ store, sources: [], sinks: [{ name: 'desk' }], schedule });
  http.read({ type: 'slots:missed', at: '2026-06-04T14:00:00.000Z', count: 3, first: '', last: '' });
  http.turn();
  const text = await (await fetch(`${http.url}/metrics`)).text();
  expect(text).toContain('\ningest_slots_missed_total 3\n');
  expect(text).toContain('\ningest_outbox_pending{sink="desk"} 0\n');
  expect(text).toContain('\nnodejs_version_info{');
  expect(await (await fetch(`${http.url}/api/status`)).json()).toMatchObject({ status: 'unknown', exitCode: 3 });
});

it('reads the token from the environment', async () => {
  const environment = environmentOf({ INGEST_HTTP_TOKEN: token });
  const http = await openHttp({ listen: String(await freePort()), environment, clock: systemClock() });
  onTestFinished(() => http.close());
  expect((await fetch(`${http.url}/metrics`)).status).toBe(401);
  expect((await fetch(`${http.url}/healthz`)).status).toBe(503);
});

it('listens nowhere that others reach without one', async () => {
  const opening = openHttp({ listen: '0.0.0.0:8787', environment: environmentOf(), clock: systemClock() });
  await expect(opening).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
});
