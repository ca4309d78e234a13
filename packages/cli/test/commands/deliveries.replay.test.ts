import { writeFileSync } from 'node:fs';
import { beforeEach, describe, expect, it } from 'vitest';
import { demoDay, inEmptyDirectory, ingest } from '../support/ingest.js';

inEmptyDirectory();

interface Listed {
  readonly eventId: string;
  readonly sink: string;
  readonly state: string;
  readonly attempts: number;
  readonly message: { readonly eventType: string; readonly itemCount: number };
}

const deliveries = (...args: string[]) => ingest('deliveries', ...args, '--store', 'news.db');
const listed = async (...flags: string[]) => (await deliveries('list', '--json', ...flags)).json<Listed[]>();

/** A store with the notifications of the shipped day, to two sinks, as a replay keeps them. */
beforeEach(async () => {
  writeFileSync(
    'ingest.config.yaml',
    'sinks:\n  - { use: file, path: told.ndjson, name: log }\n  - { use: file, path: no/such/place.ndjson, name: lost }\n',
  );
  await ingest('run', '--replay', demoDay, '--store', 'news.db', '--quiet');
});

describe('the deliveries of a replay', () => {
  it('lists what a replay kept, newest first, one a sink for each commit', async () => {
    const all = await listed();
    expect(all.length).toBeGreaterThan(2);
    expect(new Set(all.map(({ state }) => state))).toEqual(new Set(['replayed']));
    expect(all[0]).toMatchObject({ attempts: 0, message: { eventType: 'NEW_MARKET_DATA' } });
    expect(await listed('--sink', 'log')).toHaveLength(all.length / 2);
    expect(await listed('--limit', '1')).toHaveLength(1);
    expect(await listed('--state', 'dead,pending')).toEqual([]);
    expect((await deliveries('list')).stdout).toMatch(/sink .*state .*tries .*next try .*event/);
  });

  it('shows one notification with its content', async () => {
    const [first] = await listed();
    const { stdout } = await deliveries('show', first?.eventId ?? '');
    expect(stdout).toContain(`${first?.message.itemCount} new stor`);
    expect(await deliveries('show', '01J')).toMatchObject({ exitCode: 2 });
  });

  it('sends with --deliver what a replay announces, and keeps what a sink did not take', async () => {
    const { exitCode } = await ingest('run', '--replay', demoDay, '--store', 'sent.db', '--quiet', '--deliver');
    expect(exitCode).toBe(0);
    const sent = (await ingest('deliveries', 'list', '--store', 'sent.db', '--json')).json<Listed[]>();
    const states = (sink: string) => [...new Set(sent.filter((one) => one.sink === sink).map(({ state }) => state))];
    expect([states('log'), states('lost')]).toEqual([['delivered'], ['pending']]);
  });

  it('makes dead ones due again under their ids, and drops what is to be given up', async () => {
    await ingest('run', '--replay', demoDay, '--store', 'news2.db', '--quiet', '--deliver');
    const inSecond = (...args: string[]) => ingest('deliveries', ...args, '--store', 'news2.db', '--json');
    const before = (await inSecond('list', '--sink', 'lost')).json<Listed[]>();
    expect((await inSecond('drop', '--sink', 'lost')).json()).toEqual({ dropped: before.length });
    expect((await inSecond('retry', '--sink', 'lost')).json()).toEqual({ retried: before.length, enabled: [] });
    const after = (await inSecond('list', '--sink', 'lost')).json<Listed[]>();
    expect(after.map(({ eventId, state, attempts }) => [eventId, state, attempts])).toEqual(
      before.map(({ eventId }) => [eventId, 'pending', 0]),
    );
  });
});
