import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { disabledSinks } from '@ingest/core';
import { describe, expect, it } from 'vitest';
import { all } from '../../src/all.js';
import { openStore } from '../../src/compose.js';
import { inEmptyDirectory, ingest } from '../support/ingest.js';
import { receiver } from '../support/receiver.js';

inEmptyDirectory();
const desk = receiver();

const configure = (...lines: string[]) => writeFileSync('ingest.config.yaml', lines.join('\n'));
const test = (...args: string[]) => ingest('alerts', 'test', ...args);

async function stored() {
  const store = await openStore('sqlite:ingest.db', false);
  try {
    return {
      states: (await all(store.outbox.list({}))).map(({ sink, state }) => `${sink} ${state}`).sort(),
      incidents: await all(store.incidents.list({})),
      disabled: (await disabledSinks(store.registers)).map(({ sink }) => sink),
    };
  } finally {
    await store.close();
  }
}

describe('alerts test', () => {
  it('sends an alert and its end, marked as a test, to everybody who is told of alerts', async () => {
    configure(
      'sinks: [{ use: file, name: news, path: news.ndjson }]',
      `alerts: [{ use: webhook, name: desk, url: "${desk.url()}" }, { use: file, name: log, path: alerts.ndjson }]`,
    );
    const { exitCode, stdout } = await test('stale_data');
    expect(stdout).toMatch(/^✓ desk: delivered in \d+ ms\n✓ log: delivered in \d+ ms\n$/);
    expect(exitCode).toBe(0);
    const [event, end, ...others] = desk.posted();
    expect(others).toEqual([]);
    expect(end).toMatchObject({ type: 'ALERT', data: { kind: 'STALE_DATA', state: 'resolved' } });
    expect(end?.data.incidentId).toBe(event?.data.incidentId);
    expect(event).toMatchObject({
      type: 'ALERT',
      data: {
        kind: 'STALE_DATA',
        severity: 'warning',
        state: 'firing',
        summary: expect.stringMatching(/^TEST: nothing is/),
      },
    });
    expect(readFileSync('alerts.ndjson', 'utf8')).toContain(event?.id ?? 'no event');
    expect(existsSync('news.ndjson')).toBe(false);
    const states = ['desk delivered', 'desk delivered', 'log delivered', 'log delivered'];
    expect(await stored()).toEqual({ states, incidents: [], disabled: [] });
  });

  it('ends with 4 when it did not arrive, says what to do, and gives it up', async () => {
    desk.state.status = 503;
    configure(
      `alerts: [{ use: webhook, name: desk, url: "${desk.url()}" }, { use: file, name: log, path: alerts.ndjson }]`,
    );
    const { exitCode, stdout } = await test();
    expect(exitCode).toBe(4);
    expect(stdout).toMatch(/^✗ desk: SINK_UNAVAILABLE: .*503.*\n {2}→ look at the receiver and its address; then test/);
    expect(stdout).toMatch(/✓ log: delivered/);
    expect((await stored()).states).toEqual(['desk dropped', 'log delivered', 'log delivered']);
  });

  it('says of a sink that refuses it, and of one that is gone, what to do', async () => {
    configure(`alerts: [{ use: webhook, name: desk, url: "${desk.url()}" }]`);
    desk.state.status = 400;
    expect((await test()).stdout).toMatch(/✗ desk: SINK_REJECTED: .*400.*\n {2}→ look at the log of the receiver/);
    desk.state.status = 410;
    const gone = await test('--json');
    expect(gone.exitCode).toBe(4);
    expect(gone.json()).toMatchObject({
      eventId: expect.stringMatching(/\.1$/),
      results: [{ sink: 'desk', isDelivered: false, code: 'SINK_GONE', reason: expect.stringContaining('410') }],
    });
    desk.state.status = 204;
    const disabled = await test();
    expect(disabled.stdout).toMatch(
      /the sink is disabled.*\n {2}→ take it out .* ingest deliveries retry --sink desk\n$/,
    );
    expect(await stored()).toMatchObject({
      states: ['desk dropped', 'desk dropped', 'desk dropped'],
      disabled: ['desk'],
    });
  });

  it('shows how somebody is told when nobody is, and makes no store', async () => {
    configure('sinks: [{ use: file, path: news.ndjson }]');
    const { exitCode, stderr } = await test();
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(
      /^✗ alerts: nobody is told when something is wrong\n {2}name a sink in .*ingest.config.yaml/,
    );
    expect(stderr).toContain('alerts: [{ use: slack, url: "${SLACK_WEBHOOK_URL}" }]');
    expect(existsSync('ingest.db')).toBe(false);
  });

  it('refuses a kind that there is not', async () => {
    configure(`alerts: [{ use: webhook, name: desk, url: "${desk.url()}" }]`);
    expect((await test('NOTHING')).exitCode).toBe(2);
    expect(desk.posted()).toEqual([]);
  });
});
